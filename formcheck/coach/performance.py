"""Judges a performance frame by frame, from what each frame shows of it."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.coach.clocks.hold import HoldClock
from formcheck.coach.clocks.reps import RepCounter
from formcheck.coach.cues.candidates import Situation
from formcheck.coach.cues.giver import CueGiver
from formcheck.coach.frame.context import SeenFrame
from formcheck.coach.frame.judge import judge_seen
from formcheck.coach.frame.report import CheckResult, Clock, Cue, FrameReport, RepCount
from formcheck.coach.frame.score import depth_second
from formcheck.coach.frame.summary_model import Summary
from formcheck.coach.second_view import SecondLook
from formcheck.coach.summary.accumulator import Evidence
from formcheck.coach.summary.summary import refuse, summarise
from formcheck.codes.coach import CueCode
from formcheck.codes.states import CueKind
from formcheck.measure.posture.positions import Position
from formcheck.message import Message
from formcheck.pose.landmark import Side
from formcheck.stretches.model.stretch import Stretch


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


class Performance:
    """Judges one performance of one stretch: all that depends on where targets lie.

    Args:
        stretch: What is done.
        declared: The side that the person says is worked, or None.
        one_set: Whether no repetition counts beyond those asked for.
    """

    def __init__(
        self, stretch: Stretch, declared: Side | None = None, *, one_set: bool = False
    ) -> None:
        self._stretch = stretch
        self._side = SideVote(stretch, declared)
        self._clock: HoldClock[Sequence[CheckResult]] | None = (
            HoldClock(stretch) if stretch.kind != "reps" else None
        )
        self._counter = RepCounter(stretch, one_set=one_set) if stretch.kind == "reps" else None
        self._giver = CueGiver(stretch)
        self._evidence = Evidence(stretch)
        self._second = SecondLook(stretch, self._evidence)

    @property
    def holding(self) -> bool:
        """Whether the hold clock runs."""
        return self._clock is not None and self._clock.running

    def judge(self, seen: SeenFrame) -> FrameReport:
        """Take the next frame and return everything there is to say about it."""
        context = seen.context
        results = judge_checks(self._stretch, seen)
        count = self._count(seen, results)
        clock = self._hold(seen, results)
        self._evidence.note(seen, results)
        self._second.wait(context.weight_s, reached=self._reached(clock), looking=context.looking)
        cue = self._giver.give(context, self._situation(seen, results, clock))
        self._second.said(cue, context.weight_s, turned=context.turn is not None)
        return FrameReport(
            context.measurements,
            self._side.name(context.worked),
            results,
            cue,
            clock,
            count,
            seen.wrong,
            seen.other_leg,
            self._second.under_way,
            context.aside,
        )

    def finish(self, other: Position | None) -> Summary:
        """End the performance and return its summary.

        Args:
            other: The other movement that made up more of it than the stretch, or None.
        """
        if self._clock is not None:
            self._clock.finish()
            self._evidence.done.holds = self._clock.holds
            self._evidence.done.lost = self._clock.lost
        if self._counter is not None:
            self._counter.finish()
            self._evidence.done.reps = self._counter.reps
            self._evidence.done.partials = self._counter.partials
        return conclude(self._evidence, self._side, other)

    def _reached(self, clock: Clock | None) -> bool:
        """Whether the seconds or repetitions asked for are done."""
        if self._counter is not None:
            return self._counter.enough
        return clock is not None and clock.completed > 0

    def _hold(self, seen: SeenFrame, results: Sequence[CheckResult]) -> Clock | None:
        """Run the hold clock, and note what the frame counts for."""
        if self._clock is None:
            return None
        context = seen.context
        clock = self._clock.update(context.time_s, results, seen.hidden)
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

    def _count(self, seen: SeenFrame, results: Sequence[CheckResult]) -> RepCount | None:
        """Count repetitions."""
        counter, context = self._counter, seen.context
        if counter is None:
            return None
        count = counter.update(context.time_s, seen.rep_angle, results)
        self._giver.remarks.update(counter, count, context.time_s)
        if counter.moving:
            self._side.add(context.worked, context.weight_s)
            self._evidence.attempt(results, context.weight_s)
        return count

    def _situation(
        self, seen: SeenFrame, results: Sequence[CheckResult], clock: Clock | None
    ) -> Situation:
        counter, context = self._counter, seen.context
        ask = self._second.ask
        return Situation(
            person=context.person,
            # Whoever is asked for the second view and stands aside of the first is on the way.
            turn=context.turn if ask is None else context.turn or context.aside,
            framing=seen.framing,
            hint=self._giver.hint(context),
            hint_first=self._giver.hint_first,
            trying=self._clock is not None and self._clock.trying,
            results=results,
            clock=clock,
            feedback=self._giver.remarks.fresh(context.time_s),
            begun=counter is not None and (counter.moving or counter.count > 0),
            wrong=seen.wrong,
            legs=self._change_legs if seen.other_leg else None,
            leaving=self._clock is not None and self._clock.resting,
            looking=context.looking and self._second.wanted,
            seen=context.looking and self._second.over,
            ask=ask,
            shown=self._giver.shown,
            slow=context.slow and self._clock is not None,
        )

    @property
    def _change_legs(self) -> Cue | None:
        if self._side.declared is None:
            return None
        role = self._stretch.worked_leg
        return Cue(Message(CueCode.CHANGE_LEGS, role=role, side=self._side.declared), CueKind.VIEW)


def judge_checks(stretch: Stretch, seen: SeenFrame) -> tuple[CheckResult, ...]:
    """Return one result for each check of a stretch, in its order."""
    pairs = zip(stretch.checks, seen.checks, strict=True)
    return depth_second(stretch, tuple(judge_seen(check, shown) for check, shown in pairs))


def conclude(evidence: Evidence, side: SideVote, other: Position | None) -> Summary:
    """Return the summary of a performance that is over.

    Args:
        evidence: All that was gathered, with its holds or repetitions.
        side: Knows the side that was worked.
        other: The other movement that made up more of it than the stretch, or None.
    """
    if other is not None and not evidence.reached:
        return refuse(evidence.stretch, other)
    return summarise(evidence, side.name())
