"""Where a body rests between repetitions: found soon at first, given up slowly later on."""

from __future__ import annotations

import pytest

from formcheck.coach.clocks.rest_level import Rest
from formcheck.stretches.model.stretch import RepTarget

TARGET = RepTarget(measure="hip[worked]", change=True, top=20.0, bottom=10.0, starts="bottom")
"""Home within 10 degrees of the rest; a repetition goes up."""

FPS = 10


def still(rest: Rest, angle: float, start_s: float, seconds: float) -> None:
    for step in range(round(seconds * FPS) + 1):
        rest.update(start_s + step / FPS, angle)


def test_the_first_rest_is_found_within_a_third_of_a_second() -> None:
    rest = Rest(TARGET)
    still(rest, 100.0, 0.0, 0.2)
    assert rest.level is None
    rest.update(0.3, 100.0)
    assert rest.level == 100.0


def lifted(rest: Rest, paused_s: float) -> float:
    """Rest for a second, lift in one more, and pause there; return the time then."""
    still(rest, 100.0, 0.0, 1.0)
    for step in range(1, FPS):
        rest.update(1.0 + step / FPS, 100.0 + 25.0 * step / FPS)
    still(rest, 125.0, 2.0, paused_s)
    return 2.0 + paused_s


@pytest.mark.parametrize(("paused_s", "level"), [(5.0, 100.0), (6.0, 125.0)])
def test_a_pause_at_the_top_is_no_rest_before_six_seconds(paused_s: float, level: float) -> None:
    """A tenth of the six seconds may be noise, or the way up."""
    rest = Rest(TARGET)
    lifted(rest, paused_s)
    assert rest.level == level


@pytest.mark.parametrize("apart_s", [0.1, 0.3, 0.5])
def test_a_rest_lower_down_was_the_rest_all_along(apart_s: float) -> None:
    """Also where frames are farther apart than somebody has to be still."""
    rest = Rest(TARGET)
    for step in range(8):
        rest.update(apart_s * step, 100.0 if apart_s * step < 1.0 else 90.0)
    for step in range(8):
        rest.update(4.0 + apart_s * step, 90.0)
    assert rest.level == 90.0
    assert rest.change(9.0, 95.0) == 5.0


def test_no_change_is_told_for_a_moment_after_the_rest_moved() -> None:
    rest = Rest(TARGET)
    lifted(rest, 6.0)
    assert rest.moved_s is not None
    assert rest.change(rest.moved_s + 0.7, 125.0) is None
    assert rest.change(rest.moved_s + 0.8, 130.0) == 5.0


def test_a_loss_of_sight_begins_the_pause_anew() -> None:
    rest = Rest(TARGET)
    end_s = lifted(rest, 4.5)
    rest.update(end_s + 0.1, None)
    still(rest, 125.0, end_s + 0.2, 4.5)
    assert rest.level == 100.0
