"""Pictures decoded in a thread of their own, a few ahead of whoever looks at them.

Decoders and colour conversion release the interpreter while they work: on a second core they cost
no time. Only a few frames wait at once, so memory does not depend on a clip's length.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable
from contextlib import closing
from contextvars import copy_context
from typing import Final

from formcheck.capture.frame import Frame

MOST_WAITING: Final = 3
"""So many decoded frames wait at most: 6 MB each at 1080p."""

_STOP_S: Final = 0.05
"""How often a decoder that waits for room looks whether it is still needed."""


def decoded_ahead(frames: Iterable[Frame]) -> Generator[Frame]:
    """Yield frames in their order while the next ones are decoded.

    Close the generator to end the thread, as `contextlib.closing` does; the frames' own iterator is
    closed by the thread that used it.

    Args:
        frames: Where they come from; only the thread touches it from here on.

    Raises:
        Exception: Whatever `frames` raised, after all frames before it.
    """
    waiting: queue.Queue[Frame | BaseException | None] = queue.Queue(MOST_WAITING)
    ended = threading.Event()
    # What a source warns of is said in the language of whoever reads it.
    context = copy_context()
    thread = threading.Thread(
        target=context.run, args=(_decode, frames, waiting, ended), name="decoder", daemon=True
    )
    thread.start()
    try:
        while True:
            found = waiting.get()
            if found is None:
                return
            if isinstance(found, BaseException):
                raise found
            yield found
    finally:
        ended.set()
        thread.join()


def _decode(
    frames: Iterable[Frame],
    waiting: queue.Queue[Frame | BaseException | None],
    ended: threading.Event,
) -> None:
    def give(found: Frame | BaseException | None) -> None:
        while not ended.is_set():
            try:
                waiting.put(found, timeout=_STOP_S)
            except queue.Full:
                continue
            return

    try:
        with closing(_each(frames)) as each:
            for frame in each:
                give(frame)
                if ended.is_set():
                    return
    except BaseException as error:  # noqa: BLE001 - it is raised where the frames are taken
        give(error)
    else:
        give(None)


def _each(frames: Iterable[Frame]) -> Generator[Frame]:
    """Yield the frames; closing this closes a generator that they come from."""
    yield from frames
