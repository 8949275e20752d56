"""Poses meet their angles exactly.

Needs no body data and no graphics: poses run on a stick figure.
"""

import math

import numpy as np
import pytest

from benchmarks.render.camera import Camera, Stand
from benchmarks.render.poses import (
    bridge,
    knee_to_chest,
    lunge,
    press_up,
    prone_heel,
    quadruped,
    squat,
    standing,
)
from benchmarks.render.rotations import (
    limb_angles,
    limb_rotation,
    minimal_rotation,
    rot_x,
    rot_z,
    two_bone_elbow,
    two_bone_pitches,
)
from benchmarks.render.skeleton import PARENTS, SIDES, other, stick_figure
from benchmarks.render.timeline import Key, Timeline
from benchmarks.render.truth import angles

FIGURE = stick_figure()
EXACT = 1e-6


def turn(start, end):
    """Signed angle in the sagittal plane from one direction to another, from 0 to 360.

    Positive from up over forward to down. Written with a complex quotient so that it shares
    nothing with the code under test.
    """
    quotient = complex(end[1], end[2]) / complex(start[1], start[2])
    return math.degrees(math.atan2(quotient.imag, quotient.real)) % 360


def geometric_hip(placed, side):
    hip = placed.joint("hip", side)
    return turn(placed.joint("shoulder", side) - hip, placed.joint("knee", side) - hip)


def geometric_knee(placed, side):
    """Knee angle measured through the back of the leg: flexed below 180."""
    knee = placed.joint("knee", side)
    return turn(placed.joint("ankle", side) - knee, placed.joint("hip", side) - knee)


def assert_same_angle(got, expected, tolerance=EXACT):
    assert (got - expected + 180) % 360 - 180 == pytest.approx(0, abs=tolerance)


@pytest.mark.parametrize("rear", SIDES)
@pytest.mark.parametrize("tilt", [-15, -4, 0, 15])
@pytest.mark.parametrize("hip", [150, 176, 180, 193, 205])
@pytest.mark.parametrize("trunk", [-3, 0, 15])
def test_lunge_meets_its_angles(hip, tilt, rear, trunk):
    placed = lunge(FIGURE, rear_hip=hip, tilt=tilt, trunk=trunk, rear=rear)
    truth = angles(placed, FIGURE.skeleton)
    assert_same_angle(geometric_hip(placed, rear), hip)
    assert truth[f"hip_{rear}"] == pytest.approx(hip, abs=EXACT)
    assert truth["pelvic_tilt"] == pytest.approx(tilt, abs=EXACT)
    assert truth["trunk_lean"] == pytest.approx(trunk, abs=EXACT)
    assert truth[f"thigh_{rear}"] == pytest.approx(hip + trunk - 180, abs=EXACT)


@pytest.mark.parametrize("rear", SIDES)
def test_lunge_stands_on_knee_and_front_foot(rear):
    placed = lunge(FIGURE, rear=rear)
    ankle, knee = placed.joint("ankle", other(rear)), placed.joint("knee", rear)
    assert ankle[1] == pytest.approx(FIGURE.skeleton.ankle_height, abs=EXACT)
    assert knee[2] == pytest.approx(0, abs=EXACT)
    assert ankle[2] > knee[2]


POSES = {
    "standing": standing(FIGURE, tilt=7),
    "lunge": lunge(FIGURE),
    "squat": squat(FIGURE),
    "press_up": press_up(FIGURE),
    "quadruped": quadruped(FIGURE, lift_hip=190),
    "prone_heel": prone_heel(FIGURE),
    "knee_to_chest": knee_to_chest(FIGURE),
    "bridge": bridge(FIGURE),
}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", POSES)
def test_truth_is_the_geometry_of_the_joints(name, side):
    placed = POSES[name]
    truth = angles(placed, FIGURE.skeleton)
    assert_same_angle(truth[f"hip_{side}"], geometric_hip(placed, side))
    assert_same_angle(truth[f"knee_{side}"], geometric_knee(placed, side))
    thigh = placed.joint("hip", side) - placed.joint("knee", side)
    assert truth[f"thigh_{side}"] == pytest.approx(
        math.degrees(math.atan2(thigh[2], thigh[1])), abs=EXACT
    )


@pytest.mark.parametrize("name", POSES)
def test_no_bone_changes_its_length(name):
    placed = POSES[name]
    for bone_name, parent in PARENTS.items():
        if parent is None:
            continue
        length = np.linalg.norm(placed.positions[bone_name] - placed.positions[parent])
        assert length == pytest.approx(FIGURE.skeleton.length(bone_name, parent), abs=1e-9)


def test_hip_joint_equals_hip_while_the_pelvis_is_neutral():
    for placed in (standing(FIGURE), standing(FIGURE, trunk=20), lunge(FIGURE, 195), squat(FIGURE)):
        truth = angles(placed, FIGURE.skeleton)
        for side in SIDES:
            assert truth[f"hip_joint_{side}"] == pytest.approx(truth[f"hip_{side}"], abs=EXACT)


def test_anterior_tilt_takes_extension_from_the_hip_joint():
    arched = angles(lunge(FIGURE, 195, tilt=15), FIGURE.skeleton)
    tucked = angles(lunge(FIGURE, 195, tilt=-15), FIGURE.skeleton)
    assert 180 < arched["hip_joint_right"] < 190
    assert tucked["hip_joint_right"] > 200


