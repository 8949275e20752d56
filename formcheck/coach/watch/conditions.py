"""The conditions under which a frame is judged: view, leg, start pose, and the right movement."""

from __future__ import annotations

from dataclasses import replace

from formcheck.coach.clocks.pace import GAP_S, Pace
from formcheck.coach.frame.context import FrameContext, SeenCheck, SeenFrame
from formcheck.coach.frame.fault_phrases import (
    CHANGED_LEGS,
    LEG_UNCLEAR,
    NOBODY,
    OTHER_LEG,
    looks_like,
    other_movement,
)
from formcheck.coach.frame.judge import look_up, worked_side
from formcheck.coach.watch.kept_measure import CheckReader
from formcheck.coach.watch.start_pose import StartReference
from formcheck.coach.watch.viewpoint import SecondViewpoint, Viewpoint
from formcheck.coach.watch.working_leg import LegWatch, WorkingLeg
from formcheck.coach.watch.wrong_movement import MovementWatch
from formcheck.codes.coach import CueCode, WhyCode
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.message import Message, authored
from formcheck.pose.landmark import Side
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch


class Conditions:
    """Follows one performance, and says what each frame shows, as far as its conditions allow.

    Nothing here looks at where the bands of the checks lie: whoever moves a target has to judge
    anew, and not to look anew (`SeenFrame`).

    Args:
        stretch: What is done.
        declared: The side that the person says is worked, or None.
        insist: Whether nothing counts while the other leg works.

    Attributes:
        movement: Whether another movement is done than the stretch.
    """

    def __init__(self, stretch: Stretch, declared: Side | None, *, insist: bool) -> None:
        self._stretch = stretch
        self._declared = declared
        self._viewpoint = Viewpoint(stretch.view, lying=stretch.position in ("prone", "supine"))
        self._second = SecondViewpoint(stretch)
        self._start = StartReference(stretch)
        self._reader = CheckReader(stretch)
        self._working = WorkingLeg()
        self.movement = MovementWatch(stretch)
        self._legs = LegWatch(stretch, declared if insist else None)
        self._pace = Pace()

    def see(self, m: Measurements, *, holding: bool) -> SeenFrame:
        """Take the next frame and return what it shows.

        Args:
            m: What was measured in it.
            holding: Whether the hold clock runs.
        """
        context = self._context(m, holding=holding)
        reason = self._nothing_judged(context)
        checks = self._stretch.checks
        needed = (check for check in checks if check.needed)
        return SeenFrame(
            context,
            tuple(self._see_check(check, context) for check in checks)
            if reason is None
            else tuple(self._reader.hidden(check, reason, None) for check in checks),
            self._hidden(context),
            self._rep_angle(context),
            self._viewpoint.framing(needed),
            self.movement.wrong,
            self._legs.wrong,
            self._working.swayed or self._start.swayed or self._legs.suspect,
        )

    def _context(self, m: Measurements, *, holding: bool) -> FrameContext:
        self._pace.update(m.time_s)
        # Whatever the frame stands for, a gap in the recording is not part of it.
        weight_s = min(self._pace.step_s, GAP_S)
        shown = worked_side(self._stretch, m, self._declared) if m.person else None
        worked = self._working.update(m, shown, holding=holding)
        turn = self._viewpoint.update(m.time_s, m.view if m.person else None)
        self._start.update(m, worked, holding=holding)
        self._reader.update(m)
        self.movement.update(m.posture if m.person else None, weight_s)
        self._legs.update(m, weight_s)
        looking = self._second.looks(m)
        aside, pace = self._viewpoint.aside, self._pace
        return FrameContext(
            m, worked, turn, looking, holding, weight_s, aside, pace.step_s, pace.slow
        )

    def _hidden(self, context: FrameContext) -> Message | None:
        """Return why nothing in a frame can be judged, or None."""
        if not context.person:
            return NOBODY
        if self.movement.wrong is not None:
            return other_movement(self.movement.wrong)
        if self._legs.wrong or (self._legs.suspect and not context.holding):
            return OTHER_LEG
        if self._working.changed:
            return CHANGED_LEGS
        if context.turn is not None and any(
            check.needed and self._viewpoint.hides(check) for check in self._stretch.checks
        ):
            return Message(WhyCode.OTHER_VIEW, seen=self._viewpoint.seen)
        if context.worked is None and self._stretch.worked_leg is not None:
            return LEG_UNCLEAR
        return None

    def _rep_angle(self, context: FrameContext) -> float | None:
        """Return the angle by which repetitions are counted, or None where it cannot be told."""
        target = self._stretch.reps
        unfit = self.movement.suspect or self._legs.suspect
        if not context.person or context.turn is not None or target is None or unfit:
            return None
        return self._start.rep_angle(target, context.measurements, context.worked)

    def _nothing_judged(self, context: FrameContext) -> Message | None:
        if not context.person:
            return Message(CueCode.STEP_INTO_PICTURE)
        if self.movement.wrong is not None:
            return looks_like(self.movement.wrong)
        return OTHER_LEG if self._legs.wrong else None

    def _see_check(self, check: Check, context: FrameContext) -> SeenCheck:
        return self._reader.with_start(check, self._see_through(check, context))

    def _see_through(self, check: Check, context: FrameContext) -> SeenCheck:
        if check.view == "second":
            return self._see_second(check, context)
        if context.turn is not None and self._viewpoint.hides(check):
            return self._reader.hidden(check, context.turn, context)
        seen = self._see_one(check, context)
        if seen.measurement.value is None:
            # Of several reasons, being cut off comes first, in the words of the cue.
            advice = self._viewpoint.cut_off((check,))
            if advice is None:
                return seen
            return replace(seen, measurement=Measurement.unknown(advice), plain=None)
        if context.aside is not None and self._viewpoint.hides(check):
            return replace(seen, aside=True)
        return seen

    def _see_one(self, check: Check, context: FrameContext) -> SeenCheck:
        if not check.change:
            return self._reader.read(check, context)
        name, measurement = look_up(check.measure, context.measurements, context.worked)
        return SeenCheck(name, self._start.change(check, measurement, name))

    def _see_second(self, check: Check, context: FrameContext) -> SeenCheck:
        second = self._stretch.second_view
        if context.looking or second is None or check.untold:
            return self._see_one(check, context)
        name, _ = look_up(check.measure, context.measurements, context.worked)
        return SeenCheck(name, Measurement.unknown(authored(second.say)))
