"""The constant part of the errors, apart from the rest.

Rendered people's joints are an animator's, and MediaPipe finds them with a constant offset that
differs from posture to posture and is another one on real people (`benchmarks.correction`). The
learned correction leaves it out on purpose. Here it is taken off afterwards, as a median error of
each posture and leg on other people than those who are judged, to tell what remains without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from benchmarks.truthset.groups import Table
from benchmarks.truthset.score import errors
from benchmarks.truthset.shards import Arrays

SIDE_ON: Final = 15.0
"""Degrees off the side view up to which the constant is taken."""

ENOUGH: Final = 8
"""Angles of a posture and leg from which its own constant is taken; fewer use that of the leg."""

Constants = Mapping[tuple[str, str], float]
"""By posture and leg, as `Table.leg` calls it; by `("", leg)` for the leg in all postures."""


def constants(table: Table, data: Arrays) -> Constants:
    """Return the median error of each posture and leg, degrees, from straight at the side.

    Args:
        table: One measurement of people who are not to be judged.
        data: Their pictures.
    """
    error = errors(table.value, table.truth)
    family = data["family"][table.frame].astype(str)
    known = np.isfinite(error) & (np.abs(data["view_angle"][table.frame]) < SIDE_ON)
    found: dict[tuple[str, str], float] = {}
    for leg in np.unique(table.leg):
        mine = known & (table.leg == leg)
        found["", str(leg)] = float(np.median(error[mine])) if mine.any() else 0.0
        for name in np.unique(family):
            here = mine & (family == name)
            if here.sum() >= ENOUGH:
                found[str(name), str(leg)] = float(np.median(error[here]))
    return found


def without(table: Table, data: Arrays, fitted: Constants) -> Table:
    """Return the measurement with the constants taken off its values.

    Args:
        table: One measurement of the people who are judged.
        data: Their pictures.
        fitted: `constants` of the same measurement, of other people.
    """
    family = data["family"][table.frame].astype(str)
    off = [
        fitted.get((str(name), str(leg)), fitted["", str(leg)])
        for name, leg in zip(family, table.leg, strict=True)
    ]
    return replace(table, value=table.value - np.array(off))
