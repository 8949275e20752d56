"""Reads small JSON files that a person, or a damaged disk, may have written anything into."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

MOST_BYTES: Final = 4_000_000
"""Largest file that is read, in bytes. The largest profile is some 40 kB."""

MOST_DIGITS: Final = 40


def read_small_json(path: Path) -> Any:
    """Return what a file holds.

    Args:
        path: The file.

    Raises:
        OSError: It cannot be read.
        ValueError: It is no JSON, too large, nested too deeply, or has numbers that are none.
    """
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError(f"expected at most {MOST_BYTES} bytes")
    try:
        return json.loads(content.decode("utf-8"), parse_int=_whole, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("expected no more than a few levels") from error


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"expected a number of at most {MOST_DIGITS} digits")
    return int(digits)


def _refuse(name: str) -> float:
    raise ValueError(f"expected a number, got {name}")
