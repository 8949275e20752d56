"""What killed processes leave is cleared away, and what people keep is theirs alone."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.cli import main
from formcheck.errors import InputError
from formcheck.store.disk.files import atomic_path
from formcheck.store.disk.staging import staged
from formcheck.store.history.history import History, RecordingLostError
from formcheck.store.pending.reviews import Reviews, Wish
from formcheck.store.pending.uploads import keep_upload, safe_name
from formcheck.store.people.known_results import known_results, note_folder, note_results
from formcheck.store.people.personal import delete_everything, stored
from formcheck.store.sweep import orphans, sweep, sweep_uploads
from tests.store.test_history import done, recording

OLD = 0


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("FORMCHECK_HOME", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return folder


@pytest.fixture(scope="module")
def gone() -> str:
    """Give the mark of a process that is gone."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return f"{process.pid}-0123abcd"


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"a person")
    return path


def test_the_next_start_removes_what_killed_processes_left(home: Path, gone: str) -> None:
    history = History(home)
    kept = history.add(done(), recording())
    orphan = history.new_folder("squat")
    next(orphan.glob(".writing-*")).rename(orphan / f".writing-{gone}")
    put(orphan / "annotated.mp4")
    left = [
        put(home / "uploads" / gone / "clip.mp4"),
        put(home / "presets" / f".mine.{gone}.part.yaml"),
        put(home / "sessions" / str(kept.folder) / f".formcheck-{gone}" / "annotated.mp4"),
        put(home / "sessions" / str(kept.folder) / f".recording.{gone}.part.parquet"),
        put(home / "presets" / ".mine.0123abcd.part.yaml"),  # as version 0.1.0 named them
        put(home / "sessions" / str(kept.folder) / f".writing-{gone}"),
        orphan / "annotated.mp4",
    ]
    os.utime(left[4], (OLD, OLD))
    reviews = Reviews(history)
    reviews.add_upload("waits.mp4", io.BytesIO(b"a person"), Wish())
    (waits,) = [one.clip for one in reviews.all()]
    under_way = [
        keep_upload("mine.mp4", io.BytesIO(b"a person"), home),
        history.new_folder("lunge"),
        waits,
    ]
    sweep(home)
    assert [path for path in left if path.exists()] == []
    assert [path for path in under_way if not path.exists()] == []
    assert history.file(kept) is not None
    assert orphans(home) == []
    sweep_uploads(home, process=os.getpid())
    assert [path.exists() for path in under_way] == [False, True, True]


def test_nothing_is_swept_while_the_history_cannot_be_read(home: Path) -> None:
    kept = History(home).add(done(), recording())
    (home / "history.sqlite").write_bytes(b"no database" * 400)
    folder = home / "sessions" / str(kept.folder)
    os.utime(folder, (OLD, OLD))
    sweep(home)
    assert (folder / "recording.parquet").is_file()


def test_a_killed_review_leaves_nothing_after_the_next_one(tmp_path: Path, gone: str) -> None:
    half = put(tmp_path / "results" / "clip" / f".formcheck-{gone}" / "annotated.mp4")
    other = put(tmp_path / "results" / "other" / "report.html")
    with staged(tmp_path / "results" / "clip-2") as stage:
        put(stage / "report.html")
    assert not half.parent.parent.exists()
    assert other.is_file()
    assert (tmp_path / "results" / "clip-2" / "report.html").is_file()
    left = put(tmp_path / f".table.{gone}.part.csv")
    with atomic_path(tmp_path / "table.csv") as partial:
        put(partial)
    assert not left.exists()


def test_everything_in_the_persons_folder_is_for_them_alone(home: Path) -> None:
    mask = os.umask(0o022)
    try:
        History(home).add(done(), recording())
        with atomic_path(home / "presets" / "mine.yaml") as partial:
            put(partial)
        put(home / "profiles" / "old.json")  # as version 0.1.0 wrote it
        keep_upload("mine.mp4", io.BytesIO(b"a person"), home)
        sweep(home)
        with atomic_path(home.parent / "results" / "table.csv") as partial:
            put(partial)
    finally:
        os.umask(mask)
    open_to_others = [path for path in (home, *home.rglob("*")) if path.stat().st_mode & 0o077]
    assert open_to_others == []
    assert (home.parent / "results" / "table.csv").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("..\\..\\evil/name.mp4", "name.mp4"),
        ("..", "clip"),
        ("", "clip"),
        ("a\0b.mp4", "ab.mp4"),
        ("\ud800\ndc.mp4", "dc.mp4"),
        ("über 1.MOV", "über 1.MOV"),
        ("x" * 300 + ".mp4", "x" * 120 + ".mp4"),
        ("é" * 300 + ".mp4", "é" * 60 + ".mp4"),
        ("." * 300, "clip"),
        ("a." + "b" * 300, "a." + "b" * 118),
        ("![x](http://evil.example/a.png)", "a.png)"),
    ],
)
def test_an_upload_has_a_name_that_every_file_system_takes(
    home: Path, name: str, expected: str
) -> None:
    assert safe_name(name) == expected
    clip = keep_upload(name, io.BytesIO(b"a person"), home)
    assert clip.read_bytes() == b"a person"
    assert clip.parent.parent == home / "uploads"


