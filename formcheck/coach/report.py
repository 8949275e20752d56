"""What the coach hands on: the verdict of one frame, and of a whole performance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.coach.check import Check
from formcheck.coach.overlay import JudgedWith
from formcheck.measure.measurement import Measurements
from formcheck.measure.positions import Position
from formcheck.pose.landmark import Side

Verdict = Literal["good", "good enough", "adjust", "can't tell"]
"""`good`: inside the target. `good enough`: outside by less than the error. `adjust`: outside by
more than the error. `can't tell`: there is no value, and the reason says why."""

VERDICTS: tuple[Verdict, ...] = ("good", "good enough", "adjust", "can't tell")

CueKind = Literal["view", "fault", "good", "wait"]
"""`view`: what is scored cannot be seen, because of the camera or because another movement is
done. `fault`: something to change. `good`: all is well,
keep on. `wait`: nothing is wrong, the person is on the way."""


@dataclass(frozen=True, slots=True)
class CheckResult:
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
    """

    check: str
    measurement: str
    verdict: Verdict
    value: float | None
    sigma: float | None
    low: float | None
    high: float | None
    reason: str | None
    cue: str | None
    plain: float | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """The one thing said at a time.

    Attributes:
        text: In the words of a coach.
        kind: See `CueKind`.
        check: Id of the check that it comes from, or None.
    """

    text: str
    kind: CueKind
    check: str | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The hold clock in one frame.

    Attributes:
        seconds: Good seconds of the present hold, or of the last one while waiting for the next.
        target_s: Seconds asked for.
        state: `waiting` for good form, `running`, `paused` while something is out of sight,
            `done` once the seconds asked for were reached (it goes on counting).
        why: Why it does not run, or None while it does.
        completed: Holds that have reached the target so far.
    """

    seconds: float
    target_s: float
    state: Literal["waiting", "running", "paused", "done"]
    why: str | None
    completed: int


@dataclass(frozen=True, slots=True)
class RepCount:
    """The repetition counter in one frame.

    Attributes:
        count: Repetitions so far.
        target: Repetitions asked for.
        end: At which end of the movement the person is in this frame, or None on the way between
            them and where it cannot be told.
    """

    count: int
    target: int
    end: Literal["top", "bottom"] | None


@dataclass(frozen=True, slots=True)
class FrameReport:
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
        looks_again: Whether the seconds or repetitions asked for are done, and the second view is
            asked for or being looked at.
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

    def result(self, check: Check) -> CheckResult | None:
        """Return what was found of a check of the stretch."""
        return next((result for result in self.checks if result.check == check.id), None)

    def verdict(self, check: Check) -> Verdict | None:
        """Return what to show of a check in this frame.

        None where it is not its turn: what is asked for at one end of a repetition is no fault
        at the other end, or on the way there.
        """
        found = self.result(check)
        if found is None or found.verdict == "can't tell":
            return "can't tell"
        if check.at in ("top", "bottom") and (self.reps is None or self.reps.end != check.at):
            return None
        return found.verdict

    @property
    def index(self) -> int:
        """Return the frame's number."""
        return self.measurements.index

    @property
    def time_s(self) -> float:
        """Return the frame's time in seconds."""
        return self.measurements.time_s


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold from the moment its form was good to its end.

    Attributes:
        start_s: Time of its first good second.
        end_s: Time of its end.
        seconds: Good seconds in it: pauses do not count.
        reached: Whether the seconds asked for were reached.
        ended_by: Why it ended, in words.
    """

    start_s: float
    end_s: float
    seconds: float
    reached: bool
    ended_by: str


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition.

    Attributes:
        start_s: Time at which it left the start position.
        bottom_s: Time of its deepest point.
        end_s: Time at which the start position was reached again.
        checks: The verdicts at its bottom and its top.
    """

    start_s: float
    bottom_s: float
    end_s: float
    checks: tuple[CheckResult, ...]


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """One check over a whole performance.

    Attributes:
        check: Id of the check.
        measure: The specification's words, such as `hip[worked]`; the preferred measure where it
            was judged by that most of the time.
        verdict: The verdict that fits the performance as a whole.
        value: Median of the value while it counted, or None.
        sigma: Its error, or None.
        low: Lower end of the target, or None.
        high: Upper end of the target, or None.
        shares: Share of the time that counted, for each verdict, 0..1.
        advice: What to change, what is well, or why it cannot be told; one sentence.
        why: Why the target is what it is.
        scored: False for what is shown for information and changes no verdict.
    """

    check: str
    measure: str
    verdict: Verdict
    value: float | None
    sigma: float | None
    low: float | None
    high: float | None
    shares: dict[Verdict, float]
    advice: str
    why: str
    scored: bool = True


@dataclass(frozen=True, slots=True)
class LostTime:
    """Seconds in which the person tried and the clock stood still.

    Attributes:
        why: The reason in words.
        seconds: How long in all.
    """

    why: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Guess:
    """One stretch that a clip may show.

    Attributes:
        stretch: Its id.
        name: Its name.
        confidence: How likely it is, 0..1; all known stretches add up to 1.
    """

    stretch: str
    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a clip shows.

    Attributes:
        guesses: Up to three stretches, the most likely first.
        position: The position of the body in most of the movement, or None where it is unknown.
        reason: Why it cannot be told, in words a person can act on, or None where it can.
    """

    guesses: tuple[Guess, ...]
    position: Position | None
    reason: str | None

    @property
    def sure(self) -> bool:
        """Return whether the clip may be judged by the first guess."""
        return self.reason is None


@dataclass(frozen=True, slots=True)
class Summary:
    """The verdict of a whole performance.

    Attributes:
        stretch: Id of the stretch.
        name: Name of the stretch.
        side: The worked leg, or None where both work or it was not known.
        verdict: `good`: the target was reached in good form. `good enough`: nothing to correct
            for certain, but shorter or less certain than asked for. `adjust`: something to
            change. `can't tell`: too little could be measured.
        headline: The verdict in one sentence.
        advice: The one thing to change next time, or None.
        held_s: Good seconds of all holds together, for holds.
        longest_s: Good seconds of the longest hold, for holds.
        target_s: Seconds asked for, for holds.
        holds: Every hold.
        reps: Every repetition.
        target_reps: Repetitions asked for, for repetitions.
        checks: One entry for each check, in the stretch's order.
        lost: Where seconds were lost, most first.
        unseen: What the camera could not tell, in words.
        judged_with: The overlays whose targets were used instead of the shipped ones.
    """

    stretch: str
    name: str
    side: Side | None
    verdict: Verdict
    headline: str
    advice: str | None
    held_s: float
    longest_s: float
    target_s: float | None
    holds: tuple[Hold, ...]
    reps: tuple[Rep, ...]
    target_reps: int | None
    checks: tuple[CheckSummary, ...]
    lost: tuple[LostTime, ...]
    unseen: tuple[str, ...]
    wrong: Position | None = None
    recognised: Recognition | None = None
    judged_with: tuple[JudgedWith, ...] = ()
