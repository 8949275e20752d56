"""Walks through the app as a newcomer does, and keeps what they see, for `docs/walk.md`.

python -m tests.browser.walk docs/walk [--only daily|sore|stiff]
"""

from __future__ import annotations

import argparse
import io
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import camera_flags, launch, write_camera
from tests.browser.screenshots import drawn
from tests.browser.server import Server

QUALITY: Final = 70
SIZES: Final = {"daily": (1280, 800), "sore": (390, 844), "stiff": (1280, 800)}
CAMERAS: Final = {"stiff": ("half-kneeling-lunge-shallow", (1.0, 13.0))}
"""Clip and seconds that the camera shows over and over, where it is not the lunge held well."""


class Walk:
    """One walk.

    Args:
        page: An open page.
        folder: Where the pictures go.
        name: How their names begin.
    """

    def __init__(self, page: Page, folder: Path, name: str) -> None:
        self.page = page
        self._folder = folder
        self._name = name
        self._count = 0

    def keep(self, what: str) -> None:
        """Keep what is seen now."""
        self._count += 1
        picture = Image.open(io.BytesIO(self.page.screenshot()))
        path = self._folder / f"{self._name}-{self._count}-{what}.webp"
        picture.save(path, quality=QUALITY, method=6)

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_timeout(300)

    def counted(self, seconds: int) -> None:
        """Wait until so many seconds have been counted."""
        counter = self.page.locator(".meter .count b")
        while not counter.is_visible() or int(counter.inner_text()) < seconds:
            self.page.wait_for_timeout(200)

    def end(self, what: str, done: re.Pattern[str]) -> None:
        """Keep the card at the end, once it says what was done."""
        self.page.get_by_text(done).first.wait_for()
        drawn(self.page)
        self.page.get_by_text("How it went").first.evaluate("one => one.scrollIntoView(true)")
        self.page.wait_for_timeout(800)
        self.keep(what)

    def wait(self, phase: str) -> None:
        """Wait until the stage is in a phase."""
        phases = ", ".join(f".stage[data-phase={one}]" for one in phase.split())
        self.page.locator(phases).first.wait_for()


def daily(walk: Walk) -> None:
    """The first screen, the daily routine, its lunge, and the card at its end."""
    drawn(walk.page)
    walk.keep("first-screen")
    walk.press("I have read this")
    walk.press("Daily routine")
    drawn(walk.page)
    walk.keep("daily-routine")
    walk.press("Start")
    walk.wait("framing ready")
    walk.page.wait_for_timeout(2500)
    walk.keep("before-the-first-set")
    for _ in range(2):  # the tilts, which the camera's person does not do
        walk.press("Skip")
    walk.wait("rest")
    walk.page.wait_for_timeout(1500)
    walk.keep("the-pose-that-comes")
    walk.wait("work")
    walk.page.locator(".meter[data-state=running]").wait_for()
    walk.page.wait_for_timeout(6000)
    walk.keep("a-hold")
    walk.press("Finish")
    walk.page.get_by_text("How it went").first.wait_for()
    drawn(walk.page)
    walk.page.get_by_text("How it went").first.evaluate("one => one.scrollIntoView(true)")
    walk.page.wait_for_timeout(800)
    walk.keep("the-end-card")


def sore(walk: Walk) -> None:
    """The same on a phone's width, with a sore back."""
    drawn(walk.page)
    walk.keep("first-screen")
    walk.press("I have read this")
    walk.press("My back is sore")
    drawn(walk.page)
    walk.keep("gentler-targets")
    walk.page.locator(".go").scroll_into_view_if_needed()
    walk.page.locator(".go").click()
    walk.wait("framing ready")
    walk.page.wait_for_timeout(2500)
    walk.keep("before-the-first-set")
    walk.press("Pause")
    walk.wait("paused")
    walk.page.wait_for_timeout(800)
    walk.keep("a-pause")
    walk.press("Finish")
    drawn(walk.page)
    walk.keep("the-end")


def stiff(walk: Walk) -> None:
    """One stretch, by somebody who comes no further forward, and then with a sore back."""
    drawn(walk.page)
    walk.press("I have read this")
    walk.press("One stretch")
    drawn(walk.page)
    walk.keep("one-stretch")
    walk.press("Start")
    walk.wait("work")
    walk.page.locator(".easier").wait_for()
    walk.page.wait_for_timeout(800)
    walk.keep("stuck")
    walk.page.locator(".easier").click()
    walk.counted(10)
    walk.keep("the-easier-version")
    walk.press("Finish")
    walk.end("the-end-card", re.compile(r"\b1\d(\.\d)? s held"))
    walk.page.get_by_text("My back is sore", exact=False).last.click()
    drawn(walk.page)
    walk.press("Start")
    walk.wait("work")
    walk.counted(5)
    walk.keep("gentler-targets")
    walk.wait("rest")
    walk.press("Finish")
    walk.end("the-end-card-with-a-sore-back", re.compile(r"\b10 s held"))


WALKS: Final[dict[str, Callable[[Walk], None]]] = {"daily": daily, "sore": sore, "stiff": stiff}


@contextmanager
def app(name: str) -> Iterator[tuple[Server, Path]]:
    """Give the app with an empty folder of a person, and what its camera shows."""
    with tempfile.TemporaryDirectory() as work:
        camera = Path(work) / "camera.mjpeg"
        clip = CAMERAS.get(name)
        if clip is None:
            write_camera(camera)
        else:  # the left leg is behind as it is
            write_camera(camera, *clip, mirrored=False)
        home = Path(work) / "formcheck"
        os.environ["FORMCHECK_HOME"] = str(home)
        server = Server(home)
        try:
            yield server, camera
        finally:
            server.stop()


def main() -> None:
    """Read the command line, and walk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", nargs="+", default=[], choices=list(WALKS), help="which walks")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    for name in asked.only or WALKS:
        with app(name) as (server, camera), sync_playwright() as driver:
            browser = launch(driver, *camera_flags(camera))
            width, height = SIZES[name]
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme="light"
            )
            page.set_default_timeout(240_000)
            page.goto(server.url)
            try:
                WALKS[name](Walk(page, asked.folder, name))
            except Exception:
                page.screenshot(path=str(asked.folder / "failed.png"))
                raise
            finally:
                browser.close()


if __name__ == "__main__":
    main()
