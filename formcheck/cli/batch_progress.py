"""How far a batch is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from rich.markup import escape

from formcheck import terminal
from formcheck.words import tr

if TYPE_CHECKING:
    from formcheck.batch.run import Counts

_EVERY_S: Final = 30.0
"""Interval, in seconds, between two lines of progress where there is no terminal to draw a bar
on."""

Tell = Callable[["Counts"], None]


@contextmanager
def batch_progress() -> Iterator[Tell]:
    """Give a function that shows how far a batch is, with the time left."""
    with _bar() if terminal.err.is_terminal else _lines() as tell:
        yield tell


@contextmanager
def _bar() -> Iterator[Tell]:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn(tr("Reviewing")),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=terminal.err, transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(counts: Counts) -> None:
            words = escape(_count_words(counts))
            bar.update(task, completed=counts.done, total=counts.total, description=words)

        yield tell


@contextmanager
def _lines() -> Iterator[Tell]:
    began, told = time.monotonic(), -_EVERY_S

    def tell(counts: Counts) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told < _EVERY_S:
            return
        told = now
        done = counts.done - counts.earlier
        to_do = counts.total - counts.done
        left = (now - began) / done * to_do if done and to_do else None
        when = "" if left is None else tr(", about {minutes} left", minutes=_minutes(left))
        terminal.err.print(
            tr(
                "{done} of {total} clips: {count}{when}",
                done=counts.done,
                total=counts.total,
                count=_count_words(counts),
                when=when,
            ),
            soft_wrap=True,
        )

    yield tell


def _count_words(counts: Counts) -> str:
    words = [tr("{judged} judged", judged=counts.judged)]
    if counts.unrecognised:
        words.append(tr("{unrecognised} not recognised", unrecognised=counts.unrecognised))
    if counts.failed:
        words.append(tr("{failed} failed", failed=counts.failed))
    return ", ".join(words)


def _minutes(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return f"{minutes} min" if minutes < 120 else tr("{hours:.0f} hours", hours=minutes / 60)
