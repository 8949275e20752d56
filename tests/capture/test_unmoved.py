"""Which pictures of a clip show nothing new."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.capture.frame import Frame
from formcheck.capture.unmoved import small_picture, stirred, to_be_looked_at

Image = NDArray[np.uint8]
RATE = 24.0


def room(
    limb_at: float = 300.0, width: int = 640, brighter: int = 0, noise: float = 0.0, seed: int = 0
) -> Image:
    """A wall, and a limb on it that differs by 30 levels; its edge may lie within a pixel."""
    height = width * 3 // 4
    x = np.arange(width)[None, :] * 640 / width
    covered = np.clip(x - limb_at, 0, 1) * np.clip(limb_at + 40 - x, 0, 1)
    wall = np.repeat(120.0 + 30.0 * covered + brighter, height, axis=0)
    if noise:
        wall += np.random.default_rng(seed).normal(0.0, noise, wall.shape)
    return wall.round().astype(np.uint8)[..., None].repeat(3, axis=2)


def looked_at(
    picture: Callable[[int], Image], count: int, still_s: float = 0.14, rate: float = RATE
) -> tuple[list[int], list[tuple[int, float]]]:
    passed: list[tuple[int, float]] = []
    frames = (Frame(picture(row), row, row / rate) for row in range(count))
    return [frame.index for frame in to_be_looked_at(frames, still_s, passed)], passed


def test_of_a_hold_every_third_picture_is_looked_at() -> None:
    found, passed = looked_at(lambda row: room(noise=5.0, seed=row), 25)
    assert found == [*range(0, 25, 3)]
    assert [index for index, _ in passed] == [row for row in range(25) if row % 3]
    assert all(time_s == index / RATE for index, time_s in passed)


def test_of_a_movement_every_picture_is_and_the_last_one_before_it() -> None:
    found, _ = looked_at(lambda row: room(300.0 + 4.0 * max(0, row - 10)), 21)
    assert found == [0, 3, 6, 9, 10, *range(11, 21)]


def test_a_slow_drift_is_followed() -> None:
    found, _ = looked_at(lambda row: room(300.0 + 0.2 * row), 49)
    assert max(b - a for a, b in pairwise(found)) == 3


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_the_size_of_the_picture_does_not_matter(width: int) -> None:
    still = small_picture(room(width=width))
    assert stirred(still, small_picture(room(304.0, width=width)))
    assert not stirred(still, small_picture(room(300.3, width=width)))


def test_light_and_noise_are_no_movement() -> None:
    still = small_picture(room(noise=5.0))
    assert not stirred(still, small_picture(room(brighter=12, noise=5.0, seed=1)))


def test_another_size_is_something_new() -> None:
    assert stirred(small_picture(room()), small_picture(np.zeros((640, 480, 3), np.uint8)))


def test_pictures_that_come_seldom_are_all_looked_at() -> None:
    found, passed = looked_at(lambda _: room(), 9, rate=5.0)
    assert found == [*range(9)]
    assert not passed


@pytest.mark.parametrize("count", range(4))
def test_the_first_and_the_last_are_looked_at(count: int) -> None:
    found, passed = looked_at(lambda _: room(), count)
    assert found == [*range(count)][:1] + [*range(count)][1:][-1:]
    assert len(found) + len(passed) == count
