"""The pages Progress, Learn and About, and the notice, without a browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.batch.history import fill
from formcheck.codes.states import Verdict
from formcheck.errors import UsageError
from formcheck.report.progress.progress import Balance
from formcheck.report.progress.progress_words import symmetry_words
from formcheck.store.history import history as store
from formcheck.store.history.diary import Diary
from formcheck.store.history.history import History
from formcheck.store.people.personal import delete_everything, notice_read, size_words, stored
from formcheck.stretches.files.loading import list_stretches
from formcheck.ui.pages.progress.page import NEWEST, ROWS
from formcheck.ui.settings import change_settings
from formcheck.ui.shell import MAIN
from formcheck.ui.widgets.components import _check, did_words
from formcheck.ui.widgets.deletion import selection_key
from formcheck.words import speaking
from tests.store.factory import hold_summary
from tests.store.test_history import done
from tests.ui.conftest import texts
from tests.ui.stored import keep

Opened = Callable[[str], AppTest]


def press(shown: AppTest, label: str) -> None:
    next(button for button in shown.button if button.label == label).click().run()
    assert not shown.exception


def test_progress_is_friendly_while_there_is_none(opened: Opened) -> None:
    shown = opened("progress")
    assert not shown.exception
    assert "Your sessions will be here" in texts(shown)


def test_progress_draws_and_tells_a_trend_over_all_days(home: Path, opened: Opened) -> None:
    for week in range(8):
        keep(home, 186.0 + week, days_ago=7 * (7 - week), seconds=3.0)
    shown = opened("progress")
    assert not shown.exception
    assert "Right: 1.0° more each week" in texts(shown)
    assert "7° over 7 weeks. That is a real change." in texts(shown)


def test_progress_tells_what_it_can_of_few_days(home: Path, opened: Opened) -> None:
    keep(home, 170.0, days_ago=20)
    keep(home, 187.0, days_ago=1)
    keep(home, 189.0, days_ago=1, side="left")
    keep(home, 190.0)
    shown = opened("progress")
    assert not shown.exception
    assert [metric.value for metric in shown.metric][:3] == ["2", "0", "3"], "3 visits, 4 sets"
    said = texts(shown)
    assert "Right: 190°, 2 days so far. 3 more days, and a trend can be told." in said
    assert "Left and right differ by 1°: alike" in said
    assert "Weir" in said
    assert len(shown.get("vega_lite_chart")) == 2


def test_progress_keeps_versions_of_a_stretch_apart(home: Path, opened: Opened) -> None:
    keep(home, 190.0, days_ago=1, seconds=3.0)
    keep(home, 170.0, seconds=3.0, version="half-kneeling-lunge:tuck-alone")
    shown = opened("progress")
    assert not shown.exception
    usual = "Half-kneeling hip-flexor lunge"
    chosen = shown.selectbox[0]
    assert chosen.options == [f"{usual}, with the tuck alone", usual]
    said = texts(shown)
    assert "Right: 170\N{DEGREE SIGN}, one day so far" in said
    assert "the target, 165 to 200\N{DEGREE SIGN}" in said
    chosen.select_index(1).run()
    said = texts(shown)
    assert "Right: 190\N{DEGREE SIGN}, one day so far" in said
    assert "the target, 185 to 200\N{DEGREE SIGN}" in said


def test_the_axis_of_the_weeks_has_more_than_a_zero(home: Path, opened: Opened) -> None:
    keep(home, 187.0, seconds=3.0)
    spec = json.loads(opened("progress").get("vega_lite_chart")[0].proto.spec)
    assert spec["encoding"]["y"]["scale"]["domain"] == [0, 4]


def test_no_seconds_with_the_tuck_are_not_told() -> None:
    assert did_words(done(tucked_s=0.0)) == "31 s in good form"
    assert did_words(done(tucked_s=12.0)) == "31 s in good form, 12 s tucked"


def test_what_is_shown_for_information_has_no_question_mark() -> None:
    check = hold_summary().checks[1]
    shown = _check(replace(check, scored=False))
    assert "fc-shown" in str(shown["mark"]) and shown["note"] == "Shown only"
    unknown = _check(
        replace(check, scored=False, value=None, sigma=None, verdict=Verdict.CANT_TELL)
    )
    assert "fc-unknown" in str(unknown["mark"])
    assert _check(check)["note"] is None


def test_pain_is_asked_for_only_where_a_diary_is_kept(home: Path, opened: Opened) -> None:
    keep(home, 187.0, seconds=3.0)
    shown = opened("progress")
    assert "Pain" not in texts(shown) and not shown.text_area
    assert not [box for box in shown.checkbox if "Pain" in box.label]
    shown.toggle(key="diary-on").set_value(True).run()
    shown.text_area[0].input("Better after walking")
    press(shown, "Save")
    (entry,) = Diary(History(home)).entries()
    assert (entry.note, entry.before, entry.stretch) == ("Better after walking", None, None)
    shown.run()
    assert "Better after walking" in texts(shown)
    assert [box for box in shown.checkbox if "Pain" in box.label]
    shown.button(key=f"diary-{entry.id}").click().run()
    assert Diary(History(home)).entries() == []


def delete(shown: AppTest, ids: list[int]) -> AppTest:
    """Press what deletes, and answer the question."""
    shown.button(key="progress-ask").click().run()
    return shown.button(key=selection_key("progress-delete", ids)).click().run()


def test_all_sessions_can_be_deleted_and_taken_back(home: Path, opened: Opened) -> None:
    session = keep(home, 187.0)
    shown = delete(opened("progress"), [session.id])
    assert not shown.exception
    assert History(home).sessions() == []
    assert "Your sessions will be here" in texts(shown)
    press(shown, "Take it back")
    assert History(home).sessions() == [session]
    assert "Rear hip" not in texts(shown)
    assert "Deleted:" not in texts(shown)


def test_a_deletion_is_of_what_was_ticked_and_nothing_after_it(home: Path, opened: Opened) -> None:
    """Rows move up after a deletion: the tick must not stay where another session is now."""
    older, newer = keep(home, 187.0, days_ago=1), keep(home, 189.0)
    shown = opened("progress")
    key = selection_key("progress-list", [newer.id, older.id])
    shown.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    shown.run()
    assert shown.button(key="progress-ask").label == "Delete 1 selected"
    delete(shown, [newer.id])
    assert not shown.exception
    assert [one.id for one in History(home).sessions()] == [older.id]
    assert shown.button(key="progress-ask").label == "Delete all"
    assert "Deleted: 1 session." in texts(shown)


def test_progress_reads_no_more_of_a_long_history_than_it_shows(
    home: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all 3,000 it took a second, with 100,000 half a minute."""
    history = History(home)
    fill(history, 3000)
    read: list[object] = []
    unhindered = store._try
    monkeypatch.setattr(store, "_try", lambda *row: read.append(row) or unhindered(*row))
    shown = opened("progress")
    assert not shown.exception
    assert len(read) <= ROWS + NEWEST
    assert "1 to 200 of 3,000" in texts(shown)
    assert shown.metric[2].value == "1", "they are 25 minutes apart: all one visit"
    shown.button(key="progress-older").click().run()
    assert "201 to 400 of 3,000" in texts(shown)
    key = selection_key("progress-list", [one.id for one in history.sessions(limit=200, skip=200)])
    shown.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    shown.run()
    delete(shown, [2800])
    assert not shown.exception
    with pytest.raises(UsageError):
        history.get(2800)


