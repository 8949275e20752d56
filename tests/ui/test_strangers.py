"""Strangers knock at the running app: they are refused, and nothing is looked up for them."""

from __future__ import annotations

import contextlib
import http.client
import socket
from collections.abc import Iterator

import pytest

from formcheck.ui.server.gate import MOST_SOCKETS
from formcheck.ui.server.socket import PATH
from tests.browser.server import Server
from tests.network import needs_strace

pytestmark = [needs_strace, pytest.mark.xdist_group("network")]

ROUTES = (
    "/", "/about", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics",
    "/_stcore/upload_file/a/b", "/_stcore/agent/openapi.json", "/media/x", "/component/x/y",
    "/formcheck/media/guess", "/static/js/x.js",
)  # fmt: skip
SOCKETS = ("/_stcore/stream", f"{PATH}?token=guess")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    found = Server(tmp_path_factory.mktemp("strangers") / "home", watched=True)
    yield found
    found.stop()


def ask(server: Server, method: str, path: str, headers: dict[str, str]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request(method, path, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


def knock(server: Server, path: str, **headers: str) -> socket.socket:
    """Ask for a socket, and return the connection on which the answer will come."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    fields = {
        "Host": f"127.0.0.1:{server.port}", "Upgrade": "websocket", "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13",
    } | headers  # fmt: skip
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    line.sendall("\r\n".join([*lines, "", ""]).encode())
    return line


def status(line: socket.socket) -> int:
    """Return the status of a socket's first answer: 101 lets it in."""
    return int(line.recv(4096).split()[1])


def shake_hands(server: Server, path: str, **headers: str) -> int:
    with knock(server, path, **headers) as line:
        return status(line)


def test_strangers_are_refused_on_every_route_and_socket(server: Server) -> None:
    own = {"Host": f"127.0.0.1:{server.port}"}
    evil = {"Host": "evil.example", "Origin": "http://evil.example"}
    foreign = own | {"Origin": "http://evil.example"}
    assert ask(server, "GET", "/", own) == 200
    for path in ROUTES:
        for headers in (evil, foreign):
            for method in ("GET", "PUT", "DELETE", "OPTIONS"):
                assert ask(server, method, path, headers) == 403, (method, path, headers)
    for path in SOCKETS:
        assert shake_hands(server, path, Origin="http://evil.example") == 403
        assert shake_hands(server, path, Host="evil.example", Origin="http://evil.example") == 403
        assert shake_hands(server, path) == 403
    assert shake_hands(server, SOCKETS[0], Origin=server.url) == 101
    assert shake_hands(server, SOCKETS[1], Origin=server.url) == 403


def test_a_hundred_megabytes_in_a_message_end_the_connection(server: Server) -> None:
    with knock(server, SOCKETS[0], Origin=server.url) as line:
        assert status(line) == 101
        size = 100_000_000
        line.sendall(b"\x82\xff" + size.to_bytes(8, "big") + bytes(4))  # RFC 6455, 5.2
        with contextlib.suppress(ConnectionError):  # it is closed before all has come
            for _ in range(size // 1_000_000):
                line.sendall(bytes(1_000_000))
        with contextlib.suppress(ConnectionError):
            while line.recv(65536):
                pass  # ends when the server closes
    assert ask(server, "GET", "/_stcore/health", {}) == 200


def test_a_thousand_connections_leave_the_app_answering(server: Server) -> None:
    lines, statuses = [], []
    try:
        for _ in range(1000):
            line = knock(server, SOCKETS[0], Origin=server.url)
            statuses.append(status(line))
            if statuses[-1] == 101:
                lines.append(line)
            else:
                line.close()
        assert 0 < statuses.count(101) <= MOST_SOCKETS
        assert statuses.count(403) == 1000 - len(lines)
        assert ask(server, "GET", "/_stcore/health", {}) == 200
    finally:
        for line in lines:
            line.close()


def test_nothing_was_sent_beyond_this_machine(server: Server) -> None:
    """Stands last in this file: everybody above has knocked by then."""
    assert server.outside() == []
    assert "Traceback" not in server.home.with_suffix(".log").read_text()
