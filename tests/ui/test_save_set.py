"""What a set leaves behind: a session with its recording, and little in memory meanwhile."""

from __future__ import annotations

import gc
import tracemalloc

import pytest

from formcheck.store.history.history import History
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.stretch import HoldTarget
from formcheck.ui.live import save_set as module
from formcheck.ui.live.plan import plan_of
from formcheck.ui.live.save_set import keep
from tests.spoken import words
from tests.ui.performer import Rehearsal

LONG = load_stretch("half-kneeling-lunge").model_copy(
    update={"hold": HoldTarget(seconds=600, sets=1)}
)

MOST_BYTES = 2000
"""A frame of a set may leave this much behind in memory: at 22 frames a second, 2.6 MB a minute."""


class Kept(Rehearsal):
    """A rehearsal whose sets go into the history."""

    def _keep(self, done: module.Done) -> None:
        self.done.append(done)
        self.result = keep(done, None, "full")


def test_a_frame_of_a_long_set_leaves_little_in_memory() -> None:
    rehearsal = Rehearsal(plan_of(LONG, "right"))
    rehearsal.guide.command("start")
    assert rehearsal.run(30.0).phase == "work"
    rehearsal.moments.clear()
    tracemalloc.start()
    try:
        rehearsal.run(20.0)
        rehearsal.moments.clear()
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        rehearsal.run(30.0)
        rehearsal.moments.clear()
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    rehearsal.guide.close()
    assert (after - before) / 300 < MOST_BYTES


def test_the_whole_set_is_in_its_recording() -> None:
    rehearsal = Kept(plan_of(LONG, "right"))
    rehearsal.guide.command("start")
    rehearsal.run(30.0)
    worked = sum(moment.report is not None for moment in rehearsal.moments)
    rehearsal.guide.close()
    saved = rehearsal.result.saved
    assert saved is not None
    file = History().file(saved)
    assert file is not None
    recording = Recording.read(file)
    assert len(recording.measurements) == worked
    assert len(recording.poses) == worked
    times = [frame.time_s for frame in recording.measurements]
    assert times == sorted(times)
    assert recording.meta.side == "right"
    assert [angle.side for angle in saved.angles] == ["right"]
    assert saved.duration_s == pytest.approx(times[-1] - times[0])


def test_a_set_beyond_all_measure_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FRAMES", 100)
    rehearsal = Kept(plan_of(LONG, "right"))
    rehearsal.guide.command("start")
    rehearsal.run(30.0)
    rehearsal.guide.close()
    assert rehearsal.result.saved is not None
    file = History().file(rehearsal.result.saved)
    assert file is not None
    recording = Recording.read(file)
    assert len(recording.measurements) == 100
    assert [words(note) for note in recording.meta.notes] == [
        "Only the first half hour was recorded"
    ]
