from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from formcheck.measure.joints.angles import nobody
from formcheck.measure.model.measurement import Legs, Measurements
from formcheck.measure.pelvis import calibration as module
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.measure.pelvis.calibration import (
    ARCH,
    DONE,
    KEEP_STILL,
    NOBODY,
    RETURN,
    SIDEWAYS,
    STAND,
    TUCK,
    CalibrationProgress,
    Calibrator,
)
from formcheck.message import Message, authored
from tests.measure.outlines import frame, written_tilt
from tests.skeleton import SHANK, THIGH, TRUNK, Person
from tests.spoken import words

RATE = 12


@pytest.fixture(autouse=True)
def _written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "pelvic_tilt", written_tilt)


def swing(time_s: float, start: float = 10.5, tuck: float = -9.0, arch: float = 10.0) -> float:
    """Tilt of somebody who stands, then tucks, arches and comes back within six seconds."""
    points = [(0.0, 0.0), (2.0, tuck), (4.0, arch), (6.0, 0.0)]
    at = time_s - start
    for (before, low), (after, high) in pairwise(points):
        if before <= at < after:
            return low + (high - low) * (at - before) / (after - before)
    return 0.0


Script = Callable[[float], Measurements]


def play(
    script: Script, seconds: float = 18.0, rate: int = RATE
) -> tuple[list[CalibrationProgress], Baseline | str]:
    calibrator = Calibrator()
    pose = Person(hip={"left": 180.0, "right": 180.0}).pose()
    told = [calibrator.update(script(row / rate), pose) for row in range(int(seconds * rate))]
    return told, calibrator.finish()


def said(told: list[CalibrationProgress]) -> list[str]:
    found: list[str] = []
    for progress in told:
        if not found or found[-1] != progress.say:
            found.append(progress.say)
    return found


def test_ten_seconds_and_one_slow_tilt_make_a_baseline() -> None:
    told, found = play(lambda t: frame(t, tilt=swing(t)))
    assert said(told) == [KEEP_STILL, TUCK, ARCH, RETURN, DONE]
    assert isinstance(found, Baseline)
    assert found.hip == {"near": 184.0, "far": 184.0}
    assert found.tilt_range == pytest.approx((-9.0, 10.0), abs=1.5)
    assert found.outline.back[0] == pytest.approx(0.2, abs=0.002)
    assert found.segments == {
        "thigh": pytest.approx(THIGH / TRUNK, abs=0.01),
        "shank": pytest.approx(SHANK / TRUNK, abs=0.01),
    }
    assert (found.near, found.source, found.provisional) == ("right", "calibration", False)
    shares = [p.share for p in told if p.stage == "still"]
    assert shares == sorted(shares)
    assert shares[-1] > 0.95


@pytest.mark.parametrize("rate", [8, 30])
def test_it_does_not_depend_on_the_frame_rate(rate: int) -> None:
    _, found = play(lambda t: frame(t, tilt=swing(t)), rate=rate)
    assert isinstance(found, Baseline)
    assert found.tilt_range == pytest.approx((-9.0, 10.0), abs=1.5)


def test_whoever_arches_first_is_understood() -> None:
    told, found = play(lambda t: frame(t, tilt=swing(t, tuck=9.0, arch=-10.0)))
    assert isinstance(found, Baseline)
    assert told[-1].say == DONE


def test_an_early_tilt_in_a_clip_is_found_all_the_same() -> None:
    _, found = play(lambda t: frame(t, tilt=swing(t, start=4.0)), seconds=11.0)
    assert isinstance(found, Baseline)
    assert found.outline.back[0] == pytest.approx(0.2, abs=0.004)


def test_who_never_tilts_has_a_neutral_without_a_range() -> None:
    told, found = play(lambda t: frame(t))
    assert isinstance(found, Baseline)
    assert found.tilt_range is None
    assert found.hip == {"near": 184.0, "far": 184.0}
    assert told[-1].say == TUCK


def test_a_tilt_that_is_not_seen_is_not_waited_for_without_end() -> None:
    told, found = play(lambda t: frame(t), seconds=60.0)
    assert told[-1].say == DONE
    assert isinstance(found, Baseline)
    assert found.tilt_range is None


def test_who_never_stands_still_hears_that() -> None:
    told, found = play(lambda t: frame(t, tilt=25.0 * ((2.0 * t) % 2.0 - 1.0)))
    assert isinstance(found, Message)
    assert words(found).startswith("expected 10 seconds of standing still")
    assert {p.stage for p in told} <= {"looking", "still"}


@pytest.mark.parametrize(
    ("spoil", "say"),
    [
        (lambda t: frame(t, yaw=50.0), SIDEWAYS),
        (lambda t: frame(t, knee_right=110.0), STAND),
        (lambda t: frame(t, tilt=None), authored("Your outline cannot be seen")),
        (lambda t: Measurements(0, t, False, None, Legs(), nobody(authored("nobody"))), NOBODY),
    ],
)
def test_what_is_wrong_is_said_and_the_seconds_begin_anew(spoil: Script, say: Message) -> None:
    told, found = play(lambda t: spoil(t) if 5.0 <= t < 6.0 else frame(t, tilt=swing(t, 17.0)), 24)
    assert {p.say for p in told[5 * RATE : 6 * RATE]} == {say}
    assert told[6 * RATE].share < 0.05
    assert isinstance(found, Baseline)
    told, found = play(spoil, 4.0)
    assert isinstance(found, Message)
    assert found.get("mostly") == say
