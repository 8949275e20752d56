"""What progress reads like: differences with the smallest one that is real."""

from __future__ import annotations

import math
from typing import Final

from formcheck.record.progress import Difference
from formcheck.record.wording import unit

EXPLAINED: Final = (
    "Two sessions never measure quite the same, even if nothing has changed in you. A change is "
    "called real only when it is larger than both errors together explain in 95 of 100 cases: "
    "1.96 times the square root of 2 times the error of one session (Weir, Journal of Strength "
    "and Conditioning Research 19(1):231-240, 2005, where it is called the minimal detectable "
    "change). Part of our error is the same every time for one person and one camera, so smaller "
    "changes may be real too; we just cannot promise it."
)
"""Why small changes are not celebrated."""


def change_words(found: Difference, measure: str) -> str:
    """Return what a side's last session says against its first."""
    size, sign = abs(round(found.value)), unit(measure)
    side = f"{found.first.side.capitalize()}: " if found.first.side else ""
    day = found.first.when.astimezone()
    since = f"since {day.day} {day:%B}"
    least = f"A change is real from {_least(found)}{sign} on"
    if found.real:
        return f"{side}{size}{sign} {_way(found)} {since}. That is a real change. {least}."
    return f"{side}{size}{sign} {_way(found)} {since}. {least}, so this can be error alone."


def symmetry_words(found: Difference, measure: str) -> str:
    """Return what the right side says against the left one."""
    size, sign = abs(round(found.value)), unit(measure)
    larger = "right" if found.value > 0 else "left"
    if found.real:
        return f"Your {larger} side reads {size}{sign} more. That is more than the errors explain."
    return (
        f"Left and right differ by {size}{sign}: alike, as far as can be told. "
        f"A difference is real from {_least(found)}{sign} on."
    )


def _way(found: Difference) -> str:
    return "more" if found.value >= 0 else "less"


def _least(found: Difference) -> int:
    """Return the smallest real change, rounded up: what is printed must be enough."""
    return math.ceil(found.smallest - 1e-9)
