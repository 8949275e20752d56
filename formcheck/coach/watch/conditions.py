"""The conditions under which a frame is judged: view, leg, start pose, and the right movement."""

from __future__ import annotations

from dataclasses import replace

from formcheck.coach.frame.context import FrameContext
from formcheck.coach.frame.fault_phrases import (
    LEG_UNCLEAR,
    NOBODY,
    OTHER_LEG,
    looks_like,
    other_movement,
)
from formcheck.coach.frame.judge import judge, judge_value, look_up, unseen, worked_side
from formcheck.coach.frame.report import CheckResult
from formcheck.coach.frame.score import depth_second
from formcheck.coach.watch.own_start import OwnStart
from formcheck.coach.watch.start_pose import StartReference
from formcheck.coach.watch.viewpoint import Viewpoint
from formcheck.coach.watch.working_leg import LegWatch, WorkingLeg
from formcheck.coach.watch.wrong_movement import MovementWatch
from formcheck.codes.coach import CueCode, WhyCode
from formcheck.codes.states import Verdict
from formcheck.measure.model.measurement import Measurements
from formcheck.message import Message, authored
from formcheck.pose.landmark import Side
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch


class Conditions:
    """Follows one performance, and judges each frame as far as its conditions allow.

    Args:
        stretch: What is done.
        declared: The side that the person says is worked, or None.
        insist: Whether nothing counts while the other leg works.

    Attributes:
        movement: Whether another movement is done than the stretch.
        legs: Whether the other leg works than the one whose turn it is.
    """

    def __init__(self, stretch: Stretch, declared: Side | None, *, insist: bool) -> None:
        self._stretch = stretch
        self._declared = declared
        self._viewpoint = Viewpoint(stretch.view, lying=stretch.position in ("prone", "supine"))
        self._start = StartReference(stretch)
        self._own = OwnStart(stretch)
        self._working = WorkingLeg()
        self.movement = MovementWatch(stretch)
        self.legs = LegWatch(stretch, declared if insist else None)

    def see(
        self, m: Measurements, *, holding: bool, looking: bool, weight_s: float
    ) -> FrameContext:
        """Take the next frame and return it with its conditions.

        Args:
            m: What was measured in it.
            holding: Whether the hold clock runs.
            looking: Whether the camera sees the second view.
            weight_s: How long the frame stands for, seconds.
        """
        shown = worked_side(self._stretch, m, self._declared) if m.person else None
        worked = self._working.update(m, shown, holding=holding)
        turn = self._viewpoint.update(m.time_s, m.view if m.person else None)
        self._start.update(m, worked, holding=holding)
        self._own.update(m)
        self.movement.update(m.posture if m.person else None, weight_s)
        self.legs.update(m, weight_s)
        aside = self._viewpoint.aside
        return FrameContext(m, worked, turn, looking, holding, weight_s, aside)

    def judge(self, context: FrameContext) -> tuple[CheckResult, ...]:
        """Return one result for each check of the stretch, in its order."""
        checks = self._stretch.checks
        reason = self._nothing_judged(context)
        if reason is not None:
            return tuple(unseen(check, check.measure, reason) for check in checks)
        results = tuple(self._judge_check(check, context) for check in checks)
        return depth_second(self._stretch, self._own.beside(results))

    def hidden(self, context: FrameContext) -> Message | None:
        """Return why nothing in a frame can be judged, or None."""
        if not context.person:
            return NOBODY
        if self.movement.wrong is not None:
            return other_movement(self.movement.wrong)
        if self.legs.wrong or (self.legs.suspect and not context.holding):
            return OTHER_LEG
        if context.turn is not None and any(
            check.needed and self._viewpoint.hides(check) for check in self._stretch.checks
        ):
            return Message(WhyCode.OTHER_VIEW, seen=self._viewpoint.seen)
        if context.worked is None and self._stretch.worked_leg is not None:
            return LEG_UNCLEAR
        return None

    def rep_angle(self, context: FrameContext) -> float | None:
        """Return the angle by which repetitions are counted, or None where it cannot be told."""
        target = self._stretch.reps
        unfit = self.movement.suspect or self.legs.suspect
        if not context.person or context.turn is not None or target is None or unfit:
            return None
        return self._start.rep_angle(target, context.measurements, context.worked)

    def framing(self) -> Message | None:
        """Return how to get all that counts into the picture, or None."""
        return self._viewpoint.framing(check for check in self._stretch.checks if check.needed)

    def _nothing_judged(self, context: FrameContext) -> Message | None:
        if not context.person:
            return Message(CueCode.STEP_INTO_PICTURE)
        if self.movement.wrong is not None:
            return looks_like(self.movement.wrong)
        return OTHER_LEG if self.legs.wrong else None

    def _judge_check(self, check: Check, context: FrameContext) -> CheckResult:
        m, worked = context.measurements, context.worked
        if check.view == "second":
            return self._judge_second(check, context)
        if context.turn is not None and self._viewpoint.hides(check):
            name, _ = look_up(check.measure, m, worked)
            return unseen(check, name, context.turn)
        result = self._judge_one(check, context)
        if (
            context.aside is not None
            and result.verdict == Verdict.GOOD
            and self._viewpoint.hides(check)
        ):
            # Inside its target, as far as a view from aside can tell.
            result = replace(result, verdict=Verdict.GOOD_ENOUGH)
        advice = self._viewpoint.cut_off((check,)) if result.value is None else None
        # Of several reasons, being cut off comes first, in the words of the cue.
        return result if advice is None else unseen(check, result.measurement, advice)

    def _judge_one(self, check: Check, context: FrameContext) -> CheckResult:
        m, worked = context.measurements, context.worked
        if not check.change:
            return judge(check, m, worked)
        name, measurement = look_up(check.measure, m, worked)
        return judge_value(check, name, self._start.change(check, measurement, name))

    def _judge_second(self, check: Check, context: FrameContext) -> CheckResult:
        second = self._stretch.second_view
        if context.looking or second is None or check.untold:
            return self._judge_one(check, context)
        name, _ = look_up(check.measure, context.measurements, context.worked)
        return unseen(check, name, authored(second.say))
