"""What Typer says of a wrong command line, in words of formcheck's own and any language.

Typer writes these sentences in English, whatever language is in use. They are few, and known by
their form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any, Final

import typer

from formcheck.cli.language import put_panels_in_words
from formcheck.words import mark, tr

_KNOWN: Final = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (
            r"No such option: --language(?: \(.*\))?",
            mark("--language stands before the command: formcheck --language CODE COMMAND"),
        ),
        (
            r"No such option: (?P<name>\S+) \(Possible options: (?P<near>.+)\)",
            mark("There is no option {name}. Did you mean {near}?"),
        ),
        (r"No such option: (?P<name>\S+)", mark("There is no option {name}.")),
        (
            r"No such command (?P<name>'.*?')\. Did you mean (?P<near>.+)\?",
            mark("There is no command {name}. Did you mean {near}?"),
        ),
        (r"No such command (?P<name>'.*?')\.", mark("There is no command {name}.")),
        (r"Missing command\.", mark("A command is missing.")),
        (r"Missing argument (?P<name>'.*?')\..*", mark("{name} is missing: name one.")),
        (r"Missing option (?P<name>'.*?')\..*", mark("The option {name} is missing.")),
        (
            r"Got unexpected extra argument\(s\) \((?P<names>.*)\)",
            mark("There is more than expected: {names}. Put quotes round what has blanks in it."),
        ),
        (r"Option (?P<name>'.*?') requires an argument\.", mark("{name} needs a value behind it.")),
        (r"Option (?P<name>'.*?') does not take a value\.", mark("{name} takes no value.")),
        (
            r"Invalid value for (?P<name>'[^:]*'): (?:Value error, )?(?P<value>'.*?') is not one "
            r"of (?P<names>.+)\.",
            mark("{name} is one of {names}, and not {value}."),
        ),
        (
            r"Invalid value for (?P<name>'[^:]*'): Input should be a valid integer.*",
            mark("{name} is a whole number."),
        ),
        (
            r"Invalid value for (?P<name>'[^:]*'): Input should be a valid number.*",
            mark("{name} is a number."),
        ),
        (
            r"Invalid value for (?P<name>'[^:]*'): Input should be (?P<which>.+)",
            mark("{name} has a value that does not fit: it should be {which}."),
        ),
        (
            r"Invalid value for (?P<name>'[^:]*'): (?:Value error, )?(?P<why>.+)",
            mark("{name} has a value that does not fit: {why}"),
        ),
    )
)

_GUESSES: Final = re.compile(
    r"(?P<said>No such option: (?P<name>\S+?)) \(Possible options: (?P<near>.+)\)"
)

CLOSE: Final = 0.75
"""Share of letters that a guessed option has in common with what was typed, from which it is worth
saying: two letters swapped, missing or too many in a word of eight."""

_LEAST_BEGINNING: Final = 3


def usage_words(text: str) -> str:
    """Return what Typer says of a wrong command line in the language in use.

    Args:
        text: As Typer says it; what is not known is returned as it is.
    """
    text = _without_far_guesses(text.strip())
    for pattern, words in _KNOWN:
        found = pattern.fullmatch(text)
        if found is not None:
            return tr(words, **found.groupdict())
    return text


def _without_far_guesses(text: str) -> str:
    """Return an error with those of Typer's guesses alone that are a slip of the keys away.

    Typer counts the dashes of both, so that it takes `--side` for a neighbour of `--no-video`.
    """
    found = _GUESSES.fullmatch(text)
    if found is None:
        return text
    name, guesses = found["name"], found["near"].split(", ")
    close = [guess for guess in guesses if _is_close(name.strip("-"), guess.strip("-"))]
    return found["said"] + (f" (Possible options: {', '.join(close)})" if close else "")


def _is_close(typed: str, known: str) -> bool:
    """Whether one word is the beginning of the other, or nearly the same."""
    shorter, longer = sorted((typed, known), key=len)
    begins = len(shorter) >= _LEAST_BEGINNING and longer.startswith(shorter)
    return begins or SequenceMatcher(None, typed, known).ratio() >= CLOSE


def put_errors_in_words(command: Any) -> None:
    """Let Typer say the errors of a command in the language in use.

    Args:
        command: As `typer.main.get_command` returns it, the outermost one.
    """
    command.make_context = _told(command.make_context)
    command.invoke = _told(command.invoke)


def _told(step: Callable[..., Any]) -> Callable[..., Any]:
    """Return a step of a command that puts its error into words before Typer shows it."""

    def told(*args: Any, **more: Any) -> Any:
        try:
            return step(*args, **more)
        except typer.Abort:
            _prepare()
            raise
        except Exception as error:
            said: Any = error
            if hasattr(said, "format_message"):  # Click's own
                words = usage_words(said.format_message())
                said.format_message = lambda: words
                _prepare()
            raise

    return told


def _prepare() -> None:
    from typer import rich_utils  # deferred, as in `put_panels_in_words`

    put_panels_in_words()
    said: Any = rich_utils
    said.RICH_HELP = tr("[blue]'{command_path} {help_option}'[/] tells more.")
