"""Where the truth's hips lie against MediaPipe's and against a regression from pelvic bones."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.correction.hips import beside_mediapipe, beside_regression
from benchmarks.truthset import shards
from formcheck.pose.landmark import SIDES, Landmark

FILE = Path(__file__).parent / "data" / "truthset.npz"


def test_points_on_the_true_joints_are_off_by_nothing_and_others_by_what_they_are():
    data = shards.read(FILE)
    names = [str(name) for name in data["joint_names"]]
    for joint in ("hip", "shoulder"):
        for side in SIDES:
            place = data["joint_pixels"][:, names.index(f"{joint}_{side}")]
            data["pixels"][:, :, Landmark.of(joint, side)] = place[:, None]
    off = beside_mediapipe(data)
    assert len(off) >= 10
    assert np.abs(off).max() < 1e-4
    hips = [Landmark.of("hip", side) for side in SIDES]
    shoulders = [Landmark.of("shoulder", side) for side in SIDES]
    up = data["pixels"][:, :, shoulders].mean(axis=2) - data["pixels"][:, :, hips].mean(axis=2)
    data["pixels"][:, :, hips] += 0.2 * up[:, :, None]
    moved = beside_mediapipe(data)
    assert moved[:, 1] == pytest.approx(0.2, abs=1e-3)
    assert np.abs(moved[:, [0, 2, 3]]).max() < 1e-3


def test_the_animators_hip_lies_behind_the_joint_centre():
    ahead, trunk, lean = beside_regression(2).T
    assert np.all((ahead > 0.01) & (ahead < 0.06))
    assert np.all((trunk > 0.35) & (trunk < 0.6))
    assert np.all((lean > -1.0) & (lean < 6.0))
