"""The phone's listener: HTTPS on one address of the home network, one page, one place for frames.

Frames come as requests and not over a socket: Safari on iOS refuses sockets to a certificate that
no authority has signed, also where the person has accepted it for the page.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send
from uvicorn import Config, Server

from formcheck.ui.live.protocol import MOST_BYTES, BadFrame
from formcheck.ui.phone.page import page, policy
from formcheck.ui.phone.switch import Phone
from formcheck.ui.settings import chosen_language
from formcheck.words import language, mark, speaking, tr

COOKIE: Final = "__Host-formcheck-phone"
"""Browsers keep a cookie of such a name only where it is secure and of this host alone."""

FRAMES: Final = "/frames"

MOST_CONNECTIONS: Final = 24
"""Beyond them everybody is sent away: a phone's browser opens six at most."""

_CODE: Final = re.compile(r"/([0-9A-Za-z-]{8,16})")

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), accelerometer=(self), gyroscope=(self), "
    "screen-wake-lock=(self), microphone=(), geolocation=()",
}

_NO: Final = mark(
    "Not paired. Show a new code on the laptop, and scan it with this phone: a code counts once, "
    "for three minutes."
)


class Door:
    """The listener's ASGI app: refuses everybody but the paired phone.

    Args:
        phone: What the app was started with.
    """

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        self._origin = f"https://{phone.host}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; there are no sockets here."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        answer = await self._answer(request)
        answer.headers.update(_HEADERS)
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        method, path = request.method, request.url.path
        if not self._asks_here(request.headers, changes=method != "GET"):
            return _refused()
        if (method, path) == ("POST", FRAMES):
            return await self._take(request)
        if method != "GET" or request.headers.get("sec-fetch-dest", "document") != "document":
            return _refused()
        if path == "/":
            return self._page() if self._known(request) else _refused()
        code = _CODE.fullmatch(path)
        token = self._phone.pairing.redeem(code[1], _address(request)) if code else None
        if token is None:
            return _refused()
        answer = self._page()
        answer.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="strict", path="/")
        return answer

    def _asks_here(self, headers: Headers, *, changes: bool) -> bool:
        """Return whether a request names this very listener, and comes from its own page."""
        if headers.getlist("host") != [self._phone.host]:
            return False
        origins = headers.getlist("origin")
        return origins == [self._origin] or (not origins and not changes)

    def _known(self, request: Request) -> bool:
        token = request.cookies.get(COOKIE, "")
        return self._phone.pairing.knows(token, _address(request))

    def _page(self) -> Response:
        code = _language()
        return HTMLResponse(page(code), headers={"Content-Security-Policy": policy(code)})

    async def _take(self, request: Request) -> Response:
        """Take a frame, or the question whether one is wanted, which is an empty one."""
        if not self._known(request):
            return _refused()
        body = bytearray()
        try:
            async for part in request.stream():
                body += part
                if len(body) > MOST_BYTES:
                    return PlainTextResponse("expected a smaller picture\n", status_code=413)
        except ClientDisconnect:  # the phone has gone out of reach
            return Response(status_code=400)
        number = 0
        feed = self._phone.feed
        if body:
            try:
                number = await feed.take(bytes(body))
            except BadFrame as error:
                return PlainTextResponse(f"{error}\n", status_code=400)
        return JSONResponse({"n": number, "wanted": feed.wanted})


def _refused() -> Response:
    with speaking(_language()):
        return PlainTextResponse(f"{tr(_NO)}\n", status_code=403)


def _language() -> str:
    """Return the language that was chosen last on the laptop: the phone itself is not asked."""
    return chosen_language() or language().code


def _address(request: Request) -> str:
    return "" if request.client is None else request.client.host


class _Quiet(Server):
    """A second server in a process whose signals belong to the first."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def listening(phone: Phone | None) -> AsyncIterator[None]:
    """Listen for the phone while the app is open; without one, do nothing."""
    if phone is None:
        yield
        return
    config = Config(
        Door(phone), http="h11", ws="none", lifespan="off", log_config=None, access_log=False,
        server_header=False, date_header=False, proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS, timeout_keep_alive=15, timeout_graceful_shutdown=1,
        ssl_context_factory=lambda _config, _usual: phone.certificate.context,
    )  # fmt: skip
    server = _Quiet(config)
    task = asyncio.create_task(server.serve(sockets=[phone.line]))
    try:
        yield
    finally:
        server.should_exit = True
        await task
