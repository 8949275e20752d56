"""The machine fails: a full disk, a folder that is read-only, a clock set back, a migration cut."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from formcheck.store.disk.owner import is_stale
from formcheck.store.disk.trash import Trash
from formcheck.store.history.history import History
from formcheck.store.pending.reviews import STALE_S, Reviews, Wish
from tests.capture.clips import plain, write_clip
from tests.hostile.machine import full_disk, run_child, short_files, without_override
from tests.store.test_history import done
from tests.store.test_migrations import RELEASED, write

FILL = """
import json, signal
from pathlib import Path
from formcheck.errors import InputError
from formcheck.resources import user_folder
from formcheck.store.history.history import History, RecordingLostError
from formcheck.store.recordings.recording import Recording
from tests.store.test_history import done, recording
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
home = user_folder()
history, whole, rows, said = History(home), [], [], []
home.mkdir(parents=True)
filler = home / "filler"
filler.write_bytes(bytes(100_000))
for day in range(400):
    try:
        whole.append(history.add(done(day), recording()).id)
    except RecordingLostError as error:
        rows.append(error.session.id)
        said.append(str(error))
    except InputError as error:
        said.append(str(error))
    if len(said) >= 4:
        break
present = {one.id: one for one in History(home).sessions()}
broken = [n for n in whole if len(Recording.read(history.file(present[n])).measurements) != 50]
partial = [str(path) for path in home.rglob(".*.part*")]
# Somebody frees space: the same history goes on.
filler.unlink()
try:
    history.delete([*whole, *rows][0])
    after = history.add(done(), recording()).id
except InputError as error:
    after = str(error)
print(json.dumps({
    "whole": len(whole), "said": said, "lost": [n for n in [*whole, *rows] if n not in present],
    "broken": broken, "partial": partial, "after": after,
}))
"""


CAUSES = ("No space left", "the disk", "File too large")


@pytest.mark.parametrize("short", ["disk", "files"])
def test_a_disk_that_fills_up_loses_nothing_that_was_kept(tmp_path: Path, short: str) -> None:
    disk = tmp_path / "disk"
    full = full_disk(disk, 700_000) if short == "disk" else None
    found = run_child(FILL, disk / "home", **(full or short_files(110_000)))
    assert found["said"], "it did not become full"
    for words in found["said"]:
        assert any(cause in words for cause in CAUSES), words
        assert "damaged" not in words
    assert (found["lost"], found["broken"], found["partial"]) == ([], [], [])
    if full is not None:
        assert found["whole"] > 3
        assert isinstance(found["after"], int)


REVIEW = """
import io, json, signal, sys
from dataclasses import replace
from pathlib import Path
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.resources import user_folder
from formcheck.store.history.history import History
from formcheck.store.pending.reviews import Reviews, Wish
from formcheck.store.sweep import orphans, sweep
from formcheck.ui.reviewing import jobs
from tests.ui.test_review import POSE, Here
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
import formcheck.review
sys.modules["formcheck.review"].open_estimator = lambda *_, **__: ScriptedEstimator(
    lambda _: replace(POSE))
jobs.ReviewProcess = Here
home = user_folder()
history = History(home)
reviews = Reviews(history)
clip = Path(sys.argv[1] if len(sys.argv) > 1 else CLIP).read_bytes()
reviews.add_upload("mine.mp4", io.BytesIO(clip), Wish("half-kneeling-lunge"))
(home / "filler").write_bytes(b"")
try:
    with (home / "filler").open("ab", 0) as filler:
        for _ in range(10_000):
            filler.write(bytes(10_000))
except OSError:
    pass
with (home / "filler").open("rb+") as filler:  # room for the row, none for the results
    filler.truncate(max(0, (home / "filler").stat().st_size - 60_000))
