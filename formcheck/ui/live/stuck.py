"""Whoever stays short of the target gets another hint, and an easier target if they want one."""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import Final

from formcheck.coach.frame.judge import ROUNDING
from formcheck.coach.frame.report import Cue, FrameReport
from formcheck.stretches.model.stretch import Stretch
from formcheck.tune.rejudge import change_targets
from formcheck.wording import unit

STUCK_S: Final = 15.0
"""After so long short of the target, the same words again help nobody."""

EACH_S: Final = 8.0
"""How long each hint stands."""

_RANGE_S: Final = 4.0
"""A person's own range is what they reached in this time, in the middle."""

MOST: Final = 25.0
"""No target is made easier by more than this, in its unit: beyond, it is another exercise."""


class StuckWatch:
    """Follows one set.

    Args:
        stretch: What is done.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._short_s = 0.0
        self._values: deque[tuple[float, float]] = deque()

    @property
    def stuck(self) -> bool:
        """Return whether the person has been short of the target for a while."""
        return self._short_s >= STUCK_S

    def update(self, report: FrameReport, step_s: float) -> None:
        """Take the next frame of the set.

        Args:
            report: What was said about it.
            step_s: Seconds since the frame before.
        """
        clock, main = report.clock, self._stretch.clock_main
        if clock is None or main is None or clock.state in ("running", "done"):
            self._short_s = 0.0
            return
        if clock.to_go is None:
            return  # out of sight, or something else is wrong: neither nearer nor further
        self._short_s += step_s
        value = report.checks[main].value
        if value is not None:
            self._values.append((report.time_s, value))
        while self._values and self._values[0][0] < report.time_s - _RANGE_S:
            self._values.popleft()

    def hint(self, report: FrameReport) -> Cue | None:
        """Return what to say instead of the same correction again, or None before that time."""
        clock, main = report.clock, self._stretch.clock_main
        if not self.stuck or clock is None or clock.to_go is None or main is None:
            return None
        sign = unit(self._stretch.checks[main].measure)
        left = f"{math.ceil(clock.to_go - ROUNDING)}{sign} to go"
        hints = (*self._stretch.easier, "Press Make it easier, and your own range counts")
        which = int((self._short_s - STUCK_S) / EACH_S) % len(hints)
        return Cue(f"{left}. {hints[which].rstrip('.')}", "wait")

    def easier(self) -> Stretch | None:
        """Return the stretch with the person's own range as its entry, or None if unknown.

        What is held then counts as what it is: the verdict names the changed target.
        """
        main = self._stretch.clock_main
        if main is None or not self._values:
            return None
        check = self._stretch.checks[main]
        own = median(value for _, value in self._values)
        if check.low is not None:
            end, reached = "low", max(math.floor(own - 1), check.low - MOST)
        elif check.high is not None:
            end, reached = "high", min(math.ceil(own + 1), check.high + MOST)
        else:
            return None
        return change_targets(self._stretch, [f"{check.id}.{end}={reached:g}"])
