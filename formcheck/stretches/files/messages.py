"""Sentences about faults of a stretch file, for authors who know no Python."""

from __future__ import annotations

import math
import re
from typing import Any

from formcheck.stretches.files.schema_keys import STRETCH, Grammar, nearest
from formcheck.stretches.model.measures import (
    MEASURE_ROLES,
    SIDED_MEASURES,
    WHOLE_MEASURES,
    Measure,
)
from formcheck.words import mark, tr

_WHOLE_NUMBER = mark("a whole number")
_DEGREE_UNIT = mark("degrees")
_SECOND_UNIT = mark("seconds")
_SHARE_UNIT = mark("% of the trunk's length")

EXAMPLES = {
    "id": "id: squat",
    "name": "name: Squat",
    "kind": "kind: hold",
    "position": "position: standing",
    "sides": "sides: each",
    "view": "view: {from: side}",
    "view.from": "from: side",
    "hold": "hold: {seconds: 30, sets: 2}",
    "reps": "reps: {measure: 'knee[near]', top: 160, bottom: 120}",
    "reps.measure": "measure: knee[near]",
    "reps.top": "top: 160",
    "reps.bottom": "bottom: 120",
    "summary": "summary: what it is, in a sentence",
    "checks.id": "id: rear-hip",
    "checks.measure": "measure: hip[worked]",
    "checks.prefer": "prefer: hip_joint[worked]",
    "checks.low": "low: 185",
    "checks.high": "high: 200",
    "hold.seconds": "seconds: 30",
    "hold.sets": "sets: 2",
    "reps.count": "count: 10",
    "reps.sets": "sets: 2",
    "view.max_yaw": "max_yaw: 30",
    "checks.why": "why: the reason for this target",
    "hold.rest": "rest: 10",
    "reps.rest": "rest: 30",
    "reps.seconds": "seconds: 4",
    "second_view": "second_view: {from: front, say: Turn to the camera for a moment}",
    "second_view.from": "from: front",
    "second_view.seconds": "seconds: 3",
    "second_view.max_yaw": "max_yaw: 30",
    "second_view.say": "say: Turn so that your front faces the camera",
    "start.pose": "pose: [{measure: trunk_lean, low: -10, high: 10}]",
    "start.say": "say: Stand at ease for a second first",
    "start.seconds": "seconds: 1",
    "phases": "phases: {enter: Come down slowly}",
    "pose.measure": "measure: trunk_lean",
    "variants.id": "id: bent-knee",
    "parts": "parts: [{stretch: squat}]",
    "parts.stretch": "stretch: half-kneeling-lunge",
    "parts.seconds": "seconds: 30",
    "parts.rest": "rest: 15",
    "parts.sets": "sets: 1",
    "parts.count": "count: 10",
    "variants.name": "name: With the knee bent",
    "variants.say": "say: what is done differently",
}
"""What to write, where a sentence needs an example."""


_UNITS = {
    "hold.seconds": _SECOND_UNIT,
    "view.max_yaw": _DEGREE_UNIT,
    "second_view.max_yaw": _DEGREE_UNIT,
    "second_view.seconds": _SECOND_UNIT,
    "start.seconds": _SECOND_UNIT,
    "hold.rest": _SECOND_UNIT,
    "reps.rest": _SECOND_UNIT,
    "reps.seconds": _SECOND_UNIT,
    "at_most.hold": _SECOND_UNIT,
    "parts.seconds": _SECOND_UNIT,
    "parts.rest": _SECOND_UNIT,
    "parts.sets": _WHOLE_NUMBER,
    "parts.count": _WHOLE_NUMBER,
    "hold.sets": _WHOLE_NUMBER,
    "reps.sets": _WHOLE_NUMBER,
    "reps.count": _WHOLE_NUMBER,
}


_NUMBER_AND_UNIT = re.compile(r"^\s*(?P<number>[-+]?\d+(?:[.,]\d+)?)\s*(?P<unit>.*?)\s*$")


_BAND = re.compile(r"^\s*(-?\d+)\s*(?:-|\u2013|\.\.|to)\s*(\d+)\b")


_DEGREES = {"deg", "degs", "degree", "degrees", "°", "º", "grad"}


