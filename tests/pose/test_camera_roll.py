from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.capture.frame import Frame
from formcheck.pose.camera_roll import RollWatch, camera_roll


def room(roll: float, size: tuple[int, int] = (640, 480)) -> NDArray[np.uint8]:
    """Cupboards and a door before a wall, turned clockwise by a roll in degrees."""
    width, height = size
    picture = np.full((height, width, 3), 200, np.uint8)
    for left, right, top in ((60, 150, 90), (260, 380, 60), (450, 590, 150)):
        cv2.rectangle(picture, (left, top), (right, 420), (90, 110, 60), -1)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -roll, 1.0)
    return np.asarray(
        cv2.warpAffine(picture, turn, size, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8
    )


@pytest.mark.parametrize("roll", [-16.0, -8.0, -4.0, 0.0, 1.5, 6.0, 12.0])
def test_upright_edges_show_the_roll(roll: float) -> None:
    found = camera_roll(room(roll))
    assert found is not None
    assert found.deg == pytest.approx(roll, abs=0.5)
    assert found.sigma > 0


def test_a_picture_without_edges_says_nothing() -> None:
    assert camera_roll(np.full((480, 640, 3), 128, np.uint8)) is None


def test_noise_and_slanted_edges_say_nothing() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (480, 640, 3), dtype=np.uint8)
    assert camera_roll(noise) is None
    slanted = np.full((480, 640, 3), 200, np.uint8)
    for x in range(0, 640, 80):
        cv2.line(slanted, (x, 400), (x + 250, 100), (0, 0, 0), 3)
    assert camera_roll(slanted) is None


def test_edges_that_agree_on_two_rolls_say_nothing() -> None:
    """Slanted racks in an upright room, as in many gyms."""
    picture = room(0.0)
    for x in range(20, 620, 200):
        cv2.line(picture, (x, 460), (x + 70, 40), (0, 0, 0), 3)
    assert camera_roll(picture) is None


def test_the_watch_looks_now_and_then_and_takes_the_middle() -> None:
    watch = RollWatch()
    assert watch.roll is None
    for second, roll in enumerate((4.0, 4.0, -7.0, 4.5, 3.5, 4.0, 4.0, 4.0, 4.0)):
        watch.update(Frame(room(roll), second, float(second)))
    # It looked at seconds 0, 2, 4, 6 and 8 only.
    assert watch.roll is not None
    assert watch.roll.deg == pytest.approx(4.0, abs=0.6)


def test_the_watch_is_silent_where_most_pictures_are() -> None:
    watch = RollWatch()
    blank = np.full((480, 640, 3), 128, np.uint8)
    for second, picture in enumerate((room(5.0), blank, blank)):
        watch.update(Frame(picture, second, 3.0 * second))
    assert watch.roll is None


def test_a_camera_that_is_turned_is_looked_at_anew() -> None:
    watch = RollWatch()
    for second in range(9):
        watch.update(Frame(room(6.0), second, float(second)))
    assert watch.roll is not None
    for second in range(9, 18):
        watch.update(Frame(room(-3.0, (480, 640)), second, float(second)))
    assert watch.roll.deg == pytest.approx(-3.0, abs=0.6)
