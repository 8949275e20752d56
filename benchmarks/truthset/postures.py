"""Random postures of every family of stretches, faults included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from benchmarks.render.body import Body
from benchmarks.render.skeleton import BONES, Figure
from benchmarks.truthset import kneeling, lying, upright
from benchmarks.truthset.draft import Draft, ImplausibleError

SINKING: Final = 0.035
"""Metres that a body may reach below the floor: flesh gives, a mesh does not."""

FAMILIES: Final[dict[str, tuple[float, Callable[[Figure, np.random.Generator], Draft]]]] = {
    "standing": (0.11, upright.standing),
    "lunge": (0.26, kneeling.lunge),
    "table": (0.10, kneeling.table),
    "quadruped": (0.09, kneeling.quadruped),
    "prone": (0.11, lying.prone),
    "supine": (0.14, lying.supine),
    "squat": (0.07, upright.squat),
    "hinge": (0.06, upright.hinge),
    "saddle": (0.06, kneeling.saddle),
}
"""Family -> share of the pictures, and what draws a posture."""

FAULTS: Final[dict[str, tuple[float, Callable[[Figure, np.random.Generator], Draft]]]] = {
    "standing": (0.30, upright.leaning),
    "supine": (0.30, lying.supine_fault),
    "saddle": (0.20, kneeling.knees_lifting),
    "prone": (0.20, lying.pelvis_rising),
}
"""The same of faults that the families above hardly ever hold: a correction that never saw them
takes them for what it has seen."""


@dataclass(frozen=True)
class Drawn:
    """A random posture of a family that a person can hold."""

    family: str
    draft: Draft


def draw(
    body: Body, random: np.random.Generator, family: str | None = None, faults: bool = False
) -> Drawn:
    """Draws a posture of a family, by default of a random one.

    Args:
        body: The person.
        random: Source of chance.
        family: One of `FAMILIES`, or of `FAULTS`.
        faults: Whether it is one of `FAULTS`.

    Raises:
        ImplausibleError: A hundred tries were all implausible for this body.
    """
    kinds = FAULTS if faults else FAMILIES
    names = list(kinds)
    chances = np.array([share for share, _ in kinds.values()])
    name = family or names[random.choice(len(names), p=chances / chances.sum())]
    for _ in range(100):
        try:
            draft = kinds[name][1](body, random)
        except ImplausibleError:
            continue
        lowest = float(body.surface(draft.placed, BONES)[:, 1].min())
        if abs(lowest) > SINKING:
            continue
        return Drawn(name, draft)
    raise ImplausibleError(f"no posture of the family {name} fits this body")
