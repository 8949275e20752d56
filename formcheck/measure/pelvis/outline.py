"""The outline of the back and the belly, aligned to the trunk, and what else is in the picture.

Two hip points cannot show how the pelvis is tilted; the silhouette can: the hollow of the low back
deepens as the pelvis tips forward. The outline is described so that two of them can be compared:
depths behind and before the line from hips to shoulders, in trunk lengths, for a person who faces
right. What disturbs the comparison (view, lean, legs, arms, distance) is kept beside it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from itertools import pairwise
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.measure.joints.missing_joints import MissingJoints
from formcheck.measure.model.geometry import trunk_line
from formcheck.measure.model.measurement import View
from formcheck.measure.model.registry import REGISTRY
from formcheck.pose.landmark import SIDES, Landmark, Side
from formcheck.pose.pose import Pose

Array = NDArray[np.float64]

STATIONS: Final = np.linspace(-0.45, 1.05, 49)
"""Heights along the trunk line at which the depths are taken: 0 at the hips, 1 at the shoulders."""

REACH: Final = 0.6
"""Trunk lengths from the trunk line beyond which the outline is not followed."""

STEP: Final = 0.004
"""Trunk lengths between the points at which the silhouette is asked."""

JOINTS: Final = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle")
"""Joints whose places are kept, the near side's before the far side's."""

SEGMENTS: Final = ("shoulders", "hips", "trunk", "near thigh", "far thigh")
"""Segments whose directions in space are kept; the lines across point from near to far."""

WAIST: Final = (0.05, 0.75)
"""Heights between which the low back's hollow lies."""

MOST_YAW: Final = 40.0
"""Degrees off the side view beyond which the outline is that of the flanks, not of the back."""

LEAST_TRUNK: Final = 45.0
"""Pixels: on a shorter trunk, 10 degrees of tilt would move the outline by less than one pixel."""

NO_SILHOUETTE: Final = "Your outline was not looked for in this frame"
FACING: Final = "It cannot be told which way you face: show your side to the camera"
TURN: Final = "Turn so that one side of your body faces the camera"
SMALL: Final = "You are too small in the picture: move closer to the camera"
NOT_SEEN: Final = (
    "Your outline cannot be told from the background: use more light, or clothes of another colour"
)


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

    back: tuple[float, ...]
    front: tuple[float, ...]
    joints: tuple[float, ...]
    solid: tuple[float, ...]
    yaw_deg: float
    trunk_lean: float
    trunk_pixels: float

    def __post_init__(self) -> None:
        for name, size in _SIZES.items():
            found = len(getattr(self, name))
            if found != size:
                raise ValueError(f"expected {size} numbers in {name}, got {found}")
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
                if isinstance(value, tuple)
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


def average(outlines: Sequence[Outline]) -> Outline:
    """Return the median of several outlines of the same stance, number by number.

    Raises:
        ValueError: There is none.
    """
    if not outlines:
        raise ValueError("expected at least one outline, got none")
    return Outline.from_numbers(np.median([one.numbers() for one in outlines], axis=0).tolist())


def read_outline(pose: Pose, view: View) -> Outline | str:
    """Read the outline of the trunk from a pose that carries a silhouette.

    Args:
        pose: The person.
        view: How the camera sees them.

    Returns:
        The outline, or the reason why there is none, in words a person can act on.
    """
    reason = _unreadable(pose, view)
    if reason is not None:
        return reason
    if view.sign < 0:
        pose = pose.mirrored()
    hips, line = pose.middle("hip"), trunk_line(pose)
    size = abs(line)
    origin, up = np.array([hips.real, hips.imag]), np.array([line.real, line.imag]) / size
    behind = np.array([up[1], -up[0]])
    assert pose.silhouette is not None
    depths = np.arange(-REACH, REACH + STEP / 2, STEP)
    stations = origin + size * STATIONS[:, None] * up
    places = stations[:, None] + size * depths[:, None] * behind
    contours = _contours(_ask(pose.silhouette, places), depths)
    if contours is None:
        return NOT_SEEN
    # Whoever faces right shows their right side.
    joints = [pose.joint(name, side) for name in JOINTS for side in ("right", "left")]
    offsets = (np.array(joints) - origin) / size
    along = np.stack([offsets @ up, offsets @ behind], axis=1)
    return Outline(
        back=tuple(contours[0].tolist()),
        front=tuple(contours[1].tolist()),
        joints=tuple(along.ravel().tolist()),
        solid=tuple(_solid(pose).ravel().tolist()),
        yaw_deg=view.yaw_deg or 0.0,
        trunk_lean=math.degrees(math.atan2(float(up[0]), -float(up[1]))),
        trunk_pixels=size,
    )