def test_every_stretch_can_be_learnt(opened: Opened) -> None:
    shown = opened("learn")
    assert not shown.exception
    buttons = [str(button.key) for button in shown.button]
    known = {f"learn-{one.id}": one for one in list_stretches()}
    assert sorted(buttons) == sorted(known)
    for kind in ("hold", "reps", "timer"):  # in the order in which a phone shows them, too
        names = [known[key].name for key in buttons if known[key].kind == kind]
        assert names == sorted(names)
    shown.button(key="learn-half-kneeling-lunge").click().run()
    assert not shown.exception
    assert shown.title[0].value == "Half-kneeling hip-flexor lunge"
    said = texts(shown)
    for section in (
        "What you do",
        "What is looked at",
        "Where the camera goes",
        "Safety",
        "Sources",
    ):
        assert f"## {section}" in said
    shown.button[0].click().run()
    assert shown.title[0].value == "Learn"


def test_about_says_what_is_kept_and_deletes_it(home: Path, opened: Opened) -> None:
    assert "Nothing is kept" in texts(opened("about"))
    keep(home, 187.0)
    (home / "letter.txt").write_text("not formcheck's")
    shown = opened("about")
    assert not shown.exception
    assert "history.sqlite" in texts(shown)
    shown.button(key="delete-everything").click().run()
    assert not shown.exception
    assert stored(home) == []
    assert [path.name for path in home.iterdir()] == ["letter.txt"]


def test_the_notice_is_shown_once(home: Path) -> None:
    shown = AppTest.from_file(str(MAIN), default_timeout=120).run()
    assert "Before you begin" in texts(shown)
    read = next(button for button in shown.button if button.label == "I have read this")
    read.click().run()
    assert notice_read(home)
    assert "Before you begin" not in texts(shown)
    assert "Before you begin" not in texts(AppTest.from_file(str(MAIN)).run(timeout=120))


@pytest.mark.parametrize("name", ["review", "tune", "progress", "learn", "about"])
def test_looking_at_a_page_makes_no_folder(home: Path, opened: Opened, name: str) -> None:
    assert not opened(name).exception
    assert not home.exists()


def test_deleting_everything_deletes_the_choices_of_the_set_up(home: Path) -> None:
    change_settings(sensitive_back=True)
    assert [one.path.name for one in stored(home)] == ["settings.json"]
    delete_everything(home)
    assert not home.exists()


def test_what_is_not_there_can_be_deleted_too(tmp_path: Path) -> None:
    delete_everything(tmp_path)
    assert stored(tmp_path) == []


@pytest.mark.parametrize(
    ("size", "words"), [(10, "1 kB"), (340_200, "340 kB"), (12_540_000, "12.5 MB"), (3e9, "3.0 GB")]
)
def test_sizes_in_words(size: float, words: str) -> None:
    assert size_words(int(size)) == words
    with speaking("de"):
        assert size_words(int(size)) == words.replace(".", ",")


def test_the_smallest_real_difference_is_rounded_so_that_it_is_enough() -> None:
    alike, unlike = Balance(3.0, 13.859, 1), Balance(15.0, 13.859, 4)
    assert "alike, as far as can be told" in symmetry_words(alike, "hip")
    assert "Only a difference of 14° or more is real" in symmetry_words(alike, "hip")
    assert symmetry_words(unlike, "hip").startswith(
        "Your right side reads 15° more, the middle of 4 pairs of sessions."
    )
