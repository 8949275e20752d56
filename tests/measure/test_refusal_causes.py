"""A refusal names its cause: who need not turn is not asked to turn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.codes.measure import ReasonCode
from formcheck.measure.joints.angles import angles
from formcheck.measure.joints.apply_correction import TOO_UNSURE
from formcheck.measure.joints.disagreement import CONTRADICTED
from formcheck.measure.joints.refusal_causes import with_causes
from formcheck.measure.measurer import Measurer
from formcheck.measure.model.measurement import Measurement
from formcheck.measure.view.view import see
from formcheck.message import Message
from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import Pose
from formcheck.words import say
from tests.skeleton import Person

LUNGE = Person(hip={"left": 95.0, "right": 192.0}, knee={"left": 90.0, "right": 120.0})
STANDING = Person()


def refused(pose: Pose, name: str, reason: Message) -> Message | None:
    view = see(pose, 1)
    values = angles(pose, view) | {name: Measurement.unknown(reason)}
    return with_causes(values, pose, view)[name].reason


@pytest.mark.parametrize("reason", [CONTRADICTED, TOO_UNSURE])
def test_from_the_side_with_the_legs_apart_nobody_is_told_to_turn(reason: Message) -> None:
    found = refused(LUNGE.pose(), "knee_right", reason)
    assert found == reason
    assert "side squarely" not in (say(found) or "")


@pytest.mark.parametrize("reason", [CONTRADICTED, TOO_UNSURE])
def test_a_view_from_too_far_round_is_the_cause(reason: Message) -> None:
    turned = replace(LUNGE, yaw=42.0).pose()
    assert refused(turned, "knee_right", reason) == Message(ReasonCode.SHOW_SIDE)


def test_a_leg_behind_the_other_is_the_cause() -> None:
    found = refused(STANDING.pose(), "hip_left", CONTRADICTED)
    assert found == Message(ReasonCode.LEG_BEHIND_LEG, side="left", other="right")
    assert "set one of them further forward" in (say(found) or "")


def test_other_reasons_and_values_stay() -> None:
    pose = STANDING.pose()
    view = see(pose, 1)
    outside = Message(ReasonCode.OUTSIDE_PICTURE, joint="knee", side="left")
    values = angles(pose, view) | {"knee_left": Measurement.unknown(outside)}
    assert with_causes(values, pose, view) == values


def test_measuring_names_the_cause_where_the_engines_contradict() -> None:
    pose = LUNGE.pose()
    moved = pose.pixels.copy()
    # The second engine has the shank of the right leg pointing the other way.
    knee, ankle = Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE
    moved[ankle] = 2 * moved[knee] - moved[ankle]
    pose = replace(pose, engines=np.stack([pose.pixels, moved]))
    found = Measurer().update(pose, 0, 0.0).values["knee_right"]
    assert found.reason == CONTRADICTED
    assert "side squarely" not in (say(found.reason) or "")
