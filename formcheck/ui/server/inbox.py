"""What comes over a live socket: the newest frame, every command, and who was pointed at."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from dataclasses import dataclass
from typing import Final, cast, get_args

from starlette.websockets import WebSocket

from formcheck.ui.live.live_frame import Command
from formcheck.ui.live.protocol import MOST_BYTES

TOO_LARGE, UNSUPPORTED = 1009, 1003
"""Codes of closing (RFC 6455, 7.4.1)."""

_SPOT: Final = re.compile(r"at (0(?:\.\d+)?|1(?:\.0+)?) (0(?:\.\d+)?|1(?:\.0+)?)")


@dataclass(slots=True)
class Inbox:
    """What has come and was not yet dealt with: the newest frame, and every command.

    Attributes:
        frame: The newest frame's message, or None.
        commands: In the order in which they came.
        spot: Where the person was pointed at who is meant, in shares of the picture, or None.
        closed: Whether the browser is gone.
        code: With which code to close, where it sent what it may not.
    """

    frame: bytes | None
    commands: deque[Command]
    changed: asyncio.Event
    spot: tuple[float, float] | None = None
    closed: bool = False
    code: int | None = None

    @classmethod
    def empty(cls) -> Inbox:
        """Return one into which nothing has come yet."""
        return cls(None, deque(), asyncio.Event())

    async def read(self, socket: WebSocket, *, frames: bool = True) -> None:
        """Read until the browser is gone, keeping only the newest frame.

        Args:
            socket: An accepted connection.
            frames: Whether its own frames count: where a phone is the camera, they do not.
        """
        try:
            while not self.closed and self.code is None:
                message = await socket.receive()
                if message["type"] == "websocket.disconnect":
                    self.closed = True
                elif message.get("bytes") is not None:
                    if len(message["bytes"]) > MOST_BYTES:
                        self.code = TOO_LARGE
                    if frames:
                        self.frame = message["bytes"]
                else:
                    self._take_in(message.get("text") or "")
                self.changed.set()
        except RuntimeError:  # closed from this side meanwhile
            self.closed = True
            self.changed.set()

    def _take_in(self, text: str) -> None:
        """Take in a command, or where somebody pointed: `at 0.31 0.62`."""
        spot = _SPOT.fullmatch(text)
        if spot is not None:
            self.spot = (float(spot[1]), float(spot[2]))
        elif text in get_args(Command):
            self.commands.append(cast(Command, text))
        else:
            self.code = UNSUPPORTED
