"""The stretches and routines, read once: a page is drawn anew at each click."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from formcheck.resources import data_folder
from formcheck.stretches.files.loading import (
    list_stretches,
    load_overlay,
    load_routine,
    load_stretch,
    play,
    routine_files,
)
from formcheck.stretches.model.routine import Routine, Turn, total_seconds
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import apply_overlay
from formcheck.words import mark, tr

SENSITIVE_BACK: Final = "sensitive-back"
LEFT_OUT: Final = mark(" (better left out with a sensitive back)")


@cache
def catalogue() -> tuple[Stretch, ...]:
    """Return every bundled stretch, in the order of their names."""
    return tuple(sorted(list_stretches(), key=lambda stretch: stretch.name))


@cache
def stretch_of(reference: str) -> Stretch:
    """Return a bundled stretch by its id, with a variant behind a colon."""
    return load_stretch(reference)


def picture_of(stretch: Stretch) -> Path | None:
    """Return the picture of a stretch; a stretch of one's own has none."""
    path = data_folder("poses") / "pictures" / f"{stretch.id}.webp"
    return path if path.is_file() else None


def picture_words(stretch: Stretch) -> str:
    """Return what the picture shows, for those who cannot see it."""
    return tr(
        "{name}: how it begins and how it ends. {summary}",
        name=tr(stretch.name),
        summary=tr(stretch.summary),
    )


@cache
def offered(sensitive_back: bool) -> dict[str, Stretch]:
    """Return the stretches by the names under which they are offered, in a fitting order.

    With a sensitive back their targets end earlier, those to begin with come first, and those
    that are better left out come last and say so.
    """
    stretches = catalogue()
    if not sensitive_back:
        return {stretch.name: stretch for stretch in stretches}
    overlay = load_overlay(SENSITIVE_BACK)

    def place(stretch: Stretch) -> int:
        if stretch.id in overlay.first:
            return overlay.first.index(stretch.id)
        return 1000 if overlay.leaves_out(stretch) else 100

    return {
        stretch.name + (LEFT_OUT if overlay.leaves_out(stretch) else ""): apply_overlay(
            stretch, overlay
        )
        for stretch in sorted(stretches, key=place)
    }


@cache
def routines(sensitive_back: bool) -> dict[str, tuple[Routine, tuple[Turn, ...]]]:
    """Return the routines by the names under which they are offered, each with its turns.

    With a sensitive back every routine has those targets, and what is better left out is left out.
    """
    found: dict[str, tuple[Routine, tuple[Turn, ...]]] = {}
    for file in routine_files():
        routine = load_routine(file)
        turns = routine_turns(routine, frozenset(), sensitive_back)
        minutes = round(total_seconds(turns) / 60)
        found[f"Routine: {routine.name}, {minutes} min"] = (routine, turns)
    return found


def offer_words(offer: str, sensitive_back: bool) -> str:
    """Return the name under which a stretch or routine is offered in the language in use.

    Args:
        offer: Its name in `offered` or `routines`.
        sensitive_back: For whom it is offered.
    """
    stretch = offered(sensitive_back).get(offer)
    if stretch is not None:
        left_out = offer.removeprefix(stretch.name)
        return f"{tr(stretch.name)}{tr(left_out) if left_out else ''}"
    found = routines(sensitive_back).get(offer)
    if found is None:
        return offer
    routine, turns = found
    minutes = round(total_seconds(turns) / 60)
    return tr("Routine: {name}, {minutes} min", name=tr(routine.name), minutes=minutes)


def routine_turns(
    routine: Routine, swapped: frozenset[int], sensitive_back: bool
) -> tuple[Turn, ...]:
    """Return a routine as it is played.

    Args:
        routine: The routine.
        swapped: Parts in which the other one of two stretches is done (`instead`).
        sensitive_back: Whether all targets are those of a sensitive back.
    """
    parts = tuple(
        part.model_copy(update={"stretch": part.instead}) if row in swapped else part
        for row, part in enumerate(routine.parts)
    )
    turns = play(routine.model_copy(update={"parts": parts}))
    return _adapted(turns) if sensitive_back and routine.overlay is None else turns


def _adapted(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    overlay = load_overlay(SENSITIVE_BACK)
    kept = (turn for turn in turns if not overlay.leaves_out(turn.stretch))
    return tuple(replace(turn, stretch=apply_overlay(turn.stretch, overlay)) for turn in kept)
