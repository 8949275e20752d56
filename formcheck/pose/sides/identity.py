"""Keeping left and right apart over time.

MediaPipe exchanges the names of the legs in side views, at full visibility, for single frames or
for seconds: both legs, the knees or the feet alone, sometimes the whole body. Now and then it
puts both legs on one. From one frame to the next a leg moves far less than the distance to the
other leg, so an exchange shows as both legs jumping to where the other one was, and a merged leg
as one that jumps while its partner stays.

Each frame has eight possible readings: trunk, knees and feet each as named or exchanged. A reading
costs what it makes the body jump since the frame before, and a little where it contradicts the
estimator's naming of the trunk, which is right most of the time, the head, which shows the way that
the chest must face, or what hides what of the legs (`naming`). The cheapest sequence of readings is
kept (Viterbi's algorithm): live up to the present frame, in a recorded clip over the whole of it.
Costs are logarithms of odds: where exchanged legs would cost little more, left and right are not
sure, though front and rear may well be.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmark import Landmark
from formcheck.pose.mirror import MIRROR_ORDER
from formcheck.pose.parts import (
    FEET,
    KNEES,
    PARTS,
    TRUNK,
    Legs,
    Limb,
    body_parts,
    facing_evidence,
)
from formcheck.pose.pose import Pose
from formcheck.pose.sides.leg_side_classifier import Namer
from formcheck.shelf.long_list import LongList

FORGET_S: Final = 0.5
"""Gap, in seconds, after which the last pose is no evidence of which leg is which."""

MERGED_S: Final = 2.0
"""Time, in seconds, for which a leg that vanished behind its partner is waited for."""

JUMP_SCALE: Final = 0.2
"""Trunk lengths of movement between two frames at which the cost of a reading is 1."""

JUMP_COST: Final = 9.0
"""Largest cost of a jump: one wild frame must not outweigh all others."""

TRUNK_COST: Final = 1.0
"""Cost per second of contradicting the estimator's naming of the trunk."""

FIRST_TRUNK_COST: Final = 3.0
"""The same of the first frame, which stands alone: 1 in 20 at most has the whole body exchanged."""

PICTURES_A_SECOND: Final = 3.0
"""Number of independent frames in a second; the others repeat them."""

SURE: Final = 1.1
"""Least difference in cost to the legs' other names at which these are sure: odds of three to one,
in a single picture. In a clip the evidence adds up, and is nearly always far above."""

ONE_ENGINE: Final = 1.5
"""Log-odds that one engine names the legs rightly in one picture: 9 to 2, a round number below what
was counted. MediaPipe did in 18 of 19 marked pictures of real people and in 11 of 12 rendered."""

TWO_ENGINES: Final = 3.0
"""The same where two engines agree: 20 to 1."""

FACING_COST: Final = 3.0
"""Cost per second of a chest that faces against the head."""

MERGED_SHARE: Final = 0.35
"""Legs closer than this share of their last distance, one of them having jumped, are merged."""

_READINGS: Final = tuple((t, k, f) for t in (0, 1) for k in (0, 1) for f in (0, 1))
"""Whether trunk, knees and feet are exchanged."""
_MOVES: Final = np.array(
    [
        [a[part] ^ b[part] == turned for a in _READINGS for b in _READINGS]
        for part in PARTS
        for turned in (0, 1)
    ],
    dtype=np.float64,
)
"""Whether a move from reading to reading keeps, or exchanges, the names of each part, (6, 64)."""
_OTHER_LEGS: Final = np.array([[a[1:] != b[1:] for b in _READINGS] for a in _READINGS])

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one frame says of one part."""

    costs: Pair = (0.0, 0.0)
    """Of keeping and of exchanging its names since it was last known."""
    turned: int = 0
    """1 where the frame shows it the other way round than its reading, for that frame."""
    lost: tuple[bool, bool] = (False, False)
    """Per side of the frame's own naming, whether the landmarks jumped too far."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What one frame adds: what each reading costs, and what cannot be told in it."""

    before: NDArray[np.float64]
    cost: NDArray[np.float64]
    """Least cost of each reading up to the frame before, and up to this one, shape (8,)."""
    onward: NDArray[np.float64]
    """What each reading adds after each of the frame before, shape (8, 8)."""
    parts: list[_Part]


