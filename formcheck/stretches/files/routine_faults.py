"""Every fault of a routine file at once, each with its line and what to write instead."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from formcheck.errors import Fault
from formcheck.stretches.files.change_rules import Found
from formcheck.stretches.files.overlay_faults import Known, head_faults, unknown_stretch
from formcheck.stretches.files.pydantic_messages import model_faults
from formcheck.stretches.files.schema_keys import Grammar, nearest
from formcheck.stretches.files.yaml.document import Place
from formcheck.stretches.files.yaml.reading import take_apart
from formcheck.stretches.model.routine import Part, Routine
from formcheck.words import tr

ROUTINE: Final = Grammar({"": Routine, "parts": Part}, lists=frozenset({"safety", "sources"}))


def parse_routine(
    text: str,
    stem: str | None = None,
    known: Known | None = None,
    overlays: Collection[str] | None = None,
    *,
    plain: bool = False,
) -> tuple[Routine | None, list[Fault]]:
    """Read the text of a routine file.

    Args:
        text: The whole file.
        stem: The file's name without its ending, which `id` must equal; None to accept any.
        known: The stretches that it may name; None to accept any.
        overlays: The overlays that it may name; None to accept any.
        plain: Whether the file travels with the package; see `reading.take_apart`.

    Returns:
        The routine and no fault, or None and every fault in the order of lines.
    """
    document = take_apart(text, plain=plain)
    faults = list(document.faults)
    if not isinstance(document.data, dict):
        if document.data is None and faults:
            return None, faults
        return None, [*faults, Fault(1, tr("expected a routine; begin with `id:` and `parts:`"))]
    routine, errors = None, list[ErrorDetails]()
    try:
        routine = Routine.model_validate(document.data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    found = list(head_faults(document.data, stem))
    if known is not None:
        found += _parts(document.data, known)
    if overlays is not None:
        found += _overlay(document.data, overlays)
    faults += [Fault(document.line(place), message) for place, message in found]
    faults += model_faults(document, errors, ROUTINE, otherwise=not faults)
    if faults:
        return None, sorted(set(faults), key=lambda fault: (fault.line, fault.message))
    return routine, []


def _overlay(data: dict[str, Any], overlays: Collection[str]) -> Found:
    name = data.get("overlay")
    if isinstance(name, str) and name not in overlays:
        near = nearest(name, overlays)
        do = (
            tr("write {what}", what=f"`overlay: {near}`")
            if near
            else tr("write one of {names}", names=", ".join(sorted(overlays)))
        )
        yield (
            ("overlay",),
            tr("expected the name of an overlay, got {name!r}; {do}", name=name, do=do),
        )


def _parts(data: dict[str, Any], known: Known) -> Found:
    parts = data.get("parts")
    for i, part in enumerate(parts if isinstance(parts, list) else []):
        if not isinstance(part, dict):
            continue
        for key in ("stretch", "instead"):
            if isinstance(part.get(key), str):
                yield from reference(("parts", i, key), part[key], known)
        stretch = known.get(str(part.get("stretch")).partition(":")[0])
        if stretch is None:
            continue
        wrong = "seconds" if stretch.kind == "reps" else "count"
        if part.get(wrong) is not None:
            right = "count" if wrong == "seconds" else "seconds"
            yield (
                ("parts", i, wrong),
                tr(
                    "`{wrong}` does not go with {id}, which is of `kind: {kind}`; "
                    "write `{right}:` or remove it",
                    wrong=wrong,
                    id=stretch.id,
                    kind=stretch.kind,
                    right=right,
                ),
            )


def reference(place: Place, text: str, known: Known) -> Found:
    """Yield the fault of a stretch or variant that does not exist.

    Args:
        place: Where it is named.
        text: Such as `squat` or `quadruped-leg-lift:bent-knee`.
        known: The stretches that may be named.
    """
    name, colon, variant = text.partition(":")
    stretch = known.get(name)
    if stretch is None:
        yield place, unknown_stretch(name, known)
    elif colon and variant not in [one.id for one in stretch.variants]:
        ids = [one.id for one in stretch.variants]
        near = nearest(variant, ids)
        do = (
            tr("write {what}", what=f"`{name}:{near}`")
            if near
            else tr("write {what}", what=f"`{name}`")
        )
        yield (
            place,
            tr(
                "expected a variant of {name}, got {variant!r}; {do}",
                name=name,
                variant=variant,
                do=do,
            ),
        )
