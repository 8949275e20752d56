"""Outputs that are whole or not there at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from formcheck.errors import InputError


def write_failure(path: Path, error: OSError) -> InputError:
    """Return the error to raise where a file cannot be written, in words to act on."""
    why = error.strerror or str(error) or type(error).__name__
    return InputError(
        f"expected to write {path}, got {why!r}; choose a folder that can be written and has "
        "enough free space"
    )


@contextmanager
def atomic_path(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary name beside `path`, and rename it to `path` on success.

    Whoever looks for `path` sees the old file or the whole new one. After an error, or Ctrl-C,
    the temporary file is gone. Missing folders are made.

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
    partial = target.with_name(f".{target.stem}.{secrets.token_hex(4)}.part{target.suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        partial.replace(target)
    except OSError as error:
        raise write_failure(target, error) from error
    finally:
        with suppress(OSError):  # it was renamed, or could never be made
            partial.unlink()