worker = jobs.Worker(history)
worker.wake()
worker.wait(120)
(one,) = reviews.all()
(home / "filler").unlink()
left = [str(path) for path in (home / "sessions").glob("*/*")]
sweep(home)
print(json.dumps({
    "state": one.state, "why": one.why, "left": left, "orphans": len(orphans(home)),
    "sessions": len(history.sessions()),
}))
"""


def test_a_disk_that_fills_up_under_a_review_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", [plain((90, 120, 140))] * 40)
    disk = tmp_path / "disk"
    script = f"CLIP = {str(clip)!r}\n{REVIEW}"
    full = full_disk(disk, 900_000)
    # The history alone has over 64 kB, and results have more than the clip.
    found = run_child(script, disk / "home", **(full or short_files(clip.stat().st_size + 80_000)))
    assert found["state"] == "failed", found
    assert any(cause in found["why"] for cause in CAUSES), found["why"]
    assert (found["left"], found["orphans"], found["sessions"]) == ([], 0, 0)


READ_ONLY = """
import json
from formcheck.errors import FormcheckError
from formcheck.resources import user_folder
from formcheck.store.history.history import History
from formcheck.store.sweep import sweep
from formcheck.ui.settings import change_settings
from formcheck.store.pending.reviews import Reviews, Wish
from tests.store.test_history import done, recording
import io
home = user_folder()
acts = {
    "add": lambda: History(home).add(done(), recording()),
    "upload": lambda: Reviews(History(home)).add_upload("a.mp4", io.BytesIO(b"x"), Wish()),
    "settings": lambda: change_settings(mirror=False),
}
said = {}
for name, act in acts.items():
    try:
        act()
    except FormcheckError as error:
        said[name] = str(error)
sweep(home)
print(json.dumps({"said": said, "sessions": len(History(home).sessions())}))
"""


def test_a_read_only_home_is_said_and_stays_as_it_was(tmp_path: Path) -> None:
    home = tmp_path / "home"
    History(home).add(done())
    before = (home / "history.sqlite").read_bytes()
    folders = [home, *(path for path in home.rglob("*") if path.is_dir())]
    (home / "history.sqlite").chmod(0o400)
    for folder in folders:
        folder.chmod(0o500)
    try:
        found = run_child(READ_ONLY, home, preexec_fn=without_override())
    finally:
        for folder in folders:
            folder.chmod(0o700)
    assert set(found["said"]) == {"add", "upload", "settings"}
    for words in found["said"].values():
        assert "expected to" in words
        assert "rights" in words or "Permission denied" in words, words
    assert (home / "history.sqlite").read_bytes() == before


CUT = """
import sys, time
from pathlib import Path
from formcheck.store.history import history_schema
from formcheck.store.history.history import History
whole = history_schema.migrate
def halting(connection, target="head"):
    whole(connection, target)
    connection.exec_driver_sql("DROP TABLE angles")
    print("in the middle", flush=True)
    time.sleep(120)
history_schema.migrate = halting
History(Path(sys.argv[1])).sessions()
"""


@pytest.mark.parametrize("release", RELEASED)
def test_a_process_killed_in_the_middle_of_a_migration_changes_nothing(
    tmp_path: Path, release: str
) -> None:
    write(tmp_path / "history.sqlite", RELEASED[release])
    with subprocess.Popen(
        [sys.executable, "-c", CUT, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
        process.send_signal(signal.SIGKILL)
        assert process.wait(30) == -signal.SIGKILL
    (found,) = History(tmp_path).sessions()
    assert (found.id, found.good_s, found.angles[0].value) == (7, 31.25, 191.5)
    with sqlite3.connect(tmp_path / "history.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_clock_set_back_lets_no_review_wait_and_keeps_no_rubbish(tmp_path: Path) -> None:
    reviews = Reviews(History(tmp_path))
    reviews.add(tmp_path / "clip.mp4", Wish())
    next_week = time.time() + 7 * 86_400
    assert reviews.claim("killed before the clock was set back", now=next_week) is not None
    taken = reviews.claim("the next start")
    assert taken is not None
    assert taken.tries == 2
    assert reviews.claim("another server", now=time.time() + STALE_S / 2) is None, "it is at work"
    trash = Trash(tmp_path)
    soon = datetime.now(UTC) + timedelta(minutes=10)
    kept = trash.note("sessions", "1 session", [], [], when=soon)
    trash.note("sessions", "1 session", [], [], when=datetime.now(UTC) + timedelta(days=400))
    assert [item.id for item in trash.items()] == [kept.id]
    left = tmp_path / ".mine.0123abcd.part.yaml"  # as version 0.1.0 named them
    left.touch()
    assert not is_stale(left)
    os.utime(left, (next_week, next_week))
    assert is_stale(left)


def test_sessions_of_a_clock_that_was_set_back_are_all_there(tmp_path: Path) -> None:
    history = History(tmp_path)
    numbers = [history.add(done(when=datetime(year, 1, 1, tzinfo=UTC))).id for year in (2030, 2020)]
    assert sorted(one.id for one in History(tmp_path).sessions()) == numbers
