"""How the camera sees the person: facing, yaw, near side, framing."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from formcheck.measure.model.measurement import Facing, View
from formcheck.pose import space
from formcheck.pose.landmark import JOINTS, SIDES, Landmark, Side
from formcheck.pose.parts import body_axes
from formcheck.pose.pose import Pose

FRONTAL_YAW: Final = 60.0
"""Yaw off the side view, in degrees, above which the person faces towards or away from the
camera."""

YAW_SIGMA: Final = {
    "raised": ((0.0, 15.0), (15.0, 12.5), (30.0, 12.5), (45.0, 11.0)),
    "lying": ((0.0, 14.0), (15.0, 15.0), (30.0, 15.0), (45.0, 16.5)),
}
"""Degrees from which on, and the standard deviation of the error there, by how the trunk lies.

From rendered people of the training split, and smoothed by hand. Near 0 the sign is chance, which
is most of the error there; without its sign the yaw errs by about 10 degrees everywhere. A front
taken for a back is a larger error than any sigma covers."""

LYING_DEG: Final = 60.0
"""Angle of the trunk to the picture's vertical, in degrees, above which it counts as lying."""

SHOULDER_SHARE: Final = 0.75
"""Weight of the shoulders against the hips in the left-right axis: the hips' depth is guessed
worse; alone they scattered the yaw 1.3 times as much."""

ASSUMED_FOV: Final = 65.0
"""Assumed field of view across the longer side of the picture, in degrees; laptops' and phones'
cameras have 55 to 80."""

SHOWN: Final = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
"""Joints that are reported as cut off: with them, the whole body is in the picture."""

FRAME_MARGIN: Final = 0.01
"""Share of the picture's longer side within which a joint at its edge counts as cut off: the
estimator draws most of what it cannot see just inside. Of the joints of legs that were found that
near to the edge, on rendered people of the training split, seven in ten were outside, and none
belonged to somebody who was whole."""


def yaw(pose: Pose) -> float:
    """Return how far the person is turned away from the exact side view.

    Seen side-on, the line through both hips and both shoulders points along the camera's axis; what
    of it lies in the picture is the sine of the yaw, also for someone who bends or lies. World
    coordinates are used: in pixels a person who bends towards the camera looks narrow and turned.

    The sign is that of the left shoulder's place, to the right or left of the right one. The
    chest's normal says the same of someone upright, but lying down it points at the ceiling.

    Args:
        pose: The person.

    Returns:
        Degrees, -90..90: 0 side-on, above 0 with the front turned towards the camera. Of someone
        lying, the front is what it would be if they stood up on the spot.
    """
    shoulders, hips = (
        space.minus(pose.solid(joint, "left"), pose.solid(joint, "right"))
        for joint in ("shoulder", "hip")
    )
    leftward = space.plus(
        space.scaled(shoulders, SHOULDER_SHARE), space.scaled(hips, 1.0 - SHOULDER_SHARE)
    )
    size = space.size(leftward)
    if size < 1e-9:
        return 0.0
    turned = math.degrees(math.asin(min(1.0, math.hypot(*leftward[:2]) / size)))
    return math.copysign(turned, shoulders[0])


def yaw_sigma(pose: Pose, yaw_deg: float) -> float:
    """Return the standard deviation of the error of `yaw`, degrees."""
    trunk = body_axes(pose)[1]
    lean = math.degrees(math.atan2(math.hypot(trunk[0], trunk[2]), -trunk[1]))
    table = YAW_SIGMA["lying" if lean > LYING_DEG else "raised"]
    return [sigma for start, sigma in table if abs(yaw_deg) >= start][-1]


def fill(pose: Pose) -> float:
    """Return how large the person is, as a share of the picture's diagonal.

    It is the diagonal of the box around the body's landmarks, without the face.
    """
    body = pose.pixels[Landmark.LEFT_SHOULDER :]
    box = body.max(axis=0) - body.min(axis=0)
    return math.hypot(*box.tolist()) / math.hypot(pose.width, pose.height)


def distance(pose: Pose) -> float | None:
    """Return about how far the person is from the camera, metres, or None where it cannot be told.

    The landmarks' size in pixels against their size in metres, for a camera of `ASSUMED_FOV`. The
    camera's true field of view is not known and MediaPipe's metres fit an average person, so this
    is a rough figure; `python -m benchmarks.view` prints its error. Advice goes by `fill` instead.
    """
    body = np.concatenate([pose.pixels, pose.world[:, :2]], axis=1)[Landmark.LEFT_SHOULDER :]
    off = body - body.sum(axis=0) / len(body)
    across, down, across_m, down_m = (off * off).sum(axis=0).tolist()
    scale = math.sqrt((across + down) / max(across_m + down_m, 1e-12))
    if scale < 1.0:
        return None
    focal = max(pose.width, pose.height) / 2 / math.tan(math.radians(ASSUMED_FOV / 2))
    return focal / scale


def see(pose: Pose, sign: int, learned: tuple[float, float] | None = None) -> View:
    """Return the camera's view of the person.

    Args:
        pose: The person.
        sign: Direction that the person faces in the picture: +1 right, -1 left, 0 undecided.
        learned: Yaw and its sigma by the learned correction, or None for plain geometry.

    Returns:
        The view. The near side follows from the direction: whoever faces right in the picture
        shows their right side, whichever way up they lie.
    """
    if learned is None:
        turned = yaw(pose)
        scatter = yaw_sigma(pose, turned)
    else:
        turned, scatter = learned
    facing: Facing | None
    near: Side | None
    if abs(turned) > FRONTAL_YAW:
        facing, near = ("front" if turned > 0 else "back"), None
    elif sign == 0:
        facing, near = None, None
    else:
        facing = near = "right" if sign > 0 else "left"
    return View(
        facing=facing,
        yaw_deg=turned,
        yaw_sigma=scatter,
        near=near,
        fill=fill(pose),
        distance_m=distance(pose),
        cut_off=cut_off(pose),
    )


def cut_off(pose: Pose) -> tuple[str, ...]:
    """Return the joints that are outside the picture, where the estimator can only guess them."""
    out = outside(pose)
    return tuple(name for joint in SHOWN for side in SIDES if (name := f"{joint}_{side}") in out)


def outside(pose: Pose) -> set[str]:
    """Return every joint outside the picture, feet and hands with them, such as `heel_left`."""
    if pose.outside is not None:
        return set(pose.outside)
    margin = FRAME_MARGIN * max(pose.width, pose.height)
    end = np.array([pose.width - margin, pose.height - margin])
    inside = (pose.pixels >= margin) & (pose.pixels < end)
    out = ~np.asarray(inside.all(axis=1))
    if not out.any():
        return set()
    return {f"{joint}_{side}" for (joint, side), landmark in JOINTS.items() if out[landmark]}
