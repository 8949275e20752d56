"""What the coach hands on after each frame: verdicts, cue, clock and repetitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from formcheck.codes.states import ClockState, CueKind, Verdict
from formcheck.measure.model.measurement import Measurements
from formcheck.measure.posture.positions import Position
from formcheck.message import Message
from formcheck.pose.landmark import Side
from formcheck.shelf.compact import Compact
from formcheck.stretches.model.check import Check

VERDICTS: Final = tuple(Verdict)
"""The best first, and last the one that says nothing."""


@dataclass(frozen=True, slots=True)
class CheckResult(Compact):
    """The verdict of one check in one frame.

    Attributes:
        check: Id of the check in its stretch.
        measurement: Name of the measurement that was looked at, such as `hip_right`, or the
            specification's own words (`hip[worked]`) where the leg is not known.
        verdict: See `Verdict`.
        value: Measured value, or None.
        sigma: Standard deviation of its error, or None.
        low: Lower end of the target, or None.
        high: Upper end of the target, or None.
        reason: Why it cannot be told, or None.
        cue: What to do, where the verdict is `adjust`.
        plain: Where the preferred measure was looked at, the value of the plain one: an arching
            back moves the trunk-thigh angle while the hip joint's may stay where it is.
        goal: The value that was to be reached, or None.
        reached: Whether it was reached; None where there is no goal or no value.
        start: The same leg's value as the person stood or knelt tall before, or None
            (`formcheck.coach.watch.own_start`).
    """

    check: str
    measurement: str
    verdict: Verdict
    value: float | None
    sigma: float | None
    low: float | None
    high: float | None
    reason: Message | None
    cue: Message | None
    plain: float | None = None
    goal: float | None = None
    reached: bool | None = None
    start: float | None = None

    @property
    def further(self) -> float | None:
        """Return how much further than at their own start somebody is, in its unit, or None.

        This is what is shown and said everywhere as "further than where you started".
        """
        if self.value is None or self.start is None:
            return None
        return self.value - self.start


@dataclass(frozen=True, slots=True)
class Cue(Compact):
    """The one thing said at a time.

    Attributes:
        message: What is said.
        kind: See `CueKind`.
        check: Id of the check that it comes from, or None.
    """

    message: Message
    kind: CueKind
    check: str | None = None


@dataclass(frozen=True, slots=True)
class Clock(Compact):
    """The hold clock in one frame.

    Attributes:
        seconds: Good seconds of the present set: its holds together, broken ones too.
        target_s: Seconds asked for.
        state: `waiting` for good form, `running`, `paused` while something is out of sight,
            `done` once the seconds asked for were reached (it goes on counting).
        why: Why it does not run, or None while it does.
        completed: Sets that have reached the target so far.
        longest_s: Good seconds of the longest unbroken hold of the present set.
        to_go: How far the scored angle still has to go before the clock starts, in its unit; None
            where that is not what it waits for.
    """

    seconds: float
    target_s: float
    state: ClockState
    why: Message | None
    completed: int
    longest_s: float = 0.0
    to_go: float | None = None

    @property
    def rests(self) -> bool:
        """Return whether the set has reached its seconds, and the next has not begun."""
        return self.state == ClockState.WAITING and self.seconds >= self.target_s - 1e-6


@dataclass(frozen=True, slots=True)
class RepCount(Compact):
    """The repetition counter in one frame.

    Attributes:
        count: Repetitions so far.
        target: Repetitions asked for.
        end: At which end of the movement the person is in this frame, or None on the way between
            them, which ends where the angle comes to rest or turns, and where it cannot be told.
    """

    count: int
    target: int
    end: Literal["top", "bottom"] | None


@dataclass(frozen=True, slots=True)
class FrameReport(Compact):
    """Everything said about one frame.

    Attributes:
        measurements: What was measured, with the frame's index and time.
        worked: The leg that is judged, or None where it is not known or both are.
        checks: One result for each check of the stretch, in its order.
        cue: The one thing said, or None.
        clock: The hold clock, for holds.
        reps: The repetition counter, for repetitions.
        wrong: The position of another movement that is done instead of the stretch, while it
            lasts: nothing is scored then. None otherwise.
        other_leg: Whether it is the other leg's turn, where sides are led through: nothing is
            scored then either.
        looks_again: Whether the second view is asked for, or being looked at.
        aside: How to turn for the view that the stretch asks for, where the present one is aside of
            it and judged all the same, with wider errors; None otherwise.
    """

    measurements: Measurements
    worked: Side | None
    checks: tuple[CheckResult, ...]
    cue: Cue | None
    clock: Clock | None
    reps: RepCount | None
    wrong: Position | None = None
    other_leg: bool = False
    looks_again: bool = False
    aside: Message | None = None

    def result(self, check: Check) -> CheckResult | None:
        """Return what was found of a check of the stretch."""
        return next((result for result in self.checks if result.check == check.id), None)

    def verdict(self, check: Check) -> Verdict | None:
        """Return what to show of a check in this frame.

        None where it is not its turn: what is asked for at one end of a repetition is no fault
        at the other end, or on the way there, and a hold is over for whoever turns to the second
        view.
        """
        found = self.result(check)
        if found is None or found.verdict == Verdict.CANT_TELL:
            return Verdict.CANT_TELL
        if check.at in ("top", "bottom") and (self.reps is None or self.reps.end != check.at):
            return None
        turning = self.looks_again and self.clock is not None and self.clock.rests
        return None if turning and check.view == "first" else found.verdict

    @property
    def done(self) -> bool:
        """Return whether the seconds or repetitions are done, and no next hold has begun."""
        if self.clock is not None:
            return self.clock.state == ClockState.DONE or self.clock.rests
        return self.reps is not None and self.reps.count >= self.reps.target

    @property
    def index(self) -> int:
        """Return the frame's number."""
        return self.measurements.index

    @property
    def time_s(self) -> float:
        """Return the frame's time in seconds."""
        return self.measurements.time_s
