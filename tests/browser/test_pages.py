"""Every page in both themes, in a real browser: it can be read, and nothing leaves this machine."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from formcheck.store.history.history import History
from tests.browser.accessible import violations
from tests.browser.conftest import Visit
from tests.browser.server import Server
from tests.browser.test_review_and_tune import settled
from tests.network import needs_strace
from tests.ui.stored import keep

LOOKS = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")
LAYOUT_S = 15.0
PAGES = (
    "/", "/review", "/progress", "/tune", "/learn", "/learn?stretch=squat", "/setup", "/about",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _sessions(server: Server) -> Iterator[None]:
    kept = [keep(server.home, 190.0), keep(server.home, 186.0, days_ago=1, side="left")]
    yield
    for session in kept:
        History(server.home).delete(session.id)


def lasting(page: Page) -> list[str]:
    """Return what is still wrong once the page has had time to lay itself out anew.

    A resized page folds its sidebar and draws its charts again over a few frames, and on a
    busy machine those frames take a while.
    """
    end = time.monotonic() + LAYOUT_S
    while (found := page.evaluate(LOOKS)) and time.monotonic() < end:
        page.wait_for_timeout(200)
    return list(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_on_a_phone_and_on_a_desktop(
    browser: Browser, visit: Visit, server: Server, scheme: str
) -> None:
    page = visit(browser, "/about", color_scheme=scheme, reduced_motion="reduce")
    faults = {}
    for path in PAGES:
        page.goto(server.url + path)
        page.get_by_role("heading", level=1).wait_for()
        settled(page)
        expect(
            page.locator("[data-testid=stException], [data-testid=stAlertContentError]")
        ).to_have_count(0)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(400)
            if found := lasting(page):
                faults[f"{path} {width}"] = found
            if width == 1280 and (found := violations(page)):
                faults[f"{path}, axe"] = found
    page.goto(server.url + "/review")
    page.get_by_text("A sample").click()
    page.get_by_role("button", name="Review the sample").wait_for()
    settled(page)
    if found := lasting(page):
        faults["/review, a sample"] = found
    assert not faults, json.dumps(faults, indent=1, ensure_ascii=False)


@needs_strace
def test_the_server_has_sent_nothing_beyond_this_machine(server: Server) -> None:
    """Stands last in this file: the pages above were all drawn by then."""
    assert server.outside() == []
