"""MoveNet's adapter: its crop, its decoder, and that it finds the person of a sample clip."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import MachineError
from formcheck.pose.engine import bundle
from formcheck.pose.engine.mediapipe import MediaPipeEstimator
from formcheck.pose.engine.movenet import MoveNet, Square, decode
from formcheck.pose.engine.profiles import LIGHTNING, THUNDER
from formcheck.pose.landmark import KEYPOINTS, Landmark
from formcheck.pose.parts import trunk_length

CELLS = 48


def heads(points: np.ndarray) -> tuple[np.ndarray, ...]:
    """The four heads that describe one body with its joints at these places, in cells."""
    heatmaps = np.zeros((CELLS, CELLS, 17))
    center = np.zeros((CELLS, CELLS, 1))
    regression = np.zeros((CELLS, CELLS, 34))
    offsets = np.zeros((CELLS, CELLS, 34))
    body = points.mean(axis=0).astype(int)
    center[body[1], body[0]] = 0.9
    for row, (x, y) in enumerate(points):
        column, line = int(x), int(y)
        heatmaps[line, column, row] = 0.8
        regression[body[1], body[0], 2 * row : 2 * row + 2] = (line - body[1], column - body[0])
        offsets[line, column, 2 * row : 2 * row + 2] = (y - line, x - column)
    return heatmaps, center, regression, offsets


def places() -> np.ndarray:
    return np.random.default_rng(4).uniform(12.0, 36.0, (17, 2))


def test_joints_are_where_the_heads_say() -> None:
    points = places()
    found, scores = decode(*heads(points))
    assert found * CELLS == pytest.approx(points)
    assert scores == pytest.approx(0.8)


def test_another_body_further_from_the_middle_is_not_mixed_in() -> None:
    points = places()
    heatmaps, center, regression, offsets = heads(points)
    center[1, 1] = 1.0
    heatmaps[0, 0, :] = 1.0
    found, _ = decode(heatmaps, center, regression, offsets)
    assert found * CELLS == pytest.approx(points)


def test_a_square_may_reach_beyond_the_picture() -> None:
    image = np.full((40, 60, 3), 200, dtype=np.uint8)
    part = Square(-20, -20, 80).cut(image, 8)
    assert part.shape == (8, 8, 3)
    assert part[0, 0].max() == 0
    assert part[4, 4].min() == 200
    assert Square(500, 500, 80).cut(image, 8).max() == 0


def test_a_square_holds_all_points_with_a_margin() -> None:
    points = np.array([[100.0, 50.0], [180.0, 250.0]])
    square = Square.around(points)
    assert square.left < 100 - 20
    assert square.top < 50 - 20
    assert square.top + square.side > 250 + 20


def test_key_points_are_those_of_coco() -> None:
    assert len(KEYPOINTS) == 17
    assert KEYPOINTS[5] is Landmark.LEFT_SHOULDER
    assert KEYPOINTS[16] is Landmark.RIGHT_ANKLE


def test_both_engines_see_the_same_person(picture) -> None:
    with MediaPipeEstimator(mode="image") as estimator:
        pose = estimator.estimate(picture)
    places = pose.pixels[KEYPOINTS,]
    net, square = MoveNet(), Square.around(places)
    near = [row for row, mark in enumerate(KEYPOINTS) if mark.name in ("RIGHT_HIP", "RIGHT_KNEE")]
    for mirrored in (False, True):
        found = net.look(picture.image, square, mirrored)
        away = np.linalg.norm(found.pixels - places, axis=1)
        assert away[near].max() < 0.2 * trunk_length(pose)
        assert found.scores[near].min() > 0.3


def test_a_damaged_model_is_named(monkeypatch, tmp_path) -> None:
    (tmp_path / "movenet_lightning.onnx").write_bytes(b"not a model")
    monkeypatch.setattr(bundle, "_FOLDER", tmp_path)
    with pytest.raises(MachineError, match="damaged; install formcheck again"):
        MoveNet()


def test_nothing_is_reported_or_kept_of_its_use(tmp_path) -> None:
    """onnxruntime keeps an identifier in the user's cache before it reports anything."""
    code = "from formcheck.pose.engine.movenet import MoveNet; MoveNet()"
    env = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", code], check=True, env=env, cwd=Path.cwd())
    assert list(tmp_path.rglob("*nnxruntime*")) == []
    assert "ORT_DISABLE_TELEMETRY" not in os.environ


def test_both_sizes_see_the_same_person(picture) -> None:
    with MediaPipeEstimator(mode="image") as estimator:
        pose = estimator.estimate(picture)
    square = Square.around(pose.pixels[KEYPOINTS,])
    small, large = (MoveNet(engine).look(picture.image, square) for engine in (LIGHTNING, THUNDER))
    body = [row for row, mark in enumerate(KEYPOINTS) if "HIP" in mark.name or "KNEE" in mark.name]
    away = np.linalg.norm(small.pixels - large.pixels, axis=1)[body]
    assert 0.0 < away.max() < 0.3 * trunk_length(pose)
