"""What MediaPipe saw of a frame of the truth set, and where the joints truly were."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.truthset.shards import Arrays
from formcheck.capture.picture import Picture
from formcheck.measure.chain import SHIPPED
from formcheck.pose.factory import open_estimator
from formcheck.pose.landmark import SIDES
from formcheck.pose.pose import Pose
from formcheck.pose.sides.mirror_ensemble import exchange_legs, merge

Floats = NDArray[np.float64]

_PART: Final = 50
"""Pictures that a process looks at before it takes the next ones."""


def both_engines(folder: Path, data: Arrays, workers: int = 2) -> list[Pose | None]:
    """Return what both engines see in each kept picture, with two looks each, as the program looks.

    Args:
        folder: Holds the pictures, named by `frame_id`.
        data: Whose rows are asked for.
        workers: Processes.
    """
    paths = [folder / f"{name}.jpg" for name in data["frame_id"]]
    parts = [paths[first : first + _PART] for first in range(0, len(paths), _PART)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(chain.from_iterable(pool.map(_see, parts)))


def _see(paths: Sequence[Path]) -> list[Pose | None]:
    found: list[Pose | None] = []
    with open_estimator("full", "image", looks=2) as engines:
        for path in paths:
            with Picture(path) as picture:
                found.append(engines.estimate(next(iter(picture))))
    return found


def looks(data: Arrays, row: int) -> list[Pose]:
    """The looks that found the person in a frame, the direct one first."""
    width, height = (int(value) for value in data["size"][row])
    return [
        Pose(
            data["pixels"][row, look].astype(np.float64),
            data["world"][row, look].astype(np.float64),
            data["visibility"][row, look].astype(np.float64),
            width,
            height,
        )
        for look in (0, 1)
        if data["found"][row, look]
    ]


def merged(data: Arrays, row: int) -> Pose | None:
    """Both looks put together, as the program does it; None where nobody was found."""
    found = looks(data, row)
    if not found:
        return None
    return merge(*found) if len(found) == 2 else found[0]


def sided(data: Arrays, row: int) -> Pose | None:
    """The merged look with left and right as the program names them in a single picture."""
    return named_alone(merged(data, row))


def named_alone(pose: Pose | None) -> Pose | None:
    """A pose with left and right as the program names them in a single picture."""
    return None if pose is None else next(SHIPPED.keep_sides([pose], [0.0]))


def true_joints(data: Arrays, row: int) -> dict[str, Floats]:
    """The true joint centres in the picture, by names such as `hip_left`."""
    return {
        str(name): data["joint_pixels"][row, column].astype(np.float64)
        for column, name in enumerate(data["joint_names"])
    }


def legs_exchanged(pose: Pose, joints: dict[str, Floats]) -> bool:
    """Whether knees and ankles lie nearer to the true ones with their names exchanged."""

    def far(candidate: Pose) -> float:
        return sum(
            float(np.linalg.norm(candidate.joint(joint, side) - joints[f"{joint}_{side}"]))
            for joint in ("knee", "ankle")
            for side in SIDES
        )

    return far(exchange_legs(pose)) < far(pose)
