"""Clips of scripted performances: who, where, from where, and the truth of each frame."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
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
from benchmarks.render.timeline import Timeline
from benchmarks.stretches.catalogue import CALIBRATION
from benchmarks.stretches.motion import Fault, Motion, Pace, View
from benchmarks.stretches.solids import in_room
from benchmarks.stretches.turning import TURNED, Turning, between, posed_angles, stands, then
from benchmarks.stretches.versions import PERFORMED
from benchmarks.truthset.people import Split, person, person_number
from benchmarks.truthset.scenes import setting, setting_number

FPS: Final = 10
SIZE: Final = (640, 480)
PACE: Final = Pace(still=1.2, enter=1.3, hold=4.0, reps=2, down=0.9)
"""Shorter than people take, so that many performances can be filmed."""

GOOD: Final = "good"
Facing = Literal["left", "right"]
FACINGS: Final[tuple[Facing, Facing]] = ("right", "left")
_DRAWN: Final = (480, 360)
"""Pictures are drawn smaller and enlarged: MediaPipe looks at 256 x 256 pixels anyway."""

_SOFT: Final = 0.45
"""Blur in drawn pixels that a lens adds, and that smooths edges drawn without samples."""


@dataclass(frozen=True)
class Take:
    """One performance before a camera, made from its names and a number alone.

    Attributes:
        stretch: Id of the stretch, with a version behind a colon.
        variant: `good`, or the id of a fault.
        facing: Which way the person faces in the picture.
        number: Chooses body, clothes, room, light and camera.
        split: Which people and rooms: those of `test` judge, the others are for finding out.
        view: Where the camera stands: `side`, or degrees off it by name; by default as the
            variant needs it.
        profile: Whether the person was filmed for a profile first, by the same camera.
        turning: How it goes on from the front after the side, or None where it does not.
    """

    stretch: str
    variant: str
    facing: Facing
    number: int
    split: Split = "test"
    view: View | Literal["oblique", "three-quarter"] | None = None
    profile: bool = False
    turning: Turning | None = None

    @property
    def id(self) -> str:
        """Name of its files."""
        seen = f"{self.shown_from}+profile" if self.profile else self.shown_from
        seen += f"+{self.turning}" if self.turning else ""
        words = (self.stretch, self.variant, seen, self.facing, self.split, self.number)
        return "_".join(str(word).replace(" ", "-").replace(":", "+") for word in words)

    @property
    def motion(self) -> Motion:
        """The scripted motion."""
        return PERFORMED[self.stretch]

    @property
    def fault(self) -> Fault | None:
        """What goes wrong, or None."""
        return None if self.variant == GOOD else self.motion.fault(self.variant)

    @property
    def shown_from(self) -> str:
        """Where the camera stands."""
        if self.view is not None:
            return self.view
        if self.motion.view != "side" or self.fault is None or self.turning is not None:
            return self.motion.view
        return self.fault.view

    @property
    def timeline(self) -> Timeline:
        """The movement in time."""
        later = self.motion.looked_at(self.fault, PACE)
        if self.upright:
            return later
        once = self.motion.timeline(self.fault, PACE)
        if self.turning is None:
            return once
        return then(once, later, self.turning, repeated=self.motion.repeated)

    @property
    def upright(self) -> bool:
        """Whether the start pose alone is filmed: the fault shows there, from the front."""
        alone = self.fault is not None and self.fault.view == "front" and self.view is None
        return alone and self.turning is None and self.motion.looked_at_upright

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


@dataclass(frozen=True)
class Stage:
    """Where everything stands in a take.

    Attributes:
        spec: What the clip is made of; its camera is the first one.
        stand: How the person stands, at first.
        triangles: The room and what is in it.
        after: How they stand once they have turned to the camera, and the camera of that part.
    """

    spec: ClipSpec
    stand: Stand
    triangles: Array
    after: tuple[Stand, Camera] | None = None

    def at(self, turned: float) -> tuple[Stand, Camera]:
        """Stand and camera on the way from the side (0) to the front (1)."""
        if self.after is None:
            return self.stand, self.spec.camera
        stand, camera = self.after
        return between(self.stand, stand, turned), camera if turned >= 1.0 else self.spec.camera


def staged(take: Take, body: Body) -> Stage:
    """Person, camera and room of a take; the whole movement is in the picture."""
    if take.turning is not None:
        return _staged_turning(take, body)
    motion, fault, random = take.motion, take.fault, take.random()
    poses = [motion.posed(body, take.worked, angles) for angles in motion.ends(fault)]
    stand = Stand(_yaw(take, random)).centred(np.concatenate([body.surface(p) for p in poses]))
    points = [stand.to_room(body.surface(p)) for p in poses]
    if take.profile:  # the camera stayed where it had been for the profile
        points.append(_upright(take, body)[1])
    rested = motion.triangles(body, take.worked, fault)
    props = [] if rested is None else [in_room(rested, stand)]
    camera = _camera(take, random, np.concatenate(points))
    return _stage(take, motion, take.timeline, stand, camera, props)


def _staged_turning(take: Take, body: Body) -> Stage:
    """The same for somebody who is seen from the side and then from the front.

    Raises:
        ValueError: The stretch rests on something, which would have to turn too.
    """
    motion, random = take.motion, take.random()
    if motion.support is not None:
        raise ValueError(f"expected a stretch without a table or roller, got {take.stretch}")
    ends = motion.ends(take.fault)
    start, end = (body.surface(motion.posed(body, take.worked, angles)) for angles in ends)
    both = stands(1.0 if take.facing == "right" else -1.0, start, random)
    parts = [np.concatenate([stand.to_room(start), stand.to_room(end)]) for stand in both]
    if take.turning == "cut":
        side, front = (_camera(take, random, points) for points in parts)
    else:
        side = front = _camera(take, random, np.concatenate(parts))
    stage = _stage(take, motion, take.timeline, both[0], side, [])
    return replace(stage, after=(both[1], front))


def staged_calibration(take: Take, body: Body) -> Stage:
    """The same person before the same camera, standing at ease and tilting the pelvis."""
    stand, _ = _upright(take, body)
    camera = staged(take, body).spec.camera
    return _stage(take, CALIBRATION, CALIBRATION.timeline(None, PACE), stand, camera, [])


def _upright(take: Take, body: Body) -> tuple[Stand, Array]:
    """How the person stands for the profile, and where in the room that is."""
    placed = CALIBRATION.posed(body, take.worked, CALIBRATION.start)
    turn = float(np.random.default_rng([7, take.number]).uniform(-8, 8))
    sign = 1.0 if take.facing == "right" else -1.0
    stand = Stand(sign * 90.0 + turn).centred(body.surface(placed))
    return stand, stand.to_room(body.surface(placed))


def _stage(
    take: Take,
    motion: Motion,
    timeline: Timeline,
    stand: Stand,
    camera: Camera,
    props: Sequence[Array],
) -> Stage:
    room = setting(setting_number(take.split, 40_000 + take.number))
    spec = ClipSpec(
        id=take.id,
        look=person(take.person()).look,
        room=ROOMS[0],
        camera=camera,
        yaw=stand.yaw,
        pose=lambda figure, **angles: motion.posed(figure, take.worked, posed_angles(angles)),
        timeline=timeline,
        fps=FPS,
        seed=take.number,
    )
    return Stage(spec, stand, np.concatenate([room.triangles, *props]))


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


def film(take: Take, folder: Path, body: Body) -> Path:
    """Films a take into `<id>.mp4` and `<id>.csv` unless it is there; returns the clip's path."""
    clip = folder / f"{take.id}.mp4"
    return _filmed(take, clip, lambda: staged(take, body), body)


