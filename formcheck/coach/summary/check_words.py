"""What is said of each check after a performance, and of what could not be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from formcheck.coach.frame.fault_phrases import (
    HIP_FROM_BACK_MEASURES,
    HIP_OR_BACK,
    fault,
    half_sentence,
    part,
    sentence,
)
from formcheck.coach.frame.judge import parse
from formcheck.coach.frame.summary_model import CheckSummary
from formcheck.coach.summary.check_stats import Tally
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch

_PLACES: Final = {"side": "your side", "front": "the front", "above": "above"}


class CheckWords:
    """The checks of one performance.

    Args:
        stretch: What was done.
        tallies: What was counted of each of its checks, in their order.
    """

    def __init__(self, stretch: Stretch, tallies: Sequence[Tally]) -> None:
        self.stretch = stretch
        self.tallies = tallies

    def summaries(self) -> tuple[CheckSummary, ...]:
        """Return one entry for each check, in the stretch's order."""
        return tuple(map(self._check, self.stretch.checks, self.tallies))

    def unseen(self) -> tuple[str, ...]:
        """Return what the camera could not tell, in sentences."""
        found: dict[str, None] = {}  # keeps the order, and each once
        for i, tally in enumerate(self.tallies):
            if tally.verdict == "can't tell":
                check, told = self.stretch.checks[i], self.not_told(i)
                why = self._reason(check, tally)
                if check.untold and why:  # no camera tells it: that is the whole story
                    found[sentence(why)] = None
                elif not any(words.startswith(told) for words in found):
                    found[sentence(f"{told}: {half_sentence(why)}" if why else told)] = None
        found |= dict.fromkeys(map(sentence, self.stretch.cannot_see))
        return tuple(found)

    def not_told(self, index: int) -> str:
        """Return that a check could not be told, in words."""
        check = self.stretch.checks[index]
        if parse(check.measure).name in HIP_FROM_BACK_MEASURES and self._scores_hips():
            return HIP_OR_BACK
        return f"The {part(self.stretch, check)} could not be measured"

    def seen_from(self, check: Check) -> str:
        """Return from where the second view showed a check, in words, or nothing."""
        second = self.stretch.second_view
        if check.view == "first" or second is None:
            return ""
        return f"seen from {_PLACES[second.from_]}"

    def _check(self, check: Check, tally: Tally) -> CheckSummary:
        value, sigma = tally.middle()
        band = check.preferred if self._judged_by(check, tally) == check.prefer else check
        if tally.verdict == "adjust" and value is not None and _inside(band, value):
            # Wrong for a part of the time, as knees are at the bottom of a squat.
            value, sigma = tally.middle_of_wrong()
        return CheckSummary(
            check=check.id,
            measure=self._judged_by(check, tally),
            verdict=tally.verdict,
            value=value,
            sigma=sigma,
            low=band.low,
            high=band.high,
            shares=tally.shares,
            advice=sentence(self._check_advice(check, tally)),
            why=check.because,
            scored=self.stretch.may_change_verdict(self.stretch.checks.index(check)),
            goal=check.goal,
            seen_from=None if tally.verdict == "can't tell" else self.seen_from(check) or None,
        )

    def _judged_by(self, check: Check, tally: Tally) -> str:
        """Return what was looked at most of the time: the preferred measure or the plain one."""
        if check.prefer is not None and tally.mostly(parse(check.prefer).name):
            return check.prefer
        return check.measure

    def _check_advice(self, check: Check, tally: Tally) -> str:
        if tally.verdict == "can't tell":
            return self._reason(check, tally) or "There was no moment in which it counted"
        if not check.scored:
            return "Shown for information"
        if tally.verdict == "adjust":
            cue = check.cue_low if tally.end == "low" else check.cue_high
            return cue or fault(self.stretch, check, tally.end)
        middle = tally.middle()[0]
        if check.also is not None and middle is not None and check.also.holds(middle):
            return check.also.say
        words = "Inside the target"
        short = tally.verdict == "good enough" and check.goal is not None
        if short and middle is not None and _inside(check, middle):
            return f"Short of its goal, and no fault. {check.cue_goal or ''}".strip()
        if tally.verdict == "good enough":
            words = "On target as far as the measurement can tell"
        words += f", {seen}" if (seen := self.seen_from(check)) else ""
        if parse(self._judged_by(check, tally)).name == "hip_joint":
            words += ", without what the low back adds"
        elif parse(check.measure).name == "hip" and self._hip_or_back():
            # Depth may be the low back's: it is never praised while that is open.
            words += f". {HIP_OR_BACK}"
        return words

    def _reason(self, check: Check, tally: Tally) -> str | None:
        """Why a check could not be told, or None where there was nothing to tell."""
        second = self.stretch.second_view
        if tally.reason is None and check.view == "second" and second is not None:
            return f"The camera did not see you from {_PLACES[second.from_]}"
        return tally.reason

    def _scores_hips(self) -> bool:
        return any(parse(check.measure).name == "hip" for check in self.stretch.checks)

    def _hip_or_back(self) -> bool:
        """Whether the pelvis is asked for and could not be seen."""
        return any(
            parse(check.measure).name in HIP_FROM_BACK_MEASURES and tally.verdict == "can't tell"
            for check, tally in zip(self.stretch.checks, self.tallies, strict=True)
        )


def _inside(check: Check, value: float) -> bool:
    above = check.low is None or value >= check.low
    return above and (check.high is None or value <= check.high)
