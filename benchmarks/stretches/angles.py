"""How far the angles are off in whole clips: `python -m benchmarks.stretches.angles --out DIR`.

Single pictures (`benchmarks.accuracy`) credit nothing that a clip adds: legs that are followed,
one direction for all of it, smoothing. Here every frame of the clips of `prove` is set against its
truth, as `formcheck review` measures it. The frames of a hold are much alike, so that there is
about as much to learn from as there are clips. Figure four and scorpion are left out: a leg that is
turned far out of the person's plane has no sagittal angle.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.stretches.looking import look
from formcheck.measure.model.geometry import wrap180
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.pose.landmark import SIDES, Side, other
from formcheck.session import measure_clip

VIEWS: Final = ((0.0, 15.0), (15.0, 30.0), (30.0, 46.0))
"""Degrees off the side view, by truth."""

TURNED_OUT: Final = ("figure-four", "scorpion")
APART: Final = 30.0
"""Degrees by which the true hips differ where legs are told by their role."""

Errors = list[tuple[float | None, float]]
"""Error and stated error of each frame; None where it was refused."""


def read(clip: Path, looks: int) -> Iterator[tuple[float, str, float | None, float]]:
    """Yields degrees off the side view, measurement, error and stated error of every frame."""
    with clip.with_suffix(".csv").open(encoding="utf-8") as file:
        truth = list(csv.DictReader(file))
    for frame, row in zip(measure_clip(look(clip, looks)), truth, strict=True):
        off = abs(90.0 - abs(float(row["yaw_deg"])))
        for name, measured, true in _compared(frame, row):
            if measured is None or measured.value is None or measured.sigma is None:
                yield off, name, None, 0.0
            else:
                yield off, name, wrap180(measured.value - true), measured.sigma


def _compared(
    frame: Measurements, row: dict[str, str]
) -> Iterator[tuple[str, Measurement | None, float]]:
    values = frame.values
    yield "trunk lean", values.get("trunk_lean"), float(row["trunk_lean"])
    for side in SIDES:
        for joint in ("hip", "knee"):
            name = f"{joint}_{side}"
            yield f"{joint}, by name", values.get(name), float(row[name])
    hips = {side: float(row[f"hip_{side}"]) for side in SIDES}
    if abs(hips["left"] - hips["right"]) < APART:
        return
    true: Side = max(SIDES, key=lambda side: hips[side])
    seen = frame.legs.rear
    for mine, its in ((seen, true), (None if seen is None else other(seen), other(true))):
        for joint in ("hip", "knee"):
            measured = None if mine is None else values.get(f"{joint}_{mine}")
            yield f"{joint}, by role", measured, float(row[f"{joint}_{its}"])


def cell(errors: Errors) -> str:
    """What is said of one measurement in one view, Markdown."""
    told = np.array([pair for pair in errors if pair[0] is not None], dtype=np.float64)
    if not told.size:
        return "refused"
    size = np.abs(told[:, 0])
    return (
        f"{size.mean():.1f}; median {np.median(size):.1f}; refused "
        f"{100 * (1 - len(told) / len(errors)):.0f} %; in 2 sigma "
        f"{100 * (size < 2 * told[:, 1]).mean():.0f} %"
    )


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="Measure the errors of angles in whole clips.")
    parser.add_argument("--out", type=Path, required=True, help="folder of the clips of `prove`")
    parser.add_argument("--looks", type=int, choices=(1, 2), default=2, help="looks at a frame")
    wanted = parser.parse_args()
    found: defaultdict[str, defaultdict[int, Errors]] = defaultdict(lambda: defaultdict(list))
    clips: defaultdict[int, set[str]] = defaultdict(set)
    for kept in sorted(wanted.out.glob(f"*.looks{wanted.looks}.z")):
        clip = wanted.out / (kept.name.removesuffix(f".looks{wanted.looks}.z") + ".mp4")
        if clip.stem.startswith(TURNED_OUT) or "calibration" in clip.stem:
            continue
        for off, name, error, sigma in read(clip, wanted.looks):
            for column, (low, high) in enumerate(VIEWS):
                if low <= off < high:
                    found[name][column].append((error, sigma))
                    clips[column].add(clip.stem)
    heads = [
        f"{low:.0f}-{min(high, 45):.0f} degrees ({len(clips[column])} clips)"
        for column, (low, high) in enumerate(VIEWS)
    ]
    print("| mean absolute error | " + " | ".join(heads) + " |\n|---" + "|---" * len(VIEWS) + "|")
    for name, columns in found.items():
        print(f"| {name} | " + " | ".join(cell(columns[i]) for i in range(len(VIEWS))) + " |")


if __name__ == "__main__":
    main()
