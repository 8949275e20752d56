"""Strangers knock at the running app: they are refused, and nothing is looked up for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from formcheck.ui.server.gate import MOST_SOCKETS
from formcheck.ui.server.socket import PATH
from tests.browser.server import Server
from tests.network import needs_strace
from tests.ui.knocking import ask, knock, knock_often, send_too_much, shake_hands, status

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
        send_too_much(line)
    assert ask(server, "GET", "/_stcore/health", {}) == 200


def test_a_thousand_connections_leave_the_app_answering(server: Server) -> None:
    statuses = knock_often(server, SOCKETS[0], 1000)
    assert 0 < statuses.count(101) <= MOST_SOCKETS
    assert statuses.count(403) == 1000 - statuses.count(101)
    assert ask(server, "GET", "/_stcore/health", {}) == 200


def test_nothing_was_sent_beyond_this_machine(server: Server) -> None:
    """Stands last in this file: everybody above has knocked by then."""
    assert server.outside() == []
    assert "Traceback" not in server.home.with_suffix(".log").read_text()
