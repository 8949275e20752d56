"""Plane geometry of a pose in pixels: signed and unsigned angles, in degrees.

Picture coordinates have y down, so a positive cross product is a clockwise turn as seen. `sign`
is +1 for a person whose front points to the right of the picture and -1 to the left: it turns
"clockwise" into "towards the person's front".
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.pose import Pose

Vector = NDArray[np.float64]


def cross(a: Vector, b: Vector) -> float:
    """Return the z component of the cross product of two plane vectors."""
    return float(a[0] * b[1] - a[1] * b[0])


def length(a: Vector) -> float:
    """Return the length of a plane vector, in its own unit."""
    return math.hypot(float(a[0]), float(a[1]))


def wrap180(angle: float) -> float:
    """Return an angle in degrees wrapped to -180 <= angle < 180."""
    return (angle + 180.0) % 360.0 - 180.0


def turn(a: Vector, b: Vector, sign: int) -> float:
    """Return the turn from `a` to `b` through the person's front, degrees, -180..180.

    Args:
        a: Vector in pixels, shape (2,), not of zero length.
        b: Likewise.
        sign: +1 for a person facing right in the picture, -1 facing left.
    """
    return math.degrees(math.atan2(sign * cross(a, b), float(a @ b)))


def interior_angle(a: Vector, b: Vector) -> float:
    """Return the unsigned angle between two vectors, degrees, 0..180."""
    return abs(turn(a, b, 1))


def hip_angle(shoulder: Vector, hip: Vector, knee: Vector, sign: int) -> float:
    """Return the trunk-thigh angle, measured through the front of the body.

    Sitting reads 90, standing 180, and a thigh behind the trunk line above 180: extension is
    never folded back as an arccos of the dot product would do. Formula:
    `sign * atan2(cross(trunk, thigh), dot(trunk, thigh))`.

    Args:
        shoulder: Shoulder in pixels, shape (2,).
        hip: Hip of the same side.
        knee: Knee of the same side.
        sign: +1 for a person facing right in the picture, -1 facing left.

    Returns:
        Degrees, -60..300: a thigh pulled past the chest may read a little below 0.
    """
    angle = turn(shoulder - hip, knee - hip, sign) % 360.0
    return angle - 360.0 if angle > 300.0 else angle


def lean(segment: Vector, sign: int) -> float:
    """Return how far a segment that points upward leans towards the person's front.

    Args:
        segment: From the lower to the upper end, in pixels, shape (2,).
        sign: +1 for a person facing right in the picture, -1 facing left.

    Returns:
        Degrees, -180..180: 0 upright, above 0 leaning forward, 90 lying face down.
    """
    return turn(np.array([0.0, -1.0]), segment, sign)


def elevation(segment: Vector) -> float:
    """Return the angle of a segment above the horizontal, degrees, -90..90."""
    return math.degrees(math.atan2(-float(segment[1]), abs(float(segment[0]))))


def middle(pose: Pose, joint: str) -> Vector:
    """Return the point half-way between a left and a right joint, in pixels, shape (2,)."""
    return np.asarray((pose.joint(joint, "left") + pose.joint(joint, "right")) / 2)


def trunk_line(pose: Pose) -> Vector:
    """Return the vector from the middle of the hips to that of the shoulders, in pixels."""
    return middle(pose, "shoulder") - middle(pose, "hip")
