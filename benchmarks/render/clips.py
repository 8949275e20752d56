"""What a clip is made of, and the truth of each of its frames. Needs no graphics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.render.camera import Camera, Stand
from benchmarks.render.looks import Look
from benchmarks.render.room import Room
from benchmarks.render.skeleton import JOINT_BONES, SIDES, Figure, Placed
from benchmarks.render.timeline import Timeline
from benchmarks.render.truth import angles

PoseFunction = Callable[..., Placed]
"""A function of `poses`: takes a figure and angles by name."""


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
