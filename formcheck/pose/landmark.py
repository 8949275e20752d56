"""Names of the 33 BlazePose landmarks, and of the body's two sides."""

from __future__ import annotations

from enum import IntEnum
from typing import Final, Literal

Side = Literal["left", "right"]
"""A side of the person's own body, whatever the picture shows."""

SIDES: Final[tuple[Side, Side]] = ("left", "right")


def other(side: Side) -> Side:
    """Return the opposite side."""
    return "right" if side == "left" else "left"


class Landmark(IntEnum):
    """Index of each landmark in a `Pose`, in MediaPipe's order; left and right are the person's."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32

    @classmethod
    def of(cls, joint: str, side: Side) -> Landmark:
        """Return the landmark of a joint on one side.

        Args:
            joint: `shoulder`, `elbow`, `wrist`, `hip`, `knee`, `ankle`, `heel`, `foot_index`,
                `ear`, `eye`.
            side: The person's own side.

        Raises:
            KeyError: There is no such joint.
        """
        return JOINTS[joint, side]


JOINTS: Final[dict[tuple[str, Side], Landmark]] = {
    (landmark.name.lower().removeprefix(f"{side}_"), side): landmark
    for landmark in Landmark
    for side in SIDES
    if landmark.name.lower().startswith(f"{side}_")
}
"""The landmark of each joint and side; see `Landmark.of`."""

_COCO: Final = ("eye", "ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle")

KEYPOINTS: Final = (
    Landmark.NOSE,
    *(JOINTS[joint, side] for joint in _COCO for side in SIDES),
)
"""The landmark of each of the 17 key points of the COCO data set, in its order."""
