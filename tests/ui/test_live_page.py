"""The live page, without a browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.coach.frame.summary_model import Hold, Summary
from formcheck.message import authored
from formcheck.pose.landmark import Side
from formcheck.store.history.session_entry import Angle, PastSession
from formcheck.store.people.profiles import Profile, save_profile
from formcheck.stretches.files.loading import load_stretch, routine_files
from formcheck.tune.plans import PersonalPlan, PlannedPart, save_plan
from formcheck.tune.presets import Presets
from formcheck.ui.live.after import kind_words
from formcheck.ui.live.live_sessions import ROOMS
from formcheck.ui.live.plan import Step, plan_of
from formcheck.ui.live.save_set import Result
from formcheck.ui.settings import change_settings, load_settings
from formcheck.ui.widgets.plain import plain
from tests.ui.test_neutral import BASELINE


def page() -> AppTest:
    def script() -> None:
        from formcheck.ui.pages.live.page import page as live

        live()

    shown = AppTest.from_function(script, default_timeout=120).run()
    assert not shown.exception
    return shown


@pytest.fixture
def shown() -> AppTest:
    return page()


def test_the_lunge_is_offered_first_with_both_sides_in_turn(shown: AppTest) -> None:
    plan = shown.session_state["live_room"].plan
    assert [step.side for step in plan.steps] == ["left", "right"] * 2
    assert plan.steps[0].stretch.id == "half-kneeling-lunge"


def test_other_choices_open_another_room_and_the_same_do_not(shown: AppTest) -> None:
    before = shown.session_state["live_room"].token
    assert shown.run().session_state["live_room"].token == before
    shown.number_input[0].set_value(45).run()
    room = shown.session_state["live_room"]
    assert room.token != before
    assert {step.stretch.hold.seconds for step in room.plan.steps} == {45.0}


def test_every_stretch_and_routine_can_be_chosen(shown: AppTest) -> None:
    names = shown.selectbox[0].options
    assert sum(name.startswith("Routine: ") for name in names) == len(routine_files())
    for name in names:
        shown.selectbox[0].set_value(name).run()
        assert not shown.exception, name
        assert shown.session_state["live_room"].plan.name in name


def test_after_a_long_break_the_page_gets_a_new_token_and_goes_on(shown: AppTest) -> None:
    room = shown.session_state["live_room"]
    room.index = 1
    ROOMS._rooms.pop(room.token)  # as if it had expired
    again = shown.run().session_state["live_room"]
    assert again.token != room.token
    assert again.index == 1


def test_a_sensitive_back_shortens_the_holds_and_is_said() -> None:
    change_settings(sensitive_back=True)
    shown = page()
    shown.selectbox[0].set_value("Half-kneeling hip-flexor lunge").run()
    assert shown.number_input[0].value < 30
    assert any("sore back" in info.value for info in shown.info)


def test_four_cards_choose_what_is_done(shown: AppTest) -> None:
    for card, first in (
        ("daily", "standing-pelvic-tilt"), ("desk", "standing-pelvic-tilt"),
        ("one", "half-kneeling-lunge"), ("back", "breathing"),
    ):  # fmt: skip
        shown.button(key=f"card-{card}").click().run()
        assert not shown.exception
        assert shown.session_state["live_room"].plan.steps[0].stretch.id == first
    assert load_settings().sensitive_back
    assert any("sore back" in info.value for info in shown.info)


def test_what_was_chosen_stands_there_after_a_reload(shown: AppTest) -> None:
    shown.selectbox[0].set_value("Standing hip-flexor stretch at a table").run()
    shown.selectbox(key="live_side").set_value("left").run()
    shown.number_input(key="s_table-stretch").set_value(45).run()
    shown.number_input(key="sets_table-stretch").set_value(3).run()
    plan = page().session_state["live_room"].plan
    assert plan == shown.session_state["live_room"].plan
    assert [(step.side, step.number) for step in plan.steps] == [
        ("left", 1), ("left", 2), ("left", 3)
    ]  # fmt: skip
    assert {step.stretch.hold.seconds for step in plan.steps} == {45.0}


def test_a_sore_back_is_asked_for_where_one_looks(shown: AppTest) -> None:
    shown.toggle(key="live_back").set_value(True).run()
    assert not shown.exception
    plan = shown.session_state["live_room"].plan
    assert plan.steps[0].stretch.id == "half-kneeling-lunge"
    assert plan.steps[0].stretch.check("rear-hip").high == 190.0
    assert load_settings().sensitive_back
    shown.toggle(key="live_back").set_value(False).run()
    assert not load_settings().sensitive_back
    assert shown.session_state["live_room"].plan.steps[0].stretch.check("rear-hip").high == 200.0


def test_the_seconds_of_a_preset_are_used(shown: AppTest) -> None:
    lunge = load_stretch("half-kneeling-lunge")
    assert lunge.hold is not None
    hold = lunge.hold.model_copy(update={"seconds": 55.0})
    Presets().save("Longer", lunge, lunge.model_copy(update={"hold": hold}))
    shown.run()
    shown.selectbox(key="targets_half-kneeling-lunge").set_value("Longer").run()
    steps = page().session_state["live_room"].plan.steps
    assert {step.stretch.hold.seconds for step in steps} == {55.0}


def test_a_way_of_doing_it_is_chosen_with_its_own_targets(shown: AppTest) -> None:
    usual = load_stretch("quadruped-leg-lift")
    shown.selectbox[0].set_value(usual.name).run()
    assert shown.session_state["live_room"].plan.steps[0].stretch.checks == usual.checks
    shown.selectbox(key="way_quadruped-leg-lift").set_value("With the knee bent").run()
    bent = load_stretch("quadruped-leg-lift:bent-knee")
    assert (
        shown.session_state["live_room"].plan.steps[0].stretch.checks == bent.checks != usual.checks
    )
    assert {"To make it easier", "To make it harder"} <= {one.value for one in shown.header}


def test_a_routine_shows_its_order_and_leaves_its_choices(shown: AppTest) -> None:
    name = next(name for name in shown.selectbox[0].options if "Desk break" in name)
    shown.selectbox[0].set_value(name).run()
    order = next(one.value for one in shown.markdown if one.value.startswith("1. "))
    assert (
        "2. **Standing hip-flexor stretch at a table**: 30 s, left and right. Then 15 s of rest"
        in order
    )
    shown.selectbox(key="instead_desk-break_1").set_value("Half-kneeling hip-flexor lunge").run()
    ids = [step.stretch.id for step in shown.session_state["live_room"].plan.steps]
    assert "half-kneeling-lunge" in ids
    assert "table-stretch" not in ids


def test_the_profile_is_chosen_where_there_is_one() -> None:
    save_profile(Profile("anna", BASELINE))
    shown = page()
    assert shown.session_state["live_room"].plan.profile is None
    box = next(box for box in shown.selectbox if box.label == "Profile")
    box.set_value("anna").run()
    assert shown.session_state["live_room"].plan.profile == "anna"
    assert load_settings().profile == "anna"


def test_a_preset_of_ones_own_is_offered_for_its_stretch() -> None:
    lunge = load_stretch("half-kneeling-lunge")
    checks = [
        check.model_copy(update={"low": 190.0}) if check.id == "rear-hip" else check
        for check in lunge.checks
    ]
    Presets().save("Deeper", lunge, lunge.model_copy(update={"checks": tuple(checks)}))
    shown = page()
    shown.selectbox(key="targets_half-kneeling-lunge").set_value("Deeper").run()
    for step in shown.session_state["live_room"].plan.steps:
        assert step.stretch.check("rear-hip").low == 190.0
    shown.selectbox[0].set_value("Squat").run()
    assert "Targets" not in [box.label for box in shown.selectbox]


def a_set(side: Side, held: float, hip: float, **changes: Any) -> Result:
    step = Step(load_stretch("half-kneeling-lunge"), side, 1, 2)
    hold = Hold(0.0, held, held, held >= 30.0, authored("done"))
    summary = Summary(
        stretch=step.stretch.id, name=step.stretch.name, side=side, verdict="adjust",
        headline=authored(f"You held {held:.0f} s of 30 s."),
        advice=authored("Let your hips travel forward."),
        held_s=held, longest_s=held, target_s=30.0, holds=(hold,), reps=(), target_reps=None,
        checks=(), lost=(), unseen=(),
    )  # fmt: skip
    saved = PastSession(
        datetime.now(UTC), summary.stretch, summary.name, "live", "adjust", side=side,
        angles=(Angle("hip", side, hip, 5.0),), id=7,
    )  # fmt: skip
    return replace(Result(step, summary, saved), **changes)


def test_a_card_says_what_was_done_and_where_to_go_on(shown: AppTest) -> None:
    shown.session_state["live_results"] = [
        a_set("left", 30.0, 188.0),
        a_set("right", 31.0, 205.0),
        a_set(
            "left",
            30.0,
            170.0,
            saved=None,
            trouble="The disk is full.",
            notes=(authored("It fits"),),
        ),
    ]
    shown.run()
    assert not shown.exception
    words = "\n".join(element.value for element in shown.markdown)
    assert "Every set that you began is done in full." in words
    assert "Next time: Let your hips travel forward." in words
    assert "1 min 31 s held: 1 min 00 s left, 31 s right" in words
    assert "Best angle: 188° ± 5 left; 205° ± 5 right" in words
    assert "Your right side went 17° further." in words
    assert "**Left, set 1 of 2.** You held 30 s of 30 s." in words
    assert "Still open" not in words
    shown.session_state["live_meant"] = plan_of(load_stretch("half-kneeling-lunge"), "both", 2)
    words = "\n".join(element.value for element in shown.run().markdown)
    assert "Still open: right, 1 set." in words
    assert "It fits." in [caption.value for caption in shown.caption]
    assert shown.warning[0].value == f"It was not saved. {plain('The disk is full.')}"
    shown.button(key="end-again").click().run()
    assert "How it went" not in [one.value for one in shown.header]


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ((30.0, 30.0), "Every set that you began is done in full."),
        ((30.0, 12.0), "1 of 2 sets done in full, and the rest counts too."),
        ((12.0, 9.0), "21 s held: every one of them counts."),
        ((0.0,), "You came and tried, and that is how it begins."),
    ],
)
def test_what_is_said_at_the_end_is_kind_and_true(held: tuple[float, ...], words: str) -> None:
    assert kind_words([a_set("left", seconds, 188.0) for seconds in held]) == words


def test_whoever_chooses_a_profile_has_its_plan(shown: AppTest) -> None:
    part = PlannedPart(stretch="table-stretch", side="right", seconds=40, sets=2)
    save_plan(PersonalPlan(name="anna", note="Slowly.", parts=(part,)))
    shown.run()
    box = next(box for box in shown.selectbox if box.label == "Profile")
    box.set_value("anna").run()
    assert not shown.exception
    plan = shown.session_state["live_room"].plan
    assert plan.name == "Plan of anna"
    assert [(step.stretch.id, step.side) for step in plan.steps] == [("table-stretch", "right")] * 2
    assert {step.stretch.hold.seconds for step in plan.steps} == {40.0}
    assert "Slowly" in "".join(caption.value for caption in shown.caption)
    shown.button(key="card-desk").click().run()
    assert not shown.exception
