"""Clips that a browser sent, kept in the person's folder until they are reviewed."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath
from typing import IO, Final

from formcheck.resources import user_folder
from formcheck.store.disk.files import PRIVATE_FILE, make_private, write_failure
from formcheck.store.disk.owner import owner_mark

FOLDER: Final = "uploads"
"""Name of the folder in the person's folder."""

LONGEST_STEM: Final = 120
LONGEST_SUFFIX: Final = 12
"""Bytes: file systems take 255, and results are named after the clip."""


def keep_upload(name: str, content: IO[bytes], home: Path) -> Path:
    """Write a clip to a folder of its own, and return the file.

    Args:
        name: The file's name as the browser says it.
        content: A binary stream.
        home: The person's folder.

    Raises:
        InputError: It cannot be written.
    """
    clip = home / FOLDER / owner_mark() / safe_name(name)
    try:
        for folder in (home, home / FOLDER, clip.parent):
            make_private(folder)
        clip.touch(PRIVATE_FILE)
        with clip.open("wb") as file:
            shutil.copyfileobj(content, file)
    except OSError as error:
        shutil.rmtree(clip.parent, ignore_errors=True)
        raise write_failure(clip, error) from error
    return clip


@contextmanager
def scratch(home: Path | None = None) -> Iterator[Path]:
    """Give a private folder for the while, which the next start removes should this process die.

    Args:
        home: The person's folder; by default `formcheck.resources.user_folder()`.
    """
    kept = user_folder() if home is None else home
    path = kept / FOLDER / owner_mark()
    try:
        for folder in (kept, kept / FOLDER, path):
            make_private(folder)
        yield path
    except OSError as error:
        raise write_failure(path, error) from error
    finally:
        shutil.rmtree(path, ignore_errors=True)


def safe_name(name: str) -> str:
    """Return a name that every file system takes, as near as can be to what the browser says.

    Args:
        name: Anything, perhaps with folders, which are cut off.
    """
    bare = PureWindowsPath(name.replace("\0", "")).name  # splits at both kinds of slash
    text = unicodedata.normalize("NFC", bare.encode("utf-8", "ignore").decode())
    text = "".join(one for one in text if one.isprintable() and one not in '<>:"|?*/\\')
    stem, dot, suffix = text.strip(" .").rpartition(".")
    if not dot or not re.fullmatch(r"\w+", suffix) or len(suffix.encode()) > LONGEST_SUFFIX:
        stem, suffix = text.strip(" ."), ""
    stem = stem.encode()[:LONGEST_STEM].decode("utf-8", "ignore").strip(" .") or "clip"
    return f"{stem}.{suffix}" if suffix else stem
