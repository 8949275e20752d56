"""Vectors in the estimator's world, as plain numbers.

A frame needs a few dozen operations on single vectors, which on arrays cost ten times as much.
"""

from __future__ import annotations

import math

Solid = tuple[float, float, float]
"""A point or a vector in metres: x to the right of the picture, y down, z away from the camera."""


def plus(a: Solid, b: Solid) -> Solid:
    """Return the sum of two vectors."""
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def minus(a: Solid, b: Solid) -> Solid:
    """Return the vector from `b` to `a`."""
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def scaled(a: Solid, by: float) -> Solid:
    """Return a vector made longer by a factor."""
    return by * a[0], by * a[1], by * a[2]


def dot_3d(a: Solid, b: Solid) -> float:
    """Return the dot product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross_3d(a: Solid, b: Solid) -> Solid:
    """Return the cross product."""
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def size(a: Solid) -> float:
    """Return the length of a vector."""
    return math.hypot(*a)
