"""How large the error of a change is: `python -m benchmarks.correction.change --cache DIR`.

A check may look at the change since the start pose. The bias of a body is in both values and
cancels, the scatter of both remains: here the errors of differences between two pictures of the
same person in the same family of positions are set against the error stated of one value. Reads
what `benchmarks.tilt.train` kept of its rendered series in DIR; people of the training split, since
`formcheck.coach.watch.start_pose.CHANGE_ERROR` is taken from it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.measure.joints.correction import load_correction
from formcheck.measure.measurer import Measurer
from formcheck.measure.model.geometry import wrap180
from formcheck.pose.pose import Pose

FAMILIES: Final = ("neutral", "standing", "kneeling", "lunge", "quadruped")
NAMES: Final = ("trunk_lean", "knee_left", "knee_right", "hip_left", "hip_right")
GROSS: Final = 60.0
"""Degrees: a larger error is a failure of the pose engine, not a scatter."""

Read = tuple[str, str, float, float]
"""Family, measurement, error and the error that was stated, degrees."""


def read(path: Path) -> list[Read]:
    """Returns what is measured in every picture of one person, and how wrong it is."""
    correction, found = load_correction(), []
    with np.load(path) as data:
        arrays = {name: data[name] for name in data.files}
    for row, (width, height) in enumerate(arrays["size"]):
        seen = (arrays[name][row] for name in ("pixels", "world", "visibility"))
        values = Measurer(correction).update(Pose(*seen, int(width), int(height)), 0, 0.0).values
        for name in NAMES:
            value, sigma = values[name].value, values[name].sigma
            if value is not None and sigma is not None:
                error = wrap180(value - float(arrays[name][row]))
                if abs(error) < GROSS:
                    found.append((str(arrays["family"][row]), name, error, sigma))
    return found


def shares(people: Iterator[list[Read]]) -> dict[tuple[str, str], tuple[list[float], list[float]]]:
    """Returns errors of values and of changes, in stated errors, by measurement and family."""
    found: dict[tuple[str, str], tuple[list[float], list[float]]] = {}
    for read_of_one in people:
        for name in NAMES:
            for family in FAMILIES:
                own = [(e, s) for kind, what, e, s in read_of_one if (kind, what) == (family, name)]
                plain = name.removesuffix("_left").removesuffix("_right")
                values, changes = found.setdefault((plain, family), ([], []))
                values += [error / sigma for error, sigma in own]
                changes += [(a - b) / sigma for (a, sigma), (b, _) in permutations(own, 2)]
    return found


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="Measure the error of changes.")
    parser.add_argument("--cache", type=Path, required=True, help="what was kept of the series")
    wanted = parser.parse_args()
    paths = sorted(wanted.cache.rglob("train-*.npz"))
    print("| measurement | position | pictures | pairs | a value needs | a change needs |")
    print("|---|---|---|---|---|---|")
    for (name, family), (values, changes) in shares(map(read, paths)).items():
        if changes:
            needs = [float(np.quantile(np.abs(errors), 0.95)) / 2 for errors in (values, changes)]
            print(
                f"| {name.replace('_', ' ')} | {family} | {len(values)} | {len(changes) // 2} "
                f"| {needs[0]:.2f} | {needs[1]:.2f} |"
            )


if __name__ == "__main__":
    main()
