"""Outputs that are whole or not there at all; the person's own are for them alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from formcheck.errors import InputError
from formcheck.resources import user_folder
from formcheck.store.disk.owner import is_stale, owner_mark
from formcheck.words import tr

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
"""Rights in the person's folder: nobody else on this machine sees into it."""


def write_failure(path: Path, error: OSError) -> InputError:
    """Return the error to raise where a file cannot be written, in words to act on."""
    why = error.strerror or str(error) or type(error).__name__
    return InputError(
        tr(
            "expected to write {path}, got {why!r}; choose a folder that can be written and has "
            "enough free space",
            path=path,
            why=why,
        )
    )


def make_private(folder: Path) -> None:
    """Make the person's folder, or a folder in it, for them alone.

    Raises:
        OSError: It cannot be made.
    """
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    # One that older versions made. A folder that holds more than formcheck's is left as it is.
    if folder.stat().st_mode & 0o077 and folder.resolve() not in (Path.home(), Path("/")):
        with suppress(OSError):
            folder.chmod(PRIVATE_FOLDER)


def whole_files(folder: Path, suffix: str) -> list[Path]:
    """Return the files of a kind in a folder, by name, without those that are being written.

    `glob` finds hidden files too, and the temporary name of `atomic_path` has the same suffix.

    Args:
        folder: It need not be there.
        suffix: With its dot, such as `.json`.
    """
    return sorted(path for path in folder.glob(f"*{suffix}") if not path.name.startswith("."))


def remove_stale(folder: Path, pattern: str) -> None:
    """Remove files that a process which is gone was writing.

    Args:
        folder: Where they lie.
        pattern: Their names, as for `Path.glob`.
    """
    with suppress(OSError):
        for path in folder.glob(pattern):
            if is_stale(path):
                path.unlink(missing_ok=True)


@contextmanager
def atomic_path(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary name beside `path`, and rename it to `path` on success.

    Whoever looks for `path` sees the old file or the whole new one. After an error, or Ctrl-C,
    the temporary file is gone; one that a killed process left for the same path goes with the next.
    Missing folders are made. What lies in the person's folder is readable for them alone.

    Args:
        path: Where the file is to be in the end.

    Yields:
        The name to write to: in the same folder, since a rename across file systems is a copy,
        and with the same suffix, since writers choose their format by it.

    Raises:
        InputError: It cannot be written: no permission, no space, not a folder.
    """
    target = Path(path)
    # Not `tempfile`: its files are readable for the owner only, and stay so when renamed.
    partial = target.with_name(f".{target.stem}.{owner_mark()}.part{target.suffix}")
    home = user_folder()
    try:
        if target.is_relative_to(home):
            make_private(home)
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_stale(target.parent, f".{escape(target.stem)}.*.part{escape(target.suffix)}")
        yield partial
        if target.is_relative_to(home):
            partial.chmod(PRIVATE_FILE)
        partial.replace(target)
    except OSError as error:
        raise write_failure(target, error) from error
    finally:
        with suppress(OSError):  # it was renamed, or could never be made
            partial.unlink()
