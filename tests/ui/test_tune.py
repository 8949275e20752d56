"""The page Tune, without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.store.history.history import History
from formcheck.stretches.files.loading import load_stretch
from formcheck.tune.plans import load_plan, plan_names
from formcheck.tune.presets import Presets
from formcheck.tune.proposals.labels import Label, write_labels
from formcheck.tune.targets import Moves
from formcheck.words import ENGLISH, use
from tests.ui.conftest import texts
from tests.ui.stored import keep

HIP = "tune-half-kneeling-lunge-rear-hip"
Opened = Callable[[str], AppTest]


@pytest.fixture
def english_again() -> Iterator[None]:
    """Go back to English after a test in another language."""
    yield
    use(ENGLISH)


def press(shown: AppTest, label: str) -> None:
    next(button for button in shown.button if button.label == label).click().run()
    assert not shown.exception


def test_without_recordings_there_is_nothing_to_tune(opened: Opened) -> None:
    shown = opened("tune")
    assert not shown.exception
    assert "there are none yet" in texts(shown)


PRESET = """id: mine
name: Mine
version: 3
stretches:
  half-kneeling-lunge:
    checks:
      rear-hip: {low: 188}
"""


def test_a_preset_can_be_imported_where_nothing_was_recorded(home: Path, opened: Opened) -> None:
    shown = opened("tune")
    file = ("mine (1).yaml", PRESET.encode(), "application/yaml")
    shown.file_uploader(key="preset-import").set_value(file).run()
    press(shown, "Import")
    assert Presets().ids() == ["mine"]
    assert "Imported “Mine”, version 3." in texts(shown)


def test_a_plan_is_saved_and_imported(home: Path, opened: Opened) -> None:
    shown = opened("tune")
    plan = b"name: anna\nnote: Slowly, please.\nparts: [{stretch: squat, sets: 2}]\n"
    shown.file_uploader(key="plan-import").set_value(("plan.yaml", plan, "text/yaml")).run()
    press(shown, "Import the plan")
    assert plan_names() == ["anna"]
    assert "Imported the plan of anna" in texts(shown)
    press(shown, "Save the plan")
    assert "Saved the plan of anna" in texts(shown)
    found = load_plan("anna")
    assert found is not None
    assert found.note == "Slowly, please."
    assert [(part.stretch, part.sets) for part in found.parts] == [("squat", 2)]


def test_a_moved_target_changes_verdicts_at_once_and_back(home: Path, opened: Opened) -> None:
    keep(home, 187.0)
    keep(home, 197.0, days_ago=1)
    shown = opened("tune")
    assert not shown.exception
    assert "verdicts of 2 recordings" in texts(shown)
    shown.slider(key=HIP).set_value((192, 200)).run()
    assert not shown.exception
    said = texts(shown)
    assert "1 of 2 recordings change" in said
    assert "fewer in good form" in said
    assert "Rear hip, lower limit: 192 instead of 185" in said
    press(shown, "Undo")
    assert shown.slider(key=HIP).value == (185, 200)
    assert "verdicts of 2 recordings" in texts(shown)


@pytest.mark.parametrize(
    ("code", "with_back", "alone"),
    [
        ("en", "Rear hip (trunk to thigh); shipped: 185 to 200°", "at the hip joint itself"),
        ("de", "Hintere Hüfte (Rumpf zu Oberschenkel); mitgeliefert: 185 bis", "am Hüftgelenk"),
        ("es", "Cadera de atrás (", "articulación"),
    ],
)
def test_each_of_two_angles_has_a_slider_that_says_which_it_is(
    home: Path, opened: Opened, english_again: None, code: str, with_back: str, alone: str
) -> None:
    keep(home, 187.0)
    use(code)
    shown = opened("tune")
    assert not shown.exception
    assert with_back in shown.slider(key=HIP).label
    slider = shown.slider(key=f"{HIP}-prefer")
    assert alone in slider.label and "180" in slider.label
    slider.set_value((184, 195)).run()
    assert not shown.exception
    if code == "en":
        assert "Rear hip, lower limit without the low back: 184 instead of 180" in texts(shown)


def test_targets_are_taken_from_a_reference(home: Path, opened: Opened) -> None:
    session = keep(home, 192.0)
    shown = opened("tune")
    reference = shown.selectbox(key="tune-reference-half-kneeling-lunge")
    reference.set_value(str(session.id)).run()
    assert not shown.exception
    press(shown, "Take these targets")
    low, high = shown.slider(key=HIP).value
    assert 185 < low < 192 < high <= 200


def test_moves_that_were_not_saved_outlive_a_reload(home: Path, opened: Opened) -> None:
    keep(home, 187.0)
    opened("tune").slider(key=HIP).set_value((190, 200)).run()
    shown = opened("tune")
    assert shown.slider(key=HIP).value == (190, 200)
    press(shown, "As shipped")
    assert opened("tune").slider(key=HIP).value == (185, 200)


def test_undo_takes_back_a_move_and_not_a_press_of_a_key() -> None:
    now = [0.0]
    moves = Moves(load_stretch("half-kneeling-lunge"), clock=lambda: now[0])
    for step in range(5):  # an arrow key that is held down
        now[0] += 0.3
        moves.move({"rear-hip.low": 186.0 + step})
    now[0] += 5.0
    moves.move({"rear-hip.low": 180.0})
    moves.undo()
    assert moves.values == {"rear-hip.low": 190.0}
    moves.undo()
    assert moves.values == {}


def set_from_here(shown: AppTest, key: str) -> bool:
    """Say whether the last run told the browser where the slider stands."""
    return bool(shown.slider(key=key).proto.set_value)


def test_a_slider_is_set_only_by_what_really_moves_it(home: Path, opened: Opened) -> None:
    """A slider set by the page loses the steps made in the browser since the run began."""
    keep(home, 187.0)
    shown = opened("tune")
    hold = "tune-half-kneeling-lunge-seconds"
    for moved in ((187, 200), (192, 200)):
        shown.slider(key=HIP).set_value(moved).run()
        assert not set_from_here(shown, HIP)
        assert not set_from_here(shown, hold)
    shown.slider(key=hold).set_value(60).run()
    assert not set_from_here(shown, hold)
    shown.run()
    assert not set_from_here(shown, HIP)
    assert not set_from_here(shown, hold)
    press(shown, "Undo")
    assert set_from_here(shown, hold)
    assert shown.slider(key=hold).value == 30
    assert not set_from_here(shown, HIP)
    press(shown, "Undo")
    assert set_from_here(shown, HIP)
    assert shown.slider(key=HIP).value == (185, 200), "both steps of this slider are one move"
    shown.slider(key=HIP).set_value((187, 200)).run()
    shown.text_input(key="preset-name").set_value("Mine").run()
    press(shown, "Save these targets")
    assert not set_from_here(shown, HIP)
    press(shown, "As shipped")
    assert set_from_here(shown, HIP)
    assert shown.slider(key=HIP).value == (185, 200)
    press(shown, "Load")
    assert set_from_here(shown, HIP)
    assert shown.slider(key=HIP).value == (187, 200)


def test_a_preset_is_saved_loaded_and_taken_back(home: Path, opened: Opened) -> None:
    keep(home, 187.0)
    shown = opened("tune")
    shown.slider(key=HIP).set_value((190, 205)).run()
    shown.text_input(key="preset-name").set_value("Mine").run()
    press(shown, "Save these targets")
    assert Presets().ids() == ["mine"]
    press(shown, "As shipped")
    assert shown.slider(key=HIP).value == (185, 200)
    press(shown, "Load")
    assert shown.slider(key=HIP).value == (190, 205)
    shown.text_input(key="preset-name").set_value("Sensitive back").run()
    press(shown, "Save these targets")
    assert "choose another name" in texts(shown)


def test_labels_suggest_a_target_once_there_are_enough(home: Path, opened: Opened) -> None:
    history = History(home)
    for value, good in [(195.0, True), (184.0, False)]:
        session = keep(home, value)
        labels = [
            Label(second, second + 0.9, good, None if good else "rear-hip") for second in range(5)
        ]
        write_labels(history.folder / str(session.folder), labels)
    shown = opened("tune")
    assert not shown.exception
    said = texts(shown)
    assert "errs least on 5 good and 5 bad spans: 0 missed, 0 blamed wrongly" in said
    assert len(shown.get("vega_lite_chart")) == 1
    use = next(button for button in shown.button if button.label.startswith("Use "))
    use.click().run()
    assert not shown.exception
    assert "Rear hip, lower limit: 187.5 instead of 185" in texts(shown)
    assert shown.slider(key=HIP).value == (187.5, 200)
    assert "That is the target as it is now" in texts(shown)


def test_few_labels_suggest_nothing(home: Path, opened: Opened) -> None:
    session = keep(home, 178.0)
    write_labels(History(home).folder / str(session.folder), [Label(1, 2, False, "rear-hip")])
    shown = opened("tune")
    assert not shown.exception
    assert "Too few to suggest a target" in texts(shown)
