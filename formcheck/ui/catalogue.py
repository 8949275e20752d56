"""The stretches, read once: a page is drawn anew at each click."""

from __future__ import annotations

from functools import cache
from typing import Final

from formcheck.coach.loading import list_stretches, load_overlay
from formcheck.coach.overlay import apply_overlay
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
