"""What the history says: angles over weeks, and left against right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from statistics import median
from typing import Final

from formcheck.measure.model.smallest_change import smallest_real_change
from formcheck.pose.landmark import Side
from formcheck.store.history.session_entry import PastSession
from formcheck.stretches.model.stretch import Stretch

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
        low: Lower end of the target that it was judged by, or None.
        high: Upper end of that target, or None.
    """

    when: datetime
    side: Side | None
    value: float
    sigma: float
    session: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class TargetSpan:
    """One target, and how long it held.

    Attributes:
        first: Time of the first session that was judged by it.
        last: Time of the first session that was judged by another one after that, or of the last
            session at all.
        low: Lower end, or None.
        high: Upper end, or None.
    """

    first: datetime
    last: datetime
    low: float | None
    high: float | None


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


def usual_measure(sessions: Iterable[PastSession], version: str) -> str | None:
    """Return what most sessions of a version were measured by, such as `hip_joint`, or None.

    Of two that are as frequent it is the one of the newest session, in whatever order they come.
    """
    times: dict[str, list[datetime]] = {}
    for one in sessions:
        for angle in one.angles if one.version == version else ():
            times.setdefault(angle.measure, []).append(one.when)
    return max(times, key=lambda name: (len(times[name]), max(times[name])), default=None)


def points(
    sessions: Iterable[PastSession], version: str, measure: str, targets: Stretch | None = None
) -> list[Point]:
    """Return every angle of the sessions of one version of a stretch, in rising time.

    Args:
        sessions: In any order.
        version: `ID` or `ID:VARIANT`: an easier version has another target, and is another
            movement.
        measure: Only angles of this measure: a hip with the low back's share and one without it
            are not to be compared.
        targets: That version with its shipped targets, or None: the targets of old sessions, of
            which none was kept.
    """
    main = None if targets is None else targets.main_check
    shipped = None if main is None else main.judged_by(measure)
    found = []
    for session in sessions:
        for angle in session.angles if session.version == version else ():
            if angle.measure != measure:
                continue
            low, high = angle.low, angle.high
            if low is None and high is None and shipped is not None:
                low, high = shipped.low, shipped.high
            point = Point(session.when, angle.side, angle.value, angle.sigma, session.id, low, high)
            found.append(point)
    return sorted(found, key=lambda point: point.when)


def target_spans(found: Sequence[Point]) -> list[TargetSpan]:
    """Return which target held from when to when; none where there is no target.

    Args:
        found: Angles of one version and measure, in rising time.
    """
    spans: list[TargetSpan] = []
    for (low, high), run in groupby(found, key=lambda point: (point.low, point.high)):
        own = list(run)
        if spans:  # the one before held until this one did
            spans[-1] = replace(spans[-1], last=own[0].when)
        spans.append(TargetSpan(own[0].when, own[-1].when, low, high))
    return [span for span in spans if (span.low, span.high) != (None, None)]


def symmetry(found: Sequence[Point]) -> Balance | None:
    """Return right against left, over the newest `PAIRS` pairs of sessions, or None without one.

    Each session is paired with the nearest one of the other side that is at most `SAME_TIME`
    away, and used once. The error is not made smaller by the number of pairs: a part of it is
    the same every time for one side of one person.

    Args:
        found: Angles of one version and measure, in rising time.
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
