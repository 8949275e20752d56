"""Trains and judges what tells exchanged legs: `python -m benchmarks.naming --data DIR`.

Needs PyTorch (dependency group `train`). It learns from MediaPipe's own exchanges on rendered
people, and from poses whose knees or feet are exchanged on purpose, since its own are few.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from benchmarks.correction.samples import MOST_YAW, poses
from benchmarks.disturb import exchange
from benchmarks.truthset.seen import true_joints
from benchmarks.truthset.shards import Arrays, load
from formcheck.measure.view.view import yaw
from formcheck.pose.landmark import SIDES, Landmark
from formcheck.pose.parts import FEET, KNEES, METRES_PER_TRUNK, trunk_length
from formcheck.pose.pose import Pose
from formcheck.pose.sides.leg_side_classifier import LIMIT, load_namer, side_features

MEMBERS: Final = 3
HIDDEN: Final = (64, 32)
EPOCHS: Final = 14
BATCH: Final = 256
RATE: Final = 3e-3
DECAY: Final = 1e-1
JITTER: Final = 0.1
DROPOUT: Final = 0.1
APART: Final = 0.3
"""Trunk lengths of being nearer to the other leg's place at which a name counts in full."""

SPOILT: Final = 0.15
"""Weight of a spoilt copy, so that the odds stay near those of real frames."""

SURE: Final = 1.1
"""Evidence for 3 in 4: less is called unsure in the table."""

Array = NDArray[np.float64]
_JOINT: Final = {KNEES: "knee", FEET: "ankle"}


def nearer(pose: Pose, joints: dict[str, Array]) -> Array:
    """Return by how much each part lies nearer to its own leg's true place than to the other's.

    Args:
        pose: The person.
        joints: True joint centres; see `benchmarks.correction.samples.true_joints`.

    Returns:
        Trunk lengths for knees and feet, shape (2,): below 0 the names are exchanged.
    """
    found = []
    for part, joint in _JOINT.items():
        swapped = exchange(pose, [part])
        found.append(_off(swapped, joints, joint) - _off(pose, joints, joint))
    return np.array(found) / trunk_length(pose)


def _off(pose: Pose, joints: dict[str, Array], joint: str) -> float:
    return sum(
        float(np.linalg.norm(pose.joint(joint, side) - joints[f"{joint}_{side}"])) for side in SIDES
    )


def ideal(data: Arrays, row: int, pose: Pose, rng: np.random.Generator) -> Pose:
    """Return the pose that an engine without error would see, with its legs rightly named.

    It holds what is true of every body, rendered or not: that thighs and shanks keep their
    lengths. Half are seen from far away, without perspective; half without any visibility.
    """
    names = [str(name) for name in data["joint_names"]]
    at = [Landmark[name_of_landmark(name)] for name in names]
    solid = data["joint_camera"][row].astype(np.float64)
    hips = [names.index(f"hip_{side}") for side in SIDES]
    solid = solid - solid[hips].mean(axis=0)
    world, pixels = pose.world.copy(), pose.pixels.copy()
    feet = pose if (nearer(pose, true_joints(data, row)) > 0).all() else None
    world[at] = solid
    focal = trunk_length(pose) / METRES_PER_TRUNK
    pixels[at] = (
        data["joint_pixels"][row] if rng.random() < 0.5 else focal * solid[:, :2] + pixels.mean(0)
    )
    for joint in ("heel", "foot_index"):
        for side in SIDES:
            here, ankle = Landmark.of(joint, side), Landmark.of("ankle", side)
            source = pose if feet is not None else exchange(pose, [FEET])
            world[here] = world[ankle] + source.world[here] - source.world[ankle]
            pixels[here] = pixels[ankle] + source.pixels[here] - source.pixels[ankle]
    nose, top = Landmark.NOSE, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
    pixels[nose] += pixels[top].mean(axis=0) - pose.pixels[top].mean(axis=0)
    seen = pose.visibility if rng.random() < 0.5 else np.ones_like(pose.visibility)
    return replace(pose, pixels=pixels, world=world, visibility=seen)


def name_of_landmark(joint: str) -> str:
    """Return the landmark of a joint of the truth set, such as `hip_left`."""
    name, _, side = joint.rpartition("_")
    return f"{side}_{name}".upper()


