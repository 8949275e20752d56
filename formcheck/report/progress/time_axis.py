"""An axis of time whose every mark says something else: hours within one day, days otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from formcheck.words import date_words, tr

MOST_TICKS: Final = 6
"""Number of marks that have room on a phone."""

_MINUTES: Final = (1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360)
_DAYS: Final = (1, 2, 4, 7, 14, 28, 56, 91, 182, 365)
_ROOM: Final = timedelta(minutes=2)
"""Least room before the first and behind the last session of one day."""

_MONTHS: Final = 300
"""Days from which on a mark names the month with its year: a day alone would come twice."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """What an axis shows.

    Attributes:
        first: Where it begins.
        last: Where it ends.
        ticks: Its marks in rising time, each with its words.
    """

    first: datetime
    last: datetime
    ticks: tuple[tuple[datetime, str], ...]


def time_axis(times: Sequence[datetime]) -> TimeAxis:
    """Return the axis for sessions.

    Args:
        times: When they were, in the time zone that is shown; at least one.
    """
    first, last = min(times), max(times)
    return _within_a_day(first, last) if first.date() == last.date() else _days(first, last)


def _within_a_day(first: datetime, last: datetime) -> TimeAxis:
    room = max(_ROOM, (last - first) / 20)
    begin, end = first - room, last + room
    minutes = (end - begin) / timedelta(minutes=1)
    step = next((one for one in _MINUTES if minutes / one <= MOST_TICKS - 1), _MINUTES[-1])
    midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0)
    found = midnight + timedelta(minutes=step * -(-(begin - midnight) // timedelta(minutes=step)))
    ticks = []
    while found <= end:
        ticks.append((found, f"{found:%H:%M}"))
        found += timedelta(minutes=step)
    day = date_words(first, tr("d MMM"))  # said once, at the first mark
    ticks[0] = (ticks[0][0], f"{day}, {ticks[0][1]}")
    return TimeAxis(begin, end, tuple(ticks))


def _days(first: datetime, last: datetime) -> TimeAxis:
    days = (last.date() - first.date()).days
    step = next((one for one in _DAYS if days / one <= MOST_TICKS - 1), -(-days // MOST_TICKS))
    pattern = tr("MMM y") if step * MOST_TICKS >= _MONTHS else tr("d MMM")
    ticks: dict[str, datetime] = {}
    for number in range(0, days + 1, step):
        # Noon: a day's mark stands in its middle, where its sessions are, and no clock change.
        noon = (first + timedelta(days=number)).replace(hour=12, minute=0, second=0, microsecond=0)
        ticks.setdefault(date_words(noon, pattern), noon)
    room = max((last - first) / 40, timedelta(hours=2))
    begin = min(first - room, *ticks.values())
    end = max(last + room, *ticks.values())
    return TimeAxis(begin, end, tuple((when, words) for words, when in ticks.items()))
