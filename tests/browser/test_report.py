"""The report as it comes out of a printer."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from formcheck.report.html import write_report
from tests.store import factory


def test_a_long_list_of_checks_may_be_divided_between_sheets_but_no_check(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "report.html"
    reports, stretch = factory.performance(), factory.lunge()
    write_report(path, factory.hold_summary(), reports, stretch, [], factory.meta())
    page = browser.new_page()
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    # What may not be divided goes to the next sheet as a whole, and leaves a gap behind.
    assert page.locator("section:has(.checks)").evaluate(_DIVIDED) == "auto"
    assert page.locator(".checks > li").first.evaluate(_DIVIDED) == "avoid"
    page.close()


_DIVIDED = "part => getComputedStyle(part).breakInside"
