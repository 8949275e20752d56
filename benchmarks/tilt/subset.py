"""Writes the few held-out outlines that continuous integration checks.

`python -m benchmarks.tilt.subset --data DIR --cache DIR`; numbers only, no pictures.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.tilt.samples import outlines
from benchmarks.truthset.shards import save

PEOPLE: Final = 12
KEPT: Final = ("rows", "family", "fit", "arms", "body", "yaw", "spine", "pelvic_tilt")
FAMILIES: Final = ("neutral", "standing", "lunge", "quadruped")


def main() -> None:
    """Writes the upright frames and those on all fours of the first held-out people."""
    parser = argparse.ArgumentParser(description="Write the outlines that the tests check.")
    parser.add_argument("--data", type=Path, required=True, nargs="+", help="folders of series")
    parser.add_argument("--cache", type=Path, required=True, help="folder for the outlines")
    parser.add_argument("--out", type=Path, default=Path("tests/benchmarks/data/tilt.npz"))
    wanted = parser.parse_args()
    data = outlines(wanted.data, wanted.cache, "test")
    chosen = np.isin(data["body"], np.unique(data["body"])[:PEOPLE])
    chosen &= np.isin(data["family"], FAMILIES)
    kept = {name: data[name][chosen] for name in KEPT}
    for name in ("rows", "yaw", "spine", "pelvic_tilt"):
        kept[name] = kept[name].astype(np.float32)
    save(wanted.out, kept)
    print(f"wrote {wanted.out}: {chosen.sum()} frames, {wanted.out.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
