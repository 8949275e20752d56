"""What a person is about to do: sets of stretches, one side after the other, with rests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from formcheck.coach import routine
from formcheck.coach.specification import Stretch
from formcheck.pose.landmark import SIDES
from formcheck.session import WorkedSide

SidesChoice = Literal["both", "left", "right"]
"""`both`: one side after the other."""

LEAST_REST_S: Final = 8.0
"""Seconds between two sets, at least: enough to change sides without haste."""

_LEG_WORDS: Final = {
    "rear": "{side} leg behind you",
    "front": "{side} leg in front",
    "bent": "{side} leg bent",
    "straight": "{side} leg straight",
    "lifted": "{side} leg lifted",
    "near": "{side} side to the camera",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One set of one stretch.

    Attributes:
        stretch: What is done.
        side: The worked side, or `auto` where sides do not matter.
        number: Which set of this side it is, from 1.
        sets: How many sets there are of this side.
        rest_s: Seconds to rest before it; none before the first.
        say: What to know before it begins, in a coach's words, or None.
    """

    stretch: Stretch
    side: WorkedSide
    number: int = 1
    sets: int = 1
    rest_s: float = LEAST_REST_S
    say: str | None = None

    @property
    def place(self) -> str:
        """Return which set this is: "Left, set 1 of 2"."""
        parts = [] if self.side == "auto" else [self.side.capitalize()]
        if self.sets > 1:
            parts.append(f"set {self.number} of {self.sets}")
        return ", ".join(parts)

    @property
    def position(self) -> str | None:
        """Return how the legs go for this side: "left leg behind you", or None."""
        if self.side == "auto":
            return None
        words = _LEG_WORDS.get(self.stretch.worked_leg or "", "{side} side")
        return words.format(side=self.side)


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
        turns: As `formcheck.coach.loading.play` gives them; at least one.
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
            )
        )
        rest = turn.rest
    return Plan(name, tuple(steps), profile)
