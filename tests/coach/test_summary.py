from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from formcheck.coach.frame.fault_phrases import HIP_OR_BACK
from formcheck.coach.frame.summary_model import Summary
from formcheck.codes.coach import DoneCode, HeadlineCode, WhyCode
from formcheck.measure.model.measurement import Measurement
from formcheck.message import Message, authored
from formcheck.stretches.model.stretch import Stretch
from formcheck.wording import seconds_words
from formcheck.words import speaking
from tests.coach.scripted import (
    GOOD,
    STANDING,
    Motion,
    Value,
    bundled,
    frames,
    hips,
    lunge,
    perform,
    squat,
    times,
)
from tests.coach.test_reps import cycle
from tests.spoken import sentence

SHORT = {"hold": {"seconds": 10, "sets": 1}}


def summary(motion: Motion, seconds: float = 12.0, **how: Any) -> Summary:
    return perform(lunge(**SHORT), frames(motion, times(seconds), **how))[1]


def steady(**values: Value) -> Motion:
    return lambda t: GOOD | values


@pytest.mark.parametrize(
    ("motion", "how", "verdict", "headline", "advice"),
    [
        (steady(), {}, "good", "You held 12 s of 10 s in good form.", None),
        (
            steady(pelvic_tilt=None),
            {},
            "good enough",
            "You held 12 s of 10 s; whether the bend came from the hip or the low back could not "
            "be measured.",
            "Tuck your tailbone under, to be safe.",
        ),
        (
            steady(hip=183.0),
            {},
            "adjust",
            "0 s of 10 s: the rear hip was just short of the target most of the time.",
            "Let your hips travel forward.",
        ),
        (
            steady(trunk_lean=12.0),
            {},
            "good enough",
            "You held 12 s of 10 s, on target as far as the measurement can tell.",
            None,
        ),
        (
            steady(pelvic_tilt=12.0),
            {},
            "adjust",
            "0 s of 10 s: the low back was arched most of the time.",
            "Tuck your tailbone under.",
        ),
        (
            steady(hip=176.0),
            {},
            "adjust",
            "0 s of 10 s: the rear hip was not open far enough most of the time.",
            "Let your hips travel forward.",
        ),
        (
            steady(hip=207.0),
            {},
            "adjust",
            "0 s of 10 s: the rear hip was opened too far most of the time.",
            "Ease off a little.",
        ),
        (
            steady(hip=176.0, pelvic_tilt=12.0),
            {},
            "adjust",
            "0 s of 10 s: the low back was arched most of the time.",
            "Tuck your tailbone under.",
        ),
        (
            hips((0, 176), (8, 176), (8.5, 190)),
            {},
            "adjust",
            "3 s of 10 s: the rear hip was not open far enough most of the time.",
            "Let your hips travel forward.",
        ),
        (
            steady(),
            {"yaw": 85.0, "near": None},
            "can't tell",
            "Can't tell: the camera saw you from the front; put it at your side.",
            "Put the camera at your side.",
        ),
        (
            steady(hip=None),
            {},
            "can't tell",
            "Can't tell: show your hip.",
            "Show your hip.",
        ),
        (
            lambda t: GOOD,
            {"rear": None},
            "can't tell",
            "Can't tell: it was not clear which leg works.",
            "Stay side-on to the camera, with one leg well away from the other.",
        ),
        (lambda t: None, {}, "can't tell", "Can't tell: nobody was seen.", None),
        (
            lambda t: STANDING,
            {},
            "adjust",
            "0 s of 10 s: not in the position, the rear hip was not open far enough.",
            "Let your hips travel forward.",
        ),
    ],
)
def test_verdicts(
    motion: Motion, how: dict[str, Any], verdict: str, headline: str, advice: str | None
) -> None:
    found = summary(motion, **how)
    assert (found.verdict, sentence(found.headline), sentence(found.advice)) == (
        verdict,
        headline,
        advice,
    )


@pytest.mark.parametrize(
    ("made", "motion", "seconds", "headline"),
    [
        (
            lunge(**SHORT),
            steady(),
            0.4,
            "Can't tell: the clip is too short to judge a hold; it takes more than 0.5 s, and 10 s "
            "for a full one.",
        ),
        (
            lunge(**SHORT),
            steady(),
            0.0,
            "Can't tell: the clip is too short to judge a hold; it takes more than 0.5 s, and 10 s "
            "for a full one.",
        ),
        (
            lunge(**SHORT),
            lambda t: GOOD if 3 <= t < 3.2 else None,
            8.0,
            "Can't tell: you were in the picture too briefly to judge a hold; it takes more than "
            "0.5 s, and 10 s for a full one.",
        ),
        (
            squat(),
            steady(knee=170.0),
            0.4,
            "Can't tell: the clip is too short to judge a repetition; film a whole set.",
        ),
    ],
)
def test_who_was_seen_too_briefly_is_not_called_nobody(
    made: Stretch, motion: Motion, seconds: float, headline: str
) -> None:
    found = perform(made, frames(motion, times(seconds)))[1]
    assert (found.verdict, sentence(found.headline)) == ("can't tell", headline)
    assert found.advice is None


