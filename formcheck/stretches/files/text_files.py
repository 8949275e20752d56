"""Reads specification files as text, and says in a sentence why one cannot be read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from formcheck.errors import InputError

_LARGEST: Final = 256_000
"""Bytes. A stretch is a few kilobytes; a video that was named by mistake is not read whole."""


def read_text(path: Path) -> str:
    """Return a file's text.

    Raises:
        InputError: It cannot be read, or is no text.
    """
    expected = "expected a stretch file (YAML)"
    try:
        if path.is_dir():
            raise InputError(f"{expected}, got the folder {path}; name a file inside it")
        if not path.exists():
            raise InputError(f"{expected}, but {path} does not exist; check its name")
        if not path.is_file():
            raise InputError(f"{expected}, got {path}, which is no ordinary file; name a file")
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{expected} of a few kilobytes, got {path}; is it another file?")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{expected}, but {path} cannot be read ({reason})") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{expected}, but {path} is not text; save it as UTF-8") from error
    if "\0" in text:
        raise InputError(f"{expected}, but {path} is not text; save it as UTF-8")
    return text
