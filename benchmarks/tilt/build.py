"""Renders the series: `python -m benchmarks.tilt.build --out DIR --bodies N`.

A series is one person in one room and the same clothes: twice at ease, then with many pelvic
tilts. One file a person; those that are there already are not rendered again.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.render.body import Body
from benchmarks.render.camera import Camera, Stand
from benchmarks.render.renderer import Renderer
from benchmarks.render.room import ROOMS
from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import BONES
from benchmarks.render.truth import angles
from benchmarks.tilt.postures import Wish, draw, familiar_spine, strange_spine
from benchmarks.truthset import scenes
from benchmarks.truthset.draft import Draft, ImplausibleError, either
from benchmarks.truthset.frame import Scene, direction, joint_positions, whole
from benchmarks.truthset.people import Split, person, person_number
from benchmarks.truthset.postures import Drawn
from benchmarks.truthset.shards import save
from formcheck.capture.frame import Frame
from formcheck.pose.engine.mediapipe import MediaPipeEstimator

PLAN: Final = (
    *("neutral",) * 2,
    *("standing",) * 3,
    *("lunge",) * 4,
    *("quadruped",) * 3,
    "bridge",
    "prone",
)
"""Families of the frames of each person."""

SESSION_PLAN: Final = (
    *("neutral",) * 2,
    *("kneeling",) * 2,
    *("standing",) * 2,
    *("lunge",) * 5,
    "quadruped",
)
"""The same of a session: from the third frame on the person stays turned as they are."""

AT_EASE: Final = {"neutral": 1.0, "kneeling": 1.5}
"""Families in which the pelvis stays where it is by itself, and how many degrees it strays."""

WOBBLE: Final = 3.0
"""Degrees by which somebody turns, more or less, between the frames of a session."""

FRONT_PLAN: Final = (*("standing",) * 4, *("lunge",) * 4)
"""The same of the pictures from the front and the back, with the pelvis slanted and turned."""


TURN: Final = 5
"""Every fifth person is held out for judging."""


@dataclass(frozen=True)
class View:
    """One picture to draw."""

    family: str
    draft: Draft
    stand: Stand
    camera: Camera


def split_of(number: int) -> Split:
    """Whether the series with this number trains or judges."""
    return "test" if number % TURN == TURN - 1 else "train"


def _off_side(random: np.random.Generator, family: str) -> float:
    """Degrees off the side view; a baseline is taken nearly side-on."""
    widest = random.choice([10.0, 20.0, 35.0], p=[0.4, 0.35, 0.25])
    return float(random.uniform(-1, 1) * (10.0 if family == "neutral" else widest))


def _camera(random: np.random.Generator, fixed: int, surface: Array, joints: Array) -> Camera:
    """The series' own camera, or another one where the person would not fit into its picture."""
    for step in range(40):
        chance = np.random.default_rng(fixed) if step == 0 else random
        camera = scenes.camera_for(chance, surface)
        if camera.size in _SMALL and whole(camera, surface, joints):
            return camera
    raise ImplausibleError("no camera sees the whole person")


_SMALL: Final = ((640, 480), (480, 640))


def _fixed_camera(seed: int) -> int:
    """A seed with which `scenes.camera_for` draws a small picture."""
    points = np.array([[-0.3, 0.0, 0.0], [0.3, 0.0, 1.7]])
    while scenes.camera_for(np.random.default_rng(seed), points).size not in _SMALL:
        seed += 1
    return seed


def _views(body: Body, number: int, random: np.random.Generator) -> Iterator[tuple[View, Array]]:
    """The side views: at ease, then with many tilts."""
    strange = split_of(number) == "test" and random.random() < 0.5
    spine = strange_spine(random) if strange else familiar_spine(random)
    own_neutral, facing = float(random.normal(0, 4)), float(random.choice([-1, 1]))
    fixed = _fixed_camera(number * 1000)
    for family in PLAN:
        tilt = own_neutral + float(random.normal(0, 1) if family == "neutral" else 0)
        if family != "neutral":
            tilt += float(random.uniform(-20, 20))
        yaw = facing * (90 - _off_side(random, family))
        view = _view(body, random, family, Wish(tilt, spine), yaw, fixed)
        if view is not None:
            yield view, spine


def _session_views(
    body: Body, number: int, random: np.random.Generator
) -> Iterator[tuple[View, Array]]:
    """The frames of a session: before one camera, to which the person stays turned as they are."""
    strange = split_of(number) == "test" and random.random() < 0.5
    spine = strange_spine(random) if strange else familiar_spine(random)
    own_neutral, facing = float(random.normal(0, 4)), float(random.choice([-1, 1]))
    fixed, rear = _fixed_camera(number * 1000), either(random)
    turned = _off_side(random, "lunge")
    for family in SESSION_PLAN:
        stray = AT_EASE.get(family)
        tilt = own_neutral + float(random.uniform(-20, 20) if stray is None else 0)
        tilt += float(random.normal(0, stray or 0.0))
        off = _off_side(random, family) if family == "neutral" else random.normal(turned, WOBBLE)
        wish = Wish(tilt, spine, rear=rear)
        view = _view(body, random, family, wish, facing * (90 - float(off)), fixed)
        if view is not None:
            yield view, spine


