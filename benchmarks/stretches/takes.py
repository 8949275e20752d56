"""Clips of scripted performances: who, where, from where, and the truth of each frame."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import cv2
import numpy as np

from benchmarks.render.body import Body
from benchmarks.render.camera import Camera, Stand
from benchmarks.render.clips import ClipSpec, truth_row
from benchmarks.render.film import write_truth, write_video
from benchmarks.render.renderer import Image, Renderer
from benchmarks.render.room import ROOMS
from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import Side, other
from benchmarks.stretches.catalogue import MOTIONS
from benchmarks.stretches.motion import Fault, Motion, Pace, View
from benchmarks.stretches.solids import in_room
from benchmarks.truthset.people import Split, person, person_number
from benchmarks.truthset.scenes import setting, setting_number

FPS: Final = 10
SIZE: Final = (640, 480)
PACE: Final = Pace(still=1.2, enter=1.3, hold=4.0, reps=2, down=0.9)
"""Shorter than people take, so that many performances can be filmed."""

GOOD: Final = "good"
Facing = Literal["left", "right"]
_FACINGS: Final[tuple[Facing, Facing]] = ("right", "left")
_DRAWN: Final = (480, 360)
"""Pictures are drawn smaller and enlarged: MediaPipe looks at 256 x 256 pixels anyway."""

_TILTED: Final[tuple[tuple[str, str, Facing], ...]] = (
    ("half-kneeling-lunge", "arching", "right"),
    ("half-kneeling-reach-back", "arching", "left"),
    ("standing-pelvic-tilt", "no tuck", "right"),
)
_SOFT: Final = 0.45
"""Blur in drawn pixels that a lens adds, and that smooths edges drawn without samples."""


@dataclass(frozen=True)
class Take:
    """One performance before a camera, made from its names and a number alone.

    Attributes:
        stretch: Id of the stretch.
        variant: `good`, or the id of a fault.
        facing: Which way the person faces in the picture.
        number: Chooses body, clothes, room, light and camera.
        split: Which people and rooms: those of `test` judge, the others are for finding out.
        view: Where the camera stands: `side`, or degrees off it by name; by default as the
            variant needs it.
    """

    stretch: str
    variant: str
    facing: Facing
    number: int
    split: Split = "test"
    view: View | Literal["oblique", "three-quarter"] | None = None

    @property
    def id(self) -> str:
        """Name of its files."""
        words = (self.stretch, self.variant, self.shown_from, self.facing, self.split, self.number)
        return "_".join(str(word).replace(" ", "-") for word in words)

    @property
    def motion(self) -> Motion:
        """The scripted motion."""
        return MOTIONS[self.stretch]

    @property
    def fault(self) -> Fault | None:
        """What goes wrong, or None."""
        return None if self.variant == GOOD else self.motion.fault(self.variant)

    @property
    def shown_from(self) -> str:
        """Where the camera stands."""
        if self.view is not None:
            return self.view
        if self.motion.view != "side" or self.fault is None:
            return self.motion.view
        return self.fault.view

    @property
    def worked(self) -> Side:
        """The worked side: near the camera, unless the stretch wants the other one there."""
        near: Side = "right" if self.facing == "right" else "left"
        return other(near) if self.motion.near == "other" else near

    @property
    def depth(self) -> int:
        """How many variants of its stretch come before this one."""
        return 0 if self.fault is None else 1 + self.motion.faults.index(self.fault)

    def person(self) -> int:
        """Number of the person."""
        return person_number(self.split, 40_000 + self.number)

    def random(self) -> np.random.Generator:
        """Source of chance of the camera, the same for every variant of a stretch."""
        seed = zlib.crc32(f"{self.stretch} {self.facing} {self.shown_from}".encode())
        return np.random.default_rng([seed, self.number])


def schedule(rounds: int = 1) -> Iterator[Take]:
    """The takes that judge, breadth before depth.

    A round has the good form of every stretch first, then the first fault of each, the second, and
    so on, people and directions taking turns. Then arching in close-fitting clothes, without which
    no tilt is seen; at last one more good performance of each by somebody else.
    The next round turns the directions round.
    """
    moving = [name for name, motion in MOTIONS.items() if motion.faults]
    for number in range(rounds):
        yield from sorted(_variants(moving, number), key=lambda take: take.depth)
        yield from (Take(name, fault, facing, 5 + number) for name, fault, facing in _TILTED)
        for count, name in enumerate(moving):
            yield Take(name, GOOD, _FACINGS[(count + number) % 2], 5 + (count + number) % 3)


def _variants(names: Sequence[str], number: int) -> Iterator[Take]:
    count = 0
    for name in names:
        for variant in (GOOD, *(fault.id for fault in MOTIONS[name].faults)):
            count += 1
            facing = _FACINGS[(count + number) % 2]
            yield Take(name, variant, facing, 1 + (count + 2 * number) % 4)


@dataclass(frozen=True)
class Stage:
    """Where everything stands in a take."""

    spec: ClipSpec
    stand: Stand
    triangles: Array


def staged(take: Take, body: Body) -> Stage:
    """Person, camera and room of a take; the whole movement is in the picture."""
    motion, fault, random = take.motion, take.fault, take.random()
    timeline = motion.timeline(fault, PACE)
    poses = [motion.posed(body, take.worked, angles) for angles in motion.ends(fault)]
    stand = Stand(_yaw(take, random)).centred(np.concatenate([body.surface(p) for p in poses]))
    points = np.concatenate([stand.to_room(body.surface(p)) for p in poses])
    room = setting(setting_number(take.split, 40_000 + take.number))
    triangles = [room.triangles]
    rested = motion.triangles(body, take.worked, fault)
    if rested is not None:
        triangles.append(in_room(rested, stand))
    spec = ClipSpec(
        id=take.id,
        look=body.look,
        room=ROOMS[0],
        camera=_camera(take, random, points),
        yaw=stand.yaw,
        pose=lambda figure, **angles: motion.posed(figure, take.worked, angles),
        timeline=timeline,
        fps=FPS,
        seed=take.number,
    )
    return Stage(spec, stand, np.concatenate(triangles))


def _yaw(take: Take, random: np.random.Generator) -> float:
    sign = 1.0 if take.facing == "right" else -1.0
    nearly = float(random.uniform(-8, 8))
    turned = {"front": 88.0, "oblique": 25.0, "three-quarter": 45.0}.get(take.shown_from, 0.0)
    return sign * (90.0 - turned) + nearly


def _camera(take: Take, random: np.random.Generator, points: Array) -> Camera:
    """A camera on a table, a shelf or the floor that shows the whole movement."""
    distance, height = float(random.uniform(2.6, 3.6)), float(random.uniform(0.5, 1.2))
    middle = (points.min(0) + points.max(0)) / 2
    target = (float(middle[0]), 0.0, float(middle[2]))
    eye = (float(middle[0] + random.normal(0, 0.08)), -distance, height)
    if take.shown_from == "high":
        eye = (float(middle[0]) + 0.2, -1.0, 2.9)
    share = float(random.uniform(0.70, 0.82))
    view = 60.0
    for _ in range(4):  # the widest view angle that is still filled by the person
        pixels = Camera(eye, target, view, SIZE).project(points) / np.array(SIZE) - 0.5
        filled = 2.0 * float(np.abs(pixels).max())
        half = np.tan(np.radians(view / 2)) * filled / share
        view = float(np.clip(2 * np.degrees(np.arctan(half)), 25.0, 85.0))
    return Camera(eye, target, view, SIZE, roll=float(random.uniform(-1.5, 1.5)))


def film(take: Take, folder: Path, body: Body | None = None) -> Path:
    """Films a take into `<id>.mp4` and `<id>.csv` unless it is there; returns the clip's path."""
    clip = folder / f"{take.id}.mp4"
    if clip.exists():
        return clip
    folder.mkdir(parents=True, exist_ok=True)
    who = body or Body(person(take.person()).look)
    stage = staged(take, who)
    rows: list[dict[str, str]] = []
    partial = clip.with_name(f"{take.id}.part.mp4")
    write_video(partial, _frames(take, stage, who, rows), SIZE, FPS, quality=18, preset="ultrafast")
    write_truth(clip.with_suffix(".csv"), rows)
    partial.replace(clip)
    return clip


def _frames(take: Take, stage: Stage, body: Body, rows: list[dict[str, str]]) -> Iterator[Image]:
    spec = stage.spec
    grain = float(take.random().uniform(1.0, 4.0))
    random = np.random.default_rng(take.number)
    light = setting(setting_number(take.split, 40_000 + take.number)).light
    camera = replace(spec.camera, size=_DRAWN)
    drawn: Image | None = None
    with Renderer(body, camera, spec.room, noise=0.0, samples=0) as renderer:
        renderer.set_scene(camera, stage.triangles, light)
        for number in range(spec.frame_count):
            phase, values = spec.timeline.at(number / spec.fps)
            placed = spec.pose(body, **values)
            rows.append(truth_row(spec, body, stage.stand, placed, number, phase))
            still = phase in ("still", "hold") and number % 2 == 1
            if drawn is None or not still:
                soft = cv2.GaussianBlur(renderer.draw(placed, stage.stand), (0, 0), _SOFT)
                drawn = cv2.resize(soft, SIZE, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
            noisy = drawn + random.normal(0, grain, (*drawn.shape[:2], 1))
            yield np.clip(noisy, 0, 255).astype(np.uint8)
