from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

from formcheck.coach.coach import Coach
from formcheck.coach.cues.candidates import CAREFUL, PRAISE, partial_feedback
from formcheck.coach.frame.judge import judge_value
from formcheck.coach.frame.report import Cue, FrameReport
from formcheck.coach.frame.summary_model import Rep
from formcheck.codes.coach import CueCode
from formcheck.errors import UsageError
from formcheck.measure.model.measurement import Measurement
from formcheck.message import Message
from formcheck.pose.landmark import Side, other
from tests.coach.scripted import (
    GOOD,
    STANDING,
    Value,
    bundled,
    frame,
    frames,
    hips,
    lunge,
    perform,
    squat,
    times,
)
from tests.coach.test_reps import cycle
from tests.spoken import half, sentence, words


def cues(reports: list[FrameReport]) -> list[str]:
    """Return what is said, one after the other."""
    said: list[str] = []
    for report in reports:
        text = words(report.cue.message) if report.cue is not None else None
        if text is not None and (not said or said[-1] != text):
            said.append(text)
    return said


def test_a_good_hold_is_counted_and_praised() -> None:
    reports, summary = perform(lunge(), frames(lambda t: GOOD, times(10), noise=0.5))
    assert cues(reports) == ["Hold still, the clock starts", "Good. Keep breathing and hold."]
    assert reports[-1].clock is not None
    assert reports[-1].clock.seconds == pytest.approx(10.0, abs=0.1)
    assert reports[-1].reps is None
    assert [result.check for result in reports[0].checks] == [c.id for c in lunge().checks]
    assert summary.side == "left"


def test_safety_is_said_before_depth() -> None:
    both = GOOD | {"hip": 175.0, "pelvic_tilt": 15.0}
    assert cues(perform(lunge(), frames(lambda t: both, times(5)))[0]) == [
        "Tuck your tailbone under"
    ]
    depth = GOOD | {"hip": 175.0}
    said = cues(perform(lunge(), frames(lambda t: depth, times(5)))[0])
    assert said == ["Let your hips travel forward"]


def test_who_stands_about_is_asked_into_position_and_not_corrected() -> None:
    said = cues(perform(lunge(), frames(lambda t: STANDING, times(5)))[0])
    assert said == ["Get into position when you are ready"]


def test_nobody_in_the_picture_comes_first() -> None:
    said = cues(perform(lunge(), frames(lambda t: None, times(3)))[0])
    assert said == ["Step into the picture, so that the camera sees all of you"]


def test_what_is_out_of_sight_and_needed_is_asked_for() -> None:
    hidden = GOOD | {"hip": None, "trunk_lean": 30.0}
    assert cues(perform(lunge(), frames(lambda t: hidden, times(3)))[0])[0] == "Show your hip"
    optional = GOOD | {"pelvic_tilt": None}
    said = cues(perform(lunge(), frames(lambda t: optional, times(5)))[0])
    assert "Show your pelvic tilt" not in said


def test_a_wrong_view_hides_checks_and_says_how_to_turn() -> None:
    reports, _ = perform(lunge(), frames(lambda t: GOOD, times(3), yaw=50.0))
    turn = "Turn about 50 degrees to your left, so that your side faces the camera"
    assert cues(reports) == [turn]
    assert {(r.verdict, words(r.reason)) for r in reports[-1].checks} == {("can't tell", turn)}
    assert reports[-1].clock is not None
    assert reports[-1].clock.seconds == 0


def test_the_far_leg_is_judged_and_a_hint_is_given_while_the_clock_waits() -> None:
    motion = hips((0, 170), (8, 170), (9, 190), (20, 190))
    reports, _ = perform(lunge(), frames(motion, times(20), near="right"))
    said = cues(reports)
    hint = "If you like, turn round, so that the leg behind you is nearer to the camera"
    assert said[:2] == [hint, "Let your hips travel forward"]
    assert said[-1] == "Good. Keep breathing and hold."
    assert reports[-1].clock is not None
    assert reports[-1].clock.seconds > 10


