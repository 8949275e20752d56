"""One pose out of several engines: who counts for what, exchanged legs, and disagreement."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.capture.frame import Frame
from formcheck.measure.joints.angles import angles
from formcheck.measure.joints.disagreement import IRRECONCILABLE_DEG, widened
from formcheck.measure.measurer import Measurer
from formcheck.measure.model.measurement import Measurement
from formcheck.measure.view.view import see
from formcheck.pose.engine.fusion import STRAY, Voice, fuse, near_side
from formcheck.pose.engine.movenet import Keypoints
from formcheck.pose.engine.profiles import LIGHTNING, THUNDER
from formcheck.pose.engine.several_engines import SeveralEngines
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.landmark import KEYPOINTS, Landmark
from formcheck.pose.mirror import MIRROR_ORDER
from formcheck.pose.parts import FEET, KNEES, PARTS, trunk_length
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


def fused_of(pose: Pose, *looks: Keypoints) -> Pose:
    """The pose that MediaPipe, Lightning and, of two looks, Thunder make together."""
    engines = (LIGHTNING, THUNDER)[: len(looks)]
    said = [Voice.of(engine, pose, [one]) for engine, one in zip(engines, looks, strict=True)]
    return fuse(pose, said)


def test_two_engines_that_agree_change_nothing() -> None:
    pose = LUNGE.pose()
    fused = fused_of(pose, look(pose))
    assert fused.pixels == pytest.approx(pose.pixels)
    assert fused.agreement == pytest.approx((1.0, 1.0))


def test_the_near_side_goes_by_movenet_and_the_far_one_by_mediapipe() -> None:
    pose = LUNGE.pose()
    assert near_side(pose) == "right"
    moved = fused_of(pose, look(pose, (6.0, 0.0))).pixels[:, 0] - pose.pixels[:, 0]
    assert moved[Landmark.RIGHT_KNEE] == pytest.approx(6.0 * LIGHTNING.near_weight)
    assert moved[Landmark.LEFT_KNEE] == pytest.approx(6.0 * LIGHTNING.far_weight)
    assert moved[Landmark.RIGHT_HEEL] == moved[Landmark.RIGHT_ANKLE]
    assert moved[Landmark.NOSE] == 0.0


def test_each_engine_can_be_asked_again() -> None:
    pose = LUNGE.pose()
    fused = fused_of(pose, look(pose, (6.0, 2.0)))
    assert fused.seen_by(0).pixels == pytest.approx(pose.pixels)
    assert fused.seen_by(1).joint("hip", "left") == pytest.approx(
        pose.joint("hip", "left") + np.array([6, 2])
    )


def test_exchanged_legs_are_matched_before_they_are_mixed() -> None:
    pose = LUNGE.pose()
    fused = fused_of(pose, exchanged(look(pose)))
    assert fused.pixels == pytest.approx(pose.pixels)
    assert max(fused.agreement) < -0.9


def test_legs_that_the_engines_name_otherwise_have_no_sure_name() -> None:
    pose = LUNGE.pose()
    agreed, contested = fused_of(pose, look(pose)), fused_of(pose, exchanged(look(pose)))
    assert SideKeeper().update(agreed, 0.0).legs_named
    keeper = SideKeeper()
    assert not any(keeper.update(contested, 0.1 * step).legs_named for step in range(100))


def test_a_look_at_somebody_else_is_left_out() -> None:
    pose = LUNGE.pose()
    assert fused_of(pose, look(pose, (300.0, 0.0))) is pose


def test_the_mirrored_pose_is_that_of_the_mirrored_looks() -> None:
    pose = LUNGE.pose()
    fused = fused_of(pose, look(pose, (6.0, 2.0)))
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
        fused = fused_of(pose, keypoints)
        errors.append(Measurer().update(fused, 0, 0.0).values["hip_right"].sigma)
    assert errors[0] < errors[1] < errors[2]
    view = see(pose, 1)
    both = [angles(seen, view)["hip_right"].value for seen in (fused.seen_by(0), fused.seen_by(1))]
    assert errors[2] == pytest.approx(np.hypot(errors[0], (both[0] - both[1]) / 2))


def test_engines_that_cannot_be_reconciled_give_a_reason() -> None:
    name = "hip_right"
    middle = Measurement.known(5.0, 4.0)
    gap = IRRECONCILABLE_DEG + 1.0
    ends = Measurement.known(5.0 + gap, 4.0), Measurement.known(360.0 + 5.0 - gap, 4.0)
    assert widened({name: middle}, [{name: end} for end in ends])[name].value is None
    near = Measurement.known(359.0, 4.0), Measurement.known(7.0, 4.0)
    kept = widened({name: middle}, [{name: end} for end in near])[name]
    assert kept.sigma == pytest.approx(np.hypot(4.0, 4.0))


def test_of_three_engines_that_agree_none_changes_anything() -> None:
    pose = LUNGE.pose()
    fused = fused_of(pose, look(pose), look(pose))
    assert fused.pixels == pytest.approx(pose.pixels)
    assert fused.agreement == pytest.approx((1.0, 1.0))
    assert fused.engines is not None
    assert fused.engines.shape == (3, 33, 2)


def test_engines_of_one_family_share_its_weight() -> None:
    pose = LUNGE.pose()
    both = fused_of(pose, look(pose, (6.0, 0.0)), look(pose, (6.0, 0.0))).pixels - pose.pixels
    alone = fused_of(pose, look(pose, (6.0, 0.0))).pixels - pose.pixels
    # Who is away from the middle one counts for less: near by that is MediaPipe, on the far side,
    # where it has most of the weight, the two others.
    less = 1.0 / (1.0 + (6.0 / trunk_length(pose) / STRAY) ** 2)
    assert alone[LEGS[:2], 0] == pytest.approx([6.0 / 3, 6.0 * 2 / 3])
    near, far = 2 / (2 + less), less / (2 + less)
    assert both[LEGS[:2], 0] == pytest.approx([6.0 * far, 6.0 * near])


def test_far_from_the_camera_mediapipe_is_believed_against_both_others() -> None:
    pose = LUNGE.pose()
    astray = look(pose)
    astray.pixels[KEYPOINTS.index(Landmark.LEFT_KNEE)] += [0.5 * trunk_length(pose), 0.0]
    moved = fused_of(pose, astray, astray).pixels - pose.pixels
    assert moved[Landmark.LEFT_KNEE, 0] < 0.02 * trunk_length(pose)


@pytest.mark.parametrize("stray", [0, 1, 2])
def test_an_engine_far_from_the_other_two_counts_for_little(stray: int) -> None:
    pose = LUNGE.pose()
    far = (0.5 * trunk_length(pose), 0.0)
    knee = Landmark.RIGHT_KNEE

    def moved(one: Keypoints) -> Keypoints:
        one.pixels[KEYPOINTS.index(knee)] += far
        return one

    if stray == 0:  # MediaPipe: the others see the knee where it is
        pixels = pose.pixels.copy()
        pixels[knee] += far
        fused = fused_of(replace(pose, pixels=pixels), look(pose), look(pose))
    else:
        looks = [moved(look(pose)) if row == stray else look(pose) for row in (1, 2)]
        fused = fused_of(pose, *looks)
    assert np.linalg.norm(fused.pixels[knee] - pose.pixels[knee]) < 0.03 * trunk_length(pose)


def test_one_engine_astray_does_not_widen_the_error_that_two_agree_on() -> None:
    pose = LUNGE.pose()
    astray = look(pose)
    astray.pixels[KEYPOINTS.index(Landmark.RIGHT_KNEE)] += [120.0, 0.0]
    of_two = Measurer().update(fused_of(pose, astray), 0, 0.0).values["hip_right"]
    of_three = Measurer().update(fused_of(pose, astray, look(pose)), 0, 0.0).values["hip_right"]
    at_one = Measurer().update(fused_of(pose, look(pose)), 0, 0.0).values["hip_right"]
    assert of_two.value is None
    assert of_three.value == pytest.approx(at_one.value, abs=2.0)
    assert of_three.sigma == pytest.approx(at_one.sigma, abs=1.0)


def test_legs_that_both_others_exchange_get_their_names_and_are_not_sure() -> None:
    pose = LUNGE.pose()
    wrong = pose.reordered(exchanged_legs())
    fused = fused_of(wrong, look(pose), look(pose))
    assert fused.pixels == pytest.approx(pose.pixels)
    assert fused.engines[0] == pytest.approx(pose.pixels)
    assert fused.world == pytest.approx(pose.world)
    assert not SideKeeper().update(fused, 0.0).legs_named
    keeper = SideKeeper()
    assert [keeper.update(fused, 0.1 * row).legs_named for row in range(30)][-1]


def test_legs_that_one_of_two_others_exchanges_keep_their_names_and_are_not_sure() -> None:
    pose = LUNGE.pose()
    for looks in ((exchanged(look(pose)), look(pose)), (look(pose), exchanged(look(pose)))):
        fused = fused_of(pose, *looks)
        assert fused.pixels == pytest.approx(pose.pixels)
        assert fused.agreement == pytest.approx((0.0, 0.0), abs=1e-9)


def exchanged_legs() -> np.ndarray:
    order = np.arange(len(Landmark))
    rows = [*PARTS[KNEES], *PARTS[FEET]]
    order[rows] = MIRROR_ORDER[rows]
    return order


class _Recorded:
    """Stands for MoveNet: says what it is told, and keeps what it was asked."""

    profile = LIGHTNING

    def __init__(self, keypoints: Keypoints) -> None:
        self.keypoints, self.asked = keypoints, []

    def look(self, image, square, mirrored=False) -> Keypoints:
        self.asked.append((square, mirrored))
        return self.keypoints


def test_the_second_engine_looks_where_the_first_one_found_the_person() -> None:
    pose = LUNGE.pose()
    second = _Recorded(look(pose))
    frame = Frame(np.zeros((pose.height, pose.width, 3), dtype=np.uint8), 0, 0.0)
    with SeveralEngines(ScriptedEstimator([pose]), second, looks=2) as estimator:
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
