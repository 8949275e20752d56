"""A history that several share: people kept apart, recordings in a store, the database away."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import fsspec
import pytest
import sqlalchemy as sa
from pydantic import TypeAdapter

from formcheck.batch.run import run_batch
from formcheck.batch.task import ClipTask, Found
from formcheck.errors import InputError, MachineError, UsageError
from formcheck.store.history.database import DATABASE
from formcheck.store.history.history import History
from formcheck.store.history.history_tables import SESSIONS, insert
from formcheck.store.history.session_entry import PastSession
from formcheck.store.pending.reviews import Reviews, Wish
from formcheck.store.recordings.recording import Recording
from formcheck.ui.own_history import own_history
from formcheck.ui.settings import change_settings
from tests.batch.fakes import clips, fake_review, inline
from tests.store.postgres import Cluster
from tests.store.test_history import done, recording

pytestmark = pytest.mark.xdist_group("postgres")


def test_people_are_kept_apart_by_profile(shared: Cluster, tmp_path: Path) -> None:
    everybody = History(tmp_path / "a")
    anna = everybody.add(done(profile="anna"))
    ben = everybody.add(done(1, profile="ben"))
    nobody = everybody.add(done(2))
    assert len(History(tmp_path / "b").sessions()) == 3
    own = History(tmp_path / "b", people=["anna"])
    assert own.sessions() == [anna]
    assert History(tmp_path / "b", people=[None, "ben"]).sessions(limit=1) == [nobody]
    with pytest.raises(UsageError, match="may have been deleted"):
        own.get(ben.id)
    assert own.discard([ben.id]) is None
    assert own.delete_all() == 1
    assert everybody.sessions() == [nobody, ben]


def test_pages_show_the_sessions_of_the_profile_in_use(
    shared: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path))
    anna, nobody = (History().add(done(day, profile=one)) for day, one in enumerate(("anna", None)))
    assert own_history().sessions() == [nobody]
    change_settings(profile="anna")
    assert own_history().sessions() == [anna]
    monkeypatch.delenv(DATABASE)
    mine = History().add(done(profile="ben"))
    assert own_history().sessions() == [mine]


def test_a_session_that_is_being_written_is_left_to_its_writer(
    shared: Cluster, tmp_path: Path
) -> None:
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    (outbox / ".x.mark.part.json").write_bytes(TypeAdapter(PastSession).dump_json(done()))
    history = History(tmp_path)
    added = history.add(done(1))
    assert history.sessions() == [added], "two of its copies would be put in"


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_recordings_go_to_a_store_and_come_from_it(
    shared: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    url = f"memory://{tmp_path.name}" if kind == "memory" else f"file://{tmp_path}/store"
    monkeypatch.setenv("FORMCHECK_RECORDINGS", url)
    store, root = fsspec.core.url_to_fs(url)
    here, there = History(tmp_path / "a"), History(tmp_path / "b")
    kept = here.add(done(), recording())
    (found,) = there.sessions()
    path = there.file(found)
    assert path is not None
    assert path.is_relative_to(tmp_path / "b")
    assert len(Recording.read(path).measurements) == 50
    assert there.file(found, "annotated.mp4") is None
    item = there.discard([found.id])
    assert item is not None
    assert store.find(root) == []
    assert History(tmp_path / "b").restore(item) == [found]
    assert len(store.find(root)) == 1
    here.delete(kept.id)
    assert store.find(root) == []


def test_what_is_done_while_the_database_is_away_is_put_in_when_it_is_back(
    shared: Cluster, tmp_path: Path
) -> None:
    history = History(tmp_path)
    first = history.add(done())
    shared.stop()
    try:
        waits = history.add(done(1), recording())
        assert waits.id == 0
        assert [one.when for one in history.waiting()] == [waits.when]
        with pytest.raises(InputError, match="check that it runs"):
            history.sessions()
    finally:
        shared.start()
    late, early = History(tmp_path).sessions()
    assert early == first
    assert late == replace(waits, id=late.id)
    assert history.file(late) is not None
    assert history.waiting() == []
    # As a kill leaves it between the database's answer and the end of the waiting.
    token = history._outbox._keep(done(2))
    with history.transaction() as connection:
        insert(connection, done(2), token=token)
    assert len(history.sessions()) == 3
    assert history.waiting() == []


def test_a_store_that_is_away_lets_a_session_wait(
    shared: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_RECORDINGS", f"memory://{tmp_path.name}")
    history = History(tmp_path)
    store, _ = fsspec.core.url_to_fs(f"memory://{tmp_path.name}")

    def away(*_: object, **__: object) -> None:
        raise RuntimeError("no route to the store")  # not every store raises an OSError

    with monkeypatch.context() as patch:
        patch.setattr(type(store), "put_file", away)
        assert history.add(done(), recording()).id == 0
        with pytest.raises(InputError, match="no route to the store"):
            history.sessions()
    (found,) = history.sessions()
    assert found.id > 0
    assert history.waiting() == []


def test_two_apps_and_a_batch_write_at_once_and_nothing_is_lost(
    shared: Cluster, tmp_path: Path
) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.store.test_history import done;"
        "from formcheck.store.history.history import History;"
        "history = History(Path(sys.argv[1]));"
        "[history.add(done(day, profile=sys.argv[1])) for day in range(20)]"
    )
    apps = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path / name)]) for name in "ab"]
    history = History(tmp_path / "c")

    def work(task: ClipTask, folder: Path) -> Found:
        found = fake_review(task, folder)
        return replace(found, session=done(len(task.name), clip=task.name))

    counts = run_batch(
        clips(tmp_path / "in", 40), tmp_path / "out", inline, work=work, on_session=history.add
    )
    assert [app.wait(timeout=120) for app in apps] == [0, 0]
    found = history.sessions()
    assert len(found) == len({one.id for one in found}) == 40 + counts.judged + counts.unrecognised


def test_clips_that_wait_stay_on_their_machine(shared: Cluster, tmp_path: Path) -> None:
    here, there = History(tmp_path / "a"), History(tmp_path / "b")
    clip = tmp_path / "clip.mp4"
    clip.touch()
    Reviews(here).add(clip, Wish())
    assert Reviews(there).claim("another machine") is None
    review = Reviews(here).claim("this one")
    assert review is not None
    finished = Reviews(here).finish(review, done(clip="clip.mp4"))
    assert finished is not None
    assert there.sessions() == [finished]
    assert [one.state for one in Reviews(here).all()] == ["done"]


def test_a_person_among_many_is_found_by_the_index(shared: Cluster, tmp_path: Path) -> None:
    history = History(tmp_path)
    with history.transaction() as connection:
        for number in range(300):
            insert(connection, done(number % 30, profile=f"person {number % 100}", angles=()))
        connection.execute(sa.text("ANALYZE sessions"))
        wanted = sa.select(SESSIONS.c.id).where(SESSIONS.c.profile == "person 7")
        text = str(wanted.compile(connection, compile_kwargs={"literal_binds": True}))
        connection.execute(sa.text("SET LOCAL enable_seqscan = off"))
        plan = connection.execute(sa.text(f"EXPLAIN {text}")).scalars().all()
    assert any("ix_sessions_profile_when" in line for line in plan)


@pytest.mark.parametrize(
    ("url", "error", "says"),
    [
        ("not a url", UsageError, "no URL"),
        ("mysql://somewhere/else", UsageError, "got mysql"),
        ("sqlite:///x", UsageError, "got sqlite"),
    ],
)
def test_a_url_that_cannot_be_used_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, error: type[Exception], says: str
) -> None:
    monkeypatch.setenv(DATABASE, url)
    with pytest.raises(error, match=says):
        History(tmp_path)


def test_a_store_of_an_unknown_kind_is_said(shared: Cluster, tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="FORMCHECK_RECORDINGS"):
        History(tmp_path, recordings="nothing://of/that/kind")


def test_a_password_is_in_no_message(tmp_path: Path) -> None:
    away = "postgresql+psycopg://anna:secret@127.0.0.1:9/practice"
    with pytest.raises(InputError, match=r"anna:\*\*\*@127") as caught:
        History(tmp_path, database=away).sessions()
    assert "secret" not in str(caught.value)
