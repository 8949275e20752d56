"""Stands before every route and socket of the app: who may ask, and what a page may load.

A web page of any origin can send requests to an address on this machine, and with DNS rebinding
even read the answers: its own name then points here. So the app answers only to the names that it
was started under (`Host`), and only to pages that it served itself (`Origin`). A refusal is
decided here, from the headers alone, before Streamlit sees the request.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.words import tr

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names of this machine, for itself."""

MOST_SOCKETS: Final = 64
"""Number of connections that are open at a time: a browser's window has one, and one for its
camera."""

REFUSED: Final = 4403
"""Code of closing for a socket that may not come in, as on the live socket."""

CROWDED: Final = 4429
"""Code of closing for a socket beyond `MOST_SOCKETS`."""

_SCRIPT_HASH: Final = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"
"""Of the one script that stands in Streamlit's own page, `window.prerenderReady = false`."""

_POLICY: Final[Mapping[str, str]] = {
    "default-src": "'none'",
    "script-src": f"'self' blob: {_SCRIPT_HASH}",  # components, the camera's too, come as blobs
    "style-src": "'self' 'unsafe-inline'",  # Emotion, Streamlit's styles, writes <style>
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "manifest-src": "'self'",
    "frame-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}

_OTHERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
}


class Gate:
    """ASGI middleware that refuses strangers and dresses every answer in strict headers.

    Args:
        app: What stands behind it.
        names: Host names, beside those of the loopback, under which the app is known; by default
            those that its settings name when the first request comes.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str] | None = None) -> None:
        self._app = app
        self._names = None if names is None else LOOPBACK | {name.lower() for name in names}
        self._sockets = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        why = self._refusal(headers)
        if why is not None:
            answer = PlainTextResponse(f"{why}\n", status_code=403, headers=dict(_OTHERS))
            await answer(scope, receive, send)
            return
        policy = content_policy(headers["host"], tls=scope.get("scheme") == "https")

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                answer["Content-Security-Policy"] = policy
                for name, value in _OTHERS.items():
                    answer[name] = value
                if "Access-Control-Allow-Origin" in answer:
                    del answer["Access-Control-Allow-Origin"]
            await send(message)

        await self._app(scope, receive, dressed)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        code = None
        # Browsers always name the origin of a socket.
        if self._refusal(headers) is not None or not headers.get("origin"):
            code = REFUSED
        elif self._sockets >= MOST_SOCKETS:
            code = CROWDED
        if code is not None:
            await receive()  # the request to connect
            await send({"type": "websocket.close", "code": code})
            return
        self._sockets += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._sockets -= 1

    def _refusal(self, headers: Headers) -> str | None:
        """Return why a request is refused, or None."""
        if self._names is None:
            self._names = LOOPBACK | _configured_names()
        host = headers.get("host", "")
        if len(headers.getlist("host")) != 1 or host_name(host) not in self._names:
            return tr(
                "expected a request to a name that formcheck was started under, got another one; "
                "open the address that formcheck printed"
            )
        origin = headers.get("origin")
        if origin is not None and not _same(origin, host):
            return tr("expected a request from formcheck's own pages, got one from elsewhere")
        # Sent by browsers for requests that carry no origin, such as pictures in a foreign page.
        site, mode = headers.get("sec-fetch-site"), headers.get("sec-fetch-mode")
        if site in ("cross-site", "same-site") and mode != "navigate":
            return tr("expected a request from formcheck's own pages, got one from elsewhere")
        return None


def host_name(host: str) -> str | None:
    """Return the name in a `Host` header in small letters, or None where it is malformed.

    The port is not looked at: it may be forwarded, and rebinding a name leaves the port alone.
    """
    if not re.fullmatch(r"[\w.-]+(:\d{1,5})?|\[[0-9a-fA-F:.]+\](:\d{1,5})?", host, re.ASCII):
        return None
    return urlsplit(f"//{host}").hostname


def content_policy(host: str, *, tls: bool = False) -> str:
    """Return the Content-Security-Policy of a page that is served under a host.

    Args:
        host: A `Host` header that was checked. Its sockets are named: before Safari 15.4 `'self'`
            did not include them.
        tls: Whether the page is served over HTTPS.
    """
    sockets = f"{'wss' if tls else 'ws'}://{host}"
    parts = {**_POLICY, "connect-src": f"{_POLICY['connect-src']} {sockets}"}
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def _same(origin: str, host: str) -> bool:
    try:
        found = urlsplit(origin)
    except ValueError:
        return False
    return found.scheme in ("http", "https") and found.netloc.lower() == host.lower()


def _configured_names() -> frozenset[str]:
    """Return the names that the settings ask for: the address and `server.allowedHosts`."""
    from streamlit import config  # deferred: the settings are read when the server starts

    address = config.get_option("server.address")
    names = [*config.get_option("server.allowedHosts"), *([address] if address else [])]
    return frozenset(name.strip().strip("[]").lower() for name in names if name.strip())