def _front_views(
    body: Body, number: int, random: np.random.Generator
) -> Iterator[tuple[View, Array]]:
    """Front, three-quarter and back views."""
    fixed = _fixed_camera(number * 1000)
    for family in FRONT_PLAN:
        spine = familiar_spine(random)
        turn, drop = random.uniform(-25, 25), random.uniform(-14, 14)
        off = random.uniform(40, 90) if random.random() < 0.8 else random.uniform(-90, -60)
        yaw = float(random.choice([-1, 1]) * (90 - off))
        wish = Wish(float(random.normal(0, 6)), spine, float(turn), float(drop))
        view = _view(body, random, family, wish, yaw, fixed)
        if view is not None:
            yield view, spine


KINDS: Final = {
    "series": (_views, 73, 700_000),
    "front": (_front_views, 74, 700_000),
    "session": (_session_views, 79, 705_000),
}
"""What is drawn, the seed, and where people and rooms are counted from: beyond the truth set's."""


def _view(
    body: Body, random: np.random.Generator, family: str, wish: Wish, yaw: float, fixed: int
) -> View | None:
    try:
        draft = draw(body, random, family, wish)
        surface = body.surface(draft.placed, BONES)
        stand = Stand(yaw).centred(surface)
        joints = stand.to_room(joint_positions(draft.placed))
        camera = _camera(random, fixed, stand.to_room(surface), joints)
    except ImplausibleError:
        return None
    return View(family, draft, stand, camera)


def series(number: int, estimator: MediaPipeEstimator, kind: str) -> dict[str, NDArray[Any]]:
    """Every frame of one person: what MediaPipe saw, its silhouette, and the truth."""
    views, seed, first = KINDS[kind]
    random = np.random.default_rng([seed, number])
    who = person(person_number(split_of(number), first + number))
    body = Body(who.look)
    setting = scenes.setting(scenes.setting_number(split_of(number), first + number))
    rows: list[dict[str, Any]] = []
    arrays: dict[str, NDArray[Any]] = {}
    with Renderer(body, Camera(), ROOMS[0], noise=0.0, samples=0) as renderer:
        for view, spine in views(body, number, random):
            renderer.set_scene(view.camera, setting.triangles, setting.light)
            drawn = renderer.draw(view.draft.placed, view.stand)
            exact = renderer.mask(view.draft.placed, view.stand)
            image, jpeg = scenes.webcam(random, drawn, view.camera.size)
            pose = estimator.estimate(Frame(image, 0, 0.0))
            if pose is None:
                continue
            row = len(rows)
            if pose.silhouette is not None:
                arrays[f"mask_{row}"] = np.round(255 * pose.silhouette).astype(np.uint8)
                arrays[f"exact_{row}"] = np.packbits(exact)
            arrays[f"jpeg_{row}"] = np.frombuffer(jpeg, np.uint8)
            rows.append(
                _truth(body, view)
                | {"pixels": pose.pixels, "world": pose.world, "visibility": pose.visibility}
                | {"spine": spine, "fit": who.look.fit, "body": who.number}
            )
    for name in rows[0] if rows else ():
        arrays[name] = np.array([row[name] for row in rows])
    return arrays


def _truth(body: Body, view: View) -> dict[str, Any]:
    values = angles(view.draft.placed, body.skeleton)
    joints = view.stand.to_room(joint_positions(view.draft.placed))
    scene = Scene(Drawn(view.family, view.draft), view.stand, view.camera, joints)
    seen = direction(scene)
    return {
        "size": view.camera.size,
        "family": view.family,
        "arms": view.draft.variant,
        "worked": view.draft.worked or "",
        "joints": joints,
        "joint_pixels": view.camera.project(joints),
        "yaw": seen["yaw"],
        "facing": seen["facing"],
        "camera": seen["camera"],
        **values,
    }


def main() -> None:
    """Renders the series that are not there yet."""
    parser = argparse.ArgumentParser(description="Render people with many pelvic tilts.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--bodies", type=int, required=True, help="number of people")
    kind = parser.add_mutually_exclusive_group()
    for name, text in (
        ("front", "views from front and back instead, the pelvis slanted and turned"),
        ("session", "sessions instead: kneeling tall, then lunges, turned to the camera alike"),
    ):
        kind.add_argument(
            f"--{name}", dest="kind", action="store_const", const=name, default="series", help=text
        )
    wanted = parser.parse_args()
    os.environ.setdefault("LP_NUM_THREADS", "1")
    wanted.out.mkdir(parents=True, exist_ok=True)
    with MediaPipeEstimator("full", mode="image", silhouette=wanted.kind != "front") as estimator:
        for number in range(wanted.bodies):
            path = wanted.out / f"{split_of(number)}-{number:04d}.npz"
            if path.exists():
                continue
            start = time.perf_counter()
            arrays = series(number, estimator, wanted.kind)
            if arrays:
                save(path, arrays)
            print(f"{path.name}: {time.perf_counter() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main()
