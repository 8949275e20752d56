"""Names that would be pictures, links and frames if a page took them for more than text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from formcheck.store.history.history import History
from formcheck.store.pending.reviews import Reviews, Wish
from formcheck.stretches.files.loading import load_stretch
from formcheck.tune.presets import Presets
from formcheck.tune.rejudge import change_targets
from tests.browser.conftest import Visit
from tests.browser.server import Server
from tests.browser.test_review_and_tune import settled
from tests.ui.stored import keep

MARKDOWN = "x ![leak](http://evil.example/a.png) [b](http://evil.example) http://evil.example"
HTML = "<img src=http://evil.example/b.png><iframe src=http://evil.example></iframe>"
HOSTILE = f"{MARKDOWN} {HTML}"
PAGES = ("/review", "/progress", "/tune", "/learn", "/setup", "/about", "/")


@pytest.fixture(scope="module", autouse=True)
def _named(server: Server) -> Iterator[None]:
    """Put hostile names wherever a name is kept."""
    history = History(server.home)
    first = history.add(replace(keep(server.home, 190.0), name=HOSTILE, clip=HOSTILE, id=0))
    gone = history.add(replace(first, id=0, folder=None))
    history.discard([gone.id])
    reviews = Reviews(history)
    for state in ("fails", "asks"):
        reviews.add_upload(f"{state} {MARKDOWN.replace('/', ' ')}", io.BytesIO(b"x"), Wish())
    fails, asks = reviews.all()
    reviews.fail(fails, HOSTILE)
    shipped = load_stretch("half-kneeling-lunge")
    presets = Presets(server.home / "presets")
    preset = presets.save("hostile", shipped, change_targets(shipped, ["rear-hip.low=182"]))
    path = server.home / "presets" / "hostile.yaml"
    path.write_text(path.read_text().replace("name: hostile", f"name: '{HOSTILE}'"))
    assert presets.get(preset.id).name == HOSTILE
    reviews.remove(asks)
    yield
    for session in history.sessions():
        history.delete(session.id)
    for review in reviews.all():
        reviews.remove(review)
    presets.delete("hostile")


def watched(page: Page) -> list[str]:
    """Return a list of what the policy of the page had to forbid from now on."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if "violates" in said.text else None)
    return found


def test_hostile_names_are_text_on_every_page(
    browser: Browser, visit: Visit, server: Server
) -> None:
    page = visit(browser, "/about")
    forbidden = watched(page)
    shown = ""
    for path in PAGES:
        page.goto(server.url + path)
        page.get_by_role("heading", level=1).first.wait_for()
        settled(page)
        if path == "/review":
            page.get_by_text("An earlier session").click()
            page.get_by_role("heading", name="What was checked").wait_for()
            settled(page)
        shown += page.inner_text("body")
        made = page.locator("[src*=evil], [href^=http][href*=evil], iframe")
        assert made.evaluate_all("all => all.map(one => one.outerHTML)") == [], path
    assert shown.replace("\N{WORD JOINER}", "").count("![leak](http") >= 3
    assert forbidden == []


def test_the_app_cannot_be_framed(browser: Browser, server: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    try:
        page.set_content(f'<p>a foreign page</p><iframe src="{server.url}/about"></iframe>')
        page.wait_for_timeout(1500)
        assert [frame.url for frame in page.frames if frame != page.main_frame] == [
            "chrome-error://chromewebdata/"
        ]
        expect(page.frame_locator("iframe").get_by_text("formcheck")).to_have_count(0)
    finally:
        context.close()
