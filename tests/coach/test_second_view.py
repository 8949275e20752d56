"""How long a second view is asked for, and when it is let go."""

from __future__ import annotations

import pytest

from formcheck.coach.second_view import SecondLook
from formcheck.coach.summary.accumulator import Evidence
from formcheck.stretches.files.loading import load_stretch

SQUAT = load_stretch("squat")
STEP_S = 0.5


def done() -> SecondLook:
    """A look that is asked for, since the repetitions are done."""
    look = SecondLook(SQUAT, Evidence(SQUAT))
    look.wait(STEP_S, reached=True)
    assert look.ask is not None
    return look


def test_nothing_is_asked_for_before_the_repetitions_are_done() -> None:
    look = SecondLook(SQUAT, Evidence(SQUAT))
    look.wait(60.0, reached=False)
    assert (look.ask, look.open, look.over) == (None, False, False)


def test_who_stays_as_they_are_is_asked_for_eight_seconds() -> None:
    look, asked_s = done(), 0.0
    while (cue := look.ask) is not None and asked_s < 60.0:
        look.said(cue, STEP_S, turned=False)
        asked_s += STEP_S
    assert asked_s == 8.0
    assert not look.open


@pytest.mark.parametrize(("turned", "shown"), [(True, True), (False, False)])
def test_turning_and_other_cues_take_nothing_of_that_time(turned: bool, shown: bool) -> None:
    look = done()
    look.said(look.ask if shown else None, 20.0, turned=turned)
    assert look.ask is not None


def test_whoever_turns_has_thirty_seconds_in_all() -> None:
    look = done()
    look.wait(29.5, reached=False)
    assert look.open
    look.wait(0.5, reached=False)
    assert not look.open
