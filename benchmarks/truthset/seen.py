"""What MediaPipe saw of a frame of the truth set, and where the joints truly were."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.truthset.shards import Arrays
from formcheck.measure.chain import SHIPPED
from formcheck.pose.landmark import SIDES
from formcheck.pose.pose import Pose
from formcheck.pose.sides.mirror_ensemble import exchange_legs, merge

Floats = NDArray[np.float64]


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
    pose = merged(data, row)
    return None if pose is None else SHIPPED.keep_sides([pose], [0.0])[0]


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
