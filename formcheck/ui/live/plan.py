"""What a person is about to do: sets of stretches, one side after the other, with rests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from typing import Final, Literal

from formcheck.coach.watch.working_leg import leg_position
from formcheck.codes.live import LiveCode
from formcheck.message import Message
from formcheck.pose.landmark import SIDES, other
from formcheck.session import WorkedSide
from formcheck.stretches.model import routine
from formcheck.stretches.model.stretch import Stretch
from formcheck.words import tr, tr_n

SidesChoice = Literal["both", "left", "right"]
"""`both`: one side after the other."""

LEAST_REST_S: Final = 8.0
"""Seconds between two sets, at least: enough to change sides without haste."""


@dataclass(frozen=True, slots=True)
class Step:
    """One set of one stretch.

    Attributes:
        stretch: What is done.
        side: The worked side, or `auto` where sides do not matter.
        number: Which set of this side it is, from 1; above `sets` it is one more than planned.
        sets: How many sets there are of this side.
        rest_s: Seconds to rest before it; none before the first.
        say: What to know before it begins, in a coach's words, or None.
        ask: A question to be answered before it begins, or None.
    """

    stretch: Stretch
    side: WorkedSide
    number: int = 1
    sets: int = 1
    rest_s: float = LEAST_REST_S
    say: str | None = None
    ask: str | None = None

    @property
    def place(self) -> Message | None:
        """Return which set this is: "Left, set 1 of 2"; None where there is only one."""
        side = None if self.side == "auto" else self.side
        if side is None and self.sets <= 1:
            return None
        return Message(LiveCode.PLACE, side=side, number=self.number, sets=self.sets)

    @property
    def position(self) -> Message | None:
        """Return how the legs go for this side: "left leg behind you", or None."""
        return None if self.side == "auto" else leg_position(self.stretch, self.side)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is to be done, in order.

    Attributes:
        name: What people call it.
        steps: At least one.
        profile: Name of the personal baseline that is used, or None.
    """

    name: str
    steps: tuple[Step, ...]
    profile: str | None = None

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("expected a plan with at least one step, got none")

    def sets(self) -> Counter[tuple[str, WorkedSide]]:
        """Return how many sets there are of each stretch, by its id, and side."""
        return Counter((step.stretch.id, step.side) for step in self.steps)

    def outline(self) -> list[str]:
        """Return what is done, one line for each stretch: its amount, its sides, the rest after."""
        lines = []
        groups = [list(group) for _, group in groupby(self.steps, lambda step: step.stretch.id)]
        for group, after in zip_longest(groups, groups[1:]):
            stretch = group[0].stretch
            line = f"**{tr(stretch.name)}**: {_amount(stretch)}"
            if len({step.side for step in group}) > 1:
                line += tr(", left and right")
            if group[0].sets > 1:
                line += tr_n(", 1 set", ", {count} sets", group[0].sets)
            if after is not None:
                line += tr(". Then {rest_s:.0f} s of rest", rest_s=after[0].rest_s)
            lines.append(line)
        return lines

    def with_easier(self, index: int, stretch: Stretch) -> Plan:
        """Return the plan with an easier target, from a step on, for this stretch and side.

        Args:
            index: The step.
            stretch: Its stretch with the easier target.
        """
        step = self.steps[index]
        steps = tuple(
            replace(one, stretch=stretch)
            if row >= index and (one.stretch.id, one.side) == (step.stretch.id, step.side)
            else one
            for row, one in enumerate(self.steps)
        )
        return replace(self, steps=steps)

    def with_side_taken(self, index: int) -> Plan:
        """Return the plan in which the present set is one of the other side, since that is done.

        The two sides change places: the present side's set comes when the other one's would have.
        Where no set of the other side is left this is one more of it, and one of the present side
        stays undone.

        Args:
            index: The present step, which has a side.
        """
        steps = list(self.steps)
        here = steps[index]
        later = self._next_of_other_side(index)
        if here.side == "auto":
            return self
        if later is None:
            steps[index] = replace(here, side=other(here.side), stretch=self._done_so(index))
        else:
            there = steps[later]
            steps[index] = replace(here, side=there.side, stretch=there.stretch)
            steps[later] = replace(there, side=here.side, stretch=here.stretch)
        return self._numbered(steps, index)

    def with_side_next(self, index: int) -> Plan:
        """Return the plan in which a set of the other side follows at once on the present one.

        Args:
            index: The present step, which has a side.
        """
        steps = list(self.steps)
        here = steps[index]
        later = self._next_of_other_side(index)
        if here.side == "auto":
            return self
        if later is None:
            extra = replace(here, side=other(here.side), stretch=self._done_so(index), say=None)
            steps.insert(index + 1, extra)
        else:
            steps.insert(index + 1, steps.pop(later))
        return self._numbered(steps, index)

    def _visit(self, steps: Sequence[Step], index: int) -> range:
        """Return the rows of the sets of one stretch in a row, around one of them."""
        first = last = index
        while first > 0 and steps[first - 1].stretch.id == steps[index].stretch.id:
            first -= 1
        while last + 1 < len(steps) and steps[last + 1].stretch.id == steps[index].stretch.id:
            last += 1
        return range(first, last + 1)

    def _next_of_other_side(self, index: int) -> int | None:
        """Return the row of the next set of the same stretch on the other side, or None."""
        here = self.steps[index].side
        rows = self._visit(self.steps, index)
        later = (row for row in rows if row > index and self.steps[row].side != here)
        return next(later, None)

    def _done_so(self, index: int) -> Stretch:
        """Return the stretch as the other side did it before: it may have an easier target."""
        here = self.steps[index]
        rows = self._visit(self.steps, index)
        own = [self.steps[row].stretch for row in rows if self.steps[row].side != here.side]
        return own[-1] if own else here.stretch

    def _numbered(self, steps: list[Step], index: int) -> Plan:
        """Return the plan with these steps, whose sets are counted for each side."""
        count: dict[WorkedSide, int] = {}
        for row in self._visit(steps, index):
            side = steps[row].side
            count[side] = count.get(side, 0) + 1
            steps[row] = replace(steps[row], number=count[side])
        return replace(self, steps=tuple(steps))