def samples(data: Arrays, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Return features, `nearer`, and weight of each look, of an ideal one, and of spoilt copies.

    Args:
        data: The truth set.
        rng: Chooses what is spoilt.
    """
    rows: list[tuple[Array, Array, float]] = []
    for row in range(len(data["yaw"])):
        joints = true_joints(data, row)
        seen = [pose for pose in poses(data, row) if abs(yaw(pose)) <= MOST_YAW]
        for pose in [*seen, *(ideal(data, row, pose, rng) for pose in seen[:1])]:
            own = nearer(pose, joints)
            both = rng.random() < 0.5
            chosen = [KNEES, FEET] if both else [KNEES if rng.random() < 0.5 else FEET]
            sign = [-1.0 if part in chosen else 1.0 for part in (KNEES, FEET)]
            rows.append((side_features(pose), own, 1.0))
            rows.append((side_features(exchange(pose, chosen)), own * sign, SPOILT))
    inputs, labels, weights = zip(*rows, strict=True)
    return np.array(inputs), np.array(labels), np.array(weights)


def train(inputs: Array, labels: Array, weights: Array, seed: int) -> dict[str, Array]:
    """Return the arrays of the network.

    Args:
        inputs: Shape (n, F).
        labels: See `nearer`, shape (n, 2).
        weights: Of each sample, shape (n,).
        seed: Of the networks.
    """
    mean, scale = inputs.mean(axis=0), inputs.std(axis=0) + 1e-6
    x = torch.tensor(np.clip((inputs - mean) / scale, -LIMIT, LIMIT), dtype=torch.float32)
    y = torch.tensor(labels < 0, dtype=torch.float32)
    weight = np.minimum(np.abs(labels), APART) / APART * weights[:, None]
    w = torch.tensor(weight, dtype=torch.float32)
    members = [_fit(x, y, w, seed + row) for row in range(MEMBERS)]
    arrays = {"mean": mean, "scale": scale}
    for row in range(len(members[0])):
        arrays[f"w{row}"] = np.stack([layers[row].weight.detach().numpy().T for layers in members])
        arrays[f"b{row}"] = np.stack([layers[row].bias.detach().numpy() for layers in members])
    return arrays


def _fit(x: torch.Tensor, y: torch.Tensor, w: torch.Tensor, seed: int) -> list[nn.Linear]:
    torch.manual_seed(seed)
    sizes = (x.shape[1], *HIDDEN, y.shape[1])
    linear = [nn.Linear(a, b) for a, b in pairwise(sizes)]
    hidden = [part for layer in linear[:-1] for part in (layer, nn.Tanh(), nn.Dropout(DROPOUT))]
    net = nn.Sequential(*hidden, linear[-1])
    steps = EPOCHS * len(x) // BATCH
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1)
    for _ in range(steps):
        rows = torch.randint(0, len(x), (BATCH,))
        noisy = x[rows] + JITTER * torch.randn(BATCH, x.shape[1])
        optimiser.zero_grad()
        losses = nn.functional.binary_cross_entropy_with_logits(
            net(noisy), y[rows], reduction="none"
        )
        (losses * w[rows]).mean().backward()
        optimiser.step()
        schedule.step()
    net.eval()
    return linear


def judge(data: Arrays) -> None:
    """Print how often legs that lie apart have wrong names, before and after."""
    namer = load_namer()
    rows = []
    for row in range(len(data["yaw"])):
        seen = poses(data, row)
        if len(seen) == 3 and abs(yaw(seen[0])) <= MOST_YAW:
            rows.append((nearer(seen[0], true_joints(data, row)), namer(seen[0])))
    own, odds = (np.array(column) for column in zip(*rows, strict=True))
    print("part    n  exchanged  after  unsure  wrong of the sure")
    for part, name in enumerate(("knees", "feet")):
        apart = np.abs(own[:, part]) > APART / 2
        wrong = (own[:, part] < 0) != (odds[:, part] > 0)
        sure = np.abs(odds[:, part]) > SURE
        print(
            f"{name:5s} {apart.sum():4d} {(own[apart, part] < 0).mean():9.1%} "
            f"{wrong[apart].mean():7.1%} {1 - sure[apart].mean():7.1%} "
            f"{wrong[apart & sure].mean():10.1%}"
        )


def main() -> None:
    """Train and judge from the command line."""
    parser = argparse.ArgumentParser(description="Train what tells exchanged legs, and judge it.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the truth set")
    parser.add_argument(
        "--out", type=Path, default=Path("formcheck/pose/sides/leg_side_classifier.npz")
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--judge", choices=("validation", "test"), help="judge only, on this split")
    asked = parser.parse_args()
    if asked.judge is None:
        torch.set_num_threads(1)
        found = samples(load(asked.data, "train"), np.random.default_rng(asked.seed))
        arrays = train(*found, asked.seed)
        kept: dict[str, Any] = {
            name: array.astype(np.float16 if name.startswith("w") else np.float32)
            for name, array in arrays.items()
        }
        with asked.out.open("wb") as file:
            np.savez_compressed(file, **kept)
    judge(load(asked.data, asked.judge or "validation"))


if __name__ == "__main__":
    main()
