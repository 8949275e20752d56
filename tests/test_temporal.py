"""Filters over time."""

from __future__ import annotations

import pytest

from formcheck.temporal import Debounce, Hysteresis, TimeWindow


def test_a_window_keeps_what_is_exactly_as_old_as_it_is_long() -> None:
    window = TimeWindow[str](1.0)
    for time_s, value in ((0.0, "a"), (0.5, "b"), (1.0, "c")):
        window.add(time_s, value)
    assert window.values == ["a", "b", "c"]
    window.add(1.25, "d")
    assert window.values == ["b", "c", "d"]
    assert (window.first_s, window.last_s, window.last, window.span_s) == (0.5, 1.25, "d", 0.75)


def test_a_full_window_keeps_one_value_that_is_older() -> None:
    window = TimeWindow[int](1.0, full=True)
    for time_s in (0.0, 0.75, 1.5):
        window.add(time_s, int(100 * time_s))
    assert window.values == [0, 75, 150]  # 0.75 alone would cover only 0.75 s
    window.add(1.75, 175)
    assert window.values == [75, 150, 175]  # 0.75 is exactly one second old


def test_slack_takes_a_value_that_is_hardly_too_young_for_the_older_one() -> None:
    strict, slack = TimeWindow[int](1.0, full=True), TimeWindow[int](1.0, full=True, slack_s=1e-6)
    for window in (strict, slack):
        for i, time_s in enumerate((0.0, 0.1 + 1e-9, 1.1)):
            window.add(time_s, i)
    assert strict.values == [0, 1, 2]
    assert slack.values == [1, 2]


def test_a_window_can_grow_old_without_a_value_and_be_cleared() -> None:
    window = TimeWindow[int](0.5)
    window.add(0.0, 1)
    window.drop_before(0.6)
    assert len(window) == 0
    assert (window.first_s, window.last_s, window.last, window.span_s) == (None, None, None, 0.0)
    window.add(1.0, 2)
    assert list(window) == [(1.0, 2)]
    window.clear()
    assert window.values == []


def test_a_debounce_believes_after_its_dwell_time_and_forgets_at_once() -> None:
    held = Debounce(1.0)
    frames = ((0.0, True), (0.75, True), (1.0, True), (1.1, False), (1.2, True), (2.1, True))
    assert [held.update(*frame) for frame in frames] == [False, False, True, False, False, False]
    assert held.since_s == 1.2
    held.reset()
    assert not held.update(2.3, True)


def test_hysteresis_needs_less_to_stay_on_than_to_go_on() -> None:
    switch = Hysteresis(on=1.5, off=0.5)
    values = (1.4, 1.5, 0.5, 0.49, 1.0, 2.0)
    assert [switch.update(value) for value in values] == [False, True, True, False, False, True]


def test_hysteresis_refuses_thresholds_the_wrong_way_round() -> None:
    with pytest.raises(ValueError, match="got off"):
        Hysteresis(on=1.0, off=2.0)
