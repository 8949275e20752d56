"""Leading a person through sets, sides and rests, without a camera."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import groupby

import numpy as np
import pytest

from formcheck.coach.second_view import ASK_S
from formcheck.codes.live import LiveCode
from formcheck.message import Message
from formcheck.pose.landmark import SIDES, Landmark
from formcheck.pose.pose import Pose
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.routine import Part, Routine
from formcheck.stretches.model.routine import turns_of as course
from formcheck.stretches.model.stretch import HoldTarget, RepTarget, Stretch
from formcheck.ui.live.plan import Plan, plan_of, plan_of_routine
from formcheck.ui.live.protocol import moment_message
from tests.people import PEOPLE
from tests.skeleton import Person
from tests.spoken import half, words
from tests.ui.performer import RATE, Rehearsal, hand_up, left_lunge, lunge

LUNGE = load_stretch("half-kneeling-lunge")
TOLD = "Change legs: left leg behind you. Or stay, and this side counts"


def short(seconds: float = 4.0) -> Stretch:
    return LUNGE.model_copy(update={"hold": HoldTarget(seconds=seconds, sets=1)})


def one_side(seconds: float = 4.0) -> Plan:
    return plan_of(short(seconds), "right")


def test_nothing_begins_before_the_start() -> None:
    rehearsal = Rehearsal(one_side())
    assert rehearsal.run(5.0).phase == "idle"
    assert rehearsal.done == []


def test_a_lunge_goes_from_framing_to_the_completed_hold() -> None:
    rehearsal = Rehearsal(one_side())
    rehearsal.guide.command("start")
    assert rehearsal.run(14.0).phase == "done"
    phases = list(dict.fromkeys(moment.phase for moment in rehearsal.moments))
    assert phases == ["framing", "ready", "work", "done"]
    (done,) = rehearsal.done
    assert done.summary.held_s == pytest.approx(4.0, abs=0.2)
    assert done.summary.side == "right"
    assert done.worth_keeping
    assert rehearsal.heard[-1].startswith("All done")


def test_the_countdown_counts_to_one() -> None:
    rehearsal = Rehearsal(one_side())
    rehearsal.guide.command("start")
    rehearsal.run(8.0)
    shown = [moment.countdown for moment in rehearsal.moments if moment.phase == "ready"]
    assert list(dict.fromkeys(shown)) == [5, 4, 3, 2, 1]
    ticks = [moment for moment in rehearsal.moments if moment.sound.tone == "tick"]
    assert len(ticks) == 3


def test_framing_waits_until_the_person_turns_side_on() -> None:
    rehearsal = Rehearsal(one_side())
    rehearsal.guide.command("start")
    turned_away = rehearsal.run(6.0, lunge(yaw=70.0))
    assert turned_away.phase == "framing"
    assert turned_away.cue is not None
    assert words(turned_away.cue.message).startswith("Turn")
    assert any(text.startswith("Turn") for text in rehearsal.heard)
    assert rehearsal.run(3.0, lunge()).phase == "ready"


def test_framing_waits_for_somebody_to_step_in() -> None:
    rehearsal = Rehearsal(one_side())
    rehearsal.guide.command("start")
    moment = rehearsal.run(5.0, None)
    assert moment.phase == "framing"
    assert moment.cue is not None
    assert words(moment.cue.message).startswith("Step into the picture")


def test_sides_come_in_turn_with_a_rest_between() -> None:
    rehearsal = Rehearsal(plan_of(short(), "both"))
    rehearsal.guide.command("start")
    rehearsal.run(14.0, left_lunge())
    assert rehearsal.moments[-1].phase == "rest"
    rehearsal.run(25.0, lunge())
    assert [done.summary.side for done in rehearsal.done] == ["left", "right"]
    assert "rest" in {moment.phase for moment in rehearsal.moments}
    assert any("other side, right leg behind you" in text for text in rehearsal.heard)


def test_the_wrong_leg_is_told_and_nothing_counts() -> None:
    rehearsal = Rehearsal(plan_of(short(), "left"))
    rehearsal.guide.command("start")
    moment = rehearsal.run(11.0, lunge())
    assert moment.phase == "work"
    assert moment.cue is not None
    assert words(moment.cue.message) == TOLD
    assert moment.report is not None
    assert moment.report.clock is not None
    assert moment.report.clock.seconds == 0.0
    assert half(moment.report.clock.why) == "it was the other leg's turn"
    assert all(check.value is None for check in moment.report.checks)
    assert rehearsal.heard.count(TOLD) == 1
    rehearsal.run(9.0, left_lunge())
    (done,) = rehearsal.done
    assert done.summary.side == "left"
    assert done.summary.held_s == pytest.approx(4.0, abs=0.2)


def test_who_stays_with_the_other_leg_does_that_side_first() -> None:
    rehearsal = Rehearsal(plan_of(short(), "both"))
    rehearsal.guide.command("start")
    rehearsal.run(26.0, lunge())
    assert rehearsal.moments[-1].phase == "rest"
    assert rehearsal.heard.count(TOLD) == 1, "once, calmly"
    taken = "All right, right leg behind you. The left side comes after"
    assert taken in rehearsal.heard
    shown = [words(m.cue.message) for m in rehearsal.moments if m.cue is not None]
    assert shown.count(taken) >= 3 * RATE, "long enough to be read"
    rehearsal.run(20.0, left_lunge())
    assert rehearsal.moments[-1].phase == "done"
    assert [done.summary.side for done in rehearsal.done] == ["right", "left"]
    assert rehearsal.heard[-1].startswith("All done")


def places(rehearsal: Rehearsal) -> list[tuple[object, int, bool]]:
    """Return side, number and whether the seconds were reached of each set that was done."""
    return [
        (done.step.side, done.step.number, any(hold.reached for hold in done.summary.holds))
        for done in rehearsal.done
    ]


def test_sets_are_numbered_for_each_side_whatever_the_order() -> None:
    rehearsal = Rehearsal(plan_of(short(), "both", 2))
    rehearsal.guide.command("start")
    rehearsal.run(60.0, lunge())  # the right leg twice, although the left one's turn comes first
    rehearsal.run(60.0, left_lunge())
    assert rehearsal.moments[-1].phase == "done"
    assert places(rehearsal) == [
        ("right", 1, True), ("right", 2, True), ("left", 1, True), ("left", 2, True),
    ]  # fmt: skip
    assert [done.summary.side for done in rehearsal.done] == ["right", "right", "left", "left"]
    assert rehearsal.heard[-1].startswith("All done")


def test_a_side_that_is_never_done_is_not_called_done() -> None:
    rehearsal = Rehearsal(plan_of(short(), "both", 1))
    rehearsal.guide.command("start")
    rehearsal.run(90.0, lunge())
    assert rehearsal.moments[-1].phase == "done"
    assert places(rehearsal) == [("right", 1, True), ("right", 2, True)]
    assert rehearsal.done[1].step.place == Message(LiveCode.PLACE, side="right", number=2, sets=1)
    assert words(rehearsal.done[1].step.place) == "Right, one more set"
    assert not any(said.startswith("All done") for said in rehearsal.heard)
    assert rehearsal.heard[-1] == "Finished"


def test_who_changes_legs_in_a_set_goes_on_with_the_other_side() -> None:
    rehearsal = Rehearsal(plan_of(short(12.0), "both", 1))
    rehearsal.guide.command("start")
    rehearsal.run(13.0, left_lunge())
    assert rehearsal.moments[-1].phase == "work"
    rehearsal.run(30.0, lunge())
    assert rehearsal.moments[-1].phase == "done"
    assert places(rehearsal) == [("left", 1, False), ("right", 1, True)]
    assert rehearsal.done[0].summary.held_s > 2.0, "what had counted is kept"
    assert rehearsal.heard[-1] == "Finished", "the left side's set is not whole"


def test_who_changes_back_is_not_counted_for_the_wrong_side() -> None:
    rehearsal = Rehearsal(plan_of(short(), "both", 1))
    rehearsal.guide.command("start")
    while not any("All right" in said for said in rehearsal.heard):
        rehearsal.run(0.5, lunge())
    rehearsal.run(25.0, left_lunge())
    assert [done.summary.side for done in rehearsal.done][:1] == ["left"]
    assert rehearsal.done[0].step.side == "left"


def test_another_movement_is_told_and_nothing_counts() -> None:
    rehearsal = Rehearsal(plan_of(load_stretch("glute-bridge"), "both", 1))
    rehearsal.guide.command("start")
    rehearsal.run(20.0, lunge())
    moment = rehearsal.moments[-1]
    assert moment.phase == "work"
    assert moment.cue is not None
    assert words(moment.cue.message).startswith("This looks like a lunge, but you chose the ")
    assert moment.report is not None
    assert moment.report.reps is not None
    assert moment.report.reps.count == 0


def test_a_pause_keeps_the_seconds_and_does_not_count_itself() -> None:
    rehearsal = Rehearsal(one_side(6.0))
    rehearsal.guide.command("start")
    working = rehearsal.run(10.0)
    assert working.phase == "work"
    assert working.report is not None
    assert working.report.clock is not None
    before = working.report.clock.seconds
    rehearsal.guide.command("pause")
    assert rehearsal.run(10.0).phase == "paused"
    rehearsal.guide.command("start")
    rehearsal.run(3.2)
    after = rehearsal.moments[-1]
    assert after.phase == "work"
    assert after.report is not None
    assert after.report.clock is not None
    assert after.report.clock.seconds == pytest.approx(before + 0.2, abs=0.2)
    rehearsal.run(6.0)
    (done,) = rehearsal.done
    assert done.summary.held_s == pytest.approx(6.0, abs=0.2)


def test_a_raised_hand_starts_and_pauses() -> None:
    rehearsal = Rehearsal(one_side(30.0))
    rehearsal.run(0.5, lunge())
    assert rehearsal.run(1.5, hand_up(lunge())).phase != "idle"
    assert rehearsal.run(9.0, lunge()).phase == "work"
    assert rehearsal.run(1.5, hand_up(lunge())).phase == "paused"
    # It stays up: one sign, not many.
    assert rehearsal.run(6.0).phase == "paused"


def test_a_hand_at_the_head_for_a_moment_is_no_sign() -> None:
    rehearsal = Rehearsal(one_side())
    for _ in range(5):
        rehearsal.run(0.5, hand_up(lunge()))
        rehearsal.run(0.5, lunge())
    assert rehearsal.moments[-1].phase == "idle"


def test_who_leaves_is_waited_for() -> None:
    rehearsal = Rehearsal(one_side(30.0))
    rehearsal.guide.command("start")
    rehearsal.run(9.0)
    assert rehearsal.run(22.0, None).phase == "paused"
    assert not [
        m for m in rehearsal.moments if m.cue is not None and "done" in words(m.cue.message).lower()
    ]
    assert "I paused, since nobody was in the picture" in rehearsal.heard


def test_skipping_goes_on_and_keeps_what_was_held() -> None:
    rehearsal = Rehearsal(plan_of(short(30.0), "both"))
    rehearsal.guide.command("start")
    rehearsal.run(12.0, left_lunge())
    rehearsal.guide.command("skip")
    assert rehearsal.run(0.1).phase == "rest"
    assert rehearsal.guide.index == 1
    assert rehearsal.done[0].summary.held_s > 3.0


def test_who_ends_early_is_not_told_that_all_is_done() -> None:
    for command in ("finish", "skip"):
        rehearsal = Rehearsal(one_side(30.0))
        rehearsal.guide.command("start")
        rehearsal.run(7.0)
        rehearsal.guide.command(command)
        last = rehearsal.run(0.1)
        assert last.phase == "done"
        assert last.cue is not None
        assert (words(last.cue.message), last.cue.kind) == ("Finished", "wait")
        assert not any(text.startswith("All done") for text in rehearsal.heard)


def test_a_set_under_way_is_kept_when_the_connection_ends() -> None:
    rehearsal = Rehearsal(one_side(30.0))
    rehearsal.guide.command("start")
    rehearsal.run(12.0)
    rehearsal.guide.close()
    (done,) = rehearsal.done
    assert done.worth_keeping
    assert done.summary.held_s > 3.0


def test_a_fault_is_said_and_the_clock_says_why_it_stands() -> None:
    rehearsal = Rehearsal(one_side(30.0))
    rehearsal.guide.command("start")
    moment = rehearsal.run(12.0, lunge(rear_hip=165.0))
    assert moment.phase == "work"
    assert moment.report is not None
    assert moment.report.clock is not None
    assert moment.report.clock.state == "waiting"
    assert moment.report.clock.why
    assert "Keep the tuck, and let your hips travel forward" in rehearsal.heard


def test_praise_is_not_repeated_all_the_time() -> None:
    rehearsal = Rehearsal(one_side(30.0))
    rehearsal.guide.command("start")
    rehearsal.run(36.0)
    said = [text for text in rehearsal.heard if "breath" in text]
    assert 1 <= len(said) <= 2
    assert {"Half way", "Ten seconds"} <= set(rehearsal.heard)


def test_sets_and_sides_of_a_plan() -> None:
    plan = plan_of(LUNGE, "both", 2)
    assert [(step.side, step.number) for step in plan.steps] == [
        ("left", 1), ("right", 1), ("left", 2), ("right", 2)
    ]  # fmt: skip
    assert words(plan.steps[2].place) == "Left, set 2 of 2"
    squat = load_stretch("squat")
    assert squat.reps is not None
    target = squat.model_copy(update={"reps": RepTarget(**squat.reps.model_dump() | {"sets": 3})})
    assert [step.side for step in plan_of(target).steps] == ["auto"] * 3


def test_standing_between_squats_is_shown_as_no_fault() -> None:
    rehearsal = Rehearsal(plan_of(load_stretch("squat"), sets=1))
    rehearsal.guide.command("start")
    standing, deep = (PEOPLE[name].pose() for name in ("standing", "squat"))
    angles = [
        moment_message(rehearsal.run(seconds, pose), 1)["angle"]
        for seconds, pose in ((12.0, standing), (2.0, deep), (2.0, standing))
    ]
    assert rehearsal.moments[-1].phase == "work"
    assert [angle["verdict"] for angle in angles] == [None, "good", None]
    assert [angle["name"] for angle in angles] == ["Knee", "Knee at the bottom", "Knee"]


def test_nobody_is_sent_into_position_in_the_middle_of_their_squats() -> None:
    def squatting(t: float) -> Pose:
        down = 45 * (1 - np.cos(2 * np.pi * t / 4))
        hip, knee = (dict.fromkeys(SIDES, 178 - s * down) for s in (1.1, 1.0))
        return Person(trunk_lean=0.3 * down, hip=hip, knee=knee, scale=240.0).pose()

    rehearsal = Rehearsal(plan_of(load_stretch("squat"), sets=1))
    rehearsal.guide.command("start")
    rehearsal.run(7.0, squatting(0.0))
    rehearsal.script = lambda t: squatting(t - 7.0)
    last = rehearsal.run(10.0)
    assert last.report is not None
    assert last.report.reps is not None
    assert last.report.reps.count == 2
    said = {
        words(moment.cue.message) for moment in rehearsal.moments[80:] if moment.cue is not None
    }
    assert not [text for text in said if text.startswith("Get into position")]
    assert "Go on at your own pace" in said
    texts = [
        words(moment.cue.message) for moment in rehearsal.moments[80:] if moment.cue is not None
    ]
    assert min(len(list(run)) for _, run in groupby(texts)) > 4  # nothing flashes by


def test_a_routine_leads_from_one_stretch_to_the_next() -> None:
    routine = Routine(
        id="short", name="Short", summary="Two things.",
        parts=(
            Part(stretch="half-kneeling-lunge", seconds=4, sets=1, rest=9),
            Part(stretch="standing-posture", sets=1, say="Take it easy"),
        ),
    )  # fmt: skip
    plan = plan_of_routine(routine.name, course(routine, load_stretch))
    assert [step.side for step in plan.steps][:2] == ["left", "right"]
    assert plan.steps[2].rest_s == 9.0
    rehearsal = Rehearsal(plan)
    rehearsal.guide.command("start")
    rehearsal.run(15.0, left_lunge())
    rehearsal.run(32.0, lunge())
    assert rehearsal.guide.index == 2
    assert any("Next: " in text and "Take it easy" in text for text in rehearsal.heard)


def squatting(time_s: float, yaw: float = 0.0, inward: float = 0.0) -> Pose:
    """Squats of three seconds, the knees falling inward by so many metres each at the bottom."""
    bend = math.sin(math.pi * (time_s % 3.0) / 3.0) ** 2
    pose = Person(
        trunk_lean=34.0 * bend,
        hip=dict.fromkeys(("left", "right"), 180.0 - 98.0 * bend),
        knee=dict.fromkeys(("left", "right"), 176.0 - 86.0 * bend),
        scale=200.0,
        yaw=yaw,
    ).pose()
    pixels = pose.pixels.copy()
    for knee, way in ((Landmark.LEFT_KNEE, -1.0), (Landmark.RIGHT_KNEE, 1.0)):
        pixels[knee, 0] += 200.0 * way * inward * bend * (yaw > 60.0)
    return replace(pose, pixels=pixels)


def two_squats() -> Plan:
    stretch = load_stretch("squat")
    assert stretch.reps is not None
    reps = stretch.reps.model_copy(update={"count": 2, "sets": 1})
    return plan_of(stretch.model_copy(update={"reps": reps}))


def squatted(turn_s: float, inward: float = 0.0) -> Rehearsal:
    """Two squats from the side, then squats facing the camera from a moment on."""
    rehearsal = Rehearsal(two_squats())
    rehearsal.guide.command("start")
    rehearsal.run(8.0, squatting(0.0))

    def at(time_s: float) -> Pose:
        if time_s < 15.0:
            return squatting(time_s)
        turned = min(88.0, max(0.0, 60.0 * (time_s - turn_s)))
        return squatting(max(0.0, time_s - turn_s - 2.0), turned, inward)

    rehearsal.script = at
    rehearsal.run(12.0)
    return rehearsal


def test_a_set_stays_open_for_the_second_view_that_it_asks_for() -> None:
    rehearsal = squatted(turn_s=19.5, inward=0.06)
    assert rehearsal.moments[-1].phase == "work"
    assert "If you like, do one or two facing the camera, to look at your knees" in rehearsal.heard
    assert rehearsal.run(9.0).phase == "done"
    turning = [moment.cue for moment in rehearsal.moments if moment.measurements.time_s > 19.5]
    said = {words(cue.message) for cue in turning if cue is not None}
    assert not any(text.startswith("Turn a") for text in said), "they do as they were asked"
    assert "Let your knees point over your toes" in said
    (done,) = rehearsal.done
    assert len(done.summary.reps) == 2
    assert {check.check: check.verdict for check in done.summary.checks}["knees-caving"] == "adjust"


def test_who_does_not_turn_for_the_second_view_is_let_go() -> None:
    rehearsal = Rehearsal(two_squats())
    rehearsal.guide.command("start")
    rehearsal.run(8.0, squatting(0.0))
    rehearsal.script = lambda t: squatting(min(t, 15.0))
    rehearsal.run(25.0)
    assert rehearsal.moments[-1].phase == "done"
    asked = [
        m
        for m in rehearsal.moments
        if m.cue is not None and "facing the camera" in words(m.cue.message)
    ]
    assert len(asked) / RATE == pytest.approx(ASK_S, abs=1.0)
    (done,) = rehearsal.done
    assert len(done.summary.reps) == 2


def test_the_ring_stays_full_while_the_second_view_is_seen() -> None:
    saddle = load_stretch("saddle").model_copy(update={"hold": HoldTarget(seconds=3.0, sets=1)})
    rehearsal = Rehearsal(plan_of(saddle))

    def kneeling(trunk: float, hip: float, yaw: float = 0.0) -> Pose:
        hips, knees = dict.fromkeys(SIDES, hip), dict.fromkeys(SIDES, 30.0)
        return Person(trunk_lean=trunk, hip=hips, knee=knees, scale=200.0, yaw=yaw).pose()

    rehearsal.guide.command("start")
    rehearsal.run(9.0, kneeling(0.0, 110.0))
    rehearsal.run(6.0, kneeling(-65.0, 175.0))
    rehearsal.run(2.0, kneeling(0.0, 110.0, yaw=85.0))
    message = moment_message(rehearsal.moments[-1], 0)
    assert message["phase"] == "work"
    assert (message["clock"]["state"], message["clock"]["why"]) == ("done", None)
    assert message["cue"]["text"].startswith("Stay like this for a moment")
    assert rehearsal.run(3.0).phase == "done"
    (done,) = rehearsal.done
    assert done.summary.held_s >= 3.0
