"""Who may ask the app for anything, and what its pages may load."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from formcheck.ui.server import gate
from formcheck.ui.server.gate import Gate, content_policy, host_name

OWN = "127.0.0.1:8501"


async def _page(request: Request) -> PlainTextResponse:
    return PlainTextResponse("secret", headers={"Access-Control-Allow-Origin": "*"})


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.receive()


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/", _page, methods=["GET", "PUT", "POST"]), WebSocketRoute("/s", _socket)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Gate, names=["my-pc"])]))


@pytest.mark.parametrize("host", [OWN, "localhost:8501", "[::1]:8501", "LOCALHOST", "my-pc:80"])
def test_its_own_names_are_answered(client: TestClient, host: str) -> None:
    headers = {"host": host, "origin": f"http://{host}", "sec-fetch-site": "same-origin"}
    assert client.get("/", headers=headers).text == "secret"
    with client.websocket_connect("/s", headers={"host": host, "origin": f"http://{host}"}):
        pass


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8501", "127.0.0.1.evil.example", "", "localhost@evil.example",
        "evil.example#localhost", "localhost:8501/", "localhost, evil.example", "127.0.0.2",
        "[::2]", "localhost.", "::1",
    ],
)  # fmt: skip
def test_a_rebound_name_is_refused_on_routes_and_sockets(client: TestClient, host: str) -> None:
    headers = {"host": host, "origin": f"http://{host}"}
    answer = client.get("/", headers=headers)
    assert (answer.status_code, "secret" in answer.text) == (403, False)
    with (
        pytest.raises(WebSocketDisconnect) as caught,
        client.websocket_connect("/s", headers=headers),
    ):
        pass
    assert caught.value.code == gate.REFUSED


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "", "http://127.0.0.1:3000", f"file://{OWN}", "http://[", OWN],
)
def test_a_page_from_elsewhere_is_refused(client: TestClient, origin: str) -> None:
    headers = {"host": OWN, "origin": origin}
    for method in ("GET", "PUT", "POST", "OPTIONS"):
        assert client.request(method, "/", headers=headers).status_code == 403
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/s", headers=headers):
        pass


def test_a_socket_without_origin_is_refused(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/s", headers={"host": OWN}):
        pass


def test_pictures_in_a_foreign_page_are_refused_and_links_to_the_app_are_not(
    client: TestClient,
) -> None:
    foreign = {"host": OWN, "sec-fetch-site": "cross-site"}
    assert client.get("/", headers=foreign | {"sec-fetch-mode": "no-cors"}).status_code == 403
    assert client.get("/", headers=foreign | {"sec-fetch-mode": "navigate"}).status_code == 200


def test_every_answer_forbids_frames_foreign_loads_and_guessing_of_types(
    client: TestClient,
) -> None:
    answer = client.get("/", headers={"host": OWN})
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "*" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in answer.headers
    refused = client.get("/", headers={"host": "evil.example"})
    assert refused.headers["x-content-type-options"] == "nosniff"


def test_a_host_cannot_write_into_the_policy() -> None:
    assert host_name("localhost; script-src *") is None
    assert "ws://localhost:8501;" in content_policy("localhost:8501")


def test_only_so_many_sockets_at_a_time(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "MOST_SOCKETS", 1)
    headers = {"host": OWN, "origin": f"http://{OWN}"}
    with client.websocket_connect("/s", headers=headers) as first:
        with (
            pytest.raises(WebSocketDisconnect) as caught,
            client.websocket_connect("/s", headers=headers),
        ):
            pass
        assert caught.value.code == gate.CROWDED
        first.send_text("done")
    with client.websocket_connect("/s", headers=headers):
        pass
