"""How a review's cost grows with pictures, length and cores: `python -m benchmarks.speed.growth`.

Each row changes one thing of the first one; all rows of a round follow each other. Clips are cut
from a sample and scaled up here. Ratios to the first row are shown: of processor time a frame, of
time that goes by a frame (which other programs on the machine disturb), and of peak memory.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.speed.__main__ import SAMPLE, cut, in_its_own_process
from benchmarks.speed.runs import RUNS
from formcheck.resources import data_folder


@dataclass(frozen=True, slots=True)
class Setting:
    """What one row is run with.

    Attributes:
        words: What it is called.
        height: Height of the pictures, pixels.
        longer: How many times as long as the first row's clip.
        cores: Number of cores, or None for all.
    """

    words: str
    height: int = 480
    longer: int = 1
    cores: int | None = None


SETTINGS: Final = (
    Setting("640x480"),
    Setting("1920x1080", height=1080),
    Setting("four times as long", longer=4),
    Setting("one core", cores=1),
)


def clip_of(source: Path, setting: Setting, frames: int, folder: Path) -> Path:
    """Return the clip of a row, made where it is missing."""
    clip = folder / f"{setting.height}-{setting.longer}.mp4"
    if not clip.is_file():
        cut(source, frames * setting.longer, clip, setting.height)
    return clip


def growth(source: Path, name: str, frames: int, rounds: int) -> dict[str, list[dict[str, Any]]]:
    """Return what each row took in every round."""
    costs: dict[str, list[dict[str, Any]]] = {setting.words: [] for setting in SETTINGS}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for setting in SETTINGS:
                clip = clip_of(source, setting, frames, Path(folder))
                costs[setting.words].append(in_its_own_process(name, clip, setting.cores))
                print(setting.words, costs[setting.words][-1], file=sys.stderr, flush=True)
    return costs


def grown(costs: dict[str, list[dict[str, Any]]]) -> str:
    """Return the ratios to the first row as a table of Markdown."""
    first = costs[next(iter(costs))]

    def ratio(found: list[dict[str, Any]], key: str, per_frame: bool) -> float:
        def one(cost: dict[str, Any]) -> float:
            return float(cost[key]) / (cost["frames"] if per_frame else 1)

        return median(map(one, found)) / median(map(one, first))

    lines = [
        "| clip | processor time a frame | time a frame | peak memory |",
        "|---|---|---|---|",
    ]
    for words, found in costs.items():
        spent, passed = ratio(found, "cpu_s", True), ratio(found, "wall_s", True)
        peak = ratio(found, "peak_mb", False)
        lines.append(f"| {words} | {spent:.2f} | {passed:.2f} | {peak:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=data_folder("sample_videos") / SAMPLE)
    parser.add_argument("--frames", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--run", choices=list(RUNS), default="review-fast")
    asked = parser.parse_args()
    before = os.getloadavg()[0]
    costs = growth(asked.source, asked.run, asked.frames, asked.rounds)
    print(grown(costs))
    print(
        f"\n{RUNS[asked.run][0]}, {asked.frames} frames, medians of {asked.rounds}; load "
        f"{before:.0f} before and {os.getloadavg()[0]:.0f} after."
    )


if __name__ == "__main__":
    main()
