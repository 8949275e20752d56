"""The history: kept, found again, exported, deleted, and shared by processes."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from formcheck.errors import UsageError
from formcheck.message import authored
from formcheck.report.history_export import csv_text, json_text
from formcheck.session import judge_clip
from formcheck.store.history.history import History
from formcheck.store.history.history_faults import DAMAGED, fault_of
from formcheck.store.history.history_sums import Sums
from formcheck.store.history.history_tables import ANGLES
from formcheck.store.history.session_entry import Angle, PastSession, past_session
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import load_stretch
from tests.spoken import words
from tests.store.factory import (
    frame,
    hold_summary,
    lunge,
    meta,
    performance,
    reps_summary,
    squat,
    unknown_summary,
)
from tests.tune.test_compare import lunge as held

both = pytest.mark.usefixtures("either_database")

START = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


def done(day: int = 0, **changes: object) -> PastSession:
    known = PastSession(
        when=START + timedelta(days=day),
        stretch="half-kneeling-lunge",
        name="Half-kneeling hip-flexor lunge",
        origin="live",
        verdict="good",
        headline=authored("Held for 31 s, über die Maße gut."),
        side="right",
        duration_s=60.5,
        good_s=31.25,
        target_s=30.0,
        angles=(Angle("hip", "right", 191.5, 5.5), Angle("hip", "left", 188.0, 5.0)),
    )
    return replace(known, **changes)  # type: ignore[arg-type]


def recording() -> Recording:
    reports = performance(5)
    return Recording.of(meta(), [report.measurements for report in reports])


@both
def test_a_session_comes_back_as_it_was_added(tmp_path: Path) -> None:
    history = History(tmp_path)
    assert history.sessions() == []
    added = history.add(done())
    assert added.id > 0
    assert history.sessions() == [added]
    assert History(tmp_path).get(added.id) == added
    assert added.angle("left") == Angle("hip", "left", 188.0, 5.0)
    assert added.angle(None) is None


@both
def test_versions_of_a_stretch_are_told_apart(tmp_path: Path) -> None:
    history = History(tmp_path)
    angle = Angle("hip", "right", 168.0, 5.0, 165.0, 200.0)
    name = "Half-kneeling hip-flexor lunge, with the tuck alone"
    easier = history.add(done(1, variant="tuck-alone", name=name, angles=(angle,)))
    usual = history.add(done())
    assert History(tmp_path).get(easier.id) == easier, "with its variant and its target"
    assert easier.version == "half-kneeling-lunge:tuck-alone"
    assert history.sessions("half-kneeling-lunge:tuck-alone") == [easier]
    assert history.sessions("half-kneeling-lunge") == [usual]
    sums = Sums(history)
    assert sums.versions() == {easier.version: name, usual.version: usual.name}
    assert sums.measured(sums.versions()) == sums.versions()
    first, _ = csv.DictReader(io.StringIO(csv_text(history.sessions())))
    assert (first["variant"], first["target_low"], first["target_high"]) == (
        "tuck-alone", "165.0", "200.0",
    )  # fmt: skip


def test_a_session_knows_its_version_and_the_target_that_it_was_judged_by() -> None:
    easier = load_stretch("half-kneeling-lunge:tuck-alone")
    reports, summary = judge_clip(held(170.0).measurements, easier, "right")
    found = past_session(easier, summary, reports, origin="live")
    assert found.version == "half-kneeling-lunge:tuck-alone"
    assert [(one.measure, one.low, one.high) for one in found.angles] == [("hip", 165.0, 200.0)]


@both
def test_the_newest_stands_first_whatever_the_time_zone(tmp_path: Path) -> None:
    history = History(tmp_path)
    zone = datetime.fromisoformat("2026-03-02T20:00:00+05:30")  # 14:30 UTC: before START
    early = history.add(done(when=zone, stretch="squat"))
    late = history.add(done(2))
    middle = history.add(done(1))
    assert [s.id for s in history.sessions()] == [late.id, middle.id, early.id]
    assert [s.id for s in history.sessions("squat")] == [early.id]
    assert early.when == zone


@both
def test_a_recording_is_kept_beside_and_goes_with_its_session(tmp_path: Path) -> None:
    history = History(tmp_path)
    kept, other = history.add(done(), recording()), history.add(done(1), recording())
    path = history.file(kept)
    assert path is not None
    assert len(Recording.read(path).measurements) == 50
    history.delete(kept.id)
    assert not path.parent.exists()
    assert history.sessions() == [other]
    with pytest.raises(UsageError, match="may have been deleted"):
        history.get(kept.id)
    again = history.add(done(2))
    assert again.id > other.id, "the number of a deleted session is given again"


@both
def test_files_that_lie_in_a_folder_already_are_adopted(tmp_path: Path) -> None:
    history = History(tmp_path)
    folder = history.new_folder("squat", START)
    (folder / "annotated.mp4").write_bytes(b"video")
    kept = history.add(done(folder=folder.name))
    assert history.file(kept, "annotated.mp4") == folder / "annotated.mp4"
    assert history.file(kept) is None
    with pytest.raises(ValueError, match="bare name"):
        done(folder="../elsewhere")


@both
def test_delete_all_leaves_nothing_behind(tmp_path: Path) -> None:
    history = History(tmp_path)
    for day in range(3):
        history.add(done(day), recording())
    assert history.delete_all() == 3
    assert history.sessions() == []
    assert not history.folder.exists()
    with history.transaction() as connection:
        assert connection.execute(sa.select(ANGLES)).all() == []
    assert history.delete_all() == 0


@both
def test_two_processes_add_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.store.test_history import done;"
        "from formcheck.store.history.history import History;"
        "history = History(Path(sys.argv[1]));"
        "[history.add(done(day)) for day in range(20)]"
    )
    both = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path)]) for _ in range(2)]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    found = History(tmp_path).sessions()
    assert len(found) == 40
    assert len({session.id for session in found}) == 40


def test_a_damaged_file_is_kept_aside_and_a_new_history_begun(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    path.write_bytes(b"this is no database, it is a letter" * 40)
    history = History(tmp_path)
    history.add(done())
    assert len(History(tmp_path).sessions()) == 1
    (kept,) = tmp_path.glob(DAMAGED)
    assert kept.read_bytes().startswith(b"this is no database")
    (note,) = history.notes()
    assert kept.name in note


@pytest.mark.parametrize(
    "change",
    [
        "\"when\" = 'yesterday'", "\"when\" = 7", "verdict = 'splendid'", "origin = 'dream'",
        "folder = '../elsewhere'", "good_s = 9e999", "duration_s = 'long'", "reps = 1.5",
        "name = x'00ff'", "side = 'up'", "\"when\" = '2026-03-02T18:30:00'",
    ],
)  # fmt: skip
def test_a_bad_row_is_set_aside_and_the_rest_opens(tmp_path: Path, change: str) -> None:
    history = History(tmp_path)
    bad, good = history.add(done()), history.add(done(1))
    raw = sqlite3.connect(tmp_path / "history.sqlite")
    with raw:
        raw.execute(f"UPDATE sessions SET {change} WHERE id = {bad.id}")
    raw.close()
    assert history.sessions() == [good]
    assert "1 session of the history cannot be read" in history.notes()[0]
    with pytest.raises(UsageError):
        history.get(bad.id)
    assert history.delete_all() == 2


def test_a_text_that_is_not_utf8_spoils_only_itself(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.add(done(), recording())
    raw = sqlite3.connect(tmp_path / "history.sqlite")
    with raw:
        raw.execute("UPDATE sessions SET headline = CAST(x'c328' AS TEXT), headline_code = NULL")
    raw.close()
    assert words(history.sessions()[0].headline) == "\ufffd("


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (sqlite3.SQLITE_FULL, "free some space"),
        (sqlite3.SQLITE_READONLY, "rights"),
        (sqlite3.SQLITE_BUSY, "try again"),
        (sqlite3.SQLITE_IOERR_WRITE, "check the disk"),
    ],
)
def test_the_advice_fits_the_cause(tmp_path: Path, code: int, advice: str) -> None:
    cause = sqlite3.OperationalError("it failed")
    cause.sqlite_errorcode = code
    path = tmp_path / "history.sqlite"
    path.touch()
    found = fault_of(DBAPIError("INSERT", {}, cause), path)
    assert advice in str(found)
    assert "move the file" not in str(found)
    assert path.exists()


@both
def test_exports_hold_every_session_with_its_errors(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.add(done())
    whole = (Angle("trunk_pitch", None, 27.0, 3.0),)
    history.add(done(1, side=None, angles=whole, headline=authored('He said "ow", twice')))
    sessions = history.sessions()
    rows = list(csv.DictReader(io.StringIO(csv_text(sessions))))
    assert [row["when"] for row in rows] == [
        "2026-03-03T18:30:00+00:00", "2026-03-02T18:30:00+00:00",
    ]  # fmt: skip
    assert rows[0]["headline"] == 'He said "ow", twice.'
    assert rows[0]["headline_code"]
    assert (rows[0]["angle"], rows[0]["angle_sigma"], rows[0]["angle_left"]) == ("27.0", "3.0", "")
    assert [row["unit"] for row in rows] == ["deg", "deg"]
    assert (rows[1]["angle_right"], rows[1]["angle_right_sigma"]) == ("191.5", "5.5")
    document = json.loads(json_text(sessions))
    assert document["format"] == 1
    assert document["sessions"][1]["angles"][0] == {
        "measure": "hip", "side": "right", "value": 191.5, "sigma": 5.5, "low": None, "high": None,
    }  # fmt: skip


def test_a_hold_gives_the_median_of_its_longest_hold(tmp_path: Path) -> None:
    reports = performance()
    found = past_session(lunge(), hold_summary(), reports, origin="clip", clip="lunge.mp4")
    held = sorted(r.checks[1].value or 0.0 for r in reports if 9 <= r.time_s <= 33)
    angle = found.angle("right")
    assert angle is not None
    assert (angle.measure, angle.sigma) == ("hip", 5.6)
    assert held[0] < angle.value < held[-1]
    assert abs(angle.value - held[len(held) // 2]) < 0.5
    assert (found.good_s, found.target_s, found.clip) == (24.0, 30.0, "lunge.mp4")
    assert found.duration_s == pytest.approx(39.9)


def test_what_was_not_reached_gives_no_angle() -> None:
    reports = performance(8)
    assert past_session(lunge(), unknown_summary(), reports, origin="live").angles == ()
    with pytest.raises(UsageError, match="expected a summary of squat"):
        past_session(squat(), hold_summary(), reports, origin="live")


def test_repetitions_give_the_median_of_their_verdicts() -> None:
    found = past_session(squat(), reps_summary(), [frame()], origin="live")
    assert found.angles == (Angle("knee", "right", 104.5, 4.0, 70.0, 110.0),)
    assert (found.reps, found.target_reps) == (4, 5)
