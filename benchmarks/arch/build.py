"""Renders the performances: `python -m benchmarks.arch.build --out DIR --bodies N`.

A performance is one person in one room and the same clothes, filmed in clips: standing at
ease and tilting the pelvis once back and forth, as for a personal baseline; a true lunge, with the
trunk-thigh angle and the hip joint both near 195 degrees; and an arched one, with the same
trunk-thigh angle and the hip joint at 180. A fourth clip shows them kneeling tall, as both lunges
begin. One file a person; those that are there already are not rendered again.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
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
from benchmarks.render.skeleton import SIDES, Placed, bone, other
from benchmarks.render.truth import angles
from benchmarks.tilt.postures import TiltPosture, familiar_spine, step_forward, strange_spine
from benchmarks.truthset import scenes
from benchmarks.truthset.draft import ImplausibleError
from benchmarks.truthset.frame import joint_positions, whole
from benchmarks.truthset.people import person, person_number
from benchmarks.truthset.shards import save
from formcheck.capture.frame import Frame
from formcheck.pose.engine.mediapipe import MediaPipeEstimator
from formcheck.pose.sides.mirror_ensemble import TwoLooks

FIRST: Final = 720_000
"""People and rooms are counted from here on, so that none is in any other set."""

FPS: Final = 6
STANDING_S, TILTING_S, HOLD_S, KNEELING_S = 2.5, 5.0, 2.5, 1.4
DEPTH: Final = 195.0
"""Trunk-thigh angle of both lunges, degrees; varied a little from person to person."""

STRAY: Final = 1.5
"""Degrees by which the pelvis of somebody who kneels tall is off how they stand, more or less."""

JOINT: Final = 180.0
"""Angle of the hip joint in the arched lunge, zeroed at the person's own neutral."""

Posture = Callable[[float], Placed]
"""From seconds since the start of a clip to the person's posture."""


@dataclass(frozen=True)
class Act:
    """One clip: what is done, how long, and how far off the side view."""

    name: str
    posture: Posture
    seconds: float
    off_side: float


class Performer:
    """One person's own way to stand and to kneel; the same asymmetries in every frame."""

    def __init__(self, body: Body, number: int) -> None:
        """Draws what stays the same through the performance."""
        self.body, self._number = body, number
        random = np.random.default_rng([75, number])
        strange = random.random() < 0.5
        self.spine: Array = strange_spine(random) if strange else familiar_spine(random)
        self.strange = strange
        self.neutral = float(random.normal(0, 4))
        self.depth = DEPTH + float(random.uniform(-2, 2))
        self.swing = (float(random.uniform(-14, -6)), float(random.uniform(6, 14)))
        self.rear = SIDES[int(random.integers(2))]
        self.arms = str(random.choice(["knee", "hanging", "hips", "chest", "forward"]))
        self.trunk = {"stand": random.normal(1, 1.5), "lunge": random.normal(2, 3)}
        self.thigh = random.normal(0, 1.5)
        zero = angles(self.stand(self.neutral), body.skeleton)
        self.gap = {s: zero[f"hip_joint_{s}"] - zero[f"hip_{s}"] for s in SIDES}

    def _start(self) -> TiltPosture:
        return TiltPosture(self.body, np.random.default_rng([76, self._number]), self.spine)

    def stand(self, tilt: float, sway: float = 0.0) -> Placed:
        """Stands at ease with a pelvic tilt."""
        body = self._start()
        body.lean(self.trunk["stand"] + 0.6 * sway, tilt, head=3.0)
        for side in SIDES:
            body.set_leg(side, self.thigh, self.thigh - 2.0, 0.0, 2.5)
        body.hang_arms()
        return body.placed_on_floor("foot.L")

    def lunge(self, tilt: float, sway: float = 0.0) -> Placed:
        """Half-kneels with the trunk-thigh angle `depth` and a pelvic tilt.

        Raises:
            ImplausibleError: The front foot does not reach the floor.
        """
        return self._kneels(tilt, self.depth + 0.6 * sway, self.trunk["lunge"] + 0.5 * sway)

    def kneel(self, sway: float = 0.0) -> Placed:
        """Kneels tall, the pelvis about where it is in standing.

        Raises:
            ImplausibleError: The front foot does not reach the floor.
        """
        random = np.random.default_rng([80, self._number])
        tilt, hip = self.neutral + random.normal(0, STRAY), random.uniform(170, 182)
        trunk = random.normal(1, 2)
        for step in range(40):
            try:
                return self._kneels(tilt, hip + 0.6 * sway, trunk + 0.5 * sway, step)
            except ImplausibleError:
                continue
        raise ImplausibleError("no step lets this body kneel tall")

    def _kneels(self, tilt: float, hip: float, trunk: float, step: int = 0) -> Placed:
        body = self._start()
        body.lean(trunk, tilt, head=4.0)
        thigh = body.thigh_for_hip(hip)
        body.set_leg(self.rear, thigh, -87.0, 158.0, 1.5)
        names = ("lowerleg01", "lowerleg02", "upperleg02")
        floor = body.lowest([bone(name, self.rear) for name in names])
        chance = np.random.default_rng([77, self._number, *([step] if step else [])])
        step_forward(body, chance, self.rear, floor)
        if self.arms == "knee":
            body.hands_on_knee(other(self.rear))
        else:
            {
                "hanging": body.hang_arms,
                "hips": body.hands_on_hips,
                "chest": body.hands_at_chest,
            }.get(self.arms, lambda: body.raise_arms(50, 100))()
        return body.placed_on_floor(bone("lowerleg01", self.rear), floor)

    def arched_tilt(self) -> float:
        """Returns the tilt at which the hip joint of the rear leg is at `JOINT`."""
        low, high = self.neutral, self.neutral + 45.0
        for _ in range(14):
            middle = (low + high) / 2
            truth = angles(self.lunge(middle), self.body.skeleton)
            joint = truth[f"hip_joint_{self.rear}"] - self.gap[self.rear]
            low, high = (middle, high) if joint > JOINT else (low, middle)
        return (low + high) / 2


