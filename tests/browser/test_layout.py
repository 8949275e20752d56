"""What has to be in sight: the cue, the person, the verdict with its player, and Start."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from formcheck.store.history.history import History
from formcheck.store.history.session_entry import PastSession
from formcheck.store.pending.reviews import Reviews, Wish
from tests.browser.conftest import Visit
from tests.browser.server import Server
from tests.browser.test_live import MS, begin, phase
from tests.browser.test_review_and_tune import settled
from tests.conftest import sample
from tests.ui.stored import keep

IN_SIGHT = """
(element) => {
  const box = element.getBoundingClientRect();
  const top = document.querySelector("[data-testid=stHeader]").getBoundingClientRect().bottom;
  return box.height > 0 && box.top >= top - 1 && box.bottom <= innerHeight + 1;
}
"""
"""Whether all of an element is in the window, below Streamlit's bar."""

APART = """
(meter) => {
  const stage = meter.closest(".stage"), video = stage.querySelector("video");
  if (!video.videoWidth || meter.hidden) return false;
  const box = video.getBoundingClientRect();
  const ring = meter.querySelector(".ring").getBoundingClientRect();
  const zoom = Math.min(box.width / video.videoWidth, box.height / video.videoHeight);
  const wide = zoom * video.videoWidth, high = zoom * video.videoHeight;
  const left = box.left + (box.width - wide) / 2, top = box.top + (box.height - high) / 2;
  const over = Math.min(ring.right, left + wide) - Math.max(ring.left, left);
  const down = Math.min(ring.bottom, top + high) - Math.max(ring.top, top);
  const view = stage.querySelector(".view").getBoundingClientRect();
  return ring.width >= 96 && ring.bottom <= view.bottom + 1 && (over <= 1 || down <= 1);
}
"""
"""Whether the ring is whole, and lies on no part of the picture."""

FOCUSED = """
() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return Boolean(at?.classList.contains("go"));
}
"""
"""Whether the keyboard is at Start."""


def holds(page: Page, place: str, condition: str) -> None:
    """Wait until a condition holds for an element: pages scroll and lay themselves out in steps."""
    found = page.locator(place).first
    found.wait_for(state="attached")
    page.wait_for_function(condition, arg=found.element_handle(), timeout=MS)


@pytest.fixture
def filmed(server: Server, notice_read: None) -> Iterator[PastSession]:
    """Keep a session with its video, as a review does."""
    # Later than what a set of a test before may still write while its connection ends.
    session = keep(server.home, 190.0, days_ago=-1)
    folder = History(server.home).folder / str(session.folder)
    shutil.copy(sample("half-kneeling-lunge-shallow"), folder / "annotated.mp4")
    yield session
    History(server.home).delete(session.id)


def test_the_verdict_and_the_player_are_in_sight_at_once(
    browser: Browser, visit: Visit, filmed: PastSession
) -> None:
    page = visit(browser, "/review")
    page.get_by_text("An earlier session").click()
    page.get_by_role("heading", name=filmed.name).wait_for()
    settled(page)
    for place in (".fc-verdict", "video", ".play"):
        holds(page, place, IN_SIGHT)


def test_an_error_never_stands_above_a_session_that_has_nothing_to_do_with_it(
    browser: Browser, visit: Visit, server: Server, filmed: PastSession
) -> None:
    reviews = Reviews(History(server.home))
    reviews.add(sample("squat-set"), Wish("squat"), "cut off.mp4")
    failed = reviews.all()[-1]
    reviews.fail(failed, "expected a complete clip")
    page = visit(browser, "/review")
    error = page.get_by_text("cut off.mp4: expected a complete clip")
    error.wait_for()
    settled(page)
    expect(page.locator(".fc-verdict")).to_have_count(0)
    page.get_by_text("An earlier session").click()
    page.locator(".fc-verdict").wait_for()
    settled(page)
    below = "([one, other]) => one.getBoundingClientRect().top > other.getBoundingClientRect().top"
    pair = [error.element_handle(), page.locator(".fc-verdict").element_handle()]
    assert page.evaluate(below, pair)
    page.get_by_role("button", name="Dismiss").click()
    expect(error).to_have_count(0)


def test_the_cue_is_in_sight_and_the_ring_covers_nobody(browser: Browser, visit: Visit) -> None:
    """640 by 400 is what a laptop's window has left at 200 %."""
    page = visit(browser, viewport={"width": 640, "height": 400})
    begin(page)
    phase(page, "work")
    for width, height in ((640, 400), (1280, 800), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for place in (".cue", ".toggle"):
            holds(page, place, IN_SIGHT)
        holds(page, ".meter", APART)


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720), (390, 844), (375, 740), (360, 640)])
def test_start_is_in_sight_without_scrolling(
    browser: Browser, visit: Visit, notice_read: None, size: tuple[int, int]
) -> None:
    page = visit(browser, viewport={"width": size[0], "height": size[1]})
    page.locator(".go").wait_for()
    settled(page)
    holds(page, ".go", IN_SIGHT)
    clipped = (
        "go => { const [a, b] = [go, go.closest('.cover')].map(x => x.getBoundingClientRect()); "
    )
    clipped += "return a.top >= b.top && a.bottom <= b.bottom; }"
    assert page.locator(".go").evaluate(clipped), "all of it"


def test_a_sore_back_is_one_choice_wherever_it_is_told(
    browser: Browser, visit: Visit, server: Server
) -> None:
    page = visit(browser)

    def expect_switch(name: str, on: bool) -> None:
        # While the page is drawn anew an old and a new one may stand there for a moment.
        for checked, count in ((on, 1), (not on, 0)):
            found = page.get_by_role("switch", name=name, checked=checked)
            expect(found).to_have_count(count, timeout=MS)

    first, below = "My low back is sore or sensitive", "My back is sore"
    expect_switch(below, False)
    page.get_by_text(first).click()
    expect_switch(below, True)
    expect(page.get_by_text("Gentler targets are on")).to_be_visible()
    page.get_by_text("My back is sore: gentler targets").click()
    expect_switch(first, False)
    page.get_by_text(first).click()
    expect_switch(first, True)
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_role("switch", name=first)).to_have_count(0, timeout=MS)
    page.reload()
    expect_switch(below, True)
    (server.home / "notice.txt").unlink()


def test_start_is_at_most_five_tabs_away(browser: Browser, visit: Visit) -> None:
    page = visit(browser, "/about")
    for way in ("opened", "reached from another page"):
        if way == "opened":
            page.goto(page.url.removesuffix("about"))
        else:
            page.get_by_role("link", name="About", exact=True).press("Enter")
            page.get_by_role("heading", name="About").first.wait_for()
            page.get_by_role("link", name="Stretch", exact=True).press("Enter")
        page.locator(".go").wait_for()
        settled(page)
        for _ in range(5):
            if page.evaluate(FOCUSED):
                break
            page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED), way
