"""How well the camera's view is told: yaw, facing, near side, framing, distance, roll.

`python -m benchmarks.view --data DIR [--split validation]` prints a table, from the shards of the
truth set; roll needs its kept pictures (`DIR/<split>/frames`).
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.truthset.shards import Arrays, load
from formcheck.measure.facing import facing_vote
from formcheck.measure.measurement import View
from formcheck.measure.view import SHOWN, see
from formcheck.pose.horizon import camera_roll
from formcheck.pose.looks import merge
from formcheck.pose.pose import Pose

BINS = (0, 15, 30, 45, 60, 91)
FACED = 60.0
"""Degrees of true view angle from which on nobody faces left or right."""

Numbers = NDArray[Any]


def pose_of(data: Arrays, row: int) -> Pose | None:
    """Return the merged looks at one frame, as live use merges them."""
    width, height = (int(value) for value in data["size"][row])
    looks = [
        Pose(
            *(np.asarray(data[name][row, look], float) for name in ("pixels", "world")),
            np.asarray(data["visibility"][row, look], float),
            width,
            height,
        )
        for look in (0, 1)
        if data["found"][row, look]
    ]
    return merge(*looks) if len(looks) == 2 else looks[0] if looks else None


def yaw_table(views: list[View], data: Arrays) -> None:
    """Print the yaw's error, and whether its sign and the error's size are right, by true yaw."""
    true = np.asarray(data["view_angle"], float)
    found = np.array([view.yaw_deg for view in views])
    sigma = np.array([view.yaw_sigma for view in views])
    error = found - true
    print("true yaw    n  error  median  size only  wrong sign  rms of error/sigma")
    for low, high in pairwise(BINS):
        k = (abs(true) >= low) & (abs(true) < high)
        if not k.any():
            continue
        size = abs(abs(found) - abs(true))[k].mean()
        wrong = (np.sign(found) != np.sign(true))[k].mean()
        ratio = np.sqrt(((error / sigma)[k] ** 2).mean())
        print(
            f"{low:2d}-{min(high, 90):2d} {k.sum():8d} {abs(error[k]).mean():6.1f} "
            f"{np.median(abs(error[k])):7.1f} {size:10.1f} {wrong:11.1%} {ratio:8.2f}"
        )
    print(f"all   {len(true):8d} {abs(error).mean():6.1f} {np.median(abs(error)):7.1f}")


def sides_table(views: list[View], signs: Numbers, data: Arrays) -> None:
    """Print how often the direction, the near side, and front or back are wrong."""
    true = abs(data["view_angle"])
    side = true < FACED
    told = np.array([view.near is not None for view in views])
    near = np.array([view.near or "" for view in views])
    print(f"facing wrong   {(signs != data['facing'])[side].mean():.1%} of {side.sum()}")
    k = side & told
    print(
        f"near side wrong {(near != data['near'])[k].mean():.1%} of {k.sum()}; "
        f"not told {(side & ~told).sum()}"
    )
    frontal = ~side & ~told
    front = np.array([view.facing == "front" for view in views])
    print(
        f"front or back wrong {(front != (data['yaw'] > 0))[frontal].mean():.1%} of {frontal.sum()}"
    )


def framing_table(views: list[View], data: Arrays) -> None:
    """Print precision and recall of cut-off joints against the true joint centres."""
    names = [str(name) for name in data["joint_names"]]
    x, y = data["joint_pixels"][..., 0], data["joint_pixels"][..., 1]
    width, height = data["size"][:, :1], data["size"][:, 1:]
    outside = (x < 0) | (y < 0) | (x >= width) | (y >= height)
    said = np.array([[name in view.cut_off for name in names] for view in views])
    for joint in SHOWN:
        k = [i for i, name in enumerate(names) if name.startswith(f"{joint}_")]
        right, all_said, all_true = (
            (said & outside)[:, k].sum(),
            said[:, k].sum(),
            outside[:, k].sum(),
        )
        precision = right / all_said if all_said else float("nan")
        recall = right / all_true if all_true else float("nan")
        print(
            f"cut off: {joint:9s} true {all_true:4d}  said {all_said:4d}  "
            f"precision {precision:.2f}  recall {recall:.2f}"
        )


def size_table(views: list[View], data: Arrays) -> None:
    """Print the error of the distance."""
    distance = data["camera"][:, list(data["camera_names"]).index("distance")]
    known = np.array([view.distance_m is not None for view in views])
    found = np.array([view.distance_m or 0.0 for view in views])[known]
    off = abs(found / distance[known] - 1.0)
    print(f"distance: off by {off.mean():.0%} (median {np.median(off):.0%}) of {known.sum()}")


def roll_table(data: Arrays, folder: Path) -> None:
    """Print the roll's error on the kept pictures."""
    roll = data["camera"][:, list(data["camera_names"]).index("roll")]
    errors, asked = [], 0
    for frame_id, true in zip(data["frame_id"], roll, strict=True):
        path = folder / f"{frame_id}.jpg"
        image = cv2.imread(str(path)) if path.exists() else None
        if image is None:
            continue
        asked += 1
        found = camera_roll(np.asarray(image, dtype=np.uint8))
        if found is not None:
            errors.append(abs(found.deg - float(true)))
    if errors:
        print(
            f"roll: told in {len(errors)} of {asked} pictures, error {np.mean(errors):.2f}, "
            f"worst {max(errors):.2f}; a level camera assumed would err by {abs(roll).mean():.2f}"
        )


def main() -> None:
    """Read the shards and print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="validation")
    options = parser.parse_args()
    data = load(options.data, options.split)
    poses = [pose_of(data, row) for row in range(len(data["yaw"]))]
    seen = np.array([pose is not None for pose in poses])
    columns = ("view_angle", "yaw", "facing", "near", "joint_pixels", "size", "camera")
    kept: Arrays = {name: data[name][seen] for name in columns}
    kept |= {name: data[name] for name in ("joint_names", "camera_names")}
    signs = np.array([1 if facing_vote(pose) > 0 else -1 for pose in poses if pose is not None])
    views = [
        see(pose, int(sign))
        for pose, sign in zip([pose for pose in poses if pose is not None], signs, strict=True)
    ]
    print(f"{options.split}: {len(seen)} frames, a person found in {seen.sum()}\n")
    yaw_table(views, kept)
    sides_table(views, signs, kept)
    framing_table(views, kept)
    size_table(views, kept)
    roll_table(data, options.data / options.split / "frames")


if __name__ == "__main__":
    main()
