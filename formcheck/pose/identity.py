"""Keeping left and right apart over time.

MediaPipe exchanges the names of the legs in side views, at full visibility, for single frames or
for seconds: both legs, the knees or the feet alone, sometimes the whole body. Now and then it
puts both legs on one. From one frame to the next a leg moves far less than the distance to the
other leg, so an exchange shows as both legs jumping to where the other one was, and a merged leg
as one that jumps while its partner stays.

Each frame has eight possible readings: trunk, knees and feet each as named or exchanged. A reading
costs what it makes the body jump since the frame before, and a little where it contradicts the
estimator, which is right most of the time, or the head, which shows the way that the chest must
face. The cheapest sequence of readings is kept (Viterbi's algorithm): live up to the present
frame, in a recorded clip over the whole of it. Where the legs are together an exchange costs
nothing, so there the estimator decides; where they are apart it cannot change its mind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmark import MIRROR_ORDER, Landmark
from formcheck.pose.parts import FEET, KNEES, PARTS, TRUNK, Body, facing_evidence
from formcheck.pose.pose import Pose

FORGET_S: Final = 0.5
"""After a gap of this many seconds the last pose says nothing about which leg is which."""

MERGED_S: Final = 2.0
"""Seconds for which a leg that vanished behind its partner is waited for."""

JUMP_SCALE: Final = 0.2
"""Trunk lengths of movement between two frames at which the cost of a reading is 1."""

JUMP_COST: Final = 9.0
"""Cost of a jump however long: one wild frame must not outweigh all others."""

NAME_COST: Final = 1.0
"""Cost per second of contradicting the estimator's names."""

FACING_COST: Final = 3.0
"""Cost per second of a chest that faces against the head."""

MERGED_SHARE: Final = 0.35
"""Legs closer than this share of their last distance, one of them having jumped, are merged."""

_READINGS: Final = np.array([[t, k, f] for t in (0, 1) for k in (0, 1) for f in (0, 1)])
_XOR: Final = _READINGS[:, None, :] ^ _READINGS[None, :, :]
_CONTRADICTION: Final = NAME_COST * (
    _READINGS[:, 0]
    + (_READINGS[:, 1] ^ _READINGS[:, 0])
    # Knees and feet of one leg belong together more surely than either has the right name.
    + 2 * (_READINGS[:, 2] ^ _READINGS[:, 1])
)


@dataclass(frozen=True, slots=True)
class _Step:
    """What one frame adds: how to come to each reading, and what cannot be told in it."""

    back: NDArray[np.intp]
    turned: NDArray[np.int64]
    """Per part 1 where the frame shows it the other way round than its reading, for that frame."""
    lost: NDArray[np.bool_]
    """Per part and side of the frame's own naming, whether the landmarks jumped too far."""


class _Readings:
    """The cheapest sequence of readings up to the present frame."""

    def __init__(self) -> None:
        self._cost = np.zeros(len(_READINGS))
        self._known: list[tuple[NDArray[np.float64], float] | None] = [None] * len(PARTS)
        self._last_s: float | None = None

    @property
    def best(self) -> int:
        return int(np.argmin(self._cost))

    def add(self, pose: Pose, time_s: float) -> _Step:
        """Take in a frame in which the person was seen."""
        step_s = 0.0 if self._last_s is None else time_s - self._last_s
        self._last_s = time_s
        body = Body.of(pose)
        tables = np.zeros((len(PARTS), 2))
        turned = np.zeros(len(PARTS), dtype=np.int64)
        lost = np.zeros((len(PARTS), 2), dtype=np.bool_)
        for part in PARTS:
            tables[part], turned[part], lost[part] = self._compare(part, body.parts[part], time_s)
        moves = sum(tables[part][_XOR[:, :, part]] for part in PARTS)
        total = self._cost[:, None] + moves
        back = np.argmin(total, axis=0)
        cost = total[back, np.arange(len(_READINGS))]
        cost = cost + min(max(step_s, 0.02), 0.1) * (_CONTRADICTION + _against_head(pose))
        self._cost = cost - cost.min()
        return _Step(back, turned, lost)

    def _compare(
        self, part: int, now: NDArray[np.float64], time_s: float
    ) -> tuple[NDArray[np.float64], int, NDArray[np.bool_]]:
        """Return the costs of keeping and of exchanging a part's names since it was last known."""
        nothing = np.zeros(2, dtype=np.bool_)
        known = self._known[part]
        if known is None or not 0.0 <= time_s - known[1] <= MERGED_S:
            self._known[part] = (now, time_s)
            return np.zeros(2), 0, nothing
        last, gap_s = known[0], time_s - known[1]
        # Rows: as named and exchanged; columns: the frame's own left and right.
        jumps = np.array([_distance(now, last), _distance(now, last[::-1])])
        better = int(jumps[1].mean() < jumps[0].mean())
        apart, now_apart = (float(_distance(legs[:1], legs[1:])[0]) for legs in (last, now))
        lost = _lost(jumps[better], apart, now_apart, gap_s) if part != TRUNK else nothing
        merged = now_apart < MERGED_SHARE * apart
        if lost.any() and gap_s <= (MERGED_S if merged else FORGET_S):
            # The names as they were known are carried over the frame, which shows neither reading.
            return np.array([0.0, JUMP_COST]), better, lost
        self._known[part] = (now, time_s)
        if gap_s > FORGET_S:
            return np.zeros(2), 0, nothing
        scale = JUMP_SCALE * max(1.0, gap_s / 0.05) ** 0.5
        return np.minimum((jumps.mean(axis=1) / scale) ** 2, JUMP_COST), 0, nothing


