"""A pose estimator that asks a second engine about the person whom the first one found."""

from __future__ import annotations

from types import TracebackType
from typing import Self

import numpy as np

from formcheck.capture.frame import Frame
from formcheck.pose.engine.fusion import fuse
from formcheck.pose.engine.movenet import KEYPOINTS, MoveNet, Square
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.person import Box
from formcheck.pose.pose import Pose


class TwoEngines:
    """MediaPipe, or two looks of it, and MoveNet on the part of the picture where the person is.

    Args:
        first: Finds the person, with all landmarks. It is closed with this one.
        second: MoveNet.
        looks: 2 to let MoveNet look at the mirror image as well, 1 for half its time.
    """

    def __init__(self, first: PoseEstimator, second: MoveNet, looks: int = 1) -> None:
        self._first, self._second = first, second
        self._mirrored = (False, True)[:looks]

    def estimate(self, frame: Frame) -> Pose | None:
        """Return the fused pose of the person whom the first engine found, or None."""
        pose = self._first.estimate(frame)
        if pose is None:
            return None
        square = Square.around(np.asarray(pose.pixels[KEYPOINTS,]))
        looks = [self._second.look(frame.image, square, mirrored) for mirrored in self._mirrored]
        return fuse(pose, looks)

    def restart(self, around: Box | None = None) -> None:
        """Start the first engine afresh; the second one remembers nothing."""
        self._first.restart(around)

    def close(self) -> None:
        """Free the first engine."""
        self._first.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
