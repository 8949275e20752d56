"""Smoothing: no lag for clips, bounded lag live, gaps stay honest."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.measure.joints.smoothing import (
    LiveSmoother,
    OneEuro,
    hampel,
    smooth_clip,
    zero_phase,
)
from formcheck.measure.model.measurement import Legs, Measurement, Measurements
from formcheck.message import authored
from tests.spoken import words

RATE = 30.0


def clip(values: list[float | None], rate: float = RATE) -> list[Measurements]:
    return [
        Measurements(
            index,
            index / rate,
            True,
            None,
            Legs(),
            {
                "hip_left": Measurement.unknown(authored("hidden"))
                if v is None
                else Measurement.known(v, 5.0)
            },
        )
        for index, v in enumerate(values)
    ]


def smoothed(values: list[float | None], rate: float = RATE) -> list[float | None]:
    return [frame.values["hip_left"].value for frame in smooth_clip(clip(values, rate))]


def test_a_slow_movement_is_followed_without_lag() -> None:
    times = np.arange(150) / RATE
    truth = 180.0 + 12.0 * np.sin(2 * np.pi * 0.3 * times)
    noise = np.random.default_rng(3).normal(0, 1.0, truth.size)
    found = np.array(smoothed(list(truth + noise)), dtype=float)
    inside = slice(15, -15)
    assert np.sqrt(np.mean((found - truth)[inside] ** 2)) < 0.8
    lags = [np.mean((np.roll(found, -s) - truth)[inside] ** 2) for s in range(-4, 5)]
    assert int(np.argmin(lags)) - 4 == 0


def test_jitter_above_6_hz_is_removed() -> None:
    times = np.arange(120) / RATE
    found = np.array(smoothed(list(190.0 + 2.0 * np.sin(2 * np.pi * 12 * times))), dtype=float)
    assert np.ptp(found[15:-15]) < 0.4


def test_one_wild_frame_does_not_matter() -> None:
    values: list[float | None] = [190.0] * 60
    values[30] = 110.0
    assert max(abs(v - 190.0) for v in smoothed(values) if v is not None) < 0.5


def test_short_gaps_are_bridged_and_less_certain_long_gaps_stay() -> None:
    values: list[float | None] = [185.0] * 30 + [None] * 6 + [185.0] * 30
    frames = list(smooth_clip(clip(values)))
    bridged = frames[33].values["hip_left"]
    assert bridged.value == pytest.approx(185.0)
    assert bridged.sigma is not None
    assert bridged.sigma > 5.0
    values = [185.0] * 30 + [None] * 15 + [150.0] * 30
    found = smoothed(values)
    assert found[30:45] == [None] * 15
    assert found[29] == pytest.approx(185.0, abs=0.01)
    assert found[45] == pytest.approx(150.0, abs=0.01)


def test_a_lean_across_180_is_not_averaged_to_0() -> None:
    values: list[float | None] = [179.0 if row % 2 else -179.0 for row in range(60)]
    found = smoothed(values)
    assert all(v is not None and abs(abs(v) - 180.0) < 2.5 for v in found)


def test_few_and_slow_frames_pass_unchanged() -> None:
    assert list(smooth_clip([])) == []
    assert smoothed([170.0]) == [170.0]
    assert smoothed([170.0, 190.0, 170.0]) == pytest.approx([170.0, 190.0, 170.0])
    slow: list[float | None] = [170.0 + 0.4 * row for row in range(32)]
    assert smoothed(slow, rate=5.0) == pytest.approx(slow)


@given(st.lists(st.floats(100, 250), min_size=1, max_size=60))
def test_hampel_stays_inside_the_data(values: list[float]) -> None:
    track = np.array(values)
    found = hampel(track)
    assert found.shape == track.shape
    assert found.min() >= track.min()
    assert found.max() <= track.max()


def test_uneven_times_are_honoured() -> None:
    times = np.cumsum(np.random.default_rng(1).uniform(0.02, 0.05, 120))
    ramp = 150.0 + 10.0 * times
    assert np.abs(zero_phase(ramp, times) - ramp)[5:-5].max() < 0.2


def test_one_euro_follows_a_step_and_calms_jitter() -> None:
    euro = OneEuro()
    rng = np.random.default_rng(0)
    calm = [euro.update(190.0 + rng.normal(0, 1), row / RATE) for row in range(90)]
    assert np.std(calm[30:]) < 0.5
    after = [euro.update(150.0, 3 + row / RATE) for row in range(30)]
    assert after[12] == pytest.approx(150.0, abs=5.0)


def test_live_smoothing_starts_afresh_after_a_gap() -> None:
    smoother = LiveSmoother()
    frames = clip([190.0] * 20)
    for frame in frames:
        smoother.update(frame)
    later = Measurements(99, 9.0, True, None, Legs(), {"hip_left": Measurement.known(120.0, 5.0)})
    assert smoother.update(later).values["hip_left"].value == 120.0
    hidden = Measurements(
        100, 9.1, True, None, Legs(), {"hip_left": Measurement.unknown(authored("gone"))}
    )
    assert words(smoother.update(hidden).values["hip_left"].reason) == "gone"


def test_what_is_not_filtered_does_not_wait_for_scipy() -> None:
    script = """if True:
        import sys
        import numpy as np
        from formcheck.measure.joints.smoothing import zero_phase
        times = np.arange(40.0)
        zero_phase(times, times / 12.0)
        print("scipy" in sys.modules)
        zero_phase(times, times / 24.0)
        print("scipy" in sys.modules)
    """
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]
