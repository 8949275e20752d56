"""The language of the command line: chosen before any of its words are said."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from formcheck import terminal
from formcheck.errors import UsageError
from formcheck.words import (
    ENGLISH,
    LANGUAGE_VARIABLE,
    find_language,
    languages,
    mark,
    tr,
    use,
)

OPTION: Final = "--language"

_PANELS: Final = {
    "ARGUMENTS_PANEL_TITLE": mark("Arguments"),
    "OPTIONS_PANEL_TITLE": mark("Options"),
    "COMMANDS_PANEL_TITLE": mark("Commands"),
    "ERRORS_PANEL_TITLE": mark("Error"),
    "DEFAULT_STRING": mark("[default: {}]"),
    "REQUIRED_LONG_STRING": mark("[required]"),
    "ABORTED_TEXT": mark("Aborted."),
}
"""Headings and small words of Typer's own, by the names that it has for them."""


def known_language(code: str) -> str:
    """Return the language that a code names.

    Raises:
        UsageError: There is none.
    """
    found = find_language(code)
    if found is None:
        names = ", ".join(languages())
        raise UsageError(
            tr("expected a language of {names}, got {code!r}; name one", names=names, code=code)
        )
    return found


def asked_language(arguments: Sequence[str]) -> str | None:
    """Return the language that the arguments name, or None; a wrong one is said later."""
    for given, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if given == OPTION:
            return find_language(following)
        if given.startswith(f"{OPTION}="):
            return find_language(given.partition("=")[2])
    return None


@contextmanager
def speaking_as_asked(arguments: Sequence[str]) -> Iterator[None]:
    """Use the language of the arguments, else that of the environment, also in worker processes."""
    before = os.environ.get(LANGUAGE_VARIABLE)
    asked = asked_language(arguments)
    chosen = asked or find_language(before) or ENGLISH
    use(chosen)
    if asked is None and before and find_language(before) is None:
        terminal.show_note(
            tr(
                "{variable} is {code!r}, which formcheck does not speak; it knows {names}, and "
                "speaks English now.",
                variable=LANGUAGE_VARIABLE,
                code=before,
                names=", ".join(languages()),
            )
        )
    os.environ[LANGUAGE_VARIABLE] = chosen
    try:
        yield
    finally:
        use(ENGLISH)
        os.environ.pop(LANGUAGE_VARIABLE)
        if before is not None:
            os.environ[LANGUAGE_VARIABLE] = before


def put_help_in_words(command: Any) -> None:
    """Put the help of a command and of all below it into the language in use.

    Args:
        command: As `typer.main.get_command` returns it; Typer carries a Click of its own.
    """
    _put(command)


def put_panels_in_words() -> None:
    """Put what Typer draws around help and errors into the language in use."""
    # Deferred: with all that it draws with, it is a fifth of what starting takes, and most commands
    # end without help or an error.
    from typer import rich_utils

    for name, title in _PANELS.items():
        setattr(rich_utils, name, tr(title))
    shades = rich_utils.OptionHighlighter.highlights
    usage = "(?P<usage>" + re.escape(tr("Usage: ")) + ")"
    shades[:] = [usage if "?P<usage>" in one else one for one in shades]


def _put(command: Any) -> None:
    if command.help:
        command.help = tr(command.help)
    for parameter in command.params:
        words = getattr(parameter, "help", None)
        if words:
            parameter.help = tr(words)
        default = getattr(parameter, "show_default", None)
        if isinstance(default, str):
            parameter.show_default = tr(default)
    _put_usage(command)
    for inner in getattr(command, "commands", {}).values():
        _put(inner)


def _put_usage(command: Any) -> None:
    """Put what every command has from Click into words: its usage line, and that of --help."""
    command.options_metavar = tr("[OPTIONS]")
    if hasattr(command, "subcommand_metavar"):
        command.subcommand_metavar = tr("COMMAND [ARGS]...")
    own_option, own_help = command.get_help_option, command.format_help

    def format_usage(context: Any, formatter: Any) -> None:
        pieces = " ".join(command.collect_usage_pieces(context))
        formatter.write_usage(context.command_path, pieces, prefix=tr("Usage: "))

    def get_help_option(context: Any) -> Any:
        found = own_option(context)
        if found is not None:
            found.help = tr("Show this message and exit.")
        return found

    def format_help(context: Any, formatter: Any) -> None:
        put_panels_in_words()
        own_help(context, formatter)

    command.format_usage, command.get_help_option = format_usage, get_help_option
    command.format_help = format_help
