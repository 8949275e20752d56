"""The stretches and routines, read once: a page is drawn anew at each click."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from formcheck.coach.loading import (
    list_stretches,
    load_overlay,
    load_routine,
    play,
    routine_files,
)
from formcheck.coach.overlay import apply_overlay
from formcheck.coach.routine import Routine, Turn, total_seconds
from formcheck.coach.specification import Stretch

SENSITIVE_BACK: Final = "sensitive-back"
LEFT_OUT: Final = " (better left out with a sensitive back)"


@cache
def catalogue() -> tuple[Stretch, ...]:
    """Return every bundled stretch, in the order of their ids."""
    return tuple(list_stretches())


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
        turns = play(routine)
        if sensitive_back and routine.overlay is None:
            turns = _adapted(turns)
        minutes = round(total_seconds(turns) / 60)
        found[f"Routine: {routine.name}, {minutes} min"] = (routine, turns)
    return found


def _adapted(turns: tuple[Turn, ...]) -> tuple[Turn, ...]:
    overlay = load_overlay(SENSITIVE_BACK)
    kept = (turn for turn in turns if not overlay.leaves_out(turn.stretch))
    return tuple(replace(turn, stretch=apply_overlay(turn.stretch, overlay)) for turn in kept)
