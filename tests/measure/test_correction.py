"""The learned correction: limited, mirror-symmetric, harmless on what it does not know."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.measure.joints.angles import angles
from formcheck.measure.joints.apply_correction import MOST_SIGMA, TOO_UNSURE, corrected
from formcheck.measure.joints.correction import (
    LEG_OUTPUTS,
    LIMITS,
    SIGMA_FLOOR,
    YAW_LIMIT,
    Shift,
    limited,
    load_correction,
)
from formcheck.measure.joints.features import correction_features
from formcheck.measure.measurer import Measurer
from formcheck.measure.view.view import see, yaw
from formcheck.pose.pose import Pose
from tests.skeleton import Person

CORRECTION = load_correction()
ROUNDED = 1e-3
"""Degrees: the networks run in single precision."""
LUNGE = Person(hip={"left": 85.0, "right": 190.0}, knee={"left": 95.0, "right": 100.0}, yaw=15.0)


def base(name: str) -> str:
    return name.removesuffix("_left").removesuffix("_right")


people = st.builds(
    Person,
    trunk_lean=st.floats(-95, 95),
    hip=st.fixed_dictionaries({"left": st.floats(40, 215), "right": st.floats(40, 215)}),
    knee=st.fixed_dictionaries({"left": st.floats(35, 179), "right": st.floats(35, 179)}),
    yaw=st.floats(-55, 55),
)


@settings(deadline=None)
@given(people, st.sampled_from([1, -1]))
def test_no_angle_is_moved_further_than_its_limit(person: Person, sign: int) -> None:
    for name, shift in CORRECTION.read(person.pose(), sign).shifts().items():
        assert abs(shift.by) <= LIMITS[base(name)]
        assert shift.sigma >= SIGMA_FLOOR[base(name)]


@settings(deadline=None)
@given(people)
def test_the_mirrored_pose_gives_the_mirrored_correction(person: Person) -> None:
    pose = person.pose()
    one, two = CORRECTION.read(pose, 1).shifts(), CORRECTION.read(pose.mirrored(), -1).shifts()
    for name, shift in one.items():
        partner = name.replace("left", "@").replace("right", "left").replace("@", "right")
        assert two[partner].by == pytest.approx(shift.by, abs=ROUNDED)
        assert two[partner].sigma == pytest.approx(shift.sigma, abs=ROUNDED)


@settings(deadline=None)
@given(people)
def test_the_learned_yaw_is_limited_and_the_same_in_the_mirror(person: Person) -> None:
    pose = person.pose()
    one = CORRECTION.read(pose, 1).turned(yaw(pose))
    two = CORRECTION.read(pose.mirrored(), -1).turned(yaw(pose.mirrored()))
    assert one == pytest.approx(two, abs=ROUNDED)
    assert abs(abs(one[0]) - abs(yaw(pose))) <= YAW_LIMIT + 1e-9
    assert one[1] > 0.0
    assert abs(one[0]) <= 90.0


def test_the_yaw_of_what_was_never_seen_is_the_plain_one() -> None:
    strange = scrambled(LUNGE.pose())
    found, sigma = CORRECTION.read(strange, 1).turned(yaw(strange))
    assert found == pytest.approx(yaw(strange))
    assert sigma > 0.0


@settings(deadline=None)
@given(people, st.floats(-300, 300), st.floats(0.3, 3.0))
def test_place_and_size_in_the_picture_do_not_matter(
    person: Person, move: float, scale: float
) -> None:
    pose = person.pose()
    moved = replace(pose, pixels=pose.pixels * scale + move)
    for name, shift in CORRECTION.read(pose, 1).shifts().items():
        assert CORRECTION.read(moved, 1).shifts()[name].by == pytest.approx(shift.by, abs=ROUNDED)


def scrambled(pose: Pose) -> Pose:
    """Landmarks that belong to no body."""
    rng = np.random.default_rng(4)
    return replace(
        pose, pixels=rng.uniform(0, 640, (33, 2)), world=rng.uniform(-40.0, 40.0, (33, 3))
    )


def test_what_was_never_seen_is_left_alone() -> None:
    strange = scrambled(LUNGE.pose())
    for shift in CORRECTION.read(strange, 1).shifts().values():
        assert shift.by == 0.0
    _, _, familiar = CORRECTION.leg(correction_features(LUNGE.pose(), 1))
    assert familiar[0] > 0.0


def test_what_is_cut_off_by_the_limit_stays_in_the_error() -> None:
    outputs, sigmas = [80.0, -80.0, 1.0, 1.0], [5.0] * 4
    found = limited(LEG_OUTPUTS, outputs, sigmas, 1.0)
    assert found["hip"].by == LIMITS["hip"]
    assert found["knee"].by == -LIMITS["knee"]
    assert found["hip"].sigma > 50.0
    assert found["thigh"] == Shift(1.0, 5.0)
    unfamiliar = limited(LEG_OUTPUTS, [10.0, 0.0, 0.0, 0.0], sigmas, 0.0)
    assert unfamiliar["hip"].by == 0.0
    assert unfamiliar["hip"].sigma == pytest.approx(np.hypot(5.0, 10.0))


def test_corrected_angles_agree_with_each_other() -> None:
    pose = LUNGE.pose()
    plain = angles(pose, see(pose, 1))
    shifts = {name: Shift(0.0, 4.0) for name in CORRECTION.read(pose, 1).shifts()}
    shifts |= {"hip_right": Shift(-5.0, 4.0), "trunk_lean": Shift(7.0, 3.0)}
    found = corrected(plain, shifts)
    hip, before = found["hip_right"], plain["hip_right"]
    assert hip.value is not None
    assert before.value is not None
    assert hip.value == pytest.approx(before.value - 5.0)
    assert hip.sigma == 4.0
    lean, pitch = found["trunk_lean"].value, found["trunk_pitch"].value
    assert lean is not None
    assert pitch == pytest.approx(90.0 - abs(lean))
    shin, both = found["shin_left"].value, found["trunk_shin_left"]
    assert shin is not None
    assert both.value == pytest.approx(lean - shin)
    assert both.sigma == pytest.approx(5.0)
    assert found["elbow_left"] == plain["elbow_left"]
    assert set(found) == set(plain)


def test_a_hopeless_angle_is_refused_with_what_to_do() -> None:
    pose = LUNGE.pose()
    plain = angles(pose, see(pose, 1))
    shifts = {name: Shift(0.0, 4.0) for name in CORRECTION.read(pose, 1).shifts()}
    shifts["knee_left"] = Shift(0.0, MOST_SIGMA["knee"] + 1.0)
    shifts["trunk_lean"] = Shift(0.0, MOST_SIGMA["trunk_lean"] + 1.0)
    found = corrected(plain, shifts)
    for name in ("knee_left", "trunk_lean", "trunk_pitch", "trunk_shin_left"):
        assert found[name].reason == TOO_UNSURE
    assert found["knee_right"].value is not None


def test_a_leg_that_is_refused_has_no_distances_either() -> None:
    pose = LUNGE.pose()
    plain = angles(pose, see(pose, 1))
    shifts = {"knee_left": Shift(0.0, MOST_SIGMA["knee"] + 1.0)}
    found = corrected(plain, shifts)
    gone = {name for name in plain if plain[name].value is not None and found[name].value is None}
    assert gone == {
        "knee_left", "knee_height_left", "wrist_to_ankle_left", "ankle_to_knee_left",
        "ankle_to_knee_right", "knees_apart",
    }  # fmt: skip
    assert {found[name].reason for name in gone} == {TOO_UNSURE}


def test_a_knee_is_never_more_than_straight() -> None:
    pose = Person().pose()
    shifts = {name: Shift(20.0, 4.0) for name in CORRECTION.read(pose, 1).shifts()}
    assert corrected(angles(pose, see(pose, 1)), shifts)["knee_left"].value == 180.0


def test_the_measurer_corrects_only_when_asked() -> None:
    pose = LUNGE.pose()
    plain = Measurer().update(pose, 0, 0.0).values["hip_right"].value
    better = Measurer(CORRECTION).update(pose, 0, 0.0).values["hip_right"].value
    assert plain is not None
    assert better is not None
    assert 0.0 < abs(better - plain) <= LIMITS["hip"]
    front = Person(yaw=85.0).pose()
    assert Measurer(CORRECTION).update(front, 0, 0.0).values["hip_right"].value is None


def test_the_correction_costs_about_as_much_as_measuring() -> None:
    pose, measurers = LUNGE.pose(), (Measurer(), Measurer(CORRECTION))
    ratios = []
    for frame in range(120):
        costs = []
        for measurer in measurers:
            start = time.thread_time()
            measurer.update(pose, frame, frame / 30)
            costs.append(time.thread_time() - start)
        ratios.append(costs[1] / costs[0])
    # In turn, so that whoever works beside slows both: when written 1.6 to 2.3, also under a load
    # of 10; 2.5 to 2.9 with the networks asked twice, 2.8 to 3.3 with them asked three times.
    assert np.median(ratios) < 2.7