_RADIANS = {"rad", "rads", "radian", "radians"}


_SECONDS = {"s", "sec", "secs", "second", "seconds"}


_MINUTES = {"m", "min", "mins", "minute", "minutes"}


def show(value: Any) -> str:
    """Say a value that stands in the file, shortly."""
    if value is None:
        return tr("nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return tr("a group of keys")
    if isinstance(value, list):
        return tr("a list")
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    return repr(text if len(text) <= 40 else text[:37] + "...") if isinstance(value, str) else text


def unknown_key(key: str, section: str, grammar: Grammar = STRETCH) -> str:
    """Say that a key does not exist, and what was probably meant."""
    where = tr("in {where}", where=f"`{section}`") if section else tr("at this level")
    homes = [name for name, keys in grammar.keys.items() if name and key in keys]
    near = grammar.nearest_key(key, section)
    if key == "cue" and section.endswith("checks"):
        do = tr("write `cue_low:` or `cue_high:`")
    elif homes and not section:
        do = tr("`{key}` belongs inside `{homes}`, indented", key=key, homes=homes[0])
    elif section and key in grammar.keys[""]:
        do = tr("`{key}` belongs at the file's top level, without indentation", key=key)
    elif near is not None:
        do = tr("write {what}", what=f"`{near}:`")
    else:
        do = tr("remove it, or write one of {names}", names=", ".join(grammar.keys[section]))
    return tr("expected a known key {where}, got `{key}`; {do}", where=where, key=key, do=do)


def missing_key(key: str, section: str) -> str:
    """Say that a key is missing, with an example of it."""
    where = {"": tr("the file"), "checks": tr("this check")}.get(section, f"`{section}`")
    if key == "steps":
        return tr("the file lacks `steps`; add `steps:` and below it a line `- …` for each step")
    return tr(
        "{where} lacks `{key}`; add `{example}`",
        where=where,
        key=key,
        example=example(f"{section}.{key}" if section else key),
    )


def example(dotted: str) -> str:
    """Return what to write for a key, such as `checks.low`."""
    key = dotted.rpartition(".")[2]
    return EXAMPLES.get(tail(dotted), EXAMPLES.get(key, f"{key}: …"))


def tail(dotted: str) -> str:
    """Return a key with the section it stands in: `checks.low` of `stretches.checks.low`."""
    return ".".join(dotted.split(".")[-2:])


def measure_fault(text: Any, worked_leg: Any) -> str:
    """Say what is wrong with a measure, and which one was probably meant.

    Args:
        text: What stands behind `measure:`.
        worked_leg: The file's `worked_leg`, by which `hip[rear]` is understood.
    """
    expected = tr("expected a measure such as `hip[worked]` or `trunk_lean`")
    if not isinstance(text, str):
        return tr("{expected}, got {text}; write it as text", expected=expected, text=show(text))
    match = re.match(r"^\s*([^\[\]]*?)\s*(?:\[\s*(.*?)\s*\]?\s*)?$", text)
    raw, role = (match[1], match[2]) if match else (text, None)
    name, side = re.sub(r"\W+", "_", raw.strip().lower()), None
    if name not in SIDED_MEASURES + WHOLE_MEASURES and name.endswith(("_left", "_right")):
        name, _, side = name.rpartition("_")
    known = name if name in SIDED_MEASURES + WHOLE_MEASURES else None
    meant = known or nearest(name, SIDED_MEASURES + WHOLE_MEASURES)
    if meant is None:
        names = ", ".join(SIDED_MEASURES + WHOLE_MEASURES)
        return tr(
            "expected a known measure, got {text!r}; write one of {names}", text=text, names=names
        )
    if meant in WHOLE_MEASURES:
        what = (
            tr("a known measure")
            if known is None
            else tr("`{meant}` alone, it has no sides", meant=meant)
        )
        return tr(
            "expected {what}, got {text!r}; write `{meant}`", what=what, text=text, meant=meant
        )
    if known is None:
        role = role if role in MEASURE_ROLES else (side or "worked")
        return tr(
            "expected a known measure, got {text!r}; write `{meant}[{role}]`",
            text=text,
            meant=meant,
            role=role,
        )
    if role in MEASURE_ROLES:  # all there, but with spaces or capitals
        return tr(
            "{expected}, got {text!r}; write `{meant}[{role}]` without spaces, in small letters",
            expected=expected,
            text=text,
            meant=meant,
            role=role,
        )
    return _role_fault(text, meant, role or side, worked_leg)


def _role_fault(text: str, name: str, role: str | None, worked_leg: Any) -> str:
    roles = ", ".join(MEASURE_ROLES)
    if role is None:
        do = tr(
            "say of which side: write `{name}[worked]` or another of [{roles}]",
            name=name,
            roles=roles,
        )
        return tr(
            "expected a side behind `{name}`, got {text!r}; {do}", name=name, text=text, do=do
        )
    opposite = {"rear": "front", "front": "rear", "bent": "straight", "straight": "bent"}
    if role in (*opposite, "lifted", "crossed"):
        meant = "other" if worked_leg == opposite.get(role, "") else "worked"
        leg = tr(" together with `worked_leg: {role}`", role=role) if worked_leg is None else ""
        return tr(
            "expected a role of [{roles}], got {text!r}; write `{name}[{meant}]`{leg}: "
            "the leg's part is said once, by `worked_leg`",
            roles=roles,
            text=text,
            name=name,
            meant=meant,
            leg=leg,
        )
    guess = role.lower() if role.lower() in MEASURE_ROLES else nearest(role, MEASURE_ROLES)
    do = tr("write {what}", what=f"`{name}[{guess or 'worked'}]`")
    return tr("expected a role of [{roles}], got {text!r}; {do}", roles=roles, text=text, do=do)


def unit_of(dotted: str, measure: Any) -> str:
    """Return the unit of a numeric key, such as `checks.low`, in words to be said by `tr`."""
    if tail(dotted) in _UNITS:
        return _UNITS[tail(dotted)]
    try:
        unit = Measure.parse(measure).unit if isinstance(measure, str) else "degrees"
    except ValueError:
        unit = "degrees"
    return _SHARE_UNIT if unit == "%" else _DEGREE_UNIT


def number_fault(dotted: str, value: Any, measure: Any) -> str:
    """Say what to write where a number is due and something else came.

    Args:
        dotted: The key with its section, such as `checks.low`.
        value: What stands there.
        measure: The measure beside it, which decides the unit.
    """
    unit, key = unit_of(dotted, measure), dotted.rpartition(".")[2]
    expected = tr(
        "expected a number ({unit}) for `{key}`, got {value}",
        unit=tr(unit),
        key=key,
        value=show(value),
    )
    if unit == _WHOLE_NUMBER:
        expected = tr(
            "expected a whole number for `{key}`, got {value}", key=key, value=show(value)
        )
    if not isinstance(value, str):
        plain = EXAMPLES.get(tail(dotted), key + ": 10")
        return tr(
            "{expected}; write a plain number such as `{plain}`", expected=expected, plain=plain
        )
    if band := _BAND.match(value):
        return tr(
            "{expected}; write `low: {band}` and `high: {band2}` on lines of their own",
            expected=expected,
            band=band[1],
            band2=band[2],
        )
    match = _NUMBER_AND_UNIT.match(value)
    if match is None:
        return tr("{expected}; write the number in digits", expected=expected)
    number, given = float(match["number"].replace(",", ".")), match["unit"].lower().strip(". ")
    if given in _RADIANS and unit == _DEGREE_UNIT:
        return tr(
            "{expected}; angles are in degrees: write `{key}: {degrees:.0f}`",
            expected=expected,
            key=key,
            degrees=math.degrees(number),
        )
    if given in _MINUTES and unit == _SECOND_UNIT:
        return tr("{expected}; write {what}", expected=expected, what=f"`{key}: {number * 60:g}`")
    fits = {_DEGREE_UNIT: _DEGREES, _SECOND_UNIT: _SECONDS}.get(unit, {"%", "percent"})
    written = f"`{key}: {number:g}`"  # with a decimal point, as a file has it
    if not given:
        return tr("{expected}; write {what} without quotes", expected=expected, what=written)
    if given in fits:
        return tr("{expected}; write {what} without the unit", expected=expected, what=written)
    return tr("{expected}; write the number alone, in {unit}", expected=expected, unit=tr(unit))
