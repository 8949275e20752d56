"""Clears what killed processes left in the person's folder, and takes up their sets."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from formcheck.errors import FormcheckError
from formcheck.store.disk.files import PRIVATE_FILE, PRIVATE_FOLDER, make_private, remove_stale
from formcheck.store.disk.owner import is_stale
from formcheck.store.disk.staging import remove_stale_stages
from formcheck.store.disk.trash import Trash
from formcheck.store.history.history import WRITING, History
from formcheck.store.history.history_faults import DAMAGED
from formcheck.store.pending.under_way import take_up
from formcheck.store.pending.uploads import FOLDER

PARTIAL: Final = ".*.part*"
"""Names of files that `atomic_path` is writing."""


def sweep(home: Path) -> None:
    """Remove uploads, hidden folders, partial files and orphans, and make the folder private.

    Nothing is raised: what cannot be removed now is removed by the next start, and said by
    `formcheck privacy`.

    Args:
        home: The person's folder; it need not exist.
    """
    if not home.is_dir():
        return
    with suppress(OSError):
        make_private(home)
    _make_files_private(home)
    sweep_uploads(home)
    remove_stale_stages(home / "sessions")
    for path in home.rglob(PARTIAL):
        if is_stale(path):
            with suppress(OSError):
                path.unlink()
    with suppress(FormcheckError):  # the next start tries again
        take_up(History(home))
    for path in orphans(home):
        shutil.rmtree(path, ignore_errors=True)
    if not any(home.glob(DAMAGED)):
        # Marks in folders that a session has: its process was killed after the row was written.
        for folder in (home / "sessions").glob("*"):
            remove_stale(folder, f"{WRITING}*")


def sweep_uploads(home: Path, process: int | None = None) -> None:
    """Remove uploads that no review waits for: their process is gone, or is this one at its end.

    Args:
        home: The person's folder.
        process: Number of a process that writes none any more.
    """
    try:
        awaited = History(home).uploads()
    except FormcheckError:
        return
    for path in (home / FOLDER).glob("*"):
        over = path.name.startswith(f"{process}-") or is_stale(path)
        if path.name not in awaited and over:
            shutil.rmtree(path, ignore_errors=True)
    with suppress(OSError):  # it is missing, or others are in it
        (home / FOLDER).rmdir()


def orphans(home: Path) -> list[Path]:
    """Return folders of recordings that no session of the history names, and nobody is writing.

    Args:
        home: The person's folder.
    """
    folder = home / "sessions"
    if not folder.is_dir() or any(home.glob(DAMAGED)):  # that one may name them
        return []
    try:
        named = History(home).folders()
        kept = {Path(one).name for item in Trash(home).items() for one in item.paths}
    except FormcheckError:  # a history that cannot be read now names all of them
        return []
    return [
        path
        for path in sorted(folder.iterdir())
        if path.name not in named | kept and path.is_dir() and not _under_way(path)
    ]


def _under_way(folder: Path) -> bool:
    marks = [*folder.glob(f"{WRITING}*"), *folder.glob(".formcheck-*")]
    # One without any mark was made this very moment, or by an older version.
    return not all(map(is_stale, marks)) if marks else not is_stale(folder)


def _make_files_private(home: Path) -> None:
    """Take the rights that older versions gave to others, from files that are this user's."""
    if os.name != "posix" or home.resolve() in (Path.home(), Path("/")):
        return
    for path in home.rglob("*"):
        with suppress(OSError):
            if not path.is_symlink() and path.stat().st_mode & 0o077:
                path.chmod(PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE)
