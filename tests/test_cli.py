"""The command line as a user meets it: good runs, bad input, exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from formcheck.coach.frame.summary_model import Guess, Recognition
from formcheck.message import authored
from formcheck.report.results import FILES
from formcheck.resources import data_folder, user_folder
from formcheck.store.history.history import History
from formcheck.store.people.known_results import known_results
from tests.conftest import Run, sample

GOOD = sample("half-kneeling-lunge-good")


@pytest.fixture(scope="session")
def short_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first second of a sample clip."""
    return cut(GOOD, tmp_path_factory.mktemp("short") / "short.mp4", seconds=1.0)


def pictures(clip: Path, seconds: float) -> Iterator[np.ndarray]:
    with av.open(clip) as container:
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= seconds:
                return
            yield frame.to_ndarray(format="rgb24")


def film(path: Path, images: Iterator[np.ndarray], rate: int = 24) -> Path:
    with av.open(path, "w") as container:
        stream = None
        for image in images:
            if stream is None:
                stream = container.add_stream("libx264", rate=rate)
                stream.height, stream.width = image.shape[:2]
                stream.pix_fmt = "yuv420p"
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        assert stream is not None
        container.mux(stream.encode())
    return path


def cut(clip: Path, path: Path, seconds: float) -> Path:
    return film(path, pictures(clip, seconds))


def test_review_writes_its_files_and_says_where(run: Run, short_clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "results"
    code, shown, _ = run("review", short_clip, "-s", "half-kneeling-lunge", "-o", out, "--fast")
    assert code == 0
    assert sorted(file.name for file in out.iterdir()) == sorted(FILES)
    assert all(str(out / name) in shown for name in FILES)
    assert "Half-kneeling" in shown
    report = json.loads((out / "report.json").read_text())
    assert report["stretch"]["id"] == "half-kneeling-lunge"
    with av.open(out / "annotated.mp4") as video:
        assert video.streams.video[0].codec_context.name == "h264"
        assert sum(1 for _ in video.decode(video=0)) == 24
    code, shown, _ = run(
        "rejudge", out / "recording.parquet", "-s", "half-kneeling-lunge",
        "--set", "rear-hip.low=170", "-o", tmp_path / "again",
    )  # fmt: skip
    assert code == 0
    assert "rear-hip.low=170" in shown
    assert (tmp_path / "again" / "report.json").exists()


def test_a_review_without_a_video_has_the_same_report(
    run: Run, short_clip: Path, tmp_path: Path
) -> None:
    lunge = ("review", short_clip, "-s", "half-kneeling-lunge", "--fast")
    assert run(*lunge, "-o", tmp_path / "with")[0] == 0
    assert run(*lunge, "-o", tmp_path / "without", "--no-video")[0] == 0
    assert not (tmp_path / "without" / "annotated.mp4").exists()
    pages = [(tmp_path / name / "report.html").read_text() for name in ("with", "without")]
    assert pages[0] == pages[1]
    assert "data:image/jpeg" in pages[1]


def test_a_review_is_in_the_history_only_where_that_is_asked_for(
    run: Run, short_clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path / "home"))
    lunge = ("review", short_clip, "-s", "half-kneeling-lunge:tuck-alone", "--fast")
    assert run(*lunge, "-o", tmp_path / "one")[0] == 0
    assert History().sessions() == []
    code, _, err = run(*lunge, "-o", tmp_path / "two", "--history")
    assert code == 0
    assert "Kept in the history" in err
    (kept,) = History().sessions()
    assert (kept.version, kept.clip) == ("half-kneeling-lunge:tuck-alone", "short.mp4")
    assert History().file(kept) is not None


def test_review_without_a_stretch_recognises_it(run: Run, short_clip: Path, tmp_path: Path) -> None:
    code, shown, _ = run("review", short_clip, "-o", tmp_path / "out", "--fast")
    assert code == 0
    assert "You named no stretch. From the clip: Half-kneeling hip-flexor lunge" in shown
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["stretch"]["id"] == "half-kneeling-lunge"
    assert len(report["recognised"]["guesses"]) == 3
    page = (tmp_path / "out" / "report.html").read_text()
    assert "You named no stretch" in page


