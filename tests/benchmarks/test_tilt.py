"""Pelvic tilt on rendered people whom nothing was fitted on; only their outlines are stored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.tilt.judge import Answers, answer, strange, tables
from benchmarks.truthset.shards import Arrays, read

DATA = Path(__file__).parent / "data" / "tilt.npz"


@pytest.fixture(scope="module")
def data() -> Arrays:
    return read(DATA)


@pytest.fixture(scope="module")
def said(data: Arrays) -> Answers:
    return answer(data, "rows", same_stance=False)


def upright(data: Arrays, said: Answers) -> np.ndarray:
    family, fit = data["family"][said.frame], data["fit"][said.frame]
    return np.isin(family, ["standing", "lunge"]) & (fit != "baggy")


def test_tilt_is_told_twice_as_well_as_by_a_guess_of_no_change(data: Arrays, said: Answers) -> None:
    chosen = upright(data, said) & ~strange(data)[said.frame]
    figures = said.figures(chosen)
    assert figures.frames >= 25
    assert figures.refused < 0.4
    assert figures.zero > 8.0
    assert figures.mean < 0.6 * figures.zero


def test_more_tilt_reads_as_more_tilt(data: Arrays, said: Answers) -> None:
    chosen = upright(data, said) & np.isfinite(said.value)
    assert np.corrcoef(said.value[chosen], said.truth[chosen])[0, 1] > 0.75


def test_errors_are_covered_by_two_sigmas_also_under_baggy_shirts_and_with_other_backs(
    data: Arrays, said: Answers
) -> None:
    everything = said.figures(np.ones(len(said.value), dtype=bool))
    assert everything.within > 0.88
    baggy = said.figures(data["fit"][said.frame] == "baggy")
    assert baggy.refused > everything.refused or baggy.sigma > everything.sigma


def test_the_tables_name_every_stance_and_view(data: Arrays, said: Answers) -> None:
    found = tables(data, said)
    assert {"standing, yaw 0-10", "half-kneeling, yaw 10-20", "standing, baggy"} <= set(found)
    assert all(0.0 <= figures.refused <= 1.0 for figures in found.values())
