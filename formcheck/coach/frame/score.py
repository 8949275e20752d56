"""The score of a hold: seconds with the tuck, and among them those at little depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.coach.frame.columns import CheckColumns, Numbers
from formcheck.coach.frame.elementwise import Flags, Values, pick
from formcheck.coach.frame.judge import ADJUST, NO_BAND, is_below, too
from formcheck.coach.frame.report import VERDICTS, CheckResult
from formcheck.coach.settings.coach import COACH
from formcheck.codes.states import Verdict
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch

GOAL_SLACK: Final = COACH.judging.goal_slack


def score_result(stretch: Stretch, results: Sequence[CheckResult]) -> CheckResult | None:
    """Return the result of the check that is the score, or None where the stretch has none."""
    if stretch.score is None:
        return None
    return next(result for result in results if result.check == stretch.score)


def depth_second(stretch: Stretch, results: tuple[CheckResult, ...]) -> tuple[CheckResult, ...]:
    """Return the results of a frame, where little depth is no fault while the goal is reached.

    Args:
        stretch: Its `score` names the check with the goal, its main check is the depth.
        results: One for each check, in the stretch's order.
    """
    score, main = score_result(stretch, results), stretch.main_check
    if score is None or not score.reached or main is None:
        return results
    return tuple(
        replace(result, verdict=Verdict.GOOD_ENOUGH, cue=None)
        if result.check == main.id
        and forgiven(main, VERDICTS.index(result.verdict), too(result) == "low", score.reached)
        else result
        for result in results
    )


class ScoreTime:
    """Adds up the good seconds of a performance by whether the goal was reached.

    Args:
        stretch: What is done.

    Attributes:
        known_s: Good seconds in which the score could be measured.
        reached_s: Good seconds in which its goal was reached.
        shallow_s: Those of them in which the main check was short of its entry.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self.known_s = 0.0
        self.reached_s = 0.0
        self.shallow_s = 0.0

    def add(self, seconds: float, results: Sequence[CheckResult]) -> None:
        """Take good seconds that the hold clock has counted up to this frame.

        Args:
            seconds: How many; 0 where the clock stands still.
            results: One for each check, in the stretch's order.
        """
        score = score_result(self._stretch, results)
        if score is None or score.reached is None or seconds <= 0:
            return
        self.known_s += seconds
        if not score.reached:
            return
        self.reached_s += seconds
        main = self._stretch.main_check
        depth = next((r for r in results if main is not None and r.check == main.id), None)
        if main is not None and depth is not None and short_of_entry(depth, main.entry):
            self.shallow_s += seconds

    def add_all(self, gained: Numbers, score: CheckColumns, short: Numbers) -> None:
        """Take the good seconds of all frames, as `add` takes those of each.

        Args:
            gained: Seconds that each frame adds.
            score: The check that is the score.
            short: Whether the main check is short of its entry.
        """
        known = (gained > 0) & ~np.isnan(score.reached)
        reached = known & (score.reached == 1)
        self.known_s = _sum(gained[known])
        self.reached_s = _sum(gained[reached])
        self.shallow_s = _sum(gained[reached & short])


def _sum(seconds: Numbers) -> float:
    """Add up one after the other, as frame by frame."""
    return float(np.cumsum(seconds)[-1]) if len(seconds) else 0.0


def beyond_goal(check: Check, value: Values) -> Values:
    """Return how far a value is short of a check's goal; 0 or below where it is reached."""
    if check.goal is None:
        return NO_BAND
    return value - check.goal if check.high is not None else check.goal - value


def short_of_entry(result: CheckResult, entry: str) -> bool:
    """Return whether a value lies outside its band at the end by which the band is reached."""
    if result.value is None:
        return False
    found: bool = is_short(result.value, result.low, result.high, entry)
    return found


def is_short(value: Values, low: float | None, high: float | None, entry: str) -> Flags:
    """Return whether a value lies outside a band at its entry; see `Check.entry`."""
    if entry == "low":
        return is_below(value, low)
    return False if high is None else value > high


def forgiven(main: Check, verdict: Values, below: Flags, reached: Flags) -> Flags:
    """Return whether little depth of the main check is no fault, since the goal is reached.

    Args:
        main: The main check.
        verdict: Number of its verdict in `VERDICTS`.
        below: Whether its value lies below its band.
        reached: Whether the goal of the score is reached.
    """
    at_entry = below if main.entry == "low" else pick(below, False, True)
    return reached & (verdict == ADJUST) & at_entry
