"""Landmarks as a level camera would have seen them.

A camera that is rolled to its side leans everything in its picture by the same angle. The trunk,
the thigh and the shank are measured against the vertical, and what is learned knows level cameras
only, so landmarks are turned upright before anything is made of them.
"""

from __future__ import annotations

import cmath
import math
from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.measure.view.view import outside
from formcheck.pose.pose import Pose

LEVEL_DEG: Final = 2.0
"""Dead band of the camera's roll, in degrees: twice the error of a measured roll."""


def levelled(pose: Pose, roll_deg: float) -> Pose:
    """Return a pose turned upright about the middle of the picture.

    Args:
        pose: The person, in the picture as it is.
        roll_deg: The camera's roll, degrees, above 0 where upright edges lean to the right; see
            `pose.camera_roll`.

    Returns:
        The pose with its landmarks turned, in the picture and in space, without a silhouette, which
        belongs to the picture. Which joints are outside is kept as it was. The very same pose where
        the camera is level.
    """
    if abs(roll_deg) <= LEVEL_DEG:
        return pose
    turn = cmath.rect(1.0, -math.radians(roll_deg))
    matrix = np.array([[turn.real, turn.imag], [-turn.imag, turn.real]])
    middle = np.array([pose.width / 2, pose.height / 2])
    world = pose.world.copy()
    world[:, :2] = world[:, :2] @ matrix
    return replace(
        pose,
        pixels=(pose.pixels - middle) @ matrix + middle,
        world=world,
        silhouette=None,
        engines=None if pose.engines is None else (pose.engines - middle) @ matrix + middle,
        outside=frozenset(outside(pose)),
    )
