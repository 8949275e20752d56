"""A press of Start is never lost, however soon it comes after another page."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Visit
from tests.browser.test_live import MS, phase, stage_state


def test_start_right_after_coming_from_another_page_is_never_lost(
    browser: Browser, visit: Visit
) -> None:
    page = visit(browser, "/about")
    for name in ("About", "Learn", "Progress"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=name).first).to_be_visible(timeout=MS)
        page.get_by_role("link", name="Stretch", exact=True).click()
        page.locator(".go").click()  # the very moment that it is there
        stage_state(page, "live")
        phase(page, "ready")