def test_german_begins_a_new_sentence_with_what_was_not_measured() -> None:
    said = summary(steady(pelvic_tilt=None)).headline
    with speaking("de"):
        assert sentence(said) == (
            "Gehalten: 12 s von 10 s. Ob die Beugung aus der Hüfte oder aus dem unteren Rücken "
            "kam, ließ sich nicht messen."
        )


@pytest.mark.parametrize(
    ("nothing", "headline"),
    [
        (None, "You held 4 s of 10 s, but the trunk leaned too far forward most of the time."),
        (True, "0 s of 10 s: the trunk leaned too far forward most of the time."),
    ],
)
def test_but_is_said_only_of_what_was_held(nothing: bool | None, headline: str) -> None:
    seconds = Message(DoneCode.SECONDS, seconds=0 if nothing else 4, target=10, unbroken=None)
    done = seconds if nothing else Message(DoneCode.HELD, done=seconds)
    wrong = authored("the trunk leaned too far forward")
    said = Message(
        HeadlineCode.BUT_FAULT, done=done, fault=wrong, seen=None, reps=None, mostly=True,
        nothing=nothing,
    )  # fmt: skip
    assert sentence(said) == headline


def test_a_fault_where_nothing_was_held_is_no_but() -> None:
    found = summary(lambda t: GOOD | {"trunk_lean": 14.0 if 0.2 < t < 0.6 else 8.0}, seconds=0.8)
    assert sentence(found.headline) == ("0 s of 10 s: you leaned forward too far part of the time.")


def test_a_hold_that_goes_out_of_sight_is_not_called_short() -> None:
    found = summary(lambda t: GOOD if t < 3.2 else GOOD | {"hip": None})
    assert found.verdict == "can't tell"
    assert sentence(found.headline) == "3 s of 10 s, the rest can't be told: show your hip."


def test_a_short_loss_of_sight_is_named() -> None:
    found = summary(lambda t: GOOD | {"trunk_lean": None} if 4 <= t < 8 else GOOD)
    assert found.verdict == "good enough"
    assert sentence(found.headline) == (
        "7 s of 10 s (4 s without a break): show your trunk lean for 4 s."
    )


def test_some_repetitions_that_did_not_go_far_enough_are_told() -> None:
    deep, shallow = cycle(3.0), cycle(3.0, bottom=130.0)
    values = frames(lambda t: GOOD | {"knee": (deep if t < 9 else shallow)(t)}, times(15))
    found = perform(squat(), values)[1]
    assert found.verdict == "good enough"
    assert sentence(found.headline) == (
        "3 of 5 repetitions in good form; 2 more did not go far enough to count."
    )


def test_a_shorter_hold_in_good_form_is_good_enough() -> None:
    found = summary(steady(), seconds=6.0)
    assert (found.verdict, sentence(found.headline)) == (
        "good enough",
        "You held 6 s of 10 s in good form.",
    )


def test_nothing_at_all_can_not_be_told() -> None:
    found = perform(lunge(), iter(()))[1]
    assert (found.verdict, found.holds, found.held_s) == ("can't tell", (), 0.0)
    assert {check.verdict for check in found.checks} == {"can't tell"}
    assert {share for check in found.checks for share in check.shares.values()} == {0.0}


def test_depth_is_not_praised_while_the_back_is_out_of_sight() -> None:
    unseen = summary(steady(pelvic_tilt=None))
    advice = next(c.advice for c in unseen.checks if c.check == "rear-hip")
    assert advice.get("and_also") == HIP_OR_BACK
    assert any(one.get("what") == HIP_OR_BACK for one in unseen.unseen)
    seen = summary(steady())
    advice = next(c.advice for c in seen.checks if c.check == "rear-hip")
    assert advice.get("and_also") is None
    assert list(map(sentence, seen.unseen)) == ["What you feel."]


def test_checks_are_summed_up_over_the_holds_once_the_target_is_reached() -> None:
    motion = hips((0, 176), (5, 176), (5.5, 190), (17, 190))
    hip = {c.check: c for c in summary(motion, seconds=17.0).checks}["rear-hip"]
    assert hip.verdict == "good"
    assert hip.value == pytest.approx(190.0)
    assert sum(hip.shares.values()) == pytest.approx(1.0)


