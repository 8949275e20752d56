"""A hand raised above the head: how a person on the floor says "start" or "pause"."""

from __future__ import annotations

from typing import Final

from formcheck.measure.model.geometry import trunk_line
from formcheck.pose.landmark import SIDES, Landmark, Side
from formcheck.pose.pose import Pose

ABOVE_HEAD: Final = 0.25
"""Least height of the wrist above nose and ears, in trunk lengths: a hand at the forehead is no
sign."""

ABOVE_SHOULDER: Final = 0.6
"""Trunk lengths by which it is above both shoulders."""

_HEAD: Final = (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR)


def raised_hand(pose: Pose) -> bool:
    """Return whether exactly one hand is stretched up, above the head and everything else.

    One hand, not two: reaching up with both arms is part of many stretches. Up is the picture's
    up, so it works lying on the back too.

    Args:
        pose: The person.
    """
    trunk = abs(trunk_line(pose))
    if trunk < 1.0:
        return False
    return sum(_is_up(pose, side, trunk) for side in SIDES) == 1


def _is_up(pose: Pose, side: Side, trunk: float) -> bool:
    wrist, elbow = (pose.flat(joint, side).imag for joint in ("wrist", "elbow"))
    head = min(float(pose.point(mark)[1]) for mark in _HEAD)
    shoulders = min(pose.flat("shoulder", one).imag for one in SIDES)
    hips = min(pose.flat("hip", one).imag for one in SIDES)
    top = min(head, shoulders, hips)
    return (
        wrist < elbow < shoulders
        and top - wrist > ABOVE_HEAD * trunk
        and shoulders - wrist > ABOVE_SHOULDER * trunk
    )
