"""Copies of outlines as they would be if hips, shoulders and silhouette had been seen elsewhere.

MediaPipe's points are no joint centres, and stray from one picture of a body to the next: by 0.04
trunk lengths along the trunk and 0.03 across it (the scatter within a body, upright, 288 rendered
people). A network that meets every outline with other strays in every step learns to see past them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.measure.model.outline_model import JOINTS, STATIONS

Array = NDArray[np.float64]

STRAY: Final = {"hip": (0.030, 0.020), "shoulder": (0.025, 0.020)}
"""Standard deviations along and across the trunk, trunk lengths. Somewhat less than MediaPipe's
own, which the outlines have already."""

GRAIN: Final = 0.004
"""Standard deviation of the silhouette's edge, trunk lengths, smooth over an eighth of a trunk."""

KNOTS: Final = 13


def shaken(rows: Array, random: np.random.Generator) -> Array:
    """Returns the outlines described along another trunk line, each along its own.

    Args:
        rows: Numbers of the outlines, see `Outline.numbers`; shape (n, k).
        random: Source of chance.
    """
    count, (low, across), (up, over) = len(rows), STRAY["hip"], STRAY["shoulder"]
    hip_up, hip_behind, shoulder_up, shoulder_behind = (
        random.normal(0.0, size, (count, 1)) for size in (low, across, up, over)
    )
    scale, turn = 1.0 + shoulder_up - hip_up, shoulder_behind - hip_behind
    found = rows.copy()
    heights = len(STATIONS)
    for start, sign in ((0, 1.0), (heights, -1.0)):
        edge = sign * rows[:, start : start + heights] + _grain(count, random)
        plain = hip_up + scale * STATIONS
        # Where the new stations cut the edge: one step is enough for turns of a few degrees.
        height = plain - (_at(edge, plain) - hip_behind) * turn
        depth = (_at(edge, height) - hip_behind - (height - hip_up) * turn) / scale
        found[:, start : start + heights] = sign * depth
    joints = slice(2 * heights, 2 * heights + 4 * len(JOINTS))
    along = rows[:, joints][:, 0::2] - hip_up
    behind = rows[:, joints][:, 1::2] - hip_behind
    found[:, joints] = np.stack(
        [(along + behind * turn) / scale, (behind - along * turn) / scale], axis=2
    ).reshape(count, -1)
    found[:, -2] -= np.degrees(turn[:, 0])
    found[:, -1] *= scale[:, 0]
    return found


def _grain(count: int, random: np.random.Generator) -> Array:
    knots = random.normal(0.0, GRAIN, (count, KNOTS))
    return _at(knots, np.broadcast_to(STATIONS, (count, len(STATIONS))))


def _at(curves: Array, heights: Array) -> Array:
    """Returns each curve, sampled evenly over the stations' span, at its own heights."""
    last = curves.shape[1] - 1
    place = (heights - STATIONS[0]) / (STATIONS[-1] - STATIONS[0]) * last
    place = np.clip(place, 0.0, last - 1e-6)
    left = place.astype(np.intp)
    share = place - left
    below = np.take_along_axis(curves, left, axis=1)
    above = np.take_along_axis(curves, left + 1, axis=1)
    return np.asarray(below + share * (above - below))
