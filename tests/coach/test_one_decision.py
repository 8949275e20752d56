"""Cue, number, verdict and clock never contradict each other, whatever the person does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.coach.cues.candidates import CAREFUL, HOLD_STILL, PRAISE
from formcheck.coach.frame.fault_phrases import fault, goal_missed
from formcheck.coach.frame.judge import judge_value
from formcheck.coach.frame.report import CheckResult, FrameReport
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.text.description import describe
from formcheck.words import say
from tests.coach.scripted import GOOD, bundled, frame, hips, lunge, perform, times
from tests.spoken import half, sentence, words

LUNGE = lunge()
PRAISES = {words(PRAISE.message), words(CAREFUL.message)}


def shown(result: CheckResult) -> int:
    """The number as people read it."""
    assert result.value is not None
    return round(result.value)


def inside(result: CheckResult) -> bool:
    number = shown(result)
    above = result.low is None or number >= result.low
    return above and (result.high is None or number <= result.high)


def contradictions(stretch: Stretch, report: FrameReport) -> Iterator[str]:
    """Say what in one frame contradicts something else in it."""
    by_id = {check.id: check for check in stretch.checks}
    for result in report.checks:
        if result.value is not None and (result.verdict == "good") != inside(result):
            yield f"{result.check} reads {shown(result)} and is called {result.verdict}"
    wrong = [
        result.check
        for i, result in enumerate(report.checks)
        if result.verdict == "adjust" and stretch.may_change_verdict(i)
    ]
    cue, clock = report.cue, report.clock
    assert clock is not None
    if cue is not None and (words(cue.message) in PRAISES or cue == HOLD_STILL) and wrong:
        yield f"{words(cue.message)!r} beside {wrong}"
    if cue is not None and words(cue.message) in PRAISES and clock.state in ("waiting", "paused"):
        yield f"{words(cue.message)!r} beside a clock that is {clock.state}"
    if cue is not None and cue.check is not None:
        yield from _against(by_id[cue.check], report, words(cue.message), cue.kind)
    main = stretch.main_check
    result = None if main is None else report.result(main)
    if clock.to_go is not None and (result is None or inside(result)):
        yield f"{clock.to_go} to go beside a number inside the target"
    if clock.state == "running" and clock.why is not None:
        yield f"a running clock that says why it stands: {half(clock.why)}"
    if "not open far enough" in (half(clock.why) or "") and report.result(by_id["rear-hip"]):
        result = report.result(by_id["rear-hip"])
        if result is not None and result.verdict != "adjust" and clock.to_go is not None:
            yield f"{half(clock.why)!r} beside {result.verdict}"


def _against(check: Check, report: FrameReport, text: str, kind: str) -> Iterator[str]:
    result = report.result(check)
    if result is None or result.value is None:
        return
    if kind == "view":
        yield f"{text!r} beside a value"
    elif inside(result):
        yield f"{text!r} beside {shown(result)}, which is inside {result.low} to {result.high}"
    elif kind == "fault":
        low = result.low is not None and result.value < result.low
        if text != (check.cue_low if low else check.cue_high):
            yield f"{text!r} beside {shown(result)}"


def walk(seed: int, sigma: float) -> Iterator[Measurements]:
    """Somebody who wanders about the target, with noise, and is sometimes out of sight."""
    chance = random.Random(seed)
    hip, lean, tilt = 180.0, 4.0, 0.0
    goal = (190.0, 4.0, 0.0)
    for index, time_s in enumerate(times(12.0, 15.0)):
        if chance.random() < 0.03:
            goal = (chance.uniform(165, 212), chance.uniform(-12, 18), chance.uniform(-9, 14))
        hip, lean, tilt = (
            now + 0.15 * (to - now) for now, to in zip((hip, lean, tilt), goal, strict=True)
        )
        noise = [chance.gauss(0, 0.4 * sigma) for _ in range(3)]
        values = GOOD | {
            "hip": hip + noise[0], "trunk_lean": lean + noise[1], "pelvic_tilt": tilt + noise[2],
        }  # fmt: skip
        hidden = chance.random()
        if hidden < 0.02:
            values[chance.choice(["hip", "trunk_lean", "pelvic_tilt"])] = None
        yield frame(time_s, None if hidden > 0.985 else values, index=index, sigma=sigma)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([2.0, 4.0, 7.0, 12.0]))
def test_nothing_shown_in_a_frame_contradicts_the_rest_of_it(seed: int, sigma: float) -> None:
    reports, _ = perform(LUNGE, walk(seed, sigma))
    found = [(r.time_s, words) for r in reports for words in contradictions(LUNGE, r)]
    assert found == []


def test_praise_goes_in_the_frame_in_which_form_is_lost() -> None:
    motion = hips((0, 190), (5, 190), (5.1, 165), (8, 165))
    reports, _ = perform(LUNGE, (frame(t, motion(t)) for t in times(8)))
    praised = [r.time_s for r in reports if r.cue is not None and words(r.cue.message) in PRAISES]
    assert max(praised) < 5.1
    assert praised


def test_whoever_is_less_than_the_error_short_is_told_how_far_it_still_is() -> None:
    reports, summary = perform(LUNGE, (frame(t, GOOD | {"hip": 182.2}) for t in times(6)))
    last = reports[-1]
    assert last.cue is not None
    assert last.clock is not None
    assert (words(last.cue.message), last.cue.kind) == (
        "Nearly there: let your hips travel forward",
        "wait",
    )
    assert last.clock.to_go == pytest.approx(2.8)
    assert half(last.clock.why) == "the rear hip was just short of the target"
    assert summary.verdict == "adjust"
    assert "just short of the target" in sentence(summary.headline)


def test_a_correction_stays_until_the_value_is_inside_the_target() -> None:
    """A dead band as wide as the error: a value at its edge does not switch the cue on and off."""
    edge = 10.0 + 3.0
    values = [16.0] * 45 + [edge + (0.4 if i % 12 < 6 else -0.4) for i in range(90)] + [9.0] * 45
    reports, _ = perform(
        LUNGE,
        (frame(i / 30, GOOD | {"hip": 178.0, "trunk_lean": v}) for i, v in enumerate(values)),
    )
    cues = [None if r.cue is None else words(r.cue.message) for r in reports[15:]]
    changes = [(one, two) for one, two in pairwise(cues) if one != two]
    assert changes[0][0] == "Grow tall"
    assert len([pair for pair in changes if "Grow tall" in pair]) == 1


def test_learn_says_what_the_clock_waits_for() -> None:
    stretch = bundled("half-kneeling-lunge")
    lines = describe(stretch).splitlines()
    for i, check in enumerate(stretch.checks):
        if check.needed or not check.scored or check.untold:
            continue
        said = next(line for line in lines if say(check.reason)[:40] in line)
        waits = "no second counts while it is outside" in said
        assert waits == (i in stretch.clock_checks), said


def test_what_is_shown_for_information_is_never_to_be_adjusted() -> None:
    values = GOOD | {"knee": 170.0}
    _, summary = perform(LUNGE, (frame(t, values) for t in times(8)))
    knee = next(check for check in summary.checks if check.check == "rear-knee")
    assert not knee.scored


def test_who_stands_at_ease_before_a_tuck_is_not_called_arched() -> None:
    tilt = bundled("standing-pelvic-tilt")
    at_ease = judge_value(tilt.check("tuck"), "pelvic_tilt", Measurement.known(0.0, 4.0))
    assert (at_ease.verdict, at_ease.cue) == ("good enough", None)
    assert words(goal_missed(tilt, tilt.check("tuck"))) == "the pelvis was not tucked yet"
    assert words(fault(tilt, tilt.check("tuck"), "high")) == "the low back was arched"


def test_a_fault_goes_with_its_limit_although_the_goal_beyond_it_is_not_reached() -> None:
    """A tuck has a limit that is a fault and a goal inside it: they are two things to say."""
    stretch = bundled("half-kneeling-lunge")
    check = next(one for one in stretch.checks if one.goal is not None)
    assert check.high is not None
    values = [check.high + 9.0] * 60 + [check.high - 3.0] * 60
    reports, _ = perform(
        stretch, (frame(i / 30, GOOD | {"pelvic_tilt": v}) for i, v in enumerate(values))
    )
    fault_cue = check.cue("high")
    said = [r.cue is not None and r.cue.message == fault_cue for r in reports]
    assert any(said[:60])
    assert not any(said[60:])
