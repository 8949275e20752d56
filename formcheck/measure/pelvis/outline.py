"""The outline of the back and the belly, aligned to the trunk, and what else is in the picture.

Two hip points cannot show how the pelvis is tilted; the silhouette can: the hollow of the low back
deepens as the pelvis tips forward. The outline is described so that two of them can be compared:
depths behind and before the line from hips to shoulders, in trunk lengths, for a person who faces
right. What disturbs the comparison (view, lean, legs, arms, distance) is kept beside it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.codes.measure import ReasonCode
from formcheck.measure.model.geometry import trunk_line
from formcheck.measure.model.measurement import View
from formcheck.measure.model.outline_model import JOINTS, REACH, STATIONS, WAIST, Outline
from formcheck.measure.model.registry import REGISTRY
from formcheck.measure.view.missing_joints import MissingJoints
from formcheck.message import Message
from formcheck.pose.landmark import SIDES, Landmark, Side
from formcheck.pose.pose import Pose

Array = NDArray[np.float64]

STEP: Final = 0.004
"""Distance, in trunk lengths, between the points at which the silhouette is sampled."""

MOST_YAW: Final = 40.0
"""Degrees off the side view beyond which the outline is that of the flanks, not of the back."""

LEAST_TRUNK: Final = 45.0
"""Shortest trunk, in pixels: on a shorter one, 10 degrees of tilt would move the outline by less
than one pixel."""

NO_SILHOUETTE: Final = Message(ReasonCode.NO_SILHOUETTE)
FACING: Final = Message(ReasonCode.FACING_UNDECIDED)
TURN: Final = Message(ReasonCode.SHOW_SIDE)
SMALL: Final = Message(ReasonCode.TOO_SMALL)
NOT_SEEN: Final = Message(ReasonCode.OUTLINE_NOT_SEEN)


def average(outlines: Sequence[Outline]) -> Outline:
    """Return the median of several outlines of the same stance, number by number.

    Raises:
        ValueError: There is none.
    """
    if not outlines:
        raise ValueError("expected at least one outline, got none")
    return Outline.from_numbers(np.median([one.numbers() for one in outlines], axis=0).tolist())


def read_outline(pose: Pose, view: View) -> Outline | Message:
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


def _unreadable(pose: Pose, view: View) -> Message | None:
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
    columns, rows = _neighbours(column, width), _neighbours(row, height)
    flat = np.ravel(silhouette)
    above, below = (
        (1.0 - right) * flat.take(at * width + columns[0])
        + right * flat.take(at * width + columns[1])
        for at in rows
    )
    return np.asarray((1.0 - down) * above + down * below)


def _neighbours(first: Array, size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the numbers of pixels and of those behind them; beyond an edge those at the edge."""
    here = first.astype(np.intp)
    if here.min() >= 0 and here.max() < size - 1:
        return here, here + 1
    return np.clip(here, 0, size - 1), np.clip(here + 1, 0, size - 1)


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
