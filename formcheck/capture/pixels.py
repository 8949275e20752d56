"""From a decoded video frame to upright RGB with square pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

import numpy as np
from av import VideoFrame
from av.sidedata.sidedata import Type as SideDataType
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from formcheck.capture.limits import looked_at

_SANE_ASPECT = 4
"""Largest aspect ratio of a pixel; a larger one is a fault of the file. Anamorphic video stays
below 2.4."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """One of the eight ways to lay a picture: transpose first, then flip.

    Attributes:
        transpose: Rows become columns.
        flip_rows: The top goes to the bottom.
        flip_columns: The left goes to the right.
    """

    transpose: bool = False
    flip_rows: bool = False
    flip_columns: bool = False

    @classmethod
    def of(cls, frame: VideoFrame) -> Rotation:
        """Read the turn of a frame from the display matrix that the container gave it.

        The matrix (a b u, c d v, x y w; ISO/IEC 14496-12, 6.2.2) maps a stored point (p, q) to
        (a p + c q, b p + d q). Turns that are not by a right angle go to the nearest that is.
        """
        # PyAV's stubs know the key for motion vectors only.
        found = cast(Mapping[Any, Any], frame.side_data).get(SideDataType.DISPLAYMATRIX)
        if found is None:
            return cls()
        a, b, _, c, d, *_ = (int(v) for v in np.frombuffer(bytes(found), np.int32))
        if abs(a) + abs(d) >= abs(b) + abs(c):
            return cls(flip_rows=d < 0, flip_columns=a < 0)
        return cls(transpose=True, flip_rows=b < 0, flip_columns=c < 0)

    def apply(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return a turned view of an image, shape (height, width, 3)."""
        if self.transpose:
            image = image.transpose(1, 0, 2)
        return image[:: -1 if self.flip_rows else 1, :: -1 if self.flip_columns else 1]


def square_size(width: int, height: int, aspect: Fraction | None) -> tuple[int, int]:
    """Return the size at which oblong pixels become square; only ever stretched, never shrunk.

    Args:
        width: Stored pixels across.
        height: Stored pixels down.
        aspect: Width of a stored pixel divided by its height; None or nonsense counts as 1.
    """
    if aspect is None or not Fraction(1, _SANE_ASPECT) <= aspect <= _SANE_ASPECT:
        return width, height
    if aspect >= 1:
        return round(width * aspect), height
    return width, round(height / aspect)


class Upright:
    """Turns the frames of one stream into images of one size: that of its first frame, up to 4K.

    Colours go through swscale with the matrix and range that the stream names (BT.601, as
    swscale does, where it names none). HDR is not tone-mapped: that costs seven times the
    conversion, and shapes are as clear without. Transparent parts are white.

    Args:
        first: The first frame of the stream.
        aspect: Width of a stored pixel divided by its height, where known.

    Attributes:
        width: Pixels across each image.
        height: Pixels down each image.
        resized: How many frames came in another size and were fitted in.
    """

    def __init__(self, first: VideoFrame, aspect: Fraction | None) -> None:
        self._aspect = aspect
        self._reformatter = VideoReformatter()
        size = looked_at(*square_size(first.width, first.height, aspect))
        self.width, self.height = size[::-1] if Rotation.of(first).transpose else size
        self.resized = 0

    def image(self, frame: VideoFrame) -> NDArray[np.uint8]:
        """Return the frame as RGB, shape (height, width, 3), uint8, C-contiguous.

        Raises:
            av.FFmpegError: swscale has no way from this pixel format to RGB.
        """
        size = looked_at(*square_size(frame.width, frame.height, self._aspect))
        if frame.interlaced_frame:
            # Fields can be parted only while the rows are still those of the camera.
            rgb = _top_field(self._rgb(frame, (frame.width, frame.height)))
            rgb = self._scaled(rgb, size)
        else:
            rgb = self._rgb(frame, size)
        rgb = Rotation.of(frame).apply(rgb)
        if rgb.shape[:2] != (self.height, self.width):
            self.resized += 1
            rgb = self._fitted(np.ascontiguousarray(rgb))
        return np.ascontiguousarray(rgb)

    def _rgb(self, frame: VideoFrame, size: tuple[int, int]) -> NDArray[np.uint8]:
        alpha = any(component.is_alpha for component in frame.format.components)
        shown = self._reformatter.reformat(
            frame,
            *size,
            format="rgba" if alpha else "rgb24",
            dst_color_range="JPEG",
        )
        pixels = cast(NDArray[np.uint8], shown.to_ndarray())
        if alpha:
            return _on_white(pixels)
        # Where nothing had to be converted the pixels still belong to the decoder.
        return pixels.copy() if shown is frame else pixels

    def _scaled(self, rgb: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
        if rgb.shape[1::-1] == size:
            return rgb
        shown = VideoFrame.from_ndarray(rgb, format="rgb24").reformat(*size)
        return cast(NDArray[np.uint8], shown.to_ndarray())

    def _fitted(self, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Scale a frame of another size into ours; black bars, since stretching bends angles."""
        height, width = rgb.shape[:2]
        scale = min(self.width / width, self.height / height)
        wide = min(self.width, max(1, round(width * scale)))
        high = min(self.height, max(1, round(height * scale)))
        left, top = (self.width - wide) // 2, (self.height - high) // 2
        canvas = np.zeros((self.height, self.width, 3), np.uint8)
        canvas[top : top + high, left : left + wide] = self._scaled(rgb, (wide, high))
        return canvas


def _top_field(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Replace the bottom field, taken a fiftieth of a second apart, by its neighbours' mean."""
    mended = rgb.copy()
    above, below = rgb[0:-2:2], rgb[2::2]
    mended[1:-1:2] = (above.astype(np.uint16) + below + 1) // 2
    if len(rgb) > 1 and len(rgb) % 2 == 0:
        mended[-1] = mended[-2]
    return mended


def _on_white(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Lay an image with transparency, shape (height, width, 4), on white."""
    alpha = rgba[..., 3:].astype(np.uint16)
    laid = (rgba[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255
    return laid.astype(np.uint8)
