"""A small fixed part of the truth set through the program's own code, held under stated margins.

`python -m benchmarks.truthset.subset` made the file: what MediaPipe saw in 60 pictures, and their
truth. No picture, model or graphics is needed.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy import report
from benchmarks.truthset import shards
from benchmarks.truthset.constant import constants, without
from benchmarks.truthset.groups import Table, table
from benchmarks.truthset.page import markdown
from benchmarks.truthset.score import errors, score

FILE = Path(__file__).parent / "data" / "truthset.npz"


@pytest.fixture(scope="module")
def data():
    return shards.read(FILE)


@pytest.fixture(scope="module")
def scores(data):
    return score(data)


def near_side_view(data):
    return np.abs(data["yaw"]) < 30


def test_the_file_is_small_and_holds_every_family(data):
    assert FILE.stat().st_size < 200_000
    assert len(data["yaw"]) == 60
    assert set(data["family"]) == {
        *("standing", "lunge", "table", "quadruped", "prone"),
        *("supine", "squat", "hinge", "saddle"),
    }


@pytest.mark.parametrize(
    ("name", "which", "median"),
    [
        ("hip", "near", 8.0),
        ("hip", "worked", 9.0),
        ("hip", "far", 10.0),
        ("knee", "near", 7.0),
        ("trunk_lean", "both", 5.5),
    ],
)
def test_median_errors_stay_small(data, scores, name, which, median):
    found = table(scores, data, name, which)
    figures = found.figures(near_side_view(data)[found.frame])
    assert figures.count >= 15
    assert figures.median < median
    assert figures.refused < 0.15


def test_the_signed_hip_beats_the_unsigned_ones(data, scores):
    found = table(scores, data, "hip", "worked")
    figures = found.figures(near_side_view(data)[found.frame])
    assert figures.median < figures.unsigned_median
    assert figures.median < figures.world_median


def test_the_direction_is_hardly_ever_wrong(data, scores):
    decided = near_side_view(data) & (scores.sign != 0)
    assert (scores.sign == data["facing"])[decided].mean() > 0.95


def test_errors_are_counted_around_the_circle():
    got = errors(np.array([359.0, 1.0, np.nan]), np.array([1.0, 359.0, 3.0]))
    assert got[:2].tolist() == [-2.0, 2.0]
    assert np.isnan(got[2])


def test_the_page_holds_every_table(data):
    page = markdown(report(data, "test", data), "2026-11-21", "A note.")
    assert "{" not in page
    assert ", without " in page
    for words in (
        "A note.",
        "0-15 degrees",
        "### lunge",
        "hip, rear leg",
        "baggy",
        "Rendered people",
    ):
        assert words in page


def test_a_constant_of_posture_and_leg_is_taken_off():
    family, leg = np.repeat(["lunge", "squat"], 20), np.tile(["near", "far"], 20)
    scatter = np.tile(np.linspace(-3.0, 3.0, 10).repeat(2), 2)
    value = scatter + np.where(family == "lunge", 9.0, -4.0) + np.where(leg == "far", 5.0, 0.0)
    zero = np.zeros(40)
    measured = Table(np.arange(40), leg, zero, value, zero + 3.0, zero, zero)
    data = {"family": family, "view_angle": zero}
    rest = without(measured, data, constants(measured, data))
    assert rest.value == pytest.approx(scatter)
    assert rest.truth is measured.truth


def test_a_constant_is_told_from_the_side_alone(data, scores):
    found = table(scores, data, "trunk_lean")
    turned = np.abs(data["view_angle"][found.frame]) >= 15
    shifted = replace(found, value=found.value + np.where(turned, 50.0, 0.0))
    assert constants(shifted, data) == constants(found, data)
