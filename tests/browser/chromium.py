"""Chromium without a screen, and what its made-up camera shows."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from playwright.sync_api import Browser, Playwright

from formcheck.resources import data_folder

RATE = 30

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


def write_camera(
    path: Path,
    clip: str = "half-kneeling-lunge-good",
    span: tuple[float, float] = (12.0, 17.0),
    *,
    mirrored: bool = True,
) -> None:
    """Write what a camera shows over and over: by default five seconds of a lunge held well.

    Args:
        path: A file of JPEGs, 30 a second, as Chromium reads it.
        clip: Name of a sample clip.
        span: Which seconds of it.
        mirrored: Whether left and right are exchanged: the lunge's left leg is then behind, the
            one whose turn comes first.
    """
    file = data_folder("sample_videos") / f"{clip}.mp4"
    with av.open(str(file)) as source, av.open(str(path), "w", format="mjpeg") as sink:
        stream = sink.add_stream("mjpeg", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = 640, 480, "yuvj420p"
        stream.codec_context.qmin = stream.codec_context.qmax = 3
        written = 0
        for frame in source.decode(video=0):
            if frame.time is None or frame.time < span[0]:
                continue
            if frame.time > span[1]:
                break
            image = frame.reformat(640, 480, "rgb24").to_ndarray()
            image = np.ascontiguousarray(image[:, ::-1]) if mirrored else image
            # A clip of fewer frames a second shows some of them twice.
            while written / RATE <= frame.time - span[0]:
                picture = av.VideoFrame.from_ndarray(image, format="rgb24")
                picture.pts, picture.time_base = None, Fraction(1, RATE)
                sink.mux(stream.encode(picture.reformat(format="yuvj420p")))
                written += 1
        sink.mux(stream.encode(None))
