"""What a test reads: one value a go, their mean, and the smallest change that is real."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from formcheck.coach.frame.report import CheckResult
from formcheck.codes.coach import HeadlineCode
from formcheck.measure.model.smallest_change import smallest_real_change
from formcheck.message import Message
from formcheck.stretches.model.stretch import Stretch


@dataclass(frozen=True, slots=True)
class TrialReading:
    """One go of a test.

    Attributes:
        value: Median of the main measure while it was held, in its unit.
        sigma: Median of its error, one standard deviation.
    """

    value: float
    sigma: float


class ReadingTaker:
    """Takes one reading from each go that is held long enough.

    Args:
        stretch: Without `kind: test` there are no readings.

    Attributes:
        readings: One for each go, in their order.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._main = stretch.main if stretch.kind == "test" else None
        self._target = stretch.hold.seconds if stretch.hold is not None else math.inf
        self._values: list[tuple[float, float]] = []
        self._seconds = 0.0
        self.readings: list[TrialReading] = []

    def add(self, seconds: float, results: Sequence[CheckResult]) -> None:
        """Take what the hold clock shows after a frame.

        Args:
            seconds: Good seconds of the present go, which begin again with each go.
            results: One for each check of the stretch.
        """
        if self._main is None or seconds == self._seconds:
            return
        if seconds < self._seconds:
            self._values.clear()
        before, self._seconds = self._seconds, seconds
        found = next(result for result in results if result.check == self._main)
        if found.value is not None and found.sigma is not None:
            self._values.append((found.value, found.sigma))
        if self._values and seconds >= self._target - 1e-6 and not before >= self._target - 1e-6:
            value, sigma = (median(column) for column in zip(*self._values, strict=True))
            self.readings.append(TrialReading(value, sigma))


def mean(readings: Sequence[TrialReading]) -> TrialReading | None:
    """Return the mean of several goes with its error, or None without any.

    The errors of goes are taken to be independent, so that the mean of n has a sigma smaller by the
    square root of n. What stays the same for one person and one camera does not average away; it
    drops out where the same person is compared with an earlier day.
    """
    if not readings:
        return None
    count = len(readings)
    value = sum(one.value for one in readings) / count
    return TrialReading(value, math.hypot(*(one.sigma for one in readings)) / count)


def read_headline(readings: Sequence[TrialReading]) -> Message:
    """Return what was read, without any verdict.

    Args:
        readings: At least one.

    Raises:
        ValueError: There is none.
    """
    found = mean(readings)
    if found is None:
        raise ValueError("expected at least one reading, got none; ask only after a go")
    code = HeadlineCode.READ_ONCE if len(readings) == 1 else HeadlineCode.READ
    return Message(
        code,
        goes=len(readings),
        value=round(found.value),
        error=max(1, round(found.sigma)),
        change=math.ceil(smallest_real_change(found.sigma)),
    )
