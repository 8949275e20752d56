"""Trends against simulated truth: found where there is one, and hardly ever where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from formcheck.report.progress.progress import Point
from formcheck.report.progress.progress_words import few_days_words, trend_words
from formcheck.report.progress.trend import FEWEST_DAYS, daily, trend

START = datetime(2026, 1, 5, 18, 0, tzinfo=UTC)
SCATTER = 4.0
"""Degrees: how much one day's angle differs from the next one's, of a stated error of 5."""


def days(values: Sequence[float], every: float = 7 / 3) -> list[Point]:
    return [
        Point(START + timedelta(days=i * every), "right", value, 5.0, i)
        for i, value in enumerate(values)
    ]


def share_called_real(per_week: float, weeks: float, count: int) -> float:
    """Return in how many of 400 simulated lives a change is called real."""
    random = np.random.default_rng(20261130)
    passed = np.arange(count) * weeks / (count - 1)
    called = 0
    for _ in range(400):
        person = random.normal(0, 3.0)  # the part of the error that stays the same
        values = 185 + person + per_week * passed + random.normal(0, SCATTER, count)
        found = trend(days(values, 7 * weeks / (count - 1)), "right", UTC)
        called += found is not None and found.real
    return called / 400


def test_a_degree_a_week_for_ten_weeks_is_found() -> None:
    assert share_called_real(1.0, 10, 30) >= 0.9


@pytest.mark.parametrize("count", [5, 6, 8, 12, 30])
def test_a_flat_line_is_hardly_ever_called_a_change(count: int) -> None:
    assert share_called_real(0.0, 10, count) <= 0.05


def test_two_lucky_ends_are_no_change() -> None:
    values = [181.0, *([187.0, 186.0, 188.0] * 5), 193.0]
    found = trend(days(values), "right", UTC)
    assert found is not None
    assert not found.real


def test_a_few_odd_days_do_not_move_the_line() -> None:
    values = [180.0 + i for i in range(12)]
    values[3], values[8] = 120.0, 250.0
    found = trend(days(values, 7), "right", UTC)
    assert found is not None
    assert found.per_week == pytest.approx(1.0, abs=0.05)
    assert found.real


def test_sets_of_one_day_count_once() -> None:
    same_day = [
        Point(START + timedelta(days=day, minutes=minute), "right", 180.0 + day, 5.0, 0)
        for day in range(FEWEST_DAYS - 1)
        for minute in (0, 5, 10)
    ]
    assert len(daily(same_day, "right", UTC)) == FEWEST_DAYS - 1
    assert trend(same_day, "right", UTC) is None
    assert trend(same_day, "left", UTC) is None


def test_the_line_goes_through_the_middle_day() -> None:
    found = trend(days([180.0, 181.0, 182.0, 183.0, 184.0], 7), "right", UTC)
    assert found is not None
    assert (found.weeks, found.total) == (4.0, pytest.approx(4.0))
    assert found.at(found.first) == pytest.approx(180.0)
    assert found.at(found.middle, found.low) == found.at(found.middle, found.high) == 182.0


def test_what_a_trend_reads_like() -> None:
    rising = trend(days([180.0 + i for i in range(11)], 7), "right", UTC)
    assert rising is not None
    assert trend_words(rising, "hip") == (
        "Right: 1.0° more each week (between 1.0 and 1.0), 10° over 10 weeks. "
        "That is a real change."
    )
    level = trend(days([180.0, 184.0, 179.0, 183.0, 181.0, 182.0], 7), "right", UTC)
    assert level is not None
    assert trend_words(level, "hip").startswith("Right: steady over 5 weeks, as far as can be told")
    assert few_days_words("right", 1, 187.2, "hip") == (
        "Right: 187°, one day so far. 4 more days, and a trend can be told."
    )
