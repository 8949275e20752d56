"""The parts of the body whose sides an estimator exchanges together, and how they are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmark import SIDES, Landmark
from formcheck.pose.pose import Pose

TRUNK, KNEES, FEET = 0, 1, 2

_KNEE: Final = tuple(Landmark.of("knee", side) for side in SIDES)
_FOOT: Final = tuple(
    Landmark.of(joint, side) for side in SIDES for joint in ("ankle", "heel", "foot_index")
)

PARTS: Final[dict[int, tuple[Landmark, ...]]] = {
    TRUNK: tuple(landmark for landmark in Landmark if landmark not in (*_KNEE, *_FOOT)),
    KNEES: _KNEE,
    FEET: _FOOT,
}
"""The landmarks of each part; arms and face go with the trunk."""

METRES_PER_TRUNK: Final = 0.5
"""Length of an adult's trunk from hips to shoulders, to the nearest decimetre."""

DEPTH_WEIGHT: Final = 0.3
"""Weight of depth beside the picture's two directions: it is guessed, and follows the names."""

_CORNERS: Final = tuple(Landmark.of(joint, side) for side in SIDES for joint in ("hip", "shoulder"))


@dataclass(frozen=True, slots=True)
class Body:
    """Where the parts of one pose are, in trunk lengths.

    Attributes:
        parts: For each part an array of shape (sides, joints, 3). The trunk's corners are in
            world coordinates, since in a side view they fall together in the picture.
    """

    parts: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]

    @classmethod
    def of(cls, pose: Pose) -> Self:
        """Return the parts of a pose."""
        size = trunk_length(pose)
        flat = pose.pixels / size
        depth = pose.world[:, 2:] * (DEPTH_WEIGHT / METRES_PER_TRUNK)
        points = np.concatenate([flat, depth], axis=1)
        trunk = pose.world[list(_CORNERS)] / METRES_PER_TRUNK
        return cls(
            (
                trunk.reshape(2, 2, 3),
                points[list(_KNEE)].reshape(2, 1, 3),
                points[list(_FOOT)].reshape(2, 3, 3),
            )
        )


def trunk_length(pose: Pose) -> float:
    """Return a length of the trunk that does not shrink when the trunk points at the camera.

    Args:
        pose: The person.

    Returns:
        Pixels, at least 1: half the height and width of hips, shoulders and knees together, or the
        trunk line where that is longer.
    """
    hips, shoulders, knees = (
        (pose.joint(joint, "left") + pose.joint(joint, "right")) / 2
        for joint in ("hip", "shoulder", "knee")
    )
    trunk = float(np.linalg.norm(shoulders - hips))
    thigh = float(np.linalg.norm(knees - hips))
    return max(trunk, 0.7 * thigh, 1.0)


def facing_evidence(pose: Pose) -> float:
    """Return whether the chest, which depends on the names, faces as the head, which does not.

    Args:
        pose: The person.

    Returns:
        From -1 (against the head, as when the whole body's names are exchanged) to +1 (with it);
        near 0 in front and back views, where neither points to a side.
    """
    left_hip, left_shoulder, right_hip, right_shoulder = pose.world[list(_CORNERS)]
    leftward = left_hip - right_hip + left_shoulder - right_shoulder
    upward = left_shoulder + right_shoulder - left_hip - right_hip
    chest = np.cross(leftward, upward)
    trunk = upward[:2]
    size = float(np.linalg.norm(trunk)) * float(np.linalg.norm(chest))
    if size < 1e-9:
        return 0.0
    ears = (pose.joint("ear", "left") + pose.joint("ear", "right")) / 2
    nose = (pose.point(Landmark.NOSE) - ears) / (0.2 * trunk_length(pose))
    sideways = float(np.linalg.norm(trunk))
    head = (trunk[0] * nose[1] - trunk[1] * nose[0]) / max(sideways, 1e-9)
    body = (trunk[0] * chest[1] - trunk[1] * chest[0]) / size
    return float(np.clip(head, -1.0, 1.0) * body)
