"""Hard cuts are found, and nothing else is taken for one."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.capture.clip import Clip
from formcheck.pose.cuts import CutFinder
from tests.conftest import STRETCH_OF, sample

Image = NDArray[np.uint8]


def pictures(name: str, count: int) -> list[Image]:
    with Clip(sample(name)) as clip:
        return [frame.image for frame in islice(clip, count)]


def cuts(images: list[Image]) -> list[int]:
    finder = CutFinder()
    return [row for row, image in enumerate(images) if finder.update(image)]


@pytest.mark.parametrize("name", STRETCH_OF)
def test_a_person_who_moves_is_no_cut(name: str) -> None:
    finder = CutFinder()
    with Clip(sample(name)) as clip:
        assert not any(finder.update(frame.image) for frame in clip)


@pytest.mark.parametrize("other", ["squat-set", "prone-press-up", "half-kneeling-lunge-arched"])
def test_another_clip_is_a_cut_at_its_first_frame(other: str) -> None:
    assert cuts(pictures("half-kneeling-lunge-good", 12) + pictures(other, 12)) == [12]


def test_a_light_that_is_switched_and_a_camera_that_is_bumped_are_none() -> None:
    images = pictures("half-kneeling-lunge-good", 16)
    darker = [(0.5 * image).astype(np.uint8) for image in images[8:]]
    assert cuts(images[:8] + darker) == []
    bumped = [np.roll(image, (6, -8), axis=(0, 1)) for image in images[8:]]
    assert cuts(images[:8] + bumped) == []


def test_another_size_is_a_cut_and_a_blank_picture_none() -> None:
    images = pictures("half-kneeling-lunge-good", 4)
    assert cuts([*images, *(np.ascontiguousarray(image[::2, ::2]) for image in images)]) == [4]
    assert cuts([np.zeros((480, 640, 3), np.uint8)] * 4) == []
