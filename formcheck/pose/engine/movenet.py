"""The second and the third engine, Google's MoveNet in two sizes.

MoveNet errs otherwise than MediaPipe: it was trained on fitness, yoga and dance, finds 17 points in
one square part of the picture, and knows nothing of depth, feet or silhouettes. It serves beside
MediaPipe, which finds the person; see `pose.engine.fusion`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.engine.bundle import bundled_file
from formcheck.pose.engine.onnx import open_onnx
from formcheck.pose.engine.profiles import LIGHTNING, EngineProfile

Array = NDArray[np.float64]
_MIRROR: Final = np.array([0, *(row + 1 if row % 2 else row - 1 for row in range(1, 17))])

MARGIN: Final = 1.25
"""Half the side of the crop against half the larger extent of the points, as in Google's own crop
that follows the person: a tighter or wider one costs accuracy (docs/engines.md)."""

_NEARNESS: Final = 1.8
"""Cells added to a distance that heat maps are divided by: Google's decoder."""


@dataclass(frozen=True, slots=True, eq=False)
class Keypoints:
    """What MoveNet says of one part of a picture.

    Attributes:
        pixels: `landmark.KEYPOINTS` in the whole picture, shape (17, 2): x to the right, y down.
        scores: MoveNet's own confidence, shape (17,), 0..1.
    """

    pixels: Array
    scores: Array


@dataclass(frozen=True, slots=True)
class Square:
    """A square part of a picture, in pixels; it may reach beyond the picture.

    Attributes:
        left: Column of its first pixel.
        top: Row of its first pixel.
        side: Its side.
    """

    left: int
    top: int
    side: int

    @classmethod
    def around(cls, points: Array) -> Square:
        """Return the square in which MoveNet sees a person best.

        Args:
            points: Where the person's key points are about, pixels, shape (n, 2).
        """
        low, high = points.min(axis=0), points.max(axis=0)
        half = max(float((high - low).max()) / 2 * MARGIN + 8.0, 8.0)
        corner = (low + high) / 2 - half
        return cls(round(float(corner[0])), round(float(corner[1])), round(2 * half))

    def cut(self, image: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
        """Return this part of a picture, scaled to `size`; black beyond the picture's edge."""
        import cv2  # takes long to import

        height, width = image.shape[:2]
        rows = slice(max(self.top, 0), min(self.top + self.side, height))
        columns = slice(max(self.left, 0), min(self.left + self.side, width))
        whole = np.zeros((self.side, self.side, 3), dtype=np.uint8)
        if rows.start < rows.stop and columns.start < columns.stop:
            down, across = rows.start - self.top, columns.start - self.left
            part = image[rows, columns]
            whole[down : down + part.shape[0], across : across + part.shape[1]] = part
        smaller = self.side > size
        how = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
        return np.asarray(cv2.resize(whole, (size, size), interpolation=how), dtype=np.uint8)


class MoveNet:
    """MoveNet SinglePose on the processor, on one thread and without any network.

    It keeps nothing between two looks, so one object may serve several streams, one at a time.

    Args:
        profile: `LIGHTNING` (192 x 192 pixels) or `THUNDER` (256 x 256).

    Raises:
        MachineError: onnxruntime or the model is missing or damaged.
    """

    def __init__(self, profile: EngineProfile = LIGHTNING) -> None:
        self.profile = profile
        self._session = open_onnx(bundled_file(profile.models[0].file))
        entry = self._session.get_inputs()[0]
        self._input, self._size = entry.name, int(entry.shape[1])
        heads = [output.name for output in self._session.get_outputs()]
        self._heads = [
            next(head for head in heads if part in head)
            for part in ("heatmaps", "center", "regression", "offset")
        ]

    def look(self, image: NDArray[np.uint8], square: Square, mirrored: bool = False) -> Keypoints:
        """Return the key points of the person in the middle of a square.

        Args:
            image: The picture, RGB, shape (height, width, 3).
            square: The part in which the person is.
            mirrored: Whether to look at its mirror image; the answer is mirrored back.
        """
        part = square.cut(image, self._size)
        if mirrored:
            part = part[:, ::-1]
        heads = self._session.run(self._heads, {self._input: part[None].astype(np.float32)})
        points, scores = decode(*(np.asarray(head[0]) for head in heads))
        if mirrored:
            points, scores = points[_MIRROR], scores[_MIRROR]
            points[:, 0] = 1.0 - points[:, 0]
        return Keypoints(points * square.side + [square.left, square.top], scores)


def decode(
    heatmaps: Array, center: Array, regression: Array, offsets: Array
) -> tuple[Array, Array]:
    """Return the key points that MoveNet's four heads describe.

    The body is the cell with the largest centre value, weighted towards the middle; from there the
    regression guesses each point, the heat map nearby finds its cell, and the offsets its place in
    it. This is the decoder of Google's published model.

    Args:
        heatmaps: Shape (g, g, 17).
        center: Shape (g, g, 1).
        regression: From a body's cell to each point, in cells, y before x, shape (g, g, 34).
        offsets: Within a cell, likewise, shape (g, g, 34).

    Returns:
        Points, x before y, as shares of the side, shape (17, 2), and their scores, shape (17,).
    """
    cells = heatmaps.shape[0]
    middle = _from_middle(cells)
    row, column = np.unravel_index(int((center[..., 0] / middle).argmax()), middle.shape)
    guess = regression[row, column].reshape(-1, 2) + np.array([row, column])
    # Row by row and column by column: `np.hypot` of each cell takes a millisecond.
    down, across = ((np.arange(cells)[:, None] - guess[:, axis]) ** 2 for axis in (0, 1))
    away = np.sqrt(down[:, None] + across) + _NEARNESS
    best = (heatmaps / away).reshape(cells * cells, -1).argmax(axis=0)
    rows, columns = np.divmod(best, cells)
    each = np.arange(len(best))
    within = offsets[rows, columns].reshape(len(best), -1, 2)[each, each]
    places = np.stack([columns + within[:, 1], rows + within[:, 0]], axis=1) / cells
    scores = heatmaps[rows, columns, each]
    return places.astype(np.float64), scores.astype(np.float64)


@functools.cache
def _from_middle(cells: int) -> Array:
    """Return each cell's distance from the middle, to be divided by, shape (cells, cells)."""
    down, across = np.mgrid[0:cells, 0:cells]
    return np.asarray(np.hypot(down - cells / 2, across - cells / 2) + _NEARNESS)
