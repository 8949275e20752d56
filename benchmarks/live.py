"""How fast the live page is, and whether it grows: a real browser, a camera with a barcode.

    python -m benchmarks.live --minutes 2 --json out/live.json

The camera shows a held lunge with the frame's number as a barcode. A script in the page reads it
when a frame is shown, and notes when the result of that frame has been drawn. What is measured is
therefore what a person sees: from the first showing of a frame to the showing of its result.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from playwright.sync_api import Page, sync_playwright

from formcheck import __version__
from formcheck.resources import data_folder

FLAGS: Final = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream", "--enable-precise-memory-info",
)  # fmt: skip

FRAMES: Final = 300
HOLD_S: Final = 90
SETS: Final = 10
LONGEST: Final = 14.0
"""Minutes that the sets of one side last at least; after them the engine rests, unmeasured."""
TARGETS: Final = {
    "shown_fps": ("at least", 28.0),
    "results_per_s": ("at least", 15.0),
    "latency_p50_ms": ("at most", 80.0),
    "latency_p95_ms": ("at most", 160.0),
    "freed_s": ("at most", 5.0),
}


@dataclass(frozen=True)
class Figures:
    """What one run measured.

    Attributes:
        shown_fps: Frames that the page showed, per second.
        results_per_s: Results drawn, per second.
        latency_p50_ms: From the first showing of a frame to its result, median.
        latency_p95_ms: The same, 95th percentile.
        frames: Results that the latency was taken from.
        server_mb: Memory of the server at the end of each half minute, megabytes.
        page_mb: Memory of the page's scripts at the same times, megabytes.
        freed_s: Seconds from closing the page to the end of its engine's threads, or None.
        load: Mean number of processes that wanted a core, at the end.
    """

    shown_fps: float
    results_per_s: float
    latency_p50_ms: float
    latency_p95_ms: float
    frames: int
    server_mb: list[float]
    page_mb: list[float]
    freed_s: float | None
    load: float


def write_camera(path: Path) -> None:
    """Write a held lunge with a barcode of the frame's number in its upper 40 rows."""
    clip = data_folder("sample_videos") / "half-kneeling-lunge-good.mp4"
    with av.open(str(clip)) as source, av.open(str(path), "w", format="mjpeg") as sink:
        stream = sink.add_stream("mjpeg", rate=30)
        stream.width, stream.height, stream.pix_fmt = 640, 480, "yuvj420p"
        stream.codec_context.qmin = stream.codec_context.qmax = 3
        number = 0
        for frame in source.decode(video=0):
            if frame.time is None or frame.time < 10.0:
                continue
            if number == FRAMES:
                break
            # Mirrored, the left leg is behind: the one whose turn comes first.
            image = np.ascontiguousarray(frame.reformat(640, 480, "rgb24").to_ndarray()[:, ::-1])
            _draw_barcode(image, number)
            picture = av.VideoFrame.from_ndarray(image, format="rgb24")
            picture.pts, picture.time_base = None, Fraction(1, 30)
            sink.mux(stream.encode(picture.reformat(format="yuvj420p")))
            number += 1
        sink.mux(stream.encode(None))


def _draw_barcode(image: np.ndarray[Any, Any], number: int) -> None:
    bits = [int(bit) for bit in f"{number:09b}"]
    image[:40, :440] = 0
    for cell, bit in enumerate([1, *bits, sum(bits) & 1]):
        if bit:
            image[:40, 40 * cell + 2 : 40 * cell + 38] = 255


