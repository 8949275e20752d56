"""Where the panels of an annotated clip go."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from formcheck.annotate.drawing import Area
from formcheck.annotate.layout import Layout, arrange, drawn_arc, place_value
from formcheck.annotate.overlay import draw
from formcheck.annotate.panels import value_panel
from formcheck.coach.frame.report import Clock, Cue, FrameReport
from formcheck.message import authored
from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import Pose
from tests.store import factory

SIZE = (640, 480)
WAITING = Clock(0.0, 30.0, "waiting", authored("the rear hip was not open far enough"), 0)


def lunging() -> FrameReport:
    cue = Cue(authored("Let your hips travel forward"), "fault", "rear-hip")
    return factory.frame(hip=178.0, cue=cue, clock=WAITING)


def moved(pose: Pose, right: float, down: float) -> Pose:
    return replace(pose, pixels=pose.pixels + np.array([right, down]))


def value_box(pose: Pose, report: FrameReport, layout: Layout, taken: list[Area]) -> Area:
    main = next(r for r in report.checks if r.check == "rear-hip")
    wanted = value_panel(main, None, 1.0).size
    box = place_value(wanted, main, drawn_arc(main, pose, report), taken, pose, SIZE, layout.spot)
    assert box is not None
    return box


def covers(box: Area, pose: Pose, *joints: Landmark) -> bool:
    """Whether a box lies over the straight lines from joint to joint."""
    points = pose.pixels[list(joints)]
    along = np.linspace(0, 1, 200)[:, None]
    lines = np.concatenate([a + along * (b - a) for a, b in pairwise(points)])
    x, y = lines.T
    return bool(((x >= box.left) & (x < box.right) & (y >= box.top) & (y < box.bottom)).any())


@pytest.mark.parametrize(("right", "corner"), [(-190.0, "right"), (190.0, "left"), (0.0, "left")])
def test_the_clock_leaves_the_head_free(right: float, corner: str) -> None:
    pose = moved(factory.stick(), right, -90.0)
    assert arrange([pose] * 20, [lunging()] * 20, factory.lunge(), SIZE).corner == corner


def test_a_clip_without_anybody_has_the_usual_places() -> None:
    found = arrange([None] * 5, [lunging()] * 5, factory.lunge(), SIZE)
    assert replace(found, strip=0) == Layout()
    assert arrange([], [], factory.lunge(), SIZE) == Layout()


def test_the_value_stays_beside_the_joint_though_a_hand_passes_through_it() -> None:
    pose, report = factory.stick(), lunging()
    alone = value_box(pose, report, Layout(), [])
    pixels = pose.pixels.copy()
    pixels[Landmark.LEFT_WRIST] = ((alone.left + alone.right) / 2, (alone.top + alone.bottom) / 2)
    reaching = replace(pose, pixels=pixels)
    poses = [pose] * 19 + [reaching]
    layout = arrange(poses, [report] * 20, factory.lunge(), SIZE)
    assert {value_box(one, report, layout, []) for one in poses} == {alone}
    assert value_box(reaching, report, Layout(), []) != alone


def test_a_panel_in_its_place_sends_the_value_elsewhere() -> None:
    pose, report = factory.stick(), lunging()
    layout = arrange([pose] * 20, [report] * 20, factory.lunge(), SIZE)
    usual = value_box(pose, report, layout, [])
    assert not value_box(pose, report, layout, [usual]).meets(usual)


def test_a_limb_is_left_free_though_no_joint_lies_in_the_place() -> None:
    pose, report = factory.stick(), lunging()
    alone = value_box(pose, report, Layout(), [])
    pixels, middle = pose.pixels.copy(), (alone.top + alone.bottom) / 2
    pixels[Landmark.LEFT_ELBOW] = (alone.left - 20, middle)
    pixels[Landmark.LEFT_WRIST] = (alone.right + 20, middle)
    across = replace(pose, pixels=pixels)
    box = value_box(across, report, Layout(), [])
    assert not covers(box, across, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST)
    assert arrange([across] * 9, [report] * 9, factory.lunge(), SIZE).spot != 0


def test_the_target_is_left_free() -> None:
    pose, report = factory.stick(), lunging()
    main = next(result for result in report.checks if result.check == "rear-hip")
    alone = value_box(pose, report, Layout(), [])
    behind = replace(main, low=main.value, high=270.0)  # a target that opens behind the body
    told = replace(report, checks=(behind,))
    assert value_box(pose, told, Layout(), []) != alone


def test_the_cue_stands_below_the_picture_and_covers_nothing_of_it() -> None:
    long = Cue(authored("Tuck your tailbone under before you go deeper"), "fault", "arch")
    reports = [lunging(), factory.frame(hip=178.0, cue=long, clock=WAITING), factory.frame()]
    layout = arrange([factory.stick()] * 3, reports, factory.lunge(), SIZE)
    assert layout.strip > 60  # two lines
    image = np.full((480, 640, 3), 128, dtype=np.uint8)
    drawn = [draw(image, None, report, factory.lunge(), layout) for report in reports]
    assert {picture.shape for picture in drawn} == {(480 + layout.strip, 640, 3)}
    assert all((picture[300:480] == 128).all() for picture in drawn)  # where feet and knees are
    said = [picture[480:] for picture in drawn]
    assert not np.array_equal(said[0], said[1])
    assert (said[2] == said[2][0, 0]).all()  # nothing said


def test_a_clip_in_which_nothing_is_said_has_no_strip() -> None:
    layout = arrange([factory.stick()] * 3, [factory.frame()] * 3, factory.lunge(), SIZE)
    assert layout.strip == 0
