"""Marks in the names of files under way: which process writes them, and whether it still runs."""

from __future__ import annotations

import os
import re
import secrets
import time
from pathlib import Path
from typing import Final

_MARK: Final = re.compile(r"(?<![0-9a-f])(\d{1,10})-[0-9a-f]{8}(?![0-9a-f])")

_UNMARKED_S: Final = 86_400.0
"""Time, in seconds, after which something without a mark, as older versions left it, is given
up."""


def owner_mark() -> str:
    """Return a mark for the name of something that this process is writing."""
    return f"{os.getpid()}-{secrets.token_hex(4)}"


def is_stale(path: Path) -> bool:
    """Return whether the process that was writing something is gone.

    Args:
        path: Its last part bears a mark, or was written by an older version.
    """
    found = _MARK.search(path.name)
    if found is not None and os.name == "posix":
        return not _runs(int(found[1]))
    try:
        # Also one from the future, where the clock was set back.
        return abs(time.time() - path.stat().st_mtime) > _UNMARKED_S
    except OSError:  # it went meanwhile
        return False


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # asks only
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # another user's
        return True
    return True
