"""What progress reads like: trends with their interval, left against right."""

from __future__ import annotations

import math
from typing import Final

from formcheck.pose.landmark import Side
from formcheck.report.progress.progress import Balance
from formcheck.report.progress.trend import FEWEST_DAYS, Trend
from formcheck.wording import unit

EXPLAINED: Final = (
    "Two days never measure quite the same, even if nothing has changed in you. So the line goes "
    "through all your days and not from the first to the last: it is the median slope of all "
    "pairs of days (Theil-Sen; Sen, Journal of the American Statistical Association 63:1379-1389, "
    "1968), and the shaded band holds the true slope in at least 95 of 100 cases. A change is "
    "called real only when level is not within that band. Left and right are held against each "
    "other over up to eight pairs of sessions; they are called unlike only beyond 1.96 times the "
    "error of both together (Weir, Journal of Strength and Conditioning Research 19(1):231-240, "
    "2005)."
)
"""Why small changes are not celebrated."""


def trend_words(found: Trend, measure: str) -> str:
    """Return what a side's days say, per week and in all."""
    sign = unit(measure)
    begin = f"{found.side.capitalize()}: " if found.side else ""
    weeks = f"{max(1, round(found.weeks))} week{'s' if round(found.weeks) > 1 else ''}"
    if found.real:
        way = "more" if found.per_week > 0 else "less"
        least, most = sorted((abs(found.low), abs(found.high)))
        return (
            f"{begin}{abs(found.per_week):.1f}{sign} {way} each week "
            f"(between {least:.1f} and {most:.1f}), {abs(found.total):.0f}{sign} over {weeks}. "
            "That is a real change."
        )
    return (
        f"{begin}steady over {weeks}, as far as can be told: between {_signed(found.low, sign)} "
        f"and {_signed(found.high, sign)} each week."
    )


def few_days_words(side: Side | None, days: int, value: float, measure: str) -> str:
    """Return what can be said before there are enough days for a trend."""
    begin = f"{side.capitalize()}: " if side else ""
    rest = FEWEST_DAYS - days
    when = "today is your first day" if days == 1 else f"{days} days so far"
    return (
        f"{begin}{round(value)}{unit(measure)}, {when}. {rest} more day{'s' if rest > 1 else ''}, "
        "and a trend can be told."
    )


def symmetry_words(found: Balance, measure: str) -> str:
    """Return what the right side says against the left one."""
    size, sign = abs(round(found.value)), unit(measure)
    larger = "right" if found.value > 0 else "left"
    over = "" if found.pairs == 1 else f", in the middle of {found.pairs} pairs of sessions"
    if found.real:
        return (
            f"Your {larger} side reads {size}{sign} more{over}. That is more than the errors "
            "explain."
        )
    return (
        f"Left and right differ by {size}{sign}{over}: alike, as far as can be told. "
        f"A difference is real from {_least(found)}{sign} on."
    )


def _signed(value: float, sign: str) -> str:
    return f"{abs(value):.1f}{sign} {'more' if value >= 0 else 'less'}"


def _least(found: Balance) -> int:
    """Return the smallest real difference, rounded up: what is printed must be enough."""
    return math.ceil(found.smallest - 1e-9)
