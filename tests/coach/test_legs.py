"""Whose turn it is: the other leg is noticed after a while, and only where its name is sure."""

from __future__ import annotations

import pytest

from formcheck.coach.legs import LegWatch, position_words
from formcheck.coach.loading import load_stretch
from formcheck.measure.measurement import Legs, Measurements
from formcheck.pose.landmark import Side

LUNGE = load_stretch("half-kneeling-lunge")


def frame(rear: Side | None, named: bool = True) -> Measurements:
    return Measurements(0, 0.0, True, None, Legs(rear=rear, named=named))


def watch(*spells: tuple[Measurements, float], side: Side | None = "left") -> bool:
    found = LegWatch(LUNGE, side)
    for seen, seconds in spells:
        for _ in range(round(seconds * 20)):
            found.update(seen, 0.05)
    return found.wrong


def test_the_other_leg_is_noticed_after_a_while() -> None:
    assert not watch((frame("right"), 1.3))
    assert watch((frame("right"), 1.7))


def test_the_right_leg_ends_it_at_once() -> None:
    assert not watch((frame("right"), 10.0), (frame("left"), 0.6))
    assert watch((frame("right"), 10.0), (frame("left"), 0.2))


@pytest.mark.parametrize("seen", [frame("right", named=False), frame(None)])
def test_where_the_leg_or_its_name_is_not_sure_nothing_is_said(seen: Measurements) -> None:
    assert not watch((seen, 10.0))


def test_exchanged_names_of_a_moment_say_nothing() -> None:
    assert not watch(*[(frame("left"), 1.0), (frame("right"), 0.5)] * 10)


def test_where_no_side_has_its_turn_every_leg_is_right() -> None:
    assert not watch((frame("right"), 10.0), side=None)


def test_how_the_legs_go() -> None:
    assert position_words(LUNGE, "left") == "left leg behind you"
