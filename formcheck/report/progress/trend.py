"""Whether somebody's angle rises or falls over weeks: a robust line through all days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from statistics import median
from typing import Final

from scipy.stats import theilslopes

from formcheck.pose.landmark import Side
from formcheck.report.progress.progress import Point

FEWEST_DAYS: Final = 5
"""Least number of days of a trend. Of four days all in order one in twelve comes by chance alone,
of five one in sixty."""

CONFIDENCE: Final = 0.96
"""Confidence level of the interval: scipy's is a normal approximation, a little too narrow for few
days, and what is called a change must be one in at least 95 of 100 cases."""

_WEEK: Final = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Trend:
    """The line through one side's days.

    Attributes:
        side: The body's side, or None for the whole person.
        days: Days with a session, each counted once.
        first: Time of the first day's first session.
        last: Time of the last day's first session.
        per_week: Theil-Sen slope: the median over all pairs of days, in the measure's unit a week.
        low: Lower end of its interval.
        high: Upper end of its interval.
        middle: The time through which the line is drawn, whatever its slope.
        value: The angle there.
    """

    side: Side | None
    days: int
    first: datetime
    last: datetime
    per_week: float
    low: float
    high: float
    middle: datetime
    value: float

    @property
    def real(self) -> bool:
        """Return whether the interval leaves out no change at all."""
        return self.low > 0 or self.high < 0

    @property
    def weeks(self) -> float:
        """Return the time from the first day to the last, in weeks."""
        return (self.last - self.first) / _WEEK

    @property
    def total(self) -> float:
        """Return the change over the whole time, in the measure's unit."""
        return self.per_week * self.weeks

    def at(self, when: datetime, per_week: float | None = None) -> float:
        """Return the line's angle at a time.

        Args:
            when: Any time.
            per_week: A slope, such as one end of the interval; the line's own by default.
        """
        slope = self.per_week if per_week is None else per_week
        return self.value + slope * ((when - self.middle) / _WEEK)


def daily(
    found: Sequence[Point], side: Side | None, zone: tzinfo | None = None
) -> list[tuple[datetime, float]]:
    """Return one angle for each day: the median of its sessions, at the time of its first one.

    Sets of one day share the camera's place, the clothes and the light: they are no independent
    witnesses.

    Args:
        found: Angles of one version and measure, in rising time.
        side: Whose.
        zone: Time zone of the days; the machine's own by default.
    """
    days: dict[object, list[Point]] = {}
    for point in found:
        if point.side == side:
            days.setdefault(point.when.astimezone(zone).date(), []).append(point)
    return [(own[0].when, median(point.value for point in own)) for own in days.values()]


def trend(found: Sequence[Point], side: Side | None, zone: tzinfo | None = None) -> Trend | None:
    """Return the trend of one side, or None with fewer than `FEWEST_DAYS` days.

    The Theil-Sen estimator (P. K. Sen, Journal of the American Statistical Association 63, 1968):
    the median slope of all pairs of days, with the interval that belongs to Kendall's tau. It
    asks nothing of how large the errors are, and a few odd days do not move it.

    Args:
        found: Angles of one version and measure, in rising time.
        side: Whose.
        zone: Time zone of the days; the machine's own by default.
    """
    days = daily(found, side, zone)
    if len(days) < FEWEST_DAYS:
        return None
    first = days[0][0]
    weeks = [(when - first) / _WEEK for when, _ in days]
    values = [value for _, value in days]
    line = theilslopes(values, weeks, CONFIDENCE)
    return Trend(
        side=side,
        days=len(days),
        first=first,
        last=days[-1][0],
        per_week=float(line.slope),
        low=float(line.low_slope),
        high=float(line.high_slope),
        middle=first + median(weeks) * _WEEK,
        value=median(values),
    )
