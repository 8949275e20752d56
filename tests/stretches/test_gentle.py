"""A sensitive back: nobody is asked for more, and little counts."""

from __future__ import annotations

import random

import pytest

from formcheck.coach.coach import Coach
from formcheck.coach.cues.candidates import Situation, cues
from formcheck.coach.frame.judge import judge_value, tolerance
from formcheck.coach.frame.report import CheckResult, Clock
from formcheck.coach.frame.score import depth_second
from formcheck.measure.model.measurement import Measurement
from formcheck.message import authored
from formcheck.stretches.files.loading import load_overlay, load_stretch, stretch_ids
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import apply_overlay
from tests.coach.scripted import GOOD, frames, lunge, perform, times
from tests.spoken import words

OVERLAY = load_overlay("sensitive-back")
NAMES = [
    name
    for stretch_id in stretch_ids()
    for name in (
        stretch_id,
        *(f"{stretch_id}:{one.id}" for one in load_stretch(stretch_id).variants),
    )
]


def judged(stretch: Stretch, values: dict[str, Measurement]) -> tuple[CheckResult, ...]:
    results = []
    for check in stretch.checks:
        better = check.prefer is not None and values[check.id].value is not None
        asked = check.preferred if better and int(values[check.id].value or 0) % 2 else check
        results.append(judge_value(asked, check.measure, values[check.id]))
    return depth_second(stretch, tuple(results))


def asks_for_more(stretch: Stretch, results: tuple[CheckResult, ...], seconds: float) -> set[str]:
    """Return the checks whose cue asks for more depth in a frame."""
    state = "running" if seconds else "waiting"
    clock = None if stretch.kind == "reps" else Clock(seconds, 30.0, state, None, 0)
    now = Situation(
        person=True, turn=None, hint=None, hint_first=False, trying=True, results=results,
        clock=clock, begun=True,
    )  # fmt: skip
    said = {(cue.check, words(cue.message).lower()) for cue in cues(stretch, now)}
    found = {
        r.check for r in results if r.cue is not None and words(r.cue) == deeper(stretch, r.check)
    }
    return found | {
        check.id
        for check in stretch.checks
        for name, text in said
        if name == check.id and (deeper(stretch, check.id) or "-").lower()[1:] in text
    }


def deeper(stretch: Stretch, check_id: str) -> str | None:
    check = stretch.check(check_id)
    return {"low": check.cue_low, "high": check.cue_high, None: None}[check.deeper]


def somewhere(check: Check, chance: random.Random) -> Measurement:
    if chance.random() < 0.1:
        return Measurement.unknown(authored("hidden"))
    ends = [end for end in (check.low, check.high, check.goal) if end is not None] or [0.0]
    value = chance.uniform(min(ends) - 45.0, max(ends) + 45.0)
    return Measurement.known(value, chance.choice([0.5, 3.0, 6.5, 9.0, 14.0]))


@pytest.mark.parametrize("name", NAMES)
def test_no_cue_asks_for_more_than_without_it(name: str) -> None:
    chance = random.Random(name)
    plain = load_stretch(name)
    gentle = apply_overlay(plain, OVERLAY)
    for _ in range(150):
        values = {check.id: somewhere(check, chance) for check in plain.checks}
        seconds = chance.choice([0.0, 1.0, 6.0])
        usual = asks_for_more(plain, judged(plain, values), seconds)
        assert asks_for_more(gentle, judged(gentle, values), seconds) <= usual


@pytest.mark.parametrize("name", NAMES)
def test_floors_and_thresholds_fall_and_never_rise(name: str) -> None:
    plain = load_stretch(name)
    gentle = apply_overlay(plain, OVERLAY)
    for before, after in zip(plain.checks, gentle.checks, strict=True):
        for one, other in ((before, after), (before.preferred, after.preferred)):
            if before.deeper == "low" and other.low is not None:
                assert one.low is not None
                assert other.low <= one.low
            if before.deeper == "high" and other.high is not None:
                assert one.high is not None
                assert other.high >= one.high
        assert after.one_sided == (after.deeper is not None)
    if plain.hold is not None and gentle.hold is not None:
        assert gentle.hold.seconds <= plain.hold.seconds
    if plain.reps is not None and gentle.reps is not None:
        reps, less = plain.reps, gentle.reps
        far = ("bottom", "top") if reps.starts == "top" else ("top", "bottom")
        way = abs(getattr(reps, far[0]) - getattr(reps, far[1]))
        assert abs(getattr(less, far[0]) - getattr(less, far[1])) <= way
        assert less.count <= reps.count


def test_a_target_narrower_than_twice_the_error_is_judged_from_one_side() -> None:
    rear = apply_overlay(load_stretch("half-kneeling-lunge"), OVERLAY).check("rear-hip")
    usual = load_stretch("half-kneeling-lunge").check("rear-hip")
    assert tolerance(6.0, lenient=True) == 2 * tolerance(6.0, lenient=False)
    wide, narrow = (
        judge_value(usual, "hip_left", Measurement.known(185.0 - 1.5 * sigma, sigma))
        for sigma in (6.0, 9.0)
    )
    assert wide.verdict == "adjust"
    assert (narrow.verdict, narrow.cue) == ("good enough", None)
    deep = judge_value(usual, "hip_left", Measurement.known(200.0 + 1.5 * 9.0, 9.0))
    assert words(deep.cue) == usual.cue_high, "the ceiling is judged as ever"
    assert judge_value(rear, "hip_left", Measurement.known(165.0, 6.0)).cue is None


def test_a_shallow_lunge_counts_with_a_sensitive_back_and_is_not_pushed() -> None:
    values = GOOD | {"hip": 171.0, "hip_joint": None, "pelvic_tilt": None}
    stretch = apply_overlay(load_stretch("half-kneeling-lunge"), OVERLAY)
    shallow = list(frames(lambda t: values, times(14, 15.0), sigma=6.5))
    reports, summary = perform(stretch, iter(shallow))
    assert summary.held_s > 10.0
    said = {words(report.cue.message) for report in reports if report.cue is not None}
    assert not any("forward" in text for text in said), said
    _, usual = perform(load_stretch("half-kneeling-lunge"), iter(shallow))
    assert usual.held_s == 0.0


def test_a_gentle_overlay_cannot_be_written_to_ask_for_more() -> None:
    harder = OVERLAY.model_copy(
        update={
            "stretches": type(OVERLAY)
            .model_validate(
                {
                    "id": "a",
                    "name": "A",
                    "stretches": {
                        "lunge": {"hold": {"seconds": 60}, "checks": {"rear-hip": {"low": 189}}}
                    },
                }
            )
            .stretches
        }
    )
    own = lunge()
    own = own.model_copy(
        update={
            "checks": tuple(
                check.model_copy(update={"deeper": "low"}) if check.id == "rear-hip" else check
                for check in own.checks
            )
        }
    )
    changed = apply_overlay(own, harder)
    assert changed.check("rear-hip").low == 175 or changed.check("rear-hip").low <= 185
    assert changed.hold is not None
    assert changed.hold.seconds <= 30
    assert Coach(changed).finish().held_s == 0.0
