"""A pose estimator that asks other engines about the person whom the first one found."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.capture.frame import Frame
from formcheck.pose.engine.fusion import LookShift, Voice, fuse
from formcheck.pose.engine.movenet import Keypoints, MoveNet, Square
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.landmark import KEYPOINTS, SIDES, Landmark
from formcheck.pose.person import Box, Glimpse
from formcheck.pose.pose import Pose

SEEN: Final = 0.3
"""Least confidence of MoveNet in both shoulders and both hips for somebody to be there at a glance.
In 37 pictures of one real person each it was 0.31 to 0.77, and with that person painted over 0.00
to 0.22."""

_ROWS: Final = {landmark: row for row, landmark in enumerate(KEYPOINTS)}
_SHOULDERS, _HIPS = (
    [_ROWS[Landmark.of(joint, side)] for side in SIDES] for joint in ("shoulder", "hip")
)


def glimpsed(found: Keypoints, width: int, height: int) -> Glimpse | None:
    """Return whom MoveNet sees in a whole picture, or None where it sees nobody.

    Args:
        found: Its key points.
        width: Of the picture, pixels.
        height: The same.
    """
    if found.scores[[*_SHOULDERS, *_HIPS]].min() < SEEN:
        return None
    shoulders, hips = (found.pixels[rows].mean(axis=0) for rows in (_SHOULDERS, _HIPS))
    size = float(np.linalg.norm(shoulders - hips))
    middle = (shoulders + hips) / 2
    low, high = found.pixels.min(axis=0) - size / 4, found.pixels.max(axis=0) + size / 4
    centre, extent = (low + high) / 2 / [width, height], (high - low) / [width, height]
    box = Box.at(float(centre[0]), float(centre[1]), float(extent[0]), float(extent[1]))
    return Glimpse(complex(float(middle[0]), float(middle[1])), size, box)


def painted(image: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """Return a picture with a part of it painted grey, so that nobody is found there."""
    height, width = image.shape[:2]
    rest = image.copy()
    rows = slice(int(box.top * height), int(np.ceil(box.bottom * height)))
    rest[rows, int(box.left * width) : int(np.ceil(box.right * width))] = 128
    return rest


@dataclass(frozen=True, slots=True, eq=False)
class _Heard:
    """What the third engine said last, and the second one's first look beside it."""

    time_s: float
    first: Voice
    third: Voice

    def is_named_as(self, look: Voice) -> bool:
        """Whether a later look has the legs as the one beside it had them."""
        return look.names_alike == self.first.names_alike


class SeveralEngines:
    """MediaPipe, or two looks of it, and MoveNet on the part of the picture where the person is.

    Where it is told what comes next (`expect`), the first engine already looks at the next frame
    while the others look at this one, and while whoever asks uses the answer. The numbers are
    the same: the first engine sees the same frames in the same order, and where it is started
    afresh instead, it forgets the look that was ahead with all the others.

    Args:
        first: Finds the person, with all landmarks. It is closed with this one.
        second: Looks at each frame.
        looks: 2 to let it look at the mirror image as well, 1 for half its time.
        every_s: Seconds between two looks at the mirror image, where it looks at it: what they add
            is carried on meanwhile, as long as all looks name the legs alike. 0 for each frame.
        third: Looks where the mirror image is looked at, once, and at most every `every_s` where
            the legs keep their names; with `every_s` 0 at the mirror image as well. None to do
            without.
    """

    def __init__(
        self,
        first: PoseEstimator,
        second: MoveNet,
        looks: int = 1,
        every_s: float = 0.0,
        third: MoveNet | None = None,
    ) -> None:
        self._first, self._second, self._third = first, second, third
        self._looks, self._every_s = looks, every_s
        self._forget()
        self._ahead = ThreadPoolExecutor(max_workers=1, thread_name_prefix="look-ahead")
        self._expected: Frame | None = None
        self._pending: tuple[Frame, Future[Pose | None]] | None = None

    def _forget(self) -> None:
        self._shift: LookShift | None = None
        self._looked_s = 0.0
        self._last: _Heard | None = None

    def expect(self, frame: Frame | None) -> None:
        """Say which frame comes after the one that is asked about next, or None."""
        self._expected = frame

    def estimate(self, frame: Frame) -> Pose | None:
        """Return the fused pose of the person whom the first engine found, or None."""
        pose = self._first_look(frame)
        following = self._expected
        if following is not None and following is not frame:
            self._pending = following, self._ahead.submit(self._first.estimate, following)
        if pose is None:
            self._forget()
            return None
        return fuse(pose, self._voices(pose, frame))

    def _voices(self, pose: Pose, frame: Frame) -> list[Voice]:
        square = Square.around(pose.pixels[list(KEYPOINTS)])
        looks = [self._second.look(frame.image, square)]
        first = Voice.of(self._second.profile, pose, looks)
        if self._looks == 1:
            return [first]
        shift, waits = self._shift, self._waits(frame, self._looked_s)
        if shift is not None and waits and shift.holds_for(pose) and first.names_alike:
            return shift.onto(first)
        looks.append(self._second.look(frame.image, square, mirrored=True))
        voices = [Voice.of(self._second.profile, pose, looks)]
        if self._third is not None:
            voices.append(self._heard(self._third, pose, frame, square, first))
        if self._every_s:
            alone = [Voice.of(self._second.profile, pose, [look]) for look in looks]
            self._shift, self._looked_s = LookShift.of(pose, alone, voices), frame.time_s
        return voices

    def _heard(
        self, third: MoveNet, pose: Pose, frame: Frame, square: Square, first: Voice
    ) -> Voice:
        """Return what the third engine says, or what it said lately, moved on with the person."""
        last = self._last
        if last is not None and self._waits(frame, last.time_s) and last.is_named_as(first):
            return last.third.follows(last.first, first)
        looks = [third.look(frame.image, square)]
        if not self._every_s:  # a picture alone: what is mirrored must be measured alike
            looks.append(third.look(frame.image, square, mirrored=True))
        heard = Voice.of(third.profile, pose, looks)
        self._last = _Heard(frame.time_s, first, heard)
        return heard

    def _waits(self, frame: Frame, looked_s: float) -> bool:
        # Times are sums of floats: a frame a hair too early is the one that is meant.
        return frame.time_s - looked_s < self._every_s - 1e-3

    def glance(self, frame: Frame, without: Box | None = None) -> Glimpse | None:
        """Return whoever stands out in a picture, or None; see `person.Glancing`."""
        image = frame.image if without is None else painted(frame.image, without)
        height, width = image.shape[:2]
        side = max(height, width)
        square = Square((width - side) // 2, (height - side) // 2, side)
        return glimpsed(self._second.look(image, square), width, height)

    def restart(self, around: Box | None = None) -> None:
        """Start afresh."""
        self._drop()
        self._forget()
        self._first.restart(around)

    def close(self) -> None:
        """Free the first engine."""
        self._expected = None
        self._drop()
        self._ahead.shutdown()
        self._first.close()

    def _first_look(self, frame: Frame) -> Pose | None:
        pending, self._pending = self._pending, None
        if pending is None:
            return self._first.estimate(frame)
        expected, look = pending
        pose = look.result()
        # Another frame than was expected is refused by the engine where it goes back in time.
        return pose if expected is frame else self._first.estimate(frame)

    def _drop(self) -> None:
        """Wait for the look that is ahead, and put it aside."""
        pending, self._pending = self._pending, None
        if pending is not None:
            wait([pending[1]])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
