"""One frame as the hold clock sees it: how far each required value is outside its limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.coach.frame.fault_phrases import fault
from formcheck.coach.frame.judge import MARGIN_SIGMAS, NO_BAND, outside_band, too
from formcheck.coach.frame.report import CheckResult
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch

WIDENED: Final = 5.0
"""Once the clock runs, bands are this much wider at both ends, in the measure's unit."""

REACH: Final = 40.0
"""A value that is no further than this outside its band belongs to someone who is trying. From
sitting back on the heel to a full lunge the rear hip travels about this far; between kneeling and
standing the rear knee differs by more."""


@dataclass(frozen=True, slots=True)
class Look:
    """One frame in which every required check could be told.

    Attributes:
        time_s: Time of the frame, seconds.
        start: For each check that can stop the clock, how far its value lies outside what the
            clock needs to start: the band and the error of the measurement, but no error at the
            entry of the main check, since depth has to be shown. 0 or below: accepted.
        stay: The same for what it needs to go on: the band widened by `WIDENED`, or by the
            error of the measurement where that is larger, but by no more than `WIDENED` at the
            entry of the main check.
        fault: What is wrong with the first of these checks that is not accepted, or None.
    """

    time_s: float
    start: tuple[float, ...]
    stay: tuple[float, ...]
    fault: str | None

    @property
    def fit(self) -> bool:
        """Whether the clock may start."""
        return max(self.start, default=-1.0) <= 0

    @property
    def kept(self) -> bool:
        """Whether a clock that runs may go on."""
        return max(self.stay, default=-1.0) <= 0


class Observer:
    """Knows which checks of a stretch the hold clock needs.

    Args:
        stretch: The stretch; its checks that are `held` or `always` and required are needed. Those
            that come before the main one and are not required are heeded where they are known:
            nobody collects seconds while the low back is seen to arch.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        held = [
            i
            for i, check in enumerate(stretch.checks)
            if check.at in ("held", "always") and check.scored and check.view == "first"
        ]
        self._held = held
        self._needed = [i for i in held if stretch.checks[i].needed]
        self._main = self._main_index()
        before = self._main if self._main is not None else 0
        self._heeded = [i for i in held if i in self._needed or i < before]

    def look(self, time_s: float, results: Sequence[CheckResult]) -> Look:
        """Return the frame's look; all required checks have a value.

        Args:
            time_s: Time of the frame, seconds.
            results: One for each check of the stretch, in its order.
        """
        start: list[float] = []
        stay: list[float] = []
        wrong: str | None = None
        for i in self._heeded:
            result = results[i]
            outside, sigma = outside_band(result), result.sigma
            if (outside is None or sigma is None) and i not in self._needed:
                outside, sigma = NO_BAND, 0.0  # what is not known stops nothing
            if outside is None or sigma is None:
                raise ValueError(f"expected a value of {result.check}, got none; see `hidden`")
            margin = 0.0 if self.short(i, result) else MARGIN_SIGMAS * sigma
            start.append(outside - margin)
            stay.append(outside - max(WIDENED, margin))
            if wrong is None and outside > margin:
                wrong = fault(self._stretch, self._stretch.checks[i], too(result))
        return Look(time_s, tuple(start), tuple(stay), wrong)

    def short(self, index: int, result: CheckResult) -> bool:
        """Return whether a check is the main one and its value has not reached the entry.

        The entry is the lower end of the band, or the upper where it has no lower; where the band
        is around 0, such as that of standing upright, there is no depth to be shown.
        """
        if index != self._main or result.value is None:
            return False
        if not self._stretch.checks[index].has_depth:
            return False
        return too(result) == ("high" if result.low is None else "low")

    def hidden(self, results: Sequence[CheckResult]) -> str | None:
        """Return why a required check cannot be told, of the first one, or None."""
        for i in self._needed:
            if results[i].value is None:
                return results[i].reason
        return None

    def near(self, results: Sequence[CheckResult], before: bool = False) -> bool:
        """Return whether the person is in the position, as far as can be told.

        Every value that is known lies within `REACH` of its band; while the main one is not known,
        it is taken to be where it was.

        Args:
            results: One for each check of the stretch, in its order.
            before: Whether the person was in the position in the frame before.
        """
        if self._main is not None and results[self._main].value is None and not before:
            return False
        return all((outside_band(results[i]) or 0.0) <= REACH for i in self._held)

    def main_value(self, results: Sequence[CheckResult]) -> float | None:
        """Return the value that has to come to rest, or None.

        It is the plain measure's: who arches the back moves although the hip joint does not.
        """
        if self._main is None:
            return None
        result = results[self._main]
        return result.value if result.plain is None else result.plain

    @property
    def has_main(self) -> bool:
        """Whether there is an angle that has to come to rest before the clock starts."""
        return self._main is not None

    def _main_index(self) -> int | None:
        """The main check where the clock needs it, otherwise the first that it needs."""
        main: Check | None = self._stretch.main_check
        for i in self._needed:
            if self._stretch.checks[i] is main:
                return i
        return self._needed[0] if self._needed else None


def entering(before: Sequence[float], now: Sequence[float]) -> float:
    """Return the share of an interval after which the last value has come inside its limit.

    Between two frames values are taken to move evenly: seconds then do not depend on how many
    frames a camera gives.

    Args:
        before: How far each value is outside at the start, at least one above 0.
        now: The same at the end, none above 0.
    """
    return max(a / (a - b) for a, b in zip(before, now, strict=True) if a > 0)


def leaving(before: Sequence[float], now: Sequence[float]) -> float:
    """Return the share of an interval after which the first value has gone outside.

    Args:
        before: How far each value is outside at the start, none above 0.
        now: The same at the end, at least one above 0.
    """
    return min(a / (a - b) for a, b in zip(before, now, strict=True) if b > 0)
