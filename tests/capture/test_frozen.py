"""A picture that stands still, and clips that play slower than life."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from formcheck.capture.frame import Frame
from formcheck.capture.frozen import FROZEN_S, FrozenWatch
from formcheck.capture.timing import slowed_by

RATE = 10
STILL: np.ndarray[Any, Any] = np.random.default_rng(3).integers(40, 200, (240, 320, 3), np.uint8)


def watch(images: list[np.ndarray[Any, Any]]) -> list[float | None]:
    watched = FrozenWatch()
    return [watched.update(Frame(image, i, i / RATE)) for i, image in enumerate(images)]


def test_a_picture_that_is_repeated_is_frozen_from_its_first_showing() -> None:
    noise = np.random.default_rng(4)
    alive = [np.clip(STILL + noise.normal(0, 2, STILL.shape), 0, 255).astype(np.uint8)
             for _ in range(15)]  # fmt: skip
    found = watch([*alive, *([alive[-1]] * 20), *alive[:2]])
    assert found[:24] == [None] * 24
    assert found[24:36] == [1.4] * 12
    assert found[36] is None, "from its second living picture on it lives"
    assert FROZEN_S == 1.0


def test_a_camera_whose_frames_are_seconds_apart_is_not_frozen() -> None:
    noise = np.random.default_rng(5)
    slow = FrozenWatch()
    found = []
    for step in range(12):
        image = np.clip(STILL + noise.normal(0, 2, STILL.shape), 0, 255).astype(np.uint8)
        found.append(slow.update(Frame(image, step, 2.0 * step)))
    assert found == [None] * 12
    assert slow.update(Frame(image, 12, 24.0)) == 22.0


def test_a_key_frame_of_the_codec_is_no_life() -> None:
    key = STILL.copy()
    key[:40] += 5
    found = watch([*([STILL] * 15), *([key] * 15), *([STILL] * 15)])
    assert found[10:] == [0.0] * 35


def test_the_noise_of_a_compressed_repetition_is_no_life() -> None:
    wobble = STILL.copy()
    wobble[::7, ::7] += 1
    assert watch([STILL, wobble] * 10)[-1] == 0.0


def test_somebody_who_breathes_is_not_frozen() -> None:
    def breath(i: int) -> np.ndarray[Any, Any]:
        image = STILL.copy()
        image[100 : 112 + 8 * (i % 3), 100:140] = 255
        return image

    assert watch([breath(i) for i in range(30)]) == [None] * 30


@pytest.mark.parametrize(
    ("tag", "stored", "factor"),
    [
        ("120.000000", 30.0, 4.0),
        ("240", 30.0, 8.0),
        ("120", 6.0, 4.0),  # thinned out afterwards
        ("120", 120.0, 1.0),  # many pictures, at the speed of life
        ("60", 60.0, 1.0),
        ("30", 29.97, 1.0),
        (None, 30.0, 1.0),
        ("fast", 30.0, 1.0),
    ],
)
def test_slow_motion_is_known_by_its_tag(tag: str | None, stored: float, factor: float) -> None:
    assert slowed_by(tag, stored) == factor
