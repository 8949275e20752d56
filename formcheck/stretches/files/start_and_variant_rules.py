"""Rules of a stretch file about its course: start pose, second view and variants."""

from __future__ import annotations

from typing import Any

from formcheck.stretches.files import change_rules
from formcheck.stretches.files.change_rules import Found
from formcheck.stretches.files.yaml.document import Document, Place
from formcheck.stretches.model.measures import FRONTAL_ONLY, MEASURE_RANGES, Measure
from formcheck.words import tr


def course_faults(data: dict[str, Any], document: Document) -> Found:
    """Yield the faults between a file's checks and its start pose, second view and variants."""
    yield from _start(data)
    yield from _second_view(data)
    yield from _variants(data, document)


def checks_of(data: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """Return the checks that are written as groups of keys, with their positions."""
    checks = data.get("checks")
    checks = checks if isinstance(checks, list) else []
    return [(i, check) for i, check in enumerate(checks) if isinstance(check, dict)]


def _start(data: dict[str, Any]) -> Found:
    changing: list[Place] = [
        ("checks", i, "change") for i, check in checks_of(data) if check.get("change") is True
    ]
    reps = data.get("reps")
    if isinstance(reps, dict) and reps.get("change") is True:
        changing.append(("reps", "change"))
    if changing and data.get("start") is None:
        yield (
            changing[0],
            tr(
                "`change: true` needs to know from what; add `start:` with the `pose` before the "
                "stretch and what to `say`"
            ),
        )
    scored = any(check.get("scored", True) for _, check in checks_of(data))
    if data.get("start") is not None and not changing and scored:
        yield (
            ("start",),
            tr(
                "`start` is never used, because nothing has `change: true`; remove it, or add that "
                "to a check or to `reps`"
            ),
        )
    start = data.get("start")
    pose = start.get("pose") if isinstance(start, dict) else None
    for i, entry in enumerate(pose if isinstance(pose, list) else []):
        if isinstance(entry, dict) and entry.get("low") is None and entry.get("high") is None:
            yield (
                ("start", "pose", i),
                tr("this part of the start pose has neither `low` nor `high`; add at least one"),
            )
        elif isinstance(entry, dict):
            yield from change_rules.band(("start", "pose", i), entry, entry)


def _second_view(data: dict[str, Any]) -> Found:
    first = data.get("view")
    seen_from = first.get("from") if isinstance(first, dict) else None
    # A misspelt view is said as such; here it counts as meant.
    later = [i for i, check in checks_of(data) if check.get("view") not in (None, "first")]
    hidden = [i for i, check in checks_of(data) if seen_from == "side" and _frontal(check)]
    if later and data.get("second_view") is None:
        yield (
            ("checks", later[0], "view"),
            tr("`view: second` needs `second_view:` in the file, with `from` and `say`; add it"),
        )
    if data.get("second_view") is not None and not later and not hidden:
        yield (
            ("second_view",),
            tr(
                "`second_view` is never used, because no check has `view: second`; remove it, "
                "or add "
                "that to a check"
            ),
        )
    for i, check in checks_of(data):
        if i in hidden and i not in later:
            yield (
                ("checks", i, "measure"),
                tr(
                    "{check} cannot be seen from the side; add `view: second` to this "
                    "check and a `second_view` to the file, or write `from: front`",
                    check=check["measure"],
                ),
            )


def _frontal(check: dict[str, Any]) -> bool:
    return str(check.get("measure")).partition("[")[0] in FRONTAL_ONLY


def change_scale(i: int, check: dict[str, Any]) -> Found:
    """Yield limits of a change that no body can show."""
    try:
        measure = Measure.parse(str(check.get("measure")))
    except ValueError:
        return
    least, most = MEASURE_RANGES[measure.name]
    for key in ("low", "high"):
        value = check.get(key)
        if isinstance(value, int | float) and abs(value) > most - least:
            yield (
                ("checks", i, key),
                tr(
                    "expected `{key}` of a change of {name} within {least:g} either "
                    "way, got {value:g}; write how far it may change",
                    key=key,
                    name=measure.name,
                    least=most - least,
                    value=value,
                ),
            )


def _replaced(data: dict[str, Any], index: int, variant: dict[str, Any]) -> Found:
    steps, numbers = data.get("steps"), variant.get("replaces")
    if not isinstance(steps, list) or not isinstance(numbers, list):
        return
    for number in numbers:
        if isinstance(number, int) and number > len(steps):
            yield (
                ("variants", index, "replaces"),
                tr(
                    "expected `replaces` to name steps from 1 to {count}, got {number}; "
                    "count the lines of `steps`",
                    count=len(steps),
                    number=number,
                ),
            )


def _variants(data: dict[str, Any], document: Document) -> Found:
    variants = data.get("variants")
    shipped = {str(check.get("id")): check for _, check in checks_of(data)}
    first: dict[str, int] = {}
    for i, variant in enumerate(variants if isinstance(variants, list) else []):
        if not isinstance(variant, dict):
            continue
        name = str(variant.get("id"))
        if name in first:
            yield (
                ("variants", i, "id"),
                tr(
                    "expected each variant to have an id of its own, got {name!r} again (first in "
                    "line {first}); choose another one",
                    name=name,
                    first=first[name],
                ),
            )
        first.setdefault(name, document.line(("variants", i, "id")))
        yield from _replaced(data, i, variant)
        of = str(data.get("id"))
        kind = str(variant.get("kind") or data.get("kind"))
        yield from change_rules.wrong_section(("variants", i), variant, kind, of)
        for check, values in change_rules.changed_checks(variant):
            place = ("variants", i, "checks", check)
            yield from change_rules.band(place, values, values)
            yield from change_rules.check_change(place, check, values, shipped, of)
