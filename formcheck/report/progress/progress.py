"""What the history says: minutes, streaks, angles over weeks, and left against right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from statistics import median
from typing import Final

from formcheck.measure.model.smallest_change import smallest_real_change
from formcheck.pose.landmark import Side
from formcheck.store.history.session_entry import PastSession

SAME_TIME: Final = timedelta(days=14)
"""How far apart a left and a right session may lie to be held against each other."""

SAME_VISIT: Final = timedelta(minutes=30)
"""A longer break between two sets begins another workout."""

PAIRS: Final = 8
"""Symmetry is that of so many newest pairs: how it is now, and no single odd day."""


@dataclass(frozen=True, slots=True)
class Point:
    """How far one session went on one side.

    Attributes:
        when: The session's time.
        side: The body's side, or None for the whole person.
        value: The main angle, see `formcheck.store.history.session_entry.Angle`.
        sigma: Standard deviation of its error.
        session: The session's number.
    """

    when: datetime
    side: Side | None
    value: float
    sigma: float
    session: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The right side held against the left one.

    Attributes:
        value: Right less left in the measure's unit: the median over the pairs.
        smallest: The smallest difference that is more than the error of both, 95 % sure.
        pairs: How many pairs of sessions it is from.
    """

    value: float
    smallest: float
    pairs: int

    @property
    def real(self) -> bool:
        """Return whether the difference is more than error alone explains."""
        return abs(self.value) >= self.smallest


def usual_measure(sessions: Iterable[PastSession], stretch: str) -> str | None:
    """Return what most sessions of a stretch were measured by, such as `hip_joint`, or None."""
    names = [angle.measure for one in sessions if one.stretch == stretch for angle in one.angles]
    return max(dict.fromkeys(names), key=names.count, default=None)


def points(sessions: Iterable[PastSession], stretch: str, measure: str) -> list[Point]:
    """Return every angle of a stretch's sessions, in rising time.

    Args:
        sessions: In any order.
        stretch: Id of the stretch.
        measure: Only angles of this measure: a hip with the low back's share and one without it
            are not to be compared.
    """
    found = [
        Point(session.when, angle.side, angle.value, angle.sigma, session.id)
        for session in sessions
        if session.stretch == stretch
        for angle in session.angles
        if angle.measure == measure
    ]
    return sorted(found, key=lambda point: point.when)


def symmetry(found: Sequence[Point]) -> Balance | None:
    """Return right against left, over the newest `PAIRS` pairs of sessions, or None without one.

    Each session is paired with the nearest one of the other side that is at most `SAME_TIME`
    away, and used once. The error is not made smaller by the number of pairs: a part of it is
    the same every time for one side of one person.

    Args:
        found: Angles of one stretch and measure, in rising time.
    """
    lefts = [point for point in found if point.side == "left"]
    pairs: list[tuple[Point, Point]] = []
    for right in reversed([point for point in found if point.side == "right"]):
        near = min(lefts, key=lambda left: abs(left.when - right.when), default=None)
        if near is not None and abs(near.when - right.when) <= SAME_TIME:
            lefts.remove(near)
            pairs.append((near, right))
    pairs = pairs[:PAIRS]
    if not pairs:
        return None
    return Balance(
        median(right.value - left.value for left, right in pairs),
        median(smallest_real_change(left.sigma, right.sigma) for left, right in pairs),
        len(pairs),
    )


def workouts(sessions: Iterable[PastSession]) -> list[datetime]:
    """Return when each visit began, the oldest first.

    A visit is one workout, however many sets it has: sets that begin less than `SAME_VISIT` after
    the end of the one before belong to it.
    """
    begun: list[datetime] = []
    end: datetime | None = None
    for one in sorted(sessions, key=lambda session: session.when):
        if end is None or one.when - end > SAME_VISIT:
            begun.append(one.when)
        last = one.when + timedelta(seconds=one.duration_s)
        end = last if end is None else max(end, last)
    return begun


def weekly_minutes(
    sessions: Iterable[PastSession], weeks: int, today: date, zone: tzinfo | None = None
) -> list[tuple[date, float]]:
    """Return the Monday and the minutes practised of each of the last weeks, the oldest first.

    Args:
        sessions: In any order.
        weeks: How many, with the present one.
        today: The present day.
        zone: Time zone of the days; the machine's own by default.
    """
    last = today - timedelta(days=today.weekday())
    total = {last - timedelta(weeks=back): 0.0 for back in range(weeks - 1, -1, -1)}
    for session in sessions:
        day = session.when.astimezone(zone).date()
        monday = day - timedelta(days=day.weekday())
        if monday in total:
            total[monday] += session.duration_s / 60.0
    return list(total.items())


def day_streak(
    sessions: Iterable[PastSession], today: date, zone: tzinfo | None = None
) -> tuple[int, int]:
    """Return the days in a row with a session: up to now, and at best.

    A day that is not over yet breaks nothing: yesterday's streak counts until midnight.

    Args:
        sessions: In any order.
        today: The present day.
        zone: Time zone of the days; the machine's own by default.
    """
    days = {session.when.astimezone(zone).date() for session in sessions}
    runs = {day: _run(days, day) for day in days}
    now = runs.get(today, runs.get(today - timedelta(days=1), 0))
    return now, max(runs.values(), default=0)


def _run(days: set[date], last: date) -> int:
    """Return how many days in a row end with this one."""
    length = 0
    while last - timedelta(days=length) in days:
        length += 1
    return length