def test_a_remark_for_information_does_not_keep_praise_away() -> None:
    knee = GOOD | {"knee": 135.0}
    reports, summary = perform(lunge(), frames(lambda t: knee, times(35)))
    said = [words(r.cue.message) for r in reports if r.cue is not None]
    assert said.count("Good. Keep breathing and hold.") > said.count("Come back a little") > 0
    assert summary.verdict == "good"


@pytest.mark.parametrize("declared", ["left", "right", "auto"])
def test_exchanged_names_move_no_verdict(declared: str) -> None:
    plain = list(frames(lambda t: GOOD, times(12)))
    mixed = []
    for i, m in enumerate(plain):
        side: Side = "right" if i % 7 in (2, 3) else "left"
        mixed.append(frame(m.time_s, GOOD, index=i, rear=side, near=side))
    one, two = (perform(lunge(), iter(x), declared) for x in (plain, mixed))  # type: ignore[arg-type]
    for a, b in zip(one[0], two[0], strict=True):
        assert [r.verdict for r in a.checks] == [r.verdict for r in b.checks]
        assert [r.value for r in a.checks] == [r.value for r in b.checks]
        assert a.clock == b.clock
    assert two[1].side == ("right" if declared == "right" else "left")
    assert {r.worked for r in two[0][30:]} == {two[1].side}


@pytest.mark.parametrize("side", ["left", "right"])
def test_auto_names_the_side_that_lasted(side: Side) -> None:
    short = list(frames(lambda t: GOOD, times(1), rear=other(side), near=other(side)))
    long = list(frames(lambda t: GOOD, [1.1 + t for t in times(5)], rear=side, near=side))
    assert perform(lunge(), iter(short + long))[1].side == side


def test_a_stretch_of_both_sides_has_no_worked_leg() -> None:
    reports, summary = perform(squat(), frames(lambda t: GOOD | {"knee": 170.0}, times(1)), "left")
    assert (reports[-1].worked, summary.side) == (None, None)


def test_repetitions_are_counted_and_remarked_on() -> None:
    down, shallow = cycle(3.0), cycle(3.0, bottom=116.0)

    def motion(t: float) -> Mapping[str, Value]:
        return GOOD | {"knee": down(t) if t < 6 else shallow(t)}

    reports, summary = perform(squat(), frames(motion, times(9.9), noise=0.5))
    assert reports[-1].reps is not None
    assert (reports[-1].reps.count, reports[-1].reps.target) == (3, 5)
    said = cues(reports)
    assert "Good. That is 1 of 5." in said
    assert "Good. That is 2 of 5." in said
    assert said[-1] == "Next time, sit down a little deeper"
    assert len(summary.reps) == 3


def test_what_was_wrong_where_somebody_turned_back_too_early_is_said() -> None:
    motion = cycle(3.0, bottom=130.0)
    reports, _ = perform(squat(), frames(lambda t: GOOD | {"knee": motion(t)}, times(6)))
    assert "Next time, sit down a little deeper" in cues(reports)


def test_turning_back_too_early_in_good_form_is_remarked_on() -> None:
    check = squat().checks[0]
    good = judge_value(check, "knee_left", Measurement.known(90.0, 3.0))
    assert good.verdict == "good"
    turned = Rep(0.0, 1.5, 3.0, (good,))
    assert (
        words(partial_feedback(turned).message) == "Next time, go all the way, as far as it is easy"
    )


def test_a_side_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="expected a side of auto, left, right"):
        Coach(lunge(), "rear")  # type: ignore[arg-type]


def test_nothing_follows_the_end() -> None:
    coach = Coach(lunge())
    coach.update(frame(0.0, GOOD))
    assert coach.finish() is coach.finish()
    with pytest.raises(UsageError, match="new Coach"):
        coach.update(frame(0.1, GOOD))


@pytest.mark.parametrize("hip", [178.0, 190.0])
def test_a_frame_costs_little(hip: float) -> None:
    sequence = list(frames(lambda t: GOOD | {"hip": hip}, times(20, 60), noise=1.0))
    coach = Coach(bundled("half-kneeling-lunge"))
    start = time.process_time()
    for m in sequence:
        coach.update(m)
    # About 0.1 to 0.15 ms; the margin is for slow machines that run coverage.
    assert (time.process_time() - start) / len(sequence) < 1.5e-3