def test_review_that_is_not_sure_says_what_to_type(
    run: Run, short_clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guesses = (Guess("squat", "Squat", 0.4), Guess("deadlift", "Deadlift", 0.35))
    unsure = Recognition(guesses, None, authored("The camera saw you from the front"))
    # By its module, since the package's own `review` is the function.
    monkeypatch.setattr(sys.modules["formcheck.review"], "recognise", lambda *_: unsure)
    out = tmp_path / "out"
    code, shown, _ = run("review", short_clip, "-o", out, "--fast")
    assert code == 0
    assert "not sure which stretch" in shown
    assert "The camera saw you from the front." in shown
    assert f"formcheck rejudge {out / 'recording.parquet'} --stretch squat" in shown
    assert sorted(file.name for file in out.iterdir()) == ["recording.parquet", "report.json"]
    report = json.loads((out / "report.json").read_text())
    assert report["stretch"] is None
    assert [g["stretch"] for g in report["recognised"]["guesses"]] == ["squat", "deadlift"]
    code, shown, _ = run("rejudge", out / "recording.parquet", "-s", "half-kneeling-lunge")
    assert code == 0
    assert "Half-kneeling" in shown


def test_results_without_a_folder_never_replace_earlier_ones(
    run: Run, short_clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("short", "short-2"):
        assert run("review", short_clip, "-s", "squat", "--fast")[0] == 0
        assert (tmp_path / "formcheck-results" / name / "report.html").exists()


def test_measure_writes_one_object_per_frame_and_file(
    run: Run, short_clip: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.png"
    Image.fromarray(next(pictures(GOOD, 1.0))).save(picture)
    lines = tmp_path / "m.jsonl"
    code, shown, _ = run("measure", picture, short_clip, "--json", lines, "--fast")
    assert code == 0
    assert lines in known_results(user_folder()), "`formcheck privacy` names it, and deletes it"
    assert "1 frame, a person in 1" in shown
    assert "trunk to thigh, left" in shown
    assert "trunk to thigh, right" in shown
    unread = " ".join(shown.split())
    assert "Not known: turn of the pelvis. A camera cannot tell yet" in unread
    assert "Not known: at the hip joint itself, without the low back. The hip cannot" in unread
    frames = [json.loads(line) for line in lines.read_text().splitlines()]
    assert len(frames) == 14  # of every second picture and the last one
    assert [f["frame"] for f in frames] == [0, *range(0, 24, 2), 23]
    assert frames[0]["file"] == str(picture)
    assert frames[1]["view"]["facing"] == "right"
    assert frames[1]["view"]["near"] == "right"
    hip = frames[1]["measurements"]["hip_right"]
    assert 165 < hip["value"] < 190
    assert hip["sigma"] > 0
    assert hip["reason"] is None
    unknown = frames[1]["measurements"]["pelvic_tilt"]
    assert unknown["value"] is None
    assert unknown["reason"]


def test_mirrored_picture_gives_mirrored_measurements(run: Run, tmp_path: Path) -> None:
    image = next(pictures(sample("half-kneeling-lunge-shallow"), 1.0))
    Image.fromarray(image).save(tmp_path / "a.png")
    Image.fromarray(image[:, ::-1]).save(tmp_path / "b.png")
    lines = tmp_path / "m.jsonl"
    assert run("measure", tmp_path / "a.png", tmp_path / "b.png", "--json", lines)[0] == 0
    one, two = (json.loads(line) for line in lines.read_text().splitlines())
    assert {one["view"]["facing"], two["view"]["facing"]} == {"left", "right"}
    compared = 0
    for name, found in one["measurements"].items():
        swapped = name.replace("left", "@").replace("right", "left").replace("@", "right")
        if found["value"] is not None:
            assert found["value"] == pytest.approx(two["measurements"][swapped]["value"], abs=0.5)
            compared += 1
    assert compared >= 14


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("text.mp4", "a text file"),
        ("empty.mp4", "an empty file"),
        ("cut.mp4", "cut.mp4"),
        ("sound.wav", "sound.wav"),
        ("folder", "a folder"),
        ("missing.mp4", "does not exist"),
    ],
)
def test_an_unreadable_clip_gives_one_sentence_and_no_files(
    run: Run, tmp_path: Path, short_clip: Path, name: str, words: str
) -> None:
    bad = tmp_path / name
    if name == "text.mp4":
        bad.write_text("hello\n")
    elif name == "empty.mp4":
        bad.touch()
    elif name == "cut.mp4":  # its index is at the end, and gone
        bad.write_bytes(short_clip.read_bytes()[: short_clip.stat().st_size // 2])
    elif name == "sound.wav":
        with wave.open(str(bad), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(8000)
            sound.writeframes(bytes(16000))
    elif name == "folder":
        bad.mkdir()
    before = set(tmp_path.iterdir())
    code, shown, said = run("review", bad, "-s", "squat", "-o", tmp_path / "out")
    assert code == 3
    assert shown == ""
    assert said.count("\n") == 1
    assert said.startswith("formcheck: expected ")
    assert words in said
    assert set(tmp_path.iterdir()) == before
    assert run("measure", bad)[0] == 3


def test_a_clip_without_a_person(run: Run, tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (120, 160, 3), np.uint8)
    clip = film(tmp_path / "empty-room.mp4", iter([noise] * 5))
    code, _, said = run("review", clip, "-s", "squat", "-o", tmp_path / "out", "--fast")
    assert code == 4
    assert "found nobody" in said
    assert "film one person whole" in said
    assert not (tmp_path / "out").exists()
    lines = tmp_path / "m.jsonl"
    assert run("measure", clip, "--json", lines, "--fast")[0] == 4
    assert all(not json.loads(line)["person"] for line in lines.read_text().splitlines())


def test_a_bad_file_among_good_ones_loses_nothing(
    run: Run, short_clip: Path, tmp_path: Path
) -> None:
    lines = tmp_path / "m.jsonl"
    code, _, said = run("measure", tmp_path / "none.mp4", short_clip, "--json", lines, "--fast")
    assert code == 3
    assert "none.mp4" in said
    assert len(lines.read_text().splitlines()) == 13


def test_an_unknown_stretch_names_the_nearest(run: Run, short_clip: Path) -> None:
    code, _, said = run("review", short_clip, "-s", "half-kneeling-lung")
    assert code == 2
    assert "did you mean half-kneeling-lunge?" in said
    assert run("show", "squatt")[0] == 2


def test_a_routine_is_not_reviewed_but_shown(run: Run, short_clip: Path) -> None:
    code, _, said = run("review", short_clip, "-s", "sensitive-back")
    assert code == 2
    assert "`formcheck show sensitive-back` names its stretches" in said
    assert run("show", "sensitive-back")[0] == 0


def test_a_calendar_file_has_a_usual_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("remind", "desk-break")[0] == 0
    assert (tmp_path / "formcheck.ics").is_file()


@pytest.mark.parametrize("arguments", [["review", "-o", ""], ["measure", "--json", ""]])
def test_an_empty_path_does_not_stand_for_the_present_folder(
    run: Run,
    short_clip: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, said = run(*arguments, short_clip)
    assert code == 2
    assert "expected a path, got nothing" in said
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written(run: Run, short_clip: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("mine")
    code, _, said = run("review", short_clip, "-s", "squat", "-o", blocked / "out")
    assert code == 3
    assert "choose a folder that can be written" in said
    assert blocked.read_text() == "mine"


def test_a_picture_is_reviewed_as_one_moment(run: Run, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    Image.fromarray(next(pictures(sample("half-kneeling-lunge-shallow"), 7.0))).save(picture)
    out = tmp_path / "out"
    code, shown, _ = run("review", picture, "-s", "half-kneeling-lunge", "-o", out, "--fast")
    assert code == 0
    assert "In this picture the rear hip was not open far enough" in shown
    assert {file.name for file in out.iterdir()} == {"report.html", "report.json", "annotated.png"}
    report = json.loads((out / "report.json").read_text())
    assert (report["verdict"], report["hold"], report["reps"]) == ("adjust", None, None)
    assert report["frames"] == {"total": 1, "person": 1, "filled": 0}
    page = (out / "report.html").read_text()
    assert "over time" not in page and "of the time that counted" not in page

    code, _, said = run("review", picture, "--fast")
    assert code == 2
    assert "expected a stretch for a picture" in said


FIVE_FAULTS = """\
id: my-stretch
name: Mine
kind: hold
position: standing
sides: each
worked_leg: rear
view: {from: side}
hold: {seconds: 30, sets: 2}
summary: A stretch.
steps: [Stand]
colour: red
checks:
  - id: a
    measure: hop[worked]
    low: 185
    cue_low: Go
    why: because
  - id: a
    measure: hip[worked]
    low: 200
    high: 185
    cue_low: x
    cue_high: y
    why: because
  - id: b
    measure: knee[worked]
    low: 185deg
    cue_low: x
    why: because
"""


def test_all_faults_of_a_stretch_file_at_once(run: Run, tmp_path: Path, short_clip: Path) -> None:
    file = tmp_path / "my-stretch.yaml"
    file.write_text(FIVE_FAULTS)
    for arguments in (["validate", file], ["review", short_clip, "-s", file], ["show", file]):
        code, _, said = run(*arguments)
        assert code == 2
        for line in (11, 14, 18, 20, 27):
            assert f"my-stretch.yaml:{line}:" in said
    assert run("validate", *sorted(data_folder("poses").glob("*.yaml")))[0] == 0
    assert run("validate", tmp_path / "none.yaml")[0] == 3


def test_catalogue_and_words(run: Run) -> None:
    code, shown, _ = run("stretches")
    assert code == 0
    assert all(name in shown for name in ("half-kneeling-lunge", "prone-press-up", "squat"))
    code, shown, _ = run("show", "half-kneeling-lunge")
    assert code == 0
    assert "185" in shown
    assert run("--version")[1].startswith("formcheck ")
    assert "review" in run("--help")[1]


def test_the_constants_of_the_coach_are_shown(run: Run) -> None:
    code, shown, _ = run("show", "--constants")
    assert code == 0
    assert "hold.settle_s" in shown and "movement.stay_s" in shown
    code, _, error = run("show")
    assert code == 2 and "formcheck stretches" in error


def test_ctrl_c_while_the_program_still_loads_is_quiet() -> None:
    program = """
import importlib.abc, os, runpy, signal, sys
class Stop(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "formcheck.cli.batch":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Stop())
sys.argv = ["formcheck", "--help"]
runpy.run_module("formcheck", run_name="__main__")
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (found.returncode, found.stdout, found.stderr) == (130, "", "")


def test_ctrl_c_in_mid_review_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "formcheck", "review", GOOD, "-s", "squat", "-o", "out"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env={**os.environ}
    )
    try:
        deadline = time.monotonic() + 120
        while not (tmp_path / "out").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(2.5)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 130
    assert said.strip() == "formcheck: stopped; nothing was written."
    assert not (tmp_path / "out").exists()
