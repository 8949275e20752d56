"""Where the command line writes: progress, notes, errors and files."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape

from formcheck.errors import FormcheckError
from formcheck.store.people.known_results import note_results
from formcheck.words import tr

if TYPE_CHECKING:
    from rich.progress import TaskID


out = Console(highlight=False)


err = Console(stderr=True, highlight=False)


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int | None], None]]:
    """Give a function that shows how far the work is, on standard error."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            # A container's frame count is an estimate; the bar must not stop short of its end.
            bar.update(
                tasks[stage], completed=done, total=None if total is None else max(total, done)
            )

        yield tell


def print_json(data: Mapping[str, Any]) -> None:
    """Print data as JSON, as it would stand in a file."""
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def show_error(error: FormcheckError) -> None:
    """Print what went wrong, on standard error."""
    err.print(f"formcheck: {_printable(str(error))}", markup=False, soft_wrap=True)


def _printable(text: str) -> str:
    """Return a text with the bytes of a file name that are no UTF-8 written as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


def show_note(text: str) -> None:
    """Print something to know, on standard error."""
    err.print(tr("[yellow]Note:[/] {text}", text=escape(text)), soft_wrap=True)


def show_notes(lines: Iterable[str]) -> None:
    """Print several things to know."""
    for line in lines:
        show_note(line)


def show_files(files: Mapping[str, Path]) -> None:
    """Print where the results lie, and keep it in mind for `formcheck privacy`."""
    note_results(files.values())
    out.print(tr("\nWritten:"))
    for path in files.values():
        out.print(f"  {path}", soft_wrap=True, markup=False)
