"""Where the truth's hip joint lies: `python -m benchmarks.correction.hips --data DIR`.

The truth's joints are MakeHuman's, points of an animator's skeleton. This compares its hip, across
the body and along it, with where MediaPipe puts the hip on the same pictures, and with where a
regression from pelvic bones expects the joint centre: 30 % of the distance between the anterior
superior iliac spines below them and 22 % behind them, the joint centres being 72 % of it apart
(Bell, Brand and Pedersen, Human Movement Science 8, 1989), with the front of the pelvis upright.
The skin lies 1 cm before the spines (Mantovani, Ng and Lamontagne, Gait and Posture 44, 2016).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.render.body import Body
from benchmarks.render.skeleton import BONES, SIDES
from benchmarks.truthset.people import person, person_number
from benchmarks.truthset.seen import merged, true_joints
from benchmarks.truthset.shards import Arrays, load
from formcheck.pose.pose import Pose

Array = NDArray[np.float64]

SIDE_ON: Final = 15.0
"""Degrees off the side view up to which pictures show how far forward a point lies."""

DISTAL: Final = 0.30
POSTERIOR: Final = 0.22
APART: Final = 0.72
"""The regression: below the spines, behind them, and from one joint centre to the other, in
distances between the anterior superior iliac spines."""

SKIN: Final = 0.01
"""Metres of skin before these spines."""

PATCH: Final = 0.025
"""Metres about the place of a spine within which the foremost skin is taken."""


def beside_mediapipe(data: Arrays) -> Array:
    """Return how far MediaPipe's points lie from the truth's, of pictures from the side.

    Returns:
        Shape (n, 4): hips forward and up, shoulders forward and up, about the true trunk line and
        in its lengths; the middle of left and right.
    """
    found = []
    for row in np.flatnonzero(np.abs(data["view_angle"]) < SIDE_ON):
        pose = merged(data, int(row))
        if pose is None:
            continue
        joints = true_joints(data, int(row))
        true = {
            name: (joints[f"{name}_left"] + joints[f"{name}_right"]) / 2
            for name in ("hip", "shoulder")
        }
        up = true["shoulder"] - true["hip"]
        trunk = float(np.linalg.norm(up))
        up /= trunk
        forward = int(data["facing"][row]) * np.array([-up[1], up[0]])
        off = [(_middle(pose, name) - true[name]) / trunk for name in true]
        found.append([float(gap @ axis) for gap in off for axis in (forward, up)])
    return np.array(found)


def _middle(pose: Pose, joint: str) -> Array:
    return np.asarray(sum(pose.joint(joint, side) for side in SIDES) / 2)


def beside_regression(count: int) -> Array:
    """Return how far behind the regression's joint centre the truth's hip lies.

    Args:
        count: Number of bodies of the training split.

    Returns:
        Shape (n, 3): metres forward from the truth's hip to the regression's, the length of the
        trunk in metres, and the lean of the trunk line as the body stands at rest, degrees.
    """
    found = []
    for number in range(count):
        body = Body(person(person_number("train", number)).look)
        rest = body.skeleton.place({})
        hips = [rest.joint("hip", side) for side in SIDES]
        hip = (hips[0] + hips[1]) / 2
        shoulder = sum(rest.joint("shoulder", side) for side in SIDES) / 2
        spines = abs(hips[0][0] - hips[1][0]) / APART
        skin = body.surface(rest, BONES)
        across = np.abs(np.abs(skin[:, 0]) - spines / 2)
        patch = skin[(np.abs(skin[:, 1] - hip[1] - DISTAL * spines) < PATCH) & (across < PATCH)]
        ahead = float(patch[:, 2].max()) - SKIN - POSTERIOR * spines - float(hip[2])
        trunk = shoulder - hip
        lean = float(np.degrees(np.arctan2(trunk[2], trunk[1])))
        found.append([ahead, float(np.linalg.norm(trunk)), lean])
    return np.array(found)


def main() -> None:
    """Print both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the truth set")
    parser.add_argument("--bodies", type=int, default=40, help="bodies to compare")
    wanted = parser.parse_args()
    bodies = beside_regression(wanted.bodies)
    trunk = 100 * float(bodies[:, 1].mean())
    seen = trunk * beside_mediapipe(load(wanted.data, "validation"))
    for name, column in zip(("hips", "shoulders"), (0, 2), strict=True):
        forward, up = np.median(seen[:, column : column + 2], axis=0)
        print(f"MediaPipe's {name}: {forward:+.1f} cm forward, {up:+.1f} cm up ({len(seen)})")
    ahead = 100 * bodies[:, 0]
    print(
        f"Regression's hips: {ahead.mean():+.1f} cm forward (SD {ahead.std():.1f}), "
        f"{np.degrees(np.arctan(ahead.mean() / trunk)):.1f} degrees of trunk lean; "
        f"at rest the truth leans {bodies[:, 2].mean():+.1f} (SD {bodies[:, 2].std():.1f})"
    )


if __name__ == "__main__":
    main()
