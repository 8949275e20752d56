"""How well the camera's view is told: yaw, facing, near side, framing, distance, roll.

`python -m benchmarks.view --data DIR [--split validation]` prints a table, from the shards of the
truth set; framing and roll need its kept pictures (`DIR/<split>/frames`).
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.truthset.seen import merged
from benchmarks.truthset.shards import Arrays, load
from formcheck.capture.frame import Frame
from formcheck.measure.chain import SHIPPED
from formcheck.measure.model.measurement import View
from formcheck.measure.view.facing import facing_vote
from formcheck.measure.view.view import SHOWN
from formcheck.pose.camera_roll import camera_roll
from formcheck.pose.engine.mediapipe import MediaPipeEstimator
from formcheck.pose.pose import Pose

BINS = (0, 15, 30, 45, 60, 91)
FACED = 60.0
"""Degrees of true view angle from which on nobody faces left or right."""

Numbers = NDArray[Any]


def view_of(pose: Pose) -> View:
    """Return how the camera sees somebody, from one picture alone."""
    view = SHIPPED.measurer().update(pose, 0, 0.0).view
    if view is None:
        raise ValueError("expected a view of a person who was seen, got none")
    return view


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


def framing_table(data: Arrays, folder: Path, most: int = 300) -> None:
    """Print precision and recall of cut-off joints, on kept pictures cut through the body.

    Everybody in the truth set is whole, so that each picture is cut here near one of the joints.
    Then follows how often something is said of the pictures as they are.
    """
    rng = np.random.default_rng(5)
    names = [str(name) for name in data["joint_names"]]
    said, outside, alarms = [], [], []
    with MediaPipeEstimator(mode="image") as estimator:
        for row in _kept(data, folder, most):
            image = np.asarray(cv2.imread(str(_path(data, folder, row)))[:, :, ::-1], np.uint8)
            places = data["joint_pixels"][row]
            low, high = _cut(rng, image, places)
            (x0, y0), (x1, y1) = low.tolist(), high.tolist()
            for part in (image[y0:y1, x0:x1], image):
                pose = estimator.estimate(Frame(np.ascontiguousarray(part), 0, 0.0))
                if pose is None:
                    continue
                claims = [name in view_of(pose).cut_off for name in names]
                if part is image:
                    alarms.append(any(claims))
                else:
                    said.append(claims)
                    outside.append(((places < low) | (places >= high)).any(axis=1))
    for joint in SHOWN:
        k = [i for i, name in enumerate(names) if name.startswith(f"{joint}_")]
        claimed, true = np.array(said)[:, k], np.array(outside)[:, k]
        right = (claimed & true).sum()
        precision, recall = right / max(claimed.sum(), 1), right / max(true.sum(), 1)
        print(
            f"cut off: {joint:9s} true {true.sum():4d}  said {claimed.sum():4d}  "
            f"precision {precision:.2f}  recall {recall:.2f}"
        )
    print(f"said of {sum(alarms)} of {len(alarms)} pictures that show everything")


def _cut(rng: np.random.Generator, image: Numbers, places: Numbers) -> tuple[Numbers, Numbers]:
    """Return the corners of a part of a picture that ends near a joint, and holds most of it."""
    size = np.array([image.shape[1], image.shape[0]])
    low, high = np.zeros(2, dtype=int), size.copy()
    axis = int(rng.random() < 0.65)
    at = places[rng.integers(len(places)), axis] + rng.normal(0.0, 0.05) * size[1]
    if at > size[axis] / 2:
        high[axis] = round(min(at, size[axis]))
    else:
        low[axis] = round(max(at, 0.0))
    return low, high


def _path(data: Arrays, folder: Path, row: int) -> Path:
    return folder / f"{data['frame_id'][row]}.jpg"


def _kept(data: Arrays, folder: Path, most: int) -> list[int]:
    """Rows whose pictures are kept, evenly chosen if they are more than wanted."""
    rows = [row for row in range(len(data["yaw"])) if _path(data, folder, row).exists()]
    return rows[:: max(1, len(rows) // most)]


def size_table(views: list[View], data: Arrays) -> None:
    """Print the error of the distance."""
    distance = data["camera"][:, list(data["camera_names"]).index("distance")]
    known = np.array([view.distance_m is not None for view in views])
    found = np.array([view.distance_m or 0.0 for view in views])[known]
    off = abs(found / distance[known] - 1.0)
    print(f"distance: off by {off.mean():.0%} (median {np.median(off):.0%}) of {known.sum()}")


def roll_table(data: Arrays, folder: Path, most: int = 300) -> None:
    """Print the roll's error on the kept pictures."""
    roll = data["camera"][:, list(data["camera_names"]).index("roll")]
    rows = _kept(data, folder, most)
    found = [
        (camera_roll(np.asarray(cv2.imread(str(_path(data, folder, row))), np.uint8)), roll[row])
        for row in rows
    ]
    errors = [abs(answer.deg - float(true)) for answer, true in found if answer is not None]
    if errors:
        print(
            f"roll: told in {len(errors)} of {len(rows)} pictures, error {np.mean(errors):.2f}, "
            f"worst {max(errors):.2f}; a level camera assumed would err by {abs(roll).mean():.2f}"
        )


def tables(data: Arrays, folder: Path) -> None:
    """Print every table.

    Args:
        data: A split of the truth set.
        folder: Its kept pictures.
    """
    poses = [merged(data, row) for row in range(len(data["yaw"]))]
    seen = np.array([pose is not None for pose in poses])
    columns = ("view_angle", "yaw", "facing", "near", "camera")
    kept: Arrays = {name: data[name][seen] for name in columns}
    kept["camera_names"] = data["camera_names"]
    views = [view_of(pose) for pose in poses if pose is not None]
    signs = np.array([1 if facing_vote(pose) > 0 else -1 for pose in poses if pose is not None])
    yaw_table(views, kept)
    sides_table(views, signs, kept)
    size_table(views, kept)
    framing_table(data, folder)
    roll_table(data, folder)


def main() -> None:
    """Read the shards and print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="validation")
    options = parser.parse_args()
    tables(load(options.data, options.split), options.data / options.split / "frames")


if __name__ == "__main__":
    main()
