"""Hard cuts: the moment at which a clip, or a switched camera, shows another scene.

After a cut an estimator that follows a person looks where that person was, and returns garbage
with confidence.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

CUT: Final = 0.12
"""Least unlikeness of two frames that counts as a cut. Within clips of people who move it stays
below 0.01, also on a phone; between clips of different rooms it is 0.25 to 1.1, and between clips
of different people in one bare rendered room 0.06 to 0.28."""

ABOVE_USUAL: Final = 6.0
"""Times by which a cut exceeds what the last frames differed by: a camera in the hand shakes."""

SIZE: Final = (64, 36)
"""Width and height of the small pictures that are compared, in pixels."""

SHIFTS: Final = 3
"""A camera that is bumped moves the small picture by up to so many pixels."""


class CutFinder:
    """Says of each frame of a stream whether it shows another scene than the one before."""

    def __init__(self) -> None:
        self._last: NDArray[np.float32] | None = None
        self._shape: tuple[int, ...] | None = None
        self._usual = 0.0

    def update(self, image: NDArray[np.uint8]) -> bool:
        """Take in a frame.

        Args:
            image: The picture, shape (height, width, 3).

        Returns:
            Whether there is a hard cut before this frame; False for the first one.
        """
        small = _small(image)
        last, self._last = self._last, small
        shape, self._shape = self._shape, image.shape
        if last is None:
            return False
        if shape != image.shape:
            return True
        change = unlikeness(last, small)
        cut = change > max(CUT, ABOVE_USUAL * self._usual) and _moved(last, small) > CUT
        # A cut is not part of what is usual; the rest fades within a second.
        self._usual = 0.0 if cut else max(change, 0.9 * self._usual)
        return cut


def unlikeness(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Return 1 less the correlation of two pictures: 0 alike, 1 unrelated, 2 opposite.

    Both are of shape (3, height, width). Brighter or darker light changes it little, since means
    and contrasts are divided out.
    """
    a, b = (colours - colours.mean(axis=(1, 2), keepdims=True) for colours in (a, b))
    scale = math.sqrt(np.vdot(a, a) * np.vdot(b, b))
    # A blank picture, such as a covered lens, is like nothing and unlike nothing.
    return 1.0 - float(np.vdot(a, b)) / scale if scale > float(a.size) else 0.0


def _small(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    import cv2  # late: importing the package must stay quick

    # Sixteen points for each pixel: averaging all of a large picture would cost milliseconds.
    points = (4 * SIZE[0], 4 * SIZE[1])
    thin = cv2.resize(image, points, interpolation=cv2.INTER_NEAREST)
    small = cv2.resize(thin, SIZE, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(small.transpose(2, 0, 1), dtype=np.float32)


def _moved(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Return the least unlikeness over small shifts of one picture against the other."""
    n = SHIFTS
    _, height, width = a.shape
    core = a[:, n : height - n, n : width - n]
    return min(
        unlikeness(core, b[:, n + y : height - n + y, n + x : width - n + x])
        for y in range(-n, n + 1)
        for x in range(-n, n + 1)
    )
