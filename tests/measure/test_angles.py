"""Exact answers on known skeletons, and what must not change when the picture does."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.measure.joints import distances
from formcheck.measure.joints.angles import angles, nobody, roles
from formcheck.measure.model.geometry import hip_angle, lean
from formcheck.measure.model.measurement import Measurement
from formcheck.measure.model.registry import NAMES
from formcheck.measure.view.view import see
from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import Pose
from tests.skeleton import Person
from tests.spoken import words

PLACES = {f"{name}_{side}" for name in distances.SIDED for side in ("left", "right")}
PLACES |= set(distances.WHOLE)  # see test_distances.py


def measured(pose: Pose, sign: int = 1) -> dict[str, Measurement]:
    found = angles(pose, see(pose, sign))
    return {name: measurement for name, measurement in found.items() if name not in PLACES}


def values(pose: Pose, sign: int = 1) -> dict[str, float]:
    return {name: m.value for name, m in measured(pose, sign).items() if m.value is not None}


def close(left: dict[str, float], right: dict[str, float], within: float = 1e-6) -> bool:
    return left.keys() == right.keys() and all(
        abs((left[name] - right[name] + 180) % 360 - 180) < within for name in left
    )


@pytest.mark.parametrize("hip", [35.0, 90.0, 165.0, 179.0, 180.0, 181.0, 190.0, 200.0, 230.0])
@pytest.mark.parametrize("facing", ["left", "right"])
def test_extension_reads_above_180_and_is_never_folded(hip: float, facing: str) -> None:
    person = Person(facing=facing, hip={"left": 85.0, "right": hip}, trunk_lean=4.0)
    found = values(person.pose(), 1 if facing == "right" else -1)
    assert found["hip_right"] == pytest.approx(hip, abs=1e-6)
    assert found["hip_left"] == pytest.approx(85.0, abs=1e-6)


def test_every_angle_of_a_lunge() -> None:
    person = Person(
        trunk_lean=6.0,
        hip={"left": 88.0, "right": 192.0},
        knee={"left": 96.0, "right": 105.0},
        shoulder={"left": 25.0, "right": 30.0},
        elbow={"left": 150.0, "right": 140.0},
    )
    found = values(person.pose())
    expected = {
        "hip_left": 88.0, "hip_right": 192.0, "knee_left": 96.0, "knee_right": 105.0,
        "elbow_left": 150.0, "elbow_right": 140.0, "shoulder_left": 25.0, "shoulder_right": 30.0,
        "thigh_left": -86.0, "thigh_right": 18.0, "shin_left": -2.0, "shin_right": 93.0,
        "trunk_shin_left": 8.0, "trunk_shin_right": -87.0, "trunk_lean": 6.0, "trunk_pitch": 84.0,
        "ankle_left": 0.0, "ankle_right": 0.0,
    }  # fmt: skip
    assert close(found, expected, within=1e-5)


@pytest.mark.parametrize("lean_deg", [90.0, 60.0, -90.0, 0.0, 30.0])
def test_lying_and_leaning_trunks(lean_deg: float) -> None:
    found = values(Person(trunk_lean=lean_deg).pose())
    assert found["trunk_lean"] == pytest.approx(lean_deg, abs=1e-6)
    assert found["trunk_pitch"] == pytest.approx(90.0 - abs(lean_deg), abs=1e-6)


person_angles = st.fixed_dictionaries(
    {
        "trunk_lean": st.floats(-100, 100),
        "left_hip": st.floats(30, 230),
        "right_hip": st.floats(30, 230),
        "left_knee": st.floats(35, 179),
        "right_knee": st.floats(35, 179),
    }
)


def make(drawn: dict[str, float]) -> Pose:
    return Person(
        trunk_lean=drawn["trunk_lean"],
        hip={"left": drawn["left_hip"], "right": drawn["right_hip"]},
        knee={"left": drawn["left_knee"], "right": drawn["right_knee"]},
        size=(4000, 4000),
        centre=(2000.0, 2000.0),
    ).pose()


def exchanged(found: dict[str, float]) -> dict[str, float]:
    def partner(name: str) -> str:
        if name.endswith("_left"):
            return name.removesuffix("left") + "right"
        return name.removesuffix("right") + "left" if name.endswith("_right") else name

    return {partner(name): value for name, value in found.items()}


@given(person_angles)
def test_the_mirrored_picture_gives_the_mirrored_measurements(drawn: dict[str, float]) -> None:
    pose = make(drawn)
    assert close(values(pose.mirrored(), -1), exchanged(values(pose, 1)))


@given(person_angles, st.floats(-500, 500), st.floats(-500, 500), st.floats(0.2, 3.0))
def test_moving_and_scaling_the_person_changes_nothing(
    drawn: dict[str, float], dx: float, dy: float, scale: float
) -> None:
    pose = make(drawn)
    moved = replace(
        pose, pixels=(pose.pixels - 2000.0) * scale + np.array([2000.0 + dx, 2000.0 + dy])
    )
    assert close(values(moved), values(pose), within=1e-4)


@given(person_angles, st.floats(-180, 180))
def test_turning_the_picture_changes_only_what_is_measured_against_the_vertical(
    drawn: dict[str, float], turn: float
) -> None:
    pose = make(drawn)
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    rotation = np.array([[c, -s], [s, c]])
    world = pose.world.copy()
    world[:, :2] = world[:, :2] @ rotation.T
    turned = replace(pose, pixels=(pose.pixels - 2000) @ rotation.T + 2000, world=world)
    relative = [
        name
        for name in NAMES
        if name.split("_")[0] in ("hip", "knee", "elbow") and name not in PLACES
    ]
    relative += ["shoulder_left", "shoulder_right"]
    before, after = values(pose), values(turned)
    for name in set(relative) & set(before):
        assert after[name] == pytest.approx(before[name], abs=1e-4)
    expected = (before["trunk_lean"] + turn + 180) % 360 - 180
    assert (after["trunk_lean"] - expected + 180) % 360 - 180 == pytest.approx(0.0, abs=1e-4)


@given(st.floats(0, 359.9), st.floats(1, 500), st.floats(1, 500))
def test_hip_angle_is_the_turn_from_trunk_to_thigh(
    angle: float, trunk: float, thigh: float
) -> None:
    # From straight up, a turn of `angle` towards the right is (sin, -cos) in a picture.
    knee = complex(thigh * math.sin(math.radians(angle)), -thigh * math.cos(math.radians(angle)))
    found = hip_angle(complex(0.0, -trunk), 0.0, knee, 1)
    assert (found - angle + 180) % 360 - 180 == pytest.approx(0.0, abs=1e-6)
    assert -60.0 <= found <= 300.0


def test_lean_is_positive_towards_the_front() -> None:
    forward = complex(1.0, -1.0)
    assert lean(forward, 1) == pytest.approx(45.0)
    assert lean(forward, -1) == pytest.approx(-45.0)


def test_a_squeezed_picture_would_have_been_wrong() -> None:
    """What normalised coordinates would do to 190 degrees at 16:9; pixels do not."""
    pose = Person(hip={"left": 85.0, "right": 190.0}, trunk_lean=20.0, size=(1280, 720)).pose()
    squeezed = replace(pose, pixels=pose.pixels / np.array([1280 / 720, 1.0]))
    assert abs(values(squeezed)["hip_right"] - 190.0) > 3.0
    assert values(pose)["hip_right"] == pytest.approx(190.0, abs=1e-6)


def test_unknown_is_never_a_number() -> None:
    front = Person(yaw=85.0).pose()
    for name, found in measured(front).items():
        assert found.value is None, name
        assert found.reason, name
    undecided = angles(Person().pose(), see(Person().pose(), 0))
    assert "which way you face" in (words(undecided["hip_left"].reason) or "")
    assert all(words(m.reason) == "gone" for m in nobody("gone").values())
    assert tuple(nobody("gone")) == NAMES


def test_a_joint_outside_the_picture_is_not_measured() -> None:
    pose = Person(
        centre=(320.0, 330.0), scale=300.0
    ).pose()  # the feet are below the picture's edge
    found = measured(pose)
    assert found["knee_right"].value is None
    assert "right ankle is outside the picture" in (words(found["knee_right"].reason) or "")
    assert found["hip_right"].value == pytest.approx(180.0, abs=1e-6)


def test_joints_on_one_point_are_refused() -> None:
    pose = Person(scale=0.5, size=(4000, 4000), centre=(2000.0, 2000.0)).pose()
    assert "one point" in words(measured(pose)["hip_left"].reason)


@pytest.mark.parametrize(
    ("yaw", "limit"), [(0.0, 7.0), (20.0, 10.0), (45.0, 23.0)], ids=["side", "turned", "quarter"]
)
def test_the_error_grows_with_the_view(yaw: float, limit: float) -> None:
    found = measured(Person(yaw=yaw).pose())
    near, far = found["hip_right"].sigma, found["hip_left"].sigma
    assert near is not None
    assert far is not None
    assert limit * 0.7 < near < limit
    assert far > near


@pytest.mark.parametrize("rear", ["left", "right"])
@pytest.mark.parametrize("sign", [1, -1])
def test_roles_follow_the_geometry(rear: str, sign: int) -> None:
    front = "left" if rear == "right" else "right"
    person = Person(
        facing="right" if sign > 0 else "left",
        hip={rear: 190.0, front: 85.0},
        knee={rear: 100.0, front: 150.0},
    )
    for who, leg in ((person, rear), (Person(), None)):
        pose, view = who.pose(), see(who.pose(), sign)
        found = roles(pose, view, angles(pose, view))
        assert (found.rear, found.bent) == (leg, leg)


@pytest.mark.parametrize("yaw", [-80.0, 0.0, 45.0, 85.0])
def test_slant_and_turn_of_the_pelvis_are_refused_with_something_to_do(yaw: float) -> None:
    found = measured(Person(yaw=yaw).pose())
    for name in ("pelvic_obliquity", "pelvic_rotation"):
        assert found[name].value is None
        assert "hip bones" in str(words(found[name].reason))


@pytest.mark.parametrize("dorsiflexion", [-40.0, 0.0, 15.0])
@pytest.mark.parametrize("facing", ["left", "right"])
def test_a_foot_drawn_up_is_above_zero(dorsiflexion: float, facing: str) -> None:
    pose = Person(facing=facing, knee={"left": 120.0, "right": 120.0}).pose()
    pixels = pose.pixels.copy()
    shank = pose.flat("knee", "right") - pose.flat("ankle", "right")
    turn = math.radians(90.0 - dorsiflexion) * (1 if facing == "right" else -1)
    sole = shank / abs(shank) * complex(math.cos(turn), math.sin(turn)) * 50.0
    toe = pose.flat("heel", "right") + sole
    pixels[Landmark.RIGHT_FOOT_INDEX] = (toe.real, toe.imag)
    found = measured(replace(pose, pixels=pixels), 1 if facing == "right" else -1)
    assert found["ankle_right"].value == pytest.approx(dorsiflexion, abs=1e-6)
    assert found["ankle_left"].value == pytest.approx(0.0, abs=1e-6)
