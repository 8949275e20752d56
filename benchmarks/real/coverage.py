"""Whether stated errors are as wide as the errors are, as far as the marks can tell.

A mark errs as well. So an answer is looked at three times: with the mark's own error added to the
stated one, with the stated one alone, and with the mark's alone, as if the answer had none. What
the last one covers is the least that the first one can show, however small the stated error is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SIGMAS = 2.0
"""Standard deviations within which an answer counts as covered."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the errors of some answers compare with those that were stated.

    Attributes:
        count: Answers with a stated error.
        both: Share within twice the stated error and the mark's own, added in quadrature.
        alone: Share within twice the stated error alone.
        mark: Share within twice the mark's own error alone.
        stated: Root mean square of the stated errors, degrees.
        rms: Root mean square of the errors against the marks, degrees.
        beyond: What of it the marks' own errors do not explain, degrees; 0 where they explain all.
    """

    count: int
    both: float
    alone: float
    mark: float
    stated: float
    rms: float
    beyond: float


def covered(error: Floats, stated: Floats, doubt: Floats) -> Coverage | None:
    """Return how errors compare with those that were stated, or None without any.

    Args:
        error: Answers less marks, degrees, shape (n,).
        stated: Standard deviations that were stated, degrees, likewise.
        doubt: Standard deviations of the marks, degrees, likewise.
    """
    if not len(error):
        return None
    size = np.abs(error)

    def share(sigma: Floats) -> float:
        return float((size <= SIGMAS * sigma).mean())

    square, marks = float(np.square(error).mean()), float(np.square(doubt).mean())
    return Coverage(
        count=len(error),
        both=share(np.hypot(stated, doubt)),
        alone=share(stated),
        mark=share(doubt),
        stated=math.sqrt(float(np.square(stated).mean())),
        rms=math.sqrt(square),
        beyond=math.sqrt(max(square - marks, 0.0)),
    )
