"""Calibrating from the command line, and what a profile changes."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from formcheck.calibrate import baseline_of
from formcheck.capture.clip import Clip
from formcheck.cli import main
from formcheck.errors import InputError
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.message import Message
from formcheck.pose.factory import open_estimator
from formcheck.session import Sightings, measure_clip, needs_silhouette, observe
from formcheck.store.people.profiles import Profile, load_profile, save_profile
from formcheck.store.recordings.recording import Recording, RecordingMeta
from formcheck.stretches.files.loading import load_stretch
from formcheck.tune.rejudge import rejudge
from tests.conftest import sample
from tests.spoken import words

pytestmark = pytest.mark.xdist_group("calibrate")

RATE = 4
"""Every so many frames of the sample clip are looked at: six a second are plenty."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path / "home"


@functools.cache
def seen() -> Sightings:
    with Clip(sample("calibration")) as clip, open_estimator(looks=1, silhouette=True) as estimator:
        return observe((frame for frame in clip if frame.index % RATE == 0), estimator)


def test_the_sample_clip_makes_a_baseline_that_follows_its_truth() -> None:
    found = baseline_of(seen())
    assert isinstance(found, Baseline)
    assert found.near == "right"
    assert found.clothing > 0.5
    assert found.hip["near"] == pytest.approx(180.0, abs=8.0)
    assert found.tilt_range is not None
    # The truth is -11 and 12, less the sway; a reading falls short of it.
    assert -14.0 < found.tilt_range[0] < -4.0
    assert 4.0 < found.tilt_range[1] < 15.0
    measured = measure_clip(seen(), found)
    tilts = {round(f.time_s): f.values["pelvic_tilt"].value for f in measured}
    assert tilts[5] == pytest.approx(0.0, abs=3.0)
    assert tilts[12] < -5.0  # type: ignore[operator]
    assert tilts[16] > 5.0  # type: ignore[operator]


def test_a_recording_is_measured_against_a_profile_without_the_video(tmp_path: Path) -> None:
    found = baseline_of(seen())
    assert isinstance(found, Baseline)
    save_profile(Profile("anna", found))
    frames = measure_clip(seen())
    path = tmp_path / "recording.parquet"
    Recording.of(RecordingMeta("calibration.mp4", 640, 480), frames, seen().poses).write(path)
    again = rejudge(path, "half-kneeling-lunge", profile="Anna").recording
    assert again.meta.profile == "anna"
    direct = measure_clip(seen(), load_profile("anna").baseline)
    for name in ("pelvic_tilt", "hip_right", "hip_joint_right"):
        for got, due in zip(again.measurements, direct, strict=True):
            assert (got.values[name].value is None) == (due.values[name].value is None)
            if due.values[name].value is not None:
                assert got.values[name].value == pytest.approx(due.values[name].value, abs=0.2)
    bare = Recording.of(RecordingMeta("calibration.mp4", 640, 480), frames)
    with pytest.raises(InputError, match="with landmarks"):
        rejudge(bare, "half-kneeling-lunge", profile="anna")


def test_the_silhouette_is_asked_for_only_where_the_pelvis_is_looked_at() -> None:
    assert needs_silhouette(load_stretch("half-kneeling-lunge"))
    assert not needs_silhouette(load_stretch("squat"))


def test_bad_calls_leave_with_the_right_code_and_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("hello\n")
    lunge = str(sample("half-kneeling-lunge-good"))
    for arguments, code, word in [
        (["calibrate", str(text), "--profile", "anna"], 3, "a text file"),
        (["calibrate", lunge, "--profile", "../anna"], 2, "profile's name"),
        (["calibrate", lunge], 2, "--profile"),
        (["review", lunge, "-s", "squat", "--profile", "anna"], 2, "there are none yet"),
        (["measure", lunge, "--profile", "anna"], 2, "there are none yet"),
        (["profiles", "--delete", "anna"], 2, "expected a profile"),
    ]:
        assert main(arguments) == code, arguments
        said = capsys.readouterr().err
        assert word in said
        assert "Traceback" not in said


def test_a_clip_without_a_tilt_gives_the_neutral_alone_and_without_standing_says_so() -> None:
    sightings = seen()
    count = sum(time < 6.0 for time in sightings.times_s)
    short = Sightings(
        sightings.indices[:count],
        sightings.times_s[:count],
        sightings.poses[:count],
        silhouettes=sightings.silhouettes[:count],
    )
    found = baseline_of(short)
    assert isinstance(found, Baseline)
    assert found.tilt_range is None
    unseen = Sightings(short.indices, short.times_s, short.poses)
    reason = baseline_of(unseen)
    assert isinstance(reason, Message)
    assert "standing still" in words(reason)


def test_profiles_are_listed_and_deleted(capsys: pytest.CaptureFixture[str]) -> None:
    found = baseline_of(seen())
    assert isinstance(found, Baseline)
    save_profile(Profile("anna", found))
    assert main(["profiles"]) == 0
    assert "anna, made 20" in capsys.readouterr().out
    assert main(["review", "none.mp4", "-s", "squat", "--profile", "ana"]) == 2
    assert "did you mean anna?" in capsys.readouterr().err
    assert main(["profiles", "--delete", "anna"]) == 0
    assert main(["profiles"]) == 0
    assert "no profiles yet" in capsys.readouterr().out
