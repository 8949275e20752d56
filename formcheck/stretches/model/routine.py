"""Routines: stretches in an order, with their sides, rests and total time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Final

from pydantic import Field

from formcheck.pose.landmark import SIDES, Side
from formcheck.stretches.model.fields import (
    Identifier,
    Model,
    Pause,
    Repetitions,
    Seconds,
    Sets,
    StretchRef,
    Text,
)
from formcheck.stretches.model.stretch import Stretch

TURN_S: Final = 10.0
"""Seconds in which a person who stands changes from one side to the other."""

FLOOR_TURN_S: Final = 20.0
"""The same on the floor, where one kneels or lies down anew."""


class Part(Model):
    """One stretch of a routine; what is not written is as the stretch has it.

    Attributes:
        stretch: The stretch by its id, with a variant behind a colon.
        instead: Another one that may be done in its place, whichever is felt more.
        seconds: Seconds of one hold.
        sets: Sets on each side.
        count: Repetitions of a set.
        rest: Seconds of rest after this part, before the next one.
        say: What to know before it begins, in a coach's words.
        ask: A question to be answered before it begins: who goes on says that all is well.
    """

    stretch: StretchRef
    instead: StretchRef | None = None
    seconds: Seconds | None = None
    sets: Sets | None = None
    count: Repetitions | None = None
    rest: Pause = 15.0
    say: Text | None = None
    ask: Text | None = None


class Routine(Model):
    """Stretches in an order.

    Attributes:
        id: The file's name without `.yaml`.
        name: What people call it.
        summary: What it is for, in a sentence or two.
        often: How often to do it, in words.
        overlay: The overlay whose targets it uses, or None for the shipped ones.
        parts: The stretches in their order.
        why: Why this order.
        safety: What to heed.
        sources: Where it comes from.
    """

    id: Identifier
    name: Text
    summary: Text
    often: Text | None = None
    overlay: Identifier | None = None
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    why: Text | None = None
    safety: tuple[Text, ...] = ()
    sources: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One set of one side, as it is played.

    Attributes:
        stretch: The stretch, with this routine's seconds, sets and count.
        part: Position of its part in the routine, from 0.
        side: The worked side, or None where both work or sides do not matter.
        number: Which set of this side it is, from 1.
        seconds: How long it takes.
        rest: Seconds before the next one; 0 after the last.
        say: What to know before it begins, on the first turn of a part, or None.
        ask: A question to be answered before it begins, or None.
    """

    stretch: Stretch
    part: int
    side: Side | None
    number: int
    seconds: float
    rest: float
    say: str | None
    ask: str | None = None


def turns_of(routine: Routine, find: Callable[[str], Stretch]) -> tuple[Turn, ...]:
    """Return a routine as it is played: left then right, set after set.

    Args:
        routine: The routine.
        find: Returns a stretch by its id, such as `load_stretch`.
    """
    turns: list[Turn] = []
    for index, part in enumerate(routine.parts):
        stretch = adjusted(find(part.stretch), part)
        sides: tuple[Side | None, ...] = SIDES if stretch.sides == "each" else (None,)
        rounds = [(number, side) for number in range(1, sets(stretch) + 1) for side in sides]
        for place, (number, side) in enumerate(rounds):
            last = place == len(rounds) - 1
            changes = not last and rounds[place + 1][1] != side
            rest = part.rest if last else turn_seconds(stretch) if changes else pause(stretch)
            say, ask = (part.say, part.ask) if place == 0 else (None, None)
            seconds = set_seconds(stretch)
            turns.append(Turn(stretch, index, side, number, seconds, rest, say, ask))
    turns[-1] = replace(turns[-1], rest=0.0)
    return tuple(turns)


def turn_seconds(stretch: Stretch) -> float:
    """Return how long a person needs to change sides, seconds."""
    return TURN_S if stretch.position == "standing" else FLOOR_TURN_S


def total_seconds(turns: tuple[Turn, ...]) -> float:
    """Return how long a routine takes, with its rests, seconds."""
    return sum(turn.seconds + turn.rest for turn in turns)


def adjusted(stretch: Stretch, part: Part) -> Stretch:
    """Return a stretch with the seconds, sets and count of a routine's part."""
    hold, reps = stretch.hold, stretch.reps
    if hold is not None:
        hold = hold.model_copy(
            update={
                "seconds": part.seconds or hold.seconds,
                "sets": part.sets or hold.sets,
            }
        )
    if reps is not None:
        reps = reps.model_copy(
            update={"count": part.count or reps.count, "sets": part.sets or reps.sets}
        )
    return stretch.model_copy(update={"hold": hold, "reps": reps})


def sets(stretch: Stretch) -> int:
    """Return the sets of each side."""
    target = stretch.reps if stretch.kind == "reps" else stretch.hold
    return 1 if target is None else target.sets


def pause(stretch: Stretch) -> float:
    """Return the seconds of rest between two sets."""
    target = stretch.reps if stretch.kind == "reps" else stretch.hold
    return 0.0 if target is None else target.rest


def set_seconds(stretch: Stretch) -> float:
    """Return how long one set takes, seconds."""
    if stretch.kind == "reps" and stretch.reps is not None:
        return stretch.reps.count * stretch.reps.seconds
    return 0.0 if stretch.hold is None else stretch.hold.seconds
