"""One pose out of what two engines say.

MediaPipe gives 33 landmarks, depth and the silhouette; MoveNet gives 17 points in the picture. They
fail in different pictures, so where they agree the mean of both is better than either, and where
they do not, that is said: how far apart they are becomes part of every angle's error, and legs that
the engines name otherwise have no sure name. Nothing here is learned.

Which engine counts for more follows from 102 pictures of real people that were marked by eye
(docs/accuracy.md): MoveNet is the better one on the leg near the camera, MediaPipe on the far one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.engine.movenet import KEYPOINTS, Keypoints
from formcheck.pose.landmark import SIDES, Landmark, Side
from formcheck.pose.mirror import MIRROR_ORDER
from formcheck.pose.parts import trunk_length
from formcheck.pose.pose import Pose

Array = NDArray[np.float64]

NEAR_WEIGHT: Final = 2.0 / 3.0
"""Weight of MoveNet on the side near the camera, against MediaPipe's third."""

FAR_WEIGHT: Final = 1.0 / 3.0
"""Weight of MoveNet on the side away from the camera, where part of the leg is hidden."""

OTHER_PERSON: Final = 0.6
"""Mean distance of the engines' landmarks, in trunk lengths, above which MoveNet looks at somebody
else, or at nothing."""

CROSSED: Final = -0.2
"""Agreement on knees or ankles below which the names of the legs are contested; see `_matched`.
Where both legs fall together in the picture it is about 0, and no further look tells more."""

UNLIKE: Final = 0.15
"""Trunk lengths by which a second look may move a joint of trunk or leg to be carried on."""

MOVED: Final = 0.1
"""Trunk lengths by which a joint of trunk or leg may have moved while it is carried on."""

_JOINTS: Final = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")

_FUSED: Final = [Landmark.of(joint, side) for joint in _JOINTS for side in SIDES]

_BODY: Final = [
    Landmark.of(joint, side) for joint in ("shoulder", "hip", "knee", "ankle") for side in SIDES
]

_MATCHED: Final = (("shoulder", "hip"), ("elbow", "wrist"), ("knee",), ("ankle",))
"""Joints whose names an engine exchanges together, which are matched before they are mixed."""

_FEET: Final = {
    Landmark.of("ankle", side): [Landmark.of(part, side) for part in ("heel", "foot_index")]
    for side in SIDES
}
"""MoveNet knows no heels and toes: they move with their ankle."""

_ROWS: Final = {landmark: row for row, landmark in enumerate(KEYPOINTS)}


@dataclass(frozen=True, slots=True, eq=False)
class LookShift:
    """What a second look of MoveNet adds to a first one.

    Attributes:
        by: Shift of each key point, pixels, shape (17, 2).
        agreement: How far the second look called knees and ankles as MediaPipe did.
        seen: Where MediaPipe saw trunk and legs then, pixels.
    """

    by: Array
    agreement: tuple[float, float]
    seen: Array

    @classmethod
    def of(cls, pose: Pose, looks: Sequence[Keypoints]) -> Self | None:
        """Return what is to be carried on.

        Args:
            pose: MediaPipe's.
            looks: Both of MoveNet's.

        Returns:
            The shift, or None where the looks name legs otherwise than MediaPipe does, or are too
            far apart to go on from there.
        """
        matched = [_matched(pose, look) for look in looks]
        by: Array = np.mean([found for found, _ in matched], axis=0) - matched[0][0]
        body = [_ROWS[landmark] for landmark in _BODY]
        far = float(np.linalg.norm(by[body], axis=1).max()) > UNLIKE * trunk_length(pose)
        named = min(agreement for _, pair in matched for agreement in pair) > CROSSED
        return None if far or not named else cls(by, matched[1][1], pose.pixels[_BODY])

    def holds_for(self, pose: Pose) -> bool:
        """Return whether the body is about where it was."""
        away = float(np.linalg.norm(pose.pixels[_BODY] - self.seen, axis=1).max())
        return away < MOVED * trunk_length(pose)

    def is_named_alike(self, fused: Pose) -> bool:
        """Return whether the one look that a pose was made of has the legs as MediaPipe has them.

        Args:
            fused: What `fuse` made of that look with this shift.
        """
        if fused.agreement is None:
            return False
        pairs = zip(fused.agreement, self.agreement, strict=True)
        return all(2.0 * mean - carried > CROSSED for mean, carried in pairs)


