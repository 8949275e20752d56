"""A made-up language: English with an accent on every vowel, and nothing else changed."""

from __future__ import annotations

from formcheck.message import Message
from formcheck.words import load_language
from formcheck.words.template import Language

ACCENTED = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")


class Pseudo(Language):
    """Says everything with accents, also what people wrote into files."""

    def say(self, message: Message) -> str:
        return Language.say(self, message).translate(ACCENTED)


def pseudo_language() -> Language:
    english = load_language("en")
    fields = {name: getattr(english, name) for name in Language.__slots__}
    return Pseudo(**fields | {"code": "xx"})


def accented(text: str) -> bool:
    """Return whether no vowel of a text is plain English, whatever numbers and names are in it."""
    return text == text.translate(ACCENTED)
