"""Rows of a clip for pictures that no engine looked at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.capture.frame import Frame
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.pose import Pose
from formcheck.pose.sides.filling import PictureSeen, filled_in
from formcheck.session import measure_clip, observe
from tests.skeleton import Person

RATE = 24.0


def lunge(rear_hip: float, at: float = 320.0) -> Pose:
    return Person(
        trunk_lean=2.0,
        hip={"left": 92.0, "right": rear_hip},
        knee={"left": 95.0, "right": 108.0},
        centre=(at, 240.0),
    ).pose()


def filled(*poses: Pose | None, scenes: tuple[int, ...] = ()) -> list[PictureSeen]:
    """Return all pictures of a clip of which every fourth one was looked at."""
    rows = range(4 * len(poses) - 3)
    looks = [PictureSeen(row, row / RATE, poses[row // 4], None) for row in rows[::4]]
    return list(filled_in(looks, [(row, row / RATE) for row in rows if row % 4], scenes))


def test_a_body_is_on_its_way_between_two_looks() -> None:
    start, end = lunge(188.0), lunge(190.0)
    whole = filled(start, end)
    assert [(look.index, look.time_s) for look in whole] == [(row, row / RATE) for row in range(5)]
    for row, look in enumerate(whole):
        assert look.pose is not None
        for name in ("pixels", "world"):
            first, last = getattr(start, name), getattr(end, name)
            assert getattr(look.pose, name) == pytest.approx(first + row / 4 * (last - first))


def test_an_engine_that_changes_its_mind_makes_no_body_in_between() -> None:
    start, end = lunge(188.0), lunge(188.0, at=420.0)
    assert [look.pose for look in filled(start, end)] == [start, start, start, end, end]


def test_who_was_not_seen_in_the_nearer_look_is_not_there() -> None:
    start = lunge(188.0)
    assert [look.pose for look in filled(start, None)] == [start, start, start, None, None]


def test_nothing_goes_on_into_another_scene() -> None:
    start, end = lunge(188.0), lunge(189.0)
    whole = filled(start, end, end, scenes=(4,))
    assert [look.pose for look in whole[:5]] == [start] * 4 + [end]


def test_where_nothing_was_left_out_nothing_is_filled_in() -> None:
    looks = [PictureSeen(row, row / RATE, None, None) for row in range(3)]
    assert list(filled_in(looks, [], ())) == looks


def test_a_clip_has_as_many_rows_and_the_same_angles_with_fewer_looks() -> None:
    asked: list[int] = []

    def script(frame: Frame) -> Pose:
        asked.append(frame.index)
        return lunge(180.0 + 4.0 * np.sin(frame.time_s))

    walls = np.random.default_rng(1).integers(86, 95, (120, 240, 320, 3), np.uint8)
    frames = [Frame(wall, row, row / RATE) for row, wall in enumerate(walls)]
    all_looks = observe(frames, ScriptedEstimator(script))
    assert len(asked) == 120
    asked.clear()
    fewer = observe(frames, ScriptedEstimator(script), still_s=0.14)
    assert len(asked) < 60
    assert fewer.indices == all_looks.indices
    for one, another in zip(measure_clip(all_looks), measure_clip(fewer), strict=True):
        wanted, got = one.values["hip_right"].value, another.values["hip_right"].value
        assert got == pytest.approx(wanted, abs=0.1)


def test_an_engine_that_one_look_lacks_is_not_made_up() -> None:
    start, end = lunge(188.0), lunge(190.0)
    three = replace(start, engines=np.stack([start.pixels] * 3))
    two = replace(end, engines=np.stack([end.pixels] * 2))
    for first, last in ((three, two), (two, three)):
        between = first.toward(last, 0.25)
        assert between.engines is first.engines
        assert between.pixels == pytest.approx(0.75 * first.pixels + 0.25 * last.pixels)
