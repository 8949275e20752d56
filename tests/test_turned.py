"""A clip whose pixels lie on their side is told to be turned; lying people are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.codes.coach import RecognitionCode
from formcheck.recognise.recognise import recognise
from formcheck.review import _better
from formcheck.session import Sightings, judge_clip, measure_clip
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import list_stretches, load_stretch
from formcheck.turned import find_turn, turned_pose
from tests.coach.test_wrong_movement import filmed
from tests.recognise.test_recognise import CLIPS
from tests.skeleton import Person
from tests.spoken import sentence
from tests.store.factory import meta

LYING = ("prone-press-up", "prone-quad-stretch", "glute-bridge", "quadruped-leg-lift", "saddle")


def recorded(name: str, quarters: int = 0) -> Recording:
    seen = filmed(CLIPS[name])
    poses = tuple(None if pose is None else turned_pose(pose, quarters) for pose in seen.poses)
    sightings = Sightings(seen.indices, seen.times_s, poses)
    return Recording.of(meta(), measure_clip(sightings), poses)


@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize("name", ["half-kneeling-lunge", "squat"])
def test_a_clip_on_its_side_or_upside_down_is_told_to_be_turned(name: str, quarters: int) -> None:
    stretches, recording = list_stretches(), recorded(name, quarters)

    assert not recognise(recording.measurements, stretches).sure
    found = find_turn(recording, stretches)

    assert found is not None
    assert (found.stretch, found.quarters) == (name, 4 - quarters)
    said = sentence(found.advice)
    assert ("upside down" in said) == (quarters == 2)
    assert "Turn it in a photo or video app, and review it again." in said


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_stretch_that_was_named_is_told_to_be_turned_too(quarters: int) -> None:
    squat, recording = load_stretch("squat"), recorded("squat", quarters)
    _, summary = judge_clip(recording.measurements, squat)

    choose, turn = _better(recording, summary, squat)

    assert choose is None
    assert turn is not None
    assert turn.code == RecognitionCode.TURNED


@pytest.mark.parametrize("name", LYING)
def test_somebody_who_lies_or_kneels_is_no_turned_clip(name: str) -> None:
    stretches, recording = list_stretches(), recorded(name)
    if not recognise(recording.measurements, stretches).sure:
        assert find_turn(recording, stretches) is None


def test_what_holds_no_landmarks_is_not_turned() -> None:
    recording = replace(recorded("squat", 1), poses=())

    assert find_turn(recording, list_stretches()) is None


def test_whoever_is_upright_is_no_turned_clip_though_nothing_is_recognised() -> None:
    """A second of standing, turned by a quarter, lies as before a bridge."""
    recording = recorded("glute-bridge", 3)

    assert find_turn(recording, list_stretches()) is None


def test_four_quarters_are_none() -> None:
    pose = Person().pose()

    assert (turned_pose(pose, 4).pixels == pose.pixels).all()
    assert turned_pose(pose, 1).width == pose.height
