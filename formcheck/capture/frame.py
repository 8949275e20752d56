"""The one type that capture hands on: an upright picture with its time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One upright picture with square pixels.

    Attributes:
        image: RGB, shape (height, width, 3), uint8, C-contiguous.
        index: Number of the frame in its source, from 0.
        time_s: Seconds since the source's first frame; rises from frame to frame.
    """

    image: NDArray[np.uint8]
    index: int
    time_s: float

    def __post_init__(self) -> None:
        shape, dtype = self.image.shape, self.image.dtype
        if len(shape) != 3 or shape[2] != 3 or dtype != np.uint8 or 0 in shape:
            raise ValueError(f"expected an RGB uint8 image (height, width, 3), got {shape} {dtype}")
        if self.index < 0:
            raise ValueError(f"expected a frame index from 0, got {self.index}")
        if not math.isfinite(self.time_s):
            raise ValueError(f"expected a finite time in seconds, got {self.time_s}")

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.image.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.image.shape[0])
