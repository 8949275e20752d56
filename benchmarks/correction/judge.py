"""Judges the learned correction on people it never saw: `python -m benchmarks.correction.judge`.

Legs are told apart here by where they truly are, so that what is judged is the correction and not
the names of the legs; `benchmarks.accuracy` judges all of it together.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.correction.samples import Samples, leg_samples, trunk_samples
from benchmarks.truthset.shards import load
from formcheck.measure.joints.apply_correction import MOST_SIGMA
from formcheck.measure.joints.correction import (
    LEG_OUTPUTS,
    TRUNK_OUTPUTS,
    Shift,
    limited,
    load_correction,
)
from formcheck.measure.model.regressor import Network

VIEWS: Final = ((0, 15), (15, 30), (30, 45), (45, 60))
"""Degrees off the side view, by truth."""


def rows(
    samples: Samples, network: Network, outputs: tuple[str, ...], view: NDArray[Any]
) -> list[str]:
    """Return a Markdown row for each output and view.

    Args:
        samples: Of the legs or of the trunk.
        network: The network for them.
        outputs: Names of its outputs.
        view: Degrees off the side view of each sample, shape (n,).
    """
    answers = (part.tolist() for part in network(samples.features))
    shifts = [limited(outputs, *answer) for answer in zip(*answers, strict=True)]
    found = []
    for column, name in enumerate(outputs):
        for low, high in VIEWS:
            here = np.flatnonzero(samples.merged & (view >= low) & (view < high))
            found.append(
                _row(name, f"{low}-{high}", samples, column, [shifts[i] for i in here], here)
            )
    return found


def _row(
    name: str,
    view: str,
    samples: Samples,
    column: int,
    shifts: list[dict[str, Shift]],
    here: NDArray[np.int64],
) -> str:
    whole = samples.whole[here, column]
    by = np.array([shift[name].by for shift in shifts])
    sigma = np.array([shift[name].sigma for shift in shifts])
    kept = sigma <= MOST_SIGMA[name]
    left = np.abs(whole - by)
    cells = [
        name.replace("_", " "),
        view,
        str(len(here)),
        f"{np.abs(samples.geometry[here, column]).mean():.1f}",
        f"{np.abs(whole).mean():.1f} / {np.median(np.abs(whole)):.1f}",
        f"{left.mean():.1f} / {np.median(left):.1f}",
        f"{(whole - by).mean():+.1f}",
        f"{100 * (1 - kept.mean()):.0f} %",
        f"{left[kept].mean():.1f}",
        f"{100 * (left < 2 * sigma)[kept].mean():.0f} %",
    ]
    return "| " + " | ".join(cells) + " |"


HEAD: Final = (
    "| angle | degrees off the side | n | geometry alone | plain: mean / median "
    "| corrected: mean / median | left on average | refused | rest: mean | within 2 sigma |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


def main() -> None:
    """Judge from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the truth set")
    parser.add_argument("--split", default="test", choices=("validation", "test"))
    arguments = parser.parse_args()
    data, correction = load(arguments.data, arguments.split), load_correction()
    print(HEAD)
    for samples, network, outputs in (
        (leg_samples(data), correction.leg, LEG_OUTPUTS),
        (trunk_samples(data), correction.trunk, TRUNK_OUTPUTS),
    ):
        view = np.abs(data["view_angle"][samples.frame])
        print("\n".join(rows(samples, network, outputs, view)))


if __name__ == "__main__":
    main()
