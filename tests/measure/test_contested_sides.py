"""Angles of the left and the right leg where it is not sure which is which."""

from __future__ import annotations

import pytest

from formcheck.measure.joints.contested_sides import CONTESTED, by_name
from formcheck.measure.model.measurement import Legs, Measurement, Measurements
from formcheck.message import authored


def frame(left: Measurement, right: Measurement, named: bool) -> Measurements:
    values = {"hip_left": left, "hip_right": right, "trunk_lean": Measurement.known(3.0, 2.0)}
    return Measurements(0, 0.0, True, None, Legs(rear="right", named=named), values)


REAR, FRONT = Measurement.known(190.0, 4.0), Measurement.known(92.0, 5.0)


def test_surely_named_legs_are_left_alone() -> None:
    sure = frame(FRONT, REAR, named=True)
    assert by_name(sure) is sure


def test_legs_that_differ_are_refused_by_name_and_keep_their_roles() -> None:
    found = by_name(frame(FRONT, REAR, named=False))
    assert found.values["hip_left"].reason == CONTESTED
    assert found.values["hip_right"].reason == CONTESTED
    assert found.values["trunk_lean"].value == 3.0
    assert found.legs.rear == "right"


def test_legs_that_are_alike_keep_their_values_with_a_larger_error() -> None:
    found = by_name(frame(Measurement.known(172.0, 4.0), Measurement.known(178.0, 4.0), False))
    for side, value in (("left", 172.0), ("right", 178.0)):
        hip = found.values[f"hip_{side}"]
        assert hip.value == value
        assert hip.sigma == pytest.approx(5.0)


def test_a_reason_that_was_there_stays() -> None:
    hidden = Measurement.unknown(authored("Your left knee is outside the picture"))
    found = by_name(frame(hidden, REAR, named=False))
    assert found.values["hip_left"] == hidden
    assert found.values["hip_right"].reason == CONTESTED


@pytest.mark.parametrize(("gap", "known"), [(9.9, True), (10.1, False)])
def test_legs_are_alike_within_twice_their_larger_error(gap: float, known: bool) -> None:
    left, right = Measurement.known(170.0, 3.0), Measurement.known(170.0 + gap, 5.0)
    found = by_name(frame(left, right, named=False))
    assert [found.values[f"hip_{side}"].value is not None for side in ("left", "right")] == [
        known, known,
    ]  # fmt: skip
