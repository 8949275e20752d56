"""The coach: takes what was measured frame by frame, and says what there is to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from formcheck.coach.clocks.hold import HoldClock
from formcheck.coach.clocks.pace import GAP_S, Pace
from formcheck.coach.clocks.reps import RepCounter
from formcheck.coach.cues.candidates import Situation
from formcheck.coach.cues.giver import CueGiver
from formcheck.coach.frame.context import FrameContext
from formcheck.coach.frame.report import CheckResult, Clock, Cue, FrameReport, RepCount
from formcheck.coach.frame.summary_model import Summary
from formcheck.coach.second_view import SecondLook
from formcheck.coach.summary.accumulator import Evidence
from formcheck.coach.summary.summary import refuse, summarise
from formcheck.coach.watch.conditions import Conditions
from formcheck.codes.coach import CueCode
from formcheck.codes.states import CueKind
from formcheck.errors import UsageError
from formcheck.measure.model.measurement import Measurements
from formcheck.message import Message
from formcheck.pose.landmark import SIDES, Side
from formcheck.stretches.model.stretch import Stretch

SideChoice = Literal["auto", "left", "right"]

_CHOICES: Final = ("auto", *SIDES)


class SideVote:
    """Names the worked side: as it was declared, or as most of the counted time says.

    Args:
        stretch: What is done; without a side to it there is no name.
        declared: The side that the person says is worked, or None.
    """

    def __init__(self, stretch: Stretch, declared: Side | None) -> None:
        self._sided = stretch.worked_leg is not None or stretch.sides == "each"
        self.declared = declared
        self._seconds: dict[Side, float] = {"left": 0.0, "right": 0.0}

    def add(self, worked: Side | None, seconds: float) -> None:
        """Take in time that counts, with the leg that worked."""
        if worked is not None:
            self._seconds[worked] += seconds

    def name(self, worked: Side | None = None) -> Side | None:
        """Return the side, or None where there is none; `worked` decides between equals."""
        if not self._sided:
            return None
        left, right = self._seconds["left"], self._seconds["right"]
        if self.declared is not None or left == right:
            return self.declared or worked
        return "left" if left > right else "right"


class Coach:
    """Follows one performance of one stretch.

    Args:
        stretch: What is done.
        side: The side the person says is worked, or `auto`. It names the side in reports. Which
            leg is judged is decided by geometry in every frame, wherever the stretch gives the
            working leg a role.
        insist: Whether nothing counts while the other leg works than the one of `side`, as where
            sides are led through in turn.
        one_set: Whether no repetition counts beyond those asked for, as where sets are led through.

    Raises:
        UsageError: There is no such side.
    """

    def __init__(
        self,
        stretch: Stretch,
        side: SideChoice = "auto",
        *,
        insist: bool = False,
        one_set: bool = False,
    ) -> None:
        if side not in _CHOICES:
            raise UsageError(f"expected a side of {', '.join(_CHOICES)}, got {side!r}")
        declared: Side | None = None if side == "auto" else side
        self._conditions = Conditions(stretch, declared, insist=insist)
        self._side = SideVote(stretch, declared)
        self._clock = HoldClock(stretch) if stretch.kind != "reps" else None
        self._counter = RepCounter(stretch, one_set=one_set) if stretch.kind == "reps" else None
        self._giver = CueGiver(stretch)
        self._evidence = Evidence(stretch)
        self._second = SecondLook(stretch, self._evidence)
        self._time: float | None = None
        self._pace = Pace()
        self._summary: Summary | None = None

    def update(self, measurements: Measurements) -> FrameReport:
        """Take the next frame and return everything there is to say about it.

        Args:
            measurements: Frames come in the order of their times.

        Raises:
            UsageError: The performance has been finished.
        """
        if self._summary is not None:
            raise UsageError("expected frames before finish(); make a new Coach for the next clip")
        context = self._see(measurements)
        results = self._conditions.judge(context)
        hidden = self._conditions.hidden(context)
        count = self._count(context, results)
        clock = self._hold(context, results, hidden)
        self._evidence.see(
            hidden, results, context.weight_s, person=context.person, looking=context.looking
        )
        if context.person and not context.looking:
            self._evidence.times.views.add(context.turn, context.aside, context.weight_s)
        self._second.wait(context.weight_s, reached=self._reached(clock))
        cue = self._giver.give(context, self._situation(context, results, clock))
        self._second.said(cue, context.weight_s, turned=context.turn is not None)
        return FrameReport(
            measurements,
            self._side.name(context.worked),
            results,
            cue,
            clock,
            count,
            self._conditions.movement.wrong,
            self._conditions.legs.wrong,
            self._second.under_way,
            context.aside,
        )

    def finish(self) -> Summary:
        """End the performance and return its summary; a second call returns the same."""
        if self._summary is None:
            if self._clock is not None:
                self._clock.finish()
                self._evidence.done.holds = self._clock.holds
                self._evidence.done.lost = self._clock.lost
            if self._counter is not None:
                self._counter.finish()
                self._evidence.done.reps = self._counter.reps
                self._evidence.done.partials = self._counter.partials
            other = self._conditions.movement.main
            if other is not None and not self._evidence.reached:
                self._summary = refuse(self._evidence.stretch, other)
            else:
                self._summary = summarise(self._evidence, self._side.name())
        return self._summary

    def _see(self, m: Measurements) -> FrameContext:
        step = 0.0 if self._time is None else max(0.0, m.time_s - self._time)
        self._time = m.time_s
        self._pace.update(step)
        self._evidence.pace(step, slow=self._pace.slow)
        return self._conditions.see(
            m,
            holding=self._clock is not None and self._clock.running,
            looking=self._second.looks(m),
            # Whatever the frame stands for, a gap in the recording is not part of it.
            weight_s=min(step, GAP_S),
        )

    def _reached(self, clock: Clock | None) -> bool:
        """Whether the seconds or repetitions asked for are done."""
        if self._counter is not None:
            return self._counter.enough
        return clock is not None and clock.completed > 0

    def _hold(
        self, context: FrameContext, results: Sequence[CheckResult], hidden: Message | None
    ) -> Clock | None:
        """Run the hold clock, and note what the frame counts for."""
        if self._clock is None:
            return None
        clock = self._clock.update(context.time_s, results, hidden)
        self._evidence.count(clock.seconds, results)
        if self._clock.counts:
            self._side.add(context.worked, context.weight_s)
        if self._clock.running:
            self._evidence.hold(results, context.weight_s)
        elif self._clock.counts:
            self._evidence.attempt(results, context.weight_s)
        elif context.person:
            self._evidence.rest(results, context.weight_s)
        return clock

    def _count(self, context: FrameContext, results: Sequence[CheckResult]) -> RepCount | None:
        """Count repetitions."""
        counter = self._counter
        if counter is None:
            return None
        count = counter.update(context.time_s, self._conditions.rep_angle(context), results)
        self._giver.remarks.update(counter, count, context.time_s)
        if counter.moving:
            self._side.add(context.worked, context.weight_s)
            self._evidence.attempt(results, context.weight_s)
        return count

    def _situation(
        self, context: FrameContext, results: Sequence[CheckResult], clock: Clock | None
    ) -> Situation:
        counter, conditions = self._counter, self._conditions
        ask = self._second.ask
        return Situation(
            person=context.person,
            # Whoever is asked for the second view and stands aside of the first is on the way.
            turn=context.turn if ask is None else context.turn or context.aside,
            framing=conditions.framing(),
            hint=self._giver.hint(context),
            hint_first=self._giver.hint_first,
            trying=self._clock is not None and self._clock.trying,
            results=results,
            clock=clock,
            feedback=self._giver.remarks.fresh(context.time_s),
            begun=counter is not None and (counter.moving or counter.count > 0),
            wrong=conditions.movement.wrong,
            legs=self._change_legs if conditions.legs.wrong else None,
            leaving=self._clock is not None and self._clock.resting,
            looking=context.looking and self._second.wanted,
            seen=context.looking and self._second.over,
            ask=ask,
            shown=self._giver.shown,
            slow=self._pace.slow and self._clock is not None,
        )

    @property
    def _change_legs(self) -> Cue | None:
        if self._side.declared is None:
            return None
        role = self._evidence.stretch.worked_leg
        return Cue(Message(CueCode.CHANGE_LEGS, role=role, side=self._side.declared), CueKind.VIEW)
