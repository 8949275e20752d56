"""One pose out of two engines: who counts for what, exchanged legs, and disagreement."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.capture.frame import Frame
from formcheck.measure.joints.angles import angles
from formcheck.measure.joints.disagreement import IRRECONCILABLE_DEG, widened
from formcheck.measure.measurer import Measurer
from formcheck.measure.model.measurement import Measurement
from formcheck.measure.view.view import see
from formcheck.pose.engine.fusion import FAR_WEIGHT, NEAR_WEIGHT, fuse, near_side
from formcheck.pose.engine.movenet import KEYPOINTS, Keypoints
from formcheck.pose.engine.two_engines import TwoEngines
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.landmark import Landmark
from formcheck.pose.mirror import MIRROR_ORDER
from formcheck.pose.pose import Pose
from formcheck.pose.sides.identity import SideKeeper
from tests.skeleton import Person

LUNGE = Person(hip={"left": 90, "right": 195}, knee={"left": 95, "right": 105})
LEGS = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]


def look(pose: Pose, by: tuple[float, float] = (0.0, 0.0)) -> Keypoints:
    return Keypoints(pose.pixels[KEYPOINTS,] + np.array(by), np.ones(17))


def exchanged(keypoints: Keypoints) -> Keypoints:
    """The same look with left and right legs exchanged."""
    rows = {mark: row for row, mark in enumerate(KEYPOINTS)}
    pixels = keypoints.pixels.copy()
    for mark in LEGS:
        pixels[rows[mark]] = keypoints.pixels[rows[Landmark(MIRROR_ORDER[mark])]]
    return Keypoints(pixels, keypoints.scores)


def test_two_engines_that_agree_change_nothing() -> None:
    pose = LUNGE.pose()
    fused = fuse(pose, [look(pose)])
    assert fused.pixels == pytest.approx(pose.pixels)
    assert fused.agreement == pytest.approx((1.0, 1.0))


def test_the_near_side_goes_by_movenet_and_the_far_one_by_mediapipe() -> None:
    pose = LUNGE.pose()
    assert near_side(pose) == "right"
    moved = fuse(pose, [look(pose, (6.0, 0.0))]).pixels[:, 0] - pose.pixels[:, 0]
    assert moved[Landmark.RIGHT_KNEE] == pytest.approx(6.0 * NEAR_WEIGHT)
    assert moved[Landmark.LEFT_KNEE] == pytest.approx(6.0 * FAR_WEIGHT)
    assert moved[Landmark.RIGHT_HEEL] == moved[Landmark.RIGHT_ANKLE]
    assert moved[Landmark.NOSE] == 0.0


def test_each_engine_can_be_asked_again() -> None:
    pose = LUNGE.pose()
    fused = fuse(pose, [look(pose, (6.0, 2.0))])
    assert fused.seen_by(0).pixels == pytest.approx(pose.pixels)
    assert fused.seen_by(1).joint("hip", "left") == pytest.approx(
        pose.joint("hip", "left") + np.array([6, 2])
    )


def test_exchanged_legs_are_matched_before_they_are_mixed() -> None:
    pose = LUNGE.pose()
    fused = fuse(pose, [exchanged(look(pose))])
    assert fused.pixels == pytest.approx(pose.pixels)
    assert max(fused.agreement) < -0.9


def test_legs_that_the_engines_name_otherwise_have_no_sure_name() -> None:
    pose = LUNGE.pose()
    agreed, contested = fuse(pose, [look(pose)]), fuse(pose, [exchanged(look(pose))])
    assert SideKeeper().update(agreed, 0.0).legs_named
    keeper = SideKeeper()
    assert not any(keeper.update(contested, 0.1 * step).legs_named for step in range(100))


def test_a_look_at_somebody_else_is_left_out() -> None:
    pose = LUNGE.pose()
    assert fuse(pose, [look(pose, (300.0, 0.0))]) is pose


def test_the_mirrored_pose_is_that_of_the_mirrored_looks() -> None:
    pose = LUNGE.pose()
    fused = fuse(pose, [look(pose, (6.0, 2.0))])
    again = fused.mirrored().mirrored()
    assert again.pixels == pytest.approx(fused.pixels)
    assert again.engines == pytest.approx(fused.engines)


def test_disagreement_widens_the_error() -> None:
    pose = LUNGE.pose()
    rows = {mark: row for row, mark in enumerate(KEYPOINTS)}
    errors = []
    for shift in (0.0, 10.0, 20.0):
        keypoints = look(pose)
        keypoints.pixels[rows[Landmark.RIGHT_KNEE]] += [shift, 0.0]
        fused = fuse(pose, [keypoints])
        errors.append(Measurer().update(fused, 0, 0.0).values["hip_right"].sigma)
    assert errors[0] < errors[1] < errors[2]
    view = see(pose, 1)
    both = [angles(seen, view)["hip_right"].value for seen in (fused.seen_by(0), fused.seen_by(1))]
    assert errors[2] == pytest.approx(np.hypot(errors[0], (both[0] - both[1]) / 2))


def test_engines_that_cannot_be_reconciled_give_a_reason() -> None:
    name = "hip_right"
    middle = Measurement.known(5.0, 4.0)
    gap = IRRECONCILABLE_DEG / 2 + 1.0
    ends = Measurement.known(5.0 + gap, 4.0), Measurement.known(360.0 + 5.0 - gap, 4.0)
    assert widened({name: middle}, {name: ends[0]}, {name: ends[1]})[name].value is None
    near = Measurement.known(359.0, 4.0), Measurement.known(7.0, 4.0)
    kept = widened({name: middle}, {name: near[0]}, {name: near[1]})[name]
    assert kept.sigma == pytest.approx(np.hypot(4.0, 4.0))


class _Recorded:
    """Stands for MoveNet: says what it is told, and keeps what it was asked."""

    def __init__(self, keypoints: Keypoints) -> None:
        self.keypoints, self.asked = keypoints, []

    def look(self, image, square, mirrored=False) -> Keypoints:
        self.asked.append((square, mirrored))
        return self.keypoints


def test_the_second_engine_looks_where_the_first_one_found_the_person() -> None:
    pose = LUNGE.pose()
    second = _Recorded(look(pose))
    frame = Frame(np.zeros((pose.height, pose.width, 3), dtype=np.uint8), 0, 0.0)
    with TwoEngines(ScriptedEstimator([pose]), second, looks=2) as estimator:
        found = estimator.estimate(frame)
        assert estimator.estimate(replace(frame, index=1)) is None
    assert found.engines is not None
    assert [mirrored for _, mirrored in second.asked] == [False, True]
    middle = np.array([second.asked[0][0].left, second.asked[0][0].top])
    assert np.all(
        middle + second.asked[0][0].side / 2
        == pytest.approx(
            (pose.pixels[KEYPOINTS,].min(axis=0) + pose.pixels[KEYPOINTS,].max(axis=0)) / 2, abs=2.0
        )
    )
