"""Builds the truth set: `python -m benchmarks.truthset.build --out DIR --split train --count N`."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.render.body import Body
from benchmarks.render.camera import Camera
from benchmarks.render.renderer import Renderer
from benchmarks.render.room import ROOMS
from benchmarks.truthset import scenes, shards
from benchmarks.truthset.draft import ImplausibleError
from benchmarks.truthset.frame import CAMERA, JOINTS, Shot, shoot
from benchmarks.truthset.people import SPLITS, TRAITS, Person, Split, person, person_number
from formcheck.capture.frame import Frame
from formcheck.pose.engine.mediapipe import MediaPipeEstimator
from formcheck.pose.pose import Pose

SHARD: Final = 100
FRAMES_PER_BODY: Final = 13
FRAMES_PER_ROOM: Final = 3
KEPT: Final[dict[Split, float]] = {"train": 0.06, "validation": 0.15, "test": 1.0}
"""Share of the pictures that are kept as JPEG files."""

_PER_SEED: Final = 100_000
_NAMES: Final = {
    "joint_names": JOINTS,
    "body_names": (*TRAITS, "height"),
    "camera_names": CAMERA,
}


@dataclass(frozen=True)
class Order:
    """One shard to build."""

    out: Path
    split: Split
    seed: int
    number: int
    count: int
    faults: bool = False

    @property
    def name(self) -> str:
        """Name of the shard, without its suffix."""
        kind = "faults-" if self.faults else ""
        return f"{self.split}-{kind}{self.seed}-{self.number:04d}"

    @property
    def path(self) -> Path:
        """The shard's file."""
        return self.out / self.split / f"{self.name}.npz"


def build(order: Order) -> float:
    """Builds a shard; returns the seconds it took."""
    start = time.perf_counter()
    random = np.random.default_rng([order.seed, SPLITS.index(order.split), order.number])
    rows: list[dict[str, Any]] = []
    with MediaPipeEstimator("full", mode="image") as estimator:
        for shot, who, height in _shots(order, random):
            frame_id = f"{order.name}-{len(rows):03d}"
            row = {"frame_id": frame_id, **shot.row, **look_twice(estimator, shot)}
            row |= {"body": who.number, "fit": who.look.fit, "body_traits": (*who.traits, height)}
            rows.append(row)
            if random.random() < KEPT[order.split]:
                _keep(order, frame_id, shot.jpeg)
    shards.write(order.path, rows, _NAMES)
    return time.perf_counter() - start


def _shots(order: Order, random: np.random.Generator) -> Iterator[tuple[Shot, Person, float]]:
    """As many random frames as ordered, of a few bodies."""
    made, bodies = 0, 0
    rooms = order.seed * _PER_SEED + order.number * SHARD
    while made < order.count:
        number = order.seed * _PER_SEED + order.number * SHARD + bodies
        who = person(person_number(order.split, number))
        body = Body(who.look)
        bodies += 1
        with Renderer(body, Camera(), ROOMS[0], noise=0.0, samples=0) as renderer:
            for _ in range(min(FRAMES_PER_BODY, order.count - made)):
                room = scenes.setting_number(order.split, rooms + made // FRAMES_PER_ROOM)
                try:
                    shot = shoot(renderer, body, scenes.setting(room), random, order.faults)
                except ImplausibleError:
                    continue
                made += 1
                yield shot, who, body.height()


def look_twice(estimator: MediaPipeEstimator, shot: Shot) -> dict[str, Any]:
    """What MediaPipe sees in a picture and in its mirror image, mirrored back."""
    direct = estimator.estimate(Frame(shot.image, 0, 0.0))
    turned = estimator.estimate(Frame(np.ascontiguousarray(shot.image[:, ::-1]), 0, 0.0))
    looks: list[Pose | None] = [direct, None if turned is None else turned.mirrored()]
    return {
        "found": [look is not None for look in looks],
        "pixels": [np.zeros((33, 2)) if look is None else look.pixels for look in looks],
        "world": [np.zeros((33, 3)) if look is None else look.world for look in looks],
        "visibility": [np.zeros(33) if look is None else look.visibility for look in looks],
    }


def _keep(order: Order, frame_id: str, jpeg: bytes) -> None:
    folder = order.out / order.split / "frames"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{frame_id}.jpg").write_bytes(jpeg)


def main() -> None:
    """Builds the shards that are not there yet."""
    parser = argparse.ArgumentParser(description="Build the truth set of rendered people.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--split", choices=SPLITS, required=True, help="which people and rooms")
    parser.add_argument("--count", type=int, required=True, help="number of frames")
    parser.add_argument("--seed", type=int, default=1, help="other frames for another number")
    parser.add_argument("--faults", action="store_true", help="rare faults only, see postures.py")
    parser.add_argument("--workers", type=int, default=1, help="processes that render")
    wanted = parser.parse_args()
    os.environ.setdefault("LP_NUM_THREADS", "1")  # Mesa's own threads would fight the workers
    orders = [
        Order(
            wanted.out,
            wanted.split,
            wanted.seed,
            number,
            min(SHARD, wanted.count - first),
            wanted.faults,
        )
        for number, first in enumerate(range(0, wanted.count, SHARD))
    ]
    todo = [order for order in orders if not order.path.exists()]
    print(f"{len(orders) - len(todo)} shards are there, {len(todo)} to build", flush=True)
    with ProcessPoolExecutor(wanted.workers, mp_context=get_context("spawn")) as pool:
        started = {pool.submit(build, order): order for order in todo}
        for done in as_completed(started):
            order = started[done]
            print(f"{order.path}: {order.count} frames in {done.result():.0f} s", flush=True)


if __name__ == "__main__":
    main()
