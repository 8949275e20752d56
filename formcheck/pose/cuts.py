"""Hard cuts: the moment at which a clip, or a switched camera, shows another scene.

After a cut an estimator that follows a person looks where that person was, and returns garbage
with confidence.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

CUT: Final = 0.12
"""Smallest difference of two frames that counts as a cut. Within clips of people who move it stays
below 0.01, also on a phone; between clips of different rooms it is 0.25 to 1.1, and between clips
of different people in one bare rendered room 0.06 to 0.28."""

ABOVE_USUAL: Final = 6.0
"""Ratio of a cut's difference to that of the last frames: a camera in the hand shakes."""

SIZE: Final = (64, 36)
"""Width and height of the small pictures that are compared, in pixels."""

SHIFTS: Final = 3
"""Largest shift of the small picture, in pixels, that a bumped camera makes."""


class CutFinder:
    """Says of each frame of a stream whether it shows another scene than the one before."""

    def __init__(self) -> None:
        self._last: _Small | None = None
        self._shape: tuple[int, ...] | None = None
        self._usual = 0.0

    def update(self, image: NDArray[np.uint8]) -> bool:
        """Take in a frame.

        Args:
            image: The picture, shape (height, width, 3).

        Returns:
            Whether there is a hard cut before this frame; False for the first one.
        """
        small = _Small.of(_points(image))
        last, self._last = self._last, small
        shape, self._shape = self._shape, image.shape
        if last is None:
            return False
        if shape != image.shape:
            return True
        change = _unlikeness(last, small)
        cut = change > max(CUT, ABOVE_USUAL * self._usual) and _moved(last, small) > CUT
        # A cut is not part of what is usual; the rest fades within a second.
        self._usual = 0.0 if cut else max(change, 0.9 * self._usual)
        return cut


@dataclass(frozen=True, slots=True, eq=False)
class _Small:
    """A small picture without its mean colour, and the size of what is left."""

    points: NDArray[np.float32]
    centred: NDArray[np.float32]
    size: float

    @classmethod
    def of(cls, points: NDArray[np.float32]) -> Self:
        """Take in a picture of shape (3, height, width)."""
        rows = points.reshape(3, -1)
        centred = rows - rows.sum(axis=1, keepdims=True) / rows.shape[1]
        return cls(points, centred, math.sqrt(np.vdot(centred, centred)))


def _unlikeness(a: _Small, b: _Small) -> float:
    """Return 1 less the correlation of two pictures: 0 alike, 1 unrelated, 2 opposite.

    Brighter or darker light changes it little, since means and contrasts are divided out.
    """
    scale = a.size * b.size
    # A blank picture, such as a covered lens, is like nothing and unlike nothing.
    enough = scale > a.centred.size
    return 1.0 - float(np.vdot(a.centred, b.centred)) / scale if enough else 0.0


def _points(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the small picture of shape (3, height, width)."""
    import cv2  # late: importing the package must stay quick

    # Sixteen points for each pixel: averaging all of a large picture would cost milliseconds, and
    # with fewer points, or with neighbours, cuts are missed in a dark room's noise.
    small = cv2.resize(image, (4 * SIZE[0], 4 * SIZE[1]), interpolation=cv2.INTER_NEAREST)
    for times in (2, 1):  # halved twice, which is quicker than a quarter at once
        size = (times * SIZE[0], times * SIZE[1])
        small = cv2.resize(small, size, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(small.transpose(2, 0, 1), dtype=np.float32)


def _moved(a: _Small, b: _Small) -> float:
    """Return the least unlikeness over small shifts of one picture against the other."""
    n = SHIFTS
    _, height, width = a.points.shape
    core = _Small.of(a.points[:, n : height - n, n : width - n])
    return min(
        _unlikeness(core, _Small.of(b.points[:, n + y : height - n + y, n + x : width - n + x]))
        for y in range(-n, n + 1)
        for x in range(-n, n + 1)
    )
