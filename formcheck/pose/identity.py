"""Keeping left and right apart over time.

MediaPipe exchanges the names of the legs in side views, at full visibility, for single frames or
for seconds. From one frame to the next a leg moves far less than the distance to the other leg,
so an exchange shows as both legs jumping to where the other one was.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.pose.landmark import Landmark
from formcheck.pose.looks import exchange_legs, leg_distance
from formcheck.pose.pose import Pose

CLEARLY: Final = 0.6
"""Names are exchanged when that brings the legs to less than this share of their distance."""

FORGET_S: Final = 0.5
"""After a gap of this many seconds the last pose says nothing about which leg is which."""

CUT_DISTANCE: Final = 1.0
"""Trunk lengths by which all landmarks together must jump to count as a cut to another scene."""


class LegKeeper:
    """Gives the legs the names that they had in the frame before.

    Which name is right at the start is decided by the estimator; from then on it is kept. It starts
    afresh after a gap or a cut.
    """

    def __init__(self) -> None:
        self._last: Pose | None = None
        self._last_s = 0.0

    def update(self, pose: Pose | None, time_s: float) -> Pose | None:
        """Return the pose with the legs' names kept.

        Args:
            pose: The pose of this frame, or None where nobody was seen.
            time_s: Time of the frame in seconds.
        """
        if pose is None:
            return None
        last = self._last if 0.0 <= time_s - self._last_s <= FORGET_S else None
        if last is not None and not _is_cut(last, pose):
            exchanged = exchange_legs(pose)
            if leg_distance(exchanged, last) < CLEARLY * leg_distance(pose, last):
                pose = exchanged
        self._last, self._last_s = pose, time_s
        return pose


def _is_cut(last: Pose, pose: Pose) -> bool:
    trunk = last.joint("shoulder", "left") - last.joint("hip", "left")
    size = max(float(np.linalg.norm(trunk)), 1.0)
    jump = np.linalg.norm(_trunk(pose) - _trunk(last), axis=1).mean()
    return bool(jump > CUT_DISTANCE * size)


def _trunk(pose: Pose) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    corners = [
        Landmark.LEFT_SHOULDER,
        Landmark.RIGHT_SHOULDER,
        Landmark.LEFT_HIP,
        Landmark.RIGHT_HIP,
    ]
    return np.asarray(pose.pixels[corners])


def keep_legs(poses: list[Pose | None], times_s: list[float]) -> list[Pose | None]:
    """Keep the legs' names over a recorded clip.

    Within each unbroken stretch of time the names are those that the estimator gave in most of
    its frames, so that a wrong first frame does not name the whole clip.

    Args:
        poses: Every pose, or None where nobody was seen.
        times_s: Their times in seconds, rising.

    Returns:
        As many poses, with the legs' names kept.
    """
    keeper = LegKeeper()
    kept = [keeper.update(pose, time_s) for pose, time_s in zip(poses, times_s, strict=True)]
    result = list(kept)
    for rows in _unbroken(kept, times_s):
        changed = sum(kept[row] is not poses[row] for row in rows)
        if 2 * changed > len(rows):
            for row in rows:
                pose = kept[row]
                result[row] = None if pose is None else exchange_legs(pose)
    return result


def _unbroken(poses: list[Pose | None], times_s: list[float]) -> list[list[int]]:
    runs: list[list[int]] = []
    last: int | None = None
    for row, pose in enumerate(poses):
        if pose is None:
            continue
        before = None if last is None else poses[last]
        if (
            last is None
            or before is None
            or times_s[row] - times_s[last] > FORGET_S
            or _is_cut(before, pose)
        ):
            runs.append([])
        runs[-1].append(row)
        last = row
    return runs