def _amount(stretch: Stretch) -> str:
    if stretch.kind == "reps" and stretch.reps is not None:
        return tr_n("1 repetition", "{count} repetitions", stretch.reps.count)
    return f"{routine.set_seconds(stretch):.0f} s"


def plan_of(
    stretch: Stretch, sides: SidesChoice = "both", sets: int | None = None, *,
    profile: str | None = None,
) -> Plan:  # fmt: skip
    """Return the plan of one stretch: its sets, and the sides in turn.

    Args:
        stretch: What is done.
        sides: Which sides, where the stretch works one side at a time.
        sets: Sets a side; by default what the stretch says.
        profile: Name of the personal baseline.
    """
    count = routine.sets(stretch) if sets is None else sets
    rest = max(LEAST_REST_S, routine.pause(stretch))
    if stretch.sides == "each" and sides == "both":
        rest = max(rest, routine.turn_seconds(stretch))
    worked: tuple[WorkedSide, ...] = ("auto",)
    if stretch.sides == "each":
        worked = SIDES if sides == "both" else (sides,)
    steps = [
        Step(stretch, side, number, count, rest)
        for number in range(1, count + 1)
        for side in worked
    ]
    return Plan(stretch.name, tuple(steps), profile)


def plan_of_routine(
    name: str, turns: Sequence[routine.Turn], *, profile: str | None = None
) -> Plan:
    """Return the plan of a routine, turn by turn.

    Args:
        name: What people call it.
        turns: As `formcheck.stretches.files.loading.play` gives them; at least one.
        profile: Name of the personal baseline.
    """
    steps = []
    rest = 0.0
    for turn in turns:
        steps.append(
            Step(
                stretch=turn.stretch,
                side=turn.side or "auto",
                number=turn.number,
                sets=routine.sets(turn.stretch),
                rest_s=max(LEAST_REST_S, rest),
                say=turn.say,
                ask=turn.ask,
            )
        )
        rest = turn.rest
    return Plan(name, tuple(steps), profile)
