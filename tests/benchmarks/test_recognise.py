"""What counts as right where the recognition of positions is measured."""

from pathlib import Path

import pytest

from benchmarks.recognise import clips
from benchmarks.recognise.__main__ import answer
from benchmarks.recognise.clips import Named, clips_table, named
from benchmarks.recognise.labels import PHOTOS, is_at_its_end, right_positions
from formcheck.coach.frame.summary_model import Guess, Recognition
from formcheck.measure.model.measurement import Legs, Measurements, Posture


def truth(trunk: float, hip: float = 180.0, knee: float = 180.0) -> dict[str, float]:
    return {
        "trunk_lean": trunk, "hip_left": hip, "hip_right": hip, "knee_left": knee,
        "knee_right": knee,
    }  # fmt: skip


def test_postures_between_two_positions_may_be_called_either() -> None:
    assert right_positions("prone", "press-up", truth(50.0)) == {"press-up"}
    assert right_positions("prone", "press-up", truth(72.0)) == {"press-up", "prone"}
    assert right_positions("squat", "squat", truth(30.0, knee=80.0)) == {"squat"}
    assert right_positions("squat", "squat", truth(10.0, knee=160.0)) == {"standing", "squat"}
    assert not is_at_its_end("squat", truth(10.0, knee=160.0))


def test_an_unlikely_best_position_counts_as_not_told() -> None:
    posture = Posture({"lunge": 0.4, "squat": 0.35, "other": 0.25})
    frame = Measurements(0, 0.0, True, None, Legs(), {}, posture)

    told = answer(frame, "lunge", PHOTOS["lunge"])

    assert told.right
    assert told.word == "can't tell"


def test_clips_are_asked_from_where_they_should_be_seen_and_by_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("good_side_left_test_2", "good_side_right_test_3", "good_front_left_test_4",
             "good_side+profile_left_test_6.calibration")  # fmt: skip
    for name in names:
        (tmp_path / f"squat_{name}.mp4").touch()
    told = Recognition((Guess("squat", "Squat", 0.9),), "squat", None)
    monkeypatch.setattr(clips, "look", lambda *_: None)
    monkeypatch.setattr(clips, "measure_clip", lambda _: [])
    monkeypatch.setattr(clips, "recognise", lambda *_: told)

    assert [one.person for one in named(tmp_path)] == [2, 3]
    assert [one.person for one in named(tmp_path, "odd")] == [3]
    assert all(one.right and one.sure for one in named(tmp_path))


def test_the_table_of_clips_counts_the_sure_and_the_wrong(
    capsys: pytest.CaptureFixture[str],
) -> None:
    squat, hinge = Guess("squat", "Squat", 0.9), Guess("deadlift", "Deadlift", 0.1)
    right = Named(Path("a.mp4"), "squat", 1, (squat, hinge), True)
    wrong = Named(Path("b.mp4"), "deadlift", 1, (squat, hinge), True)

    clips_table([right, wrong])

    printed = capsys.readouterr().out
    assert "| squat | 1 | 1 | 1 | 1 | 1 |" in printed
    assert "| deadlift | 1 | 0 | 1 | 1 | 0 |" in printed
    assert "| 0.85 to 0.95 | 2 | 90 % | 50 % |" in printed
    assert "- b: squat 90 %, deadlift 10 % (sure)" in printed
