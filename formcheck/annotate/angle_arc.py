"""Where an angle lies in the picture: its joint, its two lines, and the way round."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.measure.model.geometry import cross, turn
from formcheck.measure.model.registry import REGISTRY, base_name
from formcheck.pose.landmark import SIDES
from formcheck.pose.pose import Pose

Points = NDArray[np.float64]

_IN_LINE: Final = math.sin(math.radians(15.0))
"""Deviation from a straight line (as a sine) below which the side to which a joint bends is
noise."""

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

    def ray(self, beyond: float | Points) -> Points:
        """Return the unit vector at `beyond` degrees more than the moving line's angle.

        Of n angles it is n vectors, shape (n, 2).

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
        return self.vertex + radius * self.ray(np.linspace(start, end, steps))


def turned(vector: Points, degrees: float | Points) -> Points:
    """Return a plane vector turned clockwise as seen (y is down); shape (n, 2) for n angles."""
    radians = np.radians(degrees)
    cosine, sine = np.cos(radians), np.sin(radians)
    x, y = vector
    return np.stack([cosine * x - sine * y, sine * x + cosine * y], axis=-1)


def arc_of(measurement: str, pose: Pose, facing: int) -> Arc | None:
    """Return where a measurement's angle lies, or None where it cannot be drawn as one.

    Args:
        measurement: Its name, such as `hip_right`.
        pose: The person.
        facing: +1 for a person facing right in the picture, -1 left, 0 not known.
    """
    spec = REGISTRY.get(base_name(measurement))
    side = next((side for side in SIDES if measurement.endswith(f"_{side}")), None)
    if spec is None or spec.arc is None or spec.sided != (side is not None):
        return None
    shape = spec.arc
    points = [_middle(pose, j) if side is None else pose.joint(j, side) for j in shape.joints]
    if shape.against != "limb":
        vertex, end = points
        return _against(shape.against, vertex, end - vertex, facing)
    before, vertex, after = points
    reference, moving = before - vertex, after - vertex
    # Through the front of the body past 180 in extension, or the way that the joint bends.
    sign = _way(reference, moving, shape.bends * facing) if shape.bends else facing
    return _arc(vertex, reference, moving, sign)


def _against(direction: str, vertex: Points, moving: Points, facing: int) -> Arc | None:
    if direction == "level":
        level = np.array([math.copysign(1.0, float(moving[0])), 0.0])
        return _arc(vertex, level, moving, -1 if level[0] > 0 else 1)  # a rise goes up, a dip down
    return _arc(vertex, _UP if direction == "up" else -_UP, moving, facing)


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
