"""Texts of stretches, overlays and routines in several languages."""

from __future__ import annotations

import copy
import pickle

import pytest

from formcheck.message import AuthoredText, authored
from formcheck.resources import data_folder
from formcheck.stretches.files.validation import parse_stretch
from formcheck.stretches.model.stretch import Stretch
from formcheck.words import load_language, say, speaking, tr
from tests.words.pseudo import pseudo_language

LUNGE = (data_folder("poses") / "half-kneeling-lunge.yaml").read_text(encoding="utf-8")
NAME = "name: Half-kneeling hip-flexor lunge"


def parsed(text: str) -> Stretch:
    stretch, faults = parse_stretch(text)
    assert faults == []
    assert stretch is not None
    return stretch


def fault(text: str) -> str:
    stretch, faults = parse_stretch(text)
    assert stretch is None
    return faults[0].message


def test_a_text_may_stand_in_several_languages() -> None:
    stretch = parsed(LUNGE.replace(NAME, "name: {en: Lunge, xx: Zzz}"))
    assert stretch.name == "Lunge"
    with speaking(pseudo_language()):
        assert tr(stretch.name) == "Zzz"
        assert tr(stretch.steps[0]).startswith("Knéél")


def test_what_lacks_a_language_is_said_in_english_and_without_english_in_the_first() -> None:
    stretch = parsed(LUNGE.replace(NAME, "name: {xx: Zzz}"))
    assert tr(stretch.name) == "Zzz"
    other = parsed(LUNGE.replace(NAME, "name: {en: Lunge, qq: Qqq}"))
    with speaking(pseudo_language()):
        assert tr(other.name) == "Lúngé"


def test_entries_of_lists_have_languages_each() -> None:
    step = (
        "- Grow tall, with your shoulders above your hips and both hip bones facing straight ahead."
    )
    stretch = parsed(LUNGE.replace(step, "- {en: Grow tall, xx: Zzz}"))
    with speaking(pseudo_language()):
        assert [tr(one) for one in stretch.steps][1] == "Zzz"
        assert tr(stretch.steps[2]).startswith("Sqúéézé")


def test_reasons_have_the_numbers_of_the_band_in_every_language() -> None:
    why = "why: Upright, the stretch stays at the front of the hip."
    assert why in LUNGE
    stretch = parsed(LUNGE.replace(why, "why: {en: 'From {low} on', xx: 'Zz {low}'}"))
    reason = stretch.check("trunk-lean").reason
    assert say(reason) == "From 5 on"
    with speaking(pseudo_language()):
        assert say(reason) == "Zz 5"
    wrong = LUNGE.replace(why, "why: {en: 'From {low} on', xx: 'Zz {goal}'}")
    assert "got `{goal}`" in fault(wrong)


def test_a_file_comes_back_as_it_was() -> None:
    stretch = parsed(LUNGE.replace(NAME, "name: {en: Lunge, xx: Zzz}"))
    again = Stretch.model_validate(stretch.model_dump(by_alias=True))
    assert again == stretch
    assert isinstance(again.name, AuthoredText)
    assert again.name.others == {"xx": "Zzz"}
    for other in (copy.deepcopy(stretch), pickle.loads(pickle.dumps(stretch))):
        assert other.name.others == {"xx": "Zzz"}


def test_a_change_of_language_changes_no_message() -> None:
    said = authored(AuthoredText({"en": "Kneel", "xx": "Zzz"}))
    with speaking(pseudo_language()):
        assert authored(AuthoredText({"en": "Kneel", "xx": "Zzz"})) == said


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("name: {Lunge: tall}", "got the key 'Lunge'; put quotes round"),
        ("name: {de: 3}", "expected a text for `de`, got 3"),
        ("name: {de: ''}", "expected a text for `de`, got nothing"),
    ],
)
def test_a_wrong_language_is_a_fault_with_a_way_out(name: str, expected: str) -> None:
    assert expected in fault(LUNGE.replace(NAME, name))


def test_numbers_in_authored_texts_have_the_decimal_sign_of_the_language() -> None:
    english = load_language("en")
    assert english.say(authored("From {low} on", low="7.5")) == "From 7.5 on"


def test_an_authored_text_may_be_empty() -> None:
    assert AuthoredText("") == AuthoredText({}) == ""
