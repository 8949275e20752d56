"""Codes have words, words decide nothing, and stored messages come back."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import formcheck
import formcheck.codes
from formcheck.codes.coach import ViewCode
from formcheck.codes.measure import ReasonCode
from formcheck.measure.model.registry import REGISTRY
from formcheck.message import Message, TextCode, authored, from_text, to_text
from formcheck.stretches.model.stretch import Stretch
from formcheck.words import load_language, say, speaking
from formcheck.words.stored import read_message
from tests.coach.scripted import (
    GOOD,
    STANDING,
    bundled,
    frames,
    lunge,
    perform,
    squat,
    times,
)
from tests.coach.test_reps import cycle
from tests.words.pseudo import accented, pseudo_language


def every_code() -> Iterator[StrEnum]:
    for module in pkgutil.iter_modules(formcheck.codes.__path__):
        if module.name == "states":  # what things are; nobody is told them as sentences
            continue
        found = importlib.import_module(f"formcheck.codes.{module.name}")
        for kind in vars(found).values():
            if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
                yield from kind


@pytest.mark.parametrize("code", list(every_code()), ids=str)
def test_every_code_has_english_words(code: StrEnum) -> None:
    english = load_language("en")
    if isinstance(code, ViewCode):
        assert english.terms["view"][code]
    else:
        assert english.sentence(code)


def test_no_code_is_given_twice() -> None:
    codes = [str(code) for code in every_code() if not isinstance(code, ViewCode)]
    assert len(codes) == len(set(codes))


def test_every_measure_has_its_words() -> None:
    assert load_language("en").measures.keys() == REGISTRY.keys()


arguments = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.builds(Message, st.text(min_size=1), because=inner),
    max_leaves=3,
)


@given(st.builds(Message, st.text(min_size=1), what=arguments, side=arguments))
def test_a_stored_message_comes_back(message: Message) -> None:
    assert from_text(to_text(message)) == message


def test_sentences_of_earlier_recordings_become_codes_where_they_are_known() -> None:
    old = "Turn so that one side of your body faces the camera"
    assert read_message(old) == Message(ReasonCode.SHOW_SIDE)
    assert read_message(f"{old}.") == Message(ReasonCode.SHOW_SIDE)
    unknown = read_message("Something that no formcheck says")
    assert unknown.code == TextCode.LEGACY
    assert say(unknown) == "Something that no formcheck says"
    assert say(read_message("{not json")) == "{not json"


def test_authored_texts_are_said_in_the_language_in_use_where_they_are_written_in_it() -> None:
    said = authored({"en": "Kneel", "xx": "Zzz"})
    assert say(said) == "Kneel"
    with speaking(pseudo_language()):
        assert say(said) == "Zzz"
        assert say(authored("Stand tall")) == "Stánd táll"


def messages(item: Any) -> Iterator[Message]:
    """Yield every message in reports and summaries."""
    if isinstance(item, Message):
        yield item
    elif is_dataclass(item) and not isinstance(item, type):
        for field in fields(item):
            yield from messages(getattr(item, field.name))
    elif isinstance(item, list | tuple):
        for one in item:
            yield from messages(one)
    elif isinstance(item, dict):
        yield from messages(list(item.values()))


def performances() -> Iterator[tuple[Stretch, Any]]:
    down = cycle(3.0, bottom=118.0)
    yield bundled("half-kneeling-lunge"), frames(lambda t: GOOD if t > 4 else STANDING, times(12))
    yield lunge(), frames(lambda t: GOOD | {"hip": 178.0}, times(6))
    yield lunge(), frames(lambda t: GOOD | {"pelvic_tilt": 12.0}, times(6))
    yield lunge(), frames(lambda t: GOOD, times(5), yaw=80.0, near=None)
    yield lunge(), frames(lambda t: None, times(3))
    yield squat(), frames(lambda t: GOOD | {"knee": down(t)}, times(10))


def test_no_verdict_changes_with_the_language_and_no_english_escapes() -> None:
    pseudo = pseudo_language()
    for (stretch, rows), (_, again) in zip(performances(), performances(), strict=True):
        english = perform(stretch, rows)
        with speaking(pseudo):
            other = perform(stretch, again)
            texts = {say(message) for message in messages(other)}
        assert english == other
        assert texts
        assert [text for text in texts if not accented(text)] == []


SENTENCE_METHODS = ("startswith", "endswith", "replace", "removeprefix", "removesuffix", "count")


def compared_sentences(path: Path) -> Iterator[str]:
    """Yield the places where a string of three words or more is compared or replaced."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        operands: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            operands = node.args if node.func.attr in SENTENCE_METHODS else []
        texts = (one for one in operands if isinstance(one, ast.Constant))
        for one in texts:
            if isinstance(one.value, str) and len(one.value.split()) >= 3:
                yield f"{path.name}:{one.lineno} {one.value!r}"


def test_no_sentence_is_compared_or_replaced() -> None:
    root = Path(formcheck.__file__).parent
    # The parser of YAML says what is wrong in sentences alone.
    files = [path for path in root.rglob("*.py") if path.name != "yaml_lines.py"]
    files = [path for path in files if "words" not in path.relative_to(root).parts]
    assert len(files) > 200
    assert [place for path in files for place in compared_sentences(path)] == []
