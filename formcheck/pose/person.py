"""One person, chosen at the start and kept when others pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from formcheck.pose.parts import trunk_length
from formcheck.pose.pose import Pose

FASTEST: Final = 6.0
"""Speed, in trunk lengths per second, that nobody reaches in front of a camera: twice a brisk
walk."""

AT_ONCE: Final = 0.5
"""Trunk lengths by which the landmarks of one person may jump from a frame to the next."""

GROWTH: Final = 1.6
"""Ratio of trunk lengths above which two poses are of different people, or one is garbage."""

LOOK_S: Final = 1.0
"""Time, in seconds, after which the person's last place is evidence of nothing."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the picture, as shares of its width and height from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, pose: Pose, margin: float = 0.25) -> Self:
        """Return the box round a person, wider on each side by a share of their trunk's length."""
        room = margin * trunk_length(pose)
        size = np.array([pose.width, pose.height])
        low = np.clip((pose.pixels.min(axis=0) - room) / size, 0.0, 1.0)
        high = np.clip((pose.pixels.max(axis=0) + room) / size, 0.0, 1.0)
        return cls(float(low[0]), float(low[1]), float(high[0]), float(high[1]))

    @classmethod
    def at(cls, x: float, y: float, width: float, height: float) -> Self:
        """Return the box of a size about a spot, all as shares of the picture."""
        low = np.clip([x - width / 2, y - height / 2], 0.0, 1.0)
        high = np.clip([x + width / 2, y + height / 2], 0.0, 1.0)
        return cls(float(low[0]), float(low[1]), float(high[0]), float(high[1]))

    def mirrored(self) -> Box:
        """Return the box in the mirrored picture."""
        return Box(1.0 - self.right, self.top, 1.0 - self.left, self.bottom)


def choose_person(poses: Sequence[Pose]) -> Pose:
    """Return the person to follow: the largest, and of equals the most central.

    Args:
        poses: Everybody who was found in one picture, at least one.
    """
    return max(poses, key=_prominence)


def _prominence(pose: Pose) -> float:
    box = Box.around(pose, margin=0.0)
    area = (box.right - box.left) * (box.bottom - box.top)
    return area * (1.0 - abs(box.left + box.right - 1.0) / 2)


def same_person(before: Pose, after: Pose, gap_s: float) -> bool:
    """Return whether two poses may be of one person.

    Args:
        before: An earlier pose.
        after: A later one of the same stream.
        gap_s: Seconds between them.
    """
    size, grown = trunk_length(before), trunk_length(after)
    if not 1 / GROWTH < grown / size < GROWTH:
        return False
    jump = abs(body_middle(after) - body_middle(before)) / max(size, grown)
    return jump < AT_ONCE + FASTEST * min(max(gap_s, 0.0), LOOK_S)


def body_middle(pose: Pose) -> complex:
    """Return the middle of hips and shoulders in pixels; see `Pose.flat`."""
    return (pose.middle("hip") + pose.middle("shoulder")) / 2
