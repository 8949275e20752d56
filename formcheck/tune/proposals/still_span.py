"""Finds the span of a performance that was held: still, in position, and long enough."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

STEADY: Final = 6.0
"""Largest range of the angle within a hold, in its unit: breathing and the noise of a frame move it
by two or three either way, going deeper by more."""

SHORTEST_S: Final = 3.0
"""Shortest rest, in seconds, that is a hold."""

GAP_S: Final = 0.5
"""Longest time without the angle, in seconds, that a hold survives."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a performance.

    Attributes:
        start_s: Time of its first frame.
        end_s: Time of its last frame.
        middle: Median-like middle of the angle in it, in its unit.
    """

    start_s: float
    end_s: float
    middle: float

    @property
    def seconds(self) -> float:
        """Return its length in seconds."""
        return self.end_s - self.start_s

    def holds(self, time_s: float) -> bool:
        """Return whether a time lies in it."""
        return self.start_s <= time_s <= self.end_s


def still_spans(angle: Sequence[tuple[float, float]], shortest_s: float = SHORTEST_S) -> list[Span]:
    """Return the spans in which an angle stayed within `STEADY`, the longest first, none twice.

    Args:
        angle: Time and value wherever it was known, in rising time.
        shortest_s: Shorter spans are left out.
    """
    found: list[Span] = []
    taken = list(angle)
    while True:
        best = _longest(taken)
        if best is None or best.seconds < shortest_s:
            return found
        found.append(best)
        # The rest before and after it; what is cut apart does not grow together again.
        taken = [(time, value) for time, value in taken if not best.holds(time)]


def _longest(angle: Sequence[tuple[float, float]]) -> Span | None:
    """Return the longest steady span, by a window with its smallest and largest value."""
    lows: deque[int] = deque()
    highs: deque[int] = deque()
    best, first = None, 0
    for last, (time_s, value) in enumerate(angle):
        if last and time_s - angle[last - 1][0] > GAP_S:
            first = last
            lows.clear()
            highs.clear()
        while lows and angle[lows[-1]][1] >= value:
            lows.pop()
        while highs and angle[highs[-1]][1] <= value:
            highs.pop()
        lows.append(last)
        highs.append(last)
        while angle[highs[0]][1] - angle[lows[0]][1] > STEADY:
            first += 1
            if lows[0] < first:
                lows.popleft()
            if highs[0] < first:
                highs.popleft()
        span = Span(angle[first][0], time_s, (angle[lows[0]][1] + angle[highs[0]][1]) / 2)
        if best is None or span.seconds > best.seconds:
            best = span
    return best
