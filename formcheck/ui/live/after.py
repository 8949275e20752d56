"""What is said after a visit: how much was done of each stretch, how far, and one kind sentence."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.coach.frame.readings import TrialReading, mean
from formcheck.coach.frame.summary_model import tuck_is_told
from formcheck.codes.live import LiveCode
from formcheck.codes.states import Verdict
from formcheck.measure.model.smallest_change import smallest_real_change
from formcheck.message import Message
from formcheck.pose.landmark import SIDES, Side
from formcheck.store.history.session_entry import Angle
from formcheck.stretches.model.stretch import Stretch
from formcheck.ui.live.plan import Plan
from formcheck.ui.live.save_set import Result
from formcheck.wording import error_words, further_words, seconds_words, unit, value_words
from formcheck.words import language, mark, say, tr, tr_n

MOST_OPEN: Final = 4
"""Number of sides of stretches that are named as still open; of more it is said how many."""


@dataclass(frozen=True, slots=True)
class Achieved:
    """All sets of one stretch in one visit.

    Attributes:
        stretch: What was done.
        results: Its sets, in their order.
    """

    stretch: Stretch
    results: tuple[Result, ...]

    @property
    def total(self) -> str:
        """Return how much was done, in words: "58 s held: 30 s left, 28 s right"."""
        if self.stretch.kind == "reps":
            count = sum(len(one.summary.reps) for one in self.results)
            counted = {side: self._counted(side) for side in SIDES}
            each = _each({side: str(n) for side, n in counted.items() if n})
            return tr_n("1 repetition", "{count} repetitions", count) + each
        if self.stretch.kind == "test":
            return say(Message(LiveCode.GOES_READ, goes=sum(map(len, self._goes().values()))))
        held = {side: self._held(side) for side in SIDES}
        whole = sum(one.summary.held_s for one in self.results)
        each = _each({side: seconds_words(s) for side, s in held.items() if s > 0})
        tuck = sum(one.summary.tucked_s or 0.0 for one in self.results)
        tucked = (
            tr(", {seconds} of it tucked", seconds=seconds_words(tuck))
            if tuck_is_told(tuck)
            else ""
        )
        return tr(
            "{seconds} held{each}{tucked}", seconds=seconds_words(whole), each=each, tucked=tucked
        )

    @property
    def best(self) -> str | None:
        """Return how far each side went: since the start where that is known, and the angle.

        Of a test it is the mean of each side's goes, with its error and the smallest real change.
        """
        if self.stretch.kind == "test":
            said = [self._read(side, goes) for side, goes in self._goes().items()]
            return " ".join(said) or None
        words = []
        for side in (*SIDES, None):
            angle = self._angle(side)
            if angle is None:
                continue
            value = f"{value_words(angle.value, angle.measure)} {error_words(angle.sigma)}"
            further = self._further(side)
            place = f" {language().term('side', angle.side)}" if angle.side else ""
            change = None if further is None else further_words(further)
            words.append(f"{change} ({value}){place}" if change else f"{value}{place}")
        return tr("Best angle: {names}", names="; ".join(words)) if words else None

    @property
    def balance(self) -> str | None:
        """Return left against right in words, or None where one of them is unknown."""
        if self.stretch.kind == "test":
            return self._sides_read()
        left, right = self._angle("left"), self._angle("right")
        if left is None or right is None or left.measure != right.measure:
            return None
        difference = right.value - left.value
        if abs(difference) < smallest_real_change(left.sigma, right.sigma):
            return tr("Left and right were alike, as far as can be told.")
        more = (
            mark("Your right side went {difference:.0f}{unit} further.")
            if difference > 0
            else mark("Your left side went {difference:.0f}{unit} further.")
        )
        return tr(more, difference=abs(difference), unit=unit(left.measure))

    def _goes(self) -> dict[Side, list[TrialReading]]:
        """Return what each go of a test read, for each side that has any."""
        found: dict[Side, list[TrialReading]] = {}
        for one in self.results:
            if one.summary.side is not None and one.summary.readings:
                found.setdefault(one.summary.side, []).extend(one.summary.readings)
        return {side: found[side] for side in SIDES if side in found}

    def _read(self, side: Side, goes: Sequence[TrialReading]) -> str:
        """Return the mean of a side's goes in words."""
        found, main = mean(goes), self.stretch.main_check
        if found is None or main is None:
            raise ValueError("expected the goes of a test, got none; ask only for sides with goes")
        return say(
            Message(
                LiveCode.SIDE_READ,
                side=side,
                goes=len(goes),
                value=value_words(found.value, main.measure),
                error=error_words(found.sigma),
                change=f"{math.ceil(smallest_real_change(found.sigma))}{unit(main.measure)}",
            )
        )

    def _sides_read(self) -> str | None:
        """Return left against right of a test, by the means of their goes."""
        goes = self._goes()
        left, right = (mean(goes.get(side, [])) for side in SIDES)
        main = self.stretch.main_check
        if left is None or right is None or main is None:
            return None
        sign = unit(main.measure)
        difference = right.value - left.value
        least = smallest_real_change(left.sigma, right.sigma)
        apart, needed = f"{abs(difference):.0f}{sign}", f"{math.ceil(least)}{sign}"
        if abs(difference) < least:
            return say(Message(LiveCode.SIDES_ALIKE, apart=apart, needed=needed))
        more: Side = "right" if difference > 0 else "left"
        return say(Message(LiveCode.SIDE_MORE, side=more, apart=apart, needed=needed))

    def _further(self, side: str | None) -> float | None:
        """Return the most that a set of a side went further than where it began, or None."""
        own = (one.summary for one in self.results if one.summary.side == side)
        return max((s.further for s in own if s.further is not None), default=None)

    def _counted(self, side: Side) -> int:
        return sum(len(one.summary.reps) for one in self.results if _side(one) == side)

    def _held(self, side: str) -> float:
        return sum(one.summary.held_s for one in self.results if one.summary.side == side)

    def _angle(self, side: str | None) -> Angle | None:
        """Return the median angle of the set that came nearest to the middle of the target."""
        known = [
            angle
            for one in self.results
            if one.saved is not None
            for angle in one.saved.angles
            if angle.side == side
        ]
        main = self.stretch.main_check
        if not known or main is None:
            return None
        if main.low is not None and main.high is not None:
            middle = (main.low + main.high) / 2
            return min(known, key=lambda angle: abs(angle.value - middle))
        deeper = main.low is not None
        return max(known, key=lambda angle: angle.value if deeper else -angle.value)


