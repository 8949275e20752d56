from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from formcheck.measure.measurer import NOBODY
from formcheck.measure.model.measurement import Legs, Measurement
from formcheck.measure.model.outline_model import Outline
from formcheck.measure.pelvis import baseline as module
from formcheck.measure.pelvis.baseline import (
    HIP_GAIN,
    LOW_BACK_SHARE,
    MOST_HIP_SHIFT,
    Baseline,
    hip_joint,
    with_baseline,
)
from formcheck.measure.pelvis.baseline_check import Freshness
from formcheck.measure.pelvis.provisional_neutral import (
    NEEDED_S,
    NeutralFinder,
    find_neutral,
    stance,
)
from formcheck.message import authored
from tests.measure.outlines import frame, outline, written_tilt
from tests.spoken import words


@pytest.fixture(autouse=True)
def _written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "pelvic_tilt", written_tilt)


def baseline(near_hip: float = 184.0, far_hip: float = 178.0, **changes: object) -> Baseline:
    known: dict[str, object] = {
        "source": "calibration",
        "outline": outline(),
        "hip": {"near": near_hip, "far": far_hip},
        "segments": {"thigh": 0.82},
        "tilt_range": (-9.5, 11.0),
        "clothing": 0.9,
        "near": "right",
        "fill": 0.6,
        "made": "2026-11-21T07:00:00+00:00",
    }
    return Baseline(**(known | changes))  # type: ignore[arg-type]


def test_the_hip_joint_is_the_hip_less_the_low_backs_share() -> None:
    hip, tilt = Measurement.known(195.0, 4.0), Measurement.known(20.0, 3.0)
    joint = hip_joint(hip, tilt)
    assert joint.value == pytest.approx(195.0 - 20.0 * LOW_BACK_SHARE)
    assert joint.sigma is not None
    assert joint.sigma > math.hypot(4.0, 3.0 * LOW_BACK_SHARE)
    level = hip_joint(hip, Measurement.known(0.0, 3.0))
    assert level.value == 195.0
    assert level.sigma is not None
    assert level.sigma < joint.sigma


def test_an_unknown_hip_or_tilt_leaves_the_joint_unknown_with_the_reason() -> None:
    hip, tilt = Measurement.known(195.0, 4.0), Measurement.known(20.0, 3.0)
    assert hip_joint(Measurement.unknown(authored("Show your hip")), tilt).reason == authored(
        "Show your hip"
    )
    reason = hip_joint(hip, Measurement.unknown(authored("Your clothes hide it"))).reason
    assert words(reason) == "The hip cannot be told from the low back: your clothes hide it"


def test_own_neutral_standing_reads_the_same_at_hip_and_hip_joint() -> None:
    found = with_baseline(frame(tilt=0.0), baseline()).values
    assert found["pelvic_tilt"].value == pytest.approx(0.0)
    assert found["hip_joint_right"].value == pytest.approx(found["hip_right"].value)


def test_the_bodys_bias_is_taken_off_the_near_and_the_far_hip() -> None:
    found = with_baseline(frame(hip_right=196.0, hip_left=90.0), baseline()).values
    assert found["hip_right"].value == pytest.approx(196.0 - HIP_GAIN * 4.0)
    assert found["hip_left"].value == pytest.approx(90.0 + HIP_GAIN * 2.0)
    turned = with_baseline(frame(hip_right=196.0, near="left"), baseline()).values
    assert turned["hip_right"].value == pytest.approx(196.0 + HIP_GAIN * 2.0)
    wild = with_baseline(frame(hip_right=196.0), baseline(near_hip=220.0)).values
    assert wild["hip_right"].value == pytest.approx(196.0 - MOST_HIP_SHIFT)


def test_a_baseline_narrows_the_error_and_a_provisional_neutral_widens_it() -> None:
    plain = frame(tilt=10.0, hip_right=196.0)
    calibrated = with_baseline(plain, baseline()).values
    passing = with_baseline(plain, baseline(source="standing", hip={}, tilt_range=None)).values
    assert calibrated["hip_right"].sigma < plain.values["hip_right"].sigma  # type: ignore[operator]
    assert passing["hip_right"] == plain.values["hip_right"]
    assert passing["pelvic_tilt"].value == calibrated["pelvic_tilt"].value
    assert passing["pelvic_tilt"].sigma > calibrated["pelvic_tilt"].sigma  # type: ignore[operator]


def test_two_neutrals_are_surer_than_either_and_the_surer_counts_for_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unsure(now: Outline, neutral: Outline) -> Measurement:
        return replace(written_tilt(now, neutral), sigma=7.0)

    monkeypatch.setattr(module, "pelvic_tilt", unsure)
    plain = frame(tilt=10.0)
    off = baseline(source="kneeling", hip={}, tilt_range=None, outline=outline(tilt=-6.0))
    alone = with_baseline(plain, baseline()).values["pelvic_tilt"]
    passing = with_baseline(plain, None, off).values["pelvic_tilt"]
    both = with_baseline(plain, baseline(), off).values["pelvic_tilt"]
    assert (alone.value, passing.value) == (pytest.approx(10.0), pytest.approx(16.0))
    assert 10.0 < both.value < 13.0  # type: ignore[operator]
    assert both.sigma < alone.sigma < passing.sigma  # type: ignore[operator]


