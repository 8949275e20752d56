"""How far the camera is tilted to its side, from the upright edges in the picture.

Rooms are full of upright edges: doors, cupboards, corners, frames. A level camera shows them
upright in the middle of the picture, and leaning towards or away from it at the sides where it
looks up or down. The lean that most of their length agrees on is the camera's roll. A room without
such edges gives no answer rather than a wrong one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.capture.frame import Frame

SIZE: Final = 480
"""Pixels of the longer side at which edges are looked for."""

SHORTEST: Final = 0.08
"""Least length of an edge, as a share of `SIZE`: a shorter one has no sure direction."""

STEEPEST: Final = 30.0
"""Largest slant of an edge against the picture's vertical, in degrees, at which it may be an
upright one."""

AGREED: Final = 0.5
"""Least total length of agreeing edges, as a share of `SIZE`, at which the answer is sure."""

TOLERANCE: Final = 1.0
"""Largest difference of edges that agree, in degrees."""

RIVAL_DEG: Final = 3.0
"""Least difference, in degrees, at which another roll is a rival of the best one."""

LEAD: Final = 1.5
"""Ratio of the length of edges to that of any rival above which the answer is sure: slanted racks,
bars and limbs agree among themselves as well."""

ROLL_SIGMA: Final = 1.0
"""Degrees. Rendered rooms give a mean error of 0.2 where there is an answer, in four pictures of
ten; the worst of 49 was 2.8. Real edges and lenses are less straight than those."""

_ROLLS: Final = np.arange(-20.0, 20.1, 0.5)
_SLOPES: Final = np.linspace(-0.06, 0.06, 25)  # degrees a pixel: the camera looks up or down


@dataclass(frozen=True, slots=True)
class Roll:
    """The camera's tilt to its side.

    Attributes:
        deg: Degrees, above 0 where upright edges lean to the right in the picture.
        sigma: Standard deviation of its error, degrees.
    """

    deg: float
    sigma: float


def camera_roll(image: NDArray[np.uint8]) -> Roll | None:
    """Return the camera's roll from one picture.

    It takes some 30 ms: call it on a frame at the start, or every few seconds, not on each.

    Args:
        image: RGB or BGR, shape (height, width, 3).

    Returns:
        The roll, within 20 degrees, or None where too few upright edges agree or some agree on
        another roll.
    """
    import cv2  # takes long to import

    scale = SIZE / max(image.shape[:2])
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    # OpenCV's stubs do not say so, but without any segment it gives None.
    found: object = cv2.createLineSegmentDetector().detect(grey)[0]
    if found is None:
        return None
    segments = np.asarray(found, dtype=np.float64).reshape(-1, 4)
    along = segments[:, 2:] - segments[:, :2]
    lengths = np.hypot(along[:, 0], along[:, 1])
    # Either end may come first: taken upwards, a lean to the right is positive.
    upward = np.where(along[:, 1:] > 0, -along, along)
    leans = np.degrees(np.arctan2(upward[:, 0], -upward[:, 1]))
    chosen = (lengths > SHORTEST * SIZE) & (np.abs(leans) < STEEPEST)
    places = (segments[:, 0] + segments[:, 2]) / 2 - small.shape[1] / 2
    return _vote(leans[chosen], places[chosen], lengths[chosen])


def _vote(
    leans: NDArray[np.float64], places: NDArray[np.float64], lengths: NDArray[np.float64]
) -> Roll | None:
    """The roll and the slope across the picture on which the most length of edges agrees."""
    if len(leans) < 3:
        return None
    level = leans[None, :] - _SLOPES[:, None] * places[None, :]
    gaps = (level[:, None, :] - _ROLLS[None, :, None]) / TOLERANCE
    votes = np.exp(-(gaps**2)) @ lengths
    slope, roll = np.unravel_index(int(np.argmax(votes)), votes.shape)
    rivals = votes[:, np.abs(_ROLLS - _ROLLS[roll]) > RIVAL_DEG]
    if votes[slope, roll] < max(AGREED * SIZE, LEAD * float(rivals.max())):
        return None
    if roll in (0, len(_ROLLS) - 1):
        return None  # the edges may lean further still
    weights = lengths * np.exp(-((level[slope] - _ROLLS[roll]) ** 2) / (1.5 * TOLERANCE) ** 2)
    return Roll(float(weights @ level[slope] / weights.sum()), ROLL_SIGMA)


class RollWatch:
    """Looks for the camera's roll in a frame now and then, and keeps the middle of the answers.

    A picture of another shape comes from a camera that was turned: it is looked at anew.
    """

    EVERY_S: Final = 2.0
    """Interval between two looks, in seconds."""

    MOST: Final = 5
    """Number of looks in all: a camera that stands does not roll, and a look takes 30 ms."""

    def __init__(self) -> None:
        self._shape: tuple[int, ...] | None = None
        self._begin()

    def _begin(self) -> None:
        self._next_s = 0.0
        self._left = self.MOST
        self._found: list[Roll] = []

    def update(self, frame: Frame) -> None:
        """Take a frame, and look at it if it is time to."""
        if self._shape not in (None, frame.image.shape):
            self._begin()
        self._shape = frame.image.shape
        if self._left and frame.time_s >= self._next_s:
            self._left -= 1
            self._next_s = frame.time_s + self.EVERY_S
            roll = camera_roll(frame.image)
            if roll is not None:
                self._found.append(roll)

    @property
    def roll(self) -> Roll | None:
        """Return the median roll, or None where fewer than half of the looks told one."""
        if 2 * len(self._found) <= self.MOST - self._left:
            return None
        middle = sorted(self._found, key=lambda roll: roll.deg)
        return middle[len(middle) // 2]