def achieved(results: Sequence[Result]) -> list[Achieved]:
    """Return what was achieved in a visit: one entry for each stretch and version, in their order.

    Where nothing was done of one, such as before an easier version was chosen, it is left out
    unless nothing was done at all.
    """
    done = [one for one in results if _anything(one)]
    by_name: dict[tuple[str, str], list[Result]] = {}
    for one in done or results:
        stretch = one.step.stretch
        by_name.setdefault((stretch.id, stretch.name), []).append(one)
    return [Achieved(own[0].step.stretch, tuple(own)) for own in by_name.values()]


def still_open(plan: Plan, results: Sequence[Result]) -> str | None:
    """Return which sets of a visit were not done in full: "left, 1 set; right, 2 sets".

    Args:
        plan: What was meant to be done.
        results: What was done, in its order.

    Returns:
        One entry for each side, with the stretch's name where there are several; None where
        nothing is open.
    """
    done = Counter((one.step.stretch.id, _side(one) or "auto") for one in results if _reached(one))
    names = {step.stretch.id: tr(step.stretch.name) for step in plan.steps}
    found = []
    for (stretch, side), count in plan.sets().items():
        left = count - done[stretch, side]
        if left > 0:
            parts = [names[stretch]] if len(names) > 1 else []
            parts += [str(language().term("side", side))] if side != "auto" else []
            found.append(", ".join([*parts, tr_n("1 set", "{count} sets", left)]))
    if len(found) > MOST_OPEN:
        rest = len(found) - MOST_OPEN
        found[MOST_OPEN:] = [tr_n("and 1 more", "and {count} more", rest)]
    return "; ".join(found) or None


def _each(amounts: Mapping[Side, str]) -> str:
    """Return what stands behind an amount: ": 30 s left, 28 s right", or the one side."""
    words = {side: str(language().term("side", side)) for side in amounts}
    if len(amounts) < 2:
        return "".join(f", {one}" for one in words.values())
    return f": {', '.join(f'{amount} {words[side]}' for side, amount in amounts.items())}"


def _side(result: Result) -> Side | None:
    """Return the side on which a set was done, or None where sides do not matter."""
    if result.step.side == "auto":
        return None
    return result.summary.side or result.step.side


def _anything(result: Result) -> bool:
    summary = result.summary
    return bool(summary.held_s > 0 or summary.reps or summary.readings)


def kind_words(results: Sequence[Result]) -> str:
    """Return one kind sentence that is true of a visit."""
    done = sum(_reached(one) for one in results)
    held = sum(one.summary.held_s for one in results)
    if results and done == len(results):
        return tr("Every set that you began is done in full.")
    if done:
        return tr(
            "{done} of {count} sets done in full, and the rest counts too.",
            done=done,
            count=len(results),
        )
    if held >= 1.0:
        return tr("{seconds} held: every one of them counts.", seconds=seconds_words(held))
    if any(one.summary.reps for one in results):
        return tr("Every repetition counts. Next time there may be one more.")
    return tr("You came and tried, and that is how it begins.")


def next_advice(results: Sequence[Result]) -> Message | None:
    """Return the one thing to change next time: the advice of the last set that has any."""
    advice = [one.summary.advice for one in results if one.summary.verdict == Verdict.ADJUST]
    return next((words for words in reversed(advice) if words), None)


def _reached(result: Result) -> bool:
    summary = result.summary
    if summary.readings:
        return True
    if summary.target_reps is not None:
        return len(summary.reps) >= summary.target_reps
    return any(hold.reached for hold in summary.holds)
