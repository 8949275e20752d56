"""Differences between two configurations on the same pictures, with bootstrap intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import bootstrap

from benchmarks.real.scores import Errors

RESAMPLES: Final = 4000
SEED: Final = 20261130


@dataclass(frozen=True, slots=True)
class Difference:
    """How much worse one configuration is than another.

    Attributes:
        count: Pictures that both answer.
        mean: Mean of the differences of the absolute errors, degrees: above 0 is worse.
        low: Lower end of the 95 % interval of that mean.
        high: Its upper end.
        worse: Share of the pictures in which it is worse.
    """

    count: int
    mean: float
    low: float
    high: float
    worse: float

    @property
    def harms(self) -> bool:
        """Whether the whole interval lies above 0."""
        return self.low > 0.0

    @property
    def helps(self) -> bool:
        """Whether the whole interval lies below 0."""
        return self.high < 0.0


def compare(one: Errors, base: Errors) -> Difference | None:
    """Return how much worse `one` is than `base` where both answer, or None with too few pictures.

    Args:
        one: Errors of an angle.
        base: Errors of the same angle in the same pictures by another configuration.
    """
    return difference(np.abs(one.error) - np.abs(base.error))


def difference(pairs: NDArray[np.float64]) -> Difference | None:
    """Return the mean of paired differences with its percentile bootstrap interval.

    Args:
        pairs: One difference for each picture, shape (n,); NaN where there is none.
    """
    known = pairs[np.isfinite(pairs)]
    if len(known) < 3:
        return None
    found = bootstrap(
        (known,),
        np.mean,
        n_resamples=RESAMPLES,
        method="percentile",
        rng=np.random.default_rng(SEED),
    )
    low, high = found.confidence_interval
    return Difference(
        len(known), float(known.mean()), float(low), float(high), float((known > 0).mean())
    )
