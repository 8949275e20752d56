"""Writes a clip of a moving person, and beside it the truth of every frame."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import av.video.stream
import numpy as np

from benchmarks.render.body import Body
from benchmarks.render.camera import Camera, Stand
from benchmarks.render.looks import Look
from benchmarks.render.renderer import Image, Renderer
from benchmarks.render.room import Room
from benchmarks.render.skeleton import JOINT_BONES, SIDES, Figure, Placed
from benchmarks.render.truth import angles

PoseFunction = Callable[..., Placed]
"""A function of `poses`: takes a figure and angles by name."""


@dataclass(frozen=True)
class Key:
    """A moment of a movement.

    Attributes:
        time_s: When.
        phase: Label of the frames from here to the next key.
        angles: Arguments of the pose function at this moment.
    """

    time_s: float
    phase: str
    angles: Mapping[str, float]


@dataclass(frozen=True)
class Timeline:
    """A movement: keys joined by smooth steps, with a living person's small sway on top.

    Attributes:
        keys: In rising order of time; every key names the same angles. The last one ends the
            clip.
        sway: Argument -> amplitude of its sway, degrees.
        breath_s: Period of breathing, the strongest part of the sway.
    """

    keys: tuple[Key, ...]
    sway: Mapping[str, float] = field(default_factory=dict)
    breath_s: float = 4.2

    @property
    def duration_s(self) -> float:
        """Length of the clip."""
        return self.keys[-1].time_s

    def at(self, time_s: float) -> tuple[str, dict[str, float]]:
        """Phase and pose arguments at a moment."""
        number = sum(key.time_s <= time_s for key in self.keys[1:-1])
        start, end = self.keys[number], self.keys[number + 1]
        share = (time_s - start.time_s) / (end.time_s - start.time_s)
        eased = share * share * (3 - 2 * share)
        values = {
            name: value + eased * (end.angles[name] - value) for name, value in start.angles.items()
        }
        for k, (name, amplitude) in enumerate(self.sway.items()):
            values[name] += amplitude * self._sway(time_s, k)
        return start.phase, values

    def _sway(self, time_s: float, phase: int) -> float:
        """A slow, never quite repeating motion between about -1 and 1."""
        turns = 2 * np.pi * time_s
        breath = np.sin(turns / self.breath_s + phase)
        drift = np.sin(turns / (2.7 * self.breath_s) + 2.1 * phase + 0.5)
        tremor = np.sin(turns / (0.31 * self.breath_s) + 1.3 * phase)
        return float(0.55 * breath + 0.35 * drift + 0.10 * tremor)


@dataclass(frozen=True)
class ClipSpec:
    """Everything that makes a clip.

    Attributes:
        id: File name without its suffix.
        look: The person.
        room: The room.
        camera: The camera.
        yaw: Direction of the person, see `Stand`.
        pose: The pose function.
        timeline: The movement.
        fps: Frames per second.
        seed: Seed of the sensor noise.
    """

    id: str
    look: Look
    room: Room
    camera: Camera
    yaw: float
    pose: PoseFunction
    timeline: Timeline
    fps: int = 24
    seed: int = 0

    @property
    def frame_count(self) -> int:
        """Number of frames."""
        return round(self.timeline.duration_s * self.fps)

    def stand(self, figure: Figure) -> Stand:
        """Where the person is: the whole movement is centred in the picture."""
        postures = [self.pose(figure, **key.angles) for key in self.timeline.keys]
        surface = np.concatenate([figure.surface(placed) for placed in postures])
        return Stand(self.yaw).centred(surface)


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


def truth_row(
    spec: ClipSpec, figure: Figure, stand: Stand, placed: Placed, number: int, phase: str
) -> dict[str, str]:
    """The truth of one frame: angles in degrees, joint centres in pixels."""
    row = {"frame": str(number), "time_s": f"{number / spec.fps:.3f}", "phase": phase}
    row |= {name: f"{value:.2f}" for name, value in angles(placed, figure.skeleton).items()}
    row |= {"yaw_deg": f"{stand.yaw:.1f}", "facing": stand.facing}
    names = [(joint, side) for joint in JOINT_BONES for side in SIDES]
    points = np.array([placed.joint(joint, side) for joint, side in names])
    pixels = spec.camera.project(stand.to_room(points))
    for (joint, side), (x, y) in zip(names, pixels, strict=True):
        row[f"px_{joint}_{side}_x"] = f"{x:.1f}"
        row[f"px_{joint}_{side}_y"] = f"{y:.1f}"
    return row


def write_truth(path: Path, rows: list[dict[str, str]]) -> None:
    """Writes the truth table; one row a frame."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def write_video(
    path: Path, frames: Iterator[Image], size: tuple[int, int], fps: int, quality: int = 25
) -> None:
    """Encodes RGB frames as H.264 yuv420p, which every browser plays.

    Args:
        path: File to write.
        frames: RGB pictures, shape (height, width, 3).
        size: Width and height, both even.
        fps: Frames per second.
        quality: x264's constant rate factor; lower is better and larger.
    """
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        options = {"crf": str(quality), "preset": "slow"}
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