class _App:
    """`formcheck app` in a process of its own."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "formcheck", "app", f"--port={port}", "--no-browser"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "FORMCHECK_HOME": str(home)},
        )  # fmt: skip
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.3)
        raise RuntimeError("the app did not start")

    def status(self, name: str) -> int:
        """Return a number of the process's status: `VmRSS` in kilobytes, or `Threads`."""
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1])
        raise RuntimeError(f"no {name}")

    def stop(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


def _begin(page: Page, url: str) -> None:
    page.set_default_timeout(120_000)
    page.add_init_script(path=str(Path(__file__).with_name("live_probe.js")))
    page.goto(url)
    page.locator(".go").wait_for()
    for label, value in (("Seconds", HOLD_S), ("Sets", SETS)):
        box = page.get_by_label(label)
        box.fill(str(value))
        box.press("Enter")
        page.locator("[data-test-script-state=notRunning]").wait_for()
    side = page.get_by_role("combobox", name="Side")
    side.fill("Left")
    side.press("Enter")
    page.locator("[data-test-script-state=notRunning]").wait_for()
    page.locator(".go").click()
    page.locator(".stage[data-phase=work]").wait_for()


def _wait_freed(app: _App, threads: int) -> float | None:
    start = time.monotonic()
    while time.monotonic() - start < 30.0:
        if app.status("Threads") <= threads:
            return time.monotonic() - start
        time.sleep(0.1)
    return None


def measure(minutes: float, folder: Path) -> Figures:
    """Run the live page for some minutes and return what was measured.

    Args:
        minutes: How long the measured part lasts, at most `LONGEST`.
        folder: For the camera's file and the app's data.

    Raises:
        ValueError: For more minutes than the sets last.
        RuntimeError: If the page was done with its sets before the measurement ended.
    """
    if minutes > LONGEST:
        raise ValueError(f"expected at most {LONGEST:.0f} minutes, got {minutes}; give fewer")
    camera = folder / "camera.mjpeg"
    write_camera(camera)
    app = _App(folder / "home")
    flags = [*FLAGS, f"--use-file-for-fake-video-capture={camera}"]
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
            first = browser.new_page()
            _begin(first, app.url)  # starts the threads that stay
            first.close()
            time.sleep(15.0)
            threads = app.status("Threads")
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            _begin(page, app.url)
            page.wait_for_timeout(3000)
            page.evaluate("for (const part of Object.values(window.__log)) part.length = 0")
            server, scripts = _watch(page, app, minutes)
            log = page.evaluate("window.__log")
            if page.locator(".stage[data-phase=done]").count():
                raise RuntimeError("the sets ended before the measurement did")
            page.close()
            freed = _wait_freed(app, threads)
            browser.close()
    finally:
        app.stop()
    return _figures(log, server, scripts, freed)


def _watch(page: Page, app: _App, minutes: float) -> tuple[list[float], list[float]]:
    server, scripts = [], []
    for _ in range(max(1, round(2 * minutes))):
        page.wait_for_timeout(30_000)
        server.append(round(app.status("VmRSS") / 1024, 1))
        used = page.evaluate("performance.memory.usedJSHeapSize")
        scripts.append(round(used / 1024**2, 1))
    return server, scripts


def _figures(
    log: dict[str, Any], server: list[float], scripts: list[float], freed: float | None
) -> Figures:
    shown, sent, drawn = log["shown"], log["sent"], log["drawn"]
    span = (shown[-1][0] - shown[0][0]) / 1000.0
    first: dict[int, list[float]] = {}
    before = None
    for at, index in shown:
        if index is not None and index != before:
            first.setdefault(index, []).append(at)
        before = index
    index_of = {number: (at, index) for at, number, index in sent if index is not None}
    waits = []
    for at, number in drawn:
        if number not in index_of:
            continue
        sent_at, index = index_of[number]
        began = [time_ms for time_ms in first.get(index, []) if time_ms <= sent_at]
        if began:
            waits.append(at - began[-1])
    changes = sum(1 for a, b in itertools.pairwise(shown) if a[1] != b[1])
    return Figures(
        shown_fps=round(changes / span, 1),
        results_per_s=round(len(drawn) / span, 1),
        latency_p50_ms=round(float(np.percentile(waits, 50)), 1),
        latency_p95_ms=round(float(np.percentile(waits, 95)), 1),
        frames=len(waits),
        server_mb=server,
        page_mb=scripts,
        freed_s=None if freed is None else round(freed, 1),
        load=round(os.getloadavg()[0], 1),
    )


def table(figures: Figures) -> str:
    """Return the figures beside what was asked for, as a Markdown table."""
    rows = ["| figure | measured | asked for |", "|---|---|---|"]
    for name, (how, limit) in TARGETS.items():
        rows.append(f"| {name} | {getattr(figures, name)} | {how} {limit:g} |")
    rows.append(f"| server, MB at each half minute | {figures.server_mb} | no growth |")
    rows.append(f"| page scripts, MB | {figures.page_mb} | no growth |")
    rows.append(f"| results measured | {figures.frames} | |")
    rows.append(f"| load of the machine at the end | {figures.load} | |")
    return "\n".join(rows)


def main() -> None:
    """Measure, print the table, and write JSON where asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(asked.minutes, Path(folder))
    print(f"formcheck {__version__}, {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, ")
    print(f"Python {platform.python_version()}\n\n{table(figures)}")
    if asked.json is not None:
        asked.json.parent.mkdir(parents=True, exist_ok=True)
        asked.json.write_text(json.dumps(asdict(figures), indent=2) + "\n")


if __name__ == "__main__":
    main()
