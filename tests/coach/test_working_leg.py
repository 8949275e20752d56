"""Whose turn it is: the other leg is noticed after a while, and only where its name is sure."""

from __future__ import annotations

import pytest

from formcheck.coach.watch.working_leg import KEPT_S, LegWatch, WorkingLeg, leg_position
from formcheck.measure.model.measurement import Legs, Measurements
from formcheck.pose.landmark import Side
from formcheck.stretches.files.loading import load_stretch
from tests.spoken import words

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


def crossed(time_s: float, leg: Side | None, named: bool = True) -> Measurements:
    return Measurements(0, time_s, True, None, Legs(crossed=leg, named=named))


def kept(*frames: tuple[float, Side | None, bool]) -> Side | None:
    working, leg = WorkingLeg(), None
    for time_s, seen, holding in frames:
        leg = working.update(crossed(time_s, seen), seen, holding=holding)
    return leg


def test_a_hold_keeps_its_leg_while_the_picture_does_not_show_it_for_a_while() -> None:
    assert kept((0.0, "left", True), (1.0, None, True)) == "left"
    assert kept((0.0, "left", True), (KEPT_S, None, True)) == "left"
    assert kept((0.0, "left", True), (KEPT_S + 0.1, None, True)) is None


def test_without_a_hold_no_leg_is_kept() -> None:
    assert kept((0.0, "left", False), (0.5, None, False)) is None


def test_the_other_leg_is_believed_at_once_in_a_hold() -> None:
    assert kept((0.0, "left", True), (0.5, None, True), (0.6, "right", True)) == "right"
    assert kept((0.0, "left", True), (0.6, "right", True), (0.7, None, True)) == "right"


def test_a_leg_whose_name_is_not_sure_is_not_kept() -> None:
    working = WorkingLeg()
    working.update(crossed(0.0, "left", named=False), "left", holding=True)
    assert working.update(crossed(0.2, None), None, holding=True) is None
    working.update(crossed(0.4, "left"), "left", holding=True)
    assert working.update(crossed(0.6, None, named=False), None, holding=True) is None


def test_how_the_legs_go() -> None:
    assert words(leg_position(LUNGE, "left")) == "left leg behind you"
