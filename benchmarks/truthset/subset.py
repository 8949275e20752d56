"""Picks the few frames that continuous integration checks.

`python -m benchmarks.truthset.subset --data DIR --out FILE`
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.truthset import shards

COUNT = 60


def pick(data: shards.Arrays, count: int) -> shards.Arrays:
    """The same number of frames of every family, the first ones within 60 degrees of the side."""
    numbers = np.flatnonzero(np.abs(data["yaw"]) < 60)
    rank = np.zeros(len(numbers))
    for family in np.unique(data["family"]):
        mine = data["family"][numbers] == family
        rank[mine] = np.arange(mine.sum())
    order = numbers[np.argsort(rank, kind="stable")][:count]
    return shards.subset(data, np.sort(order))


def main() -> None:
    """Writes the subset of the test split."""
    parser = argparse.ArgumentParser(description="Pick the frames that CI checks.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the truth set")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    wanted = parser.parse_args()
    shards.save(wanted.out, pick(shards.load(wanted.data, "test"), COUNT))


if __name__ == "__main__":
    main()
