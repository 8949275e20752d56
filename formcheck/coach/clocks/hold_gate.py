"""One frame as the hold clock sees it: how far each required value is outside its limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.coach.frame.fault_phrases import fault, just_short
from formcheck.coach.frame.judge import MARGIN_SIGMAS, NO_BAND, ROUNDING, outside_band, too
from formcheck.coach.frame.report import CheckResult
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
            entry of the main check beyond `ROUNDING`, since depth has to be shown. 0 or below:
            accepted.
        stay: The same for what it needs to go on: the band widened by `WIDENED`, or by the
            error of the measurement where that is larger, but by no more than `WIDENED` at the
            entry of the main check.
        fault: What is wrong with the first of these checks that is not accepted, or None.
        to_go: How far the main value is from the entry of its band, in its unit, or None.
    """

    time_s: float
    start: tuple[float, ...]
    stay: tuple[float, ...]
    fault: str | None
    to_go: float | None = None

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
        stretch: The stretch; its `clock_checks` are heeded.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._held = stretch.held_checks
        self._needed = [i for i in self._held if stretch.checks[i].needed]
        self._main = stretch.clock_main
        self._heeded = stretch.clock_checks

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
            short = self.short(i, result)
            margin = ROUNDING if short else max(ROUNDING, MARGIN_SIGMAS * sigma)
            start.append(outside - margin)
            stay.append(outside - max(WIDENED, margin))
            if wrong is None and outside > margin:
                check = self._stretch.checks[i]
                wrong = (
                    just_short(self._stretch, check)
                    if short and outside <= MARGIN_SIGMAS * sigma
                    else fault(self._stretch, check, too(result))
                )
        return Look(time_s, tuple(start), tuple(stay), wrong, self.to_go(results))

    def to_go(self, results: Sequence[CheckResult]) -> float | None:
        """Return how far the main value is from the entry of its band, in its unit, or None."""
        if self._main is None or not self.short(self._main, results[self._main]):
            return None
        outside = outside_band(results[self._main])
        return outside if outside is not None and outside > ROUNDING else None

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
