"""A made-up language: English with an accent on every vowel, and nothing else changed."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, Final

from formcheck.message import AuthoredText, Message, TextCode
from formcheck.words import load_language
from formcheck.words.template import Language, MeasureWords, one_or_several

ACCENTED: Final = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")

_KEPT: Final = re.compile(
    r"(\{[^{}]*\}|</?[a-z][^>]*>|`[^`]*`|:material/\w+:|--[a-z][\w-]*|https?://\S+|&\w+;|\]\([^)]*\))"
)
"""What a translation keeps as it is: places for arguments, markup, what is to be typed."""


def accent(text: str) -> str:
    """Return an English text as the made-up language has it."""
    parts = _KEPT.split(text)
    return "".join(one if i % 2 else one.translate(ACCENTED) for i, one in enumerate(parts))


class Pseudo(Language):
    """Says everything with accents, also what people wrote into files in English."""

    def say(self, message: Message) -> str:
        said = Language.say(self, message)
        return said if message.code == TextCode.LEGACY else said.translate(ACCENTED)

    def label(self, text: str) -> str:
        if isinstance(text, AuthoredText) and self.code in text.others:
            return text.others[self.code]
        return accent(text)

    def counted(self, one: str, several: str, count: int) -> str:
        return accent((one, several)[one_or_several(count)])

    def date(self, when: datetime, pattern: str) -> str:
        return accent(Language.date(self, when, pattern))

    def term(self, table: str, name: object) -> str:
        return Language.term(self, table, name).translate(ACCENTED)

    def measure(self, name: str) -> MeasureWords | None:
        found = Language.measure(self, name)
        if found is None:
            return None
        words: dict[str, Any] = {one.name: getattr(found, one.name) for one in fields(found)}
        ways = words.pop("directions")
        both = None if ways is None else (accent(ways[0]), accent(ways[1]))
        return replace(found, **{key: accent(text) for key, text in words.items()}, directions=both)


def pseudo_language() -> Language:
    english = load_language("en")
    words = {name: getattr(english, name) for name in Language.__slots__}
    return Pseudo(**words | {"code": "xx", "name": "Pséúdó"})


def accented(text: str) -> bool:
    """Return whether no vowel of a text is plain English, whatever numbers and names are in it."""
    return text == text.translate(ACCENTED)
