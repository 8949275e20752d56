"""What the history says: angles over weeks, and left against right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from formcheck.measure.model.smallest_change import smallest_real_change
from formcheck.pose.landmark import Side
from formcheck.store.history.session_entry import PastSession

SAME_TIME: Final = timedelta(days=14)
"""Largest time between a left and a right session that are compared."""

PAIRS: Final = 8
"""Number of pairs that symmetry is taken from, the newest: how it is now, and no single odd day."""


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
