"""The outline of a trunk as numbers: what of a silhouette is kept and compared."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from typing import Any, Final, Self

import numpy as np

STATIONS: Final = np.linspace(-0.45, 1.05, 49)
"""Heights along the trunk line at which the depths are taken: 0 at the hips, 1 at the shoulders."""

REACH: Final = 0.6
"""Trunk lengths from the trunk line beyond which the outline is not followed."""

JOINTS: Final = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle")
"""Joints whose places are kept, the near side's before the far side's."""

SEGMENTS: Final = ("shoulders", "hips", "trunk", "near thigh", "far thigh")
"""Segments whose directions in space are kept; the lines across point from near to far."""

WAIST: Final = (0.05, 0.75)
"""Heights between which the low back's hollow lies."""


_SIZES: Final = {
    "back": len(STATIONS),
    "front": len(STATIONS),
    "joints": 4 * len(JOINTS),
    "solid": 3 * len(SEGMENTS),
}


@dataclass(frozen=True, slots=True)
class Outline:
    """The aligned outline of one frame. Plain numbers, so that a file can hold it.

    Attributes:
        back: Depth of the outline behind the trunk line at each of `STATIONS`, trunk lengths.
        front: Depth before the trunk line, likewise, positive.
        joints: Places of `JOINTS`, near side then far side, as (height, depth behind) pairs in
            trunk lengths, flattened.
        solid: `SEGMENTS` in the estimator's world: forward, down, away from the camera, metres.
        yaw_deg: Turn off the exact side view, degrees; see `View`.
        trunk_lean: Trunk against the vertical, degrees, forward above 0.
        trunk_pixels: Length of the trunk in the picture, pixels.
    """

    back: Sequence[float]
    front: Sequence[float]
    joints: Sequence[float]
    solid: Sequence[float]
    yaw_deg: float
    trunk_lean: float
    trunk_pixels: float

    def __post_init__(self) -> None:
        for name, size in _SIZES.items():
            found = len(getattr(self, name))
            if found != size:
                raise ValueError(f"expected {size} numbers in {name}, got {found}")
            # A clip has one outline a frame: packed, its numbers take a quarter of the memory.
            object.__setattr__(self, name, array("d", getattr(self, name)))
        if not all(math.isfinite(number) for number in self.numbers()):
            raise ValueError("expected finite numbers in an outline, got NaN or infinity")

    def numbers(self) -> list[float]:
        """Return all numbers in the order of the attributes."""
        context = [self.yaw_deg, self.trunk_lean, self.trunk_pixels]
        return [*self.back, *self.front, *self.joints, *self.solid, *context]

    @classmethod
    def from_numbers(cls, numbers: Sequence[float]) -> Self:
        """Return the outline that `numbers` was written from."""
        plain = [float(number) for number in numbers]
        ends = np.cumsum([0, *_SIZES.values()]).tolist()
        if len(plain) != ends[-1] + 3:
            raise ValueError(f"expected {ends[-1] + 3} numbers, got {len(plain)}")
        parts = [tuple(plain[start:end]) for start, end in pairwise(ends)]
        return cls(*parts, *plain[ends[-1] :])  # type: ignore[arg-type]

    def as_dict(self) -> dict[str, Any]:
        """Return the outline as plain lists and numbers, for a file that people may read."""
        rounded: dict[str, Any] = {}
        for name, value in asdict(self).items():
            rounded[name] = (
                [round(number, 4) for number in value]
                if isinstance(value, array)
                else round(value, 2)
            )
        return rounded

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Return the outline that `as_dict` was written from.

        Raises:
            ValueError: Something is missing, or is not the number it should be.
        """
        try:
            values = {
                field.name: tuple(float(number) for number in data[field.name])
                if field.name in _SIZES
                else float(data[field.name])
                for field in fields(cls)
            }
        except (KeyError, TypeError) as error:
            raise ValueError(
                f"expected an outline, got something else ({error}); calibrate afresh"
            ) from error
        return cls(**values)  # type: ignore[arg-type]

    def joint(self, name: str, near: bool) -> tuple[float, float]:
        """Return the height of a joint along the trunk line and its depth behind it."""
        at = 4 * JOINTS.index(name) + (0 if near else 2)
        return self.joints[at], self.joints[at + 1]

    @property
    def arm_behind(self) -> float:
        """Return how far an arm reaches out behind the back, in trunk lengths; below 0 inside.

        Points along both arms at the height of the waist are compared with the straight line from
        the buttock to the upper back, which an arm cannot move.
        """
        low, high = (float(np.interp(at, STATIONS, self.back)) for at in (-0.05, 0.85))
        furthest = -REACH
        for near in (True, False):
            chain = np.array([self.joint(name, near) for name in ("shoulder", "elbow", "wrist")])
            for start, end in ((chain[0], chain[1]), (chain[1], chain[2])):
                points = start + np.linspace(0, 1, 9)[:, None] * (end - start)
                beside = points[(points[:, 0] > WAIST[0]) & (points[:, 0] < WAIST[1])]
                if len(beside):
                    line = low + (high - low) * (beside[:, 0] + 0.05) / 0.9
                    furthest = max(furthest, float((beside[:, 1] - line).max()))
        return furthest

    @property
    def hollow(self) -> float:
        """Return the depth of the low back's hollow, percent of trunk length.

        It is the greatest distance of the back from the straight line over its two bulges, the
        buttock and the upper back; 0 for a round back.
        """
        back = np.convolve(np.pad(self.back, 1, "edge"), [0.25, 0.5, 0.25], "valid")
        low, high = STATIONS < 0.25, STATIONS > 0.55
        start = int(np.argmax(np.where(low, back, -np.inf)))
        end = int(np.argmax(np.where(high, back, -np.inf)))
        span = slice(start, end + 1)
        chord = np.interp(STATIONS[span], STATIONS[[start, end]], back[[start, end]])
        return 100.0 * max(0.0, float((chord - back[span]).max()))
