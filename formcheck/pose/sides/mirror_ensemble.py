"""A second, mirrored look at every frame or now and then, and the mean of both.

MediaPipe reads a picture and its mirror image a few degrees apart, and now and then exchanges the
legs in one of them only. The mean of both looks has less error than either, gives the mirrored
measurements for the mirrored picture exactly, and shows exchanged legs.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.capture.frame import Frame
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.landmark import SIDES, Landmark
from formcheck.pose.mirror import MIRROR_ORDER
from formcheck.pose.parts import FEET, KNEES, PARTS, facing_evidence, trunk_length
from formcheck.pose.person import Box, same_person
from formcheck.pose.pose import Pose
from formcheck.pose.sides.carried import Carried

LEG: Final = tuple(
    Landmark.of(joint, side) for side in SIDES for joint in ("knee", "ankle", "heel", "foot_index")
)
"""The landmarks below the hips, which MediaPipe exchanges on their own."""


CORNERS: Final = tuple(Landmark.of(joint, side) for side in SIDES for joint in ("hip", "shoulder"))

MERGED_SHARE: Final = 0.35
"""A look whose legs are closer than this share of the other look's distance has merged them."""

DISAGREE: Final = 0.15
"""Trunk lengths by which the looks must differ on the legs for one of them to be put aside."""


def exchange_legs(pose: Pose) -> Pose:
    """Return the pose with the names of the two legs, from the knees down, exchanged."""
    return _exchange(pose, LEG)


def leg_distance(a: Pose, b: Pose) -> float:
    """Return the mean distance of the leg landmarks of two poses, in pixels."""
    gap = a.pixels[list(LEG)] - b.pixels[list(LEG)]
    return float(np.linalg.norm(gap, axis=1).mean())


def merge(first: Pose, second: Pose) -> Pose:
    """Return the mean of two looks at the same person in the same picture.

    Where the looks take opposite sides of the trunk for the left one, as with somebody who lies
    face down and is seen from above, their mean would be neither: the look whose chest faces as
    its head does counts alone. Where one look has exchanged the knees or the feet, the naming of
    the look that sees the legs further apart in depth is kept: it is the one that saw which leg
    hides the other. Where one look has put both legs on one, the other look alone counts for them.

    Args:
        first: One look.
        second: The other look, already mirrored back.

    Returns:
        The mean of pixels, world coordinates, visibility and silhouettes, or one of the looks. The
        order of the two does not matter.
    """
    if _turned_round(first, second):
        return max(first, second, key=facing_evidence)
    first_leads = _depth_between_legs(first) >= _depth_between_legs(second)
    shares = np.full((len(MIRROR_ORDER), 1), 0.5)
    for part in (KNEES, FEET):
        turned = _exchange(second, PARTS[part])
        if _gap(first, turned, part) < _gap(first, second, part):
            first, second = (
                (first, turned) if first_leads else (_exchange(first, PARTS[part]), second)
            )
        shares[list(PARTS[part])] = _share(first, second, part)
    silhouette: NDArray[np.float32] | None = None
    if first.silhouette is not None and second.silhouette is not None:
        silhouette = np.asarray((first.silhouette + second.silhouette) / 2, dtype=np.float32)
    rest = 1.0 - shares
    return Pose(
        pixels=first.pixels * shares + second.pixels * rest,
        world=first.world * shares + second.world * rest,
        visibility=first.visibility * shares[:, 0] + second.visibility * rest[:, 0],
        width=first.width,
        height=first.height,
        silhouette=silhouette,
    )


def _turned_round(first: Pose, second: Pose) -> bool:
    """Return whether one look's left side of the trunk is the other's right side."""
    corners = list(CORNERS)
    crossed = second.world[MIRROR_ORDER[corners]]
    alike, turned = (
        np.linalg.norm(first.world[corners] - other, axis=1).sum()
        for other in (second.world[corners], crossed)
    )
    return bool(turned < alike)