def _distance(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean distance of the joints of each side, arrays of shape (sides, joints, 3)."""
    return np.asarray(np.sqrt(((a - b) ** 2).sum(axis=2)).mean(axis=1))


def _lost(
    jumps: NDArray[np.float64], apart: float, now_apart: float, gap_s: float
) -> NDArray[np.bool_]:
    far = jumps > 0.3 + 5.0 * gap_s
    if apart > 0.25 and now_apart < MERGED_SHARE * apart:
        far = far | (jumps > 0.6 * apart)
    return np.asarray(far)


def _against_head(pose: Pose) -> NDArray[np.float64]:
    evidence = FACING_COST * facing_evidence(pose)
    return np.where(_READINGS[:, 0] == 1, max(evidence, 0.0), max(-evidence, 0.0))


class SideKeeper:
    """Names left and right live, from what was seen so far.

    A wrong first frame is put right by the next ones; from then on the names are kept. They are
    decided afresh after a gap. After a cut to another scene a new keeper is needed.
    """

    def __init__(self) -> None:
        self._readings = _Readings()

    def update(self, pose: Pose | None, time_s: float) -> Pose | None:
        """Return the pose with the names kept; what cannot be told is listed in its `unsure`.

        Args:
            pose: The pose of this frame, or None where nobody was seen.
            time_s: Time of the frame in seconds, rising.
        """
        if pose is None:
            return None
        step = self._readings.add(pose, time_s)
        return _read(pose, step, self._readings.best)


def keep_sides(poses: Sequence[Pose | None], times_s: Sequence[float]) -> list[Pose | None]:
    """Name left and right over one scene of a recorded clip, knowing all of it.

    Args:
        poses: Every pose, or None where nobody was seen.
        times_s: Their times in seconds, rising.

    Returns:
        As many poses, with the names kept; what cannot be told is listed in their `unsure`.
    """
    readings = _Readings()
    steps = [
        None if pose is None else readings.add(pose, time_s)
        for pose, time_s in zip(poses, times_s, strict=True)
    ]
    result: list[Pose | None] = [None] * len(steps)
    reading = readings.best
    for row in range(len(steps) - 1, -1, -1):
        pose, step = poses[row], steps[row]
        if pose is not None and step is not None:
            result[row] = _read(pose, step, reading)
            reading = int(step.back[reading])
    return result


def _read(pose: Pose, step: _Step, reading: int) -> Pose:
    """Return the pose in one of its readings."""
    exchanged = _READINGS[reading] ^ step.turned
    if not exchanged.any() and not step.lost.any():
        return pose
    order = np.arange(len(MIRROR_ORDER))
    for part in PARTS:
        if exchanged[part]:
            order[list(PARTS[part])] = MIRROR_ORDER[list(PARTS[part])]
    unsure: set[Landmark] = set()
    for part in (KNEES, FEET):
        for side in range(2):
            if step.lost[part, side]:
                named = side ^ int(exchanged[part])
                unsure.update(Landmark(i) for i in PARTS[part] if (i % 2 == 0) == (named == 1))
    return replace(
        pose,
        pixels=pose.pixels[order],
        world=pose.world[order],
        visibility=pose.visibility[order],
        unsure=frozenset(unsure),
    )