def _sway(time_s: float) -> float:
    return float(0.7 * np.sin(time_s * 1.5) + 0.3 * np.sin(time_s * 4.1 + 1))


def acts(who: Performer, random: np.random.Generator) -> list[Act]:
    """Returns the clips of a performance."""

    def calibrate(time_s: float) -> Placed:
        share = max(0.0, time_s - STANDING_S) / TILTING_S
        swing = np.interp(share, [0, 0.08, 0.33, 0.42, 0.75, 0.84, 1], [0, 0, 1, 1, 2, 2, 2.6])
        back, forth = who.swing
        tilt = float(np.interp(swing, [0, 1, 2, 3], [0, back, forth, 0]))
        return who.stand(who.neutral + tilt, _sway(time_s))

    arched = who.arched_tilt()
    side = float(random.choice([-1, 1]))
    yaw = float(random.uniform(-20, 20))
    return [
        Act("calibration", calibrate, STANDING_S + TILTING_S, side * 90 - random.uniform(-10, 10)),
        Act("true", lambda t: who.lunge(who.neutral, _sway(t)), HOLD_S, side * 90 - yaw),
        Act("arched", lambda t: who.lunge(arched, _sway(t)), HOLD_S, side * 90 - yaw),
        Act("kneeling", lambda t: who.kneel(_sway(t)), KNEELING_S, side * 90 - yaw),
    ]


def _camera(random: np.random.Generator, points: Array, joints: Array) -> Camera:
    for _ in range(200):
        camera = scenes.camera_for(random, points)
        if camera.size in ((640, 480), (480, 640)) and whole(camera, points, joints):
            return camera
    raise ImplausibleError("no camera sees the whole person")


def _two_looks() -> TwoLooks:
    return TwoLooks(
        MediaPipeEstimator("full", silhouette=True), MediaPipeEstimator("full", silhouette=True)
    )


def performance(number: int) -> dict[str, NDArray[Any]]:
    """Every frame of one person's three clips: what MediaPipe saw, and the truth.

    Raises:
        ImplausibleError: This body cannot do it, or no camera sees all of it.
    """
    random = np.random.default_rng([74, number])
    look = person(person_number("test", FIRST + number)).look
    body = Body(look)
    who = Performer(body, number)
    setting = scenes.setting(scenes.setting_number("test", FIRST + number))
    played = acts(who, random)
    stands, clouds, bones = [], [], []
    for act in played:
        placed = act.posture(0.0)
        stands.append(Stand(act.off_side).centred(body.surface(placed)))
        if act.name != "kneeling":  # within the room that standing and lunging take
            clouds.append(stands[-1].to_room(body.surface(placed)))
            bones.append(stands[-1].to_room(joint_positions(placed)))
    camera = _camera(random, np.concatenate(clouds), np.concatenate(bones))
    rows: list[dict[str, Any]] = []
    arrays: dict[str, NDArray[Any]] = {}
    with Renderer(body, camera, ROOMS[0], noise=0.0, samples=0) as renderer:
        renderer.set_scene(camera, setting.triangles, setting.light)
        for act, stand in zip(played, stands, strict=True):
            with _two_looks() as estimator:
                for index, placed in enumerate(_moments(act)):
                    # One webcam: the same light and the same grain in every picture.
                    chance = np.random.default_rng([78, number])
                    image, _ = scenes.webcam(chance, renderer.draw(placed, stand), camera.size)
                    pose = estimator.estimate(Frame(image, index, index / FPS))
                    if pose is None or pose.silhouette is None:
                        continue
                    arrays[f"mask_{len(rows)}"] = np.round(255 * pose.silhouette).astype(np.uint8)
                    rows.append(
                        {"act": act.name, "time_s": index / FPS, "off_side": act.off_side}
                        | {"pixels": pose.pixels, "world": pose.world}
                        | {"visibility": pose.visibility}
                        | _truth(placed, who)
                    )
    constants = {"rear": who.rear, "fit": look.fit, "arms": who.arms, "strange": who.strange}
    for name in rows[0] if rows else ():
        arrays[name] = np.array([row[name] for row in rows])
    return arrays | {name: np.array(value) for name, value in constants.items()}


def _moments(act: Act) -> Iterator[Placed]:
    for index in range(round(act.seconds * FPS)):
        yield act.posture(index / FPS)


def _truth(placed: Placed, who: Performer) -> dict[str, float]:
    """Truth of a posture, zeroed at the person's own neutral."""
    truth = angles(placed, who.body.skeleton)
    truth["pelvic_tilt"] -= who.neutral
    for side in SIDES:
        truth[f"hip_joint_{side}"] -= who.gap[side]
    return truth


def main() -> None:
    """Renders the performances that are not there yet."""
    parser = argparse.ArgumentParser(description="Render calibrations, true and arched lunges.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--bodies", type=int, required=True, help="number of people")
    wanted = parser.parse_args()
    os.environ.setdefault("LP_NUM_THREADS", "1")
    wanted.out.mkdir(parents=True, exist_ok=True)
    for number in range(wanted.bodies):
        path = wanted.out / f"{number:04d}.npz"
        if path.exists():
            continue
        start = time.perf_counter()
        try:
            save(path, performance(number))
        except ImplausibleError as error:
            print(f"{path.name}: {error}", flush=True)
            continue
        print(f"{path.name}: {time.perf_counter() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main()
