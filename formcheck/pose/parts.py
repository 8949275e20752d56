"""The parts of the body whose sides an estimator exchanges together, and how they are compared."""

from __future__ import annotations

import math
from typing import Final

from formcheck.pose import space
from formcheck.pose.landmark import SIDES, Landmark, Side
from formcheck.pose.pose import Pose
from formcheck.pose.space import Solid

TRUNK, KNEES, FEET = 0, 1, 2

_FOOT: Final = ("ankle", "heel", "foot_index")
_KNEES: Final = tuple(Landmark.of("knee", side) for side in SIDES)
_FEET: Final = tuple(Landmark.of(joint, side) for side in SIDES for joint in _FOOT)

PARTS: Final[dict[int, tuple[Landmark, ...]]] = {
    TRUNK: tuple(landmark for landmark in Landmark if landmark not in (*_KNEES, *_FEET)),
    KNEES: _KNEES,
    FEET: _FEET,
}
"""The landmarks of each part; arms and face go with the trunk."""

METRES_PER_TRUNK: Final = 0.5
"""Length of an adult's trunk from hips to shoulders, to the nearest decimetre."""

DEPTH_WEIGHT: Final = 0.3
"""Weight of depth beside the picture's two directions: it is guessed, and follows the names."""

Limb = list[Solid]
"""The places of the joints of one side of a part."""

Legs = tuple[Limb, Limb]
"""Those of its left and of its right side."""


def body_parts(pose: Pose) -> list[Legs]:
    """Return where the parts of a pose are, in trunk lengths.

    Args:
        pose: The person.

    Returns:
        For each of `PARTS` the joints of the left and of the right side. The trunk's corners are
        in world coordinates, since in a side view they fall together in the picture; the others
        are where the picture has them, with a little of their depth.
    """
    flat, deep = 1.0 / trunk_length(pose), DEPTH_WEIGHT / METRES_PER_TRUNK

    def trunk(side: Side) -> Limb:
        corners = (pose.solid(joint, side) for joint in ("hip", "shoulder"))
        return [space.scaled(at, 1.0 / METRES_PER_TRUNK) for at in corners]

    def limb(joints: tuple[str, ...], side: Side) -> Limb:
        places = ((pose.flat(joint, side), pose.solid(joint, side)[2]) for joint in joints)
        return [(at.real * flat, at.imag * flat, depth * deep) for at, depth in places]

    return [
        (trunk("left"), trunk("right")),
        *((limb(joints, "left"), limb(joints, "right")) for joints in (("knee",), _FOOT)),
    ]


def trunk_length(pose: Pose) -> float:
    """Return a length of the trunk that does not shrink when the trunk points at the camera.

    Args:
        pose: The person.

    Returns:
        Pixels, at least 1: half the height and width of hips, shoulders and knees together, or the
        trunk line where that is longer.
    """
    hips = pose.middle("hip")
    return max(abs(pose.middle("shoulder") - hips), 0.7 * abs(pose.middle("knee") - hips), 1.0)


def body_axes(pose: Pose) -> tuple[Solid, Solid]:
    """Return the body's leftward and upward directions in world coordinates.

    Args:
        pose: The person.

    Returns:
        Two vectors in metres, x to the right of the picture, y down, z away from the camera: from
        the right to the left hip and shoulder, and from the hips to the shoulders.
    """
    left_hip, right_hip = pose.solid("hip", "left"), pose.solid("hip", "right")
    left_shoulder, right_shoulder = pose.solid("shoulder", "left"), pose.solid("shoulder", "right")
    # The two diagonals of the trunk: together they point to the left, against each other upwards.
    rising, falling = space.minus(left_shoulder, right_hip), space.minus(left_hip, right_shoulder)
    return space.scaled(space.plus(rising, falling), 0.5), space.scaled(
        space.minus(rising, falling), 0.5
    )


def facing_evidence(pose: Pose) -> float:
    """Return whether the chest, which depends on the names, faces as the head, which does not.

    Args:
        pose: The person.

    Returns:
        From -1 (against the head, as when the whole body's names are exchanged) to +1 (with it);
        near 0 in front and back views, where neither points to a side.
    """
    leftward, upward = body_axes(pose)
    chest, sideways = space.cross_3d(leftward, upward), math.hypot(*upward[:2])
    size = sideways * space.size(chest)
    if size < 1e-9:
        return 0.0
    nose = (pose.nose - pose.middle("ear")) / (0.2 * trunk_length(pose))
    head = (upward[0] * nose.imag - upward[1] * nose.real) / max(sideways, 1e-9)
    body = (upward[0] * chest[1] - upward[1] * chest[0]) / size
    return min(1.0, max(-1.0, head)) * body
