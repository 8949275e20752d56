"""What is known after a performance: its holds, repetitions, checks and verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formcheck.coach.frame.readings import TrialReading
from formcheck.coach.frame.report import CheckResult
from formcheck.codes.states import Verdict
from formcheck.measure.posture.positions import Position
from formcheck.message import Message
from formcheck.pose.landmark import Side
from formcheck.stretches.model.target_overlay import JudgedWith

LEAST_TUCK_S: Final = 1.0
"""Seconds with the tuck from which on they are said."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold from the moment its form was good to its end.

    Attributes:
        start_s: Time of its first good second.
        end_s: Time of its end.
        seconds: Good seconds in it: pauses do not count.
        reached: Whether the set had reached the seconds asked for when it ended.
        ended_by: Why it ended.
    """

    start_s: float
    end_s: float
    seconds: float
    reached: bool
    ended_by: Message


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
        value: Median of the value while it counted, or None; of what is in order that of the hold,
            where most of the time that counted was one. Where it is inside the target and the check
            was wrong for a part of the time, the median of that part.
        sigma: Its error, or None.
        low: Lower end of the target, or None.
        high: Upper end of the target, or None.
        shares: Share of the time that counted, for each verdict, 0..1.
        advice: What to change, what is well, or why it cannot be told.
        why: Why the target is what it is.
        scored: False for what is shown for information and changes no verdict.
        goal: The value that was to be reached, or None.
        further: How much further than where the person started it was, in its unit, or None: the
            median while it counted (`CheckResult.further`).
        seen_from: From where the second view showed it, or None for
            what belongs to the first view or was not told.
    """

    check: str
    measure: str
    verdict: Verdict
    value: float | None
    sigma: float | None
    low: float | None
    high: float | None
    shares: dict[Verdict, float]
    advice: Message
    why: Message
    scored: bool = True
    seen_from: Message | None = None
    goal: float | None = None
    further: float | None = None


def tuck_is_told(seconds: float | None) -> bool:
    """Return whether seconds with the tuck are said at all: "0 s tucked" would only puzzle.

    Args:
        seconds: How many, or None where they could not be measured.
    """
    return seconds is not None and seconds >= LEAST_TUCK_S


@dataclass(frozen=True, slots=True)
class LostTime:
    """Seconds in which the person tried and the clock stood still.

    Attributes:
        why: The reason.
        seconds: How long in all.
    """

    why: Message
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
        reason: Why it cannot be told, or None where it can.
        siblings: The other stretches that the clip may as well show, where it is sure only together
            with them, and the first guess is taken for the likelier one. Empty where the first
            guess is sure alone.
    """

    guesses: tuple[Guess, ...]
    position: Position | None
    reason: Message | None
    siblings: tuple[Guess, ...] = ()

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
        headline: The verdict in one sentence, without its full stop.
        advice: The one thing to change next time, or None.
        held_s: Good seconds of all holds together, for holds: the one number that every page, file
            and history shows.
        longest_s: Good seconds of the longest unbroken hold, for holds; said beside the other.
        target_s: Seconds asked for, for holds.
        holds: Every hold.
        reps: Every repetition.
        target_reps: Repetitions asked for, for repetitions.
        checks: One entry for each check, in the stretch's order.
        lost: Where seconds were lost, most first.
        unseen: What the camera could not tell.
        judged_with: The overlays whose targets were used instead of the shipped ones.
        tucked_s: Good seconds in which the goal of the stretch's score was reached; None where the
            stretch has no score, or it could not be measured.
        shallow_s: Those of them at less depth than the main target asks for.
        readings: What each go of a test read; none of another stretch.
        further: How much further than where the person started the main angle was, in its unit,
            where it was held for long enough to be said (`CheckSummary.further`); or None.
    """

    stretch: str
    name: str
    side: Side | None
    verdict: Verdict
    headline: Message
    advice: Message | None
    held_s: float
    longest_s: float
    target_s: float | None
    holds: tuple[Hold, ...]
    reps: tuple[Rep, ...]
    target_reps: int | None
    checks: tuple[CheckSummary, ...]
    lost: tuple[LostTime, ...]
    unseen: tuple[Message, ...]
    wrong: Position | None = None
    recognised: Recognition | None = None
    judged_with: tuple[JudgedWith, ...] = ()
    tucked_s: float | None = None
    shallow_s: float | None = None
    readings: tuple[TrialReading, ...] = ()
    further: float | None = None
