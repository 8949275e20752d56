"""Kills at random moments: `python -m benchmarks.kills --count 200`.

A process writes sessions with recordings, keeps sets done before the camera, or reviews a clip; it
is killed with SIGKILL at a random moment. Then the app's next start is made, and it is counted
what is missing of what was acknowledged, and what is left over. Pictures are looked at by a script
instead of the pose engine, which keeps nothing on the disk.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from formcheck.pose.estimator import ScriptedEstimator
from formcheck.review import Unrecognised
from formcheck.store.history.history import History
from formcheck.store.history.session_entry import PastSession
from formcheck.store.pending import reviews
from formcheck.store.recordings.recording import Recording
from formcheck.store.sweep import orphans, sweep
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.stretch import HoldTarget
from formcheck.ui.live.plan import plan_of
from formcheck.ui.reviewing import jobs
from formcheck.ui.reviewing.jobs import Worker
from formcheck.ui.reviewing.review_process import Task, Tell, perform
from tests.capture.clips import plain, write_clip
from tests.store.test_history import done, recording
from tests.ui.test_review import POSE
from tests.ui.test_save_set import Kept

KINDS = ("history", "live", "review")
LONGEST_S = 1.5


class Here:
    """Reviews in this process, seeing one pose all the time."""

    def review(self, task: Task, tell: Tell) -> PastSession | Unrecognised:
        """Review a clip."""
        return perform(task, tell)

    def close(self) -> None:
        """Have nothing to end."""


def write_history(home: Path, acknowledge: Callable[[int], None]) -> None:
    """Add sessions with their recordings, one after the other."""
    history = History(home)
    for day in range(1000):
        acknowledge(history.add(done(day), recording()).id)


def write_live(home: Path, acknowledge: Callable[[int], None]) -> None:
    """Do one short set after the other before a camera that shows a lunge."""
    del home
    stretch = load_stretch("half-kneeling-lunge").model_copy(
        update={"hold": HoldTarget(seconds=3, sets=1)}
    )
    for _ in range(1000):
        rehearsal = Kept(plan_of(stretch, "right"))
        rehearsal.guide.command("start")
        rehearsal.run(20.0)
        rehearsal.guide.close()
        saved = rehearsal.result.saved
        if saved is not None:
            acknowledge(saved.id)


def write_review(home: Path, acknowledge: Callable[[int], None]) -> None:
    """Take in clips and review them."""
    history = History(home)
    clip = write_clip(home.parent / "clip.mp4", [plain((90, 120, 140))] * 12).read_bytes()
    pending = reviews.Reviews(history)
    for number in range(3):
        wish = reviews.Wish("half-kneeling-lunge")
        acknowledge(pending.add_upload(f"clip-{number}.mp4", io.BytesIO(clip), wish))
    worker = Worker(history)
    worker.wake()
    worker.wait()


def check(kind: str, home: Path, acknowledged: list[int]) -> dict[str, int]:
    """Start anew, and return what is missing and what is left over."""
    sweep(home)
    history = History(home)
    if kind == "review":
        reviews.STALE_S = -1.0
        worker = Worker(history)
        worker.wake()
        worker.wait()
        kept = {one.clip for one in history.sessions()}
        missing = len(acknowledged) - len(kept)
    else:
        present = {one.id: one for one in history.sessions()}
        missing = sum(number not in present for number in acknowledged)
        for number in acknowledged:
            file = history.file(present[number]) if number in present else None
            missing += file is None or not Recording.read(file).measurements
    partial = [*home.rglob(".*.part*"), *home.rglob(".formcheck-*")]
    unmarked = list(home.rglob(".writing-*"))
    uploads = list((home / "uploads").glob("*"))
    temporary = list(Path(tempfile.gettempdir()).iterdir())
    return {
        "acknowledged": len(acknowledged), "lost": max(0, missing),
        "orphans": len(orphans(home)), "partial": len(partial) + len(unmarked),
        "uploads": len(uploads), "temporary": len(temporary),
    }  # fmt: skip


def in_child(act: Callable[[Callable[[Any], None]], None]) -> tuple[int, int]:
    """Run something in a child, and return its number and the pipe on which it answers."""
    answers, end = os.pipe()
    child = os.fork()
    if child:
        os.close(end)
        return child, answers
    try:
        with os.fdopen(end, "w", buffering=1) as out:
            act(lambda message: out.write(json.dumps(message) + "\n") and None)
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 - said to the parent
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        os._exit(1)


def one_kill(kind: str, folder: Path, chance: random.Random) -> dict[str, Any]:
    """Kill one process at a random moment, and return what was found after it."""
    shutil.rmtree(folder, ignore_errors=True)
    home, temporary = folder / "home", folder / "tmp"
    temporary.mkdir(parents=True)
    os.environ |= {"FORMCHECK_HOME": str(home), "TMPDIR": str(temporary)}
    tempfile.tempdir = str(temporary)
    write = {"history": write_history, "live": write_live, "review": write_review}[kind]
    child, answers = in_child(lambda tell: write(home, tell))
    with os.fdopen(answers) as lines:
        first = lines.readline()
        time.sleep(chance.uniform(0.0, LONGEST_S))
        os.kill(child, signal.SIGKILL)
        rest = lines.read()
    os.waitpid(child, 0)
    acknowledged = [json.loads(line) for line in (first + rest).splitlines() if line.endswith(
        tuple("0123456789"))]  # fmt: skip
    child, answers = in_child(lambda tell: tell(check(kind, home, acknowledged)))
    with os.fdopen(answers) as lines:
        found = lines.read()
    os.waitpid(child, 0)
    return {"kind": kind, **(json.loads(found) if found else {"lost": -1})}


def main() -> None:
    """Kill, count, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=8.0, help="stop after this long")
    asked = parser.parse_args()
    formcheck_review = sys.modules["formcheck.review"]
    formcheck_review.open_estimator = lambda *_: ScriptedEstimator(lambda _: replace(POSE))  # type: ignore[attr-defined]
    jobs.ReviewProcess = Here  # type: ignore[misc, assignment]
    chance = random.Random(asked.seed)
    total: Counter[str] = Counter()
    end = time.monotonic() + 60 * asked.minutes
    with tempfile.TemporaryDirectory() as folder:
        for number in range(asked.count):
            if time.monotonic() > end:
                break
            found = one_kill(KINDS[number % len(KINDS)], Path(folder) / "case", chance)
            kind = found.pop("kind")
            total.update({"kills": 1, f"kills, {kind}": 1})
            total.update(found)
            if any(found.get(what) for what in ("lost", "orphans", "partial", "temporary")):
                print(number, kind, found, flush=True)
    print(json.dumps(total, indent=1))


if __name__ == "__main__":
    main()
