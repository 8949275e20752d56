"""A Butterworth low-pass without lag, as in scipy.signal, which takes a second to import."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Series = NDArray[np.float64]

PAD: Final = 9
"""Samples by which each end is continued, as scipy does by default: three times the coefficients of
one pass, so that the filter has settled where the track begins."""


class _Section(NamedTuple):
    """One pass: y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]."""

    b0: float
    b1: float
    b2: float
    a1: float
    a2: float

    @classmethod
    def low_pass(cls, cutoff_hz: float, rate_hz: float) -> _Section:
        """Return the second-order Butterworth low-pass, by the bilinear transform."""
        warped = math.tan(math.pi * cutoff_hz / rate_hz)
        squared = warped * warped
        scale = 1.0 / (1.0 + math.sqrt(2.0) * warped + squared)
        gain = squared * scale
        return cls(
            gain,
            2.0 * gain,
            gain,
            2.0 * (squared - 1.0) * scale,
            (1.0 - math.sqrt(2.0) * warped + squared) * scale,
        )

    def passed(self, samples: Iterable[float], first: float) -> list[float]:
        """Return what comes out, begun as if the input had been `first` for ever."""
        b0, b1, b2, a1, a2 = self
        later, last = (1.0 - b0) * first, (b2 - a2) * first
        found = []
        for sample in samples:
            out = b0 * sample + later
            later = b1 * sample - a1 * out + last
            last = b2 * sample - a2 * out
            found.append(out)
        return found


def both_ways(track: Series, cutoff_hz: float, rate_hz: float) -> Series:
    """Low-pass a track forwards and backwards: fourth order, and no lag.

    Args:
        track: Evenly sampled values, shape (n,), more than `PAD` of them.
        cutoff_hz: Cut-off of one pass, below half the rate.
        rate_hz: Samples a second.

    Returns:
        The smoothed values, shape (n,).
    """
    section = _Section.low_pass(cutoff_hz, rate_hz)
    # Each end is continued by its own reflection through the last point, so that a slope goes on.
    before = 2.0 * track[0] - track[PAD:0:-1]
    after = 2.0 * track[-1] - track[-2 : -PAD - 2 : -1]
    padded = np.concatenate([before, track, after]).tolist()
    forth = section.passed(padded, padded[0])
    back = section.passed(reversed(forth), forth[-1])
    return np.array(back[::-1][PAD:-PAD])
