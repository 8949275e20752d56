"""The adapter to MediaPipe, with the real models on a rendered person."""

import os
import signal
import subprocess
import sys

import numpy as np
import pytest

from formcheck.capture.frame import Frame
from formcheck.errors import InputError, MachineError
from formcheck.pose.engine import mediapipe as adapter
from formcheck.pose.engine.bundle import find_model
from formcheck.pose.engine.mediapipe import MediaPipeEstimator
from formcheck.pose.landmark import Landmark


def run(code, *arguments):
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=120
    )


def empty(width=64, height=48, index=0, time_s=0.0):
    return Frame(np.zeros((height, width, 3), np.uint8), index, time_s)


@pytest.fixture(scope="module")
def pose(picture):
    with MediaPipeEstimator(mode="image", silhouette=True) as estimator:
        return estimator.estimate(picture)


class TestPose:
    def test_is_upright_and_in_pixels(self, pose, picture):
        assert (pose.width, pose.height) == (picture.width, picture.height)
        assert (pose.pixels > 1).all()
        assert (pose.pixels < (picture.width, picture.height)).all()
        nose, hip = pose.point(Landmark.NOSE), pose.joint("hip", "right")
        assert nose[1] < hip[1] < pose.joint("ankle", "right")[1]

    def test_world_points_right_down_and_away(self, pose):
        hips = (pose.world[Landmark.LEFT_HIP] + pose.world[Landmark.RIGHT_HIP]) / 2
        np.testing.assert_allclose(hips, 0, atol=0.02)
        # x and y run along with the picture's: the person is 1.3 to 1.9 m from nose to feet.
        for axis in (0, 1):
            assert np.corrcoef(pose.world[:, axis], pose.pixels[:, axis])[0, 1] > 0.9
        # Seen from the side, one shoulder lies behind the other.
        shoulders = pose.world[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 2]
        assert np.ptp(shoulders) > 0.15

    def test_depth_grows_away_from_the_camera(self, pose, picture):
        # The mirrored picture shows the same person from the same distance: what is near stays
        # near, under the other name.
        with MediaPipeEstimator(mode="image") as estimator:
            mirrored = estimator.estimate(
                Frame(np.ascontiguousarray(picture.image[:, ::-1]), 0, 0.0)
            )
        again = mirrored.mirrored()
        assert np.median(np.abs(again.pixels - pose.pixels)) < 0.02 * picture.height
        assert np.corrcoef(again.world[:, 2], pose.world[:, 2])[0, 1] > 0.8

    def test_silhouette_covers_the_person(self, pose):
        assert pose.silhouette.dtype == np.float32
        assert 0 <= pose.silhouette.min() < 0.1
        assert 0.9 < pose.silhouette.max() <= 1
        for name in ("hip", "shoulder", "knee"):
            x, y = pose.joint(name, "right").round().astype(int)
            assert pose.silhouette[y, x] > 0.5
        assert 0.02 < (pose.silhouette > 0.5).mean() < 0.4

    def test_silhouette_only_when_asked_for(self, picture):
        with MediaPipeEstimator(mode="image") as estimator:
            assert estimator.estimate(picture).silhouette is None

    def test_lite_finds_about_the_same(self, pose, picture):
        with MediaPipeEstimator("lite", mode="image") as estimator:
            lite = estimator.estimate(picture)
        assert np.median(np.abs(lite.pixels - pose.pixels)) < 0.05 * picture.height

    @pytest.mark.parametrize("size", [(1, 1), (3, 2), (31, 33), (64, 48)])
    def test_nobody(self, size):
        with MediaPipeEstimator(mode="image", silhouette=True) as estimator:
            assert estimator.estimate(empty(*size)) is None


