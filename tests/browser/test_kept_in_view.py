"""Presses that are never lost, and what has to be in view without scrolling."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_live import MS, phase, stage_state

ZOOMED = {"width": 640, "height": 400}
"""What a window of 1280 x 800 has room for at 200 % zoom."""


def bar_end(page: Page) -> float:
    """Return where the bar at the top of the window ends, pixels."""
    box = page.locator("[data-testid=stHeader]").bounding_box()
    return 0.0 if box is None else box["y"] + box["height"]


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


def test_at_twice_the_size_the_cue_is_not_under_the_bar(browser: Browser, visit: Visit) -> None:
    page = visit(browser, viewport=ZOOMED, device_scale_factor=2)
    page.locator(".go").click()
    phase(page, "ready")
    page.locator(".cue").scroll_into_view_if_needed()
    cue = page.locator(".cue").bounding_box()
    assert cue is not None
    assert cue["y"] >= bar_end(page)
    assert cue["y"] + cue["height"] <= ZOOMED["height"]
    assert cue["x"] >= 0 and cue["x"] + cue["width"] <= ZOOMED["width"]
