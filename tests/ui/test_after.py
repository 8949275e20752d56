"""What is said after a visit: a test by the means of its goes, and the easier way is remembered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st

from formcheck.coach.frame.readings import TrialReading
from formcheck.coach.frame.summary_model import Hold, Summary
from formcheck.codes.coach import HeadlineCode
from formcheck.message import Message
from formcheck.pose.landmark import Side
from formcheck.stretches.files.loading import load_routine, load_stretch, play
from formcheck.stretches.model.stretch import Stretch
from formcheck.ui.live.after import MOST_OPEN, Achieved, achieved, still_open
from formcheck.ui.live.plan import Step, plan_of, plan_of_routine
from formcheck.ui.live.save_set import Result
from formcheck.ui.pages.live.plan_form import remember_versions
from formcheck.ui.settings import load_settings

LUNGE = load_stretch("half-kneeling-lunge")
DEPTH = load_stretch("half-kneeling-depth-test")


def result(stretch: Stretch, side: Side | None, *values: float) -> Result:
    summary = Summary(
        stretch=stretch.id, name=stretch.name, side=side, verdict="good",
        headline=Message(HeadlineCode.CHOOSE_ANOTHER), advice=None, held_s=3.0, longest_s=3.0,
        target_s=3.0, holds=(), reps=(), target_reps=None, checks=(), lost=(), unseen=(),
        readings=tuple(TrialReading(value, 6.0) for value in values),
    )  # fmt: skip
    return Result(Step(stretch, side, 1, 3), summary)


def goes(side: Side, *values: float) -> list[Result]:
    """Live each go is a set of its own."""
    return [result(DEPTH, side, value) for value in values]


def test_each_side_of_a_test_is_the_mean_of_its_goes_with_error_and_smallest_change() -> None:
    done = Achieved(DEPTH, (*goes("left", 180, 186, 189), *goes("right", 184, 188, 189)))
    assert done.total == "6 goes read"
    assert done.best == (
        "Left 185° ± 3, mean of 3 goes; only a change of 10° or more is real. "
        "Right 187° ± 3, mean of 3 goes; only a change of 10° or more is real."
    )
    assert done.balance == (
        "Left and right differ by 2°. That is within the error, which ends at 10°."
    )


def hold_of(side: Side, *, reached: bool = True, number: int = 1) -> Result:
    held = Hold(0.0, 30.0, 30.0 if reached else 10.0, reached, Message(HeadlineCode.CHOOSE_ANOTHER))
    summary = replace(result(LUNGE, side).summary, held_s=held.seconds, holds=(held,), readings=())
    return Result(Step(LUNGE, side, number, 2), summary)


def test_the_card_says_what_is_missing_on_each_side() -> None:
    plan = plan_of(LUNGE, "both", 2)
    assert still_open(plan, []) == "left, 2 sets; right, 2 sets"
    some = [hold_of("right"), hold_of("right", number=2), hold_of("left", reached=False)]
    assert still_open(plan, some) == "left, 2 sets"
    assert Achieved(LUNGE, tuple(some[:2])).total == "1 min 00 s held, right"
    more = [*some, hold_of("right", number=3), hold_of("left")]
    assert still_open(plan, more) == "left, 1 set"
    assert still_open(plan, [*more, hold_of("left")]) is None


def test_of_a_routine_that_was_left_early_only_a_few_are_named() -> None:
    routine = load_routine("daily-psoas")
    plan = plan_of_routine(routine.name, play(routine))
    found = still_open(plan, [])
    assert found is not None
    assert found.count(";") == MOST_OPEN
    assert "more" in found


def test_sides_that_differ_by_more_than_the_error_of_their_means_are_said_to() -> None:
    done = Achieved(DEPTH, (*goes("left", 178, 180, 182), *goes("right", 193, 195, 197)))
    assert done.balance == "Your right side read 15° more. That is real: the error ends at 10°."
    once = Achieved(DEPTH, (*goes("left", 180), *goes("right", 195)))
    assert "which ends at 17°" in (once.balance or ""), "one go tells less than three"


def test_one_side_alone_is_compared_with_nothing() -> None:
    assert Achieved(DEPTH, tuple(goes("left", 180, 181))).balance is None


def test_the_easier_version_that_was_chosen_stands_there_the_next_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path))
    monkeypatch.setattr(st, "session_state", {"way_half-kneeling-lunge": "As it is usually done"})
    usual, alone = (load_stretch(f"half-kneeling-lunge{way}") for way in ("", ":tuck-alone"))
    remember_versions([result(usual, "left")])
    assert load_settings().choices == {}
    remember_versions([result(usual, "left"), result(alone, "right")])
    assert load_settings().choices == {"way_half-kneeling-lunge": "With the tuck alone"}
    assert st.session_state == {}, "the box is drawn anew at the remembered way"


def test_the_version_that_was_done_is_named_and_nothing_that_was_not_done() -> None:
    lunge = load_stretch("half-kneeling-lunge")
    tall = load_stretch("half-kneeling-lunge:tuck-alone")
    stuck, held = result(lunge, "left"), result(tall, "left")
    stuck = replace(stuck, summary=replace(stuck.summary, held_s=0.0))
    held = replace(held, summary=replace(held.summary, held_s=11.0, tucked_s=0.0))
    done = achieved([stuck, held])
    assert [one.stretch.name for one in done] == [tall.name]
    assert done[0].total == "11 s held, left", "no seconds of a tuck that was not there"
    assert [one.stretch.name for one in achieved([stuck])] == [lunge.name]
