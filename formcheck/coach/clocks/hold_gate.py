"""One frame as the hold clock sees it: how far each required value is outside its limits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol, Self, TypeVar

from formcheck.coach.frame.elementwise import Flags, Values, larger, pick, smaller
from formcheck.coach.frame.fault_phrases import fault, goal_missed, just_short
from formcheck.coach.frame.judge import (
    NO_BAND,
    ROUNDING,
    outside_band,
    outside_of,
    tolerance,
    too,
)
from formcheck.coach.frame.report import CheckResult
from formcheck.coach.frame.score import GOAL_SLACK, beyond_goal, score_result, short_of_entry
from formcheck.coach.settings.coach import COACH
from formcheck.message import Message
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch

WIDENED: Final = COACH.hold.widened
DEPTH: Final = COACH.hold.depth
STRAIGHT: Final = 180.0
REACH: Final = COACH.hold.reach

TUCK, GOAL, NEARLY, LOW, HIGH = range(5)
"""What may be wrong with a check: the score's goal or its own is missed, it is short of its entry
by less than the error, too low, or too high."""


@dataclass(frozen=True, slots=True)
class Look:
    """One frame in which every required check could be told.

    Attributes:
        time_s: Time of the frame, seconds.
        start: For each check that can stop the clock, how far its value lies outside what the
            clock needs to start: the band and the error of the measurement, but no error at the
            entry of the main check beyond `ROUNDING`, since depth has to be shown, unless its
            target is one-sided. Where the stretch has a score, reaching its goal is as good as
            depth. 0 or below:
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
    fault: Message | None
    to_go: float | None = None

    @property
    def fit(self) -> bool:
        """Whether the clock may start."""
        return max(self.start, default=-1.0) <= 0

    @property
    def kept(self) -> bool:
        """Whether a clock that runs may go on."""
        return max(self.stay, default=-1.0) <= 0


Frame = TypeVar("Frame")
"""What a frame is known by: the results of its checks, or where it stands in columns."""


_Seen = TypeVar("_Seen", contravariant=True)


class Sees(Protocol[_Seen]):
    """Whoever tells the hold clock what there is to see in a frame; see `Observer`."""

    @property
    def has_main(self) -> bool:
        """Whether there is an angle that has to come to rest."""

    def hidden(self, results: _Seen) -> Message | None:
        """Return why a required check cannot be told, or None."""

    def look(self, time_s: float, results: _Seen) -> Look:
        """Return the frame's look."""

    def near(self, results: _Seen, before: bool = False) -> bool:
        """Return whether the person is in the position."""

    def main_value(self, results: _Seen) -> float | None:
        """Return the value that has to come to rest, or None."""


@dataclass(frozen=True, slots=True)
class GatePart:
    """What the hold clock has to know of one check, in one frame or in many at once.

    Attributes:
        outside: How far its value lies outside its band, in its unit.
        sigma: Standard deviation of its error.
        below: Whether it lies below its band.
        deeper: Whether the end on whose side it lies is the one that asks for more.
        short: Whether it is the main one and its value has not reached the entry.
        beyond: How far it is short of its goal; minus infinity without one.
        unmoved: How far somebody is from being deeper than they knelt tall; `NO_BAND` where that
            does not matter.
    """

    outside: Values
    sigma: Values
    below: Flags
    deeper: Flags
    short: Flags
    beyond: Values
    unmoved: Values

    @classmethod
    def unknown(cls) -> Self:
        """Return a check without a value: what is not known stops nothing."""
        return cls(NO_BAND, 0.0, False, False, False, -math.inf, NO_BAND)


def asks_depth(check: Check, low: float | None) -> bool:
    """Return whether kneeling tall is not enough for a check.

    Where the pelvis is seen, and is not tucked, kneeling tall is no stretch, whatever its angle
    reads. A target short of straight asks for no depth: kneeling tall is enough there.

    Args:
        check: The main check.
        low: Lower end of the band that it is judged by.
    """
    return not check.one_sided and check.goal is None and low is not None and low >= STRAIGHT


