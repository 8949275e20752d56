"""Drawing that is fast and smooth: cached text, soft panels, outlined lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import cv2
import matplotlib
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]
Points = NDArray[np.float64]
Fixed = NDArray[np.int32]
Colour = tuple[int, int, int]

INK: Final[Colour] = (14, 18, 24)
PAPER: Final[Colour] = (255, 255, 255)
QUIET: Final[Colour] = (214, 220, 228)

_SHIFT: Final = 4
_FARTHEST: Final = 16_000.0
"""Pixels from the picture's corner beyond which nothing is drawn exactly."""
_PANEL_ALPHA: Final = 0.78


class Area(NamedTuple):
    """A rectangle in pixels; right and bottom are outside of it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.bottom - self.top

    def meets(self, other: Area) -> bool:
        """Return whether two boxes share a pixel."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def moved_into(self, other: Area) -> Area:
        """Return the box moved, not cut, so that it lies inside another, as far as it fits."""
        left = max(min(self.left, other.right - self.width), other.left)
        top = max(min(self.top, other.bottom - self.height), other.top)
        return Area(left, top, left + self.width, top + self.height)


class Text(NamedTuple):
    """One line of text.

    Attributes:
        words: What it says.
        size: Of its letters, pixels.
        bold: Whether they are.
        colour: RGB.
    """

    words: str
    size: int
    bold: bool
    colour: Colour


@lru_cache(maxsize=64)
def font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return DejaVu Sans, which travels with matplotlib, in a size in pixels."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name), size)


@lru_cache(maxsize=1024)
def text_width(text: str, size: int, bold: bool = False) -> int:
    """Return how wide a text is in pixels."""
    return round(font(size, bold).getlength(text))


def line_height(size: int) -> int:
    """Return the distance of two lines of text in pixels."""
    return round(size * 1.28)


