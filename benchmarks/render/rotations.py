"""Rotation matrices and two-bone inverse kinematics.

Body axes: +x is the person's left, +y up, +z forward. Angles are in degrees, lengths in metres.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def rot_x(degrees: float) -> Array:
    """Rotation about x, the person's left-right axis; positive tips an upright trunk forward."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def rot_y(degrees: float) -> Array:
    """Rotation about y, the vertical axis."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def rot_z(degrees: float) -> Array:
    """Rotation about z, the person's front-back axis."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def minimal_rotation(start: Array, end: Array) -> Array:
    """The smallest rotation that takes direction `start` to direction `end` (Rodrigues)."""
    start = start / np.linalg.norm(start)
    end = end / np.linalg.norm(end)
    v = np.cross(start, end)
    cross = np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])
    turn: Array = np.eye(3) + cross + cross @ cross / (1 + float(start @ end) + 1e-12)
    return turn


def limb_rotation(pitch: float, abduction: float) -> Array:
    """Rotation that takes a limb hanging straight down to a sagittal pitch and a sideways angle.

    Args:
        pitch: Sagittal direction: 0 down, 90 forward, 180 up.
        abduction: Angle out of the sagittal plane, towards +x.
    """
    return rot_x(-pitch) @ rot_z(abduction)


def limb_angles(direction: Array) -> tuple[float, float]:
    """Pitch and abduction of a direction: the inverse of `limb_rotation`."""
    unit = direction / np.linalg.norm(direction)
    return sagittal_pitch(unit), float(np.degrees(np.arcsin(np.clip(unit[0], -1, 1))))


def sagittal_pitch(direction: Array) -> float:
    """Sagittal direction of a vector: 0 down, 90 forward, 180 up, -90 backward."""
    return float(np.degrees(np.arctan2(direction[2], -direction[1])))


def wrap(degrees: float) -> float:
    """The same angle between -180 (included) and 180 (excluded)."""
    return (degrees + 180.0) % 360.0 - 180.0


def two_bone_pitches(
    upper: float, lower: float, target: tuple[float, float]
) -> tuple[float, float]:
    """Sagittal pitches of two bones whose end reaches a target, the middle joint pointing forward.

    Args:
        upper: Length of the first bone.
        lower: Length of the second bone.
        target: End point as (z, y), relative to the root of the first bone. A target out of
            reach is moved to the nearest distance that can be reached.

    Returns:
        Pitches of the first and the second bone: 0 down, 90 forward.
    """
    reach = np.hypot(*target)
    reach = float(np.clip(reach, abs(upper - lower) + 1e-4, upper + lower - 1e-4))
    base = np.degrees(np.arctan2(target[0], -target[1]))
    first = np.arccos((upper**2 + reach**2 - lower**2) / (2 * upper * reach))
    second = np.arccos((lower**2 + reach**2 - upper**2) / (2 * lower * reach))
    return float(base + np.degrees(first)), float(base - np.degrees(second))


def two_bone_elbow(root: Array, target: Array, lengths: tuple[float, float], pole: Array) -> Array:
    """Position of the middle joint of a two-bone chain in space.

    Args:
        root: Position of the first joint, shape (3,).
        target: Wanted position of the last joint, shape (3,).
        lengths: Lengths of the two bones.
        pole: Direction towards which the middle joint points.
    """
    upper, lower = lengths
    axis = target - root
    reach = float(np.clip(np.linalg.norm(axis), abs(upper - lower) + 1e-4, upper + lower - 1e-4))
    axis = axis / np.linalg.norm(axis)
    along = (upper**2 + reach**2 - lower**2) / (2 * reach)
    aside = pole - axis * float(pole @ axis)
    aside = aside / np.linalg.norm(aside)
    middle: Array = root + axis * along + aside * np.sqrt(max(upper**2 - along**2, 0.0))
    return middle