def _exchange(pose: Pose, landmarks: tuple[Landmark, ...]) -> Pose:
    order = np.arange(len(MIRROR_ORDER))
    order[list(landmarks)] = MIRROR_ORDER[list(landmarks)]
    return pose.reordered(order)


def _gap(a: Pose, b: Pose, part: int) -> float:
    """Return the mean distance of the landmarks of a part of two poses, in pixels."""
    rows = list(PARTS[part])
    return float(np.linalg.norm(a.pixels[rows] - b.pixels[rows], axis=1).mean())


def _share(first: Pose, second: Pose, part: int) -> float:
    """Return the weight of the first of two looks at the legs: half, or all or nothing."""
    apart = [_gap(look, _exchange(look, PARTS[part]), part) for look in (first, second)]
    merged = min(apart) < MERGED_SHARE * max(apart)
    if not merged or _gap(first, second, part) < DISAGREE * trunk_length(first):
        return 0.5
    return 1.0 if apart[0] > apart[1] else 0.0


def _depth_between_legs(pose: Pose) -> float:
    joints = [pose.world[list(LEG)[:4], 2], pose.world[list(LEG)[4:], 2]]
    return abs(float(joints[0].mean() - joints[1].mean()))


class TwoLooks:
    """A pose estimator that looks at each frame, and at the mirror image of some or all of them.

    Where the mirror image is looked at now and then only, what that look adds is carried on. It is
    looked at in any case as soon as the person is found, once they have moved, and as long as both
    looks differ by much.

    Args:
        direct: Estimator for the frames as they are.
        mirrored: Another estimator of the same kind, for the mirror images. Both are closed with
            this one.
        every_s: Seconds between two looks at the mirror image; 0 for one at each frame.
    """

    def __init__(
        self, direct: PoseEstimator, mirrored: PoseEstimator, every_s: float = 0.0
    ) -> None:
        self._direct, self._mirrored = direct, mirrored
        # The engines release the interpreter while they work: on two cores both looks together
        # take little longer than one.
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mirrored-look")
        self._every_s = every_s
        self._forget()

    def _forget(self) -> None:
        self._carried: Carried | None = None
        self._looked_s = 0.0

    def estimate(self, frame: Frame) -> Pose | None:
        """Return the mean of both looks, the one look that found a person, or None."""
        # Times are sums of floats: a frame a hair too early is the one that is meant.
        waits = frame.time_s - self._looked_s < self._every_s - 1e-3
        if self._carried is None or not waits:
            pending = self._pool.submit(self._look_at_mirror_image, frame)
            return self._joined(self._direct.estimate(frame), pending.result(), frame.time_s)
        first = self._direct.estimate(frame)
        if first is not None and self._carried.holds_for(first):
            return self._carried.onto(first)
        return self._joined(first, self._look_at_mirror_image(frame), frame.time_s)

    def _look_at_mirror_image(self, frame: Frame) -> Pose | None:
        mirror_image = np.ascontiguousarray(frame.image[:, ::-1])
        pose = self._mirrored.estimate(replace(frame, image=mirror_image))
        return None if pose is None else pose.mirrored()

    def _joined(self, first: Pose | None, second: Pose | None, time_s: float) -> Pose | None:
        self._carried = None
        if first is None or second is None:
            return first if second is None else second
        if not same_person(first, second, 0.0):
            # Each look follows somebody else, or one of them is lost.
            self._mirrored.restart(Box.around(first).mirrored())
            return first
        both = merge(first, second)
        if self._every_s:
            self._carried, self._looked_s = Carried.of(first, both), time_s
        return both

    def restart(self, around: Box | None = None) -> None:
        """Start both looks afresh; see `PoseEstimator.restart`."""
        self._forget()
        self._direct.restart(around)
        self._mirrored.restart(None if around is None else around.mirrored())

    def close(self) -> None:
        """Free both engines."""
        self._pool.shutdown(wait=True)
        self._direct.close()
        self._mirrored.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
