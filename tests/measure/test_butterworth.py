"""The low-pass without lag is the one of scipy, whose import takes a second."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import signal

from formcheck.measure.joints.butterworth import PAD, both_ways


@pytest.mark.parametrize("rate_hz", [13.3, 15.0, 24.0, 29.97, 60.0, 240.0])
@pytest.mark.parametrize("count", [PAD + 1, 16, 100, 3000])
def test_it_is_the_filter_of_scipy(rate_hz: float, count: int) -> None:
    track = 180.0 + np.cumsum(np.random.default_rng(count).normal(0.0, 3.0, count))
    sections = signal.butter(2, 6.0, fs=rate_hz, output="sos")
    expected = signal.sosfiltfilt(sections, track)
    assert np.abs(both_ways(track, 6.0, rate_hz) - expected).max() < 1e-9


def test_what_stands_still_stays() -> None:
    assert both_ways(np.full(40, 93.0), 6.0, 30.0) == pytest.approx(np.full(40, 93.0))
