"""Pictures left out of clips that have more than are needed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from formcheck.capture.clip import Clip
from formcheck.capture.picture import Picture
from formcheck.capture.thinning import LONGEST_S, thinned

from .clips import corners, noise, write_clip


def kept(times: list[float]) -> list[float]:
    return list(thinned(times, float))


@pytest.mark.parametrize(
    ("rate", "every"),
    [(10, 1), (15, 1), (22, 1), (23.976, 2), (24, 2), (25, 2), (29.97, 2), (30, 2), (60, 5)],
)
def test_rates_of_cameras_give_twelve_to_fifteen_a_second(rate: float, every: int) -> None:
    times = [frame / rate for frame in range(every * 40 + 1)]
    assert kept(times) == times[::every]


@pytest.mark.parametrize("count", range(4))
def test_the_first_and_the_last_one_stay(count: int) -> None:
    times = [frame / 30 for frame in range(count)]
    assert kept(times) == times[:1] + times[1:][-1:]


def test_uneven_times_get_no_longer_gap_than_they_had() -> None:
    steps = np.random.default_rng(5).choice([0.01, 0.033, 0.05, 0.2, 1.4], 500)
    times = np.cumsum(steps).tolist()
    found = kept(times)
    assert set(found) <= set(times)
    for before, after in pairwise(found):
        inside = [time for time in times if before <= time <= after]
        assert after - before <= LONGEST_S or len(inside) == 2
    assert len(found) < len(times)


def test_a_clip_keeps_numbers_times_and_pixels(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", noise, count=26)  # 25 a second
    with Clip(path) as clip:
        every = list(clip)
        some = list(clip.frames(every=False))
    assert [frame.index for frame in some] == [*range(0, 26, 2), 25]
    for frame in some:
        assert frame.time_s == every[frame.index].time_s
        assert np.array_equal(frame.image, every[frame.index].image)


def test_damage_is_told_of_pictures_that_were_left_out(tmp_path: Path) -> None:
    times = [0, 40, 40, 80, 120, 160, 200]
    path = write_clip(tmp_path / "clip.mkv", noise, count=7, times_ms=times)
    with Clip(path) as clip:
        list(clip)
        told = clip.warnings
        list(clip.frames(every=False))
        assert clip.warnings == told


def test_a_picture_is_not_thinned(tmp_path: Path) -> None:
    from PIL import Image

    Image.fromarray(corners()).save(tmp_path / "one.png")
    assert len(list(Picture(tmp_path / "one.png").frames(every=False))) == 1