def _unreadable(pose: Pose, view: View) -> str | None:
    if pose.silhouette is None:
        return NO_SILHOUETTE
    if view.yaw_deg is None or abs(view.yaw_deg) > MOST_YAW:
        return TURN
    if view.sign == 0:
        return FACING
    missing = MissingJoints.of(pose)
    reason = missing.reason(REGISTRY["pelvic_tilt"], None) if missing else None
    if reason is not None:
        return reason
    return SMALL if abs(trunk_line(pose)) < LEAST_TRUNK else None


def _solid(pose: Pose) -> Array:
    """Return `SEGMENTS` of a person who faces right, shape (5, 3), metres."""

    def at(joint: str, side: Side) -> Array:
        return np.asarray(pose.world[Landmark.of(joint, side)])

    shoulders = at("shoulder", "left") - at("shoulder", "right")
    hips = at("hip", "left") - at("hip", "right")
    trunk = sum(at("shoulder", side) - at("hip", side) for side in SIDES) / 2
    thighs = [at("knee", side) - at("hip", side) for side in ("right", "left")]
    return np.stack([shoulders, hips, trunk, *thighs])


def _ask(silhouette: NDArray[np.float32], places: Array) -> Array:
    """Return the silhouette between pixels, by its four neighbours, at places of shape (..., 2)."""
    height, width = silhouette.shape
    # A pixel's value belongs to its middle.
    x, y = places[..., 0] - 0.5, places[..., 1] - 0.5
    column, row = np.floor(x), np.floor(y)
    right, down = x - column, y - row
    columns, rows = (
        [np.clip(first + step, 0, size - 1).astype(np.intp) for step in (0, 1)]
        for first, size in ((column, width), (row, height))
    )
    flat = np.ravel(silhouette)
    above, below = (
        (1.0 - right) * flat.take(at * width + columns[0])
        + right * flat.take(at * width + columns[1])
        for at in rows
    )
    return np.asarray((1.0 - down) * above + down * below)


def _contours(profiles: Array, depths: Array) -> tuple[Array, Array] | None:
    """Return the depths behind and before the trunk line, or None where the waist is not seen.

    At each station the piece of the silhouette that is nearest to the trunk line is followed to
    both of its edges, where the probability crosses one half.
    """
    inside = profiles > 0.5
    columns = np.arange(len(depths))
    away = np.abs(columns - len(depths) // 2)
    start = np.where(inside, away, len(depths)).argmin(axis=1)
    seen = inside.any(axis=1) & (np.abs(depths[start]) <= 0.15)
    back = np.where(seen, _edges(profiles, depths, start), np.nan)
    mirrored = _edges(profiles[:, ::-1], depths[::-1], len(depths) - 1 - start)
    front = np.where(seen, -mirrored, np.nan)
    known = np.isfinite(back)
    waist = np.abs(STATIONS - sum(WAIST) / 2) <= (WAIST[1] - WAIST[0]) / 2
    if not known[waist].all():
        return None
    behind, before = (
        np.interp(STATIONS, STATIONS[known], contour[known]) for contour in (back, front)
    )
    return behind, before


def _edges(profiles: Array, depths: Array, start: NDArray[np.intp]) -> Array:
    """Return the depths at which the silhouette ends, going from `start` to the last column."""
    rows, last = np.arange(len(profiles)), len(depths) - 1
    outside = (profiles <= 0.5) & (np.arange(len(depths)) >= start[:, None])
    out = np.where(outside.any(axis=1), outside.argmax(axis=1), last)
    before = np.maximum(out - 1, 0)
    inner, outer = profiles[rows, before], profiles[rows, out]
    drop = np.where(inner > outer, inner - outer, 1.0)
    edge = depths[before] + (inner - 0.5) / drop * (depths[out] - depths[before])
    return np.asarray(np.where(outside.any(axis=1), edge, depths[last]))
