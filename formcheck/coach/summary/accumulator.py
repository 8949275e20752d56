"""What a performance leaves behind for its summary."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from formcheck.coach.frame.columns import CheckColumns, Numbers
from formcheck.coach.frame.context import SeenFrame
from formcheck.coach.frame.fault_phrases import HIP_FROM_BACK_MEASURES
from formcheck.coach.frame.judge import parse
from formcheck.coach.frame.readings import ReadingTaker
from formcheck.coach.frame.report import CheckResult
from formcheck.coach.frame.score import ScoreTime
from formcheck.coach.frame.summary_model import Hold, LostTime, Rep
from formcheck.coach.summary.check_stats import MOSTLY, SELDOM, Tally
from formcheck.codes.coach import ViewCostCode
from formcheck.codes.states import Verdict
from formcheck.message import Message
from formcheck.stretches.model.stretch import Stretch

LEAST_TOLD_S: Final = 1.0
"""Seconds below which what a view cost is not worth a sentence."""


@dataclass(slots=True)
class ViewCost:
    """What it cost that the camera saw the person from elsewhere than the stretch asks for.

    Attributes:
        hidden_s: Seconds that could not be judged for it.
        aside_s: Seconds that were judged with wider errors, good enough at best.
        turns: For each way to turn, how long it was the one that mends it, seconds.
    """

    hidden_s: float = 0.0
    aside_s: float = 0.0
    turns: dict[Message, float] = field(default_factory=dict)

    def add(self, turn: Message | None, aside: Message | None, seconds: float) -> None:
        """Note a frame.

        Args:
            turn: How to turn where nothing can be judged for the view, or None.
            aside: The same where it is judged all the same, or None.
            seconds: How long the frame stands for.
        """
        way = turn or aside
        if way is None:
            return
        self.turns[way] = self.turns.get(way, 0.0) + seconds
        if turn is None:
            self.aside_s += seconds
        else:
            self.hidden_s += seconds

    @property
    def remedy(self) -> Message | None:
        """Return how to turn, as it was true for longest, or None where the view was fit."""
        return max(self.turns, key=lambda way: self.turns[way], default=None)

    @property
    def told(self) -> tuple[Message, ...]:
        """Return what is to be said of it: each cost of a second or more, with its remedy."""
        costs = (
            (ViewCostCode.NOT_JUDGED, self.hidden_s),
            (ViewCostCode.JUDGED_ASIDE, self.aside_s),
        )
        return tuple(
            Message(code, seconds=round(seconds), turn=self.remedy)
            for code, seconds in costs
            if seconds >= LEAST_TOLD_S
        )


@dataclass(slots=True)
class PerformanceTimes:
    """Seconds of a performance.

    Attributes:
        person_s: How long somebody was in the picture.
        person: In how many frames somebody was.
        counted_s: How long the holds and attempts were, together.
        looked_s: How long the second view was seen.
        told_s: How long anything could be told in it.
        whole_s: From the first frame to the last.
        slow_s: How much of that in frames too far apart to judge a hold.
        frames: How many frames there were.
        shown_s: Good seconds that the hold clock showed last.
        views: What the view from elsewhere than asked cost.
    """

    person_s: float = 0.0
    person: int = 0
    counted_s: float = 0.0
    looked_s: float = 0.0
    told_s: float = 0.0
    whole_s: float = 0.0
    slow_s: float = 0.0
    frames: int = 0
    shown_s: float = 0.0
    views: ViewCost = field(default_factory=ViewCost)


@dataclass(slots=True)
class PerformanceParts:
    """What was done.

    Attributes:
        holds: Every hold.
        lost: Seconds lost while trying.
        reps: Every repetition.
        partials: Repetitions too shallow to count, judged where they turned.
    """

    holds: tuple[Hold, ...] = ()
    lost: tuple[LostTime, ...] = ()
    reps: tuple[Rep, ...] = ()
    partials: tuple[Rep, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PhaseWeights:
    """For how many seconds each frame counts, by what the person does in it; 0 for all else.

    Attributes:
        held: In a hold.
        tried: In an attempt at one, or in a repetition.
        rest: While somebody is there and does not try.
        looked: In the second view.
    """

    held: Numbers
    tried: Numbers
    rest: Numbers
    looked: Numbers


class Evidence:
    """Gathers what the summary is made of; times in seconds.

    Args:
        stretch: What was done.

    Attributes:
        stretch: The same.
        times: How long what took.
        done: Its holds or repetitions.
        blind: For each reason, how long somebody was there and could not be judged.
        score: Good seconds by whether the stretch's goal was reached.
        taker: What each go of a test reads.
    """

    def __init__(self, stretch: Stretch) -> None:
        self.stretch = stretch
        self.times = PerformanceTimes()
        self.done = PerformanceParts()
        self.blind: dict[Message, float] = {}
        self.score = ScoreTime(stretch)
        self.taker = ReadingTaker(stretch)
        self._held = [Tally() for _ in stretch.checks]
        self._tried = [Tally() for _ in stretch.checks]
        self._rest = [Tally() for _ in stretch.checks]
        # In repetitions a fault of the second view shows at one end of the movement only.
        share = SELDOM if stretch.kind == "reps" else MOSTLY
        second = stretch.second_view
        enough = math.inf if second is None else second.seconds
        self._second = [Tally(allowed=share, enough=enough) for _ in stretch.checks]

    def pace(self, step_s: float, *, slow: bool) -> None:
        """Note the time from the frame before to this one, and whether frames come too slowly."""
        self.times.frames += 1
        self.times.whole_s += step_s
        self.times.slow_s += step_s if slow else 0.0

    def see(
        self,
        hidden: Message | None,
        results: Sequence[CheckResult],
        seconds: float,
        *,
        person: bool,
        looking: bool = False,
    ) -> None:
        """Note a frame, whatever the person does in it.

        Args:
            hidden: Why nothing in it can be judged, or None.
            results: One for each check.
            seconds: How long the frame stands for.
            person: Whether anybody is there.
            looking: Whether this is the stretch's second view.
        """
        if not person:
            return
        self.times.person += 1
        self.times.person_s += seconds
        if looking:
            self.times.looked_s += seconds
            told = False
            for check, tally, result in zip(
                self.stretch.checks, self._second, results, strict=True
            ):
                if check.view == "second":
                    tally.add(result, seconds)
                    told = told or result.value is not None
            self.times.told_s += seconds if told else 0.0
            return
        why = hidden
        for check, result in zip(self.stretch.checks, results, strict=True):
            if why is None and check.needed:
                why = result.reason
        if why is not None:
            self.blind[why] = self.blind.get(why, 0.0) + seconds

    def note(self, seen: SeenFrame, results: Sequence[CheckResult]) -> None:
        """Note a frame, whatever the person does in it, with its conditions."""
        context = seen.context
        self.pace(context.step_s, slow=context.slow)
        self.see(
            seen.hidden, results, context.weight_s, person=context.person, looking=context.looking
        )
        if context.person and not context.looking:
            self.times.views.add(context.turn, context.aside, context.weight_s)

    def hold(self, results: Sequence[CheckResult], seconds: float) -> None:
        """Note a frame of a hold."""
        self.times.counted_s += seconds
        _add(self._held, results, seconds)

    def count(self, seconds: float, results: Sequence[CheckResult]) -> None:
        """Note what the hold clock shows after a frame.

        Args:
            seconds: Good seconds of the present hold, which begin again with each hold.
            results: One for each check.
        """
        gained = seconds - self.times.shown_s if seconds >= self.times.shown_s else seconds
        self.times.shown_s = seconds
        self.score.add(gained, results)
        self.taker.add(seconds, results)

    def take_over(self, seen: Evidence) -> None:
        """Take over what does not depend on targets from what was gathered under others."""
        self.times = replace(seen.times, counted_s=0.0, shown_s=0.0)
        self.blind = seen.blind

    def add_all(self, results: Sequence[CheckColumns], phases: PhaseWeights) -> None:
        """Take all frames of a recording, as `hold`, `attempt`, `rest` and `see` take each.

        Args:
            results: Every check in every frame.
            phases: What each frame counts for.
        """
        counted = np.cumsum(phases.held + phases.tried)
        self.times.counted_s = float(counted[-1]) if len(counted) else 0.0
        for i, found in enumerate(results):
            self._held[i].add_all(found, phases.held)
            self._tried[i].add_all(found, phases.tried)
            self._rest[i].add_all(found, phases.rest)
            if self.stretch.checks[i].view == "second":
                self._second[i].add_all(found, phases.looked)

    def attempt(self, results: Sequence[CheckResult], seconds: float) -> None:
        """Note a frame of an attempt at a hold, or of a repetition."""
        self.times.counted_s += seconds
        _add(self._tried, results, seconds)

    def rest(self, results: Sequence[CheckResult], seconds: float) -> None:
        """Note a frame in which somebody was there and did not try."""
        _add(self._rest, results, seconds)

    @property
    def reached(self) -> int:
        """Return how many sets have reached the seconds asked for."""
        return sum(hold.reached for hold in self.done.holds)

    def tallies(self) -> list[Tally]:
        """Return one tally for each check, over the time that counts.

        The holds, once one has reached its target; otherwise holds and attempts; otherwise all
        the time in which somebody was there. Checks at the bottom or top of a repetition weigh
        each repetition as 1; while none has counted, those that were too shallow.
        """
        if self.reached:
            found = list(self._held)
        elif self.times.counted_s > 0:
            found = [a.merged(b) for a, b in zip(self._held, self._tried, strict=True)]
        else:
            found = list(self._rest)
        for i, check in enumerate(self.stretch.checks):
            if check.view == "second" and not check.untold:
                found[i] = self._second[i]
            elif check.at in ("bottom", "top"):
                found[i] = Tally()
                for rep in self.done.reps or self.done.partials:
                    for result in rep.checks:
                        if result.check == check.id:
                            found[i].add(result, 1.0)
        return found

    def shown(self, tallies: Sequence[Tally]) -> list[Tally]:
        """Return for each check what its shown value is taken from.

        Where a check is in order, that is the hold, if most of the time that counts was one: how
        far somebody went in it does not depend on how long they were asked to hold. What is to
        adjust is shown as it was judged.

        Args:
            tallies: Those by which the checks are judged.
        """
        found = list(tallies)
        for i, (tally, held) in enumerate(zip(tallies, self._held, strict=True)):
            merged = self.stretch.checks[i].view == "first" and self.stretch.kind != "reps"
            mostly = merged and held.known.values and 2 * held.total >= tally.total
            if mostly and tally.verdict != Verdict.ADJUST:
                found[i] = held
        return found

    def tried(self, index: int) -> Tally:
        """Return the tally of one check over holds and attempts, or over the second view."""
        if self.stretch.checks[index].view == "second":
            return self._second[index]
        return self._held[index].merged(self._tried[index])

    def costs(self) -> list[float]:
        """Return how much each check went wrong over all that was tried.

        In seconds, or in repetitions for checks at their bottom or top.
        """
        judged = self.done.reps or self.done.partials
        wrong = Counter(
            r.check for rep in judged for r in rep.checks if r.verdict == Verdict.ADJUST
        )
        found = []
        for i, check in enumerate(self.stretch.checks):
            if check.view == "second":
                found.append(self._second[i].seconds[Verdict.ADJUST])
            elif check.at in ("bottom", "top"):
                found.append(float(wrong[check.id]))
            else:
                tally = self.tried(i) if self.times.counted_s > 0 else self._rest[i]
                found.append(tally.seconds[Verdict.ADJUST])
        return found

    def caps(self) -> list[int]:
        """Return the checks without which the performance cannot be called good.

        Required ones, those that come before the main one, and whatever tells the hip from the
        low back.
        """
        return [
            i
            for i, check in enumerate(self.stretch.checks)
            if check.scored
            and check.view == "first"
            and (
                self.stretch.may_change_verdict(i)
                or parse(check.measure).name in HIP_FROM_BACK_MEASURES
            )
        ]


def _add(tallies: Sequence[Tally], results: Sequence[CheckResult], seconds: float) -> None:
    for tally, result in zip(tallies, results, strict=True):
        tally.add(result, seconds)
