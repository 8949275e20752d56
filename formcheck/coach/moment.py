"""One moment judged on its own, as a still picture shows it: every check, and no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from formcheck.coach.coach import Coach, SideChoice
from formcheck.coach.frame.fault_phrases import fault
from formcheck.coach.frame.judge import too, unseen
from formcheck.coach.frame.report import CheckResult, Cue, FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.coach.summary.accumulator import Evidence
from formcheck.coach.summary.check_stats import Tally
from formcheck.coach.summary.check_words import CheckWords
from formcheck.coach.summary.summary import refuse
from formcheck.codes.coach import CheckCode, HeadlineCode, MomentCode, ViewCostCode
from formcheck.codes.states import CueKind, Verdict
from formcheck.measure.model.measurement import Measurements
from formcheck.message import Message
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import judged_with

SETTLED_S: Final = 8.0
"""Time, in seconds, for which a still picture is taken to last. It is longer than the longest dwell
time of another movement."""

STEP_S: Final = 0.1

NO_CHANGE: Final = Message(MomentCode.TAKES_A_CLIP)
NOT_ITS_END: Final = Message(MomentCode.NOT_ITS_END)
NO_TIME: Final = Message(MomentCode.NO_TIME)
GOOD: Final = Cue(Message(MomentCode.ALL_MET), CueKind.GOOD)


def judge_moment(
    frame: Measurements, stretch: Stretch, side: SideChoice = "auto"
) -> tuple[FrameReport, Summary]:
    """Judge one frame by itself.

    What needs time is not judged: the seconds of a hold, the count of repetitions, a change since
    the start pose. A check at one end of a repetition counts where the frame is at that end.

    Args:
        frame: What was measured.
        stretch: What is performed.
        side: The leg that is worked.

    Returns:
        The report of the frame, without a clock, and the verdict on it.
    """
    coach = Coach(stretch, side)
    # The coach has to see the view and the position for some time before it believes in them.
    for step in range(round(SETTLED_S / STEP_S) + 1):
        seen = coach.update(replace(frame, time_s=step * STEP_S))
    end = None if seen.reps is None else seen.reps.end
    pairs = zip(stretch.checks, seen.checks, strict=True)
    results = tuple(_in_its_turn(stretch, check, result, end) for check, result in pairs)
    report = FrameReport(
        frame, seen.worked, results, _cue(stretch, results), None, None, wrong=seen.wrong,
        aside=seen.aside,
    )  # fmt: skip
    if seen.wrong is not None:
        return report, refuse(stretch, seen.wrong)
    return report, _Words(stretch, results).summary(report)


def _in_its_turn(
    stretch: Stretch, check: Check, result: CheckResult, end: str | None
) -> CheckResult:
    """Return the result of a check, or that one frame at this end of a movement cannot show it."""
    at_end = check.at in ("top", "bottom")
    since_rest = stretch.reps is not None and stretch.reps.change
    if check.change or (at_end and since_rest):
        return unseen(check, result.measurement, NO_CHANGE)
    if at_end and check.at != end and result.value is not None:
        return unseen(check, result.measurement, NOT_ITS_END)
    return result


def _cue(stretch: Stretch, results: Sequence[CheckResult]) -> Cue:
    """Return the one thing to say: the first fault, or why what is needed cannot be told."""
    for i, result in enumerate(results):
        if result.cue is not None and stretch.may_change_verdict(i):
            return Cue(result.cue, CueKind.FAULT, result.check)
    for check, result in zip(stretch.checks, results, strict=True):
        if check.needed and result.reason is not None:
            return Cue(result.reason, CueKind.VIEW, check.id)
    return GOOD


class _Words:
    """The verdict on one moment, as that of a whole performance."""

    def __init__(self, stretch: Stretch, results: Sequence[CheckResult]) -> None:
        self.stretch, self.results = stretch, results
        self.tallies = [Tally() for _ in results]
        for tally, result in zip(self.tallies, results, strict=True):
            tally.add(result, 1.0)
        self.checks = CheckWords(stretch, self.tallies)
        self.aside: Message | None = None

    def _told_aside(self) -> tuple[Message, ...]:
        if self.aside is None:
            return ()
        return (Message(ViewCostCode.MOMENT_ASIDE, turn=self.aside),)

    def summary(self, report: FrameReport) -> Summary:
        self.aside = report.aside
        verdict, headline, advice = self._verdict()
        sided = self.stretch.worked_leg is not None or self.stretch.sides == "each"
        return Summary(
            stretch=self.stretch.id,
            name=self.stretch.name,
            side=report.worked if sided else None,
            verdict=verdict,
            headline=headline,
            advice=advice,
            held_s=0.0,
            longest_s=0.0,
            target_s=None,
            holds=(),
            reps=(),
            target_reps=None,
            checks=self.checks.summaries(),
            lost=(),
            unseen=(*self._told_aside(), *self.checks.unseen(), NO_TIME),
            judged_with=judged_with(self.stretch),
        )

    def _verdict(self) -> tuple[Verdict, Message, Message | None]:
        """Return verdict, headline and what to change."""
        checks = self.stretch.checks
        for i, result in enumerate(self.results):
            if result.verdict == Verdict.ADJUST and self.stretch.may_change_verdict(i):
                wrong = fault(self.stretch, checks[i], too(result))
                return Verdict.ADJUST, Message(MomentCode.FAULT, fault=wrong), result.cue
        for check, result in zip(checks, self.results, strict=True):
            if check.needed and result.reason is not None:
                why = result.reason
                return (
                    Verdict.CANT_TELL,
                    Message(HeadlineCode.NOTHING_TOLD, why=why, place=None),
                    None,
                )
        caps = Evidence(self.stretch).caps()
        for i in caps:
            if self.results[i].verdict == Verdict.CANT_TELL:
                what = self.checks.not_told(i)
                return Verdict.GOOD_ENOUGH, Message(MomentCode.NOTHING_WRONG, what=what), None
        if any(self.results[i].verdict == Verdict.GOOD_ENOUGH for i in caps):
            return Verdict.GOOD_ENOUGH, Message(CheckCode.NEAR_TARGET), self.aside
        return Verdict.GOOD, GOOD.message, None
