"""Progress: streaks and minutes by local days, and which change is more than error."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.measure.model.smallest_change import smallest_real_change
from formcheck.report.progress.progress import (
    day_streak,
    points,
    symmetry,
    usual_measure,
    weekly_minutes,
    workouts,
)
from formcheck.store.history.session_entry import Angle, PastSession
from tests.store.test_history import done

TODAY = date(2026, 3, 12)  # a Thursday
NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


def on(*days_ago: int) -> list[PastSession]:
    return [done(when=NOON - timedelta(days=ago)) for ago in days_ago]


def reached(days_ago: int, side: str, value: float, sigma: float = 5.0) -> PastSession:
    angle = Angle("hip", side, value, sigma)  # type: ignore[arg-type]
    return replace(on(days_ago)[0], angles=(angle,))


def test_the_smallest_real_change_is_that_of_weir() -> None:
    assert smallest_real_change(5.0) == pytest.approx(13.859, abs=0.001)
    assert smallest_real_change(3.0, 4.0) == pytest.approx(9.8)
    with pytest.raises(ValueError, match="above 0"):
        smallest_real_change(0.0)


@given(st.floats(0.1, 30), st.floats(0.1, 30))
def test_a_second_error_never_makes_a_change_easier_to_see(one: float, other: float) -> None:
    assert smallest_real_change(one, other) >= 1.96 * max(one, other)
    assert smallest_real_change(one, other) == pytest.approx(smallest_real_change(other, one))


def test_a_hip_with_and_without_the_low_back_is_not_mixed() -> None:
    joint = replace(reached(2, "right", 170.0), angles=(Angle("hip_joint", "right", 170.0, 6.0),))
    history = [reached(9, "right", 190.0), reached(5, "right", 191.0), joint]
    assert usual_measure(history, "half-kneeling-lunge") == "hip"
    found = points(history, "half-kneeling-lunge", "hip")
    assert [point.value for point in found] == [190.0, 191.0]
    assert usual_measure(history, "squat") is None


def test_sides_are_compared_only_within_two_weeks() -> None:
    old = points([reached(20, "left", 180), reached(0, "right", 195)], "half-kneeling-lunge", "hip")
    assert symmetry(old) is None
    new = points([reached(2, "left", 180), reached(0, "right", 195)], "half-kneeling-lunge", "hip")
    found = symmetry(new)
    assert found is not None
    assert (found.value, found.real, found.pairs) == (15.0, True, 1)


def test_one_odd_pair_does_not_make_two_sides_unlike() -> None:
    odd = [reached(0, "left", 180), reached(0, "right", 197)]
    pairs = [reached(day, side, 185) for day in range(1, 6) for side in ("left", "right")]
    found = symmetry(points([*pairs, *odd], "half-kneeling-lunge", "hip"))
    assert found is not None
    assert (found.value, found.real, found.pairs) == (0.0, False, 6)


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
    assert day_streak(on(*ago), TODAY, UTC) == expected


def test_days_are_those_of_the_place() -> None:
    late = [done(when=datetime(2026, 3, 11, 23, 30, tzinfo=UTC))]
    assert day_streak(late, TODAY, UTC) == (1, 1)
    east = timezone(timedelta(hours=9))
    assert weekly_minutes(late, 1, date(2026, 3, 15), east) == [(date(2026, 3, 9), 60.5 / 60)]


def test_sets_of_one_visit_are_one_workout() -> None:
    sets = [done(when=NOON + timedelta(minutes=m)) for m in (0, 3, 20, 50)]
    assert workouts(reversed(sets)) == [NOON]
    later = done(when=NOON + timedelta(minutes=120))
    assert workouts([*sets, later]) == [NOON, later.when]


def test_minutes_are_counted_by_weeks() -> None:
    found = weekly_minutes(on(0, 3, 4, 60), 3, TODAY, UTC)
    assert [monday for monday, _ in found] == [
        date(2026, 2, 23), date(2026, 3, 2), date(2026, 3, 9),
    ]  # fmt: skip
    assert [round(minutes * 60, 1) for _, minutes in found] == [0.0, 60.5, 121.0]
