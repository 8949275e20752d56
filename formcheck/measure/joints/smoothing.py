"""Smoothing of measurements in time: One Euro live, zero-phase for recorded clips."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.shelf.long_list import LongList

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


def smooth_clip(frames: Iterable[Measurements]) -> Iterator[Measurements]:
    """Smooth every measurement of a recorded clip, without lag.

    Gaps up to 0.3 s are bridged, outliers replaced (Hampel), and the rest low-passed by a
    zero-phase 4th-order Butterworth filter at 6 Hz, as is usual for human movement (Winter,
    Biomechanics and Motor Control of Human Movement). Longer gaps stay gaps, and nothing is
    smoothed across them.

    A filter needs all of a clip, but numbers alone: frames go by once to be read and once to be
    given back.

    Args:
        frames: All frames of the clip, in rising time.

    Yields:
        As many frames; bridged values carry a larger sigma.
    """
    kept = LongList[Measurements]()
    times = array("d")
    columns: dict[str, _Column] = {}
    for frame in frames:
        if not kept:
            columns = {name: _Column() for name in frame.values}
        kept.append(frame)
        times.append(frame.time_s)
        for name, column in columns.items():
            column.add(frame.values[name])
    for column in columns.values():
        column.smooth(np.frombuffer(times))
    for row, frame in enumerate(kept):
        table = dict(frame.values)
        for name, column in columns.items():
            if not math.isnan(value := column.values[row]):
                table[name] = Measurement.known(value, column.sigmas[row])
        yield replace(frame, values=table)


class _Column:
    """One measurement through a clip.

    Attributes:
        values: Its value in each frame, NaN where it is not known.
        sigmas: Standard deviations of their errors, likewise.
    """

    __slots__ = ("sigmas", "values")

    def __init__(self) -> None:
        self.values, self.sigmas = array("d"), array("d")

    def add(self, measured: Measurement) -> None:
        """Take the next frame."""
        self.values.append(math.nan if measured.value is None else measured.value)
        self.sigmas.append(math.nan if measured.sigma is None else measured.sigma)

    def smooth(self, times: Series) -> None:
        """Put smoothed numbers in the place of the measured ones, and of short gaps."""
        values, sigmas = np.frombuffer(self.values), np.frombuffer(self.sigmas)
        for rows in _runs(times, np.isfinite(values)):
            measured = values[rows]
            known = np.isfinite(measured)
            at, when = times[rows], times[rows[known]]
            track = np.interp(at, when, np.unwrap(measured[known], period=360.0))
            track = zero_phase(hampel(track), at)
            error = np.interp(at, when, sigmas[rows[known]])
            # Unwrapping may have left the run a whole turn away from where it was measured.
            offset = 360.0 * round(float(np.mean(track) - np.nanmean(measured)) / 360.0)
            values[rows] = track - offset
            sigmas[rows] = np.where(known, error, error * GAP_SIGMA_FACTOR)


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
    if track.size < 2:
        return track
    rate = 1.0 / float(np.median(np.diff(times)))
    count = max(2, round(float(times[-1] - times[0]) * rate) + 1)
    if rate <= 2.2 * CUTOFF_HZ or count <= 15:
        return track
    # Only here: it takes a second to import, and live use and looks at 24 pictures a second with
    # `--fast`, which are 12, filter nothing.
    from scipy import signal

    even = np.linspace(times[0], times[-1], count)
    # Second order forwards and backwards is fourth order without lag.
    sections = signal.butter(2, CUTOFF_HZ, fs=rate, output="sos")
    filtered = signal.sosfiltfilt(sections, np.interp(even, times, track))
    return np.asarray(np.interp(times, even, filtered))


def _alpha(cutoff_hz: float, step_s: float) -> float:
    turned = math.tau * cutoff_hz * step_s
    return turned / (1.0 + turned)
