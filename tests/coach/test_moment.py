"""A still picture is one moment: its checks are judged, and nothing that needs time."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from formcheck.coach.frame.summary_model import Summary
from formcheck.coach.moment import NO_CHANGE, NOT_ITS_END, judge_moment
from formcheck.stretches.model.stretch import Stretch
from tests.coach.scripted import GOOD, bundled, frame, lunge, squat
from tests.spoken import sentence


def _verdicts(
    stretch: Stretch, values: Mapping[str, float | None]
) -> tuple[Summary, dict[str, str]]:
    report, summary = judge_moment(frame(0.0, values), stretch)
    assert report.clock is None and report.reps is None
    assert summary.target_s is None and summary.target_reps is None
    return summary, {check.check: check.verdict for check in summary.checks}


def test_a_good_moment_is_good() -> None:
    summary, checks = _verdicts(lunge(), GOOD)
    assert summary.verdict == "good"
    assert summary.side == "left"
    assert set(checks.values()) == {"good"}


@pytest.mark.parametrize("hip", [170.0, 215.0])
def test_a_fault_is_named_with_what_to_do(hip: float) -> None:
    summary, checks = _verdicts(lunge(), GOOD | {"hip": hip})
    assert summary.verdict == "adjust"
    assert "In this picture the rear hip was" in sentence(summary.headline)
    assert checks["rear-hip"] == "adjust"
    cue = "Let your hips travel forward." if hip < 180 else "Ease off a little."
    assert sentence(summary.advice) == cue


def test_what_cannot_be_told_is_said() -> None:
    summary, _ = _verdicts(lunge(), GOOD | {"pelvic_tilt": None})
    assert summary.verdict == "good enough"
    assert "hip or the low back could not be measured" in sentence(summary.headline)
    summary, _ = _verdicts(lunge(), GOOD | {"hip": None})
    assert summary.verdict == "can't tell"
    assert "show your hip" in sentence(summary.headline)


def test_each_end_of_a_repetition_is_judged_where_the_picture_shows_it() -> None:
    bottom, top = GOOD | {"knee": 90.0}, GOOD | {"knee": 172.0}
    assert _verdicts(squat(), bottom)[1] == {"bottom-knee": "good", "top-knee": "can't tell"}
    assert _verdicts(squat(), top)[1] == {"bottom-knee": "can't tell", "top-knee": "good"}
    between = judge_moment(frame(0.0, GOOD | {"knee": 140.0}), squat())[0]
    assert {result.reason for result in between.checks} == {NOT_ITS_END}


def test_a_change_since_the_start_takes_a_clip() -> None:
    stretch = bundled("glute-bridge")
    report, _ = judge_moment(frame(0.0, GOOD), stretch)
    changing = {check.id for check in stretch.checks if check.change or check.at != "always"}
    reasons = {r.check: r.reason for r in report.checks if r.check in changing}
    assert NO_CHANGE in reasons.values()


def test_the_whole_person_from_the_front_cannot_be_told() -> None:
    report, summary = judge_moment(frame(0.0, GOOD, yaw=85.0, near=None), lunge())
    assert summary.verdict == "can't tell"
    assert report.cue is not None and report.cue.kind == "view"
