"""A helper's limb is not the person's: what is too long for the rest is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.codes.measure import ReasonCode
from formcheck.measure.joints.angles import angles
from formcheck.measure.view.missing_joints import MissingJoints
from formcheck.measure.view.proportions import TOO_LONG, not_own
from formcheck.measure.view.view import see
from formcheck.message import Message
from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import Pose
from tests.people import PEOPLE
from tests.skeleton import Person

LUNGE = Person(hip={"left": 95.0, "right": 192.0}, knee={"left": 90.0, "right": 110.0})


def reached(pose: Pose, joint: Landmark, start: Landmark, times: float) -> Pose:
    """Return the pose with a joint as many times as far from the one above it."""
    pixels = pose.pixels.copy()
    pixels[joint] = pixels[start] + times * (pixels[joint] - pixels[start])
    return replace(pose, pixels=pixels)


def test_an_ankle_on_a_helper_is_refused_with_what_hangs_on_it_and_nothing_else() -> None:
    pose = reached(LUNGE.pose(), Landmark.LEFT_ANKLE, Landmark.LEFT_KNEE, 2.2)
    found = angles(pose, see(pose, 1))
    reason = Message(ReasonCode.NOT_YOUR_LIMB, joint="ankle", side="left")
    assert found["knee_left"].reason == found["shin_left"].reason == reason
    assert found["hip_left"].value == pytest.approx(95.0, abs=0.5)
    assert found["knee_right"].value == pytest.approx(110.0, abs=0.5)


def test_a_knee_on_a_helper_refuses_the_hip() -> None:
    pose = reached(LUNGE.pose(), Landmark.RIGHT_KNEE, Landmark.RIGHT_HIP, 2.2)
    assert "knee_right" in not_own(pose)
    found = angles(pose, see(pose, 1))["hip_right"]
    assert found.reason == Message(ReasonCode.NOT_YOUR_LIMB, joint="knee", side="right")


@pytest.mark.parametrize("position", PEOPLE)
@pytest.mark.parametrize("yaw", [0.0, 35.0, -60.0])
def test_nobody_alone_in_the_picture_is_refused(position: str, yaw: float) -> None:
    assert not not_own(replace(PEOPLE[position], yaw=yaw).pose())


@pytest.mark.parametrize(("times", "own"), [(0.9 * TOO_LONG, True), (1.1 * TOO_LONG, False)])
def test_a_limb_towards_the_camera_may_look_longer(times: float, own: bool) -> None:
    pose = reached(Person().pose(), Landmark.LEFT_ANKLE, Landmark.LEFT_KNEE, times)
    assert ("ankle_left" not in not_own(pose)) == own


def test_beyond_the_edge_it_is_outside_and_not_somebody_elses() -> None:
    pose = reached(LUNGE.pose(), Landmark.LEFT_ANKLE, Landmark.LEFT_KNEE, 6.0)
    missing = MissingJoints.of(pose)
    assert missing is not None
    assert "ankle_left" in missing.outside
    assert not missing.foreign


def test_mirrored_it_is_the_other_leg() -> None:
    pose = reached(LUNGE.pose(), Landmark.LEFT_ANKLE, Landmark.LEFT_KNEE, 2.2)
    assert not_own(pose.mirrored()) == {"ankle_right"}
    assert np.isfinite(pose.pixels).all()
