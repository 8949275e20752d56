"""What is said of each check after a performance, and of what could not be told."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.coach.frame.fault_phrases import (
    HIP_FROM_BACK_MEASURES,
    HIP_OR_BACK,
    fault,
    part_role,
)
from formcheck.coach.frame.judge import parse
from formcheck.coach.frame.summary_model import CheckSummary
from formcheck.coach.summary.check_stats import Tally
from formcheck.codes.coach import CheckCode, WhyCode
from formcheck.codes.states import Verdict
from formcheck.message import Message, authored
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch


class CheckWords:
    """The checks of one performance.

    Args:
        stretch: What was done.
        tallies: What was counted of each of its checks, in their order.
        shown: What the shown values are taken from; the same by default.
    """

    def __init__(
        self, stretch: Stretch, tallies: Sequence[Tally], shown: Sequence[Tally] | None = None
    ) -> None:
        self.stretch = stretch
        self.tallies = tallies
        self.shown = tallies if shown is None else shown
        self._told: tuple[CheckSummary, ...] | None = None

    def summaries(self) -> tuple[CheckSummary, ...]:
        """Return one entry for each check, in the stretch's order."""
        if self._told is None:
            self._told = tuple(map(self._check, self.stretch.checks, self.tallies, self.shown))
        return self._told

    def unseen(self) -> tuple[Message, ...]:
        """Return what the camera could not tell."""
        found: dict[Message, None] = {}  # keeps the order, and each once
        for i, tally in enumerate(self.tallies):
            if tally.verdict == Verdict.CANT_TELL:
                check, told = self.stretch.checks[i], self.not_told(i)
                why = self._reason(check, tally)
                if check.untold and why:  # no camera tells it: that is the whole story
                    found[why] = None
                elif all(one.get("what") != told for one in found):
                    found[Message(CheckCode.NOT_TOLD, what=told, why=why)] = None
        found |= dict.fromkeys(map(authored, self.stretch.cannot_see))
        return tuple(found)

    def not_told(self, index: int) -> Message:
        """Return that a check could not be told."""
        check = self.stretch.checks[index]
        measure = parse(check.measure).name
        if measure in HIP_FROM_BACK_MEASURES and self._scores_hips():
            return HIP_OR_BACK
        role = part_role(self.stretch, check)
        return Message(CheckCode.NOT_MEASURED, measure=measure, role=role)

    def seen_from(self, check: Check) -> Message | None:
        """Return from where the second view showed a check, or None for the first view."""
        second = self.stretch.second_view
        if check.view == "first" or second is None:
            return None
        return Message(CheckCode.SEEN_FROM, place=second.from_)

    def _check(self, check: Check, tally: Tally, shown: Tally) -> CheckSummary:
        value, sigma = shown.middle()
        middle = value
        measure = self._judged_by(check, shown)
        band = check.preferred if measure == check.prefer else check
        if tally.verdict == Verdict.ADJUST and value is not None and _inside(band, value):
            # Wrong for a part of the time, as knees are at the bottom of a squat.
            value, sigma = tally.middle_of_wrong()
        return CheckSummary(
            check=check.id,
            measure=measure,
            verdict=tally.verdict,
            value=value,
            sigma=sigma,
            low=band.low,
            high=band.high,
            shares=tally.shares,
            advice=self._check_advice(check, tally, middle, measure),
            why=band.reason,
            scored=self.stretch.may_change_verdict(self.stretch.checks.index(check)),
            goal=check.goal,
            further=shown.middle_of_further(),
            seen_from=None if tally.verdict == Verdict.CANT_TELL else self.seen_from(check),
        )

    def _judged_by(self, check: Check, tally: Tally) -> str:
        """Return what was looked at most of the time: the preferred measure or the plain one."""
        if check.prefer is not None and tally.mostly(parse(check.prefer).name):
            return check.prefer
        return check.measure

    def _check_advice(
        self, check: Check, tally: Tally, middle: float | None, measure: str
    ) -> Message:
        if tally.verdict == Verdict.CANT_TELL:
            return self._reason(check, tally) or Message(WhyCode.NEVER_COUNTED)
        if not check.scored:
            return Message(CheckCode.FOR_INFORMATION)
        if tally.verdict == Verdict.ADJUST:
            return check.cue(tally.end) or fault(self.stretch, check, tally.end)
        near = tally.verdict == Verdict.GOOD_ENOUGH
        if check.also is not None and middle is not None and check.also.holds(middle):
            return authored(check.also.say)
        short = near and check.goal is not None
        if short and middle is not None and _inside(check, middle):
            cue = None if check.cue_goal is None else authored(check.cue_goal)
            return Message(CheckCode.NO_FAULT_BUT_SHORT, cue=cue)
        without_back = parse(measure).name == "hip_joint"
        # Depth may be the low back's: it is never praised while that is open.
        doubtful = parse(check.measure).name == "hip" and self._hip_or_back()
        return Message(
            CheckCode.NEAR_TARGET if near else CheckCode.ON_TARGET,
            seen=self.seen_from(check),
            without_back=without_back,
            and_also=HIP_OR_BACK if doubtful and not without_back else None,
        )

    def _reason(self, check: Check, tally: Tally) -> Message | None:
        """Why a check could not be told, or None where there was nothing to tell."""
        second = self.stretch.second_view
        if tally.reason is None and check.view == "second" and second is not None:
            return Message(WhyCode.SECOND_VIEW_NOT_SEEN, place=second.from_)
        return tally.reason

    def _scores_hips(self) -> bool:
        return any(parse(check.measure).name == "hip" for check in self.stretch.checks)

    def _hip_or_back(self) -> bool:
        """Whether the pelvis is asked for and could not be seen."""
        return any(
            parse(check.measure).name in HIP_FROM_BACK_MEASURES
            and tally.verdict == Verdict.CANT_TELL
            for check, tally in zip(self.stretch.checks, self.tallies, strict=True)
        )


def _inside(check: Check, value: float) -> bool:
    above = check.low is None or value >= check.low
    return above and (check.high is None or value <= check.high)
