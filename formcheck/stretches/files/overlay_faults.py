"""Every fault of an overlay file at once, each with its line and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from formcheck.errors import Fault
from formcheck.stretches.files.change_rules import (
    Found,
    band,
    changed_checks,
    check_change,
    wrong_section,
)
from formcheck.stretches.files.pydantic_messages import model_faults
from formcheck.stretches.files.schema_keys import Grammar, nearest
from formcheck.stretches.files.yaml.reading import take_apart
from formcheck.stretches.model import changes
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import AtMost, Overlay
from formcheck.words import tr

OVERLAY: Final = Grammar(
    {
        "": Overlay,
        "at_most": AtMost,
        "stretches": changes.StretchChange,
        "stretches.hold": changes.HoldChange,
        "stretches.reps": changes.RepChange,
        "stretches.view": changes.ViewChange,
        "stretches.checks": changes.CheckChange,
    },
    lists=frozenset({"first", "off"}),
    named=frozenset({"stretches", "stretches.checks"}),
)

Known = Mapping[str, Stretch]
"""The stretches that an overlay may speak of, by their ids."""


def parse_overlay(
    text: str,
    stem: str | None = None,
    known: Known | None = None,
    *,
    plain: bool = False,
) -> tuple[Overlay | None, list[Fault]]:
    """Read the text of an overlay file.

    Args:
        text: The whole file.
        stem: The file's name without its ending, which `id` must equal; None to accept any.
        known: The stretches that it may speak of; None to accept any.
        plain: Whether the file travels with the package; see `reading.take_apart`.

    Returns:
        The overlay and no fault, or None and every fault in the order of lines.
    """
    document = take_apart(text, plain=plain)
    faults = list(document.faults)
    if not isinstance(document.data, dict):
        if document.data is None and faults:
            return None, faults
        return None, [*faults, Fault(1, tr("expected an overlay; begin with `id:` and `name:`"))]
    overlay, errors = None, list[ErrorDetails]()
    try:
        overlay = Overlay.model_validate(document.data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    found = [*_head(document.data, stem), *_bands(document.data)]
    if known is not None:
        found += [*_references(document.data, known), *_targets(document.data, known)]
    faults += [Fault(document.line(place), message) for place, message in found]
    faults += model_faults(document, errors, OVERLAY, otherwise=not faults)
    if faults:
        return None, sorted(set(faults), key=lambda fault: (fault.line, fault.message))
    return overlay, []


def head_faults(data: dict[str, Any], stem: str | None) -> Found:
    """Yield the fault of an id that is not the file's name."""
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


def _head(data: dict[str, Any], stem: str | None) -> Found:
    yield from head_faults(data, stem)
    if not any(data.get(key) for key in ("at_most", "stretches", "first", "off")):
        yield ("id",), tr("this overlay changes nothing; add `at_most:` or `stretches:`")


def unknown_stretch(name: str, known: Known) -> str:
    """Say that there is no such stretch, and which one was probably meant."""
    near = nearest(name, known)
    do = (
        tr("write {what}", what=f"`{near}`") if near else tr("`formcheck stretches` lists them all")
    )
    return tr("expected the id of a stretch, got {name!r}; {do}", name=name, do=do)


def _references(data: dict[str, Any], known: Known) -> Found:
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


def _bands(data: dict[str, Any]) -> Found:
    for stretch, change in _entries(data):
        for check, values in changed_checks(change):
            yield from band(("stretches", stretch, "checks", check), values, values)


def _targets(data: dict[str, Any], known: Known) -> Found:
    for name, change in _entries(data):
        place = ("stretches", name)
        stretch = known.get(name)
        if stretch is None:
            yield place, unknown_stretch(name, known)
            continue
        shipped = {check.id: check.model_dump() for check in stretch.checks}
        yield from wrong_section(place, change, stretch.kind, name)
        for check, values in changed_checks(change):
            yield from check_change((*place, "checks", check), check, values, shipped, name)
