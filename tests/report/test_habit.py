"""Streaks and minutes by local days, workouts by visits; damaged rows are left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.report.progress.habit import SAME_VISIT, Habit
from formcheck.store.history.session_entry import PastSession
from tests.report.test_progress import NOON, on
from tests.store.test_history import done

TODAY = date(2026, 3, 12)  # a Thursday
BERLIN = ZoneInfo("Europe/Berlin")


def habit(sessions: Iterable[PastSession], zone: tzinfo = UTC) -> Habit:
    pairs = [(one.when.isoformat(timespec="microseconds"), one.duration_s) for one in sessions]
    return Habit.of([when for when, _ in pairs], [s for _, s in pairs], zone)


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        ((), (0, 0)),
        ((0,), (1, 1)),
        ((0, 0, 1, 2), (3, 3)),
        ((1, 2), (2, 2)),  # today is not over
        ((2, 3, 4), (0, 3)),
        ((0, 2, 3, 4), (1, 3)),
    ],
)
def test_streaks(ago: tuple[int, ...], expected: tuple[int, int]) -> None:
    assert habit(on(*ago)).streak(TODAY) == expected


def test_days_are_those_of_the_place() -> None:
    late = [done(when=datetime(2026, 3, 11, 23, 30, tzinfo=UTC))]
    assert habit(late).streak(TODAY) == (1, 1)
    east = timezone(timedelta(hours=9))
    assert habit(late, east).weekly_minutes(1, date(2026, 3, 15)) == [(date(2026, 3, 9), 60.5 / 60)]


def test_sets_of_one_visit_are_one_workout() -> None:
    sets = [done(when=NOON + timedelta(minutes=m)) for m in (0, 3, 20, 50)]
    assert habit(reversed(sets)).workouts == [NOON]
    later = done(when=NOON + timedelta(minutes=120))
    assert habit([*sets, later]).workouts == [NOON, later.when]


def test_minutes_are_counted_by_weeks() -> None:
    found = habit(on(0, 3, 4, 60)).weekly_minutes(3, TODAY)
    assert [monday for monday, _ in found] == [
        date(2026, 2, 23), date(2026, 3, 2), date(2026, 3, 9),
    ]  # fmt: skip
    assert [round(minutes * 60, 1) for _, minutes in found] == [0.0, 60.5, 121.0]


@given(
    st.lists(
        st.tuples(st.datetimes(datetime(2025, 3, 20), datetime(2025, 4, 10)), st.floats(0, 4000)),
        min_size=1,
    )
)
def test_all_is_as_counted_one_by_one_also_where_the_clocks_change(
    found: list[tuple[datetime, float]],
) -> None:
    found = sorted((when.replace(tzinfo=UTC), seconds) for when, seconds in found)
    one = Habit.of([w.isoformat(timespec="microseconds") for w, _ in found], [s for _, s in found],
                   BERLIN)  # fmt: skip
    days = [when.astimezone(BERLIN).date() for when, _ in found]
    today = days[-1]
    monday = today - timedelta(days=today.weekday())
    minutes = sum(s for day, (_, s) in zip(days, found, strict=True) if day >= monday) / 60
    assert one.weekly_minutes(1, today) == [(monday, pytest.approx(minutes))]
    length = 0
    while today - timedelta(days=length) in days:
        length += 1
    assert one.streak(today)[0] == length
    begun, end = [], None
    for when, seconds in found:
        if end is None or when - end > SAME_VISIT:
            begun.append(when)
        last = when + timedelta(microseconds=int(seconds * 1e6))
        end = last if end is None else max(end, last)
    assert one.workouts == begun


def test_damaged_rows_are_left_out() -> None:
    good = NOON.isoformat(timespec="microseconds")
    times = [good, "", "yesterday", good, good, "9999-99-99T00:00:00"]
    found = Habit.of(times, [60.0, 60.0, 60.0, float("nan"), 1e300, 60.0], UTC)
    assert found.workouts == [NOON]
    assert Habit.of([], [], UTC).workouts == []
