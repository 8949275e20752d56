"""The pose type, the landmark names and the scripted estimator."""

import numpy as np
import pytest

from formcheck.capture.frame import Frame
from formcheck.pose.estimator import PoseEstimator, ScriptedEstimator
from formcheck.pose.landmark import SIDES, Landmark, other
from formcheck.pose.mirror import MIRROR_ORDER
from formcheck.pose.pose import Pose


def make_pose(seed=0, silhouette=False):
    rng = np.random.default_rng(seed)
    return Pose(
        pixels=rng.uniform(-20, 700, (33, 2)),
        world=rng.normal(0, 1, (33, 3)),
        visibility=rng.uniform(0, 1, 33),
        width=640,
        height=480,
        silhouette=rng.random((480, 640), dtype=np.float32) if silhouette else None,
    )


def make_frame(index=0):
    return Frame(np.zeros((4, 6, 3), np.uint8), index, index / 30)


def assert_same(one, two):
    for name in ("pixels", "world", "visibility"):
        np.testing.assert_allclose(getattr(one, name), getattr(two, name), atol=1e-9)
    assert (one.width, one.height) == (two.width, two.height)
    assert (one.silhouette is None) == (two.silhouette is None)
    if one.silhouette is not None:
        np.testing.assert_array_equal(one.silhouette, two.silhouette)


class TestValidation:
    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"pixels": np.zeros((33, 3))}, r"pixels of shape \(33, 2\), got \(33, 3\)"),
            ({"world": np.zeros((32, 3))}, r"world of shape \(33, 3\)"),
            ({"visibility": np.zeros((33, 1))}, r"visibility of shape \(33,\)"),
            ({"pixels": np.full((33, 2), np.nan)}, "finite pixels"),
            ({"world": np.full((33, 3), np.inf)}, "finite world"),
            ({"width": 0}, "above 0, got 0x480"),
            ({"height": -1}, "above 0, got 640x-1"),
            ({"silhouette": np.zeros((640, 480), np.float32)}, r"shape \(480, 640\)"),
        ],
    )
    def test_says_what_is_wrong(self, change, message):
        fields = {
            "pixels": np.zeros((33, 2)),
            "world": np.zeros((33, 3)),
            "visibility": np.zeros(33),
            "width": 640,
            "height": 480,
        }
        with pytest.raises(ValueError, match=message):
            Pose(**fields | change)

    def test_landmarks_may_lie_outside_the_picture(self):
        pose = make_pose()
        assert pose.pixels.min() < 0 or pose.pixels.max() > 640

    def test_is_frozen(self):
        with pytest.raises(AttributeError):
            make_pose().width = 1


class TestMirrored:
    @pytest.mark.parametrize("silhouette", [False, True])
    def test_twice_is_the_same_pose(self, silhouette):
        pose = make_pose(silhouette=silhouette)
        assert_same(pose.mirrored().mirrored(), pose)

    def test_turns_x_round_and_exchanges_the_sides(self):
        pose = make_pose(silhouette=True)
        mirrored = pose.mirrored()
        left, right = pose.joint("hip", "left"), mirrored.joint("hip", "right")
        assert right[0] == pytest.approx(640 - left[0])
        assert right[1] == left[1]
        np.testing.assert_array_equal(
            mirrored.world[Landmark.RIGHT_HIP], pose.world[Landmark.LEFT_HIP] * (-1, 1, 1)
        )
        np.testing.assert_array_equal(mirrored.silhouette[:, 0], pose.silhouette[:, -1])
        assert mirrored.silhouette.flags.c_contiguous

    def test_leaves_the_pose_alone(self):
        pose, same = make_pose(3), make_pose(3)
        pose.mirrored()
        assert_same(pose, same)


class TestRenamed:
    def test_exchanges_the_names_only(self):
        pose = make_pose(silhouette=True)
        renamed = pose.renamed()
        np.testing.assert_array_equal(renamed.joint("knee", "left"), pose.joint("knee", "right"))
        assert renamed.silhouette is pose.silhouette
        assert_same(renamed.renamed(), pose)


class TestLandmark:
    def test_there_are_33_in_a_row(self):
        assert [int(landmark) for landmark in Landmark] == list(range(33))

    def test_each_has_its_partner(self):
        np.testing.assert_array_equal(MIRROR_ORDER[MIRROR_ORDER], np.arange(33))
        assert MIRROR_ORDER[Landmark.NOSE] == Landmark.NOSE
        for side in SIDES:
            partner = Landmark.of("foot_index", other(side))
            assert MIRROR_ORDER[Landmark.of("foot_index", side)] == partner

    def test_unknown_joint(self):
        with pytest.raises(KeyError):
            Landmark.of("tail", "left")


class TestScriptedEstimator:
    def test_returns_the_script_and_nobody_afterwards(self):
        poses = [make_pose(1), None, make_pose(2)]
        with ScriptedEstimator(poses) as estimator:
            found = [estimator.estimate(make_frame(index)) for index in range(5)]
        assert found == [*poses, None, None]

    def test_asks_a_function_for_each_frame(self):
        pose = make_pose()
        estimator = ScriptedEstimator(lambda frame: pose if frame.index % 2 else None)
        assert estimator.estimate(make_frame(0)) is None
        assert estimator.estimate(make_frame(1)) is pose

    def test_is_a_pose_estimator(self):
        estimator: PoseEstimator = ScriptedEstimator([])
        estimator.close()
        estimator.close()
