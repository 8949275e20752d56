"""Pictures of a clip in which nothing moved since the last one that was looked at.

Whoever holds a stretch hardly moves, and engines cost most of a review: they need not look at every
picture of a hold. What moves is seen in small pictures, which cost a hundredth of a look.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from formcheck.capture.frame import Frame

Small = NDArray[np.int16]

BLOCKS: Final = 80
"""Blocks along the longer side of a picture: of 640 pixels each is 8 wide."""

BLOCK_CHANGE: Final = 10
"""Grey levels by which the mean of a block changes where something moved. The edge of a limb that
differs from what is behind it by 30 levels does so when it moves by a third of a block, which turns
a thigh of a fifth of the picture by a degree or two; what is slower than that in a quarter of a
second goes straight on from one look to the next. Noise of 5 levels in every pixel changes the mean
of 64 of them by less than 1."""

STILL_S: Final = 0.26
"""Longest time, seconds, between two looks at somebody who holds still: a quarter of a second. One
that fails leaves a gap of as much, which is bridged (0.3 s)."""

_POINTS: Final = 8
"""Points of each block along a side that are averaged."""


def to_be_looked_at(
    frames: Iterable[Frame], still_s: float, passed: list[tuple[int, float]]
) -> Generator[Frame]:
    """Yield the pictures in which something moved, and enough of the others.

    The first and the last one are always there, and so is the last one before a movement, so that
    what is left out lies between two pictures like it.

    Args:
        frames: In rising time.
        still_s: Longest time, seconds, between two that are yielded, unless the frames themselves
            are further apart; 0 to yield all.
        passed: Number and time of each picture that is left out are added to it.
    """
    if not still_s:
        yield from frames
        return
    last: tuple[Frame, Small] | None = None
    held: tuple[Frame, Small] | None = None
    for frame in frames:
        now = frame, small_picture(frame.image)
        if last is None:
            last = now
            yield frame
            continue
        if held is not None:
            due = frame.time_s - last[0].time_s > still_s or stirred(last[1], now[1])
            if due:
                last = held
                yield held[0]
            else:
                passed.append((held[0].index, held[0].time_s))
        held = now
    if held is not None:
        yield held[0]


def small_picture(image: NDArray[np.uint8]) -> Small:
    """Return the mean green of each block, shape (rows, columns), 0..255.

    Args:
        image: RGB, shape (height, width, 3).
    """
    import cv2  # late: importing the package must stay quick

    height, width = image.shape[:2]
    scale = BLOCKS / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Points of each block rather than all of a large picture: averaging those takes milliseconds.
    points = (_POINTS * size[0], _POINTS * size[1])
    few = (
        image if width <= points[0] else cv2.resize(image, points, interpolation=cv2.INTER_NEAREST)
    )
    green = cv2.extractChannel(few, 1)
    small: NDArray[Any] = cv2.resize(green, size, interpolation=cv2.INTER_AREA)
    return small.astype(np.int16)


def stirred(before: Small, now: Small) -> bool:
    """Return whether something moved between two small pictures.

    Lamps and automatic exposure change all blocks alike, which is no movement.
    """
    if before.shape != now.shape:
        return True
    change = now - before
    return bool(np.abs(change - np.int16(np.median(change))).max() >= BLOCK_CHANGE)