def test_a_profile_from_another_distance_leaves_the_word_to_the_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read(now: Outline, neutral: Outline) -> Measurement:
        far = neutral.trunk_pixels < 20.0
        return Measurement.unknown(authored("far away")) if far else written_tilt(now, neutral)

    monkeypatch.setattr(module, "pelvic_tilt", read)
    far = baseline(outline=outline(trunk_pixels=10.0))
    kneeling = baseline(source="kneeling", hip={}, tilt_range=None)
    told = with_baseline(frame(tilt=4.0), far, kneeling).values["pelvic_tilt"]
    assert told == with_baseline(frame(tilt=4.0), None, kneeling).values["pelvic_tilt"]
    assert words(with_baseline(frame(tilt=4.0), far).values["pelvic_tilt"].reason) == "far away"


def test_without_outline_or_neutral_the_reason_is_kept() -> None:
    blind = with_baseline(frame(tilt=None), baseline()).values
    assert words(blind["pelvic_tilt"].reason) == "Your outline cannot be seen"
    assert "your outline cannot be seen" in (words(blind["hip_joint_right"].reason) or "")
    assert blind["hip_right"].value == pytest.approx(184.0 - HIP_GAIN * 4.0)
    assert NOBODY  # a frame without a person is left as it is
    assert with_baseline(frame(tilt=3.0), None).values["pelvic_tilt"].value is None


def test_a_baseline_comes_back_from_plain_data() -> None:
    kept = json.loads(json.dumps(baseline().as_dict()))
    again = Baseline.from_dict(kept)
    assert isinstance(again.outline, Outline)
    assert again == baseline()
    for missing in kept:
        if missing != "source":
            with pytest.raises(ValueError, match="expected"):
                Baseline.from_dict({name: kept[name] for name in kept if name != missing})


def test_standing_and_kneeling_tall_are_told_from_everything_else() -> None:
    kneel = {"hip_right": 176.0, "thigh_right": 4.0, "knee_right": 92.0}
    kneel |= {"hip_left": 95.0, "knee_left": 90.0}
    assert stance(frame()) == "standing"
    assert stance(frame(**kneel, legs=Legs(rear="right"))) == "kneeling"
    deep = kneel | {"hip_right": 194.0, "thigh_right": 22.0}
    assert stance(frame(**deep, legs=Legs(rear="right"))) is None
    for thigh, found in ((4.0, "kneeling"), (-8.0, "kneeling"), (7.0, None), (15.0, None)):
        there = kneel | {"thigh_right": thigh}
        assert stance(frame(**there, legs=Legs(rear="right"))) == found, "a lunge is no neutral"
    assert stance(frame(trunk_lean=20.0)) is None
    assert stance(frame(yaw=40.0)) is None
    assert stance(frame(knee_right=120.0)) is None
    assert stance(frame(tilt=None)) is None


def test_the_first_still_second_is_the_provisional_neutral() -> None:
    finder = NeutralFinder()
    moving = [frame(row / 20, tilt=20.0 * row / 20, trunk_lean=1.0) for row in range(20)]
    assert not any(finder.update(one) for one in moving)
    calm = [frame(1.0 + row / 20, tilt=19.0) for row in range(40)]
    found = [finder.update(one) for one in calm]
    first = next(row for row, one in enumerate(found) if one is not None)
    assert 0.5 * NEEDED_S <= first / 20 <= 1.2 * NEEDED_S
    assert found[-1] is found[first]
    assert found[-1] is not None
    assert (found[-1].source, found[-1].provisional) == ("standing", True)
    assert find_neutral([frame(row / 20, yaw=45.0) for row in range(60)]) is None


def test_a_gap_begins_the_second_anew() -> None:
    times = [row / 20 for row in range(14)] + [3.0 + row / 20 for row in range(14)]
    assert find_neutral(frame(time) for time in times) is None


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, None),
        ({"trunk_pixels": 240.0}, "nearer to the camera"),
        ({"trunk_pixels": 90.0}, "further from the camera"),
        ({"yaw_deg": 30.0}, "another angle"),
        ({"front": tuple([0.30] * 49)}, "other clothes"),
    ],
)
def test_a_stale_baseline_is_noticed(changes: dict[str, object], word: str | None) -> None:
    freshness = Freshness(baseline())
    for row in range(20):
        freshness.update(frame(row / 8, shape=outline(4.0, **changes)))
    assert len(freshness.remarks) == (0 if word is None else 1)
    assert word is None or word in words(freshness.remarks[0])


def test_a_baseline_is_called_stale_only_on_many_upright_frames() -> None:
    freshness = Freshness(baseline())
    for row in range(30):
        freshness.update(frame(row / 100, shape=outline(trunk_pixels=240.0)))
        freshness.update(frame(row / 8, shape=outline(lean=50.0, trunk_pixels=240.0)))
    assert freshness.remarks == ()
