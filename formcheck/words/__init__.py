"""The words for every code, one folder a language; only what faces people uses them.

Within the program things are said as `formcheck.message.Message`s, which hold a code and its
arguments. Rewording a sentence here, or adding a language, changes nothing else.
"""

from __future__ import annotations

import importlib
import pkgutil
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final, overload

from formcheck.message import Message
from formcheck.words.template import Language, full_sentence, half_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "ENGLISH",
    "full_sentence",
    "half_sentence",
    "language",
    "languages",
    "load_language",
    "say",
    "say_half",
    "say_heading",
    "say_sentence",
    "speaking",
    "use",
]

ENGLISH: Final = "en"


class _Chosen:
    """The language in use, one for the whole process."""

    language: Language | None = None


@cache
def load_language(code: str) -> Language:
    """Return a language that travels with the package.

    Raises:
        ModuleNotFoundError: There is none of that code.
    """
    found = importlib.import_module(f"{__name__}.{code}").LANGUAGE
    assert isinstance(found, Language)
    return found


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages, English first."""
    codes = (module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)
    return tuple(sorted(codes, key=lambda code: (code != ENGLISH, code)))


def language() -> Language:
    """Return the language in use."""
    return _Chosen.language or load_language(ENGLISH)


def use(chosen: str | Language) -> None:
    """Use a language, or the one of a code, from now on in the whole process."""
    _Chosen.language = load_language(chosen) if isinstance(chosen, str) else chosen


@contextmanager
def speaking(chosen: str | Language) -> Iterator[Language]:
    """Use a language for a while."""
    before = _Chosen.language
    use(chosen)
    try:
        yield language()
    finally:
        _Chosen.language = before


@overload
def say(message: Message) -> str: ...
@overload
def say(message: None) -> None: ...
@overload
def say(message: Message | None) -> str | None: ...


def say(message: Message | None) -> str | None:
    """Return a message in the language in use; None stays None."""
    return None if message is None else language().say(message)


def say_sentence(message: Message) -> str:
    """Return a message with a capital at its start and a full stop at its end."""
    return full_sentence(say(message))


def say_heading(message: Message) -> str:
    """Return a message with a capital at its start and no full stop."""
    text = say(message).rstrip(".")
    return text[:1].upper() + text[1:]


def say_half(message: Message) -> str:
    """Return a message as a part of a sentence: no capital at its start, no full stop."""
    return half_sentence(say(message))
