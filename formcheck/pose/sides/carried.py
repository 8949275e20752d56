"""What a second look said, kept for the pictures that get one look only.

Two looks at one picture differ by a few degrees, and how they differ changes slowly: it hangs on
the view, the clothes and the light more than on the moment. So a second look now and then is
enough, and its difference is added to the first look meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmark import SIDES, Landmark
from formcheck.pose.parts import trunk_length
from formcheck.pose.pose import Pose

SECOND_LOOK_S: Final = 0.5
"""Seconds between two second looks at a clip."""

CONTESTED: Final = 0.15
"""Trunk lengths by which both looks together move a joint of trunk or leg at most: where it is
more, as where a leg was exchanged, the next picture gets two looks as well."""

STIRRED_BY: Final = 0.15
"""Trunk lengths by which a joint of trunk or leg may move away from where a second look saw it."""

_BODY: Final = [
    Landmark.of(joint, side)
    for joint in ("shoulder", "hip", "knee", "ankle", "heel", "foot_index")
    for side in SIDES
]


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """What a second look adds to the first one.

    Attributes:
        seen: Where the first look saw trunk and legs, pixels.
        pixels: Shift of each landmark in pixels, shape (33, 2).
        world: The same in metres, shape (33, 3).
        visibility: The same of the visibility, shape (33,).
    """

    seen: NDArray[np.float64]
    pixels: NDArray[np.float64]
    world: NDArray[np.float64]
    visibility: NDArray[np.float64]

    @classmethod
    def of(cls, first: Pose, both: Pose) -> Self | None:
        """Return what is to be carried on, or None where that is contested.

        Args:
            first: The first look.
            both: The mean of both.
        """
        pixels = both.pixels - first.pixels
        if float(np.linalg.norm(pixels[_BODY], axis=1).max()) > CONTESTED * trunk_length(first):
            return None
        return cls(
            first.pixels[_BODY],
            pixels,
            both.world - first.world,
            both.visibility - first.visibility,
        )

    def holds_for(self, first: Pose) -> bool:
        """Return whether a first look sees the body about where it was."""
        away = np.linalg.norm(first.pixels[_BODY] - self.seen, axis=1).max()
        return bool(away < STIRRED_BY * trunk_length(first))

    def onto(self, first: Pose) -> Pose:
        """Return about what the mean of both looks would be, where there is but a first one."""
        return replace(
            first,
            pixels=first.pixels + self.pixels,
            world=first.world + self.world,
            visibility=np.clip(first.visibility + self.visibility, 0.0, 1.0),
        )
