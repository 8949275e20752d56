"""How far the measured distances are from the true ones: `python -m benchmarks.distances`.

`--data DIR` is the truth set of `benchmarks.truthset`. True is what the same formula gives of the
exact joint centres, seen without perspective from exactly the side, or from exactly the front. The
half of what 95 % of the errors stay below is what `formcheck/measure/model/error_table.py` should
hold; it is read from the training split and checked on the test split.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.truthset.score import measure
from benchmarks.truthset.seen import sided
from benchmarks.truthset.shards import Arrays, load
from formcheck.measure.joints import distances
from formcheck.measure.model.measurement import View
from formcheck.pose.landmark import SIDES, Landmark
from formcheck.pose.pose import LANDMARK_COUNT, Pose

Floats = NDArray[np.float64]

EDGES: Final = (0.0, 10.0, 20.0, 30.0, 45.0, 90.0)
"""Degrees off the view that a measure wants; between them the errors are put together."""

WHERE: Final[dict[str, frozenset[str]]] = {
    "knee_height": frozenset({"lunge"}),
    "wrist_to_ankle": frozenset({"lunge"}),
    "ankle_to_knee": frozenset({"supine"}),
    "arm_lean": frozenset({"quadruped"}),
    "hip_height": frozenset({"prone", "supine"}),
    "knees_apart": frozenset({"prone", "saddle", "standing"}),
    "knees_over_feet": frozenset({"squat", "standing"}),
    "arm_spread": frozenset({"standing"}),
    "ankle_across": frozenset({"standing"}),
    "chest_roll": frozenset({"standing"}),
}
"""The positions in which stretches ask for each. Those seen from above of somebody lying are looked
at on people who stand facing the camera, which is the nearest that the truth set has."""

LEAST: Final = 12
"""Fewer errors than this say nothing."""

_SCALE: Final = 330.0
"""Pixels a metre of the ideal picture."""

_SIDE: Final = View("right", 0.0, 0.0, "right")
_FRONT: Final = View("front", 90.0, 0.0, None)


def level(data: Arrays, row: int) -> Floats:
    """Joint centres in the person's own axes, shape (12, 3): forward, left and up, metres."""
    at = data["joint_camera"][row].astype(np.float64)  # x right, y down, z away from the camera
    names = [str(name) for name in data["joint_names"]]
    camera = dict(zip(map(str, data["camera_names"]), data["camera"][row].tolist(), strict=True))
    roll = np.radians(camera["roll"])
    turn = np.array([[np.cos(roll), np.sin(roll)], [-np.sin(roll), np.cos(roll)]])
    at[:, :2] = at[:, :2] @ turn.T
    hips = at[[names.index(f"hip_{side}") for side in SIDES]].mean(0)
    _, down, away = hips / np.linalg.norm(hips)
    # The stored pitch is that of the ray to the hips; from it follows how far the lens looks down.
    pitch = np.arcsin(np.sin(np.radians(camera["pitch"])) / np.hypot(down, away))
    pitch -= np.arctan2(down, away)
    y, z = at[:, 1].copy(), at[:, 2].copy()
    at[:, 1] = y * np.cos(pitch) + z * np.sin(pitch)
    at[:, 2] = z * np.cos(pitch) - y * np.sin(pitch)
    ray = at[[names.index(f"hip_{side}") for side in SIDES]].mean(0)[[0, 2]]
    along = ray / np.linalg.norm(ray)
    across = np.array([along[1], -along[0]])
    yaw = np.radians(float(data["yaw"][row]))
    forward = np.cos(yaw) * float(data["facing"][row]) * across - np.sin(yaw) * along
    left = np.array([-forward[1], forward[0]])
    ground = at[:, [0, 2]]
    return np.stack([ground @ forward, ground @ left, -at[:, 1]], axis=1)


def ideal(joints: Floats, names: list[str], *, front: bool) -> Pose:
    """The same joints as a picture from exactly the right side, or from exactly the front."""
    forward, left, up = joints.T
    world = np.stack([left, -up, -forward] if front else [forward, -up, left], axis=1)
    body = np.zeros((LANDMARK_COUNT, 3))
    for name, point in zip(names, world, strict=True):
        joint, _, side = name.rpartition("_")
        body[Landmark.of(joint, side)] = point  # type: ignore[arg-type]
    pixels = 500.0 + _SCALE * body[:, :2]
    return Pose(pixels, body, np.ones(LANDMARK_COUNT), 1000, 1000)


def errors(data: Arrays) -> Iterator[tuple[str, float, bool, float, float]]:
    """Name without side, degrees off the wanted view, whether far, error and stated error."""
    names = [str(name) for name in data["joint_names"]]
    for row in range(len(data["yaw"])):
        asked = [name for name, families in WHERE.items() if data["family"][row] in families]
        if not asked:
            continue
        pose = sided(data, row)
        if pose is None:
            continue
        measured = measure(pose)
        yaw = None if measured.view is None else measured.view.yaw_deg
        if yaw is None or measured.view is None:
            continue
        joints = level(data, row)
        true = {
            front: distances.distances(
                ideal(joints, names, front=front), _FRONT if front else _SIDE
            )
            for front in (False, True)
        }
        for name in asked:
            front = name in distances.FRONTAL
            for side in SIDES if name in distances.SIDED else (None,):
                key = name if side is None else f"{name}_{side}"
                found, exact = measured.values[key], true[front][key]
                if found.value is None or found.sigma is None or exact.value is None:
                    continue
                off = 90.0 - abs(yaw) if front else abs(yaw)
                far = side is not None and side != measured.view.near
                yield name, off, far, found.value - exact.value, found.sigma


def table(data: Arrays) -> list[str]:
    """Markdown rows: one for each measure and span of views, then one for all its views."""
    found: dict[str, list[tuple[float, bool, float, float]]] = {name: [] for name in WHERE}
    for name, *rest in errors(data):
        found[name].append(tuple(rest))  # type: ignore[arg-type]
    rows = [
        "| measure | off the view | n | median error | half of 95 % | stated | within 2 sigma |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, entries in found.items():
        for low, high in (*pairwise(EDGES), (0.0, 90.0)):
            chosen = [entry for entry in entries if low <= entry[0] < high]
            if len(chosen) < LEAST:
                continue
            error, stated = (np.array([entry[k] for entry in chosen]) for k in (2, 3))
            size = np.abs(error)
            views = "all" if (low, high) == (0.0, 90.0) else f"{low:.0f}-{high:.0f}"
            rows.append(
                f"| {name} | {views} | {len(chosen)} | {np.median(error):+.1f} "
                f"| {np.percentile(size, 95) / 2:.1f} | {np.median(stated):.1f} "
                f"| {100 * np.mean(size <= 2 * stated):.0f} % |"
            )
    return rows


def main() -> None:
    """Prints the table of one split."""
    parser = argparse.ArgumentParser(description="Measure the error of distances.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the truth set")
    parser.add_argument("--split", choices=("train", "validation", "test"), default="train")
    wanted = parser.parse_args()
    print("\n".join(table(load(wanted.data, wanted.split))))


if __name__ == "__main__":
    main()
