"""Times reviews beside the bare engines and a plain loop, in turn, on the same frames.

    python -m benchmarks.speed [--frames N] [--height N] [--rounds N] [--json FILE]

Every run has a process of its own; rounds take turns, and the median of each run is shown. Under a
load from other programs only processor time, and ratios within one run, say something.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy as np

from benchmarks.speed.runs import RUNS, timed
from formcheck.annotate.video import VideoWriter
from formcheck.capture.clip import Clip
from formcheck.resources import data_folder

SAMPLE: Final = "half-kneeling-lunge-good.mp4"

Costs = dict[str, list[dict[str, Any]]]


def cut(source: Path, frames: int, target: Path, height: int | None = None) -> None:
    """Write the first frames of a clip as a clip of their own.

    Args:
        source: The clip.
        frames: Number of frames.
        target: Where they go.
        height: Height to scale the pictures to, pixels, filled up to 16:9 at the sides from 720 on;
            None to leave them as they are.
    """
    import cv2

    with Clip(source) as clip:
        own = clip.info.width, clip.info.height
        tall = height or own[1]
        inner = (2 * round(own[0] * tall / own[1] / 2), tall)
        wide = max(inner[0], 2 * round(tall * 16 / 18)) if height and height >= 720 else inner[0]
        left = (wide - inner[0]) // 2
        with VideoWriter(target, wide, tall) as writer:
            for frame in islice(clip, frames):
                image = frame.image if inner == own else cv2.resize(frame.image, inner)
                sides = (left, wide - inner[0] - left)
                image = cv2.copyMakeBorder(image, 0, 0, *sides, cv2.BORDER_REPLICATE)
                writer.write(np.asarray(image, np.uint8), frame.time_s)


def in_its_own_process(name: str, clip: Path, cores: int | None = None) -> dict[str, Any]:
    """Return what one run took.

    Args:
        name: A key of `RUNS`.
        clip: The clip.
        cores: Number of cores it may use; None for all.
    """
    command = [sys.executable, "-m", "benchmarks.speed", "--one", name, "--clip", str(clip)]
    if cores is not None:
        allowed = sorted(os.sched_getaffinity(0))[:cores]
        command = ["taskset", "--cpu-list", ",".join(map(str, allowed)), *command]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def take_turns(clip: Path, rounds: int, names: list[str]) -> Costs:
    """Return what every run took in every round."""
    costs: Costs = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            costs[name].append(in_its_own_process(name, clip))
            print(name, costs[name][-1], file=sys.stderr, flush=True)
    return costs


def table(costs: Costs) -> str:
    """Return the medians as a table of Markdown; the plain loop is 1."""

    def per_frame(name: str, key: str) -> float:
        return median(1000 * one[key] / one["frames"] for one in costs[name])

    first = next(iter(costs))
    lines = [
        "| run | processor time a frame | times the first row | frames a second | peak memory |",
        "|---|---|---|---|---|",
    ]
    for name, found in costs.items():
        spent, passed = per_frame(name, "cpu_s"), per_frame(name, "wall_s")
        peak = median(one["peak_mb"] for one in found)
        lines.append(
            f"| {RUNS[name][0]} | {spent:.1f} ms | {spent / per_frame(first, 'cpu_s'):.2f} | "
            f"{1000 / passed:.1f} | {peak:.0f} MB |"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table, and write all figures where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=data_folder("sample_videos") / SAMPLE)
    parser.add_argument("--frames", type=int, default=480)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--height", type=int, help="scale the pictures to so many pixels")
    parser.add_argument("--runs", nargs="*", choices=list(RUNS), default=list(RUNS))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", choices=list(RUNS), help=argparse.SUPPRESS)
    parser.add_argument("--clip", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(timed(asked.one, asked.clip).as_dict()))
        return
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / "clip.mp4"
        cut(asked.source, asked.frames, clip, asked.height)
        before = os.getloadavg()[0]
        costs = take_turns(clip, asked.rounds, asked.runs)
    print(table(costs))
    size = f" at {asked.height}p" if asked.height else ""
    print(
        f"\n{asked.frames} frames of {asked.source.name}{size}, "
        f"rounds in turn: {asked.rounds}, medians; "
        f"{len(os.sched_getaffinity(0))} cores, load {before:.0f} before and "
        f"{os.getloadavg()[0]:.0f} after."
    )
    if asked.json:
        asked.json.write_text(json.dumps(costs, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
