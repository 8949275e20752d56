from __future__ import annotations

import cv2
import numpy as np
import pytest

from formcheck.capture import camera
from formcheck.capture.camera import Camera
from formcheck.capture.source import Source
from formcheck.errors import MachineError


class FakeCapture:
    """A camera of 6 x 4 pixels that shows blue-green-red 1, 2, 3."""

    made: FakeCapture

    def __init__(self, device: int) -> None:
        self.wanted: dict[int, float] = {}
        self.opened = True
        self.silent = 1  # reads without a picture, as of a camera that wakes up
        FakeCapture.made = self

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's name
        return self.opened

    def set(self, key: int, value: float) -> bool:
        self.wanted[key] = value
        return True

    def read(self) -> tuple[bool, np.ndarray | None]:
        if self.silent:
            self.silent -= 1
            return False, None
        return True, np.full((4, 6, 3), (1, 2, 3), np.uint8)

    def release(self) -> None:
        self.opened = False


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "VideoCapture", FakeCapture)
    monkeypatch.setattr(camera, "_PATIENCE_S", 0.05)


def test_frames_and_times(fake: None) -> None:
    with Camera(0, size=(1280, 720), fps=25) as source:
        assert isinstance(source, Source)
        frames = []
        for frame in source:
            frames.append(frame)
            if len(frames) == 5:
                break
        assert FakeCapture.made.opened
    assert not FakeCapture.made.opened
    assert list(source) == []
    assert (source.info.width, source.info.height) == (6, 4)
    assert FakeCapture.made.wanted[cv2.CAP_PROP_FRAME_WIDTH] == 1280
    assert FakeCapture.made.wanted[cv2.CAP_PROP_FPS] == 25
    assert frames[0].time_s == 0.0
    assert np.diff([frame.time_s for frame in frames]).min() > 0
    assert [frame.index for frame in frames] == list(range(5))
    assert frames[0].image[0, 0].tolist() == [3, 2, 1]


def test_camera_that_falls_silent(fake: None) -> None:
    with Camera() as source:
        frames = iter(source)
        next(frames)
        FakeCapture.made.silent = 10**9
        with pytest.raises(MachineError, match="expected pictures from camera 0"):
            next(frames)


def test_camera_that_never_speaks_is_given_back(
    fake: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeCapture, "read", lambda self: (False, None))
    with pytest.raises(MachineError, match="no other program"):
        Camera()
    assert not FakeCapture.made.opened


def test_absent_camera(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(MachineError, match="camera with the number 63, got none") as caught:
        Camera(63)
    assert caught.value.exit_code == 5
    assert capfd.readouterr().err == ""
    with pytest.raises(MachineError, match="got -1"):
        Camera(-1)