@pytest.mark.parametrize(("tilt", "said"), [(0.0, PRAISE), (7.0, CAREFUL), (None, CAREFUL)])
def test_depth_is_not_praised_while_it_may_be_the_back(tilt: float | None, said: Cue) -> None:
    reports, _ = perform(lunge(), frames(lambda t: GOOD | {"pelvic_tilt": tilt}, times(6)))
    assert reports[-1].clock is not None
    assert reports[-1].clock.state == "running"
    assert reports[-1].cue == said


LUNGE = bundled("half-kneeling-lunge")
PLAIN = GOOD | {"front_knee": 95.0, "knee": 110.0}


def test_an_arched_lunge_is_called_arched_and_neither_counted_nor_praised() -> None:
    arched = PLAIN | {"hip": 195.0, "hip_joint": 180.0, "pelvic_tilt": 20.0}
    reports, summary = perform(LUNGE, frames(lambda t: arched, times(12)))
    assert cues(reports) == ["Tuck your tailbone under before you go deeper"]
    assert (summary.verdict, summary.held_s) == ("adjust", 0.0)
    assert "arched" in sentence(summary.headline)
    assert sentence(summary.advice) == "Tuck your tailbone under before you go deeper."


def test_the_hip_joint_is_judged_where_it_is_known_and_the_trunk_and_thigh_where_not() -> None:
    tucked = PLAIN | {"hip": 181.0, "hip_joint": 188.0, "pelvic_tilt": -9.0}
    reports, summary = perform(LUNGE, frames(lambda t: tucked, times(33)))
    assert reports[-1].cue == Cue(Message(CueCode.COME_OUT, seconds=30.0), "good")
    (hip,) = (check for check in summary.checks if check.check == "rear-hip")
    assert (hip.verdict, hip.value, hip.measure) == ("good", 188.0, "hip_joint[worked]")
    assert sentence(hip.advice) == "Inside the target, without what the low back adds."
    unknown = tucked | {"hip_joint": None, "pelvic_tilt": None}
    _, summary = perform(LUNGE, frames(lambda t: unknown, times(33)))
    (hip,) = (check for check in summary.checks if check.check == "rear-hip")
    assert (hip.verdict, hip.value, hip.measure) == ("adjust", 181.0, "hip[worked]")


def test_who_still_arches_the_back_is_moving_although_the_hip_joint_is_still() -> None:
    def arching(t: float) -> Mapping[str, Value]:
        tilt = -6.0 + 8.0 * min(t, 2.6)  # above the limit, error granted, from 1.7 s on
        return PLAIN | {"hip": 186.0 + tilt, "hip_joint": 186.0, "pelvic_tilt": tilt}

    reports, summary = perform(LUNGE, frames(arching, times(8)))
    clocks = [report.clock for report in reports if report.clock is not None]
    assert "you were still moving" in {half(clock.why) for clock in clocks}
    assert (summary.verdict, summary.held_s) == ("adjust", 0.0)


def test_the_tuck_is_asked_for_before_depth() -> None:
    both = PLAIN | {"hip": 178.0, "hip_joint": 166.0, "pelvic_tilt": 16.0}
    said = cues(perform(LUNGE, frames(lambda t: both, times(4)))[0])
    assert said == ["Tuck your tailbone under before you go deeper"]


def test_nobody_is_told_to_get_into_position_beside_a_running_clock() -> None:
    def late(t: float) -> Mapping[str, Value] | None:
        return None if t < 2 else STANDING if t < 2.8 else GOOD

    reports, _ = perform(lunge(), frames(late, times(6)))
    ready = [
        r for r in reports if r.cue is not None and words(r.cue.message).startswith("Get into")
    ]
    assert ready
    assert {r.clock.state for r in ready if r.clock is not None} == {"waiting"}
    assert cues(reports)[-1].startswith("Good")
