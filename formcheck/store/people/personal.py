"""Everything that formcheck keeps of a person: what, where, and how to be rid of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.errors import InputError
from formcheck.resources import user_folder
from formcheck.store.disk.files import atomic_path
from formcheck.store.people.known_results import results_by_folder
from formcheck.words import figure, mark, tr

KEPT: Final[dict[str, str]] = {
    "history.sqlite": mark(
        "The history: when, which stretch, the verdict, seconds and angles; your "
        "diary of pain and notes, if you keep one"
    ),
    "sessions": mark(
        "Recordings of sessions: joint positions and angles; of clips also the annotated "
        "video, the report, tables and your labels"
    ),
    "profiles": mark("Profiles: your own neutral posture, from the set-up"),
    "plans": mark("Plans: what is to be done under a profile, with its targets"),
    "presets": mark("Presets: targets of your own"),
    "uploads": mark("Clips that wait for their review, or for your answer what they show"),
    "under-way": mark("How much of the set before the camera has counted so far"),
    "outbox": mark("Sessions that wait for a shared database"),
    "trash": mark("What you deleted within the last day, so that it can come back"),
    "settings.json": mark(
        "What you chose: your profile, whether your back is sensitive, whether you keep a diary"
    ),
    "notice.txt": mark("That you have read the notice"),
    "results.json": mark("Where the command line wrote results"),
}
"""Files and folders in the person's folder, and what they hold in words."""

NOT_KNOWN: Final = mark(
    "Files that you copied, moved or saved from the browser are your own: formcheck does not know "
    "where they lie."
)
"""What no list can hold, so that nobody takes it for complete."""

_BESIDE: Final = ("history.sqlite-*", "history.damaged-*", ".*.part*")
"""Left by processes that were killed, or set aside since they could not be read."""

_OLD_UPLOADS: Final = "formcheck-????????"
"""Folders of uploads in the system's folder for temporary files, as version 0.1.0 left them."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One thing that is kept.

    Attributes:
        what: In words.
        path: Its file or folder.
        files: How many files.
        size: Bytes of them all.
    """

    what: str
    path: Path
    files: int
    size: int


def stored(home: Path | None = None) -> list[Stored]:
    """Return what is kept of the person anywhere, without what is not there.

    Args:
        home: The person's folder; by default `formcheck.resources.user_folder()`.
    """
    folder = (user_folder() if home is None else home).resolve()
    places = [(what, [folder / name]) for name, what in KEPT.items()]
    places.append((tr("Left over, or set aside since it could not be read"), _beside(folder)))
    places.append(
        (tr("Clips that an earlier version left in the temporary folder"), _old_uploads())
    )
    found = [_stored(what, paths[0], paths) for what, paths in places if paths]
    found += [
        _stored(tr("Results of the command line"), parent, paths)
        for parent, paths in results_by_folder(folder).items()
    ]
    return [one for one in found if one.files]


def _stored(what: str, shown: Path, paths: Iterable[Path]) -> Stored:
    files = [file for path in paths for file in (path, *path.rglob("*")) if file.is_file()]
    return Stored(what, shown, len(files), sum(file.stat().st_size for file in files))


def delete_everything(home: Path | None = None) -> None:
    """Delete all that is kept of the person anywhere; other files beside it stay.

    Args:
        home: The person's folder; by default `formcheck.resources.user_folder()`.

    Raises:
        InputError: Something cannot be deleted.
    """
    folder = user_folder() if home is None else home
    results = results_by_folder(folder)
    files = [file for inside in results.values() for file in inside]
    try:
        for path in [*files, *(folder / name for name in KEPT), *_beside(folder)]:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        for path in _old_uploads():
            shutil.rmtree(path)
    except OSError as error:
        raise InputError(
            tr(
                "expected to delete {folder}, got {strerror!r}; close what uses it, and again",
                folder=folder,
                strerror=error.strerror,
            )
        ) from error
    emptied = {
        parent
        for top, inside in results.items()
        for file in inside
        for parent in (top, *file.parents)
        if parent.is_relative_to(top)
    }
    for path in [*sorted(emptied, key=lambda one: len(one.parts), reverse=True), folder]:
        with suppress(OSError):  # something else lies there
            path.rmdir()


def _beside(folder: Path) -> list[Path]:
    return [path for pattern in _BESIDE for path in sorted(folder.glob(pattern))]


def _old_uploads() -> list[Path]:
    """Return this user's folders that look as version 0.1.0 made them: one file, nothing else."""
    if os.name != "posix":
        return []
    found = []
    for path in Path(tempfile.gettempdir()).glob(_OLD_UPLOADS):
        with suppress(OSError):
            mine = path.lstat().st_uid == os.getuid() and not path.is_symlink()
            inside = list(path.iterdir()) if mine and path.is_dir() else []
            if len(inside) == 1 and inside[0].is_file() and path.stat().st_mode & 0o077 == 0:
                found.append(path)
    return found


def notice_read(home: Path | None = None) -> bool:
    """Return whether the person has read the notice."""
    return ((user_folder() if home is None else home) / "notice.txt").is_file()


def keep_notice_read(home: Path | None = None) -> None:
    """Keep in mind that the notice was read, so that it is shown once.

    Raises:
        InputError: It cannot be written.
    """
    folder = user_folder() if home is None else home
    with atomic_path(folder / "notice.txt") as partial:
        partial.write_text("The notice was read.\n", encoding="utf-8")


def size_words(size: int) -> str:
    """Return a size in words: "340 kB", "12.5 MB", "12,5 MB" where a comma is written."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    if size < 1e9:
        return f"{figure(size / 1e6, '.1f')} MB"
    return f"{figure(size / 1e9, '.1f')} GB"
