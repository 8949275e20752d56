"""Memory that an engine has freed goes back to the system.

The C library keeps what the engines' threads free for threads to come. Over a batch of fifty
clips a worker grew from 0.7 to 1.7 GB that way, and went on growing (docs/batch.md).
"""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Return freed memory to the system, where the C library can (glibc); else do nothing.

    Takes a few milliseconds. See malloc_trim(3).
    """
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # macOS, musl; Windows
        return
    trim(0)
