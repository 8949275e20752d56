"""Plane geometry of a pose in pixels: signed and unsigned angles, in degrees.

A point of the picture, and the way from one point to another, is a complex number, x + y i in
pixels (`Pose.flat`); `abs` is its length. Picture coordinates have y down, so a positive cross
product is a clockwise turn as seen. `sign` is +1 for a person whose front points to the right of
the picture and -1 to the left: it turns "clockwise" into "towards the person's front".
"""

from __future__ import annotations

import math
from typing import Final

from formcheck.pose.landmark import Side
from formcheck.pose.pose import Pose

UP: Final = complex(0.0, -1.0)


def cross(a: complex, b: complex) -> float:
    """Return the z component of the cross product of two plane vectors."""
    return a.real * b.imag - a.imag * b.real


def dot(a: complex, b: complex) -> float:
    """Return the dot product of two plane vectors."""
    return a.real * b.real + a.imag * b.imag


def wrap180(angle: float) -> float:
    """Return an angle in degrees wrapped to -180 <= angle < 180."""
    return (angle + 180.0) % 360.0 - 180.0


def turn(a: complex, b: complex, sign: int) -> float:
    """Return the turn from `a` to `b` through the person's front, degrees, -180..180.

    Args:
        a: Vector in pixels, not of zero length.
        b: Likewise.
        sign: +1 for a person facing right in the picture, -1 facing left.
    """
    return math.degrees(math.atan2(sign * cross(a, b), dot(a, b)))


def interior_angle(a: complex, b: complex) -> float:
    """Return the unsigned angle between two vectors, degrees, 0..180."""
    return abs(turn(a, b, 1))


def hip_angle(shoulder: complex, hip: complex, knee: complex, sign: int) -> float:
    """Return the trunk-thigh angle, measured through the front of the body.

    Sitting reads 90, standing 180, and a thigh behind the trunk line above 180: extension is
    never folded back as an arccos of the dot product would do. Formula:
    `sign * atan2(cross(trunk, thigh), dot(trunk, thigh))`.

    Args:
        shoulder: Shoulder in pixels.
        hip: Hip of the same side.
        knee: Knee of the same side.
        sign: +1 for a person facing right in the picture, -1 facing left.

    Returns:
        Degrees, -60..300: a thigh pulled past the chest may read a little below 0.
    """
    angle = turn(shoulder - hip, knee - hip, sign) % 360.0
    return angle - 360.0 if angle > 300.0 else angle


def lean(segment: complex, sign: int) -> float:
    """Return how far a segment that points upward leans towards the person's front.

    Args:
        segment: From the lower to the upper end, in pixels.
        sign: +1 for a person facing right in the picture, -1 facing left.

    Returns:
        Degrees, -180..180: 0 upright, above 0 leaning forward, 90 lying face down.
    """
    return turn(UP, segment, sign)


def elevation(segment: complex) -> float:
    """Return the angle of a segment above the horizontal, degrees, -90..90."""
    return math.degrees(math.atan2(-segment.imag, abs(segment.real)))


def trunk_line(pose: Pose, near: Side | None = None) -> complex:
    """Return the vector from hips to shoulders, in pixels.

    Args:
        pose: The person.
        near: The side whose hip and shoulder are meant, or None for the middles of both sides. Seen
            from the side, the far shoulder and hip are hidden and only guessed.
    """
    if near is not None:
        return pose.flat("shoulder", near) - pose.flat("hip", near)
    return pose.middle("shoulder") - pose.middle("hip")
