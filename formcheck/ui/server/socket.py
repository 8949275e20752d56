"""The live socket: a browser's camera in, verdicts out, on Streamlit's own server and port.

One engine serves one connection, in a thread of its own, so that the pages and the other sockets go
on meanwhile; both end with it. Only the newest frame is looked at.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import json
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from formcheck.errors import FormcheckError
from formcheck.pose.estimator import PoseEstimator
from formcheck.ui.live.controller import Leader, lead
from formcheck.ui.live.live_sessions import ROOMS, Room, Rooms
from formcheck.ui.live.protocol import BadFrame, picture_of_message, read_frame
from formcheck.ui.media import MEDIA_ROUTE
from formcheck.ui.phone.switch import Phone, phone
from formcheck.ui.server.inbox import UNSUPPORTED, Inbox
from formcheck.words import mark, speaking, tr

PATH: Final = "/live/socket"
MODEL: Final = "full"

MOST_LIVE: Final = 4
"""Number of cameras at a time: each has an engine of its own."""

MOST_BAD: Final = 10
"""Number of messages in a row without a picture after which the connection is closed."""

NO_PHONE: Final = mark(
    "No phone can be the camera: formcheck was started without --phone. Choose another camera, "
    "then press Start."
)

_LOG: Final = logging.getLogger(__name__)

# Codes of closing, in the range that is left to applications (RFC 6455, 7.4.2).
FORBIDDEN, SUPERSEDED, FULL, LACKING = 4403, 4409, 4429, 4500

SILENT_S: Final = 2.5
"""Seconds without a picture after which a page is told that its phone is waited for."""

OpenEngine = Callable[[], PoseEstimator]


def open_engine() -> PoseEstimator:
    """Return the engine of a live session: one look, so that it keeps up with the camera.

    With silhouettes, from which the pelvis is told: they cost about 6 ms a frame.
    """
    import pyarrow as pa  # deferred, like the next: the app starts sooner

    from formcheck.pose.factory import open_estimator

    # With its first array pyarrow imports pandas, where there is one: better now than in a set,
    # which would stand still for most of a second.
    pa.array([0.0])
    return open_estimator(MODEL, looks=1, silhouette=True)


class LiveSocket:
    """Serves the live connections of a server.

    Args:
        rooms: Where the pages open rooms.
        engine: Makes the engine of a connection.
        phone: Gives the phone that may be the camera, or None.
    """

    def __init__(
        self,
        rooms: Rooms = ROOMS,
        engine: OpenEngine = open_engine,
        phone: Callable[[], Phone | None] = phone,
    ) -> None:
        self._rooms = rooms
        self._engine = engine
        self._phone = phone
        self.live = 0

    async def serve(self, socket: WebSocket) -> None:
        """Serve one connection from its first byte to its last."""
        room = self._rooms.find(socket.query_params.get("token", ""))
        if room is None or not _same_origin(socket):
            await socket.close(FORBIDDEN)
            return
        await socket.accept()
        if self.live >= MOST_LIVE:
            await socket.close(FULL)
            return
        self.live += 1
        self._rooms.enter(room, socket)
        try:
            with speaking(room.language):
                await self._talk(socket, room)
        except (WebSocketDisconnect, RuntimeError) as error:
            if socket.client_state is WebSocketState.CONNECTED:
                _LOG.warning("live: %s", error)
        finally:
            self.live -= 1
            self._rooms.leave(room, socket)

    async def _talk(self, socket: WebSocket, room: Room) -> None:
        inbox = Inbox.empty()
        remote = socket.query_params.get("camera") == "phone"
        source = self._phone() if remote else None
        reader = asyncio.create_task(inbox.read(socket, frames=not remote))
        work = Work()
        try:
            if remote and source is None:
                await _send(socket, {"state": "failed", "why": tr(NO_PHONE)})
                await socket.close(LACKING)
                return
            await _send(socket, {"state": "preparing"})
            try:
                await work.run(self._lead, room, work)
            except FormcheckError as error:
                await _send(socket, {"state": "failed", "why": str(error)})
                await socket.close(LACKING)
                return
            await _send(socket, {"state": "open", "step": room.index})
            if source is not None:
                source.feed.attach(inbox)
            await self._frames(socket, room, inbox, work, source)
        finally:
            reader.cancel()
            if source is not None:
                source.feed.detach(inbox)
            await work.end()

    def _lead(self, room: Room, work: Work) -> None:
        engine = self._engine()
        try:
            work.leader = lead(room, engine, MODEL)
        except BaseException:
            engine.close()
            raise

    async def _frames(
        self, socket: WebSocket, room: Room, inbox: Inbox, work: Work, source: Phone | None
    ) -> None:
        leader = work.leader
        if leader is None:
            raise RuntimeError("expected somebody who leads, got none")
        index = bad = 0
        last_s = -1.0
        while True:
            await _change(socket, inbox, source)
            if inbox.code is not None:
                await socket.close(inbox.code)
            if inbox.closed or inbox.code is not None:
                return
            if room.holder is not socket:
                await socket.close(SUPERSEDED)
                return
            while inbox.commands:
                leader.command(inbox.commands.popleft())
            if inbox.spot is not None:
                leader.follow(*inbox.spot)
                inbox.spot = None
            message, inbox.frame = inbox.frame, None
            if message is None:
                continue
            if source is not None:
                source.feed.taken()
            try:
                number, frame = await work.run(read_frame, message, index)
            except BadFrame as error:
                bad += 1
                if bad >= MOST_BAD:
                    await socket.close(UNSUPPORTED)
                    return
                await _send(socket, {"bad": str(error)})
                continue
            bad = 0
            if frame.time_s <= last_s:
                await _send(socket, {"n": number, "late": True})
                continue
            index, last_s = index + 1, frame.time_s
            answer = await work.run(leader.answer, frame, number)
            room.index = leader.index
            if source is not None:
                await socket.send_bytes(picture_of_message(message))
            await _send(socket, answer)


class Work:
    """The thread that works for one connection, and who leads there.

    Attributes:
        leader: Who leads, once there is somebody: put here by the thread itself, so that it is
            closed although the server gave up waiting for it.
    """

    def __init__(self) -> None:
        self.leader: Leader | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="live")

    async def run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Run a function in the thread, in the language of the room for which it works."""
        return await asyncio.wrap_future(self._submit(function, *arguments))

    async def end(self) -> None:
        """Keep the set, free the engine and end the thread, also when the server stops."""
        done = self._submit(self._close)
        self._thread.shutdown(wait=False)  # ends once all of it is done
        await asyncio.shield(asyncio.wrap_future(done))

    def _close(self) -> None:
        if self.leader is not None:
            self.leader.close()

    def _submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        return self._thread.submit(contextvars.copy_context().run, function, *arguments)


async def _change(socket: WebSocket, inbox: Inbox, source: Phone | None) -> None:
    """Wait until something comes; meanwhile tell a page whose camera is a phone what is missing."""
    while source is not None and not inbox.changed.is_set():
        try:
            await asyncio.wait_for(inbox.changed.wait(), SILENT_S)
        except TimeoutError:
            await _send(socket, {"state": "waiting", "why": source.missing})
    await inbox.changed.wait()
    inbox.changed.clear()


async def _send(socket: WebSocket, message: dict[str, Any]) -> None:
    await socket.send_text(json.dumps(message, separators=(",", ":"), allow_nan=False))


def _same_origin(socket: WebSocket) -> bool:
    """Return whether the page that asks was served by this very server."""
    origin = socket.headers.get("origin")
    host = socket.headers.get("host")
    if not origin or not host:
        return False
    with contextlib.suppress(ValueError):
        return urlsplit(origin).netloc == host
    return False


ROUTES: Final[list[BaseRoute]] = [WebSocketRoute(PATH, LiveSocket().serve), MEDIA_ROUTE]
"""Routes beside Streamlit's own."""