class _Readings:
    """The cheapest sequence of readings up to the present frame."""

    def __init__(self, namer: Namer | None) -> None:
        self._namer = namer
        self._cost = np.zeros(len(_READINGS))
        self._known: list[tuple[Legs, float] | None] = [None] * len(PARTS)
        self._last_s: float | None = None

    @property
    def best(self) -> int:
        return int(self._cost.argmin())

    def add(self, pose: Pose, time_s: float) -> _Step:
        """Take in a frame in which the person was seen."""
        step_s = None if self._last_s is None else time_s - self._last_s
        self._last_s = time_s
        places = body_parts(pose)
        parts = [self._compare(part, places[part], time_s) for part in PARTS]
        costs = np.array([cost for part in parts for cost in part.costs])
        onward = (costs @ _MOVES).reshape(len(_READINGS), -1) + _said(pose, step_s, self._namer)
        before, cost = self._cost, (self._cost[:, None] + onward).min(axis=0)
        self._cost = cost - cost.min()
        return _Step(before, self._cost, onward, parts)

    def _compare(self, part: int, now: Legs, time_s: float) -> _Part:
        """Return what a part says against where it was last known."""
        known = self._known[part]
        if known is None or not 0.0 <= time_s - known[1] <= MERGED_S:
            self._known[part] = (now, time_s)
            return _Part()
        last, gap_s = known[0], time_s - known[1]
        # As named and exchanged; of each the frame's own left and right.
        jumps = [
            (_distance(now[0], last[0]), _distance(now[1], last[1])),
            (_distance(now[0], last[1]), _distance(now[1], last[0])),
        ]
        better = int(sum(jumps[1]) < sum(jumps[0]))
        apart, now_apart = _distance(*last), _distance(*now)
        lost = (False, False) if part == TRUNK else _lost(jumps[better], apart, now_apart, gap_s)
        merged = now_apart < MERGED_SHARE * apart
        if any(lost) and gap_s <= (MERGED_S if merged else FORGET_S):
            # The names as they were known are carried over the frame, which shows neither reading.
            return _Part((0.0, JUMP_COST), better, lost)
        self._known[part] = (now, time_s)
        if gap_s > FORGET_S:
            return _Part()
        scale = JUMP_SCALE * max(1.0, gap_s / 0.05) ** 0.5
        keep, exchange = (min((sum(jump) / 2 / scale) ** 2, JUMP_COST) for jump in jumps)
        return _Part((keep, exchange))


def _distance(a: Limb, b: Limb) -> float:
    """Return the mean distance of the joints of two sides."""
    return sum(map(math.dist, a, b)) / len(a)


def _lost(jumps: Pair, apart: float, now_apart: float, gap_s: float) -> tuple[bool, bool]:
    far = 0.3 + 5.0 * gap_s
    if apart > 0.25 and now_apart < MERGED_SHARE * apart:
        far = min(far, 0.6 * apart)
    return jumps[0] > far, jumps[1] > far


def _said(pose: Pose, step_s: float | None, namer: Namer | None) -> list[float]:
    """Return what each reading costs for what a frame shows by itself, the first with None."""
    if step_s is None:
        trunk, head, sight = FIRST_TRUNK_COST, 1.0, 1.0
    else:
        step_s = min(max(step_s, 0.02), 0.1)
        trunk, head, sight = TRUNK_COST * step_s, step_s, PICTURES_A_SECOND * step_s
    facing = head * FACING_COST * facing_evidence(pose)
    whole = max(-facing, 0.0), trunk + max(facing, 0.0)
    evidence = _by_engines(pose) if namer is None else namer(pose).tolist()
    # Of legs that are not exchanged against the trunk, and of those that are.
    knees, feet = ((sight * max(odds, 0.0), sight * max(-odds, 0.0)) for odds in evidence)
    return [whole[t] + knees[k ^ t] + feet[f ^ t] for t, k, f in _READINGS]


