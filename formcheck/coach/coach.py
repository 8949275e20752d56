"""The coach: takes what was measured frame by frame, and says what there is to say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, Literal

from formcheck.coach.clocks.hold import HoldClock
from formcheck.coach.clocks.pace import GAP_S, Pace
from formcheck.coach.clocks.reps import RepCounter
from formcheck.coach.cues.candidates import (
    FEEDBACK_S,
    HINT_S,
    Situation,
    contradicted,
    cues,
    partial_feedback,
    rep_feedback,
    turn_round,
)
from formcheck.coach.cues.chooser import CueChooser
from formcheck.coach.frame.fault_phrases import (
    LEG_UNCLEAR,
    NOBODY,
    OTHER_LEG,
    looks_like,
    other_movement,
)
from formcheck.coach.frame.judge import judge, judge_value, look_up, unseen, worked_side
from formcheck.coach.frame.report import CheckResult, Clock, Cue, FrameReport, RepCount
from formcheck.coach.frame.score import depth_second
from formcheck.coach.frame.summary_model import Summary
from formcheck.coach.second_view import SecondLook
from formcheck.coach.summary.accumulator import Evidence
from formcheck.coach.summary.summary import refuse, summarise
from formcheck.coach.watch.start_pose import StartReference
from formcheck.coach.watch.viewpoint import Viewpoint
from formcheck.coach.watch.working_leg import LegWatch, WorkingLeg
from formcheck.coach.watch.wrong_movement import MovementWatch
from formcheck.codes.coach import CueCode, WhyCode
from formcheck.errors import UsageError
from formcheck.measure.model.measurement import Measurements
from formcheck.message import Message, authored
from formcheck.pose.landmark import SIDES, Side
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch

SideChoice = Literal["auto", "left", "right"]

_CHOICES: Final = ("auto", *SIDES)


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
        self._stretch = stretch
        self._declared: Side | None = None if side == "auto" else side
        self._viewpoint = Viewpoint(stretch.view, lying=stretch.position in ("prone", "supine"))
        self._start = StartReference(stretch)
        self._clock = HoldClock(stretch) if stretch.kind != "reps" else None
        self._counter = RepCounter(stretch, one_set=one_set) if stretch.kind == "reps" else None
        self._chooser = CueChooser()
        self._turn_round = turn_round(stretch)
        self._evidence = Evidence(stretch)
        self._second = SecondLook(stretch, self._evidence)
        self._movement = MovementWatch(stretch)
        self._legs = LegWatch(stretch, self._declared if insist else None)
        self._working = WorkingLeg()
        self._named: dict[Side, float] = {"left": 0.0, "right": 0.0}
        self._time: float | None = None
        self._pace = Pace()
        self._hinted = 0.0  # seconds for which the hint to turn round was shown
        self._feedback: tuple[Cue, float] | None = None  # on the last repetition, and until when
        self._partials = 0
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
        m = measurements
        step = 0.0 if self._time is None else max(0.0, m.time_s - self._time)
        self._time = m.time_s
        running = self._clock is not None and self._clock.running
        shown = worked_side(self._stretch, m, self._declared) if m.person else None
        worked = self._working.update(m, shown, holding=running)
        turn = self._viewpoint.update(m.time_s, m.view if m.person else None)
        looking = self._second.looks(m)
        self._start.update(m, worked, holding=running)
        # Whatever the frame stands for, a gap in the recording is not part of it.
        weight = min(step, GAP_S)
        self._pace.update(step)
        self._evidence.pace(step, slow=self._pace.slow)
        self._movement.update(m.posture if m.person else None, weight)
        self._legs.update(m, weight)
        results = self._judge(m, worked, turn, looking)
        hidden = self._hidden(m, worked, turn)
        clock: Clock | None = None
        count: RepCount | None = None
        if self._counter is not None:
            count = self._count(self._counter, m, worked, turn, results, weight)
        elif self._clock is not None:
            clock = self._clock.update(m.time_s, results, hidden)
            self._evidence.count(clock.seconds, results)
            if self._clock.counts:
                self._name(worked, weight)
            if self._clock.running:
                self._evidence.hold(results, weight)
            elif self._clock.counts:
                self._evidence.attempt(results, weight)
            elif m.person:
                self._evidence.rest(results, weight)
        self._evidence.see(hidden, results, weight, person=m.person, looking=looking)
        self._second.wait(weight, reached=self._reached(clock))
        cue = self._cue(m, worked, turn, results, clock, weight, looking)
        self._second.said(cue, weight, turned=turn is not None)
        wrong, other = self._movement.wrong, self._legs.wrong
        side, again = self._side(worked), self._second.under_way
        return FrameReport(m, side, results, cue, clock, count, wrong, other, again)

    def finish(self) -> Summary:
        """End the performance and return its summary; a second call returns the same."""
        if self._summary is None:
            if self._clock is not None:
                self._clock.finish()
                self._evidence.holds = self._clock.holds
                self._evidence.lost = self._clock.lost
            if self._counter is not None:
                self._counter.finish()
                self._evidence.reps = self._counter.reps
                self._evidence.partials = self._counter.partials
            other = self._movement.main
            if other is not None and not self._evidence.reached:
                self._summary = refuse(self._stretch, other)
            else:
                self._summary = summarise(self._evidence, self._side(None))
        return self._summary

    def _reached(self, clock: Clock | None) -> bool:
        """Whether the seconds or repetitions asked for are done."""
        if self._counter is not None:
            return self._counter.enough
        return clock is not None and clock.completed > 0

    def _judge(
        self, m: Measurements, worked: Side | None, turn: Message | None, looking: bool
    ) -> tuple[CheckResult, ...]:
        checks = self._stretch.checks
        if not m.person:
            reason = Message(CueCode.STEP_INTO_PICTURE)
            return tuple(unseen(check, check.measure, reason) for check in checks)
        if self._movement.wrong is not None:
            reason = looks_like(self._movement.wrong)
            return tuple(unseen(check, check.measure, reason) for check in checks)
        if self._legs.wrong:
            return tuple(unseen(check, check.measure, OTHER_LEG) for check in checks)
        results = []
        for check in checks:
            if check.view == "second":
                results.append(self._judge_second(check, m, worked, looking))
                continue
            if turn is not None and self._viewpoint.hides(check):
                name, _ = look_up(check.measure, m, worked)
                results.append(unseen(check, name, turn))
                continue
            result = self._judge_one(check, m, worked)
            advice = self._viewpoint.cut_off((check,)) if result.value is None else None
            # Of several reasons, being cut off comes first, in the words of the cue.
            results.append(result if advice is None else unseen(check, result.measurement, advice))
        return depth_second(self._stretch, tuple(results))

    def _judge_one(self, check: Check, m: Measurements, worked: Side | None) -> CheckResult:
        if not check.change:
            return judge(check, m, worked)
        name, measurement = look_up(check.measure, m, worked)
        return judge_value(check, name, self._start.change(check, measurement))

    def _judge_second(
        self, check: Check, m: Measurements, worked: Side | None, looking: bool
    ) -> CheckResult:
        second = self._stretch.second_view
        if looking or second is None or check.untold:
            return self._judge_one(check, m, worked)
        name, _ = look_up(check.measure, m, worked)
        return unseen(check, name, authored(second.say))

    def _hidden(self, m: Measurements, worked: Side | None, turn: Message | None) -> Message | None:
        """Why nothing in this frame can be judged, or None."""
        if not m.person:
            return NOBODY
        if self._movement.wrong is not None:
            return other_movement(self._movement.wrong)
        running = self._clock is not None and self._clock.running
        if self._legs.wrong or (self._legs.suspect and not running):
            return OTHER_LEG
        if turn is not None and any(
            check.needed and self._viewpoint.hides(check) for check in self._stretch.checks
        ):
            return Message(WhyCode.OTHER_VIEW, seen=self._viewpoint.seen)
        if worked is None and self._stretch.worked_leg is not None:
            return LEG_UNCLEAR
        return None

    def _count(
        self,
        counter: RepCounter,
        m: Measurements,
        worked: Side | None,
        turn: Message | None,
        results: Sequence[CheckResult],
        weight: float,
    ) -> RepCount:
        """Count repetitions, and prepare the remark on each once it has been judged."""
        target = self._stretch.reps
        angle = None
        unfit = self._movement.suspect or self._legs.suspect
        if m.person and turn is None and target is not None and not unfit:
            angle = self._start.rep_angle(target, m, worked)
        before = len(counter.reps)
        count = counter.update(m.time_s, angle, results)
        if len(counter.reps) > before:
            feedback = rep_feedback(counter.reps[-1], count.count, count.target)
            self._feedback = (feedback, m.time_s + FEEDBACK_S)
        elif len(counter.partials) > self._partials:
            self._feedback = (partial_feedback(counter.partials[-1]), m.time_s + FEEDBACK_S)
        self._partials = len(counter.partials)
        if counter.moving:
            self._name(worked, weight)
            self._evidence.attempt(results, weight)
        return count

    def _cue(
        self,
        m: Measurements,
        worked: Side | None,
        turn: Message | None,
        results: Sequence[CheckResult],
        clock: Clock | None,
        weight: float,
        looking: bool,
    ) -> Cue | None:
        near = m.view.near if m.view is not None else None
        far = self._stretch.view.near == "worked" and worked is not None and near is not None
        hint = self._turn_round if far and near != worked and turn is None else None
        fresh = self._feedback is not None and m.time_s < self._feedback[1]
        counter = self._counter
        situation = Situation(
            person=m.person,
            turn=turn,
            framing=self._viewpoint.framing(c for c in self._stretch.checks if c.needed),
            hint=hint,
            hint_first=self._hinted < HINT_S,
            trying=self._clock is not None and self._clock.trying,
            results=results,
            clock=clock,
            feedback=self._feedback[0] if fresh and self._feedback is not None else None,
            begun=counter is not None and (counter.moving or counter.count > 0),
            wrong=self._movement.wrong,
            legs=self._change_legs if self._legs.wrong else None,
            leaving=self._clock is not None and self._clock.resting,
            looking=looking and self._second.wanted,
            seen=looking and self._second.over,
            ask=self._second.ask,
            shown=self._chooser.shown,
            slow=self._pace.slow and self._clock is not None,
        )
        refuted = partial(contradicted, self._stretch, situation)
        found = [cue for cue in cues(self._stretch, situation) if not refuted(cue)]
        cue = self._chooser.choose(m.time_s, found, refuted)
        if cue == self._turn_round:
            self._hinted += weight
        return cue

    @property
    def _change_legs(self) -> Cue | None:
        if self._declared is None:
            return None
        role = self._stretch.worked_leg
        return Cue(Message(CueCode.CHANGE_LEGS, role=role, side=self._declared), "view")

    def _name(self, worked: Side | None, weight: float) -> None:
        if worked is not None:
            self._named[worked] += weight

    def _side(self, worked: Side | None) -> Side | None:
        """The name of the worked side: declared, or what most of the counted time says."""
        if self._stretch.worked_leg is None and self._stretch.sides != "each":
            return None
        if self._declared is not None:
            return self._declared
        if self._named["left"] == self._named["right"]:
            return worked
        return "left" if self._named["left"] > self._named["right"] else "right"