class Observer:
    """Knows which checks of a stretch the hold clock needs.

    Args:
        stretch: The stretch; its `clock_checks` are heeded.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._held = stretch.held_checks
        self._needed = list(stretch.clock_needs)
        self._main = stretch.clock_main
        self._heeded = stretch.clock_checks
        self._score = stretch.score_check

    def look(self, time_s: float, results: Sequence[CheckResult]) -> Look:
        """Return the frame's look; all required checks have a value.

        Args:
            time_s: Time of the frame, seconds.
            results: One for each check of the stretch, in its order.
        """
        start: list[float] = []
        stay: list[float] = []
        wrong: Message | None = None
        to_goal = self._to_goal(results)
        for i in self._heeded:
            result = results[i]
            if result.value is None and i in self._needed:
                raise ValueError(f"expected a value of {result.check}, got none; see `hidden`")
            begins, goes_on, fault_kind = self.gate(i, self._part(i, result), to_goal)
            start.append(begins)
            stay.append(goes_on)
            if wrong is None and begins > 0:
                wrong = self.wrong(i, fault_kind)
        return Look(time_s, tuple(start), tuple(stay), wrong, self.to_go(results))

    def gate(self, index: int, part: GatePart, to_goal: Values) -> tuple[Values, Values, Values]:
        """Return how far a check is outside what the clock needs to start and to go on.

        Args:
            index: Number of the check.
            part: What is known of it.
            to_goal: How far the score is from its goal; infinite where that cannot be told.

        Returns:
            Both distances as in `Look`, and what is wrong where the first is above 0: a number for
            `wrong`.
        """
        check, outside, short = self._stretch.checks[index], part.outside, part.short
        lenient = check.one_sided & part.deeper
        allowed = larger(ROUNDING, tolerance(part.sigma, lenient=lenient))
        allowed = pick(short & pick(lenient, False, True), ROUNDING, allowed)
        begins, goes_on = outside - allowed, outside - larger(WIDENED, allowed)
        kind = pick(short & (outside <= part.sigma), NEARLY, pick(part.below, LOW, HIGH))
        kind = pick(outside <= 0, GOAL, kind)
        if index != self._main:
            return begins, goes_on, kind
        # Depth or the tuck: either is enough.
        goal = pick(short, -math.inf, part.beyond)
        begins = larger(pick(short, smaller(begins, to_goal), begins), goal)
        goes_on = larger(
            pick(short, smaller(goes_on, to_goal - GOAL_SLACK), goes_on), goal - GOAL_SLACK
        )
        unmoved = pick((to_goal > 0) & (to_goal < math.inf), part.unmoved, NO_BAND)
        begins = larger(begins, unmoved)
        # A hold that began with the tuck stands on it as long as its slack allows.
        goes_on = larger(goes_on, smaller(unmoved - DEPTH / 2, to_goal - GOAL_SLACK))
        if self._score is not None:  # the tuck comes before depth
            kind = pick((to_goal < math.inf) & (short | (outside <= 0)), TUCK, kind)
        return begins, goes_on, kind

    def wrong(self, index: int, kind: int) -> Message:
        """Return what is wrong with a check, of a kind that `gate` gave."""
        stretch, check = self._stretch, self._stretch.checks[index]
        if kind == TUCK and self._score is not None:
            return goal_missed(stretch, self._score)
        if kind in (GOAL, TUCK):
            return goal_missed(stretch, check)
        if kind == NEARLY:
            return just_short(stretch, check)
        return fault(stretch, check, "low" if kind == LOW else "high")

    def _part(self, index: int, result: CheckResult) -> GatePart:
        """Return what is known of a check in one frame."""
        check, value, sigma = self._stretch.checks[index], result.value, result.sigma
        if value is None or sigma is None:
            return GatePart.unknown()
        below = too(result) == "low"
        return GatePart(
            outside=outside_of(value, result.low, result.high),
            sigma=sigma,
            below=below,
            deeper=check.deeper == ("low" if below else "high"),
            short=self.short(index, result),
            beyond=-math.inf if check.goal is None else beyond_goal(check, value),
            unmoved=NO_BAND
            if result.further is None or not asks_depth(check, result.low)
            else DEPTH - result.further,
        )

    def to_go(self, results: Sequence[CheckResult]) -> float | None:
        """Return how far the main value is from the entry of its band, in its unit, or None.

        While the tuck can be told it is None: with it little depth is enough, and without it the
        tuck is asked for and not depth.
        """
        if self._main is None or not self.short(self._main, results[self._main]):
            return None
        if not math.isinf(self._to_goal(results)):
            return None
        outside = outside_band(results[self._main])
        return outside if outside is not None and outside > ROUNDING else None

    def _to_goal(self, results: Sequence[CheckResult]) -> float:
        """Return how far the score is from its goal; infinite where that cannot be told."""
        score, check = score_result(self._stretch, results), self._stretch.score_check
        if score is None or check is None or score.value is None:
            return math.inf
        found: float = beyond_goal(check, score.value)
        return found

    def short(self, index: int, result: CheckResult) -> bool:
        """Return whether a check is the main one and its value has not reached the entry.

        The entry is the end that asks for more (`Check.entry`); where the band is around 0, such as
        that of standing upright, there is no depth to be shown.
        """
        if index != self._main or not self._stretch.checks[index].has_depth:
            return False
        return short_of_entry(result, self._stretch.checks[index].entry)

    def hidden(self, results: Sequence[CheckResult]) -> Message | None:
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
