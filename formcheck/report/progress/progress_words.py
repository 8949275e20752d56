"""What progress reads like: trends with their interval, left against right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from formcheck.pose.landmark import Side
from formcheck.report.progress.progress import Balance, TargetSpan
from formcheck.report.progress.trend import FEWEST_DAYS, Trend
from formcheck.wording import side_words, target_words, unit
from formcheck.words import mark, tr, tr_n

EXPLAINED: Final = mark(
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
    begin = _begin(found.side)
    weeks = tr_n("1 week", "{count} weeks", max(1, round(found.weeks)))
    if found.real:
        least, most = sorted((abs(found.low), abs(found.high)))
        more = mark(
            "{begin}{per_week:.1f}{sign} more each week (between {least:.1f} and {most:.1f}), "
            "{total:.0f}{sign} over {weeks}. That is a real change."
        )
        less = mark(
            "{begin}{per_week:.1f}{sign} less each week (between {least:.1f} and {most:.1f}), "
            "{total:.0f}{sign} over {weeks}. That is a real change."
        )
        return tr(
            more if found.per_week > 0 else less,
            begin=begin,
            per_week=abs(found.per_week),
            sign=sign,
            least=least,
            most=most,
            total=abs(found.total),
            weeks=weeks,
        )
    return tr(
        "{begin}steady over {weeks}, as far as can be told: between {low} and {high} each week.",
        begin=begin,
        weeks=weeks,
        low=_signed(found.low, sign),
        high=_signed(found.high, sign),
    )


def _begin(side: str | None) -> str:
    return f"{side_words(side)}: " if side else ""


def few_days_words(side: Side | None, days: int, value: float, measure: str) -> str:
    """Return what can be said before there are enough days for a trend."""
    begin = _begin(side)
    rest = FEWEST_DAYS - days
    when = tr("one day so far") if days == 1 else tr("{days} days so far", days=days)
    return tr_n(
        "{begin}{value}{unit}, {when}. One more day, and a trend can be told.",
        "{begin}{value}{unit}, {when}. {count} more days, and a trend can be told.",
        rest,
        begin=begin,
        value=round(value),
        unit=unit(measure),
        when=when,
    )


def target_span_words(spans: Sequence[TargetSpan], measure: str) -> list[str]:
    """Return the targets by which sessions were judged, each once, that of the newest first."""
    words = (target_words(span.low, span.high, measure) for span in reversed(spans))
    return list(dict.fromkeys(filter(None, words)))


def symmetry_words(found: Balance, measure: str) -> str:
    """Return what the right side says against the left one."""
    size, sign = abs(round(found.value)), unit(measure)
    over = (
        ""
        if found.pairs == 1
        else tr(", the middle of {pairs} pairs of sessions", pairs=found.pairs)
    )
    if found.real:
        right = mark(
            "Your right side reads {size}{sign} more{over}. That is more than the errors explain."
        )
        left = mark(
            "Your left side reads {size}{sign} more{over}. That is more than the errors explain."
        )
        return tr(
            right if found.value > 0 else left,
            size=size,
            sign=sign,
            over=over,
        )
    return tr(
        "Left and right differ by {size}{sign}{over}: alike, as far as can be told. "
        "Only a difference of {least}{sign} or more is real.",
        size=size,
        sign=sign,
        over=over,
        least=_least(found),
    )


def _signed(value: float, sign: str) -> str:
    if value >= 0:
        return tr("{size:.1f}{sign} more", size=abs(value), sign=sign)
    return tr("{size:.1f}{sign} less", size=abs(value), sign=sign)


def _least(found: Balance) -> int:
    """Return the smallest real difference, rounded up: what is printed must be enough."""
    return math.ceil(found.smallest - 1e-9)
