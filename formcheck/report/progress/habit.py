"""How often and how long somebody practised: minutes a week, days in a row, workouts.

The numbers come from columns and not from sessions: a practice may have 100,000 of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

SAME_VISIT: Final = timedelta(minutes=30)
"""Longest break between two sets of one workout."""

LONGEST_S: Final = 1e6
"""Longest session, in seconds; a row with more is damaged."""

_FIRST: Final = np.datetime64("1970-01-01", "us")
_LAST: Final = np.datetime64("2200-01-01", "us")
"""Sessions of other times are damaged; within, every day has a neighbour that Python knows."""

_DAY: Final = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Habit:
    """When sessions began and how long they took.

    Attributes:
        times: When each began, in UTC and rising order, `datetime64[us]`.
        seconds: How long each took, seconds.
        zone: Time zone of the days; None stands for the machine's own.
    """

    times: NDArray[Any]
    seconds: NDArray[np.float64]
    zone: tzinfo | None = None

    @classmethod
    def of(
        cls, times: Sequence[str], seconds: Sequence[float], zone: tzinfo | None = None
    ) -> Habit:
        """Return the habit of sessions.

        Args:
            times: When each began, ISO 8601 in UTC, in any order.
            seconds: How long each took, seconds.
            zone: See `Habit`.

        Returns:
            The habit, without rows that are damaged: times that are none, lengths that no
            session has.
        """
        # numpy knows no offsets; all of these are those of UTC.
        texts = [time[:26] for time in times]
        try:
            began = np.array(texts, dtype="datetime64[us]")
        except ValueError:
            began = np.array([_time(text) for text in texts], dtype="datetime64[us]")
        lasted = np.asarray(seconds, dtype=np.float64)
        whole = (began > _FIRST) & (began < _LAST) & (lasted >= 0) & (lasted <= LONGEST_S)
        began, lasted = began[whole], lasted[whole]
        order = np.argsort(began, kind="stable")
        return cls(began[order], lasted[order], zone)

    @cached_property
    def workouts(self) -> list[datetime]:
        """Return when each visit began, the oldest first.

        A visit is one workout, however many sets it has: sets that begin less than `SAME_VISIT`
        after the end of those before belong to it.
        """
        if not len(self.times):
            return []
        ends = self.times + (self.seconds * 1e6).astype("timedelta64[us]")
        before = np.maximum.accumulate(ends)[:-1]
        apart = self.times[1:] - before > np.timedelta64(SAME_VISIT)
        begun = self.times[np.concatenate([[True], apart])]
        return [one.replace(tzinfo=UTC) for one in begun.tolist()]

    def weekly_minutes(self, weeks: int, today: date) -> list[tuple[date, float]]:
        """Return the Monday and the minutes practised of each of the last weeks, the oldest first.

        Args:
            weeks: How many, with the present one.
            today: The present day.
        """
        last = today - timedelta(days=today.weekday())
        mondays = [last - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
        passed = (self._days - np.datetime64(mondays[0])) // np.timedelta64(7, "D")
        within = (passed >= 0) & (passed < weeks)
        total = np.bincount(passed[within], self.seconds[within], minlength=weeks) / 60.0
        return list(zip(mondays, total.tolist(), strict=True))

    def streak(self, today: date) -> tuple[int, int]:
        """Return the days in a row with a session: up to now, and at best.

        A day that is not over yet breaks nothing: yesterday's streak counts until midnight.

        Args:
            today: The present day.
        """
        days = np.unique(self._days)
        if not len(days):
            return 0, 0
        runs = np.split(days, np.flatnonzero(np.diff(days) != _DAY) + 1)
        ends = {run[-1].item(): len(run) for run in runs}
        now = 0
        for run in runs:
            if run[0].item() <= today <= run[-1].item():
                now = (today - run[0].item()).days + 1
        return now or ends.get(today - timedelta(days=1), 0), max(ends.values())

    @cached_property
    def _days(self) -> NDArray[Any]:
        """Return the local day on which each began."""
        days = self.times.astype("datetime64[D]")
        edges = np.unique(np.concatenate([days, days + _DAY]))
        offsets = np.array([self._offset(edge) for edge in edges], dtype="timedelta64[us]")
        at = np.searchsorted(edges, days)
        local: NDArray[Any] = (self.times + offsets[at]).astype("datetime64[D]")
        # On a day on which the clocks change, each time is asked for itself.
        for odd in np.flatnonzero(offsets[at] != offsets[at + 1]):
            moment = self.times[odd]
            local[odd] = (moment + np.timedelta64(self._offset(moment))).astype("datetime64[D]")
        return local

    def _offset(self, time: Any) -> timedelta:
        moment = time.astype("datetime64[us]").item().replace(tzinfo=UTC)
        return moment.astimezone(self.zone).utcoffset() or timedelta()


def _time(text: str) -> Any:
    try:
        return np.datetime64(text, "us")
    except ValueError:
        return np.datetime64("NaT")
