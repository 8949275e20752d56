"""Everything that formcheck keeps of a person: what, where, and how to be rid of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.errors import InputError
from formcheck.resources import user_folder
from formcheck.store.files import atomic_path

KEPT: Final[dict[str, str]] = {
    "history.sqlite": "The history: when, which stretch, the verdict, seconds and angles",
    "sessions": "Recordings of sessions: joint positions and angles; of clips also the annotated "
    "video, the report, tables and your labels",
    "profiles": "Profiles: your own neutral posture, from the set-up",
    "presets": "Presets: targets of your own",
    "uploads": "Clips that wait for their review, or for your answer what they show",
    "trash": "What you deleted within the last day, so that it can come back",
    "settings.json": "What you chose in Set-up: your profile, and whether your back is sensitive",
    "notice.txt": "That you have read the notice",
}
"""Files and folders in the person's folder, and what they hold in words."""


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
    """Return what is kept of the person, without what is not there.

    Args:
        home: The person's folder; by default `formcheck.resources.user_folder()`.
    """
    folder = user_folder() if home is None else home
    found = []
    for name, what in KEPT.items():
        path = folder / name
        files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
        if files:
            found.append(Stored(what, path, len(files), sum(one.stat().st_size for one in files)))
    return found


def delete_everything(home: Path | None = None) -> None:
    """Delete all that is kept of the person; other files in that folder stay.

    Args:
        home: The person's folder; by default `formcheck.resources.user_folder()`.

    Raises:
        InputError: Something cannot be deleted.
    """
    folder = user_folder() if home is None else home
    try:
        for name in KEPT:
            path = folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        # What SQLite leaves behind when it is killed in the middle of a write.
        (folder / "history.sqlite-journal").unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"expected to delete {folder}, got {error.strerror!r}; close what uses it, and again"
        ) from error


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
    """Return a size in words: "340 kB", "12.5 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB" if size < 1e9 else f"{size / 1e9:.1f} GB"
