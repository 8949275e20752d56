"""A rolled camera: its landmarks are turned upright before anything is measured."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.measure.measurer import Measurer
from formcheck.measure.view.level import LEVEL_DEG, levelled
from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import Pose
from tests.skeleton import Person

LUNGE = Person(
    trunk_lean=8.0, hip={"left": 90.0, "right": 195.0}, knee={"left": 95.0, "right": 105.0}
)


def rolled(pose: Pose, roll_deg: float) -> Pose:
    """The same person seen by a camera that is rolled by so much."""
    turn = np.radians(roll_deg)
    matrix = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    middle = np.array([pose.width / 2, pose.height / 2])
    world = pose.world.copy()
    world[:, :2] = world[:, :2] @ matrix
    return replace(pose, pixels=(pose.pixels - middle) @ matrix + middle, world=world)


@pytest.mark.parametrize("facing", ["left", "right"])
@pytest.mark.parametrize("roll_deg", [-18.0, -5.0, 12.0])
def test_a_measured_roll_changes_no_angle(facing: str, roll_deg: float) -> None:
    pose = replace(LUNGE, facing=facing).pose()
    straight = Measurer().update(pose, 0, 0.0)
    found = Measurer().update(rolled(pose, roll_deg), 0, 0.0, roll_deg=roll_deg)
    for name, measured in straight.values.items():
        if measured.value is not None:
            assert found.values[name].value == pytest.approx(measured.value, abs=1e-6), name
    assert found.posture.chances == pytest.approx(straight.posture.chances)
    unlevelled = Measurer().update(rolled(pose, roll_deg), 0, 0.0)
    gap = unlevelled.values["trunk_lean"].value - straight.values["trunk_lean"].value
    assert abs(gap) == pytest.approx(abs(roll_deg), abs=1e-6)


def test_a_level_camera_changes_nothing() -> None:
    pose = LUNGE.pose()
    assert levelled(pose, LEVEL_DEG) is pose


def test_what_is_outside_stays_outside() -> None:
    pose = LUNGE.pose()
    pixels = pose.pixels.copy()
    pixels[Landmark.RIGHT_ANKLE] = (2.0, 200.0)
    cut = replace(pose, pixels=pixels)
    found = Measurer().update(cut, 0, 0.0, roll_deg=-15.0)
    assert "ankle_right" in found.view.cut_off
    assert found.values["knee_right"].value is None
