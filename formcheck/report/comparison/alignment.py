"""Two performances aligned by their phase, so that each moment has its partner in the other one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.coach.frame.report import FrameReport
from formcheck.errors import InputError, MachineError
from formcheck.extras import EXTRAS
from formcheck.measure.model.smallest_change import smallest_real_change
from formcheck.stretches.model.check import Check
from formcheck.words import tr

Numbers = NDArray[np.float64]

RATE_HZ: Final = 10.0
"""Sampling rate of the alignment: phases of a stretch last for seconds."""

FEWEST: Final = 20
"""Least number of samples that can be aligned."""

_EDGES: Final = (5.0, 95.0)
_STILL: Final = 0.1
"""Share of the range, at either end, within which somebody waits or holds."""


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """A performance with the moments of a reference that belong to its own.

    Attributes:
        times_s: Times of the performance, rising, shape (samples,).
        partners_s: Time in the reference that belongs to each, never falling.
        own: The main angle of the performance, in its unit.
        reference: That of the reference at its partners.
        smallest: The smallest difference that is more than the errors of both explain, 95 % sure.
    """

    times_s: Numbers
    partners_s: Numbers
    own: Numbers
    reference: Numbers
    smallest: float

    @property
    def difference(self) -> Numbers:
        """Return the own angle less that of the reference."""
        return self.own - self.reference

    def partner(self, time_s: float) -> float:
        """Return the time in the reference that belongs to a time of the performance."""
        return float(np.interp(time_s, self.times_s, self.partners_s))


def align(own: Sequence[FrameReport], reference: Sequence[FrameReport], check: Check) -> Alignment:
    """Align a performance with a reference by dynamic time warping of the main angle.

    Each angle is scaled to its own range first, so that the phases are matched (going in, holding,
    coming out) and not the degrees that are to be compared. Source: Sakoe and Chiba, Dynamic
    programming algorithm optimization for spoken word recognition, IEEE Transactions on Acoustics,
    Speech, and Signal Processing 26(1):43-49, 1978; computed with dtaidistance.

    Args:
        own: Reports of the performance.
        reference: Reports of the reference, of the same stretch.
        check: The check whose angle is compared.

    Raises:
        InputError: The angle was known for too short a time in one of them.
        MachineError: The library dtaidistance is not installed.
    """
    try:
        from dtaidistance import dtw  # deferred: only who compares needs it
    except ImportError as error:
        raise MachineError(
            tr(
                "expected the library dtaidistance to compare two performances, found none; "
                "install it with: {command}",
                command=EXTRAS["compare"].command,
            )
        ) from error
    times, values, sigma = _series(own, check, tr("the performance"))
    times_ref, values_ref, sigma_ref = _series(reference, check, tr("the reference"))
    phase = _phase(values)
    path = np.array(dtw.warping_path(phase, _phase(values_ref)), dtype=np.intp)
    # While nothing moves, any moment fits any other: there the time goes evenly from one way to
    # the next one.
    moving = (phase[path[:, 0]] > _STILL) & (phase[path[:, 0]] < 1 - _STILL)
    moving[[0, -1]] = True
    partners = np.interp(times, times[path[moving, 0]], times_ref[path[moving, 1]])
    reference_values = np.interp(partners, times_ref, values_ref)
    smallest = smallest_real_change(sigma, sigma_ref)
    return Alignment(times, partners, values, reference_values, smallest)


def _series(
    reports: Sequence[FrameReport], check: Check, which: str
) -> tuple[Numbers, Numbers, float]:
    """Return times, values and the usual error of the angle, at an even rate.

    Where the preferred measure was judged the plain one is taken: one measure for all moments.
    """
    rows = [
        (report.time_s, result.value if result.plain is None else result.plain, result.sigma)
        for report in reports
        if (result := report.result(check)) is not None and result.value is not None
    ]
    if len(rows) < FEWEST or rows[-1][0] - rows[0][0] < FEWEST / RATE_HZ:
        raise InputError(
            tr(
                "expected {id} to be known for two seconds or more in {which}, got "
                "{count} frames; film it from the side, whole",
                id=check.id,
                which=which,
                count=len(rows),
            )
        )
    table = np.array(rows, dtype=np.float64)
    times = np.arange(table[0, 0], table[-1, 0], 1.0 / RATE_HZ)
    return times, np.interp(times, table[:, 0], table[:, 1]), float(np.median(table[:, 2]))


def _phase(values: Numbers) -> Numbers:
    """Return an angle between 0 and 1 of its own range; single wrong frames do not stretch it."""
    low, high = np.percentile(values, _EDGES)
    phase: Numbers = np.clip((values - low) / max(high - low, 1e-9), -0.2, 1.2)
    return phase
