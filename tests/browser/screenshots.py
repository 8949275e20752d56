"""Takes the pictures of every page for `docs/`: light and dark, on a desktop and a phone.

python -m tests.browser.screenshots docs/screenshots [--home HOME] [--only NAME ...]
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import camera_flags, launch, write_camera
from tests.browser.filled import fill
from tests.browser.server import Server

SIZES: Final = {"desktop": (1280, 800), "phone": (390, 844)}
SCHEMES: Final = ("light", "dark")
TALLEST: Final = {"desktop": 3600, "phone": 5200}
"""Pixels: longer pages are cut off below."""

QUALITY: Final = 70


def drawn(page: Page) -> None:
    """Wait until a page has been drawn whole."""
    page.locator("h1").first.wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.locator("[data-testid=stSkeleton]").first.wait_for(state="detached")
    page.wait_for_timeout(1500)


def hold(page: Page) -> None:
    """Go into a hold, seven seconds long."""
    drawn(page)
    page.locator(".go").click()
    page.locator(".meter[data-state=running]").wait_for()
    page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some(e => "
        "Number(e.shadowRoot?.querySelector('.count b')?.textContent) >= 7)"
    )


def countdown(page: Page) -> None:
    """Go to the countdown before the first set."""
    drawn(page)
    page.locator(".go").click()
    page.locator(".countdown", has_text="3").wait_for()


def neutral(page: Page) -> None:
    """Go to where a baseline is made."""
    drawn(page)
    page.get_by_text("Make a profile, or make yours again").click()
    page.locator(".go").wait_for()
    page.locator(".go").scroll_into_view_if_needed()
    page.wait_for_timeout(500)


def seek(page: Page, share: float) -> None:
    """Click into the time line."""
    chart = page.locator(".chart")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    chart.click(position={"x": box["width"] * share, "y": 60})
    chart.blur()
    page.wait_for_timeout(1500)


def session(page: Page) -> None:
    """Open the review of the lunge in good form, in the middle of its hold."""
    drawn(page)
    page.get_by_text("An earlier session").click()
    page.locator("video").wait_for()
    drawn(page)
    seek(page, 0.55)


def pair(page: Page) -> None:
    """Put the arched lunge of the other leg beside it."""
    session(page)
    page.get_by_role("combobox", name="Side by side with").click()
    page.get_by_role("combobox", name="Side by side with").fill("arched")
    page.get_by_role("option", name=re.compile("arched")).click()
    page.get_by_text("One against the other").wait_for()
    drawn(page)
    seek(page, 0.5)


def tuned(page: Page) -> None:
    """Move a target, and open what can be opened."""
    drawn(page)
    # The one by which most recordings are judged.
    lower = page.get_by_role("slider", name=re.compile("^Rear hip .*hip joint")).first
    for _ in range(20):
        lower.press("ArrowRight")
    page.get_by_text(re.compile("recordings change:")).wait_for()
    page.get_by_text("From your own range").click()
    drawn(page)


SHOTS: Final[dict[str, tuple[str, Callable[[Page], None], bool]]] = {
    "review": ("/review", drawn, False),
    "review-session": ("/review", session, True),
    "review-pair": ("/review", pair, True),
    "progress": ("/progress", drawn, True),
    "tune": ("/tune", tuned, True),
    "learn": ("/learn", drawn, True),
    "learn-stretch": ("/learn?stretch=half-kneeling-lunge", drawn, True),
    "setup": ("/setup", drawn, False),
    "setup-neutral": ("/setup", neutral, True),
    "about": ("/about", drawn, True),
    "stretch": ("/", drawn, False),
    "stretch-ready": ("/", countdown, False),
    "stretch-hold": ("/", hold, False),
}
"""Name of a picture, with the page's address, what is done on it first, and whether all of the
page is shown or what fits the screen."""


def take(folder: Path, home: Path, names: list[str]) -> None:
    """Take the pictures.

    Args:
        folder: Where they go, as WebP.
        home: A filled folder of a person.
        names: Which; all where there is none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as driver:
        camera = Path(work) / "camera.mjpeg"
        write_camera(camera)
        browser = launch(driver, *camera_flags(camera))
        # A copy, since a hold is kept and must not be there again; at the usual place of a person
        # of whom the pictures tell nothing.
        usual = Path(work) / ".local" / "share" / "formcheck"
        shutil.copytree(home, usual)
        os.environ["HOME"] = work
        server = Server(usual)
        try:
            for name in names or SHOTS:
                for scheme in SCHEMES:
                    _take(browser, server.url, name, scheme, folder)
        finally:
            browser.close()
            server.stop()


def _take(browser: Browser, url: str, name: str, scheme: str, folder: Path) -> None:
    path, prepare, whole = SHOTS[name]
    width, height = SIZES["desktop"]
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.set_default_timeout(120_000)
    page.goto(url + path)
    prepare(page)
    for device, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(600)
        if whole:
            tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            page.set_viewport_size({"width": width, "height": min(tall + 8, TALLEST[device])})
            page.wait_for_timeout(900)
            page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
        picture = Image.open(io.BytesIO(page.screenshot()))
        picture.save(folder / f"{name}-{device}-{scheme}.webp", quality=QUALITY, method=6)
    page.close()


def main() -> None:
    """Read the command line, fill a folder where none is given, and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--home", type=Path, help="a folder to fill and to use again")
    parser.add_argument("--only", nargs="+", default=[], choices=list(SHOTS), help="which pictures")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        home = asked.home or Path(work)
        os.environ["FORMCHECK_HOME"] = str(home)
        fill(home)
        take(asked.folder, home, asked.only)


if __name__ == "__main__":
    main()
