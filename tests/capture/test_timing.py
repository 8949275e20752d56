from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.capture.timing import Damage, FrameTimes


def read(stamps: list[float | None], period: float = 0.1) -> tuple[list[float], FrameTimes]:
    clock = FrameTimes(period)
    return [clock.read(stamp) for stamp in stamps], clock


def test_good_stamps_are_kept() -> None:
    times, clock = read([5.0, 5.1, 5.11, 7.0])
    assert times == pytest.approx([0, 0.1, 0.11, 2.0])
    assert clock.warnings() == []


def test_repeated_stamp_lies_before_the_next_true_one() -> None:
    times, clock = read([0.0, 0.1, 0.1, 0.2, 0.3])
    assert times == pytest.approx([0.0, 0.1, 0.15, 0.2, 0.3])
    assert clock.unordered == 1
    assert "1 that repeat or go back" in clock.warnings()[0]


def test_small_step_back_does_not_shift_what_follows() -> None:
    times, _ = read([0.0, 0.1, 0.2, 0.15, 0.3, 0.4])
    assert times == pytest.approx([0.0, 0.1, 0.2, 0.25, 0.3, 0.4])


def test_restart_goes_on_where_the_first_part_ended() -> None:
    times, _ = read([0.0, 2.0, 4.0, 0.0, 2.0, 4.0], period=2.0)
    assert times == pytest.approx([0, 2, 4, 6, 8, 10])


def test_missing_stamps_count_periods() -> None:
    times, clock = read([None, None, None])
    assert times == pytest.approx([0.0, 0.1, 0.2])
    assert clock.missing == 3
    times, _ = read([1.0, None, 1.25])
    assert times == pytest.approx([0.0, 0.1, 0.25])
    times, _ = read([None, 7.0, 7.1])
    assert times == pytest.approx([0.0, 0.1, 0.2])


def test_clock_that_stands_still() -> None:
    times, _ = read([3.0] * 40)
    assert np.diff(times)[5:] == pytest.approx([0.1] * 34)


stamps = st.lists(st.one_of(st.none(), st.floats(-1e5, 1e5)), min_size=2, max_size=60)


@given(stamps)
def test_times_always_rise_from_zero(values: list[float | None]) -> None:
    times, _ = read(values)
    assert times[0] == 0.0
    assert np.diff(times).min() > 0


def test_many_damaged_spans_are_counted_not_listed() -> None:
    damage = Damage(0.1)
    for number in range(20):
        damage.see(0.2 * number, flawed=False)
        damage.lose()
    damage.finish(None)
    assert len(damage.warnings()) == 6
    assert damage.warnings()[-1] == "15 more spans of the clip are damaged"
    assert "at least 1 that could not be decoded between 0.00 s and 0.20 s" in damage.warnings()[0]


def test_long_gap_is_told_and_a_short_one_not() -> None:
    damage = Damage(0.03)
    for time in (0.0, 0.3, 0.6, 1.6, 1.7):
        damage.see(time, flawed=False)
    damage.finish(1.8)
    assert len(damage.warnings()) == 1
    assert "none between 0.60 s and 1.60 s" in damage.warnings()[0]
