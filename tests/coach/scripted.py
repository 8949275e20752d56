"""Scripted measurements: what a camera would have measured, without a camera."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from formcheck.coach.coach import Coach, SideChoice
from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.measure.model.measurement import Legs, Measurement, Measurements, View
from formcheck.message import authored
from formcheck.pose.landmark import Side, other
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.stretch import Stretch

POSES = Path(__file__).parents[2] / "poses"

Value = float | None
Motion = Callable[[float], Mapping[str, Value] | None]
"""Values by role at a time: `hip` is the rear hip, `front_knee` the other knee; None: nobody."""

GOOD: dict[str, Value] = {
    "hip": 190.0,
    "knee": 110.0,
    "front_hip": 90.0,
    "front_knee": 95.0,
    "trunk_lean": 2.0,
    "pelvic_tilt": 0.0,
    "hip_joint": 184.0,
    "pelvic_rotation": 0.0,
}
"""A kneeling lunge in good form."""

STANDING: dict[str, Value] = GOOD | {"hip": 178.0, "knee": 178.0, "front_knee": 178.0}


def lunge(**changes: Any) -> Stretch:
    """Return a kneeling lunge of three checks, with one that may be out of sight."""
    check = {"why": "a test"}
    data: dict[str, Any] = {
        "id": "lunge",
        "name": "Lunge",
        "kind": "hold",
        "position": "half-kneeling",
        "sides": "each",
        "worked_leg": "rear",
        "view": {"from": "side", "near": "worked", "max_yaw": 30},
        "hold": {"seconds": 30, "sets": 1},
        "main": "rear-hip",
        "summary": "One knee down.",
        "steps": ["Kneel."],
        "cannot_see": ["What you feel"],
        "checks": [
            check
            | {
                "id": "arch",
                "measure": "pelvic_tilt",
                "high": 5,
                "required": False,
                "cue_high": "Tuck your tailbone under",
            },
            check
            | {
                "id": "trunk-lean",
                "measure": "trunk_lean",
                "low": -5,
                "high": 10,
                "cue_low": "Bring your ribs forward",
                "cue_high": "Grow tall",
            },
            check
            | {
                "id": "rear-hip",
                "measure": "hip[worked]",
                "low": 185,
                "high": 200,
                "cue_low": "Let your hips travel forward",
                "cue_high": "Ease off a little",
            },
            check
            | {
                "id": "rear-knee",
                "measure": "knee[worked]",
                "low": 95,
                "high": 125,
                "required": False,
                "cue_low": "Let the knee open",
                "cue_high": "Come back a little",
            },
        ],
    }
    return Stretch.model_validate(data | changes)


def squat(**changes: Any) -> Stretch:
    """Return a squat with one check at the bottom and one at the top."""
    data: dict[str, Any] = {
        "id": "squat",
        "name": "Squat",
        "kind": "reps",
        "position": "standing",
        "sides": "both",
        "view": {"from": "side", "near": "either", "max_yaw": 30},
        "reps": {"measure": "knee[near]", "top": 160, "bottom": 120, "count": 5},
        "summary": "Sit back.",
        "steps": ["Stand."],
        "checks": [
            {
                "id": "bottom-knee",
                "measure": "knee[near]",
                "low": 70,
                "high": 110,
                "at": "bottom",
                "cue_low": "Stop a little higher",
                "cue_high": "Sit down a little deeper",
                "why": "a test",
            },
            {
                "id": "top-knee",
                "measure": "knee[near]",
                "low": 165,
                "at": "top",
                "cue_low": "Stand all the way up",
                "why": "a test",
            },
        ],
    }
    return Stretch.model_validate(data | changes)


def bundled(stretch_id: str) -> Stretch:
    """Return a stretch of the catalogue."""
    return load_stretch(POSES / f"{stretch_id}.yaml")


def frame(
    time_s: float,
    values: Mapping[str, Value] | None,
    *,
    index: int = 0,
    rear: Side | None = "left",
    near: Side | None = "left",
    yaw: float | None = 5.0,
    sigma: float = 3.0,
) -> Measurements:
    """Return one frame; `values` by role as in `GOOD`, or None where nobody is there."""
    if values is None:
        return Measurements(index, time_s, False, None, Legs())
    named: dict[str, Measurement] = {}
    side: Side = rear or "left"
    for key, value in values.items():
        name = key
        if key in ("hip", "knee", "hip_joint"):
            name = f"{key}_{side}"
        elif key.startswith("front_"):
            name = f"{key.removeprefix('front_')}_{other(side)}"
        named[name] = (
            Measurement.unknown(authored(f"Show your {key.replace('_', ' ')}"))
            if value is None
            else Measurement.known(value, sigma)
        )
    view = View("right", yaw, None if yaw is None else 5.0, near)
    return Measurements(index, time_s, True, view, Legs(rear, rear), named)


def times(
    duration: float, fps: float = 30.0, *, jitter: float = 0.0, drop: float = 0.0, seed: int = 0
) -> list[float]:
    """Return rising times: jitter and dropped frames as shares; no gap becomes a loss of sight."""
    chance = random.Random(seed)
    found = [0.0]
    for i in range(1, round(duration * fps) + 1):
        time_s = (i + jitter * chance.uniform(-0.5, 0.5)) / fps
        # Frames are dropped singly, so that at 10 a second 0.2 s are never exceeded by much.
        if chance.random() < drop and found[-1] > (i - 1.5) / fps:
            continue
        found.append(time_s)
    return found


def frames(
    motion: Motion, at: Sequence[float], *, noise: float = 0.0, seed: int = 0, **how: Any
) -> Iterator[Measurements]:
    """Return the frames of a motion at these times, with normal noise of that sd in degrees."""
    chance = random.Random(seed)
    for index, time_s in enumerate(at):
        values = motion(time_s)
        if values is not None and noise:
            values = {
                name: None if value is None else value + chance.gauss(0.0, noise)
                for name, value in values.items()
            }
        yield frame(time_s, values, index=index, **how)


def perform(
    stretch: Stretch, sequence: Iterator[Measurements], side: SideChoice = "auto"
) -> tuple[list[FrameReport], Summary]:
    """Return all reports of a performance, and its summary."""
    coach = Coach(stretch, side)
    reports = [coach.update(measurements) for measurements in sequence]
    return reports, coach.finish()


def hips(*points: tuple[float, float | None]) -> Motion:
    """Return a lunge whose rear hip goes along these (time, angle), straight between them.

    Up to the time of a point with None nothing of the person is seen.
    """

    def motion(time_s: float) -> Mapping[str, Value] | None:
        before = points[0]
        for point in points:
            if time_s <= point[0]:
                start, end = before[1], point[1]
                if end is None:
                    return None
                if start is None or point[0] == before[0]:
                    return GOOD | {"hip": end}
                share = (time_s - before[0]) / (point[0] - before[0])
                return GOOD | {"hip": start + share * (end - start)}
            before = point
        return None if before[1] is None else GOOD | {"hip": before[1]}

    return motion