def test_the_session_is_kept_where_its_recording_cannot_be(home: Path) -> None:
    class Full:
        def write(self, path: Path) -> None:
            raise InputError("expected to write it, got 'No space left on device'")

    history = History(home)
    with pytest.raises(RecordingLostError, match="session is kept") as caught:
        history.add(done(), Full())
    assert history.sessions() == [caught.value.session]


def test_all_that_is_kept_is_listed_and_deleted_with_what_was_left_over(
    home: Path, tmp_path: Path, gone: str
) -> None:
    History(home).add(done(), recording())
    places = [
        put(home / "uploads" / gone / "clip.mp4"),
        put(home / "history.sqlite-journal"),
        put(home / "history.damaged-20260101-000000.sqlite"),
        put(home / f".settings.{gone}.part.json"),
        put(tmp_path / "formcheck-abcdefgh" / "clip.mp4"),
        put(tmp_path / "mine" / "annotated.mp4"),
    ]
    places[4].parent.chmod(0o700)
    other = put(tmp_path / "mine" / "diary.txt")
    note_results([places[-1], tmp_path / "mine" / "gone.csv"])
    assert known_results(home) == [places[-1]]
    listed = stored()
    files = [path for path in (*home.rglob("*"), *places[4:]) if path.is_file()]
    assert sum(one.files for one in listed) == len(files)
    assert sum(one.size for one in listed) == sum(path.stat().st_size for path in files)
    delete_everything()
    assert stored() == []
    assert not home.exists()
    assert [path for path in places if path.exists()] == []
    assert other.is_file()


def test_one_folder_is_noted_and_shown_by_one_path(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [put(tmp_path / "out" / name) for name in ("report.html", "frames.csv", "page.pdf")]
    (tmp_path / "x").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "out")
    monkeypatch.chdir(tmp_path / "x")
    note_results([tmp_path / "x" / ".." / "out" / files[0].name])
    note_results([Path("..") / "out" / files[0].name, tmp_path / "link" / files[1].name])
    (home / "results.json").write_text(  # as an earlier version noted it
        (home / "results.json").read_text().replace("frames.csv", "../out/page.pdf")
    )
    results = [(one.path, one.files) for one in stored() if home not in one.path.parents]
    assert results == [(tmp_path / "out", 2)]
    monkeypatch.setenv("FORMCHECK_HOME", "../home")
    assert {one.path for one in stored()} == {tmp_path / "out", home / "results.json"}


def test_a_folder_of_many_results_is_deleted_whole_and_nothing_else_in_it(
    home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "bo"
    ours = [
        put(folder / name)
        for name in ("index.txt", "clips/a/x.csv", "clips/b/c.mp4/x.csv", ".stages/1/half.mp4")
    ]
    mine = [put(folder / "clips" / "a" / "note.txt"), put(folder / "x.csv")]
    note_folder(folder, ["index.txt", ".stages"], ["clips/a"], ["x.csv"])
    note_folder(folder, [], ["clips/b/c.mp4", "clips/not/yet", "../.."], ["x.csv"])
    note_results([ours[0], put(tmp_path / "bids" / "sub" / "a.tsv").parent.parent])
    assert known_results(home).pop() == tmp_path / "bids" / "sub" / "a.tsv"
    assert sorted(known_results(home)[:-1]) == sorted(ours)
    listed = [(one.path, one.files) for one in stored()]
    assert listed[-2:] == [(folder, 4), (tmp_path / "bids", 1)]
    delete_everything()
    assert not (tmp_path / "bids").exists()
    left = sorted(path for path in folder.rglob("*"))
    assert left == sorted([*mine, folder / "clips", folder / "clips" / "a"])


def test_privacy_lists_all_and_deletes_all(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    History(home).add(done(), recording())
    result = put(tmp_path / "mine" / "annotated.mp4")
    note_results([result])
    assert main(["privacy"]) == 0
    said = capsys.readouterr().out
    assert "Recordings of sessions" in said
    assert "Results of the command line" in said
    assert home.exists()
    assert main(["privacy", "--delete", "--yes"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Nothing is kept of you now. Files that you copied, moved or saved" in said
    assert not home.exists()
    assert not result.exists()
