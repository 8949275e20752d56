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
from formcheck.store.history.history import History
from formcheck.store.pending.reviews import (
    MOST_TRIES,
    STALE_S,
    PendingReview,
    Reviews,
    Stage,
    Wish,
    left_s,
)
from formcheck.stretches.files.loading import load_stretch
from formcheck.ui.reviewing import review_process
from formcheck.ui.reviewing.jobs import stop_all, worker
from formcheck.ui.reviewing.review_process import ReviewProcess, Task
from tests.capture.clips import plain, write_clip

LUNGE = load_stretch("half-kneeling-lunge")

CHILD = """
import os, signal, sys, time
from formcheck.ui.reviewing import review_process
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


def add(history: History, *names: str) -> Reviews:
    reviews = Reviews(history)
    for name in names:
        reviews.add(Path("clip.mp4"), Wish("half-kneeling-lunge"), name)
    return reviews


def review_all(history: History) -> None:
    done = worker(history)
    done.wake()
    done.wait(120)


@pytest.mark.usefixtures("scripted")
def test_a_crash_costs_its_clip_and_nothing_else(home: Path) -> None:
    history = History(home)
    reviews = add(history, "abort", "error", "noise", "good")
    review_all(history)
    words = {one.name: one.why or "" for one in reviews.all() if one.state == "failed"}
    assert list(words) == ["abort", "error"]
    assert f"crashed (signal {signal.SIGABRT.value})" in words["abort"]
    assert "fault of formcheck's own" in words["error"]
    assert len(history.sessions()) == 2
    assert len(list(history.folder.iterdir())) == 2


@pytest.mark.usefixtures("scripted")
def test_one_that_stands_still_is_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_process, "SILENT_S", 2.0)
    history = History(home)
    reviews = add(history, "hang")
    review_all(history)
    (failed,) = reviews.all()
    assert "stood still" in (failed.why or "")
    assert list(history.folder.iterdir()) == []


def at_work(reviews: Reviews) -> PendingReview:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        first = reviews.all()[0]
        if first.progress is not None and first.progress.done:
            return first
        time.sleep(0.05)
    raise AssertionError("nothing is reviewed")


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize("all_of_them", [False, True])
def test_a_stop_ends_it_at_once_and_leaves_no_session(home: Path, all_of_them: bool) -> None:
    history = History(home)
    reviews = add(history, "wait")
    worker(history).wake()
    running = at_work(reviews)
    process = worker(history)._reviewer._process
    assert process is not None
    own = worker(history)
    if all_of_them:
        stop_all()
    else:
        own.cancel(running)
    own.wait(30)
    assert process.poll() is not None
    assert history.sessions() == []
    assert list(history.folder.iterdir()) == []
    assert [one.state for one in reviews.all()] == (["waiting"] if all_of_them else [])


@pytest.mark.usefixtures("scripted")
def test_what_a_killed_server_was_at_is_taken_up_by_the_next(home: Path) -> None:
    history = History(home)
    reviews = add(history, "good", "good")
    gone = reviews.claim("a server that is killed", now=time.time() - STALE_S - 1)
    assert gone is not None
    left = history.new_folder("half-kneeling-lunge")
    (left / ".formcheck-stage").mkdir()
    reviews.writes_to(gone, left)
    review_all(history)
    assert [one.state for one in reviews.all()] == ["done", "done"]
    assert reviews.all()[0].tries == 2
    assert not left.exists()
    assert len(history.sessions()) == 2


def test_a_server_that_lives_keeps_its_clip(home: Path) -> None:
    reviews = add(History(home), "good")
    taken = reviews.claim("one")
    assert taken is not None
    assert reviews.claim("another") is None
    assert reviews.beat(taken, "one", Stage("Measuring", 3, 10, 1.5))
    assert not reviews.beat(taken, "another", Stage())
    (shown,) = reviews.all()
    assert shown.progress == Stage("Measuring", 3, 10, 1.5)


def test_a_clip_on_which_servers_end_again_and_again_is_given_up(home: Path) -> None:
    history = History(home)
    reviews = add(history, "good")
    for server in range(MOST_TRIES):
        assert reviews.claim(f"server {server}", now=time.time() - 100 + 20 * server) is not None
    review_all(history)
    (given_up,) = reviews.all()
    assert given_up.state == "failed"
    assert "ended 3 times" in (given_up.why or "")


def test_the_time_left_counts_all_clips() -> None:
    wish = Wish("half-kneeling-lunge")
    one = PendingReview(1, "running", "a", Path("a"), "x", 1000, wish)
    one = replace(one, progress=Stage("Measuring", 50, 100, 10.0))
    waiting = PendingReview(2, "waiting", "b", Path("b"), "y", 2000, wish)
    # 10 s to measure and 5 to draw, and twice 25 for a clip of twice the size.
    assert left_s([one, waiting], 0.25) == pytest.approx(15.0 + 50.0)
    assert left_s([waiting], 0.25) is None


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
        with pytest.raises(NoPersonError, match="found nobody in 2 frames"):
            reviewer.review(task, lambda *now: seen.append(now))
        reviewer.close()
        with pytest.raises(InputError, match="does not exist"):
            reviewer.review(replace(task, clip=tmp_path / "gone.mp4"), lambda *now: None)
    finally:
        reviewer.close()
    assert seen == [("Measuring", 1, 3), ("Measuring", 3, 3)]
    assert list(folder.iterdir()) == []
