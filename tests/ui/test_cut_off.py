"""A set whose server is killed: what had counted is in the history at the next start, once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.codes.live import LiveCode
from formcheck.store.history.history import History
from formcheck.store.pending.under_way import FOLDER, UnderWay, take_up
from formcheck.store.people.personal import stored
from formcheck.store.sweep import sweep
from formcheck.ui.live.plan import plan_of
from formcheck.ui.live.save_set import NOTED_S
from tests.store.test_history import done
from tests.ui.performer import Rehearsal
from tests.ui.test_save_set import LONG, Kept

SET = """
import time
from formcheck.ui.live.plan import plan_of
from tests.ui.test_save_set import LONG, Kept
rehearsal = Kept(plan_of(LONG, "right"))
rehearsal.guide.command("start")
while True:
    moment = rehearsal.run(0.5)
    clock = moment.report and moment.report.clock
    if clock and clock.seconds >= 12:
        print(clock.seconds, flush=True)
        time.sleep(120)
"""


def test_the_seconds_of_a_set_survive_a_kill(home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SET], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as process:
        assert process.stdout is not None
        held = float(process.stdout.readline())
        assert History(home).sessions() == []
        assert [one.path.name for one in stored()] == [FOLDER]
        process.send_signal(signal.SIGKILL)
    for _ in range(2):
        sweep(home)
        (found,) = History(home).sessions()
    assert held - NOTED_S - 0.6 <= found.good_s <= held
    assert (found.stretch, found.side, found.origin) == (LONG.id, "right", "live")
    assert (found.target_s, found.verdict) == (600.0, "can't tell")
    assert found.headline is not None
    assert found.headline.code == LiveCode.CUT_OFF
    assert not (home / FOLDER).exists()


def test_a_set_that_was_kept_or_dropped_leaves_nothing_under_way(home: Path) -> None:
    for kind in (Kept, Rehearsal):
        rehearsal = kind(plan_of(LONG, "right"))
        rehearsal.guide.command("start")
        rehearsal.run(30.0)
        assert len(list((home / FOLDER).iterdir())) == 1
        rehearsal.guide.close()
        assert not (home / FOLDER).exists()
    assert len(History(home).sessions()) == 1


def test_a_set_that_is_in_the_history_is_not_put_there_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(home)
    whole, part = history.add(done(good_s=30.0)), done(1, good_s=8.0)
    UnderWay(home).note(done(good_s=28.0))
    UnderWay(home).note(part)
    assert take_up(history) == [], "this process is at it"
    (home / FOLDER / "1-0123abcd.json").write_text("half a f")
    monkeypatch.setattr("formcheck.store.pending.under_way.is_stale", lambda _: True)
    assert [one.good_s for one in take_up(history)] == [8.0]
    assert {one.good_s for one in history.sessions()} == {whole.good_s, part.good_s}
    assert not (home / FOLDER).exists()
