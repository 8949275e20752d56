"""How fast an angle moves, from noisy values at uneven times."""

from __future__ import annotations

from statistics import median, median_low
from typing import Final, TypeAlias

from formcheck.coach.frame.judge import wrap_angle
from formcheck.coach.settings.coach import COACH
from formcheck.temporal import TimeWindow

WINDOW_S: Final = COACH.stillness.window_s
SHORTEST_S: Final = COACH.stillness.shortest_s

MOST_POINTS: Final = 18
"""Number of frames in the window above which neighbours are averaged: the number of pairs grows
with its square."""

_EPSILON: Final = 1e-6
"""Two points closer in time than this, seconds, are one."""

HALF_TURN: Final = 180.0

Window: TypeAlias = tuple[float | None, float | None, int]
"""First and last time of some frames in a row, seconds, and how many they are."""

REST_SPEED: Final = COACH.stillness.rest_speed
CREEP: Final = COACH.stillness.creep


class Stillness:
    """Theil-Sen slope of one angle over a trailing window.

    The median of the slopes of all pairs of frames: almost as precise as a least-squares line
    under plain noise, but up to about 3 wrong frames in 10 do not move it (P. K. Sen, Journal of
    the American Statistical Association 63, 1968). It takes real timestamps, so frames may come
    unevenly or be missing.

    Args:
        known: Slopes that were worked out before, by the window that they belong to: whoever moves
            a target looks at the same angles again. They are added to.

    Attributes:
        speed: Slope in degrees/s at the last `measure`, or None while the history is too short.
        rest_since: Time since which the angle has been at rest, seconds, or None. A slope is the
            speed in the middle of its window, so rest began half a window before it was seen.
    """

    def __init__(self, known: dict[Window, float | None] | None = None) -> None:
        self._points = TimeWindow[float](WINDOW_S, full=True)
        self._known = known
        self._measured_at = 0.0
        self.speed: float | None = None
        self.rest_since: float | None = None

    def clear(self) -> None:
        """Forget the past, after a loss of sight."""
        self._points.clear()
        self.speed = None
        self.rest_since = None

    def add(self, time_s: float, angle: float) -> None:
        """Take the angle of one frame.

        Args:
            time_s: Time of the frame, seconds, later than the one before.
            angle: In degrees, on any turn of the circle.
        """
        last = self._points.last
        if last is not None and abs(angle - last) >= HALF_TURN:
            angle = last + wrap_angle(angle - last)  # follow it over the seam of the circle
        self._points.add(time_s, angle)

    def measure(self) -> None:
        """Find the speed at the last frame, and since when the angle has been at rest."""
        before, now = self.speed, self._points.last_s
        if now is None:
            return
        self.speed = self._slope() if self._known is None else self._looked_up(self._known)
        if self.speed is None or abs(self.speed) >= REST_SPEED:
            self.rest_since = None
        elif self.rest_since is None:
            began = now
            if before is not None and abs(before) >= REST_SPEED:
                # Between two frames the speed is taken to change evenly.
                share = (REST_SPEED - abs(self.speed)) / (abs(before) - abs(self.speed))
                began -= share * (now - self._measured_at)
            self.rest_since = began - WINDOW_S / 2
        self._measured_at = now

    def _looked_up(self, known: dict[Window, float | None]) -> float | None:
        window = (self._points.first_s, self._points.last_s, len(self._points))
        if window not in known:
            known[window] = self._slope()
        return known[window]

    def _slope(self) -> float | None:
        points = self._thinned()
        if len(points) < 3 or self._points.span_s < SHORTEST_S:
            return None
        return median_low(
            (angle - before) / (time_s - earlier)
            for i, (earlier, before) in enumerate(points)
            for time_s, angle in points[i + 1 :]
        )

    def _thinned(self) -> list[tuple[float, float]]:
        points = list(self._points)
        start = points[-1][0] - WINDOW_S if points else 0.0
        if len(points) > 1 and points[0][0] < start:
            # The window begins between two frames, so that its length is the same at any rate.
            (before, low), (after, high) = points[0], points[1]
            points[0] = (start, low + (high - low) * (start - before) / (after - before))
            if after - start < _EPSILON:
                del points[0]
        size = -(-len(points) // MOST_POINTS)
        if size == 1:
            return points
        groups = [points[i : i + size] for i in range(0, len(points), size)]
        return [
            (sum(t for t, _ in group) / len(group), sum(a for _, a in group) / len(group))
            for group in groups
        ]


class Creep:
    """Whether an angle has slowly left where it was, at a speed too low to be seen as one.

    The medians of the first and of the last `WINDOW_S` seconds are compared, so that single wrong
    frames do not count.
    """

    def __init__(self) -> None:
        self._first: list[float] = []
        self._since: float | None = None
        self._last = TimeWindow[float](WINDOW_S)

    @property
    def crept(self) -> bool:
        """Whether it is further than `CREEP` from where it was at first."""
        last = [angle for _, angle in self._last]
        if not self._first or not last:
            return False
        gone: float = abs(wrap_angle(median(last) - median(self._first)))
        return gone > CREEP

    def begin(self) -> None:
        """Take where the angle is from now on as where it was at first."""
        self._first, self._since = [], None
        self._last.clear()

    def add(self, time_s: float, angle: float) -> None:
        """Take the angle of one frame.

        Args:
            time_s: Time of the frame, seconds, later than the one before.
            angle: In degrees.
        """
        if self._since is None:
            self._since = time_s
        if time_s - self._since <= WINDOW_S:
            self._first.append(angle)
        self._last.add(time_s, angle)
