"""What the correction's networks see of a person: positions and directions, facing right."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmark import SIDES, Landmark, Side, other
from formcheck.pose.mirror import MIRROR_ORDER, MIRRORED
from formcheck.pose.pose import Pose

Array = NDArray[np.float64]

_SPACES: Final = (slice(0, 2), slice(2, 5))
"""Of five coordinates those in the picture, and those in space."""
_LEG: Final = ("hip", "knee", "ankle", "heel", "foot_index")


def correction_features(pose: Pose, sign: int) -> Array:
    """Return what the networks see of a person, mirrored so that everybody faces right.

    Args:
        pose: The person.
        sign: +1 facing right in the picture, -1 facing left.

    Returns:
        Shape (2, F), for the left and for the right leg as named in the mirror: the right one is
        the near one. Each row holds the joints of the trunk, of this leg and of the other one in
        metres, in the picture and in space, about the middle of the hips; their directions and
        turns; and whether this leg is the near one. The trunk is judged by the near leg's row.
    """
    points = np.concatenate([pose.pixels, pose.world], axis=1)
    points -= (points[Landmark.LEFT_HIP] + points[Landmark.RIGHT_HIP]) / 2
    if sign < 0:
        points = points[MIRROR_ORDER] * MIRRORED
    # Pixels a metre, by least squares: the world coordinates carry the size of the person.
    products = points.T @ points  # x and y in the picture, then x, y and z in space
    size = products[2, 2] + products[3, 3]
    scale = (products[0, 2] + products[1, 3]) / size if size > 1e-9 else 1.0
    points[:, :2] /= max(scale, 1e-6)
    places, lines = points[_POINTS], _SEGMENTS @ points
    parts = [places[..., space].reshape(2, -1) for space in _SPACES]
    for space in _SPACES:
        units = lines[..., space]
        units /= np.maximum(np.sqrt(np.vecdot(units, units)), 1e-9)[..., None]
        # The turns from trunk to thigh and from thigh to shank, as sines and cosines: angles
        # that positions hold only by products.
        before, after = units[:, _BEFORE], units[:, 2:]
        sines = before[..., 0] * after[..., 1] - before[..., 1] * after[..., 0]
        parts += [units.reshape(2, -1), sines, np.vecdot(before, after)]
    return np.concatenate([*parts, _NEAR], axis=1)


def _points(side: Side) -> list[Landmark]:
    """The landmarks of a row: trunk and arms, this leg, the other leg."""
    both = (side, other(side))
    joints = ("ear", "shoulder", "elbow")
    return [
        Landmark.NOSE,
        *(Landmark.of(joint, which) for which in both for joint in joints),
        *(Landmark.of(joint, which) for which in both for joint in _LEG),
    ]


def _segments(side: Side) -> Array:
    """The segments of a row as weights of the landmarks, shape (6, 33): end less start.

    They are the line across the body, the trunk, and thigh and shank of this leg and the other.
    """

    def at(joint: str, which: Side) -> Array:
        return np.asarray(np.eye(len(Landmark))[Landmark.of(joint, which)])

    across = sum(at(joint, "left") - at(joint, "right") for joint in ("hip", "shoulder"))
    trunk = sum(at("shoulder", which) - at("hip", which) for which in SIDES)
    limbs = [
        at(below, which) - at(above, which)
        for which in (side, other(side))
        for above, below in (("hip", "knee"), ("knee", "ankle"))
    ]
    return np.array([across, trunk, *limbs])


_POINTS: Final = np.array([_points(side) for side in SIDES])
_SEGMENTS: Final = np.stack([_segments(side) for side in SIDES])
_NEAR: Final = np.array([[-1.0], [1.0]])
"""Of the left and of the right leg's row, for a person who faces right."""
_BEFORE: Final = np.array([1, 2, 1, 4])
"""What each limb turns against, by its segment: thighs against the trunk, shanks against thighs."""