def test_checks_are_summed_up_over_attempts_before_that() -> None:
    motion = hips((0, 176), (8, 176), (8.5, 190))
    hip = {c.check: c for c in summary(motion).checks}["rear-hip"]
    assert hip.verdict == "adjust"
    assert hip.shares["adjust"] == pytest.approx(8.1 / 12, abs=0.04)


@pytest.mark.parametrize("end", [2.4, 2.8, 3.2, 9.9])
def test_the_seconds_of_a_hold_are_the_same_in_the_sentence_and_below_it(end: float) -> None:
    found = summary(hips((0, 190), (end, 190), (end + 0.2, 150)))
    (hold,) = found.holds
    assert f" {seconds_words(hold.seconds)} of 10 s" in f" {sentence(found.headline)}"


def test_how_long_is_asked_for_does_not_move_the_angle_that_was_held() -> None:
    # The way in, with its 176 to 188 degrees, is no part of the hold.
    motion = hips((0, 176), (3, 186), (3.5, 188), (12.0, 191))
    angles, reached = [], []
    for seconds in (5, 20, 60):
        short = lunge(hold={"seconds": seconds, "sets": 1})
        found = perform(short, frames(motion, times(12.0)))[1]
        angles.append(next(c.value for c in found.checks if c.check == "rear-hip"))
        reached.append(found.holds[0].reached)
    assert reached == [True, False, False]
    assert angles[0] == angles[1] == angles[2] == pytest.approx(189.5, abs=0.2)


def test_a_broken_hold_is_told_beside_the_sum() -> None:
    slip = hips((0, 190), (6, 190), (6.3, 170), (7, 170), (7.3, 190))
    found = summary(slip, seconds=12.0)
    assert sentence(found.headline) == "You held 10 s of 10 s (6 s without a break) in good form."
    assert found.held_s == pytest.approx(sum(hold.seconds for hold in found.holds))


def test_two_sets_are_both_told() -> None:
    def motion(t: float) -> Mapping[str, Value]:
        return STANDING if 11 <= t < 16 else GOOD

    found = summary(motion, seconds=27.0)
    assert sentence(found.headline) == "You held 22 s, 2 sets of 10 s in good form."
    assert found.held_s == pytest.approx(22.0, abs=0.2)
    assert found.longest_s == pytest.approx(11.0, abs=0.1)


def test_the_bundled_lunge_names_each_thing_out_of_sight_once() -> None:
    hidden = GOOD | {"pelvic_tilt": None, "hip_joint": None, "pelvic_rotation": None}
    found = perform(bundled("half-kneeling-lunge"), frames(lambda t: hidden, times(32)))[1]
    assert found.verdict == "good enough"
    assert sum(one.get("what") == HIP_OR_BACK for one in found.unseen) == 1


@pytest.mark.parametrize(
    ("bottom", "seconds", "verdict", "headline", "advice"),
    [
        (90.0, 15.0, "good", "5 of 5 repetitions in good form.", None),
        (90.0, 9.0, "good enough", "3 of 5 repetitions in good form.", None),
        (
            116.0,
            15.0,
            "adjust",
            "5 of 5 repetitions, but the knee was too straight in 5 of them.",
            "Next time, sit down a little deeper.",
        ),
        (
            130.0,
            15.0,
            "adjust",
            "0 of 5 repetitions: 5 did not go far enough to count.",
            "Next time, sit down a little deeper.",
        ),
        (
            174.0,
            15.0,
            "can't tell",
            "0 of 5 repetitions: none was seen from start to end.",
            None,
        ),
    ],
)
def test_verdicts_of_repetitions(
    bottom: float, seconds: float, verdict: str, headline: str, advice: str | None
) -> None:
    motion = cycle(3.0, bottom=bottom)
    found = perform(squat(), frames(lambda t: GOOD | {"knee": motion(t)}, times(seconds)))[1]
    assert (found.verdict, sentence(found.headline), sentence(found.advice)) == (
        verdict,
        headline,
        advice,
    )
    assert (found.target_s, found.target_reps) == (None, 5)


def test_repetitions_from_the_front_can_not_be_told() -> None:
    motion = cycle(3.0)
    sequence = frames(lambda t: GOOD | {"knee": motion(t)}, times(9), yaw=-85.0, near=None)
    found = perform(squat(), sequence)[1]
    assert (
        sentence(found.headline)
        == "Can't tell: the camera saw you from behind; put it at your side."
    )