def _by_engines(pose: Pose) -> tuple[float, float]:
    """Return the log-odds that knees and ankles are exchanged, by what the engines call them."""
    if pose.agreement is None:
        return -ONE_ENGINE, -ONE_ENGINE
    # Where they contradict each other, either may be right.
    knees, ankles = (-TWO_ENGINES * min(max(2.0 * alike, 0.0), 1.0) for alike in pose.agreement)
    return knees, ankles


class SideKeeper:
    """Names left and right live, from what was seen so far.

    A wrong first frame is put right by the next ones; from then on the names are kept. They are
    decided afresh after a gap. After a cut to another scene a new keeper is needed.

    Args:
        namer: The classifier of legs, or None to do without.
    """

    def __init__(self, namer: Namer | None = None) -> None:
        self._readings = _Readings(namer)

    def update(self, pose: Pose | None, time_s: float) -> Pose | None:
        """Return the pose with the names kept; what cannot be told is listed in its `unsure`.

        Args:
            pose: The pose of this frame, or None where nobody was seen.
            time_s: Time of the frame in seconds, rising.
        """
        if pose is None:
            return None
        step = self._readings.add(pose, time_s)
        reading = self._readings.best
        return _read(pose, step, reading, _sure(step.cost, reading))


def keep_sides(
    poses: Sequence[Pose | None], times_s: Sequence[float], namer: Namer | None = None
) -> Iterator[Pose | None]:
    """Name left and right over one scene of a recorded clip, knowing all of it.

    Args:
        poses: Every pose, or None where nobody was seen.
        times_s: Their times in seconds, rising.
        namer: The classifier of legs, or None to do without.

    Yields:
        As many poses, with the names kept; what cannot be told is listed in their `unsure`.
    """
    readings = _Readings(namer)
    steps = LongList(
        None if pose is None else readings.add(pose, time_s)
        for pose, time_s in zip(poses, times_s, strict=True)
    )
    found = bytearray(len(steps))
    reading = readings.best
    ahead = np.zeros(len(_READINGS))
    for row in range(len(steps) - 1, -1, -1):
        step = steps[row]
        if step is not None:
            found[row] = 2 * reading + _sure(step.cost + ahead, reading)
            reading = int((step.before + step.onward[:, reading]).argmin())
            ahead = (step.onward + ahead).min(axis=1)
            ahead -= ahead.min()
    for pose, step, told in zip(poses, steps, found, strict=True):
        if pose is None or step is None:
            yield None
        else:
            yield _read(pose, step, told // 2, bool(told % 2))


def _sure(cost: NDArray[np.float64], reading: int) -> bool:
    """Return whether the legs' names of a reading are clearly cheaper than any others."""
    return bool(cost[_OTHER_LEGS[reading]].min() - cost[reading] > SURE)


def _read(pose: Pose, step: _Step, reading: int, sure: bool) -> Pose:
    """Return the pose in one of its readings."""
    exchanged = [
        own ^ part.turned for own, part in zip(_READINGS[reading], step.parts, strict=True)
    ]
    if not any(exchanged) and not any(any(part.lost) for part in step.parts):
        return pose if sure == pose.legs_named else replace(pose, legs_named=sure)
    order = np.arange(len(MIRROR_ORDER))
    for part in PARTS:
        if exchanged[part]:
            order[list(PARTS[part])] = MIRROR_ORDER[list(PARTS[part])]
    unsure: set[Landmark] = set()
    for part in (KNEES, FEET):
        for side in range(2):
            if step.parts[part].lost[side]:
                named = side ^ exchanged[part]
                unsure.update(Landmark(i) for i in PARTS[part] if (i % 2 == 0) == (named == 1))
    return replace(pose.reordered(order), unsure=frozenset(unsure), legs_named=sure)
