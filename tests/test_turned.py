"""A clip whose pixels lie on their side is told to be turned; lying people are not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck import turned
from formcheck.coach.frame.summary_model import Recognition
from formcheck.coach.summary.summary import refuse
from formcheck.coach.watch.viewpoint import tilt_advice
from formcheck.codes.coach import HeadlineCode
from formcheck.measure.model.measurement import Measurements
from formcheck.pose.pose import Pose
from formcheck.recognise.recognise import akin, recognise
from formcheck.review import Review, _unrecognised
from formcheck.session import Sightings, judge_clip, measure_clip
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import list_stretches, load_stretch
from formcheck.turned import find_turn, is_turned, look_again, may_be_turned, turned_pose
from tests.coach.test_wrong_movement import filmed
from tests.conftest import Run
from tests.people import PEOPLE
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
@pytest.mark.parametrize("name", ["squat", "half-kneeling-lunge"])
def test_a_stretch_that_was_named_is_told_to_be_turned_and_nothing_else(
    name: str, quarters: int
) -> None:
    stretch, recording = load_stretch(name), recorded(name, quarters)
    _, summary = judge_clip(recording.measurements, stretch)

    found = look_again(recording, summary, stretch)

    assert is_turned(found.advice)
    assert found.wrong is None
    counted = summary.wrong is None and (summary.held_s >= 1.0 or summary.reps)
    if not counted:
        assert found.headline.code == HeadlineCode.NOTHING_TOLD
        assert "the clip seems to " in sentence(found.headline)
        assert not found.checks and not found.lost


def test_what_looks_like_a_bridge_as_it_lies_is_told_to_be_turned() -> None:
    """The positions in a lunge on its side are those of a bridge, for long enough to be told."""
    lunge, recording = load_stretch("half-kneeling-lunge"), recorded("half-kneeling-lunge", 1)
    _, summary = judge_clip(recording.measurements, lunge)
    wrong = refuse(lunge, "bridge")

    for before in (summary, wrong):
        found = look_again(recording, before, lunge)
        assert is_turned(found.advice)
        assert "bridge" not in sentence(found.headline)


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


# ------------------------------------------------------------------ another stretch than named


FAMILIES = {
    "half-kneeling-lunge": "upright with a leg behind",
    "half-kneeling-reach-back": "upright with a leg behind",
    "squat": "standing",
    "quadruped-leg-lift": "all fours",
    "prone-press-up": "face down",
    "prone-quad-stretch": "face down",
    "glute-bridge": "face up",
    "saddle": "heels",
}
SHOWN = ("half-kneeling-lunge", "squat", "prone-press-up", "glute-bridge")
"""Clips of four families; that of the press-up is a hold, and only its position is sure."""


@pytest.fixture(scope="module")
def clips() -> dict[str, tuple[Recording, Recognition]]:
    """The clips with what is recognised in each, which takes longest."""
    known, found = list_stretches(), {name: recorded(name) for name in SHOWN}
    return {name: (one, recognise(one.measurements, known)) for name, one in found.items()}


@pytest.mark.parametrize("named", FAMILIES)
@pytest.mark.parametrize("shown", SHOWN)
def test_another_family_is_named_and_a_neighbour_never(
    shown: str,
    named: str,
    clips: dict[str, tuple[Recording, Recognition]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stretch, (recording, recognition) = load_stretch(named), clips[shown]
    own = recording.measurements
    monkeypatch.setattr(
        turned,
        "recognise",
        lambda seen, known: recognition if seen is own else recognise(seen, known),
    )
    _, summary = judge_clip(recording.measurements, stretch)

    found = look_again(recording, summary, stretch)

    told = found.advice is not None and found.advice.code in (
        HeadlineCode.CHOOSE,
        HeadlineCode.SHOWS_ANOTHER,
        HeadlineCode.MAY_BE,
    )
    if FAMILIES[shown] == FAMILIES[named]:
        assert not told
        assert found.advice == summary.advice
    else:
        assert told
        assert found.advice is not None
        assert akin(load_stretch(str(found.advice.get("id"))), load_stretch(shown))


def test_a_press_up_that_was_taken_for_a_lunge_is_named(reviewed: Callable[[str], Review]) -> None:
    """A sample clip: no leg can be told in it, so that nothing spoke against the lunge."""
    recording = reviewed("prone-press-up").recording
    for named in ("half-kneeling-lunge", "squat", "glute-bridge", "saddle"):
        stretch = load_stretch(named)
        _, summary = judge_clip(recording.measurements, stretch)
        found = look_again(recording, summary, stretch)
        assert found.advice is not None
        assert found.advice.get("id") == "prone-press-up"
    hold = load_stretch("prone-press-up:hold")
    _, summary = judge_clip(recording.measurements, hold)
    assert look_again(recording, summary, hold) == summary


def test_whoever_does_most_of_what_was_named_is_not_looked_at_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    squat, recording = load_stretch("squat"), recorded("squat")
    _, summary = judge_clip(recording.measurements, squat)
    done = replace(summary, target_reps=len(summary.reps))
    monkeypatch.setattr(turned, "recognise", lambda *_: pytest.fail("recognised for nothing"))
    assert look_again(recording, done, squat) is done


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_press_up_on_its_side_is_at_least_said_to_be_possible(
    quarters: int, reviewed: Callable[[str], Review]
) -> None:
    own = reviewed("prone-press-up").recording
    poses = tuple(None if pose is None else turned_pose(pose, quarters) for pose in own.poses)
    times = tuple(frame.time_s for frame in own.measurements)
    indices = tuple(frame.index for frame in own.measurements)
    seen = measure_clip(Sightings(indices, times, poses))
    recording, known = Recording.of(meta(), seen, poses), list_stretches()
    assert not recognise(seen, known).sure

    surely, perhaps = find_turn(recording, known), may_be_turned(recording, known)

    assert (surely is None) == (perhaps is not None)
    said = sentence(surely.advice if surely is not None else perhaps)
    assert "Prone press-up" in said


def standing() -> tuple[list[Measurements], tuple[Pose | None, ...]]:
    seen = filmed([(8.0, PEOPLE["standing"])])
    return measure_clip(seen), seen.poses


def test_whoever_stands_is_not_said_to_lie_on_the_side() -> None:
    known = list_stretches()
    for name in ("squat", "half-kneeling-lunge", "table-stretch", "deadlift"):
        assert may_be_turned(recorded(name), known) is None
    assert may_be_turned(Recording.of(meta(), *standing()), known) is None
    assert may_be_turned(replace(recorded("squat"), poses=()), known) is None


def test_of_a_turned_clip_nothing_is_guessed() -> None:
    known = list_stretches()
    turned_squat = recorded("squat", 1)
    found = _unrecognised(turned_squat, recognise(turned_squat.measurements, known), known)
    assert is_turned(found.recognition.reason)
    assert found.recognition.guesses == ()

    seen = filmed([(4.0, replace(PEOPLE["standing"], trunk_lean=165))])  # head down, as nobody is
    odd = Recording.of(meta(), measure_clip(seen), seen.poses)
    found = _unrecognised(odd, recognise(odd.measurements, known), known)
    assert is_turned(found.recognition.reason)
    assert found.recognition.guesses == ()


def test_the_tilt_of_a_camera_is_not_told_of_a_turned_clip() -> None:
    squat, advice = recorded("squat", 1), tilt_advice(20.0, 2.0)
    assert advice is not None
    tilted = replace(squat, meta=replace(squat.meta, notes=(advice,)))
    known = list_stretches()
    found = _unrecognised(tilted, recognise(tilted.measurements, known), known)
    assert found.recording.meta.notes == ()


def test_review_and_rejudge_say_what_to_type_for_what_a_clip_looks_like(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a recording.parquet"
    recorded("squat").write(path)
    code, shown, _ = run("rejudge", path, "--stretch", "half-kneeling-lunge")
    assert code == 0
    assert f"formcheck rejudge '{path}' --stretch squat" in shown
    for one in ("squat", "deadlift"):
        assert "type:" not in run("rejudge", path, "--stretch", one)[1]
