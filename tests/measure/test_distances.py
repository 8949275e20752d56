"""Distances, arms and frontal measures on people with known answers."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.codes.measure import ReasonCode
from formcheck.measure.joints.angles import angles, roles
from formcheck.measure.joints.apply_correction import MOST_SIGMA
from formcheck.measure.joints.correction import load_correction
from formcheck.measure.joints.distances import SIDED, WHOLE, distances
from formcheck.measure.measurer import Measurer
from formcheck.measure.model.error_table import sigma
from formcheck.measure.view.missing_joints import out_of_picture
from formcheck.measure.view.view import see
from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import Pose
from tests.skeleton import FOREARM, HIP_HALF, SHANK, TRUNK, UPPER_ARM, Person
from tests.spoken import words

FRONT = {"yaw": 90.0}


def found(person: Person | Pose) -> dict[str, float | None]:
    pose = person.pose() if isinstance(person, Person) else person
    view = see(pose, 1 if isinstance(person, Pose) or person.facing == "right" else -1)
    return {name: m.value for name, m in distances(pose, view).items()}


def crossed(pose: Pose) -> str | None:
    view = see(pose, 1)
    return roles(pose, view, angles(pose, view)).crossed


def moved(person: Person, joint: str, side: str, by: tuple[float, float]) -> Pose:
    """Return the pose with one joint moved across the picture, in metres of the body."""
    pose = person.pose()
    pixels, world = pose.pixels.copy(), pose.world.copy()
    row = Landmark.of(joint, side)
    pixels[row] += np.array(by) * person.scale
    world[row, :2] += np.array(by)
    return replace(pose, pixels=pixels, world=world)


@pytest.mark.parametrize("facing", ["left", "right"])
def test_a_standing_person_from_the_side(facing):
    values = found(Person(facing=facing))
    share = 100 / TRUNK
    assert values["knee_height_left"] == pytest.approx(SHANK * share, abs=0.5)
    assert values["knees_apart"] == pytest.approx(2 * HIP_HALF * share, abs=0.5)
    assert values["hip_height"] is None, "shoulders above knees are no line along a floor"
    for name in ("arm_spread_left", "ankle_across_left", "knees_over_feet", "chest_roll"):
        assert values[name] is None


@pytest.mark.parametrize("facing", ["left", "right"])
def test_hands_under_the_shoulders_on_all_fours(facing):
    quad = {
        "trunk_lean": 90.0,
        "hip": {"left": 90.0, "right": 90.0},
        "knee": {"left": 90.0, "right": 90.0},
        "elbow": {"left": 180.0, "right": 180.0},
        "facing": facing,
    }
    under = found(Person(**quad, shoulder={"left": 90.0, "right": 90.0}))
    assert under["arm_lean_left"] == pytest.approx(0.0, abs=0.5)
    ahead = found(Person(**quad, shoulder={"left": 110.0, "right": 110.0}))
    assert ahead["arm_lean_left"] == pytest.approx(-20.0, abs=0.5), "hands in front: leans back"


def test_a_rise_of_the_hips_is_seen_as_one_lies():
    flat = Person(trunk_lean=90.0, hip={"left": 180.0, "right": 180.0})
    assert found(flat)["hip_height"] == pytest.approx(0.0, abs=0.5)
    pose = flat.pose()
    pixels = pose.pixels.copy()
    for side in ("left", "right"):
        pixels[Landmark.of("hip", side), 1] -= 0.1 * TRUNK * flat.scale
    risen = found(replace(pose, pixels=pixels))["hip_height"]
    assert risen == pytest.approx(10.0, abs=0.5)


def test_the_nearer_hand_counts():
    standing = found(Person())["wrist_to_ankle_right"]
    reach = Person(shoulder={"left": 10.0, "right": -20.0}, elbow={"left": 170.0, "right": 180.0})
    back = Person(
        hip={"left": 100.0, "right": 190.0},
        knee={"left": 90.0, "right": 95.0},
        shoulder=reach.shoulder,
        elbow=reach.elbow,
    )
    assert standing is not None
    value = found(back)["wrist_to_ankle_right"]
    assert value is not None
    assert value < standing - 20
    assert standing < 100 * (UPPER_ARM + FOREARM + 1) / TRUNK


@pytest.mark.parametrize("yaw", [90.0, -90.0])
def test_a_foot_that_crosses_is_on_the_other_side_from_front_and_back(yaw):
    person = Person(yaw=yaw)
    values = found(person)
    own = -100 * HIP_HALF / TRUNK
    assert values["ankle_across_left"] == pytest.approx(own, abs=0.5)
    assert values["ankle_across_right"] == pytest.approx(own, abs=0.5)
    assert crossed(person.pose()) is None
    left = person.pose().joint("ankle", "left")[0]
    right = person.pose().joint("ankle", "right")[0]
    way = 2.0 * (right - left) / person.scale
    crossing = moved(person, "ankle", "left", (float(way), 0.0))
    assert found(crossing)["ankle_across_left"] == pytest.approx(-3 * own, abs=0.5)
    assert crossed(crossing) == "left"


def figure_four() -> tuple[Pose, Pose]:
    """Lying on the back with both feet down, and the left ankle over the right knee."""
    person = Person(
        trunk_lean=-90.0,
        hip={"left": 120.0, "right": 120.0},
        knee={"left": 80.0, "right": 80.0},
    )
    pose = person.pose()
    pixels = pose.pixels.copy()
    pixels[Landmark.of("ankle", "left")] = pose.joint("knee", "right") + np.array([4.0, -4.0])
    return pose, replace(pose, pixels=pixels)


def test_an_ankle_over_the_other_knee_is_crossed_from_the_side():
    pose, figure = figure_four()
    assert crossed(pose) is None
    assert crossed(figure) == "left"
    value = found(figure)["ankle_to_knee_left"]
    assert value is not None
    assert value < 10


def test_knees_that_fall_inward_are_nearer_than_the_feet():
    person = Person(**FRONT)
    assert found(person)["knees_over_feet"] == pytest.approx(100.0, abs=0.5)
    left, right = (person.pose().joint("knee", side)[0] for side in ("left", "right"))
    way = 0.25 * (right - left) / person.scale
    pose = moved(person, "knee", "left", (float(way), 0.0))
    assert found(pose)["knees_over_feet"] == pytest.approx(75.0, abs=0.5)


def test_knees_apart_are_not_told_from_the_front_of_somebody_who_lies_back():
    """Whose trunk points away from the camera, so that its length is a guess."""
    kneeling = {"knee": {"left": 30.0, "right": 30.0}, "yaw": 90.0}
    upright = Person(hip={"left": 100.0, "right": 100.0}, **kneeling)
    lying = Person(trunk_lean=-60.0, hip={"left": 170.0, "right": 170.0}, **kneeling)
    assert found(upright)["knees_apart"] == pytest.approx(200 * HIP_HALF / TRUNK, abs=0.5)
    assert found(lying)["knees_apart"] is None
    assert found(replace(lying, yaw=0.0))["knees_apart"] is not None, "from the side it is seen"


def test_arms_straight_out_are_at_right_angles():
    person = Person(**FRONT)
    pose = person.pose()
    pixels = pose.pixels.copy()
    for side, partner in (("left", "right"), ("right", "left")):
        outward = np.sign(pose.joint("hip", side)[0] - pose.joint("hip", partner)[0])
        row = Landmark.of("elbow", side)
        pixels[row] = pose.joint("shoulder", side) + np.array([outward * 60.0, 0.0])
    values = found(replace(pose, pixels=pixels))
    assert values["arm_spread_left"] == pytest.approx(90.0, abs=0.5)
    assert values["arm_spread_right"] == pytest.approx(90.0, abs=0.5)


def test_a_shoulder_nearer_to_the_camera_is_a_roll():
    person = Person(**FRONT)
    assert found(person)["chest_roll"] == pytest.approx(0.0, abs=0.5)
    pose = person.pose()
    world = pose.world.copy()
    world[Landmark.of("shoulder", "left"), 2] -= 2 * HIP_HALF * np.tan(np.radians(20.0))
    rolled = found(replace(pose, world=world))["chest_roll"]
    assert rolled is not None
    assert abs(rolled) == pytest.approx(20.0, abs=0.5)


def test_every_name_is_there_with_an_error_or_a_reason():
    names = {f"{name}_{side}" for name in SIDED for side in ("left", "right")} | set(WHOLE)
    for yaw in (0.0, 40.0, 90.0):
        pose = Person(yaw=yaw).pose()
        values = angles(pose, see(pose, 1))
        assert names <= values.keys()
        for name in names:
            assert words(values[name].reason) is None or len(words(values[name].reason) or "") > 10
    for name in (*SIDED, *WHOLE):
        assert sigma(name, 0.0) > 0
    assert names <= Measurer().update(None, 0, 0.0).values.keys()


def test_a_merged_leg_and_a_cut_off_hand_say_so():
    pose = replace(Person().pose(), unsure=frozenset({Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE}))
    values = distances(pose, see(pose, 1))
    assert "cannot be told" in (words(values["knee_height_left"].reason) or "")
    outside = moved(Person(), "wrist", "left", (5.0, 0.0))
    reason = distances(outside, see(outside, 1))["arm_lean_left"].reason
    assert reason == out_of_picture("wrist", "left")


def test_a_leg_lies_across_although_it_is_too_unsure_to_be_measured(monkeypatch):
    monkeypatch.setitem(MOST_SIGMA, "knee", 0.0)
    _, figure = figure_four()
    frame = Measurer(load_correction()).update(figure, 0, 0.0)
    assert frame.values["ankle_to_knee_left"].reason.code == ReasonCode.LEG_BEHIND_LEG
    assert frame.legs.crossed == "left"
