"""What was deleted comes back for a day, and is gone after it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from formcheck.errors import UsageError
from formcheck.store.disk.trash import KEPT_FOR, Trash
from formcheck.store.history.history import History
from formcheck.store.history.session_entry import PastSession
from formcheck.stretches.files.loading import load_stretch
from formcheck.tune.presets import Presets
from formcheck.tune.rejudge import change_targets

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


def add(history: History, day: int) -> PastSession:
    folder = history.new_folder("squat")
    (folder / "report.html").write_text(f"day {day}")
    when = NOW + timedelta(days=day)
    return history.add(
        PastSession(when, "squat", "Squat", "clip", "good", side="left", folder=folder.name)
    )


def test_discarded_sessions_come_back_as_they_were(tmp_path: Path) -> None:
    history = History(tmp_path)
    kept, first, second = (add(history, day) for day in range(3))
    item = history.discard([first.id, second.id])
    assert item is not None
    assert item.name == "2 sessions"
    assert history.sessions() == [kept]
    assert history.file(first, "report.html") is None
    (found,) = Trash(tmp_path).items("sessions")
    history.restore(found)
    assert history.sessions() == [second, first, kept]
    file = history.file(first, "report.html")
    assert file is not None
    assert file.read_text() == "day 1"
    assert not (tmp_path / "trash").exists()


def test_asking_twice_deletes_nothing_more(tmp_path: Path) -> None:
    history = History(tmp_path)
    kept, gone = add(history, 0), add(history, 1)
    assert history.discard([gone.id]) is not None
    assert history.discard([gone.id]) is None
    assert history.sessions() == [kept]


def test_after_a_day_it_is_gone_for_good(tmp_path: Path) -> None:
    history = History(tmp_path)
    item = history.discard([add(history, 0).id])
    assert item is not None
    trash = Trash(tmp_path)
    assert trash.items(now=item.when + KEPT_FOR - timedelta(seconds=1)) == [item]
    assert trash.items(now=item.when + KEPT_FOR) == []
    assert not list(trash.folder.rglob("report.html"))
    with pytest.raises(UsageError, match="gone for good"):
        trash.find(item.id)


def test_a_preset_comes_back_with_its_versions_but_over_nothing_newer(tmp_path: Path) -> None:
    presets = Presets(tmp_path / "presets")
    shipped = load_stretch("half-kneeling-lunge")
    for low in (187, 188):
        presets.save("Mine", shipped, change_targets(shipped, [f"rear-hip.low={low}"]))
    item = presets.discard("mine")
    assert item is not None
    assert (presets.ids(), presets.versions("mine"), item.name) == ([], [], "Mine")
    assert presets.discard("mine") is None
    presets.save("Mine", shipped, change_targets(shipped, ["rear-hip.low=190"]))
    with pytest.raises(UsageError, match="got a newer one"):
        Trash(tmp_path).put_back(item)
    presets.delete("mine")
    Trash(tmp_path).put_back(item)
    assert (presets.ids(), presets.versions("mine")) == (["mine"], [1])
