"""How manifest and tables grow: sizes, seconds and memory at 100, 10,000 and 1,000,000 clips."""

from __future__ import annotations

import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from formcheck.batch.digest import digest
from formcheck.batch.manifest import FILE, Manifest
from formcheck.batch.overview import write_overview
from formcheck.batch.table import FILES, write_tables
from formcheck.batch.task import ClipTask, FileState, Found, JudgeSettings, Outcome, Status
from formcheck.stretches.files.loading import load_stretch

COUNTS: Final = (100, 10_000, 1_000_000)

ROW: Final[dict[str, Any]] = {
    "stretch": "half-kneeling-lunge", "stretch_name": "Half-kneeling hip-flexor lunge",
    "recognised": False, "side": "right", "verdict": "adjust",
    "headline": "Held for 31 s, with something to change", "duration_s": 60.5, "frames": 1452,
    "advice": "Tuck your tailbone under, and then shift your hips forward.",
    "frames_with_person": 1452, "held_s": 31.25, "longest_s": 24.5, "target_s": 30.0, "holds": 2,
    "measure": "hip", "angle_sigma": 5.6, "target_low": 185.0, "target_high": 200.0,
    "lost_s": 4.2, "lost_why": "you moved out of the picture",
}  # fmt: skip
SET: Final[dict[str, Any]] = {
    "stretch": "half-kneeling-lunge", "side": "right", "kind": "hold", "start_s": 8.2,
    "end_s": 33.1, "seconds": 24.5, "target_s": 30.0, "reached": False,
    "ended_by": "you came out of the stretch", "measure": "hip", "angle_sigma": 5.6,
    "target_low": 185.0, "target_high": 200.0,
}  # fmt: skip


def synthetic(number: int) -> Outcome:
    """Return an outcome as a review of a lunge gives it."""
    name = f"person-{number % 997:03}/clip-{number:07}.mp4"
    angle = 160.0 + number * 7919 % 5000 / 100
    sets = [SET | {"number": at, "angle": angle + at} for at in (1, 2)]
    found = Found(Status.judged, ROW | {"angle": angle}, sets)
    state = FileState(12_000_000 + number, 1_790_000_000_000_000_000 + number, f"{number:064x}")
    return Outcome(name, 21.5, state, found, stage="0", peak_mb=512.0)


def measure(count: int) -> str:
    """Return the row of a table for so many clips."""
    settings = JudgeSettings(load_stretch("half-kneeling-lunge"))
    key = settings.key()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        folder, times = Path(name), [time.perf_counter()]
        with Manifest(folder) as manifest:
            for number in range(count):
                outcome = synthetic(number)
                task = ClipTask(
                    outcome.name, Path("/shared") / outcome.name, settings, key,
                    {"person": f"{number % 997:03}"},
                )  # fmt: skip
                manifest.add(task, outcome, f"clips/{outcome.name}")
        times.append(time.perf_counter())
        with Manifest(folder):
            times.append(time.perf_counter())
        write_tables(folder)
        times.append(time.perf_counter())
        write_overview(folder, digest(folder))
        times.append(time.perf_counter())
        add, opened, tables, overview = (b - a for a, b in itertools.pairwise(times))
        sizes = {one: (folder / one).stat().st_size / 1e6 for one in (FILE, *FILES)}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return (
        f"| {count:,} | {sizes[FILE]:.1f} | {1e6 * add / count:.0f} | {opened:.2f} | "
        f"{tables:.2f} | {overview:.2f} | {sizes['clips.parquet']:.2f} | "
        f"{sizes['clips.csv']:.1f} | {peak:.0f} |"
    )


def main() -> None:
    """Print the table; each count has a process of its own, for its memory."""
    print(
        "\n| clips | manifest MB | added, µs a clip | opened s | tables s | overview s | "
        "clips.parquet MB | clips.csv MB | memory MB |\n|---|---|---|---|---|---|---|---|---|"
    )
    for count in COUNTS:
        code = f"from benchmarks.batch.growth import measure; print(measure({count}))"
        subprocess.run([sys.executable, "-c", code], check=True)
