"""The one type that pose estimation hands on: a person's landmarks in one frame."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmark import JOINTS, Landmark, Side
from formcheck.pose.mirror import MIRROR_ORDER
from formcheck.pose.space import Solid
from formcheck.shelf.compact import Compact

LANDMARK_COUNT = len(Landmark)


@dataclass(frozen=True, slots=True, eq=False)
class Pose(Compact):
    """The landmarks of one person in one frame.

    Attributes:
        pixels: Landmarks in the upright picture, shape (33, 2): x to the right, y down, in
            pixels, which may lie outside the picture.
        world: Landmarks in metres about the middle of the hips, shape (33, 3): x to the
            right of the picture, y down, z away from the camera.
        visibility: The estimator's own visibility, shape (33,), 0..1. It does not reveal wrong
            landmarks and is never used as an error.
        width: Width of the picture in pixels.
        height: Height of the picture in pixels.
        silhouette: Probability that a pixel belongs to the person, shape (height, width), 0..1,
            or None where it was not asked for.
        unsure: Landmarks that cannot be told from their partners on the other side; where they
            are drawn is a guess.
        legs_named: Whether it is sure which leg is the left one. Front and rear leg, or bent and
            straight, can be told all the same.
        engines: Where several engines were asked: the places at which each of them sees the
            landmarks, in pixels, shape (engines, 33, 2), MediaPipe first; where another knows no
            such landmark, MediaPipe's. None where one engine was asked.
        outside: Joints outside the picture, such as `heel_left`, where they were found before the
            landmarks were turned; None to read them off the landmarks.
        agreement: Whether the engines call the knees, and the ankles, left and right alike: 1 they
            do, -1 they have them exchanged, 0 it cannot be told. None where one engine was asked.
    """

    pixels: NDArray[np.float64]
    world: NDArray[np.float64]
    visibility: NDArray[np.float64]
    width: int
    height: int
    silhouette: NDArray[np.float32] | None = None
    unsure: frozenset[Landmark] = frozenset()
    legs_named: bool = True
    engines: NDArray[np.float64] | None = None
    agreement: tuple[float, float] | None = None
    outside: frozenset[str] | None = None
    _flat: list[complex] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        expected = {"pixels": (33, 2), "world": (33, 3), "visibility": (33,)}
        for name, shape in expected.items():
            array = getattr(self, name)
            if array.shape != shape:
                raise ValueError(f"expected {name} of shape {shape}, got {array.shape}")
            if not math.isfinite(array.sum()):  # any NaN or infinity makes the sum one
                raise ValueError(f"expected finite {name}, got NaN or infinity")
        if self.width <= 0 or self.height <= 0:
            raise ValueError(f"expected a picture size above 0, got {self.width}x{self.height}")
        if self.silhouette is not None and self.silhouette.shape != (self.height, self.width):
            raise ValueError(
                f"expected a silhouette of shape {(self.height, self.width)}, "
                f"got {self.silhouette.shape}"
            )
        seen = self.engines
        if seen is not None and (seen.shape[1:] != (33, 2) or len(seen) < 2):
            raise ValueError(f"expected engines of shape (2 or more, 33, 2), got {seen.shape}")
        object.__setattr__(self, "_flat", (self.pixels @ [1.0, 1.0j]).tolist())

    def point(self, landmark: Landmark) -> NDArray[np.float64]:
        """Return one landmark in pixels, shape (2,)."""
        return np.asarray(self.pixels[landmark])

    def joint(self, name: str, side: Side) -> NDArray[np.float64]:
        """Return a joint of one side in pixels, shape (2,); see `Landmark.of`."""
        return np.asarray(self.pixels[Landmark.of(name, side)])

    def flat(self, name: str, side: Side) -> complex:
        """Return a joint of one side in pixels as a complex number, x + y i.

        Geometry on plain numbers costs a tenth of the same on arrays; see `measure.geometry`.
        """
        return self._flat[JOINTS[name, side]]

    def solid(self, name: str, side: Side) -> Solid:
        """Return a joint of one side in metres, as `world` has it; see `pose.space`."""
        x, y, z = self.world[JOINTS[name, side]].tolist()
        return x, y, z

    def middle(self, name: str) -> complex:
        """Return the point half-way between a left and a right joint in pixels; see `flat`."""
        return (self._flat[JOINTS[name, "left"]] + self._flat[JOINTS[name, "right"]]) / 2

    @property
    def nose(self) -> complex:
        """Return the nose in pixels as a complex number, x + y i."""
        return self._flat[Landmark.NOSE]

    def mirrored(self) -> Pose:
        """Return the pose of the mirrored picture: x turned round, left and right exchanged."""
        turned = self.reordered(MIRROR_ORDER)
        pixels, world, engines = turned.pixels, turned.world, turned.engines
        pixels[:, 0] = self.width - pixels[:, 0]
        world[:, 0] = -world[:, 0]
        if engines is not None:
            engines[..., 0] = self.width - engines[..., 0]
        silhouette = self.silhouette
        if silhouette is not None:
            silhouette = np.ascontiguousarray(silhouette[:, ::-1])
        return replace(
            turned,
            pixels=pixels,
            world=world,
            silhouette=silhouette,
            unsure=self._partners(),
        )

    def renamed(self) -> Pose:
        """Return the same landmarks with the names left and right exchanged."""
        return replace(self.reordered(MIRROR_ORDER), unsure=self._partners())

    def reordered(self, order: NDArray[np.intp]) -> Pose:
        """Return the pose with other places for its landmarks.

        Args:
            order: For each landmark the row of this pose at which it is found, shape (33,).
        """
        return replace(
            self,
            pixels=self.pixels[order],
            world=self.world[order],
            visibility=self.visibility[order],
            engines=None if self.engines is None else self.engines[:, order],
        )

    def toward(self, later: Pose, share: float) -> Pose:
        """Return the pose on the straight way to a later one of the same person.

        Args:
            later: The later one, with the same leg under the same name.
            share: How much of the way is behind, 0..1. What is no place is this pose's.
        """

        def way(here: NDArray[np.float64], there: NDArray[np.float64]) -> NDArray[np.float64]:
            return (1.0 - share) * here + share * there

        engines = self.engines
        # An engine may have looked at somebody else in one of the two.
        if engines is not None and later.engines is not None and len(engines) == len(later.engines):
            engines = way(engines, later.engines)
        return replace(
            self,
            pixels=way(self.pixels, later.pixels),
            world=way(self.world, later.world),
            visibility=way(self.visibility, later.visibility),
            unsure=self.unsure | later.unsure,
            legs_named=self.legs_named and later.legs_named,
            engines=engines,
        )

    def seen_by(self, engine: int) -> Pose:
        """Return the pose as one engine alone sees it.

        Args:
            engine: 0 for the first one, which finds the person; 1 for the second, and so on.

        Returns:
            This very pose where one engine was asked.
        """
        if self.engines is None:
            return self
        return replace(self, pixels=self.engines[engine], engines=None, agreement=None)

    def _partners(self) -> frozenset[Landmark]:
        return frozenset(Landmark(MIRROR_ORDER[landmark]) for landmark in self.unsure)
