"""How the camera sees the person: facing, yaw, near side, framing."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from formcheck.measure.facing import body_axes
from formcheck.measure.geometry import length
from formcheck.measure.measurement import Facing, View
from formcheck.pose.landmark import SIDES, Side
from formcheck.pose.pose import Pose

FRONTAL_YAW: Final = 60.0
"""Degrees off the side view from which on the person counts as facing towards or away from us."""

YAW_SIGMA: Final = 8.0
"""Degrees. Rendered side views read 0..10 at a true 0, three-quarter views 46 at a true 45."""

FRAME_MARGIN: Final = 0.01
"""Share of the picture's size by which a joint may lie outside it before it counts as cut off."""


def yaw(pose: Pose) -> float:
    """Return how far the person is turned away from the exact side view.

    Seen side-on, the line through both hips and both shoulders points along the camera's axis; what
    of it lies in the picture is the sine of the yaw, also for someone who bends or lies. World
    coordinates are used: in pixels a person who bends towards the camera looks narrow and turned.

    Args:
        pose: The person.

    Returns:
        Degrees, -90..90: 0 side-on, above 0 with the front turned towards the camera.
    """
    leftward, upward = body_axes(pose)
    size = float(np.linalg.norm(leftward))
    if size < 1e-9:
        return 0.0
    turned = math.degrees(math.asin(min(1.0, length(leftward[:2]) / size)))
    away = float(np.cross(leftward, upward)[2]) > 0.0
    return -turned if away else turned


def see(pose: Pose, sign: int) -> View:
    """Return the camera's view of the person.

    Args:
        pose: The person.
        sign: Direction that the person faces in the picture: +1 right, -1 left, 0 undecided.

    Returns:
        The view. The near side follows from the direction: whoever faces right in the picture
        shows their right side, whichever way up they lie.
    """
    turned = yaw(pose)
    facing: Facing | None
    near: Side | None
    if abs(turned) > FRONTAL_YAW:
        facing, near = ("front" if turned > 0 else "back"), None
    elif sign == 0:
        facing, near = None, None
    else:
        facing = near = "right" if sign > 0 else "left"
    return View(facing=facing, yaw_deg=turned, yaw_sigma=YAW_SIGMA, near=near)


def cut_off(pose: Pose, joint: str, side: Side) -> bool:
    """Return whether a joint lies outside the picture, where the estimator can only guess it."""
    x, y = (float(value) for value in pose.joint(joint, side))
    margin = FRAME_MARGIN * max(pose.width, pose.height)
    return not (-margin <= x < pose.width + margin and -margin <= y < pose.height + margin)


def framing_advice(pose: Pose) -> str | None:
    """Return what to do so that the whole body is in the picture, or None when it is.

    Shoulders, hips, knees and ankles count: they are what the angles are made of.
    """
    missing = [
        joint
        for joint in ("shoulder", "hip", "knee", "ankle")
        if any(cut_off(pose, joint, side) for side in SIDES)
    ]
    if not missing:
        return None
    words = {"shoulder": "shoulders", "hip": "hips", "knee": "knees", "ankle": "feet"}
    return f"Step back or move the camera until your {words[missing[-1]]} show"
