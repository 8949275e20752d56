"""Renders a clip to a video file, and writes the truth of every frame beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import av.video.stream

from benchmarks.render.body import Body
from benchmarks.render.clips import ClipSpec, truth_row
from benchmarks.render.renderer import Image, Renderer


def render_clip(spec: ClipSpec, folder: Path) -> Path:
    """Writes `<id>.mp4` and `<id>.csv` into a folder; returns the path of the clip."""
    folder.mkdir(parents=True, exist_ok=True)
    body = Body(spec.look)
    stand = spec.stand(body)
    rows: list[dict[str, str]] = []

    def frames() -> Iterator[Image]:
        with Renderer(body, spec.camera, spec.room, seed=spec.seed) as renderer:
            for number in range(spec.frame_count):
                phase, values = spec.timeline.at(number / spec.fps)
                placed = spec.pose(body, **values)
                rows.append(truth_row(spec, body, stand, placed, number, phase))
                yield renderer.draw(placed, stand)

    clip = folder / f"{spec.id}.mp4"
    write_video(clip, frames(), spec.camera.size, spec.fps)
    write_truth(clip.with_suffix(".csv"), rows)
    return clip


def write_truth(path: Path, rows: list[dict[str, str]]) -> None:
    """Writes the truth table; one row a frame."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def write_video(
    path: Path,
    frames: Iterator[Image],
    size: tuple[int, int],
    fps: int,
    quality: int = 25,
    preset: str = "slow",
) -> None:
    """Encodes RGB frames as H.264 yuv420p, which every browser plays.

    Args:
        path: File to write.
        frames: RGB pictures, shape (height, width, 3).
        size: Width and height, both even.
        fps: Frames per second.
        quality: x264's constant rate factor; lower is better and larger.
        preset: x264's preset: slower ones make smaller files.
    """
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        options = {"crf": str(quality), "preset": preset}
        stream = container.add_stream("libx264", rate=fps, options=options)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, fps)
        stream.codec_context.gop_size = 4 * fps
        for number, image in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
