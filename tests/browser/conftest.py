"""A real browser, with a camera that shows a sample clip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from formcheck.store.people.personal import keep_notice_read
from tests.browser.chromium import CHROMIUM, camera_flags, launch, write_camera
from tests.browser.server import WAIT_S, Server

Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run these one after the other, in one worker: each keeps two cores busy."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("browser"))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="chromium is not installed"))


@pytest.fixture(scope="session")
def camera_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write what Chromium's fake camera shows, over and over: a lunge held well."""
    path = tmp_path_factory.mktemp("camera") / "lunge.mjpeg"
    write_camera(path)
    return path


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright, camera_file: Path) -> Iterator[Browser]:
    """Give a browser whose camera shows the lunge."""
    found = launch(playwright, *camera_flags(camera_file))
    yield found
    found.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give the running app; its system calls are watched where strace is there."""
    found = Server(tmp_path_factory.mktemp("app") / "home", watched=True)
    yield found
    found.stop()


@pytest.fixture
def notice_read(server: Server) -> Iterator[None]:
    """Let the person have read the notice, which stands above every page until then."""
    keep_notice_read(server.home)
    yield
    (server.home / "notice.txt").unlink()


@pytest.fixture
def visit(server: Server) -> Iterator[Visit]:
    """Open a page of the app; after the test nothing may have left this machine."""
    # What another test chose on a page is remembered: each one begins as a newcomer does.
    (server.home / "settings.json").unlink(missing_ok=True)
    contexts: list[BrowserContext] = []
    outside: list[str] = []

    def note(url: str) -> None:
        if not url.startswith((server.url, server.url.replace("http", "ws"), "data:", "blob:")):
            outside.append(url)

    def open_page(browser: Browser, path: str = "/", **options: object) -> Page:
        size = {"width": 1280, "height": 800}
        context = browser.new_context(**({"viewport": size} | options))  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(1000 * WAIT_S)
        page.on("request", lambda request: note(request.url))
        page.on("websocket", lambda opened: note(opened.url))
        page.goto(server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert outside == []
