"""The axis of time: every mark says something else, within one day as over years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.report.progress.time_axis import MOST_TICKS, time_axis

MORNING = datetime(2026, 11, 30, 7, 58, tzinfo=UTC)


def labels(*minutes: float) -> list[str]:
    shown = time_axis([MORNING + timedelta(minutes=m) for m in minutes])
    return [words for _, words in shown.ticks]


def test_sessions_of_one_day_are_told_apart_by_the_hour() -> None:
    assert labels(0, 4, 8, 12) == ["30 Nov, 08:00", "08:05", "08:10"]
    assert labels(0, 8 * 60) == ["30 Nov, 08:00", "10:00", "12:00", "14:00", "16:00"]


def test_one_session_alone_has_a_mark_too() -> None:
    assert labels(0) == ["30 Nov, 07:56", "07:57", "07:58", "07:59", "08:00"]


def test_days_are_named_once_each() -> None:
    assert labels(0, 10, 24 * 60, 24 * 60 + 10) == ["30 Nov", "1 Dec"]
    assert labels(0, 40 * 24 * 60) == ["30 Nov", "14 Dec", "28 Dec"]


def test_over_years_the_year_is_said() -> None:
    assert labels(0, 900 * 24 * 60)[:2] == ["Nov 2026", "May 2027"]


@given(st.lists(st.floats(0, 3e6), min_size=1, max_size=30))
def test_no_mark_comes_twice_and_all_sessions_are_within(minutes: list[float]) -> None:
    times = [MORNING + timedelta(minutes=m) for m in minutes]
    shown = time_axis(times)
    words = [label for _, label in shown.ticks]
    assert 1 <= len(words) == len(set(words)) <= MOST_TICKS + 1
    assert all(shown.first <= when <= shown.last for when, _ in shown.ticks)
    assert shown.first < min(times) and max(times) < shown.last


@pytest.mark.parametrize("days", [1, 6, 30, 400, 4000])
def test_marks_are_in_rising_order(days: int) -> None:
    ticks = time_axis([MORNING, MORNING + timedelta(days=days)]).ticks
    assert [when for when, _ in ticks] == sorted(when for when, _ in ticks)
