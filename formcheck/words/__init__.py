"""The words for every code, one folder a language; only what faces people uses them.

What the program decides is said as a `formcheck.message.Message`, which holds a code and its
arguments; its words stand here, and rewording one changes nothing else. Labels of pages, tables and
reports stand in English where they are used, between `tr`, which looks up other languages.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, Final, overload

from formcheck.message import Message
from formcheck.words.template import Language, full_sentence, half_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

__all__ = [
    "ENGLISH",
    "LANGUAGE_VARIABLE",
    "ask_for_language",
    "date_words",
    "figure",
    "find_language",
    "full_sentence",
    "half_sentence",
    "language",
    "languages",
    "load_language",
    "mark",
    "say",
    "say_half",
    "say_heading",
    "say_sentence",
    "small",
    "speaking",
    "tr",
    "tr_n",
    "use",
    "use_environment",
]

ENGLISH: Final = "en"


LANGUAGE_VARIABLE: Final = "FORMCHECK_LANGUAGE"
"""The environment variable that names the language where nobody chose one."""


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


def find_language(code: str | None) -> str | None:
    """Return the language that a code or locale names: `de` for `de_AT.UTF-8`; None without."""
    short = (code or "").strip().replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return short if short in languages() else None


def language() -> Language:
    """Return the language in use here: of this thread or task, else of the process."""
    here = _here.get()
    if here is not None:
        return here
    asked = None if _Process.asked is None else _Process.asked()
    if asked is not None:
        return load_language(asked)
    return _Process.language or load_language(ENGLISH)


def use(chosen: str | Language) -> None:
    """Use a language from now on wherever none other is in use."""
    _Process.language = _loaded(chosen)


def ask_for_language(asked: Callable[[], str | None] | None) -> None:
    """Let a function say which language the one has chosen for whom this thread works.

    Args:
        asked: Returns a code of `languages`, or None where nobody has chosen.
    """
    _Process.asked = asked


def use_environment() -> None:
    """Use the language that the environment names (`FORMCHECK_LANGUAGE`); English otherwise."""
    use(find_language(os.environ.get(LANGUAGE_VARIABLE)) or ENGLISH)


@contextmanager
def speaking(chosen: str | Language) -> Iterator[Language]:
    """Use a language for a while in this thread or task, and in no other one."""
    before = _here.set(_loaded(chosen))
    try:
        yield language()
    finally:
        _here.reset(before)


_here: ContextVar[Language | None] = ContextVar("language", default=None)


class _Process:
    """What holds where a thread has no language of its own."""

    language: Language | None = None
    asked: Callable[[], str | None] | None = None


def _loaded(chosen: str | Language) -> Language:
    return load_language(chosen) if isinstance(chosen, str) else chosen


# --------------------------------------------------------------- words without a code


def tr(text: str, /, **arguments: Any) -> str:
    """Return a text of a page, a report or the command line in the language in use.

    Args:
        text: The English one, written out where it is said, so that it is found for translators;
            or one that stands between `mark`, or in a stretch, an overlay or a routine.
        arguments: What stands for the names in braces; without any, braces stay as they are.
    """
    chosen = language()
    template = chosen.label(text)
    return chosen.fill(template, arguments) if arguments else template


def tr_n(one: str, several: str, count: int, /, **arguments: Any) -> str:
    """Return the text that belongs to a number of things, which is `{count}` in it.

    Args:
        one: The English text for one.
        several: The English text for any other number.
        count: How many there are.
        arguments: What stands for other names in braces.
    """
    chosen = language()
    template = chosen.counted(one, several, count)
    return chosen.fill(template, arguments | {"count": count})


def mark(text: str) -> str:
    """Return a text as it is: a constant that `tr` says later, in the language then in use."""
    return text


def small(text: str) -> str:
    """Return a text without its capital, to stand within a sentence, where a language does that."""
    return text[:1].lower() + text[1:] if language().lowers else text


def figure(value: float, spec: str) -> str:
    """Return a number as the language in use writes it; `spec` is a format of Python's own."""
    return language().figure(value, spec)


def date_words(when: datetime, pattern: str) -> str:
    """Return a moment as the language in use writes it; `pattern` is one of CLDR's."""
    return language().date(when, pattern)


# --------------------------------------------------------------------- words for codes


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
    return language().half(say(message))
