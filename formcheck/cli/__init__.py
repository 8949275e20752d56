"""The command line: `formcheck --help`."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Final

import typer

from formcheck import terminal

# In the order in which `--help` lists their commands.
from formcheck.cli import (  # isort: skip
    clips,  # noqa: F401
    batch,  # noqa: F401
    exports,  # noqa: F401
    learn,  # noqa: F401
    compare,  # noqa: F401
    history,  # noqa: F401
    remind,  # noqa: F401
    catalogue,  # noqa: F401
    privacy,  # noqa: F401
)
from formcheck.cli.language import put_help_in_words, speaking_as_asked
from formcheck.cli.options import app
from formcheck.cli.usage_words import put_errors_in_words
from formcheck.errors import FormcheckError
from formcheck.words import tr

__all__ = ["app", "main"]

STOPPED: Final = 130
"""Exit code that a shell expects of a program stopped with Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; errors become one sentence and an exit code.

    Args:
        arguments: Without the program's name; by default those of the process.

    Returns:
        0 done, 2 wrong usage, 3 the input cannot be read, 4 no person found, 5 the machine lacks
        something, 130 stopped with Ctrl-C, 1 a fault of formcheck's own.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    with speaking_as_asked(given):
        return _run(given)


def _run(arguments: Sequence[str]) -> int:
    try:
        # Built anew each time: its help is in the language of this call.
        command = typer.main.get_command(app)
        put_help_in_words(command)
        put_errors_in_words(command)
        command(args=list(arguments), prog_name="formcheck")
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0
        if code == STOPPED:
            terminal.err.print(tr("formcheck: stopped; nothing was written."))
        return code
    except FormcheckError as error:
        terminal.show_error(error)
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last resort: a user never sees a traceback
        if os.environ.get("FORMCHECK_DEBUG"):
            traceback.print_exc()
        terminal.err.print(
            tr(
                "formcheck: a fault of its own: {name}: {error}. Nothing was "
                "changed; set FORMCHECK_DEBUG=1 and run again to see where.",
                name=type(error).__name__,
                error=error,
            ),
            markup=False,
            soft_wrap=True,
        )
        return 1
    return 0
