from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.measure.model.outline_model import JOINTS, Outline
from formcheck.measure.pelvis.tilt import MOST_SIGMA, SIGMA_FLOOR, estimate, pelvic_tilt
from tests.measure.test_outline import outline_of
from tests.skeleton import Person
from tests.spoken import words


@pytest.fixture(scope="module")
def neutral() -> Outline:
    return outline_of(Person(shoulder={"left": 5.0, "right": 5.0}))


def moved_elbow(outline: Outline, height: float, behind: float) -> Outline:
    joints = list(outline.joints)
    at = 4 * JOINTS.index("elbow")
    joints[at : at + 2] = [height, behind]
    return replace(outline, joints=tuple(joints))


def test_no_error_is_called_smaller_than_what_rendered_people_can_vouch_for(
    neutral: Outline,
) -> None:
    assert estimate(neutral, neutral)[1] >= SIGMA_FLOOR


def test_an_arm_behind_the_back_is_named_as_the_reason(neutral: Outline) -> None:
    said = pelvic_tilt(moved_elbow(neutral, 0.4, 0.45), neutral)
    assert said.value is None and said.reason is not None
    assert "arm" in words(said.reason)


def test_a_neutral_from_another_distance_is_not_compared_with(neutral: Outline) -> None:
    far = replace(neutral, trunk_pixels=neutral.trunk_pixels / 2)
    said = pelvic_tilt(far, neutral)
    assert words(said.reason) is not None and "distance" in words(said.reason)


def test_lying_on_the_back_is_refused(neutral: Outline) -> None:
    said = pelvic_tilt(replace(neutral, trunk_lean=-85.0), neutral)
    assert words(said.reason) is not None and "floor" in words(said.reason)


def test_an_outline_like_no_person_is_refused_or_very_unsure(neutral: Outline) -> None:
    # A back that is a saw blade: nothing of the kind was ever trained on.
    teeth = tuple(0.05 + 0.5 * (row % 2) for row in range(len(neutral.back)))
    strange = replace(neutral, back=teeth, front=teeth)
    assert estimate(strange, neutral)[1] > MOST_SIGMA
    assert pelvic_tilt(strange, neutral).value is None
