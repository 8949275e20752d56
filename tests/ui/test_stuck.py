"""Whoever stays short of the target is told another way, and can make it easier."""

from __future__ import annotations

import pytest

from formcheck.coach.frame.report import CheckResult, Clock, FrameReport
from formcheck.measure.model.measurement import Legs, Measurements
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.target_overlay import judged_with, variant_of
from formcheck.ui.live.plan import plan_of
from formcheck.ui.live.stuck import EACH_S, STUCK_S, StuckWatch
from tests.coach.scripted import GOOD, frames, perform, times
from tests.spoken import words
from tests.ui.performer import Rehearsal, lunge

LUNGE = load_stretch("half-kneeling-lunge")
HIP = LUNGE.check("rear-hip")
assert HIP.low is not None


def report(time_s: float, to_go: float | None, state: str = "waiting") -> FrameReport:
    value = None if to_go is None else (HIP.low or 0.0) - to_go
    checks = tuple(
        CheckResult(one.id, "hip_right", "adjust", value, 5.0, one.low, one.high, None, None)
        for one in LUNGE.checks
    )
    clock = Clock(0.0, 30.0, state, "the rear hip", 0, 0.0, to_go)  # type: ignore[arg-type]
    measured = Measurements(0, time_s, True, None, Legs(), {})
    return FrameReport(measured, "right", checks, None, clock, None)


def watch(seconds: float, to_go: float) -> tuple[StuckWatch, FrameReport]:
    watched, last = StuckWatch(LUNGE), report(0.0, to_go)
    for tenth in range(round(10 * seconds)):
        last = report(tenth / 10, to_go)
        watched.update(last, 0.1)
    return watched, last


def test_before_fifteen_seconds_the_usual_correction_is_given() -> None:
    watched, last = watch(STUCK_S - 1, 7.2)
    assert not watched.stuck
    assert watched.hint(last) is None


def test_then_the_degrees_left_and_another_hint_each_time() -> None:
    told = []
    for seconds in (STUCK_S + 0.5, STUCK_S + EACH_S + 0.5):
        watched, last = watch(seconds, 7.2)
        hint = watched.hint(last)
        assert hint is not None
        told.append(words(hint.message))
    assert all(text.startswith("7° to go. ") for text in told)
    assert told[0] != told[1]
    assert LUNGE.easier[0].rstrip(".") in told[0]


def test_seconds_that_count_end_it() -> None:
    watched, _ = watch(STUCK_S + 2, 7.2)
    watched.update(report(30.0, None, "running"), 0.1)
    assert not watched.stuck


def test_the_easier_version_of_the_stretch_comes_first() -> None:
    easier = watch(STUCK_S, 7.2)[0].easier()
    assert easier is not None
    assert variant_of(easier) == "tuck-alone"
    assert easier.check("rear-hip").low == 165


def test_else_the_easier_target_is_the_persons_own_range_within_what_is_the_same_exercise() -> None:
    easier = watch(STUCK_S, 60.0)[0].easier()
    assert easier is not None
    rear = easier.check("rear-hip")
    assert (rear.low, rear.prefer_low, rear.high) == (160, 160, HIP.high)
    assert judged_with(easier), "the verdict must name the changed target"


def test_a_press_makes_the_target_easier_and_seconds_count() -> None:
    rehearsal = Rehearsal(plan_of(LUNGE, "right", 1))
    rehearsal.guide.command("start")
    shallow = lunge(rear_hip=165.0)
    moment = rehearsal.run(30.0, shallow)
    assert moment.phase == "work"
    assert moment.easier
    assert moment.cue is not None
    assert "to go" in words(moment.cue.message)
    rehearsal.guide.command("easier")
    after = rehearsal.run(8.0, shallow)
    assert after.report is not None
    assert after.report.clock is not None
    assert after.report.clock.seconds > 3.0


@pytest.mark.parametrize("hip", [172.0, 183.0], ids=["shallow", "tall, read too open"])
def test_a_stiff_person_is_never_sent_deeper_and_leaves_with_counted_seconds(hip: float) -> None:
    """From the first second to the last: no tuck, no depth, and the pelvis is seen."""
    stiff = GOOD | {
        "hip": hip, "hip_joint": hip, "pelvic_tilt": -1.0, "thigh_left": 2.0, "knee": 94.0,
    }  # fmt: skip
    watched, hints = StuckWatch(LUNGE), []
    reports, _ = perform(LUNGE, frames(lambda t: stiff, times(40.0, 10.0), sigma=6.5))
    for one in reports:
        watched.update(one, 0.1)
        assert one.clock is None or one.clock.to_go is None, "no degrees to go beside the tuck"
        shown = watched.hint(one) or one.cue
        if shown is not None and one.time_s > 2.0:
            hints.append(words(shown.message))
    said = " ".join(set(hints))
    assert "forward" not in said
    assert "deeper" not in said
    assert "to go" not in said
    assert LUNGE.easier[0].rstrip(".") in said
    easier = watched.easier()
    assert easier is not None
    assert variant_of(easier) == "tuck-alone"
    after, summary = perform(easier, frames(lambda t: stiff, times(20.0, 10.0), sigma=6.5))
    assert summary.held_s > 15.0
    advice = [one.cue for one in after if one.cue is not None and one.cue.kind == "fault"]
    assert advice == []
