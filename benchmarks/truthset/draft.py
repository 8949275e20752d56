"""A random posture before it is checked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.render.room import Box
from benchmarks.render.skeleton import SIDES, Figure, Placed, Side
from benchmarks.truthset.freedom import FreePosture


class ImplausibleError(Exception):
    """Nobody can hold the random posture; draw again."""


@dataclass(frozen=True)
class Draft:
    """A posture that was drawn.

    Attributes:
        placed: On the floor.
        variant: Kind within the family.
        worked: Side of the worked leg, or None where both do alike.
        props: What it rests on, in the person's axes turned upright: x left, y back, z up.
    """

    placed: Placed
    variant: str
    worked: Side | None = None
    props: tuple[Box, ...] = ()


def start(figure: Figure, random: np.random.Generator, amount: float = 1.0) -> FreePosture:
    """A posture in the making, with its asymmetries drawn."""
    return FreePosture(figure, random, amount)


def either(random: np.random.Generator) -> Side:
    """One of the sides."""
    return SIDES[random.integers(2)]


def leg_length(figure: Figure) -> float:
    """From the hip over the knee to the ankle, metres."""
    skeleton = figure.skeleton
    thigh = skeleton.length("upperleg01.L", "lowerleg01.L")
    return thigh + skeleton.length("lowerleg01.L", "foot.L")


def require(condition: bool, message: str) -> None:
    """Raises `ImplausibleError` unless the condition holds."""
    if not condition:
        raise ImplausibleError(message)
