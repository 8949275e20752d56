from dataclasses import replace

import numpy as np
import pytest

from formcheck.measure.measurer import Measurer
from formcheck.measure.model.measurement import Measurements
from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import Pose
from tests.people import PEOPLE, both
from tests.skeleton import Person


def seen(pose: Pose) -> Measurements:
    return Measurer().update(pose, 0, 0.0)


def chance(pose: Pose, position: str) -> float:
    posture = seen(pose).posture
    assert posture is not None
    return posture.chance(position)


@pytest.mark.parametrize("position", PEOPLE)
@pytest.mark.parametrize("facing", ["left", "right"])
@pytest.mark.parametrize(("yaw", "at_least"), [(0.0, 0.85), (-20.0, 0.8), (40.0, 0.4)])
def test_each_position_is_told_from_the_side_and_at_an_angle(
    position: str, facing: str, yaw: float, at_least: float
) -> None:
    person = replace(PEOPLE[position], facing=facing, yaw=yaw)

    posture = seen(person.pose()).posture

    assert posture is not None
    assert posture.chance(position) == max(posture.chances.values())
    assert posture.chance(position) > at_least


@pytest.mark.parametrize("position", PEOPLE)
def test_the_mirrored_person_is_in_the_same_position(position: str) -> None:
    pose = replace(PEOPLE[position], yaw=15.0).pose()

    assert chance(pose.mirrored(), position) == pytest.approx(chance(pose, position), abs=1e-6)


@pytest.mark.parametrize("position", ["lunge", "one leg behind", "all fours"])
def test_exchanged_legs_change_nothing(position: str) -> None:
    person = PEOPLE[position]
    turned = replace(
        person,
        hip={"left": person.hip["right"], "right": person.hip["left"]},
        knee={"left": person.knee["right"], "right": person.knee["left"]},
    )

    assert chance(turned.pose(), position) == pytest.approx(
        chance(person.pose(), position), abs=0.05
    )


def test_no_position_is_ever_certain_and_all_chances_add_up() -> None:
    for person in PEOPLE.values():
        posture = seen(person.pose()).posture
        assert posture is not None
        assert sum(posture.chances.values()) == pytest.approx(1.0, abs=0.02)
        assert max(posture.chances.values()) <= 0.97


def test_legs_outside_the_picture_leave_the_position_open() -> None:
    pose = PEOPLE["squat"].pose()
    pixels = pose.pixels.copy()
    below = [
        Landmark.of(joint, side)
        for joint in ("knee", "ankle", "heel", "foot_index")
        for side in ("left", "right")
    ]
    pixels[below, 1] += 5 * pose.height

    assert chance(replace(pose, pixels=pixels), "other") == pytest.approx(1.0)


def test_a_body_in_no_known_position_is_called_other() -> None:
    upside_down = Person(trunk_lean=165, hip=both(180)).pose()

    assert chance(upside_down, "other") > 0.5


def test_a_chest_that_points_up_speaks_against_lying_face_down() -> None:
    """The picture of one who lies face up with the depth of one who lies face down."""
    pose = PEOPLE["prone"].pose()
    world = pose.world.copy()
    world[:, 2] = -world[:, 2]

    doubtful = chance(replace(pose, world=world), "prone")

    assert doubtful < chance(pose, "prone") - 0.05


def test_seen_from_the_front_the_position_stays_less_sure() -> None:
    side_on = chance(PEOPLE["hinge"].pose(), "hinge")
    frontal = chance(replace(PEOPLE["hinge"], yaw=85.0).pose(), "hinge")

    assert frontal < side_on
    assert np.isfinite(frontal)


def test_nobody_has_no_position() -> None:
    assert Measurer().update(None, 0, 0.0).posture is None
