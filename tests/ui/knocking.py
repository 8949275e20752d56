"""How strangers knock at a running app: any route, any socket, with any header."""

from __future__ import annotations

import contextlib
import http.client
import socket

from tests.browser.server import Server


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


def send_too_much(line: socket.socket, size: int = 100_000_000) -> None:
    """Send one message of this size on an open socket, and wait until the server ends it."""
    line.sendall(b"\x82\xff" + size.to_bytes(8, "big") + bytes(4))  # RFC 6455, 5.2
    with contextlib.suppress(ConnectionError):  # it is closed before all has come
        for _ in range(size // 1_000_000):
            line.sendall(bytes(1_000_000))
    with contextlib.suppress(ConnectionError):
        while line.recv(65536):
            pass  # ends when the server closes


def knock_often(server: Server, path: str, times: int) -> list[int]:
    """Ask for so many sockets, keep those that are given until all have been asked for."""
    statuses = []
    with contextlib.ExitStack() as kept:
        for _ in range(times):
            line = knock(server, path, Origin=server.url)
            statuses.append(status(line))
            if statuses[-1] == 101:
                kept.enter_context(line)
            else:
                line.close()
    return statuses
