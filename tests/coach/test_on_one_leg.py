"""Whoever hinges on one leg is not blamed for the lifted one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.coach.frame.judge import look_up
from formcheck.measure.measurer import Measurer
from formcheck.measure.model.measurement import Measurements
from formcheck.session import judge_clip, measure_clip
from tests.coach.scripted import bundled
from tests.coach.test_wrong_movement import filmed
from tests.people import PEOPLE
from tests.skeleton import Person

STAND = Person()
# The near leg, the right one of somebody who faces right, goes up in line with the trunk.
LIFTED = Person(
    trunk_lean=75, hip={"left": 95, "right": 178}, knee={"left": 160, "right": 175}
)  # fmt: skip


def seen(person: Person) -> Measurements:
    return Measurer().update(person.pose(), 0, 0.0)


def test_the_standing_leg_is_judged_while_the_near_one_is_in_the_air() -> None:
    frame = seen(LIFTED)
    assert frame.view is not None
    assert frame.view.near == "right"
    name, found = look_up("hip[near]", frame, None)
    assert name == "hip_left"
    assert found.value == pytest.approx(95.0, abs=1.0)
    far = replace(LIFTED, hip={"left": 178, "right": 95}, knee={"left": 175, "right": 160})
    assert look_up("hip[near]", seen(far), None)[0] == "hip_right"


@pytest.mark.parametrize("position", PEOPLE)
def test_with_both_legs_alike_or_on_the_floor_the_near_one_is_judged(position: str) -> None:
    frame = seen(PEOPLE[position])
    assert frame.view is not None
    assert look_up("knee[near]", frame, None)[0] == f"knee_{frame.view.near}"


def test_a_hinge_on_one_leg_counts_and_is_not_blamed_for_the_other() -> None:
    clip = [(1.0, STAND), (1.5, LIFTED)] * 3 + [(1.0, STAND)]
    _, summary = judge_clip(measure_clip(filmed(clip)), bundled("deadlift"))
    assert len(summary.reps) == 3
    knee = next(check for check in summary.checks if check.check == "bottom-knee")
    assert knee.verdict in ("good", "good enough")
    assert knee.value == pytest.approx(160.0, abs=4.0)
