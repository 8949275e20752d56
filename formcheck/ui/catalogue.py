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

SENSITIVE_BACK: Final = "sensitive-back"
LEFT_OUT: Final = " (better left out with a sensitive back)"


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
    return f"{stretch.name}: how it begins and how it ends. {stretch.summary}"


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
