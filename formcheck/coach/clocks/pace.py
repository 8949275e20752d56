"""Whether pictures come often enough to count the seconds of a hold."""

from __future__ import annotations

from collections import deque
from statistics import median
from typing import Final

from formcheck.coach.settings.coach import COACH

GAP_S: Final = COACH.hold.gap_s

_FRAMES: Final = 4
"""Number of intervals that tell a slow camera or machine from a single late picture."""


class Pace:
    """Follows the times of frames.

    Attributes:
        step_s: Time from the frame before to the last one, seconds; 0 for the first one.
        slow: Whether most of the last frames came further apart than a hold can be judged by.
    """

    def __init__(self) -> None:
        self._steps: deque[float] = deque(maxlen=_FRAMES)
        self._time_s: float | None = None
        self.step_s = 0.0
        self.slow = False

    def update(self, time_s: float) -> None:
        """Take the time of the next frame, seconds."""
        self.step_s = 0.0 if self._time_s is None else max(0.0, time_s - self._time_s)
        self._time_s = time_s
        self._steps.append(self.step_s)
        self.slow = len(self._steps) == _FRAMES and median(self._steps) > GAP_S