@lru_cache(maxsize=256)
def wrap_text(text: str, size: int, width: int, bold: bool = False) -> tuple[str, ...]:
    """Return a text in lines of at most `width` pixels; a word that is longer is divided."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while text_width(word, size, bold) > width and len(word) > 1:
            fits = len(word) - 1
            while fits > 1 and text_width(word[:fits], size, bold) > width:
                fits -= 1
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    return (*lines, line) if line else tuple(lines)


@lru_cache(maxsize=512)
def _text_mask(text: str, size: int, bold: bool) -> NDArray[np.uint16]:
    """Return how much of each pixel a line of text covers, 0..255, shape (height, width, 1)."""
    canvas = Image.new("L", (text_width(text, size, bold) + 2, line_height(size)))
    ImageDraw.Draw(canvas).text((1, line_height(size) / 2), text, 255, font(size, bold), "lm")
    return np.asarray(canvas, dtype=np.uint16)[:, :, None]


def put_text(image: Picture, at: tuple[int, int], text: Text) -> None:
    """Draw one line of text; its upper left corner is at `at`. Parts outside are left off."""
    mask = _text_mask(text.words, text.size, text.bold)
    x, y = at
    left, top = max(x, 0), max(y, 0)
    right = min(x + mask.shape[1], image.shape[1])
    bottom = min(y + mask.shape[0], image.shape[0])
    if left >= right or top >= bottom:
        return
    cover = mask[top - y : bottom - y, left - x : right - x]
    region = image[top:bottom, left:right]
    mixed = region * (255 - cover) + np.array(text.colour, dtype=np.uint16) * cover
    region[...] = (mixed + 127) // 255


def put_panel(image: Picture, box: Area, radius: int, accent: Colour | None = None) -> None:
    """Draw a dark, translucent panel with round corners, with a stripe of colour at its left."""
    box = Area(
        max(box.left, 0), max(box.top, 0),
        min(box.right, image.shape[1]), min(box.bottom, image.shape[0]),
    )  # fmt: skip
    if box.width < 2 or box.height < 2:
        return
    region = image[box.top : box.bottom, box.left : box.right]
    radius = min(radius, box.width // 2, box.height // 2)
    layer = region.copy()
    right, bottom = box.width - 1, box.height - 1
    cv2.rectangle(layer, (radius, 0), (right - radius, bottom), INK, -1)
    cv2.rectangle(layer, (0, radius), (right, bottom - radius), INK, -1)
    for x in (radius, right - radius):
        for y in (radius, bottom - radius):
            cv2.circle(layer, (x, y), radius, INK, -1, cv2.LINE_AA)
    cv2.addWeighted(layer, _PANEL_ALPHA, region, 1 - _PANEL_ALPHA, 0, region)
    if accent is not None:
        stripe = max(3, radius // 2)
        cv2.rectangle(region, (0, radius), (stripe - 1, bottom - radius), accent, -1)


def fixed(points: Points) -> Fixed:
    """Return points as OpenCV draws them: in sixteenths of a pixel, whole numbers."""
    # Landmarks may lie far outside the picture; OpenCV's fixed point must not overflow.
    near = np.minimum(np.maximum(points, -_FARTHEST), _FARTHEST)
    points_fixed: Fixed = np.rint(near * (1 << _SHIFT)).astype(np.int32)
    return points_fixed


def put_paths(
    image: Picture, paths: Sequence[Fixed], colour: Colour, thickness: float, outline: float = 0.0
) -> None:
    """Draw smooth lines that look alike, with a dark outline below all of them.

    Args:
        image: RGB picture, changed in place.
        paths: The points of each, as `fixed` has them, shape (n, 2).
        colour: RGB.
        thickness: In pixels.
        outline: Width of the outline on each side in pixels.
    """
    if outline > 0:
        wide = max(1, round(thickness + 2 * outline))
        cv2.polylines(image, paths, False, INK, wide, cv2.LINE_AA, _SHIFT)
    cv2.polylines(image, paths, False, colour, max(1, round(thickness)), cv2.LINE_AA, _SHIFT)


def put_lines(
    image: Picture, points: Points, colour: Colour, thickness: float, outline: float = 0.0
) -> None:
    """Draw a smooth line through points, shape (n, 2), pixels; see `put_paths`."""
    put_paths(image, [fixed(points)], colour, thickness, outline)


def put_dot(
    image: Picture, at: Fixed, radius: float, colour: Colour, outline: float, filled: bool = True
) -> None:
    """Draw a round dot with a dark outline; hollow where it is not filled.

    Args:
        image: RGB picture, changed in place.
        at: Its middle, as `fixed` has it, shape (2,).
        radius: In pixels.
        colour: RGB.
        outline: Width of the outline in pixels.
        filled: Whether it is.
    """
    centre: tuple[int, int] = tuple(at.tolist())
    scale = 1 << _SHIFT
    cv2.circle(image, centre, round((radius + outline) * scale), INK, -1, cv2.LINE_AA, _SHIFT)
    cv2.circle(image, centre, round(radius * scale), colour, -1, cv2.LINE_AA, _SHIFT)
    if not filled:
        cv2.circle(image, centre, round(radius * scale / 2), INK, -1, cv2.LINE_AA, _SHIFT)


def put_area(image: Picture, points: Points, colour: Colour, alpha: float) -> None:
    """Fill a polygon, shape (n, 2), so that the picture shows through."""
    low = np.maximum(np.floor(points.min(axis=0)).astype(int) - 1, 0)
    high = np.minimum(np.ceil(points.max(axis=0)).astype(int) + 2, image.shape[1::-1])
    if (low >= high).any():
        return
    region = image[low[1] : high[1], low[0] : high[0]]
    layer = region.copy()
    cv2.fillPoly(layer, [fixed(points - low)], colour, cv2.LINE_AA, _SHIFT)
    cv2.addWeighted(layer, alpha, region, 1 - alpha, 0, region)
