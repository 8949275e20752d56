"""Where people exercise they see and hear what to heed, and strength waits for an answer."""

from __future__ import annotations

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from formcheck.resources import data_folder
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.text.medical_notice import EMERGENCY, STOP_SIGNS
from formcheck.ui.live.plan import Plan, plan_of
from formcheck.ui.live.protocol import moment_message
from tests.spoken import words
from tests.ui.performer import Rehearsal, lunge

LUNGE = load_stretch("half-kneeling-lunge")
SHORT = LUNGE.model_copy(
    update={"hold": LUNGE.hold and LUNGE.hold.model_copy(update={"seconds": 3.0})}
)


def test_the_safety_lines_are_shown_before_a_set_and_spoken_once() -> None:
    rehearsal = Rehearsal(plan_of(SHORT, "right", 2))
    rehearsal.guide.command("start")
    moment = rehearsal.run(2.0, lunge())
    shown = moment_message(moment, 1)["next"]
    assert shown is not None
    assert shown["safety"] == list(LUNGE.safety)
    rehearsal.run(40.0, lunge())
    assert rehearsal.guide.index == 2
    spoken = [text for text in rehearsal.heard if LUNGE.safety[1].rstrip(".") in text]
    assert len(spoken) == 1
    assert all(line.rstrip(".") in spoken[0] for line in LUNGE.safety)


def test_a_question_waits_for_an_answer_and_going_on_is_one() -> None:
    plan = plan_of(SHORT, "right", 2)
    second = replace(plan.steps[1], ask="Does anything hurt now?")
    rehearsal = Rehearsal(Plan(plan.name, (plan.steps[0], second)))
    rehearsal.guide.command("start")
    moment = rehearsal.run(45.0, lunge())
    assert (moment.phase, rehearsal.guide.index) == ("paused", 1)
    assert moment.cue is not None
    assert words(moment.cue.message) == "Does anything hurt now?"
    assert "Does anything hurt now?" in rehearsal.heard
    rehearsal.guide.command("start")
    assert rehearsal.run(1.0, lunge()).phase in ("framing", "ready")


def test_the_page_has_them_beside_the_steps() -> None:
    def page() -> None:
        from formcheck.stretches.files.loading import load_stretch
        from formcheck.ui.live.plan import plan_of
        from formcheck.ui.pages.live.page import _show_steps

        _show_steps(plan_of(load_stretch("half-kneeling-lunge")))

    shown = "\n".join(one.value for one in AppTest.from_function(page).run().markdown)
    for line in LUNGE.safety:
        assert line in shown


def test_stop_signs_and_emergencies_stand_open_in_the_first_notice() -> None:
    def page() -> None:
        from formcheck.ui.widgets.notice import show_notice_once

        show_notice_once()

    found = AppTest.from_function(page).run()
    folded = {one.value for box in found.expander for one in box.markdown}
    open_words = {one.value for one in found.markdown} - folded
    assert {STOP_SIGNS, EMERGENCY} <= open_words
    assert data_folder("poses").is_dir()
