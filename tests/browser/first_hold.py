"""Times the way from opening the app to the first completed hold of 30 seconds.

python -m tests.browser.first_hold

The camera is allowed and shows the lunge held well, and nothing is read before Start is pressed.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests.browser.chromium import camera_flags, launch, write_camera
from tests.browser.server import Server

STEPS: Final = (
    (".go", "Start is there"),
    (".stage[data-phase=ready]", "all of you is seen"),
    (".meter[data-state=running]", "the clock runs"),
    (".stage[data-phase=rest]", "30 seconds are held"),
)


def main() -> None:
    """Print the seconds since the page was asked for, and the machine's load."""
    with tempfile.TemporaryDirectory() as work, sync_playwright() as driver:
        camera = Path(work) / "camera.mjpeg"
        write_camera(camera)
        server = Server(Path(work) / "formcheck")
        try:
            page = launch(driver, *camera_flags(camera)).new_page()
            page.set_default_timeout(240_000)
            begun = time.monotonic()
            page.goto(server.url)
            for place, words in STEPS:
                page.locator(place).first.wait_for()
                print(f"{time.monotonic() - begun:5.1f} s  {words}")
                if place == ".go":
                    page.locator(place).click()
        finally:
            server.stop()
    print("load", *(f"{load:.0f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