def film_calibration(take: Take, folder: Path, body: Body) -> Path:
    """Films what the person of a take did for the profile, `<id>.calibration.mp4`."""
    clip = folder / f"{take.id}.calibration.mp4"
    return _filmed(take, clip, lambda: staged_calibration(take, body), body)


def _filmed(take: Take, clip: Path, staging: Callable[[], Stage], body: Body) -> Path:
    if clip.exists():
        return clip
    clip.parent.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, str]] = []
    partial = clip.with_name(f"{clip.stem}.part.mp4")
    frames = _frames(take, staging(), body, rows)
    write_video(partial, frames, SIZE, FPS, quality=18, preset="ultrafast")
    write_truth(clip.with_suffix(".csv"), rows)
    partial.replace(clip)
    return clip


def _frames(take: Take, stage: Stage, body: Body, rows: list[dict[str, str]]) -> Iterator[Image]:
    spec = stage.spec
    grain = float(take.random().uniform(1.0, 4.0))
    random = np.random.default_rng(take.number)
    light = setting(setting_number(take.split, 40_000 + take.number)).light
    drawn: Image | None = None
    before: Camera | None = None
    first = replace(spec.camera, size=_DRAWN)
    with Renderer(body, first, spec.room, noise=0.0, samples=0) as renderer:
        for number in range(spec.frame_count):
            phase, values = spec.timeline.at(number / spec.fps)
            stand, camera = stage.at(values.get(TURNED, 0.0))
            if camera != before:
                renderer.set_scene(replace(camera, size=_DRAWN), stage.triangles, light)
                drawn = None
            before = camera
            placed = spec.pose(body, **values)
            rows.append(truth_row(replace(spec, camera=camera), body, stand, placed, number, phase))
            still = phase in ("still", "hold") and number % 2 == 1
            if drawn is None or not still:
                soft = cv2.GaussianBlur(renderer.draw(placed, stand), (0, 0), _SOFT)
                drawn = cv2.resize(soft, SIZE, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
            noisy = drawn + random.normal(0, grain, (*drawn.shape[:2], 1))
            yield np.clip(noisy, 0, 255).astype(np.uint8)
