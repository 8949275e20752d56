"""Strangers attack while somebody stretches: they get nothing, and the set goes on undisturbed."""

from __future__ import annotations

from itertools import pairwise
from urllib.parse import urlsplit

from playwright.sync_api import Browser, WebSocket, expect

from formcheck.store.history.history import History
from formcheck.store.recordings.recording import Recording
from formcheck.ui.server.gate import MOST_SOCKETS
from formcheck.ui.server.socket import PATH
from tests.browser.conftest import Visit
from tests.browser.server import Server
from tests.browser.test_live import MS, begin, phase, stage_state
from tests.network import why_not
from tests.ui.knocking import ask, knock, knock_often, send_too_much, shake_hands, status

LONG_S = 120
"""Seconds to hold: longer than the attack takes."""

GAP_S = 5.0
"""A set that stands still for longer is disturbed: also a slow machine looks more often."""


def test_a_running_set_is_not_disturbed(browser: Browser, visit: Visit, server: Server) -> None:
    page = visit(browser, "/")
    cameras: list[WebSocket] = []
    page.on("websocket", lambda one: cameras.append(one) if PATH in one.url else None)
    begin(page, seconds=LONG_S)
    phase(page, "work")
    expect(page.locator(".meter")).to_have_attribute("data-state", "running", timeout=MS)
    # One, or two where Start was quicker than the change of the seconds: that connects anew.
    own_sockets = len(cameras)
    assert own_sockets > 0
    stolen = f"{PATH}?{urlsplit(cameras[-1].url).query}"
    own, evil = f"127.0.0.1:{server.port}", "http://evil.example"
    for path in (PATH, f"{PATH}?token=guess", stolen, "/_stcore/stream"):
        assert shake_hands(server, path) == 403, "without an origin"
        assert shake_hands(server, path, Origin=evil) == 403, "from a page from elsewhere"
        assert shake_hands(server, path, Origin="null") == 403, "from a sandboxed frame"
        assert shake_hands(server, path, Host="evil.example", Origin=evil) == 403, "rebound"
    for token in ("", "?token=guess"):
        assert shake_hands(server, PATH + token, Origin=server.url) == 403
    for path in ("/", "/progress", "/_stcore/health", "/media/x"):
        for headers in ({"Host": "evil.example"}, {"Host": own, "Origin": evil}):
            assert ask(server, "GET", path, headers) == 403
    with knock(server, "/_stcore/stream", Origin=server.url) as line:
        assert status(line) == 101
        send_too_much(line)
    statuses = knock_often(server, "/_stcore/stream", 1000)
    assert statuses.count(101) <= MOST_SOCKETS
    assert statuses.count(101) + statuses.count(403) == 1000
    phase(page, "work")
    stage_state(page, "live")
    page.locator(".finish").click()
    expect(page.get_by_text("How it went")).to_be_visible(timeout=MS)
    assert len(cameras) == own_sockets, "it had to connect again"
    history = History(server.home)
    session = history.sessions()[0]
    assert session.good_s > 0
    file = history.file(session)
    assert file is not None
    times = [frame.time_s for frame in Recording.read(file).measurements]
    assert max(after - before for before, after in pairwise(times)) < GAP_S
    if why_not() is None:
        assert server.outside() == []
