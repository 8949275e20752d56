"""What the hip points say of a slanted or turned pelvis.

`python -m benchmarks.tilt.front --data DIR`.

The pictures are those of `build --front`: standing and half-kneeling, the pelvis slanted by up to
14 degrees and turned by up to 25 against the legs, seen from the front, three-quarter and back.
The camera's roll is taken as known; what is left is what the points do not show.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.render.skeleton import SIDES
from benchmarks.truthset.frame import JOINTS
from formcheck.pose.landmark import Landmark

Array = NDArray[np.float64]

OFF_FRONT: Final = ((0, 10), (10, 20), (20, 30), (30, 50))
KEPT: Final = ("family", "pixels", "world", "joints", "joint_pixels", "camera", "yaw")
_ROLL, _STAND = 3, 5


def load(folder: Path) -> dict[str, NDArray[Any]]:
    """Joins the series of a folder."""
    found: dict[str, list[Any]] = {name: [] for name in KEPT}
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as file:
            for name in KEPT:
                found[name].append(file[name])
    return {name: np.concatenate(parts) for name, parts in found.items()}


def wrap(degrees: Array) -> Array:
    """The same angles between -180 and 180."""
    return (degrees + 180.0) % 360.0 - 180.0


def truth(data: dict[str, NDArray[Any]]) -> tuple[Array, Array]:
    """Slant (left hip higher +) and turn against the legs (to the person's left +), degrees."""
    hips = [data["joints"][:, JOINTS.index(f"hip_{side}")] for side in SIDES]
    line = hips[0] - hips[1]
    slant = np.degrees(np.arctan2(line[:, 2], np.hypot(line[:, 0], line[:, 1])))
    heading = np.degrees(np.arctan2(line[:, 1], line[:, 0]))
    return slant, wrap(heading - data["camera"][:, _STAND])


def slant_of(points: Array, roll: Array) -> Array:
    """Slant of a line from the right to the left hip in the picture, the roll taken out."""
    line = points[:, 0] - points[:, 1]
    sign = np.where(line[:, 0] > 0, 1.0, -1.0)
    seen = np.degrees(np.arctan2(-line[:, 1], np.abs(line[:, 0])))
    return np.asarray(seen + sign * roll)


def turn_of(world: Array) -> Array:
    """Turn of the hips against the legs in the estimator's world coordinates."""

    def at(joint: str, side: Any) -> Array:
        return np.asarray(world[:, Landmark.of(joint, side)][:, [0, 2]])

    ahead = sum(at("knee", side) - at("ankle", side) for side in SIDES)
    apart = at("ankle", "left") - at("ankle", "right")
    ahead = ahead + np.sign((ahead * apart).sum(axis=1))[:, None] * apart
    toes = sum(at("foot_index", side) - at("heel", side) for side in SIDES)
    standing = np.linalg.norm(ahead, axis=1) < 0.45
    ahead = np.where(standing[:, None], toes, ahead)
    across = at("hip", "left") - at("hip", "right")
    pelvis = np.degrees(np.arctan2(across[:, 1], across[:, 0]))
    return wrap(pelvis - np.degrees(np.arctan2(ahead[:, 0], -ahead[:, 1])))


def table(data: dict[str, NDArray[Any]]) -> str:
    """Mean errors by view, beside those of answering zero."""
    slant, turn = truth(data)
    roll, hips = data["camera"][:, _ROLL], [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    places = [JOINTS.index(f"hip_{side}") for side in SIDES]
    readings = {
        "slant, hip points": (slant_of(data["pixels"][:, hips], roll), slant),
        "slant, true joints": (slant_of(data["joint_pixels"][:, places], roll), slant),
        "turn, hip points": (turn_of(data["world"]), turn),
    }
    off, front = 90.0 - np.abs(data["yaw"]), data["yaw"] > 0
    lines = ["| reading | view | pictures | mean error | zero | r |", "|---|---|---|---|---|---|"]
    for name, (value, true) in readings.items():
        for side, facing in (("front", front), ("back", ~front)):
            for low, high in OFF_FRONT:
                chosen = facing & (off >= low) & (off < high)
                if chosen.sum() < 10:
                    continue
                error = np.abs(wrap(value - true)[chosen]).mean()
                alike = np.corrcoef(value[chosen], true[chosen])[0, 1]
                lines.append(
                    f"| {name} | {side}, {low}-{high} off | {chosen.sum()} | {error:.1f} "
                    f"| {np.abs(true[chosen]).mean():.1f} | {alike:.2f} |"
                )
    return "\n".join(lines)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="Judge slant and turn of the pelvis.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the front views")
    print(table(load(parser.parse_args().data)))


if __name__ == "__main__":
    main()
