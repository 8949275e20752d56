"""Rules of a stretch file that hold between its keys, which a model of one key cannot say.

They work on the file's plain data, not on a finished `Stretch`, so that they also speak about a
file that has other faults.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from formcheck.errors import Fault
from formcheck.stretches.files import messages as words
from formcheck.stretches.files.change_rules import unknown_numbers
from formcheck.stretches.files.goal_rules import goal_faults
from formcheck.stretches.files.schema_keys import KEYS, nearest, nearest_key
from formcheck.stretches.files.start_and_variant_rules import change_scale, checks_of, course_faults
from formcheck.stretches.files.yaml.document import Document, Place
from formcheck.stretches.model.measures import JOINT_ANGLES, MEASURE_RANGES, Measure
from formcheck.words import mark, tr

SMALLEST_SWING = 10.0
"""Least distance of a repetition's two thresholds, degrees: below it the error would count."""

SMALLEST_TRUNK_SWING = 3.0
"""The same for the trunk's slope, whose error is about a third of a joint's."""


def rule_faults(document: Document, stem: str | None) -> list[Fault]:
    """Return the faults between the keys of a stretch file.

    Args:
        document: The file; its data is a dict.
        stem: The file's name without its ending, or None if any `id` will do.
    """
    found = [
        *_head(document.data, stem),
        *_kind(document.data),
        *_checks(document.data, document),
        *_main(document.data),
        *goal_faults(document.data),
        *_reps(document.data),
        *_worked_leg(document.data),
        *course_faults(document.data, document),
    ]
    return [Fault(document.line(place), message) for place, message in found]


_Found = Iterator[tuple[Place, str]]


def _head(data: dict[str, Any], stem: str | None) -> _Found:
    name = data.get("id")
    if stem is not None and isinstance(name, str) and name != stem:
        yield (
            ("id",),
            tr(
                "expected `id: {stem}` as the file's name says, got {name!r}; "
                "write that, or rename the file to {name}.yaml",
                stem=stem,
                name=name,
            ),
        )
    if data.get("steps") == []:
        yield ("steps",), tr("expected at least one step, got an empty list; add a line `- …`")
    view = data.get("view")
    if isinstance(view, dict) and "from_" in view:
        yield ("view", "from_"), words.unknown_key("from_", "view")


def _kind(data: dict[str, Any]) -> _Found:
    kind = data.get("kind")
    timed, counted = data.get("hold") is not None, data.get("reps") is not None
    mistyped = {nearest_key(key, "") for key in data if key not in KEYS[""]}
    if kind in ("hold", "timer", "test") and not timed and "hold" not in mistyped:
        yield (
            ("kind",),
            tr(
                "`kind: {kind}` needs to know how long; add `{examples}`",
                kind=kind,
                examples=words.EXAMPLES["hold"],
            ),
        )
    if kind == "reps" and not counted and "reps" not in mistyped:
        yield (
            ("kind",),
            tr(
                "`kind: reps` needs what to count; add `{examples}`",
                examples=words.EXAMPLES["reps"],
            ),
        )
    if kind == "test" and data.get("main") is None and "main" not in mistyped:
        yield (
            ("kind",),
            tr("`kind: test` needs to know what is read; add `main:` with a check's id"),
        )
    if kind == "reps" and timed:
        yield (
            ("hold",),
            tr("`hold` does not go with `kind: reps`; remove it, or write `kind: hold`"),
        )
    if kind in ("hold", "timer", "test") and counted:
        yield (
            ("reps",),
            tr(
                "`reps` does not go with `kind: {kind}`; remove it, or write `kind: reps`",
                kind=kind,
            ),
        )


def _checks(data: dict[str, Any], document: Document) -> _Found:
    first: dict[str, int] = {}
    for i, check in checks_of(data):
        name = check.get("id")
        if isinstance(name, str):
            if name in first:
                yield (
                    ("checks", i, "id"),
                    tr(
                        "expected each check to have an id of its own, got {name!r} again "
                        "(first in "
                        "line {first}); choose another one",
                        name=name,
                        first=first[name],
                    ),
                )
            first.setdefault(name, document.line(("checks", i, "id")))
        yield from _preferred(i, check)
        yield from _band(i, check)
        yield from _cues(i, check)
        yield from unknown_numbers(("checks", i, "why"), check)
        yield from _moment(i, check, data.get("kind"))


