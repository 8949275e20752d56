"""Batches of tiny files that stand for clips: what is done with them takes no time."""

from __future__ import annotations

import functools
import hashlib
import os
import signal
import sys
import time
from collections.abc import Generator, Iterable
from pathlib import Path

from formcheck.batch.local import run_locally
from formcheck.batch.run import run_batch
from formcheck.batch.task import ClipTask, Found, JudgeSettings, Outcome, Status, Work
from formcheck.batch.work import carry_out
from formcheck.errors import InputError, NoPersonError

SETTINGS = JudgeSettings()
KEY = "key of the settings"


def number(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def fake_review(task: ClipTask, folder: Path) -> Found:
    """Judge a file by its content: one in twenty is bad, one in thirty shows nobody."""
    content = task.clip.read_text()
    if number(content) % 20 == 0:
        raise InputError(f"expected a clip, got {content!r}; film it again")
    if number(content) % 30 == 1:
        raise NoPersonError("expected a person, got nobody; film one person whole")
    (folder / "report.html").write_text(content)
    angle = 150.0 + number(content) % 60
    if number(content) % 11 == 0:
        return Found(Status.unrecognised, {"why": "You turned away", "recognised": False})
    cells = {"measure": "hip", "angle": angle, "angle_sigma": 5.0, "target_low": 180.0}
    row = {"stretch": "squat", "stretch_name": "Squat", "verdict": "good", "duration_s": 1.0}
    sets = [
        {"stretch": "squat", "kind": "hold", "number": at, "seconds": 2.5, "reached": True, **cells}
        for at in range(1, 1 + number(content) % 3)
    ]
    return Found(Status.judged, row | cells, sets)


def slow_review(task: ClipTask, folder: Path) -> Found:
    time.sleep(0.01)
    return fake_review(task, folder)


def endless_review(task: ClipTask, folder: Path) -> Found:
    (folder / "half.txt").write_text("half of it")
    time.sleep(120)
    raise AssertionError("it was to be stopped")


def deadly_review(task: ClipTask, folder: Path) -> Found:
    """End the whole process: once for `once…`, always for `always…`."""
    mark = task.clip.with_suffix(".tried")
    if task.name.startswith("always") or (task.name.startswith("once") and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return fake_review(task, folder)


def hanging_review(task: ClipTask, folder: Path) -> Found:
    """Stay in the middle of the first clip at the first try, and say in which process."""
    mark = task.clip.with_suffix(".pid")
    if task.name == "clip-0000.mp4" and not mark.exists():
        (folder / "half.txt").write_text("half of it")
        mark.with_suffix(".part").write_text(str(os.getpid()))
        mark.with_suffix(".part").rename(mark)
        time.sleep(120)
    return fake_review(task, folder)


def faulty_review(task: ClipTask, folder: Path) -> Found:
    raise ZeroDivisionError("a fault that nobody foresaw")


def inline(tasks: Iterable[ClipTask], work: Work, stages: Path) -> Generator[Outcome, None, None]:
    """Run tasks in this process."""
    for task in tasks:
        yield carry_out(task, work, stages)


def clips(folder: Path, count: int) -> list[ClipTask]:
    """Make files that stand for clips, and their tasks."""
    folder.mkdir(parents=True, exist_ok=True)
    tasks = []
    for at in range(count):
        path = folder / f"clip-{at:04}.mp4"
        if not path.exists():
            path.write_text(f"clip {at}")
        tasks.append(ClipTask(path.name, path, SETTINGS, KEY, {"person": f"{at % 7:03}"}))
    return tasks


if __name__ == "__main__":
    folder, out, count, name = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    runner = functools.partial(run_locally, workers=2)
    try:
        run_batch(clips(folder, count), out, runner, work=globals()[name])
    except KeyboardInterrupt:
        sys.exit(130)
