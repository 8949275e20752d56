"""What to do where the history's file cannot be used: the advice fits the cause."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from formcheck.errors import InputError
from formcheck.words import mark, tr

DAMAGED: Final = "history.damaged-*.sqlite"
"""Names of histories that were set aside, in the person's folder."""

_ADVICE: Final[dict[int, tuple[str, str]]] = {
    sqlite3.SQLITE_FULL: (
        mark("the disk is full"),
        mark("free some space; nothing is wrong with the history"),
    ),
    sqlite3.SQLITE_READONLY: (
        mark("it may not be written"),
        mark("check the rights of the file and folder"),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        mark("it cannot be opened"),
        mark("check the rights of the file and folder"),
    ),
    sqlite3.SQLITE_PERM: (
        mark("it may not be opened"),
        mark("check the rights of the file and folder"),
    ),
    sqlite3.SQLITE_BUSY: (
        mark("another program is using it"),
        mark("close that one, and try again"),
    ),
    sqlite3.SQLITE_LOCKED: (
        mark("another program is using it"),
        mark("close that one, and try again"),
    ),
    sqlite3.SQLITE_IOERR: (
        mark("the disk does not answer"),
        mark("check the disk, and its free space"),
    ),
    sqlite3.SQLITE_NOMEM: (
        mark("memory is full"),
        mark("close other programs, and try again"),
    ),
}
"""By SQLite's primary result code: what it is, and what to do."""

_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class DamagedError(InputError):
    """The history's file was damaged; it is kept under another name, and a new one is begun."""


def fault_of(error: DBAPIError, path: Path) -> InputError:
    """Return what to raise where the file cannot be used; one that is damaged is set aside.

    Args:
        error: What SQLAlchemy says.
        path: The file.
    """
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # without the extended part
    if code in _DAMAGE:
        return damage_of(path)
    what, advice = _ADVICE.get(code, (str(error.orig), mark("try again, and restart formcheck")))
    return InputError(
        tr(
            "expected to use the history {path}, but {what}; {advice}",
            path=path,
            what=tr(what),
            advice=tr(advice),
        )
    )


def damage_of(path: Path) -> DamagedError:
    """Set a damaged file aside, and return what to raise."""
    kept = _set_aside(path)
    return DamagedError(
        tr(
            "expected a history of formcheck in {path}, got a damaged file; it is kept as "
            "{name}, and a new history is begun",
            path=path,
            name=kept.name,
        )
    )


def damage_notes(home: Path) -> list[str]:
    """Return in sentences which histories were set aside and are still there.

    Args:
        home: The person's folder.
    """
    return [
        tr(
            "The history was damaged on {day}. It is kept "
            "as {name} in {home}, and a new one was begun.",
            day=path.stem.removeprefix("history.damaged-")[:8],
            name=path.name,
            home=home,
        )
        for path in sorted(home.glob(DAMAGED))
    ]


def _set_aside(path: Path) -> Path:
    kept = path.with_name(f"history.damaged-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite")
    journal = path.with_name(f"{path.name}-journal")
    with suppress(OSError):  # another process was faster
        path.rename(kept)
        journal.rename(kept.with_name(f"{kept.name}-journal"))
    return kept