def test_standing_is_straight_and_upright():
    truth = angles(standing(FIGURE), FIGURE.skeleton)
    assert truth["trunk_lean"] == pytest.approx(0, abs=EXACT)
    for side in SIDES:
        assert truth[f"hip_{side}"] == pytest.approx(180, abs=EXACT)
        assert truth[f"knee_{side}"] == pytest.approx(180, abs=EXACT)
        assert truth[f"shoulder_{side}"] < 30


@pytest.mark.parametrize(("knee", "shin", "trunk"), [(85, -30, 34), (120, -20, 20), (176, -1, 1)])
def test_squat_meets_its_angles(knee, shin, trunk):
    truth = angles(squat(FIGURE, knee, shin, trunk), FIGURE.skeleton)
    for side in SIDES:
        assert truth[f"knee_{side}"] == pytest.approx(knee, abs=EXACT)
        assert truth[f"shin_{side}"] == pytest.approx(-shin, abs=EXACT)
        assert truth[f"hip_{side}"] == pytest.approx(knee - shin - trunk, abs=EXACT)


@pytest.mark.parametrize("trunk", [88, 75, 63, 50])
def test_press_up_lifts_the_chest_and_leaves_the_hips(trunk):
    flat = press_up(FIGURE, 88)
    placed = press_up(FIGURE, trunk)
    assert angles(placed, FIGURE.skeleton)["trunk_lean"] == pytest.approx(trunk, abs=1e-3)
    assert placed.joint("hip", "left") == pytest.approx(flat.joint("hip", "left"), abs=EXACT)


def test_lying_reads_plus_and_minus_ninety():
    prone = angles(prone_heel(FIGURE, knee=60), FIGURE.skeleton)
    supine = angles(knee_to_chest(FIGURE, hip=55), FIGURE.skeleton)
    assert prone["trunk_lean"] == pytest.approx(90, abs=EXACT)
    assert prone["knee_left"] == pytest.approx(60, abs=EXACT)
    assert supine["trunk_lean"] == pytest.approx(-90, abs=EXACT)
    assert supine["hip_left"] == pytest.approx(55, abs=EXACT)
    assert supine["hip_right"] == pytest.approx(180, abs=EXACT)


@pytest.mark.parametrize("hip", [160, 190])
def test_left_and_right_are_mirror_images(hip):
    left = angles(lunge(FIGURE, hip, rear="left"), FIGURE.skeleton)
    right = angles(lunge(FIGURE, hip, rear="right"), FIGURE.skeleton)
    for name, value in left.items():
        stem, _, side = name.rpartition("_")
        mirrored = f"{stem}_{other(side)}" if side in SIDES else name
        assert right[mirrored] == pytest.approx(value, abs=1e-5)


def test_reaching_out_of_range_stretches_the_limb():
    assert two_bone_pitches(0.4, 0.4, (0.0, -2.0)) == pytest.approx((0.0, 0.0), abs=2)
    elbow = two_bone_elbow(np.zeros(3), np.array([0, -5.0, 0]), (0.3, 0.2), np.array([0, 0, -1.0]))
    assert np.linalg.norm(elbow) == pytest.approx(0.3, abs=1e-6)


@pytest.mark.parametrize(("pitch", "slant"), [(0, 0), (90, 5), (-80, -20), (150, 30)])
def test_limb_angles_invert_limb_rotation(pitch, slant):
    direction = limb_rotation(pitch, slant) @ np.array([0.0, -1.0, 0.0])
    assert limb_angles(direction) == pytest.approx((pitch, slant), abs=EXACT)


def test_minimal_rotation_takes_start_to_end():
    start, end = np.array([1.0, 2.0, -0.5]), np.array([-0.3, 0.4, 2.0])
    got = minimal_rotation(start, end) @ (start / np.linalg.norm(start))
    assert got == pytest.approx(end / np.linalg.norm(end), abs=EXACT)
    assert rot_x(90) @ np.array([0, 1.0, 0]) == pytest.approx([0, 0, 1], abs=EXACT)
    assert rot_z(90) @ np.array([1.0, 0, 0]) == pytest.approx([0, 1, 0], abs=EXACT)


# ---------------------------------------------------------------------- camera and timeline


@pytest.mark.parametrize(
    ("yaw", "facing"), [(0, "front"), (90, "right"), (-90, "left"), (180, "back"), (270, "left")]
)
def test_yaw_says_which_way_the_person_faces(yaw, facing):
    assert Stand(yaw).facing == facing


@pytest.mark.parametrize(("yaw", "near"), [(90, "right"), (-90, "left")])
def test_side_view_shows_the_near_side_and_the_front(yaw, near):
    placed = standing(FIGURE)
    stand = Stand(yaw)
    near_hip, far_hip = (
        stand.to_room(placed.joint("hip", side)[None])[0] for side in (near, other(near))
    )
    assert near_hip[1] < far_hip[1]
    ahead = stand.to_room(np.array([[0.0, 1.0, 1.0], [0.0, 1.0, 0.0]]))
    pixels = Camera().project(ahead)
    assert (pixels[0, 0] > pixels[1, 0]) == (yaw > 0)


def test_camera_centres_its_target():
    camera = Camera()
    assert camera.project(np.array([camera.target]))[0] == pytest.approx([320, 240], abs=1e-6)


def test_timeline_meets_its_keys_and_names_its_phases():
    keys = (Key(0, "a", {"x": 10.0}), Key(2, "b", {"x": 20.0}), Key(4, "b", {"x": 20.0}))
    timeline = Timeline(keys)
    assert timeline.at(0) == ("a", {"x": 10.0})
    assert timeline.at(1) == ("a", {"x": 15.0})
    assert timeline.at(2) == ("b", {"x": 20.0})
    assert timeline.duration_s == 4
