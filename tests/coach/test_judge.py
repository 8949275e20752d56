from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.coach.frame.judge import (
    MARGIN_SIGMAS,
    UNKNOWN_LEG,
    judge,
    judge_value,
    leg_in_role,
    look_up,
    on_branch,
    outside_band,
    worked_side,
)
from formcheck.measure.model.measurement import Legs, Measurement, Measurements, View
from formcheck.message import authored
from formcheck.pose.landmark import Side, other
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Role
from tests.coach.scripted import GOOD, frame, lunge, squat
from tests.spoken import words


def check(measure: str = "hip[worked]", low: float | None = 185, high: float | None = 200) -> Check:
    return Check(
        id="c", measure=measure, low=low, high=high, cue_low="More", cue_high="Less", why="a test"
    )


@pytest.mark.parametrize(
    ("value", "verdict", "cue"),
    [
        (192.0, "good", None),
        (185.0, "good", None),
        (200.0, "good", None),
        (184.4, "good enough", None),
        (182.0, "good enough", None),
        (181.9, "adjust", "More"),
        (203.0, "good enough", None),
        (203.1, "adjust", "Less"),
    ],
)
def test_a_value_is_wrong_only_outside_by_more_than_its_error(
    value: float, verdict: str, cue: str | None
) -> None:
    assert MARGIN_SIGMAS == 1.0
    result = judge_value(check(), "hip_left", Measurement.known(value, 3.0))
    assert (result.verdict, words(result.cue), result.value) == (verdict, cue, value)


def test_no_value_can_not_be_told_and_keeps_its_reason() -> None:
    result = judge_value(check(), "hip_left", Measurement.unknown(authored("turn left")))
    assert (result.verdict, result.reason, result.value, result.sigma) == (
        "can't tell", authored("turn left"), None, None,
    )  # fmt: skip


def test_a_measurement_that_is_missing_can_not_be_told() -> None:
    empty = Measurements(0, 0.0, True, None, Legs("left", None))
    assert judge(check(), empty, "left").verdict == "can't tell"


@pytest.mark.parametrize(
    ("measure", "low", "high", "value", "verdict", "cue", "branch"),
    [
        # A thigh folded onto the belly reads 355 with noise: the hip is to open, not to ease off.
        ("hip[worked]", 185, 200, 355, "adjust", "More", -5),
        ("hip[worked]", 185, None, 2, "adjust", "More", 2),
        ("hip[worked]", None, 200, 214, "adjust", "Less", 214),
        ("hip[worked]", 60, 100, 359, "adjust", "More", -1),
        ("trunk_lean", -5, 10, 358, "good", None, -2),
        ("trunk_lean", -5, 10, -170, "adjust", "More", -170),
        ("trunk_lean", 160, 200, -175, "good", None, 185),
        ("trunk_lean", None, 15, 350, "good", None, -10),
        ("knee[worked]", None, 120, 179, "adjust", "Less", 179),
        ("hips_rise", None, 8, 190, "adjust", "Less", 190),
    ],
)
def test_angles_are_compared_on_the_turn_of_their_band(
    measure: str, low: float, high: float, value: float, verdict: str, cue: str, branch: float
) -> None:
    result = judge_value(check(measure, low, high), "m", Measurement.known(value, 1.0))
    assert (result.verdict, words(result.cue), result.value) == (verdict, cue, branch)


@given(st.floats(-75, 284), st.integers(-2, 2))
def test_whole_turns_change_no_hip(value: float, turns: int) -> None:
    assert on_branch(check(), value + 360 * turns) == pytest.approx(value)


def test_a_check_without_band_is_always_good() -> None:
    result = judge_value(check(low=None, high=None), "hip_left", Measurement.known(10.0, 1.0))
    assert result.verdict == "good"
    assert (outside_band(result) or 0) < -300


def legs(rear: Side | None, bent: Side | None, near: Side | None) -> Measurements:
    return Measurements(0, 0.0, True, View("right", 0.0, 5.0, near), Legs(rear, bent), {})


@pytest.mark.parametrize(
    ("role", "leg"),
    [
        ("rear", "left"),
        ("lifted", "left"),
        ("front", "right"),
        ("bent", "right"),
        ("straight", "left"),
        ("near", "right"),
    ],
)
def test_roles_are_found_by_geometry(role: Role, leg: Side) -> None:
    assert leg_in_role(role, legs("left", "right", "right")) == leg
    assert leg_in_role(role, legs("right", "left", "left")) == other(leg)
    assert leg_in_role(role, legs(None, None, None)) is None


def test_a_declared_side_only_counts_where_no_role_is_given() -> None:
    seen = legs("left", "left", "left")
    assert worked_side(lunge(), seen, "right") == "left"
    assert worked_side(squat(), seen, "right") == "right"
    assert worked_side(squat(), seen) == "left"


@given(st.sampled_from(["hip[worked]", "knee[worked]", "hip[other]", "knee[near]", "hip[far]"]))
def test_exchanged_names_change_no_verdict(measure: str) -> None:
    stretch, target = lunge(), check(measure)
    one, two = (frame(0.0, GOOD, rear=side, near=side) for side in ("left", "right"))
    first, second = (judge(target, m, worked_side(stretch, m, "left")) for m in (one, two))
    assert (first.value, first.verdict) == (second.value, second.verdict)
    assert first.value is None or first.measurement != second.measurement


@pytest.mark.parametrize(
    ("measure", "name"),
    [
        ("hip[worked]", "hip_left"),
        ("hip[other]", "hip_right"),
        ("hip[near]", "hip_right"),
        ("hip[far]", "hip_left"),
        ("hip[left]", "hip_left"),
        ("hip[right]", "hip_right"),
        ("trunk_lean", "trunk_lean"),
    ],
)
def test_names_follow_roles(measure: str, name: str) -> None:
    assert look_up(measure, frame(0.0, GOOD, near="right"), "left")[0] == name


def test_an_unknown_leg_is_said_in_the_specifications_words() -> None:
    result = judge(check(), frame(0.0, GOOD, rear=None), None)
    assert (result.measurement, result.reason) == ("hip[worked]", UNKNOWN_LEG)
