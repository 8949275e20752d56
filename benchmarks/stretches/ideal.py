"""What formcheck would measure if it saw every joint exactly: the truth in its own words.

The joint centres of a scripted posture are handed to the measurer as a pose, without any learned
correction; what no landmark shows (pelvic tilt and the hip's own share) is the renderer's truth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from benchmarks.render.camera import Stand
from benchmarks.render.rotations import Array, rot_x
from benchmarks.render.skeleton import JOINT_BONES, SIDES, Figure, Placed, Side, bone, outward
from benchmarks.render.truth import angles
from formcheck.measure.measurer import Measurer
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import LANDMARK_COUNT, Pose

_SCALE: Final = 330.0
"""Pixels a metre, without perspective."""

_SIZE: Final = (900, 700)
TILT_SIGMA: Final = 4.0
"""Degrees: what pelvic tilt is measured with at best; see docs/."""

_HEAD: Final = {
    "nose": (0.0, 0.06, 0.11),
    "eye": (0.032, 0.10, 0.09),
    "ear": (0.075, 0.07, 0.01),
    "mouth": (0.025, 0.02, 0.10),
}
"""Places on the head: from the top of the neck, metres; x outward, y up, z forward."""


def ideal_pose(placed: Placed, figure: Figure, yaw: float, raised: float = 0.0) -> Pose:
    """The landmarks of a posture, seen from far away.

    Args:
        placed: The posture.
        figure: Whose posture it is.
        yaw: Direction of the person, see `Stand`.
        raised: How far the camera looks down, degrees; 90 = from straight above.
    """
    body = np.zeros((LANDMARK_COUNT, 3))
    for side in SIDES:
        for joint in JOINT_BONES:
            body[Landmark.of(joint, side)] = placed.joint(joint, side)
        body[Landmark.of("heel", side)] = _on_foot(placed, figure, side, -0.045)
        body[Landmark.of("foot_index", side)] = _on_foot(placed, figure, side, 0.15)
        for name in ("pinky", "index", "thumb"):
            body[Landmark.of(name, side)] = _hand(placed, figure, side)
        body[Landmark.of("ear", side)] = _on_head(placed, "ear", side)
        body[Landmark[f"MOUTH_{side.upper()}"]] = _on_head(placed, "mouth", side)
        for name in ("eye", "eye_inner", "eye_outer"):
            body[Landmark.of(name, side)] = _on_head(placed, "eye", side)
    body[Landmark.NOSE] = _on_head(placed, "nose", "left")
    room = Stand(yaw).to_room(body) @ rot_x(-raised)
    world = np.stack([room[:, 0], -room[:, 2], room[:, 1]], axis=1)
    hips = (world[Landmark.LEFT_HIP] + world[Landmark.RIGHT_HIP]) / 2
    at = np.stack([world[:, 0] - hips[0], world[:, 1]], axis=1)
    pixels = np.array([0.5 * _SIZE[0], 0.93 * _SIZE[1]]) + _SCALE * at
    if raised > 45.0:  # lying, seen from above: the whole body is in the picture
        pixels += np.array(_SIZE) / 2 - (pixels.min(axis=0) + pixels.max(axis=0)) / 2
    return Pose(pixels, world - hips, np.ones(LANDMARK_COUNT), *_SIZE)


def _on_foot(placed: Placed, figure: Figure, side: Side, ahead: float) -> Array:
    foot = bone("foot", side)
    local = np.array([0.0, -0.85 * figure.skeleton.ankle_height, ahead])
    point: Array = placed.positions[foot] + placed.rotations[foot] @ local
    return point


def _hand(placed: Placed, figure: Figure, side: Side) -> Array:
    wrist = bone("wrist", side)
    tip = figure.skeleton.hand_tips[wrist] - figure.skeleton.heads[wrist]
    point: Array = placed.positions[wrist] + placed.rotations[wrist] @ (0.8 * tip)
    return point


def _on_head(placed: Placed, name: str, side: Side) -> Array:
    x, y, z = _HEAD[name]
    local = np.array([outward(side) * x, y, z])
    point: Array = placed.positions["head"] + placed.rotations["head"] @ local
    return point


def ideal_measurements(
    postures: Sequence[Placed],
    figure: Figure,
    yaws: Sequence[float],
    fps: float,
    raised: float = 0.0,
) -> list[Measurements]:
    """Everything formcheck measures, exactly; each with the error that formcheck states.

    Args:
        postures: One for each frame.
        figure: Whose postures they are.
        yaws: Direction of the person in each frame, see `Stand`.
        fps: Frames a second.
        raised: How far the camera looks down, degrees.
    """
    poses = [
        ideal_pose(placed, figure, yaw, raised) for placed, yaw in zip(postures, yaws, strict=True)
    ]
    times = [number / fps for number in range(len(poses))]
    measurer = Measurer(None)
    measurer.prime(list(poses), times)
    frames = []
    for number, (pose, placed) in enumerate(zip(poses, postures, strict=True)):
        measured = measurer.update(pose, number, times[number])
        frames.append(
            replace(measured, values={**measured.values, **dict(_hidden(placed, figure))})
        )
    return frames


def _hidden(placed: Placed, figure: Figure) -> Iterator[tuple[str, Measurement]]:
    truth = angles(placed, figure.skeleton)
    yield "pelvic_tilt", Measurement.known(truth["pelvic_tilt"], TILT_SIGMA)
    for side in SIDES:
        yield f"hip_joint_{side}", Measurement.known(truth[f"hip_joint_{side}"], 5.0)


def certain(frames: Sequence[Measurements], sigma: float = 0.05) -> list[Measurements]:
    """The same measurements with hardly any error, for the truth about verdicts and seconds."""
    return [
        replace(
            frame,
            values={
                name: value if value.value is None else Measurement.known(value.value, sigma)
                for name, value in frame.values.items()
            },
        )
        for frame in frames
    ]
