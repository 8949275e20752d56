"""How long starting takes: `python -m benchmarks.speed.starts`.

The command line, the app until it answers, and the first result once a camera is open. Each start
has a process of its own; the least of several rounds is shown, as processor time of all threads and
as time that goes by.
"""

from __future__ import annotations

import argparse
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from benchmarks.speed.__main__ import SAMPLE
from benchmarks.speed.runs import compile_modules

LONGEST_S: Final = 120.0

_FIRST_RESULT: Final = f"""
import time
from formcheck.capture.clip import Clip
from formcheck.pose.factory import open_estimator
from formcheck.resources import data_folder
from formcheck.session import Session
from formcheck.stretches.files.loading import load_stretch
with Clip(data_folder("sample_videos") / {SAMPLE!r}) as clip:
    frame = next(iter(clip))
    stretch = load_stretch("half-kneeling-lunge")
    wall, spent = time.perf_counter(), time.process_time()
    with Session(stretch, open_estimator(looks=1, silhouette=True)) as session:
        session.update(frame)
        print(time.process_time() - spent, time.perf_counter() - wall, flush=True)
"""


def command(*words: str) -> tuple[float, float]:
    """Return processor time and time that a command took, seconds."""
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "formcheck", *words], stdout=subprocess.DEVNULL, check=True
    )
    wall, after = time.perf_counter() - wall, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, wall


def first_result() -> tuple[float, float]:
    """Return what it takes from an open camera to its first result: engines are opened too."""
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_RESULT], stdout=subprocess.PIPE, text=True, check=True
    )
    spent, wall = map(float, done.stdout.split()[-2:])
    return spent, wall


def app() -> tuple[float, float]:
    """Return what it takes until the app serves its page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    wall = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        served = subprocess.Popen(
            [sys.executable, "-m", "formcheck", "app", f"--port={port}", "--no-browser"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"FORMCHECK_HOME": home},
        )
        try:
            while time.perf_counter() - wall < LONGEST_S:
                with suppress(urllib.error.URLError, OSError):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).read()
                    break
                time.sleep(0.02)
            wall = time.perf_counter() - wall
            with Path(f"/proc/{served.pid}/stat").open(encoding="ascii") as stat:
                ticks = stat.read().rpartition(")")[2].split()
            return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK"), wall
        finally:
            served.terminate()
            served.wait(30)


STARTS: Final[dict[str, Callable[[], tuple[float, float]]]] = {
    "`formcheck --help`": lambda: command("--help"),
    "`formcheck stretches`": lambda: command("stretches"),
    "`formcheck show squat`": lambda: command("show", "squat"),
    "first result of an open camera": first_result,
    "app, until it serves its page": app,
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4)
    asked = parser.parse_args()
    compile_modules()
    before, found = os.getloadavg()[0], {name: list[tuple[float, float]]() for name in STARTS}
    for _ in range(asked.rounds):
        for name, start in STARTS.items():
            found[name].append(start())
    print("| start | processor time | time |\n|---|---|---|")
    for name, costs in found.items():
        spent, wall = (min(column) for column in zip(*costs, strict=True))
        print(f"| {name} | {spent:.2f} s | {wall:.2f} s |")
    print(
        f"\nLeast of {asked.rounds} rounds in turn; load {before:.0f} before and "
        f"{os.getloadavg()[0]:.0f} after."
    )


if __name__ == "__main__":
    main()
