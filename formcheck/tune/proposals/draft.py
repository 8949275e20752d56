"""A wholly new stretch from a reference clip: a file that is valid, and finished by hand."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any, Final

from ruamel.yaml import YAML

from formcheck.measure.model.measurement import Measurements
from formcheck.measure.model.registry import REGISTRY
from formcheck.pose.landmark import SIDES
from formcheck.tune.proposals.reference import (
    FEWEST_S,
    TRUNK,
    Held,
    ReferenceLeg,
    measured,
    position_of,
    start_and_hold,
    working_leg,
)
from formcheck.tune.proposals.still_span import Span

MOVED: Final = 2.0
"""Least movement, in errors of an angle, at which it belongs to the stretch."""

MOST_CHECKS: Final = 4


def draft_stretch(frames: Sequence[Measurements], stretch_id: str, name: str, clip: str) -> str:
    """Return the YAML of a new stretch as a reference shows it.

    Position, view, working leg, start pose, the held angles and their seconds come from the
    reference; words, safety and the order of importance are for a person to finish.

    Args:
        frames: The measurements of the reference, in rising time: first the start pose, then the
            stretch.
        stretch_id: Small letters and digits joined by hyphens.
        name: What people call it.
        clip: What the reference is called.

    Raises:
        InputError: No joint moved from one pose to another that was held.
    """
    start, hold = start_and_hold(frames)
    begun = [frame for frame in frames if start.holds(frame.time_s)]
    held = [frame for frame in frames if hold.holds(frame.time_s)]
    angles = sorted(measured(begun, held), key=lambda one: -one.moved)
    joints = [one for one in angles if one.name != TRUNK]
    main = joints[0]
    leg = working_leg(main, held)
    # What moved makes the stretch; the other joints of the legs only tell it from its neighbours.
    legs = [one for one in joints[1:] if one.name.startswith(("hip", "knee"))]
    parts = [one for one in joints if one.moved >= MOVED]
    parts = [*parts, *(one for one in legs if one not in parts)][:MOST_CHECKS]
    checks = [_check(one, leg, clip) for one in parts]
    trunk = next((one for one in angles if one.name == TRUNK and one.start is not None), None)
    if trunk is not None:
        checks.append(_trunk_check(trunk, clip))
    document: dict[str, Any] = {
        "id": stretch_id,
        "name": name,
        "kind": "hold",
        "position": position_of(held),
        "sides": "each" if leg.role else "both",
        **({"worked_leg": leg.role} if leg.role else {}),
        "view": {"from": "side", "near": "worked" if leg.near else "either", "max_yaw": 30},
        "hold": {"seconds": _seconds(hold), "sets": 2},
        "main": _check_id(main, leg),
        "summary": f"Learned from {clip}. Say here what it is, in a sentence or two.",
        **({} if trunk is None else {"start": _start(parts, leg)}),
        "steps": [
            "Begin in the start pose.",
            "Go into the stretch until it pulls mildly, and hold.",
        ],
        "checks": checks,
        **({} if main.start is None else {"variants": [_easier(main, main.start, leg)]}),
        "safety": ["A mild pull is the ceiling. Never bounce."],
        "cannot_see": ["What you feel, whether a pull or a pain."],
    }
    return _dump(document)


def _measure(one: Held, leg: ReferenceLeg) -> str:
    """Return the measure in a specification's words: `knee[worked]`."""
    base, _, end = one.name.rpartition("_")
    if end not in SIDES:
        return one.name
    if leg.role is None:
        return f"{base}[near]" if (end == leg.side) == leg.near else f"{base}[far]"
    return f"{base}[worked]" if end == leg.side else f"{base}[other]"


def _check_id(one: Held, leg: ReferenceLeg) -> str:
    return _measure(one, leg).replace("[", "-").rstrip("]").replace("_", "-")


def _ends(low: float, high: float, name: str, sigma: float) -> dict[str, float]:
    """Return the band that was seen, widened by its error, within what a body can show."""
    base = name.removesuffix("_left").removesuffix("_right")
    least, most = REGISTRY[base].bounds
    return {
        "low": max(least, math.floor(low - sigma)),
        "high": min(most, math.ceil(high + sigma)),
    }


def _check(one: Held, leg: ReferenceLeg, clip: str) -> dict[str, Any]:
    measure = _measure(one, leg)
    joint, _, role = measure.rstrip("]").partition("[")
    part = {"worked": leg.role or "", "other": "other"}.get(role, role)
    words = f"{part} {joint}".strip()
    return {
        "id": _check_id(one, leg),
        "measure": measure,
        **_ends(one.low, one.high, one.name, one.sigma),
        **({} if one.moved >= MOVED else {"required": False}),
        "cue_low": f"Open your {words} a little",
        "cue_high": f"Bend your {words} a little more",
        "why": f"Held at {one.centre:.0f} degrees in {clip}, with an error of {one.sigma:.0f}.",
    }


def _easier(main: Held, start: float, leg: ReferenceLeg) -> dict[str, Any]:
    """Return the same stretch half the way: its band is open towards the start pose."""
    band = _ends(main.low, main.high, main.name, main.sigma)
    half = round((start + main.centre) / 2)
    band |= {"high": half} if start > main.centre else {"low": half}
    return {
        "id": "half-way",
        "name": "Half the way",
        "say": "Go only half as far.",
        "easier": True,
        "checks": {_check_id(main, leg): band},
    }


def _trunk_check(one: Held, clip: str) -> dict[str, Any]:
    """Return how far the trunk may come away from where it was in the start pose."""
    start = one.start or 0.0
    return {
        "id": "trunk-change",
        "measure": TRUNK,
        "change": True,
        "low": math.floor(min(0.0, one.low - start) - one.sigma),
        "high": math.ceil(max(0.0, one.high - start) + one.sigma),
        "required": False,
        "cue_low": "Lean forward a little",
        "cue_high": "Come up a little",
        "why": f"It changed by {round(one.centre - start)} degrees in {clip}.",
    }


def _start(parts: Sequence[Held], leg: ReferenceLeg) -> dict[str, Any]:
    """Return the start pose: the angles that moved most, as they were before."""
    known = [(one, one.start) for one in parts if one.start is not None]
    pose = [
        {"measure": _near(one, leg)} | _ends(start, start, one.name, 2 * one.sigma)
        for one, start in known[:2]
    ]
    return {"pose": pose, "seconds": FEWEST_S, "say": "Begin in the start pose of the reference"}


def _near(one: Held, leg: ReferenceLeg) -> str:
    """Return the measure of a start pose, in which no leg works yet and none has a part."""
    base, _, end = one.name.rpartition("_")
    if end not in SIDES:
        return one.name
    return f"{base}[near]" if (end == leg.side) == leg.near else f"{base}[far]"


def _seconds(hold: Span) -> float:
    return max(3.0, math.floor(hold.seconds))


def _dump(document: dict[str, Any]) -> str:
    text = io.StringIO()
    yaml = YAML()
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    text.write("# Learned from a clip: finish the words, and put what is most important first.\n")
    yaml.dump(document, text)
    return text.getvalue()
