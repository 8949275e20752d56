"""Reviews in a process of their own: what it hands back, and what becomes of one that dies."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.errors import InputError, NoPersonError
from formcheck.store.history import History
from formcheck.stretches.files.loading import load_stretch
from formcheck.ui import review_process
from formcheck.ui.jobs import Order, ReviewJob, Wish, stop_all
from formcheck.ui.review_process import ReviewProcess, Task
from tests.capture.clips import plain, write_clip

LUNGE = load_stretch("half-kneeling-lunge")

CHILD = """
import os, signal, sys, time
from formcheck.ui import review_process
def perform(task, tell):
    tell("Measuring", 1, 10)
    what = task.name
    if what == "abort": os.abort()
    if what == "noise": os.write(1, b"a library talks")
    if what == "error": raise ValueError("nobody foresaw this")
    if what == "hang": time.sleep(600)
    (task.folder / ".formcheck-stage").mkdir()
    if what == "wait": time.sleep(600)
    from tests.store.test_history import done
    return done(folder=task.folder.name)
review_process.perform = perform
review_process.main()
"""
"""A child that does on a clip what the clip's name says."""


@pytest.fixture
def scripted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    real = review_process.subprocess.Popen

    def start(command: list[str], **options: object) -> object:
        return real([sys.executable, str(script)], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(review_process.subprocess, "Popen", start)


def orders(*names: str) -> list[Order]:
    return [Order(Path("clip.mp4"), name) for name in names]


@pytest.mark.usefixtures("scripted")
def test_a_crash_costs_its_clip_and_nothing_else(home: Path) -> None:
    history = History(home)
    job = ReviewJob(orders("abort", "error", "noise", "good"), Wish(LUNGE), history)
    job.wait(120)
    words = {name: str(error) for name, error in job.failures}
    assert list(words) == ["abort", "error"]
    assert f"crashed (signal {signal.SIGABRT.value})" in words["abort"]
    assert "fault of formcheck's own" in words["error"]
    assert len(history.sessions()) == 2
    assert len(list(history.folder.iterdir())) == 2


@pytest.mark.usefixtures("scripted")
def test_one_that_stands_still_is_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_process, "SILENT_S", 2.0)
    history = History(home)
    job = ReviewJob(orders("hang"), Wish(LUNGE), history)
    job.wait(60)
    ((_, error),) = job.failures
    assert isinstance(error, InputError)
    assert "stood still" in str(error)
    assert list(history.folder.iterdir()) == []


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize("all_of_them", [False, True])
def test_a_stop_ends_it_at_once_and_leaves_nothing(home: Path, all_of_them: bool) -> None:
    history = History(home)
    job = ReviewJob(orders("wait", "good"), Wish(LUNGE), history)
    end = time.monotonic() + 60
    while job.progress().share == 0.0 and time.monotonic() < end:
        time.sleep(0.02)
    process = job._reviewer._process
    assert process is not None
    if all_of_them:
        stop_all()
    else:
        job.stop()
    job.wait(30)
    assert process.poll() is not None
    assert history.sessions() == []
    assert list(history.folder.iterdir()) == []


@pytest.mark.usefixtures("scripted")
def test_it_ends_with_its_parent(home: Path, tmp_path: Path) -> None:
    reviewer = ReviewProcess()
    task = Task(Path("clip.mp4"), "good", tmp_path, LUNGE)
    reviewer.review(task, lambda *now: None)
    process = reviewer._process
    assert process is not None and process.stdin is not None
    # As the kernel does it when the parent is killed.
    os.close(os.dup(process.stdin.fileno()))
    process.stdin.close()
    assert process.wait(30) == 0
    reviewer.close()


def test_the_true_process_says_why_a_clip_cannot_be_reviewed(home: Path, tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "nobody.mp4", [plain((90, 120, 140))] * 3)
    folder = tmp_path / "results"
    folder.mkdir()
    reviewer, seen = ReviewProcess(), []
    try:
        task = Task(clip, clip.name, folder, LUNGE, looks=1)
        with pytest.raises(NoPersonError, match="found nobody in 3 frames"):
            reviewer.review(task, lambda *now: seen.append(now))
        reviewer.close()
        with pytest.raises(InputError, match="does not exist"):
            reviewer.review(replace(task, clip=tmp_path / "gone.mp4"), lambda *now: None)
    finally:
        reviewer.close()
    assert seen == [("Measuring", 1, 3), ("Measuring", 2, 3), ("Measuring", 3, 3)]
    assert list(folder.iterdir()) == []
