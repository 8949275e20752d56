"""Silhouettes packed small and kept out of memory, so that a clip may be long."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.pose import Pose
from formcheck.shelf.shelved import Shelved


@dataclass(frozen=True, slots=True)
class PackedSilhouette:
    """A silhouette in 255 steps of probability, compressed: about 10 kB instead of 1.2 MB.

    Attributes:
        data: The compressed rows of the box that holds the person, in a file without a name.
        top: First row of the box in the picture.
        left: First column.
        height: Rows of the box; 0 where nobody was seen.
        width: Columns of the box.
    """

    data: Shelved
    top: int
    left: int
    height: int
    width: int

    @classmethod
    def of(cls, silhouette: NDArray[np.float32]) -> Self:
        """Pack a silhouette of shape (height, width), 0..1."""
        import cv2  # late: importing the package must stay quick

        # OpenCV rounds halves to even as numpy does, in a third of the time.
        steps = cv2.convertScaleAbs(silhouette, alpha=255.0)
        left, top, width, height = cv2.boundingRect(steps)
        if not height:
            return cls(Shelved(b""), 0, 0, 0, 0)
        box = steps[top : top + height, left : left + width]
        return cls(Shelved(zlib.compress(box.tobytes(), 1)), top, left, height, width)

    def unpack(self, height: int, width: int) -> NDArray[np.float32]:
        """Return the silhouette again, shape (height, width), to 1/255."""
        whole = np.zeros((height, width), dtype=np.float32)
        if self.height:
            steps = np.frombuffer(zlib.decompress(self.data.read()), dtype=np.uint8)
            box = steps.reshape(self.height, self.width).astype(np.float32) / 255.0
            rows = slice(self.top, self.top + self.height)
            whole[rows, self.left : self.left + self.width] = box
        return whole


def split(pose: Pose) -> tuple[Pose, PackedSilhouette | None]:
    """Return a pose without its silhouette, and the silhouette packed."""
    if pose.silhouette is None:
        return pose, None
    return replace(pose, silhouette=None), PackedSilhouette.of(pose.silhouette)


def joined(pose: Pose, packed: PackedSilhouette | None) -> Pose:
    """Return the pose with its silhouette again."""
    if packed is None:
        return pose
    return replace(pose, silhouette=packed.unpack(pose.height, pose.width))