def fuse(pose: Pose, looks: Sequence[Keypoints], shift: LookShift | None = None) -> Pose:
    """Return one pose out of MediaPipe's and of MoveNet's looks at the same person.

    Args:
        pose: MediaPipe's.
        looks: MoveNet's, at least one; of several the mean counts.
        shift: What an earlier second look adds to a single one.

    Returns:
        MediaPipe's pose with the joints moved to where both engines see them, with
        where each of them did (`Pose.engines`), and whether they call the legs alike
        (`Pose.agreement`). It is
        MediaPipe's pose as it was where MoveNet looked at somebody else.
    """
    matched = [_matched(pose, look) for look in looks]
    places = np.mean([found for found, _ in matched], axis=0)
    if shift is not None:
        places = places + shift.by
    away = places - pose.pixels[KEYPOINTS,]
    body = [_ROWS[landmark] for landmark in _FUSED]
    if np.linalg.norm(away[body], axis=1).mean() > OTHER_PERSON * trunk_length(pose):
        return pose
    apart, weights = np.zeros_like(pose.pixels), _weights(pose)
    for landmark in _FUSED:
        apart[landmark] = away[_ROWS[landmark]]
        for part in _FEET.get(landmark, ()):
            apart[part] = apart[landmark]
    alike = [pair for _, pair in matched] + ([] if shift is None else [shift.agreement])
    agreement = np.mean(alike, axis=0)
    return replace(
        pose,
        pixels=pose.pixels + weights[:, None] * apart,
        engines=np.stack([pose.pixels, pose.pixels + apart]),
        agreement=(float(agreement[0]), float(agreement[1])),
    )


def near_side(pose: Pose) -> Side:
    """Return the person's own side that is nearer to the camera, by hips and shoulders."""
    depth = {
        side: sum(pose.solid(joint, side)[2] for joint in ("shoulder", "hip")) for side in SIDES
    }
    return "left" if depth["left"] < depth["right"] else "right"


def _weights(pose: Pose) -> Array:
    """Return the weight of MoveNet for each landmark, shape (33,)."""
    weights = np.full(len(Landmark), FAR_WEIGHT)
    near = near_side(pose)
    for joint in (*_JOINTS, "heel", "foot_index"):
        weights[Landmark.of(joint, near)] = NEAR_WEIGHT
    return weights


def _matched(pose: Pose, look: Keypoints) -> tuple[Array, tuple[float, float]]:
    """Return a look with MediaPipe's names, and how far it agrees with those of knees and ankles.

    Agreement is 1 where the engine has each joint where MediaPipe has it, -1 where it has left and
    right exchanged, and near 0 where both legs fall together in the picture.
    """
    places, agreement = look.pixels.copy(), []
    for joints in _MATCHED:
        landmarks = [Landmark.of(joint, side) for side in SIDES for joint in joints]
        rows = [_ROWS[landmark] for landmark in landmarks]
        turned = [_ROWS[Landmark(MIRROR_ORDER[landmark])] for landmark in landmarks]
        wanted = pose.pixels[landmarks]
        alike = float(np.linalg.norm(look.pixels[rows] - wanted, axis=1).sum())
        crossed = float(np.linalg.norm(look.pixels[turned] - wanted, axis=1).sum())
        if crossed < alike:
            places[rows] = look.pixels[turned]
        agreement.append((crossed - alike) / max(crossed + alike, 1e-9))
    return places, (agreement[2], agreement[3])
