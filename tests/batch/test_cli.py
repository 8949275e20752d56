"""`formcheck batch` as a user meets it: real clips, real workers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from formcheck.batch.run import run_batch
from formcheck.cli import main
from formcheck.store.people.personal import stored
from tests.batch.fakes import clips, fake_review, inline
from tests.conftest import sample
from tests.test_cli import cut


def test_a_batch_of_a_clip_and_a_bad_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    cut(sample("half-kneeling-lunge-good"), folder / "lunge.mp4", seconds=1.0)
    (folder / "bad.mp4").write_text("this is a letter")
    (folder / "list.csv").write_text(
        "clip,stretch,person\nlunge.mp4,half-kneeling-lunge,7\nbad.mp4,,8\n"
    )
    command = ["batch", str(folder / "list.csv"), "-o", str(out), "--fast", "--workers", "1"]
    assert main(command) == 0
    shown = capsys.readouterr()
    assert "2 clips: 1 with a verdict, 1 without" in shown.out
    assert "Failed: bad.mp4: expected a video clip or a picture, got a text file" in shown.out
    assert "0 of 2 clips" in shown.err
    bad, lunge = pq.read_table(out / "clips.parquet").to_pylist()
    assert (bad["status"], bad["failure"], bad["person"]) == ("failed", "unreadable", 8)
    assert (lunge["status"], lunge["stretch"], lunge["person"]) == (
        "judged", "half-kneeling-lunge", 7,
    )  # fmt: skip
    assert (lunge["frames"], lunge["frames_with_person"], lunge["target_s"]) == (13, 13, 30.0)
    files = sorted(path.name for path in (out / lunge["results"]).iterdir())
    assert files == ["frames.csv", "recording.parquet", "report.html", "report.json"]
    assert "data:image/jpeg" in (out / lunge["results"] / "report.html").read_text()
    before = (out / "clips.csv").read_bytes()
    assert main([*command, "--workers", "2"]) == 0
    assert (out / "clips.csv").read_bytes() == before
    _is_listed_and_deleted_whole(out)


def _is_listed_and_deleted_whole(out: Path) -> None:
    """Expect `formcheck privacy` to know all that a batch wrote, and one's own note to stay."""
    written = [path for path in out.rglob("*") if path.is_file()]
    note = out / "clips" / "lunge.mp4" / "note.txt"
    note.write_text("my own")
    (listed,) = [one for one in stored() if one.path == out]
    assert listed.files == len(written)
    assert main(["privacy", "--delete", "--yes"]) == 0
    assert [path for path in out.rglob("*") if path.is_file()] == [note]


def test_summary_shows_a_batch_and_refuses_another_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_batch(clips(tmp_path / "in", 60), tmp_path / "out", inline, work=fake_review)
    assert main(["batch", "summary", str(tmp_path / "out")]) == 0
    shown = capsys.readouterr().out
    assert "60 clips" in shown
    assert "No verdict: " in shown
    assert (tmp_path / "out" / "overview.html").exists()
    assert main(["batch", "summary", str(tmp_path)]) == 3
    assert "name the folder that was --out of formcheck batch" in capsys.readouterr().err
    assert main(["batch", str(tmp_path / "nowhere"), "-o", str(tmp_path / "b")]) == 3


@pytest.mark.parametrize("moment", ["while workers start", "while workers review"])
def test_ctrl_c_ends_it_within_a_second_in_one_sentence(tmp_path: Path, moment: str) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in ("a.mp4", "b.mp4", "c.mp4"):
        shutil.copy(sample("half-kneeling-lunge-good"), folder / name)
    command = [sys.executable, "-m", "formcheck", "batch", folder, "-o", out, "--stretch", "squat"]
    with subprocess.Popen(
        command, start_new_session=True, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        said = process.stderr.readline()  # "0 of 3 clips": the workers are started next
        time.sleep(0.3)
        while moment == "while workers review" and len(list(out.glob(".stages/*"))) < 2:
            assert process.poll() is None
            time.sleep(0.05)
        began = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes
        code = process.wait(timeout=60)
        seconds = time.monotonic() - began
        said += process.stderr.read()
    assert code == 130, said
    assert seconds < 1.0
    assert said.splitlines()[-1] == (
        "formcheck: stopped; 0 of 3 clips are done; the same command goes on from there"
    )
    assert "Traceback" not in said
    assert not (out / ".stages").exists()
