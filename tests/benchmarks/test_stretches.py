"""Scripted motions of every stretch: the truth they carry, and the pictures made of them.

Needs no body data and no graphics: the motions run on a stick figure.
"""

import math
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.render.skeleton import stick_figure
from benchmarks.render.truth import angles
from benchmarks.stretches.catalogue import MOTIONS
from benchmarks.stretches.motion import Pace
from formcheck.coach.loading import stretch_ids
from formcheck.resources import data_folder

FIGURE = stick_figure()
PICTURES = data_folder("poses") / "pictures"


def test_every_stretch_of_the_catalogue_has_a_motion():
    assert set(stretch_ids()) <= set(MOTIONS)


@pytest.mark.parametrize("name", MOTIONS)
def test_a_motion_has_an_exact_truth_in_all_its_variants(name):
    motion = MOTIONS[name]
    for fault in (None, *motion.faults):
        for pose in motion.ends(fault):
            truth = angles(motion.posed(FIGURE, "right", pose), FIGURE.skeleton)
            assert all(math.isfinite(value) for value in truth.values())


@pytest.mark.parametrize("name", MOTIONS)
def test_a_motion_starts_and_ends_in_its_start_pose(name):
    motion = MOTIONS[name]
    timeline = motion.timeline(None, Pace())
    assert timeline.keys[0].angles == timeline.keys[-1].angles == motion.start
    assert any(key.angles == motion.end for key in timeline.keys)


@pytest.mark.parametrize("name", MOTIONS)
def test_every_stretch_has_a_small_picture(name):
    path = PICTURES / f"{name}.webp"
    assert path.stat().st_size < 60_000
    with Image.open(path) as picture:
        assert picture.size == (964, 360)


def test_there_is_no_picture_of_nothing():
    assert {path.stem for path in Path(PICTURES).iterdir()} == set(MOTIONS)
