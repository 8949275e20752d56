"""Sentences with places for arguments, and how a language fills them."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from formcheck.message import Argument, Message, TextCode

Sentence: TypeAlias = "str | Callable[[Message, Language], str]"
"""A template such as `Your {side} leg`, or a function where a template is not enough."""

Words: TypeAlias = dict[str, Sentence]
"""Sentences by code."""


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """What a measure is called.

    Attributes:
        title: As a heading.
        scale: How to read its number.
        short: In a few words, beside a number.
        part: The part of the body that it looks at.
        low: What is wrong below the target; `{}` is the part of the body.
        high: What is wrong above it.
        directions: What below and above 0 means, for measures that go both ways.
    """

    title: str
    scale: str
    short: str
    part: str
    low: str
    high: str
    directions: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Language:
    """All words of a language.

    In a template, `{name}` is an argument; behind a colon stands how it is written: `{why:half}` as
    a part of a sentence, `{cue:small}` without its capital, `{hint:end}` without its full stop,
    `{joint:joint}` as the term of the table `joint`, otherwise a format of Python's own, as in
    `{seconds:.0f}`. Arguments that are messages are said.

    Attributes:
        code: ISO 639-1, such as `en`; the name of its folder.
        name: What its speakers call it.
        sentences: By code.
        terms: Tables of short terms by the name of the table and of the argument.
        measures: What each measure is called, by its name without a side.
        reviewed: Whether a native speaker has read all of it.
        fallback: The language of what is not there, or None.
    """

    code: str
    name: str
    sentences: Mapping[str, Sentence]
    terms: Mapping[str, Mapping[str, str]]
    measures: Mapping[str, MeasureWords]
    reviewed: bool = False
    fallback: Language | None = None

    def say(self, message: Message) -> str:
        """Return a message in words.

        Raises:
            KeyError: No language has words for its code.
        """
        if message.code in (TextCode.AUTHORED, TextCode.LEGACY):
            return str(message.get(self.code) or message.get("text"))
        if message.code == TextCode.ONE_AFTER_ANOTHER:
            return self._one_after_another(message.get("parts"))
        sentence = self.sentence(message.code)
        if callable(sentence):
            return sentence(message, self)
        return _Filler(self).vformat(sentence, (), dict(message.arguments))

    def sentence(self, code: str) -> Sentence:
        """Return the words for a code.

        Raises:
            KeyError: No language has any.
        """
        found = self.sentences.get(code)
        if found is not None:
            return found
        if self.fallback is None:
            raise KeyError(code)
        return self.fallback.sentence(code)

    def said(self, value: Argument) -> str:
        """Return an argument in words, whether it is a message or not."""
        return self.say(value) if isinstance(value, Message) else str(value)

    def _one_after_another(self, parts: Argument) -> str:
        text = ""
        for part in parts if isinstance(parts, tuple) else ():
            # The last one keeps its own end.
            text += (" " if text.endswith((".", "!", "?")) else ". ") if text else ""
            text += self.say(part)
        return text

    def term(self, table: str, name: object) -> str:
        """Return a short term, or the name itself where the table has none."""
        found = self.terms.get(table, {}).get(str(name))
        if found is None and self.fallback is not None:
            return self.fallback.term(table, name)
        return str(name).replace("_", " ") if found is None else found

    def measure(self, name: str) -> MeasureWords | None:
        """Return what a measure is called, or None where no language knows it."""
        found = self.measures.get(name)
        if found is None and self.fallback is not None:
            return self.fallback.measure(name)
        return found


class _Filler(string.Formatter):
    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> Any:
        if isinstance(value, Message):
            said = self._language.say(value)
            if format_spec == "small":
                return said[:1].lower() + said[1:]
            if format_spec == "end":
                return said.rstrip(".")
            return half_sentence(said) if format_spec == "half" else said
        if format_spec in self._language.terms:
            return self._language.term(format_spec, value)
        return super().format_field(value, format_spec)

    def check_unused_args(
        self, used_args: set[int | str], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """Allow arguments that a language has no use for."""


def half_sentence(text: str) -> str:
    """Return a sentence as a part of another one: no capital at its start, no full stop."""
    return (text[:1].lower() + text[1:]).rstrip(".")


def full_sentence(text: str) -> str:
    """Return words as one sentence: a capital at its start and a full stop at its end."""
    full = text[:1].upper() + text[1:]
    return full if full.endswith((".", "!", "?")) else full + "."
