"""Lets Ctrl-C wait until MediaPipe has finished what it is doing.

Half-made images and landmarkers of MediaPipe print tracebacks when Python frees them, and a
landmarker cut short while it closes leaves its engine behind. One call takes a frame's time, the
first a few seconds: so long Ctrl-C waits, and not longer.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupt_later() -> Iterator[None]:
    """Hold back Ctrl-C until the block is done, and then let it do what it would have done.

    May be nested. Does nothing outside the main thread, to which Python gives no signals, or where
    SIGINT is ignored or left to the system.
    """
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield
        return
    held: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: held.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if held:
            handler(*held[0])
