"""On what a body rests, as far as the picture shows it: hips off the floor, hands on floor or foot.

The leans of a press-up, of a plank and of a locust are much alike, and so are those of a leg on a
table and of a foot held behind the back. What tells them apart is where the weight rests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formcheck.measure.view.view import outside
from formcheck.pose.landmark import SIDES
from formcheck.pose.parts import trunk_length
from formcheck.pose.pose import Pose

_LOWEST: Final = ("wrist", "knee", "ankle")
"""Joints of which one is near the floor in every position of the catalogue. Toes are left out: face
down they may be tucked under, and stand below all else."""

LEAST_RUN: Final = 0.3
"""Trunk lengths from feet to hips, along the floor, from which on somebody lies along it, so that
one end of the floor is where the head is."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Places in trunk lengths; None where the picture does not show them.

    Attributes:
        hips: How far the hips are above the lowest of hands, knees and feet.
        hand: How far the foremost hand is beyond the hips, along the floor and away from the feet;
            below 0 towards them. None of somebody upright.
        grip: How far a hand is from the nearest ankle.
    """

    hips: float | None
    hand: float | None
    grip: float | None


def contacts(pose: Pose) -> Contacts:
    """Return where hands and hips of a pose are.

    Args:
        pose: The person, upright as a level camera sees them.
    """
    size, out = trunk_length(pose), outside(pose)

    def shown(joint: str) -> list[complex]:
        return [pose.flat(joint, side) for side in SIDES if f"{joint}_{side}" not in out]

    hips, hands, ankles = (shown(joint) for joint in ("hip", "wrist", "ankle"))
    floor = max((place.imag for joint in _LOWEST for place in shown(joint)), default=None)
    middle = sum(hips) / len(hips) if hips else None
    grip = min((abs(hand - ankle) for hand in hands for ankle in ankles), default=None)
    ahead = None
    if middle is not None and hands and ankles:
        run = middle.real - sum(ankle.real for ankle in ankles) / len(ankles)
        if abs(run) >= LEAST_RUN * size:
            way = 1.0 if run > 0 else -1.0
            ahead = max(way * (hand.real - middle.real) for hand in hands) / size
    return Contacts(
        hips=None if floor is None or middle is None else (floor - middle.imag) / size,
        hand=ahead,
        grip=None if grip is None else grip / size,
    )
