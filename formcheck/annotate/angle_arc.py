"""Where an angle lies in the picture: its joint, its two lines, and the way round."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.measure.model.geometry import cross, turn
from formcheck.pose.landmark import SIDES, Side
from formcheck.pose.pose import Pose
from formcheck.wording import base_name

Points = NDArray[np.float64]

_JOINTS: Final = {
    "hip": ("shoulder", "hip", "knee"),
    "hip_joint": ("shoulder", "hip", "knee"),
    "knee": ("hip", "knee", "ankle"),
    "elbow": ("shoulder", "elbow", "wrist"),
    "shoulder": ("hip", "shoulder", "elbow"),
}
_BENDS: Final = {"knee": -1, "elbow": 1, "shoulder": -1}
"""Which way round a joint bends on a person who faces right: +1 is clockwise as seen."""

_IN_LINE: Final = math.sin(math.radians(15.0))
"""Nearer to a straight line than this, noise alone decides to which side a joint seems to bend."""

_UPRIGHT: Final = {"thigh": ("hip", "knee"), "shin": ("knee", "ankle")}
_UP: Final = np.array([0.0, -1.0])


@dataclass(frozen=True, slots=True, eq=False)
class Arc:
    """An angle in the picture.

    Attributes:
        vertex: The joint in pixels, shape (2,).
        reference: Unit vector of the line that the angle starts from.
        moving: Unit vector of the line where it ends.
        sign: +1 where the angle grows clockwise as seen, -1 otherwise.
        reach: Length of the shorter line in pixels.
        sweep: Turn from `reference` to `moving` in the direction of `sign`, degrees; the drawn
            angle, which a corrected measurement may leave by a few degrees.
    """

    vertex: Points
    reference: Points
    moving: Points
    sign: int
    reach: float
    sweep: float

    def ray(self, beyond: float) -> Points:
        """Return the unit vector at `beyond` degrees more than the moving line's angle.

        Bands are drawn from the moving line, not from the reference: then the limb lies inside
        the drawn band exactly when the value lies inside the target.
        """
        return turned(self.moving, self.sign * beyond)

    def points(self, radius: float, start: float, end: float) -> Points:
        """Return a circular arc about the vertex, shape (n, 2), pixels.

        Args:
            radius: In pixels.
            start: Degrees beyond the moving line; see `ray`.
            end: Likewise.
        """
        steps = max(2, math.ceil(abs(end - start) / 3.0) + 1)
        rays = [self.ray(float(angle)) for angle in np.linspace(start, end, steps)]
        return self.vertex + radius * np.asarray(rays)


def turned(vector: Points, degrees: float) -> Points:
    """Return a plane vector turned clockwise as seen (y is down)."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = vector
    return np.array([cosine * x - sine * y, sine * x + cosine * y])


def arc_of(measurement: str, pose: Pose, facing: int) -> Arc | None:
    """Return where a measurement's angle lies, or None where it cannot be drawn as one.

    Args:
        measurement: Its name, such as `hip_right`.
        pose: The person.
        facing: +1 for a person facing right in the picture, -1 left, 0 not known.
    """
    name = base_name(measurement)
    if name in ("trunk_lean", "trunk_pitch"):
        hips = _middle(pose, "hip")
        trunk = _middle(pose, "shoulder") - hips
        if name == "trunk_lean":
            return _arc(hips, _UP, trunk, facing)
        level = np.array([math.copysign(1.0, float(trunk[0])), 0.0])
        return _arc(hips, level, trunk, -1 if level[0] > 0 else 1)  # a rise goes up, a dip down
    side = next((side for side in SIDES if measurement.endswith(f"_{side}")), None)
    if side is None:
        return None
    if name in _UPRIGHT:
        upper, lower = (pose.joint(joint, side) for joint in _UPRIGHT[name])
        return _arc(upper, -_UP, lower - upper, facing)
    if name not in _JOINTS:
        return None
    return _three_joints(name, pose, side, facing)


def _three_joints(name: str, pose: Pose, side: Side, facing: int) -> Arc | None:
    before, vertex, after = (pose.joint(joint, side) for joint in _JOINTS[name])
    reference, moving = before - vertex, after - vertex
    if name in ("hip", "hip_joint"):
        # Through the front of the body, past 180 in extension.
        return _arc(vertex, reference, moving, facing)
    return _arc(vertex, reference, moving, _way(reference, moving, _BENDS[name] * facing))


def _middle(pose: Pose, joint: str) -> Points:
    return np.asarray((pose.joint(joint, "left") + pose.joint(joint, "right")) / 2)


def _way(reference: Points, moving: Points, bends: int) -> int:
    """Return to which side a joint is bent, or where that is not seen, how it bends."""
    turned_by = cross(complex(*reference), complex(*moving))
    if bends and abs(turned_by) < _IN_LINE * math.hypot(*reference) * math.hypot(*moving):
        return bends
    return 1 if turned_by >= 0 else -1


def _arc(vertex: Points, reference: Points, moving: Points, sign: int) -> Arc | None:
    long, short = math.hypot(*reference), math.hypot(*moving)
    if sign == 0 or min(long, short) < 1.0:
        return None
    sweep = turn(complex(*reference), complex(*moving), sign)
    if sweep < -60.0:
        sweep += 360.0
    # A reference of unit length is a direction, not a limb: it does not bound the reach.
    reach = short if long <= 1.0 + 1e-9 else min(long, short)
    return Arc(vertex, reference / long, moving / short, sign, reach, sweep)