class TestVideo:
    def test_follows_the_person_and_repeats_itself(self, clip_frames):
        runs = []
        for _ in range(2):
            with MediaPipeEstimator() as estimator:
                runs.append([estimator.estimate(frame) for frame in clip_frames[:20]])
        assert all(pose is not None for pose in runs[0])
        for one, two in zip(*runs, strict=True):
            np.testing.assert_array_equal(one.pixels, two.pixels)
            np.testing.assert_array_equal(one.world, two.world)

    def test_frames_of_the_same_millisecond(self, picture):
        with MediaPipeEstimator() as estimator:
            for time_s in (5.0, 5.0001, 5.0002, 5.0002, 5.0011, 5.03):
                assert estimator.estimate(Frame(picture.image, 0, time_s)) is not None

    def test_pictures_of_changing_size(self, picture):
        half = Frame(np.ascontiguousarray(picture.image[::2, ::2]), 1, picture.time_s + 0.03)
        with MediaPipeEstimator(silhouette=True) as estimator:
            assert estimator.estimate(picture).width == picture.width
            assert estimator.estimate(half).silhouette.shape == (half.height, half.width)

    def test_going_back_in_time_needs_a_restart(self, picture):
        with MediaPipeEstimator() as estimator:
            first = estimator.estimate(Frame(picture.image, 9, 9.0))
            with pytest.raises(ValueError, match=r"0\.500 s after 9\.000 s; call restart\(\)"):
                estimator.estimate(Frame(picture.image, 0, 0.5))
            estimator.restart()
            again = estimator.estimate(Frame(picture.image, 0, 0.5))
        np.testing.assert_array_equal(first.pixels, again.pixels)

    def test_restart_forgets_the_person(self, picture):
        moved = np.ascontiguousarray(np.roll(picture.image, picture.width // 10, axis=1))
        with MediaPipeEstimator() as estimator:
            alone = estimator.estimate(Frame(moved, 0, 0.0))
            estimator.restart()
            estimator.estimate(Frame(picture.image, 0, 0.0))
            estimator.restart()
            after_cut = estimator.estimate(Frame(moved, 1, 0.03))
        np.testing.assert_array_equal(alone.pixels, after_cut.pixels)


class TestLife:
    def test_closing_twice_and_using_it_afterwards(self):
        estimator = MediaPipeEstimator()
        estimator.close()
        estimator.close()
        with pytest.raises(RuntimeError, match="got a closed one"):
            estimator.estimate(empty())

    def test_an_unknown_mode(self):
        with pytest.raises(ValueError, match='expected mode "video" or "image", got \'live\''):
            MediaPipeEstimator(mode="live")

    def test_help_does_not_pay_for_mediapipe(self):
        code = (
            "import sys, formcheck.pose.engine.mediapipe; "
            "print(sorted({'mediapipe', 'matplotlib', 'cv2'} & set(sys.modules)))"
        )
        assert run(code).stdout.strip() == "[]"

    @pytest.mark.parametrize("model", ["full", "lite"])
    def test_no_chatter(self, model):
        code = """if True:
            import sys
            import numpy as np
            from formcheck.capture.frame import Frame
            from formcheck.pose.engine.mediapipe import MediaPipeEstimator
            noise = np.random.default_rng(0).integers(0, 255, (48, 64, 3), np.uint8)
            with MediaPipeEstimator(sys.argv[1], silhouette=True) as estimator:
                for index in range(3):
                    estimator.estimate(Frame(noise, index, index / 30))
                estimator.restart()
                estimator.estimate(Frame(noise, 0, 0.0))
        """
        done = run(code, model)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    @pytest.mark.skipif(os.name == "nt", reason="sends POSIX signals")
    def test_ctrl_c_is_prompt(self):
        code = """if True:
            import numpy as np
            from formcheck.capture.frame import Frame
            from formcheck.pose.engine.mediapipe import MediaPipeEstimator
            with MediaPipeEstimator() as estimator:
                index = 0
                while True:
                    estimator.estimate(Frame(np.zeros((48, 64, 3), np.uint8), index, index / 30))
                    index += 1
                    if index == 5:
                        print("running", flush=True)
        """
        child = subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert child.stdout.readline() == "running\n"
            child.send_signal(signal.SIGINT)
            _, errors = child.communicate(timeout=120)
        finally:
            child.kill()
        assert errors.rstrip().endswith("KeyboardInterrupt")
        assert child.returncode == -signal.SIGINT


class TestMissing:
    @pytest.mark.parametrize(
        ("library", "package"),
        [
            ("libEGL.so.1", "libegl1"),
            ("libGLESv2.so.2", "libgles2"),
            ("libGL.so.1", "libgl1"),
        ],
    )
    def test_a_library_of_the_system(self, monkeypatch, library, package):
        from mediapipe.tasks.python import vision

        def fail(options):
            raise OSError(f"{library}: cannot open shared object file: No such file or directory")

        monkeypatch.setattr(vision.PoseLandmarker, "create_from_options", fail)
        with pytest.raises(MachineError) as caught:
            MediaPipeEstimator()
        name = library.rsplit(".", 1)[0]
        assert f"system library {name}, " in str(caught.value)
        assert f"sudo apt-get install {package}" in str(caught.value)

    def test_a_library_nobody_listed(self):
        error = adapter._missing_library(
            OSError("libodd-2.so.7: cannot open shared object file: No such file or directory")
        )
        assert "libodd-2.so" in str(error)
        assert "apt-file" in str(error)

    def test_mediapipe_itself(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "mediapipe.tasks.python.vision.pose_landmarker", None)
        with pytest.raises(MachineError, match=r"to load, got: .*install it"):
            MediaPipeEstimator()

    @pytest.mark.parametrize(
        ("own", "kind", "remedy"),
        [(False, InputError, "another file"), (True, MachineError, "formcheck doctor")],
    )
    def test_a_model_that_mediapipe_refuses(self, tmp_path, monkeypatch, own, kind, remedy):
        import dataclasses
        import zipfile

        path = tmp_path / "empty.task"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("pose_detector.tflite", b"nothing")
            archive.writestr("pose_landmarks_detector.tflite", b"nothing")
        model = dataclasses.replace(find_model(path), bundled=own)
        monkeypatch.setattr(adapter, "find_model", lambda name: model)
        with pytest.raises(kind, match=f"expected MediaPipe to load .*{remedy}"):
            MediaPipeEstimator(path)
