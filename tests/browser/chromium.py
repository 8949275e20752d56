"""Chromium without a screen, and what its made-up camera shows."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import av
from playwright.sync_api import Browser, Playwright

from formcheck.resources import data_folder

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
)  # fmt: skip


def launch(playwright: Playwright, *flags: str) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *flags])


def camera_flags(file: Path) -> tuple[str, ...]:
    """Return the flags of a camera that is allowed and shows a file over and over."""
    return (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={file}",
    )


def write_camera(path: Path) -> None:
    """Write five seconds of a lunge held well."""
    clip = data_folder("sample_videos") / "half-kneeling-lunge-good.mp4"
    with av.open(str(clip)) as source, av.open(str(path), "w", format="mjpeg") as sink:
        stream = sink.add_stream("mjpeg", rate=30)
        stream.width, stream.height, stream.pix_fmt = 640, 480, "yuvj420p"
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
