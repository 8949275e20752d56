"""Sentences with places for arguments, and how a language fills them."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeAlias

from formcheck.message import Argument, AuthoredText, Message, TextCode

Sentence: TypeAlias = "str | Callable[[Message, Language], str]"
"""A template such as `Your {side} leg`, or a function where a template is not enough."""

Words: TypeAlias = dict[str, Sentence]
"""Sentences by code."""


_COMMA: Final = str.maketrans(".,", ",.")
"""Of an English number: the point becomes a comma, and the comma of thousands a point."""

AUTHORED_NUMBERS: Final = ("low", "high", "goal")
"""Which numbers of a check may stand in its texts."""


def one_or_several(count: int) -> int:
    """Return 0 for one thing and 1 for any other number of things, as in English."""
    return 0 if count == 1 else 1


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
        labels: All other words, as on pages and in reports, by their English; a text for one
            thing and for several by the pair of them, as a tuple in the order of `plural`.
        plural: Which of such texts belongs to a number.
        decimal: What stands before the decimals of a number.
        lowers: Whether a sentence that becomes a part of another one begins small; not so where
            nouns are written with a capital.
        reviewed: Whether a native speaker has read all of it.
        fallback: The language of what is not there, or None.
    """

    code: str
    name: str
    sentences: Mapping[str, Sentence]
    terms: Mapping[str, Mapping[str, str]]
    measures: Mapping[str, MeasureWords]
    labels: Mapping[str | tuple[str, str], str | tuple[str, ...]] = field(default_factory=dict)
    plural: Callable[[int], int] = one_or_several
    decimal: str = "."
    lowers: bool = True
    reviewed: bool = False
    fallback: Language | None = None

    def say(self, message: Message) -> str:
        """Return a message in words.

        Raises:
            KeyError: No language has words for its code.
        """
        if message.code in (TextCode.AUTHORED, TextCode.LEGACY):
            return self._authored(message)
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

    def label(self, text: str) -> str:
        """Return a text of a page, a report or the command line, with its places for arguments.

        Args:
            text: The English one; of an `AuthoredText` its own words in this language count first.
        """
        if isinstance(text, AuthoredText) and self.code in text.others:
            return text.others[self.code]
        found = self.labels.get(str(text))
        return found if isinstance(found, str) else self._version_name(str(text)) or str(text)

    def _version_name(self, text: str) -> str | None:
        """Return the name of a version of a stretch, "NAME, in this way", from that of both parts.

        Histories and recordings keep such a name as one English text.
        """
        parts = text.split(", ")
        for cut in range(1, len(parts)):
            name, way = ", ".join(parts[:cut]), ", ".join(parts[cut:])
            known = self.labels.get(name), self.labels.get(way[:1].upper() + way[1:])
            if isinstance(known[0], str) and isinstance(known[1], str):
                # With nouns in capitals the way keeps its own, which stands behind a colon.
                joint = ", " if self.lowers else ": "
                return f"{known[0]}{joint}{self.half(known[1])}"
        return None

    def counted(self, one: str, several: str, count: int) -> str:
        """Return the one of several texts that belongs to a number of things."""
        found = self.labels.get((one, several))
        if not isinstance(found, tuple):
            return one if one_or_several(count) == 0 else several
        return found[self.plural(count)]

    def fill(self, template: str, arguments: Mapping[str, Any]) -> str:
        """Return a template with its arguments, numbers as this language writes them."""
        return _Filler(self).vformat(template, (), arguments)

    def figure(self, value: float, spec: str) -> str:
        """Return a number as this language writes it; `spec` is a format of Python's own."""
        return self.written(format(value, spec))

    def written(self, number: str) -> str:
        """Return a number as this language writes it: its comma, and the point of thousands."""
        return number.translate(_COMMA) if self.decimal == "," else number

    def date(self, when: datetime, pattern: str) -> str:
        """Return a moment as this language writes it.

        Args:
            when: The moment, in the time zone in which it is to be read.
            pattern: Of Unicode's own (CLDR), such as `d MMM y, HH:mm`.
        """
        from babel import Locale, UnknownLocaleError  # deferred: no command line needs dates
        from babel.dates import format_datetime

        try:
            locale = Locale.parse(self.code)
        except (UnknownLocaleError, ValueError):
            locale = Locale.parse("en")
        return format_datetime(when, pattern, tzinfo=when.tzinfo, locale=locale)

    def half(self, text: str) -> str:
        """Return a sentence as a part of another one."""
        return half_sentence(text) if self.lowers else text.rstrip(".")

    def _authored(self, message: Message) -> str:
        own = message.get(self.code)
        text = str(own) if own else self.label(str(message.get("text")))
        for name in AUTHORED_NUMBERS:
            value = message.get(name)
            if value is not None:
                number = self.say(value) if isinstance(value, Message) else str(value)
                text = text.replace(f"{{{name}}}", number.replace(".", self.decimal))
        return text

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

    def has_table(self, name: str) -> bool:
        """Return whether there is a table of short terms of that name."""
        below = self.fallback is not None and self.fallback.has_table(name)
        return name in self.terms or below

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
                return said[:1].lower() + said[1:] if self._language.lowers else said
            if format_spec == "end":
                return said.rstrip(".")
            return self._language.half(said) if format_spec == "half" else said
        if self._language.has_table(format_spec):
            return self._language.term(format_spec, value)
        written = super().format_field(value, format_spec)
        number = isinstance(value, float) or format_spec.endswith(("f", "g", ","))
        return self._language.written(written) if number else written

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