def test_a_second_view_that_was_not_shown_is_named_as_the_reason() -> None:
    motion = cycle(3.0)
    found = perform(bundled("squat"), frames(lambda t: GOOD | {"knee": motion(t)}, times(9)))[1]
    knees = next(check for check in found.checks if check.check == "knees-caving")
    assert sentence(knees.advice) == "The camera did not see you from the front."
    assert "The knees could not be measured: the camera did not see you from the front." in [
        sentence(one) for one in found.unseen
    ]


def test_what_no_camera_tells_is_said_without_a_reason_before_it() -> None:
    blind = bundled("half-kneeling-lunge")
    untold = [check for check in blind.checks if check.untold]
    assert [check.id for check in untold] == ["hips-square"]
    reason = "A camera cannot tell yet whether your hips are square: look"
    sequence = [
        replace(
            frame, values=frame.values | {"pelvic_rotation": Measurement.unknown(authored(reason))}
        )
        for frame in frames(lambda t: GOOD, times(9))
    ]
    assert authored(reason) in perform(blind, sequence)[1].unseen


def test_a_timer_is_a_timer() -> None:
    timer = lunge(kind="timer", checks=[], main=None, worked_leg=None, **SHORT)
    found = perform(timer, frames(lambda t: GOOD, times(12)))[1]
    assert (found.verdict, sentence(found.headline)) == ("good", "You held 12 s of 10 s.")


@pytest.mark.parametrize("rate", [2, 3])
def test_too_few_pictures_a_second_are_named_as_the_reason(rate: int) -> None:
    reports, found = perform(lunge(**SHORT), frames(steady(), times(12.0, rate)))
    assert found.verdict == "can't tell"
    assert "pictures a second are too few to judge a hold" in sentence(found.headline)
    assert found.advice is not None
    assert "15 pictures a second" in sentence(found.advice)
    cue = reports[int(3 * rate)].cue
    assert cue is not None
    assert sentence(cue.message).startswith("Pictures come too slowly")


def test_one_late_picture_is_no_slow_camera() -> None:
    at = [t for t in times(12.0) if not 4.0 < t < 5.2]
    _, found = perform(lunge(**SHORT), frames(steady(), at))
    assert found.verdict == "good"


def test_who_was_filmed_too_seldom_is_not_said_to_have_been_out_of_sight() -> None:
    at = [t for t in times(30.0, 15.0) if not 12.0 < t < 20.0]
    _, summary = perform(lunge(), frames(lambda _: GOOD, at))
    first, *_ = summary.holds
    assert first.ended_by.code == WhyCode.TOO_FEW_PICTURES
    assert [lost.why.code for lost in summary.lost] in ([], [WhyCode.TOO_FEW_PICTURES])


@pytest.mark.parametrize("tilt", [-1.0, 2.0])
@pytest.mark.parametrize("depth", [160.0, 170.0, 176.0])
def test_whoever_has_no_tuck_is_not_told_to_keep_it(depth: float, tilt: float) -> None:
    values = GOOD | {"hip": depth + 5.0, "hip_joint": depth, "pelvic_tilt": tilt}
    found = perform(bundled("half-kneeling-lunge"), frames(lambda t: values, times(20)))[1]
    assert "not tucked" in sentence(found.headline)
    assert found.advice is not None
    assert sentence(found.advice).startswith("Squeeze the glute")


@pytest.mark.parametrize("seconds", [0.6, 0.9, 1.0, 1.4, 2.0, 3.0])
@pytest.mark.parametrize(
    "motion",
    [
        steady(),
        steady(hip=183.0),
        steady(hip=176.0),
        steady(pelvic_tilt=None),
        steady(trunk_lean=12.0),
        steady(pelvic_tilt=-1.0),
        steady(trunk_lean=None),
        steady(hip=None),
        lambda t: GOOD | {"hip": 183.0 if t < 1.5 else 195.0},
        lambda t: GOOD | {"trunk_lean": None if t > 0.4 else 2.0},
    ],
    ids=map(str, range(10)),
)
def test_nothing_is_good_enough_without_a_second_held(motion: Motion, seconds: float) -> None:
    found = summary(motion, seconds=seconds)
    if int(found.held_s) < 1:
        assert found.verdict in ("adjust", "can't tell")
        assert "in good form" not in sentence(found.headline)
        assert "as far as the measurement can tell" not in sentence(found.headline)
    else:
        assert not sentence(found.headline).startswith("0 s")


def test_no_repetition_is_never_good_enough() -> None:
    for motion in (cycle(3.0, bottom=130.0), cycle(3.0, bottom=170.0), lambda t: 170.0):
        values = frames(lambda t, at=motion: GOOD | {"knee": at(t)}, times(12))
        found = perform(squat(), values)[1]
        assert not found.reps
        assert found.verdict in ("adjust", "can't tell")
