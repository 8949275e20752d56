"""The angle of repetitions, smoothed without lag: a median about each frame."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from statistics import median
from typing import Final

from formcheck.coach.frame.report import CheckResult
from formcheck.coach.settings.coach import COACH

SMOOTH_S: Final = COACH.reps.smooth_s

EPSILON: Final = 1e-6
"""Seconds by which two times may differ and still be the same: timestamps are sums of floats."""

RepFrame = tuple[float, float, tuple[CheckResult, ...]]
"""Time in seconds, height in degrees, and one result for each check."""


class CentredMedian:
    """Takes frames, and gives them back smoothed once enough later ones are known.

    Attributes:
        height: The height of the last frame as it came, or None where it was not known.
    """

    def __init__(self) -> None:
        self._raw: deque[RepFrame] = deque()  # frames around the next one to be smoothed
        self._next = 0  # index of that one in _raw
        self.height: float | None = None

    @property
    def last_s(self) -> float | None:
        """Return the time of the last frame, seconds, or None without one."""
        return self._raw[-1][0] if self._raw else None

    @property
    def last(self) -> float | None:
        """Return the height of the last frame that had one, or None."""
        return self._raw[-1][1] if self._raw else None

    @property
    def speed(self) -> float | None:
        """Return how fast the height changed over the last frames, degrees a second, or None."""
        recent = [(when, height) for when, height, _ in self._raw]
        recent = [one for one in recent if recent[-1][0] - one[0] <= 2 * SMOOTH_S + EPSILON]
        if len(recent) < 2:
            return None
        (start_s, start), (end_s, end) = recent[0], recent[-1]
        return (end - start) / (end_s - start_s)

    def add(
        self, time_s: float, height: float, results: tuple[CheckResult, ...]
    ) -> Iterator[RepFrame]:
        """Take the next frame, and give those that can be smoothed now.

        Args:
            time_s: Time of the frame, seconds, later than the one before.
            height: Its height, degrees.
            results: One for each check.
        """
        self.height = height
        self._raw.append((time_s, height, results))
        while self._next < len(self._raw) - 1 and self._ready(time_s):
            yield self._smoothed()

    def flush(self) -> Iterator[RepFrame]:
        """Give the frames that are left, and begin anew."""
        while self._next < len(self._raw):
            yield self._smoothed()
        self._raw.clear()
        self._next = 0
        self.height = None

    def _ready(self, time_s: float) -> bool:
        return time_s - self._raw[self._next][0] >= SMOOTH_S - EPSILON

    def _smoothed(self) -> RepFrame:
        middle = self._next
        time_s, _, results = self._raw[middle]
        near = [
            height
            for i, (when, height, _) in enumerate(self._raw)
            if abs(when - time_s) <= SMOOTH_S + EPSILON or abs(i - middle) == 1
        ]
        self._next += 1
        while self._next > 1 and self._raw[1][0] < self._raw[self._next - 1][0] - SMOOTH_S:
            self._raw.popleft()
            self._next -= 1
        return (time_s, median(near), results)
