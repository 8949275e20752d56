"""The models of a stretch: what they accept, refuse and answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from formcheck.stretches.model.check import Check
from formcheck.stretches.model.measures import (
    JOINT_ANGLES,
    MEASURE_RANGES,
    MEASURE_ROLES,
    PERCENT_MEASURES,
    SIDED_MEASURES,
    WHOLE_MEASURES,
    Measure,
    measure_names,
)
from formcheck.stretches.model.stretch import Stretch

HEAD = {
    "id": "a-b",
    "name": "A",
    "kind": "hold",
    "position": "standing",
    "sides": "both",
    "view": {"from": "side"},
    "hold": {},
    "summary": "S.",
    "steps": ["Stand."],
}


def check(**more: object) -> dict[str, object]:
    return {"id": "c", "measure": "trunk_lean", "high": 5, "cue_high": "Up", "why": "W.", **more}


@given(st.sampled_from(measure_names()))
def test_every_measure_is_read_and_written_alike(text):
    measure = Measure.parse(text)
    assert str(measure) == text
    assert (measure.role is None) == (measure.name in WHOLE_MEASURES)
    assert measure.unit == ("%" if measure.name in PERCENT_MEASURES else "degrees")


def test_the_tables_speak_of_every_measure():
    assert set(MEASURE_RANGES) == {*SIDED_MEASURES, *WHOLE_MEASURES}
    assert set(JOINT_ANGLES) <= set(SIDED_MEASURES)
    assert len(measure_names()) == len(SIDED_MEASURES) * len(MEASURE_ROLES) + len(WHOLE_MEASURES)
    assert all(low < high for low, high in MEASURE_RANGES.values())


@pytest.mark.parametrize(
    "text", ["", "hips", "hip", "hip[rear]", "trunk_lean[near]", "hip[worked", "hip [worked]"]
)
def test_what_is_no_measure_is_refused(text):
    with pytest.raises(ValueError, match=r"expected|belongs to"):
        Measure.parse(text)
    with pytest.raises(ValidationError):
        Check.model_validate(check(measure=text))


@pytest.mark.parametrize("value", ["185", True, float("nan"), float("inf"), [185]])
def test_a_limit_is_a_finite_number(value):
    with pytest.raises(ValidationError):
        Check.model_validate(check(high=value))


def test_low_above_high_is_refused():
    with pytest.raises(ValidationError, match="expected low below high, got low 6 and high 5"):
        Check.model_validate(check(low=6))
    assert Check.model_validate(check(low=5)).low == 5


def test_defaults():
    stretch = Stretch.model_validate(HEAD)
    assert (stretch.hold.seconds, stretch.hold.sets) == (30, 2)
    assert (stretch.view.from_, stretch.view.near, stretch.view.max_yaw) == ("side", "either", 30)
    one = Check.model_validate(check())
    assert one.required
    assert one.at == "held"
    assert one.target == Measure(name="trunk_lean")


def test_models_are_frozen_and_refuse_what_they_do_not_know():
    stretch = Stretch.model_validate(HEAD)
    with pytest.raises(ValidationError):
        stretch.name = "B"
    with pytest.raises(ValidationError, match="colour"):
        Stretch.model_validate({**HEAD, "colour": "blue"})


@pytest.mark.parametrize(("kind", "word"), [("hold", "a hold needs"), ("reps", "repetitions need")])
def test_a_kind_needs_its_target(kind, word):
    with pytest.raises(ValidationError, match=word):
        Stretch.model_validate({**HEAD, "kind": kind, "hold": None})


def test_the_main_check_is_named_or_the_first_with_two_ends():
    one, two = check(id="one"), check(id="two", low=-5)
    stretch = Stretch.model_validate({**HEAD, "checks": [one, two]})
    assert stretch.main_check == stretch.check("two")
    named = Stretch.model_validate({**HEAD, "checks": [one, two], "main": "one"})
    assert named.main_check == named.check("one")
    assert Stretch.model_validate({**HEAD, "checks": [one]}).main_check.id == "one"
    assert Stretch.model_validate(HEAD).main_check is None
    with pytest.raises(KeyError, match="three"):
        stretch.check("three")
