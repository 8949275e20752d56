"""Hands a phone's pictures to the live connection that wants them.

Both ends run on the server's event loop. The coach gets the frames of `live.protocol`, as from a
camera of its own, and never learns where they came from.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Protocol

from formcheck.ui.live.protocol import restamped, stamp

APART_MS: Final = 1500.0
"""A phone's clock is taken to have jumped where it disagrees by more with when a frame came: its
page was opened anew, or another phone is there."""

PATIENCE_S: Final = 2.0
"""A phone is answered after this long also where nobody took its frame up."""


class Sink(Protocol):
    """Where a live connection keeps the newest frame."""

    frame: bytes | None
    changed: asyncio.Event


class Feed:
    """From one phone to one live connection at a time.

    Args:
        clock: Seconds that only rise.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sink: Sink | None = None
        self._taken: asyncio.Event | None = None
        self._ahead_ms: float | None = None

    @property
    def wanted(self) -> bool:
        """Whether a page of the app has asked for the phone's pictures."""
        return self._sink is not None

    def attach(self, sink: Sink) -> None:
        """Give the frames to a connection from now on, and to no other."""
        self._sink = sink

    def detach(self, sink: Sink) -> None:
        """Give a connection no more frames."""
        if self._sink is sink:
            self._sink = None
            self.taken()

    def taken(self) -> None:
        """Say that the newest frame was taken up: the phone may send the next one."""
        if self._taken is not None:
            self._taken.set()

    async def take(self, message: bytes) -> int:
        """Take a frame in, and return its number once the coach has begun to look at it.

        So the phone sends no faster than is looked, and its next frame arrives while this one is
        looked at. A newer frame takes the place of one that nobody has taken up.

        Args:
            message: As in `live.protocol.read_frame`.

        Raises:
            BadFrame: It is no such message.
        """
        number, time_ms = stamp(message)
        sink = self._sink
        if sink is None:
            return number
        self.taken()
        waiting = self._taken = asyncio.Event()
        sink.frame = restamped(message, time_ms - self._offset_ms(time_ms))
        sink.changed.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(waiting.wait(), PATIENCE_S)
        return number

    def _offset_ms(self, time_ms: float) -> float:
        """Return by how much the phone's clock is ahead of this machine's, milliseconds."""
        ahead = time_ms - 1000.0 * self._clock()
        if self._ahead_ms is None or abs(ahead - self._ahead_ms) > APART_MS:
            self._ahead_ms = ahead
        return self._ahead_ms
