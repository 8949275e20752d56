"""Agreement with the marks by a judge of its own: the package `poseaudit`."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

from benchmarks.real.scores import GROSS, Errors


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of an angle with its marks, as a measuring device is validated.

    Attributes:
        count: Pictures in which it was answered.
        bias: Mean difference, degrees.
        limits: Limits of agreement, bias -+ 1.96 standard deviations (Bland and Altman).
        icc: ICC(A,1), absolute agreement of single readings, with its 95 % interval.
        mean: Mean absolute difference, degrees: the same as ours, counted by somebody else.
    """

    count: int
    bias: float
    limits: tuple[float, float]
    icc: tuple[float, float, float]
    mean: float


def agreement(found: Errors) -> Agreement | None:
    """Return how well an angle agrees with its marks, or None with fewer than ten answers."""
    from poseaudit import audit_values

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # resamples without any spread
        result = audit_values(found.answer, found.mark, big_error=GROSS, unit="deg", resamples=1000)
    if result.n < 10:
        return None
    return Agreement(
        result.n,
        float(result.bias),
        (float(result.limits[0]), float(result.limits[1])),
        (float(result.icc), float(result.icc_ci[0]), float(result.icc_ci[1])),
        float(result.mean_abs_error),
    )
