"""How large a picture may be: asked of its header, before a decoder sets memory aside for it.

A few bytes can claim any size. Beyond 32,767 pixels a side OpenCV and MediaPipe end the process,
and each pixel takes some 15 bytes on its way to the angles.
"""

from __future__ import annotations

import math
from typing import Final

from formcheck.words import tr

MOST_SIDE: Final = 16_384
"""Longest side of a picture, in pixels. The widest cameras have 12,000."""

MOST_PIXELS: Final = 50_000_000
"""Largest width times height. 8K video has 33 million; this many take about 1 GB of memory."""

MOST_LOOKED_AT: Final = 4096 * 2304
"""Width times height in which a picture is looked at and drawn on: 4K. The engines look at 256
pixels of a person, and a larger picture costs memory alone: of 48 million pixels 3.4 GB."""

MOST_OBLONG: Final = 25
"""Largest ratio of the long side to the short one. Panoramas stay below 10; a strip of 2 x 3000
shows nobody."""


def size_fault(width: int, height: int) -> str | None:
    """Return in words why a picture of this size is not decoded, or None where it is.

    Args:
        width: Pixels across, as the header says.
        height: Pixels down.

    Returns:
        "expected ..., got ...", without what to do.
    """
    size = f"{width} x {height} pixels"
    if width < 1 or height < 1:
        return tr("expected a picture with a width and a height, got {size}", size=size)
    if max(width, height) > MOST_SIDE:
        return tr(
            "expected a picture of at most {most_side:,} pixels a side, got {size}",
            most_side=MOST_SIDE,
            size=size,
        )
    if width * height > MOST_PIXELS:
        return tr(
            "expected a picture of at most {most_pixels} million pixels, got {size}",
            most_pixels=MOST_PIXELS // 1_000_000,
            size=size,
        )
    if max(width, height) > MOST_OBLONG * min(width, height):
        return tr("expected a picture of a person, got a strip of {size}", size=size)
    return None


def looked_at(width: int, height: int) -> tuple[int, int]:
    """Return the size in which a picture of this size is looked at: its own up to 4K.

    Args:
        width: Pixels across, of square pixels.
        height: Pixels down.
    """
    if width * height <= MOST_LOOKED_AT:
        return width, height
    scale = math.sqrt(MOST_LOOKED_AT / (width * height))
    # Even, as encoders want it.
    return max(2, 2 * int(width * scale / 2)), max(2, 2 * int(height * scale / 2))
