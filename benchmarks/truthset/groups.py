"""Groups of measurements, and the figures of each group."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.truthset.score import SIDED, Floats, Mask, Scores, errors
from benchmarks.truthset.shards import Arrays
from formcheck.pose.landmark import SIDES

BINS: Final = ((0, 15), (15, 30), (30, 45), (45, 60))
"""True degrees off the side view."""

ROLES: Final = {
    "lunge": ("rear", "front"),
    "table": ("rear", "standing"),
    "quadruped": ("lifted", "supporting"),
    "prone": ("bent", "straight"),
    "supine": ("held", "straight"),
}
"""Family -> what the worked and the other leg are called."""


@dataclass(frozen=True)
class Figures:
    """Errors of a group, degrees.

    Attributes:
        count: Angles that were there to measure.
        refused: Share that formcheck did not answer, 0..1.
        mean: Mean absolute error of the answers; `median` and `p95` likewise.
        bias: Mean signed error.
        within: Share of the answers within two stated sigmas of the truth, 0..1.
        unsigned: Mean absolute error of an unsigned angle in the picture on the answered frames.
        world: The same of an unsigned angle between MediaPipe's world landmarks.
    """

    count: int
    refused: float
    mean: float
    median: float
    bias: float
    p95: float
    within: float
    unsigned: float
    unsigned_median: float
    world: float
    world_median: float

    def as_dict(self) -> dict[str, float | int | None]:
        """For JSON: rounded, None for what is not there."""
        return {
            name: value if isinstance(value, int) else None if np.isnan(value) else round(value, 4)
            for name, value in asdict(self).items()
        }


@dataclass(frozen=True)
class Table:
    """All angles of one measurement, flat.

    Attributes:
        frame: Number of the frame of each, shape (m,).
        leg: `near` or `far`, for roles such as `rear near`; empty for the trunk, shape (m,).
        truth: Degrees; the others likewise, see `Scores`.
    """

    frame: NDArray[np.int64]
    leg: NDArray[np.str_]
    truth: Floats
    value: Floats
    sigma: Floats
    unsigned: Floats
    world: Floats

    def figures(self, mask: Mask) -> Figures:
        """Figures of the angles that a mask chooses, shape (m,)."""
        chosen = mask & np.isfinite(self.truth)
        error = errors(self.value, self.truth)[chosen]
        known = np.isfinite(error)
        size = np.abs(error[known])
        sigma = self.sigma[chosen][known]
        others = [
            np.abs(errors(peer, self.truth)[chosen][known]) for peer in (self.unsigned, self.world)
        ]
        others = [peer[np.isfinite(peer)] for peer in others]
        return Figures(
            count=int(chosen.sum()),
            refused=_mean(~known),
            mean=_mean(size),
            median=_median(size),
            bias=_mean(error[known]),
            p95=float(np.percentile(size, 95)) if len(size) else float("nan"),
            within=_mean(size <= 2 * sigma),
            unsigned=_mean(others[0]),
            unsigned_median=_median(others[0]),
            world=_mean(others[1]),
            world_median=_median(others[1]),
        )


def _mean(values: Floats | Mask) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


def _median(values: Floats) -> float:
    return float(np.median(values)) if len(values) else float("nan")


def table(scores: Scores, data: Arrays, name: str, which: str = "both") -> Table:
    """Gathers one measurement of both sides, or of the side with a role.

    Args:
        scores: What was measured.
        data: The truth set.
        name: Measurement without its side.
        which: `both`, `near`, `far`, `worked`, `worked near`, `other`, `left` or `right`; or
            `rear`, `front` or `roles` (both of these) for legs by geometry, whatever their names.
    """
    numbers: NDArray[np.int64] = np.arange(len(data["yaw"]), dtype=np.int64)
    if which in ("rear", "front", "roles"):
        roles = ("rear", "front") if which == "roles" else (which,)
        return _gather(
            scores, [(f"{name}_{role}", numbers, _legs(scores, data, role)) for role in roles]
        )
    if name not in SIDED:
        return _gather(scores, [(name, numbers, np.full(len(numbers), ""))])
    chosen = {side: numbers[_is(data, which, side)] for side in SIDES}
    legs = {side: np.where(data["near"] == side, "near", "far") for side in SIDES}
    return _gather(scores, [(f"{name}_{s}", rows, legs[s][rows]) for s, rows in chosen.items()])


def _legs(scores: Scores, data: Arrays, role: str) -> NDArray[np.str_]:
    """Say of each frame whether the leg that truly has the role is the near or the far one."""
    rear = np.where(errors(scores.truth["hip_left"], scores.truth["hip_right"]) > 0, *SIDES)
    return np.where((data["near"] == rear) == (role == "rear"), f"{role} near", f"{role} far")


def _is(data: Arrays, which: str, side: str) -> Mask:
    has_worked = data["worked"] != ""
    return np.asarray(
        {
            "both": np.ones(len(data["yaw"]), dtype=np.bool_),
            "near": data["near"] == side,
            "far": data["near"] != side,
            "worked": data["worked"] == side,
            "worked near": (data["worked"] == side) & (data["near"] == side),
            "other": has_worked & (data["worked"] != side),
            "left": np.full(len(data["yaw"]), side == "left"),
            "right": np.full(len(data["yaw"]), side == "right"),
        }[which]
    )


_Part = tuple[str, NDArray[np.int64], NDArray[np.str_]]


def _gather(scores: Scores, parts: list[_Part]) -> Table:
    def joined(columns: dict[str, Floats]) -> Floats:
        return np.concatenate([columns[name][rows] for name, rows, _ in parts])

    return Table(
        np.concatenate([rows for _, rows, _ in parts]),
        np.concatenate([legs for _, _, legs in parts]),
        *(joined(c) for c in (scores.truth, scores.value, scores.sigma)),
        *(joined(c) for c in (scores.unsigned, scores.world)),
    )
