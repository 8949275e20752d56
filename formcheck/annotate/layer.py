"""Something drawn once and laid over many pictures.

Words and panels change every second or so, the picture below them thirty times a second. Laying
what was drawn costs a tenth of drawing it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from formcheck.annotate.drawing import Picture

_FULL: Final = 255


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A drawing without the picture below it.

    Attributes:
        kept: How much of the picture shows through, 0..255 for each channel, RGB, shape
            (height, width, 3).
        drawn: What is added to that, likewise.
    """

    kept: Picture
    drawn: Picture

    @classmethod
    def of(cls, width: int, height: int, paint: Callable[[Picture], None]) -> Layer:
        """Return what a function draws.

        Args:
            width: In pixels.
            height: In pixels.
            paint: Draws into an RGB picture, whatever it shows, and mixes colours with what is
                there in shares that do not hang on it.
        """
        # On black only the drawing is seen; what white adds to it is what shows through.
        black: Picture = np.zeros((height, width, 3), dtype=np.uint8)
        white: Picture = np.full((height, width, 3), _FULL, dtype=np.uint8)
        paint(black)
        paint(white)
        kept: Picture = white - black
        return cls(kept, black)

    def lay(self, image: Picture, left: int, top: int) -> None:
        """Lay it over a picture, which is changed in place; parts outside are left off.

        Args:
            image: RGB uint8, shape (height, width, 3).
            left: Where its left edge goes, pixels.
            top: Where its upper edge goes, pixels.
        """
        height, width = self.drawn.shape[:2]
        start, first = max(left, 0), max(top, 0)
        end, last = min(left + width, image.shape[1]), min(top + height, image.shape[0])
        if start >= end or first >= last:
            return
        part = np.s_[first - top : last - top, start - left : end - left]
        region = image[first:last, start:end]
        below = cv2.multiply(region, self.kept[part], scale=1 / _FULL)
        cv2.add(below, self.drawn[part], dst=region)
