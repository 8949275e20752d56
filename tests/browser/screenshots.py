"""Takes the pictures of every page for `docs/`: light and dark, on a desktop and a phone.

python -m tests.browser.screenshots docs/screenshots [NAME ...]
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import camera_flags, launch, write_camera
from tests.browser.server import Server

SIZES = {"desktop": (1280, 800), "phone": (390, 844)}


def ready(page: Page) -> None:
    """Wait until a page has been drawn whole."""
    page.locator("h1").first.wait_for()
    if page.get_by_role("button", name="I have read this").is_visible():
        page.get_by_role("button", name="I have read this").click()
    page.locator("[data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(1500)


def hold(page: Page) -> None:
    """Go into a hold, seven seconds long."""
    ready(page)
    page.locator(".go").click()
    page.locator(".meter[data-state=running]").wait_for()
    page.wait_for_function(
        "[...document.querySelectorAll('*')].some(e => "
        "Number(e.shadowRoot?.querySelector('.count b')?.textContent) >= 7)"
    )


def countdown(page: Page) -> None:
    """Go to the countdown before the first set."""
    ready(page)
    page.locator(".go").click()
    page.locator(".countdown", has_text="3").wait_for()


def neutral(page: Page) -> None:
    """Go to where a baseline is made."""
    ready(page)
    page.get_by_text("Make a profile, or make yours again").click()
    page.locator(".go").wait_for()
    page.locator(".go").scroll_into_view_if_needed()
    page.wait_for_timeout(500)


SHOTS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "stretch": ("/", ready),
    "stretch-ready": ("/", countdown),
    "stretch-hold": ("/", hold),
    "review": ("/review", ready),
    "progress": ("/progress", ready),
    "tune": ("/tune", ready),
    "learn": ("/learn", ready),
    "setup": ("/setup", ready),
    "setup-neutral": ("/setup", neutral),
    "about": ("/about", ready),
}
"""Name of a picture, with the page's address and what is done on it first."""


def take(folder: Path, names: list[str]) -> None:
    """Take the pictures.

    Args:
        folder: Where they go, as WebP.
        names: Which; all where there is none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as driver:
        camera = Path(work) / "camera.mjpeg"
        write_camera(camera)
        server = Server(Path(work) / "home")
        browser = launch(driver, *camera_flags(camera))
        try:
            for name in names or SHOTS:
                path, prepare = SHOTS[name]
                for scheme in ("light", "dark"):
                    for device, (width, height) in SIZES.items():
                        page = browser.new_page(
                            viewport={"width": width, "height": height}, color_scheme=scheme
                        )
                        page.set_default_timeout(90_000)
                        page.goto(server.url + path)
                        prepare(page)
                        picture = Image.open(io.BytesIO(page.screenshot()))
                        picture.save(folder / f"{name}-{device}-{scheme}.webp", quality=70)
                        page.close()
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    take(Path(sys.argv[1]), sys.argv[2:])
