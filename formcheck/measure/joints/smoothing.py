"""Smoothing of measurements in time: One Euro live, zero-phase for recorded clips."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.measure.model.measurement import Measurement, Measurements

Series = NDArray[np.float64]

MIN_CUTOFF_HZ: Final = 1.0
BETA: Final = 0.04
"""One Euro filter: growth of the cut-off frequency per degree a second of speed."""

MAX_GAP_S: Final = 0.3
"""Longest gap of a recorded series, in seconds, that is bridged."""

CUTOFF_HZ: Final = 6.0
"""Cut-off of the zero-phase 4th-order Butterworth filter for recorded clips."""

GAP_SIGMA_FACTOR: Final = 1.5
"""Factor by which the error of a bridged value exceeds that of its neighbours."""


class OneEuro:
    """The One Euro filter of Casiez, Roussel and Vogel (CHI 2012), for uneven times.

    Args:
        min_cutoff: Cut-off at rest, Hz.
        beta: Growth of the cut-off per unit a second of speed.
    """

    def __init__(self, min_cutoff: float = MIN_CUTOFF_HZ, beta: float = BETA) -> None:
        self._min_cutoff, self._beta = min_cutoff, beta
        self._value: float | None = None
        self._speed = 0.0
        self._last_s = 0.0

    def update(self, value: float, time_s: float) -> float:
        """Return the smoothed value; after a gap of more than 0.3 s it starts afresh."""
        step = time_s - self._last_s
        self._last_s = time_s
        if self._value is None or not 0.0 < step <= MAX_GAP_S:
            self._value, self._speed = value, 0.0
            return value
        speed = (value - self._value) / step
        self._speed += _alpha(1.0, step) * (speed - self._speed)
        cutoff = self._min_cutoff + self._beta * abs(self._speed)
        self._value += _alpha(cutoff, step) * (value - self._value)
        return self._value


class LiveSmoother:
    """One Euro on every measurement of a live stream."""

    def __init__(self) -> None:
        self._filters: defaultdict[str, OneEuro] = defaultdict(OneEuro)

    def update(self, measurements: Measurements) -> Measurements:
        """Return the frame's measurements smoothed by what came before."""
        values = dict(measurements.values)
        for name, measured in values.items():
            if measured.value is None or measured.sigma is None:
                continue
            smoothed = self._filters[name].update(measured.value, measurements.time_s)
            values[name] = Measurement.known(smoothed, measured.sigma)
        return replace(measurements, values=values)


def smooth_clip(frames: list[Measurements]) -> list[Measurements]:
    """Smooth every measurement of a recorded clip, without lag.

    Gaps up to 0.3 s are bridged, outliers replaced (Hampel), and the rest low-passed by a
    zero-phase 4th-order Butterworth filter at 6 Hz, as is usual for human movement (Winter,
    Biomechanics and Motor Control of Human Movement). Longer gaps stay gaps, and nothing is
    smoothed across them.

    Measure by measure, what is smoothed takes the place of what was measured: a long clip is never
    in memory twice.

    Args:
        frames: All frames of the clip, in rising time; the list is changed.

    Returns:
        The same list, with as many frames; bridged values carry a larger sigma.
    """
    times = np.array([frame.time_s for frame in frames])
    tables: list[dict[str, Measurement]] = []
    for row, frame in enumerate(frames):
        tables.append(dict(frame.values))
        frames[row] = replace(frame, values=tables[row])
    for name in tuple(tables[0]) if tables else ():
        for table, smoothed in zip(tables, _smooth_series(name, tables, times), strict=True):
            table[name] = smoothed
    return frames


def _smooth_series(
    name: str, tables: Sequence[Mapping[str, Measurement]], times: Series
) -> list[Measurement]:
    measured = [table[name] for table in tables]
    values = np.array([np.nan if m.value is None else m.value for m in measured])
    sigmas = np.array([np.nan if m.sigma is None else m.sigma for m in measured])
    result = list(measured)
    for rows in _runs(times, np.isfinite(values)):
        known = rows[np.isfinite(values[rows])]
        track = np.interp(times[rows], times[known], np.unwrap(values[known], period=360.0))
        track = zero_phase(hampel(track), times[rows])
        error = np.interp(times[rows], times[known], sigmas[known])
        error = np.where(np.isfinite(values[rows]), error, error * GAP_SIGMA_FACTOR)
        # Unwrapping may have left the run a whole turn away from where it was measured.
        offset = 360.0 * round(float(np.mean(track) - np.nanmean(values[rows])) / 360.0)
        for row, value, sigma in zip(rows, track - offset, error, strict=True):
            result[row] = Measurement.known(value, sigma)
    return result


def _runs(times: Series, known: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    """Return the rows of each stretch of time in which no gap is longer than 0.3 s."""
    rows = np.flatnonzero(known)
    if rows.size == 0:
        return []
    breaks = np.flatnonzero(np.diff(times[rows]) > MAX_GAP_S) + 1
    return [np.arange(part[0], part[-1] + 1) for part in np.split(rows, breaks)]


def hampel(track: Series, half_width: int = 4, threshold: float = 3.0) -> Series:
    """Replace outliers by the median of their neighbours (Hampel identifier).

    Args:
        track: Values, shape (n,).
        half_width: Neighbours on each side that count.
        threshold: Scaled median absolute deviations beyond which a value is an outlier.

    Returns:
        The track with outliers replaced, shape (n,).
    """
    if track.size < 2 * half_width + 1:
        return track
    padded = np.pad(track, half_width, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half_width + 1)
    median = np.median(windows, axis=1)
    spread = 1.4826 * np.median(np.abs(windows - median[:, None]), axis=1)
    # A perfectly still track has no spread, and rounding noise is no outlier.
    outlier = np.abs(track - median) > np.maximum(threshold * spread, 0.5)
    return np.where(outlier, median, track)


def zero_phase(track: Series, times: Series) -> Series:
    """Low-pass a track at 6 Hz without lag; uneven times are resampled to the median rate.

    Args:
        track: Values, shape (n,).
        times: Their times in seconds, rising, shape (n,).

    Returns:
        The smoothed values at the same times, or the track itself where it is too short or too
        slowly sampled to have anything above 6 Hz.
    """
    from scipy import signal  # deferred: it is slow to import and live use does not need it

    if track.size < 2:
        return track
    rate = 1.0 / float(np.median(np.diff(times)))
    count = max(2, round(float(times[-1] - times[0]) * rate) + 1)
    if rate <= 2.2 * CUTOFF_HZ or count <= 15:
        return track
    even = np.linspace(times[0], times[-1], count)
    # Second order forwards and backwards is fourth order without lag.
    sections = signal.butter(2, CUTOFF_HZ, fs=rate, output="sos")
    filtered = signal.sosfiltfilt(sections, np.interp(even, times, track))
    return np.asarray(np.interp(times, even, filtered))


def _alpha(cutoff_hz: float, step_s: float) -> float:
    turned = math.tau * cutoff_hz * step_s
    return turned / (1.0 + turned)