def _preferred(i: int, check: dict[str, Any]) -> _Found:
    measure, prefer = _measure(check.get("measure")), _measure(check.get("prefer"))
    if measure is None or prefer is None or (measure.name, prefer.name) == ("hip", "hip_joint"):
        if measure is not None and prefer is not None and measure.role != prefer.role:
            yield (
                ("checks", i, "prefer"),
                tr(
                    "expected `prefer` of the same side as `measure: {measure}`, got `{prefer}`; "
                    "write `prefer: {name}[{role}]`",
                    measure=measure,
                    prefer=prefer,
                    name=prefer.name,
                    role=measure.role,
                ),
            )
        return
    yield (
        ("checks", i, "prefer"),
        tr(
            "expected `prefer: hip_joint[…]` beside `measure: hip[…]`, the one pair of measures "
            "that "
            "share a target, got `{prefer}` beside `{measure}`; remove it",
            prefer=prefer,
            measure=measure,
        ),
    )


def _band(i: int, check: dict[str, Any]) -> _Found:
    low, high = _number(check.get("low")), _number(check.get("high"))
    if low is not None and high is not None and low > high:
        yield (
            ("checks", i, "low"),
            tr(
                "expected low below high, got low {low:g} and high {high:g}; "
                "exchange them or correct one",
                low=low,
                high=high,
            ),
        )
    mistyped = {nearest_key(key, "checks") for key in check if key not in KEYS["checks"]}
    shown_only = check.get("scored", True) is not True  # a misspelt switch is said as such
    neither = check.get("low") is None and check.get("high") is None
    if neither and not shown_only and not mistyped & {"low", "high"}:
        yield (
            ("checks", i),
            tr(
                "this check has neither `low` nor `high`; add at least one, such as `low: 185`, or "
                "`scored: false` where it is shown only"
            ),
        )
    if check.get("change") is True:
        yield from change_scale(i, check)
    else:
        yield from _scale(("checks", i), check, ("low", "high"))


def _scale(place: Place, group: dict[str, Any], keys: tuple[str, str]) -> _Found:
    """Find radians, and values that no body can show."""
    measure = _measure(group.get("measure"))
    values = {key: number for key in keys if (number := _number(group.get(key))) is not None}
    if measure is None or not values:
        return
    turn = 2 * math.pi
    small = all(0 <= value <= turn for value in values.values())
    if measure.name in JOINT_ANGLES and small and any(values.values()):
        wrote = ", ".join(f"`{key}: {value:g}`" for key, value in values.items())
        write = ", ".join(f"`{key}: {math.degrees(v):.0f}`" for key, v in values.items())
        yield (
            (*place, next(iter(values))),
            tr(
                "expected degrees ({name} is 180 when straight), got {wrote}, which looks "
                "like radians; write {write}",
                name=measure.name,
                wrote=wrote,
                write=write,
            ),
        )
        return
    least, most = MEASURE_RANGES[measure.name]
    for key, value in values.items():
        if not least <= value <= most:
            unit = tr("% of the trunk's length") if measure.unit == "%" else tr("degrees")
            yield (
                (*place, key),
                tr(
                    "expected `{key}` of {name} from {least:g} to {most:g} {unit}, "
                    "got {value:g}; write a value that a body can show",
                    key=key,
                    name=measure.name,
                    least=least,
                    most=most,
                    unit=unit,
                    value=value,
                ),
            )


def _cues(i: int, check: dict[str, Any]) -> _Found:
    mistyped = {nearest_key(key, "checks") for key in check if key not in KEYS["checks"]}
    for end, side in (("low", mark("below")), ("high", mark("above"))):
        limit, cue = check.get(end), check.get(f"cue_{end}")
        silent = check.get("scored") is False
        if limit is not None and cue is None and not silent and f"cue_{end}" not in mistyped:
            yield (
                ("checks", i, end),
                tr(
                    "`{end}` needs `cue_{end}`: what shall the person do when the value is {side} "
                    "{limit}? Add `cue_{end}: …`",
                    end=end,
                    side=tr(side),
                    limit=words.show(limit),
                ),
            )
        if cue is not None and limit is None and end not in mistyped:
            yield (
                ("checks", i, f"cue_{end}"),
                tr(
                    "`cue_{end}` is never said, because this check has no `{end}`; "
                    "add `{end}: …` or remove the cue",
                    end=end,
                ),
            )


