"""Every fault of an overlay file at once, each with its line and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from formcheck.coach import changes
from formcheck.coach import fault_words as words
from formcheck.coach.complaints import model_faults
from formcheck.coach.fault_words import Grammar, keys_of
from formcheck.coach.overlay import AtMost, Overlay
from formcheck.coach.specification import Stretch
from formcheck.coach.yaml_lines import Document, Place, read_yaml
from formcheck.errors import Fault

OVERLAY: Final = Grammar(
    {
        "": keys_of(Overlay),
        "at_most": keys_of(AtMost),
        "stretches": keys_of(changes.StretchChange),
        "stretches.hold": keys_of(changes.HoldChange),
        "stretches.reps": keys_of(changes.RepChange),
        "stretches.view": keys_of(changes.ViewChange),
        "stretches.checks": keys_of(changes.CheckChange),
    },
    lists=frozenset({"first", "off"}),
    named=frozenset({"stretches", "stretches.checks"}),
)

Known = Mapping[str, Stretch]
"""The stretches that an overlay may speak of, by their ids."""

_Found = Iterator[tuple[Place, str]]


def parse_overlay(
    text: str, stem: str | None = None, known: Known | None = None
) -> tuple[Overlay | None, list[Fault]]:
    """Read the text of an overlay file.

    Args:
        text: The whole file.
        stem: The file's name without its ending, which `id` must equal; None to accept any.
        known: The stretches that it may speak of; None to accept any.

    Returns:
        The overlay and no fault, or None and every fault in the order of lines.
    """
    document = read_yaml(text)
    faults = list(document.faults)
    if not isinstance(document.data, dict):
        if document.data is None and faults:
            return None, faults
        return None, [*faults, Fault(1, "expected an overlay; begin with `id:` and `name:`")]
    overlay, errors = None, list[ErrorDetails]()
    try:
        overlay = Overlay.model_validate(document.data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    found = [*_head(document.data, stem), *_bands(document.data)]
    if known is not None:
        found += [*_references(document.data, known), *_targets(document.data, known)]
    faults += [Fault(document.line(place), message) for place, message in found]
    faults += _model_faults(document, errors, otherwise=not faults)
    if faults:
        return None, sorted(set(faults), key=lambda fault: (fault.line, fault.message))
    return overlay, []


def _model_faults(
    document: Document, errors: list[ErrorDetails], *, otherwise: bool
) -> list[Fault]:
    return model_faults(document, errors, OVERLAY, otherwise=otherwise)


def head_faults(data: dict[str, Any], stem: str | None) -> _Found:
    """Yield the fault of an id that is not the file's name."""
    name = data.get("id")
    if stem is not None and isinstance(name, str) and name != stem:
        yield (
            ("id",),
            f"expected `id: {stem}` as the file's name says, got {name!r}; "
            f"write that, or rename the file to {name}.yaml",
        )


def _head(data: dict[str, Any], stem: str | None) -> _Found:
    yield from head_faults(data, stem)
    if not any(data.get(key) for key in ("at_most", "stretches", "first", "off")):
        yield ("id",), "this overlay changes nothing; add `at_most:` or `stretches:`"


def unknown_stretch(name: str, known: Known) -> str:
    """Say that there is no such stretch, and which one was probably meant."""
    near = words.nearest(name, known)
    do = f"write `{near}`" if near else "`formcheck stretches` lists them all"
    return f"expected the id of a stretch, got {name!r}; {do}"


def _references(data: dict[str, Any], known: Known) -> _Found:
    for key in ("first", "off"):
        entries = data.get(key)
        for i, name in enumerate(entries if isinstance(entries, list) else []):
            if isinstance(name, str) and name.partition(":")[0] not in known:
                yield (key, i), unknown_stretch(name, known)


def _entries(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    stretches = data.get("stretches")
    for name, change in (stretches if isinstance(stretches, dict) else {}).items():
        if isinstance(change, dict):
            yield name, change


def _checks(change: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    checks = change.get("checks")
    for name, values in (checks if isinstance(checks, dict) else {}).items():
        if isinstance(values, dict):
            yield name, values


def _bands(data: dict[str, Any]) -> _Found:
    for stretch, change in _entries(data):
        for check, values in _checks(change):
            place = ("stretches", stretch, "checks", check)
            yield from _band(place, values, values)


def _band(place: Place, values: dict[str, Any], merged: dict[str, Any]) -> _Found:
    low, high = merged.get("low"), merged.get("high")
    numbers = isinstance(low, int | float) and isinstance(high, int | float)
    if numbers and low > high:  # type: ignore[operator]
        key = "low" if "low" in values else "high"
        yield (
            (*place, key),
            f"expected low below high, got low {low:g} and high {high:g}; "
            "exchange them or correct one",
        )


def _targets(data: dict[str, Any], known: Known) -> _Found:
    for name, change in _entries(data):
        place = ("stretches", name)
        stretch = known.get(name)
        if stretch is None:
            yield place, unknown_stretch(name, known)
            continue
        for section in ("hold", "reps"):
            if change.get(section) is not None and getattr(stretch, section) is None:
                yield (
                    (*place, section),
                    f"`{section}` does not go with {name}, which is of `kind: {stretch.kind}`; "
                    "remove it",
                )
        for check, values in _checks(change):
            yield from _check((*place, "checks", check), check, values, stretch)


def _check(place: Place, name: str, values: dict[str, Any], stretch: Stretch) -> _Found:
    shipped = {check.id: check for check in stretch.checks}
    if name not in shipped:
        near = words.nearest(name, shipped)
        do = f"write `{near}:`" if near else f"write one of {', '.join(shipped)}"
        yield place, f"expected a check of {stretch.id}, got {name!r}; {do}"
        return
    merged = shipped[name].model_dump() | values
    if not ({"low", "high"} <= values.keys()):  # else `_bands` says it
        yield from _band(place, values, merged)
    for end in ("low", "high"):
        if merged.get(end) is not None and merged.get(f"cue_{end}") is None:
            yield (
                (*place, end),
                f"`{end}` needs `cue_{end}`, because {name} of {stretch.id} has none: what shall "
                f"the person do beyond it? Add `cue_{end}: …`",
            )
