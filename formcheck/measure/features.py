"""What the correction's networks see of a person: positions and directions, facing right."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmark import SIDES, Landmark, Side, other
from formcheck.pose.pose import Pose

Array = NDArray[np.float64]

_LEG: Final = ("hip", "knee", "ankle", "heel", "foot_index")


def facing_right(pose: Pose, sign: int) -> Pose:
    """Return the pose as if the person faced right: mirrored, without its silhouette, from left."""
    return replace(pose, silhouette=None).mirrored() if sign < 0 else pose


def features(pose: Pose) -> Array:
    """Return what the networks see of a person who faces right; see `facing_right`.

    Args:
        pose: The person.

    Returns:
        Shape (2, F), for the left and for the right leg. Each row holds the joints of the trunk,
        of this leg and of the other one in metres, in the picture and in space, about the middle
        of the hips; their directions and turns; and whether this leg is the near one. The trunk
        is judged by the right, near leg's row.
    """
    hips = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    flat = pose.pixels - pose.pixels[hips].sum(axis=0) / 2
    solid = pose.world - pose.world[hips].sum(axis=0) / 2
    # Pixels a metre, by least squares: the world coordinates carry the size of the person.
    size = float((solid[:, :2] ** 2).sum())
    scale = float((flat * solid[:, :2]).sum()) / size if size > 1e-9 else 1.0
    flat = flat / max(scale, 1e-6)
    parts = [flat[_POINTS].reshape(2, -1), solid[_POINTS].reshape(2, -1)]
    for points in (flat, solid):
        lines = _SEGMENTS @ points
        units = lines / np.maximum(np.sqrt((lines * lines).sum(axis=2, keepdims=True)), 1e-9)
        # The turns from trunk to thigh and from thigh to shank, as sines and cosines: angles
        # that positions hold only by products.
        before, after = units[:, _BEFORE], units[:, _AFTER]
        sines = before[..., 0] * after[..., 1] - before[..., 1] * after[..., 0]
        parts += [units.reshape(2, -1), sines, (before * after).sum(axis=2)]
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
_AFTER: Final = np.array([2, 3, 4, 5])