def _moment(i: int, check: dict[str, Any], kind: Any) -> _Found:
    at = check.get("at", "held")
    if kind == "reps" and at == "held":
        yield (
            ("checks", i, "at"),
            tr(
                "expected `at: bottom`, `at: top` or `at: always` in a stretch of `kind: reps`, "
                "got "
                "`at: held`, which counts during holds only; write when this check counts"
            ),
        )
    if kind in ("hold", "timer", "test") and at in ("bottom", "top"):
        yield (
            ("checks", i, "at"),
            tr(
                "`at: {at}` counts in repetitions only; write `at: held`, or make it `kind: reps`",
                at=at,
            ),
        )


def _main(data: dict[str, Any]) -> _Found:
    main = data.get("main")
    ids = [str(check["id"]) for _, check in checks_of(data) if "id" in check]
    if not isinstance(main, str) or main in ids:
        return
    if not ids:
        yield (
            ("main",),
            tr("`main: {main}` names a check, but there are none; remove it", main=main),
        )
        return
    near = nearest(main, ids)
    do = (
        tr("write {what}", what=f"`main: {near}`")
        if near
        else tr("write one of {names}", names=", ".join(ids))
    )
    yield (
        ("main",),
        tr("expected `main` to be the id of a check, got {main!r}; {do}", main=main, do=do),
    )


def _reps(data: dict[str, Any]) -> _Found:
    reps = data.get("reps")
    if not isinstance(reps, dict):
        return
    found = list(_scale(("reps",), reps, ("top", "bottom")))
    yield from found
    top, bottom = _number(reps.get("top")), _number(reps.get("bottom"))
    of_trunk = str(reps.get("measure")) in ("trunk_pitch", "trunk_lean")
    least = SMALLEST_TRUNK_SWING if of_trunk else SMALLEST_SWING
    if not found and top is not None and bottom is not None and abs(top - bottom) < least:
        yield (
            ("reps", "top"),
            tr(
                "expected `top` and `bottom` at least {least:g} degrees apart, got {top:g} "
                "and {bottom:g}; set them where the movement begins and where it turns",
                least=least,
                top=top,
                bottom=bottom,
            ),
        )


def _worked_leg(data: dict[str, Any]) -> _Found:
    """Find the first place that speaks of the worked leg while nothing says which that is."""
    if data.get("worked_leg") is not None or any(
        nearest_key(key, "") == "worked_leg" for key in data if key not in KEYS[""]
    ):
        return
    groups: list[tuple[Place, Any]] = [(("checks", i), check) for i, check in checks_of(data)]
    groups.append((("reps",), data.get("reps")))
    start = data.get("start")
    pose = start.get("pose") if isinstance(start, dict) else None
    groups += [
        (("start", "pose", i), entry)
        for i, entry in enumerate(pose if isinstance(pose, list) else [])
    ]
    for place, group in groups:
        measure = _measure(group.get("measure")) if isinstance(group, dict) else None
        if measure is not None and measure.role in ("worked", "other"):
            yield (
                (*place, "measure"),
                tr(
                    "`{measure}` speaks of the worked leg, but the file lacks `worked_leg`; "
                    "add `worked_leg: rear` (or front, bent, straight, lifted, crossed, near)",
                    measure=measure,
                ),
            )
            return
    view = data.get("view")
    if isinstance(view, dict) and view.get("near") == "worked":
        yield (
            ("view", "near"),
            tr(
                "`near: worked` speaks of the worked leg, but the file lacks `worked_leg`; "
                "add `worked_leg: rear`, or write `near: either`"
            ),
        )


def _number(value: Any) -> float | None:
    """Return a finite number that was written as one, or None."""
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if plain and math.isfinite(value) else None


def _measure(text: Any) -> Measure | None:
    try:
        return Measure.parse(text) if isinstance(text, str) else None
    except ValueError:
        return None
