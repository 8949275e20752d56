"""A real browser, with a camera that shows a sample clip."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.browser.server import WAIT_S, Server
from tests.conftest import sample

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
)  # fmt: skip

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
    clip = sample("half-kneeling-lunge-good")
    with av.open(str(clip)) as source, av.open(str(path), "w", format="mjpeg") as sink:
        stream = sink.add_stream("mjpeg", rate=30)
        stream.width, stream.height = 640, 480
        stream.pix_fmt = "yuvj420p"
        stream.codec_context.qmin = stream.codec_context.qmax = 3
        for frame in source.decode(video=0):
            if frame.time is None or frame.time < 12.0:
                continue
            if frame.time > 17.0:
                break
            picture = frame.reformat(640, 480, "yuvj420p")
            picture.pts, picture.time_base = None, Fraction(1, 30)
            sink.mux(stream.encode(picture))
        sink.mux(stream.encode(None))
    return path


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


def launch(playwright: Playwright, *flags: str) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])


@pytest.fixture(scope="session")
def browser(playwright: Playwright, camera_file: Path) -> Iterator[Browser]:
    """Give a browser whose camera shows the lunge."""
    found = launch(
        playwright,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={camera_file}",
    )
    yield found
    found.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give the running app; its system calls are watched where strace is there."""
    found = Server(tmp_path_factory.mktemp("app") / "home", watched=True)
    yield found
    found.stop()


@pytest.fixture
def visit(server: Server) -> Iterator[Visit]:
    """Open a page of the app; after the test nothing may have left this machine."""
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
