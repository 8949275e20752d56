"""Reads specification files as text, and says in a sentence why one cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from formcheck.errors import InputError
from formcheck.words import tr

_LARGEST: Final = 256_000
"""Bytes. A stretch is a few kilobytes; a video that was named by mistake is not read whole."""


def read_text(path: Path) -> str:
    """Return a file's text.

    Raises:
        InputError: It cannot be read, or is no text.
    """
    expected = tr("expected a stretch file (YAML)")
    try:
        _check_path(path, expected)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            tr(
                "{expected}, but {path} cannot be read ({reason})",
                expected=expected,
                path=path,
                reason=reason,
            )
        ) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            tr("{expected}, but {path} is not text; save it as UTF-8", expected=expected, path=path)
        ) from error
    if "\0" in text:
        raise InputError(
            tr("{expected}, but {path} is not text; save it as UTF-8", expected=expected, path=path)
        )
    return text


def _check_path(path: Path, expected: str) -> None:
    """Raise an InputError where a path names no small, ordinary file."""
    if path.is_dir():
        raise InputError(
            tr(
                "{expected}, got the folder {path}; name a file inside it",
                expected=expected,
                path=path,
            )
        )
    if not path.exists():
        raise InputError(
            tr(
                "{expected}, but {path} does not exist; check its name",
                expected=expected,
                path=path,
            )
        )
    if not path.is_file():
        raise InputError(
            tr(
                "{expected}, got {path}, which is no ordinary file; name a file",
                expected=expected,
                path=path,
            )
        )
    if path.stat().st_size > _LARGEST:
        raise InputError(
            tr(
                "{expected} of a few kilobytes, got {path}; is it another file?",
                expected=expected,
                path=path,
            )
        )
