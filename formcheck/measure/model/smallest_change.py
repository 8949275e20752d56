"""The smallest change between two measurements that is more than their error."""

from __future__ import annotations

import math
from typing import Final

SIGMAS_95: Final = 1.96
"""Standard deviations that hold 95 % of a normal distribution."""


def smallest_real_change(sigma: float, other: float | None = None) -> float:
    """Return the smallest change between two measurements that is more than their error.

    `1.96 * sqrt(2) * sigma`, the minimal detectable change at 95 % of Weir, Quantifying test-retest
    reliability using the intraclass correlation coefficient and the SEM, J Strength Cond Res
    19(1):231-240, 2005; with two errors `1.96 * sqrt(sigma**2 + other**2)`. Our sigma also holds
    what stays the same for one person and one camera, so this is on the careful side.

    Args:
        sigma: Standard deviation of the error of one measurement, above 0.
        other: That of the second measurement, where it differs.

    Raises:
        ValueError: A standard deviation that is not above 0.
    """
    second = sigma if other is None else other
    if not (sigma > 0 and second > 0):
        raise ValueError(f"expected standard deviations above 0, got {sigma} and {second}")
    return SIGMAS_95 * math.hypot(sigma, second)
