"""How the parts of a body lean in its own middle plane, measured or guessed from depth."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.measure.facing import body_axes, chest_normal
from formcheck.measure.geometry import Vector, length, middle, trunk_line
from formcheck.measure.measurement import Measurement, View
from formcheck.pose.landmark import SIDES, Landmark, Side
from formcheck.pose.pose import Pose

IN_SPACE: Final = {"trunk_lean": (10.0, 20.0), "thigh": (20.0, 35.0), "shin": (18.0, 32.0)}
"""Degrees: error of a lean from world coordinates, side-on and from the front. They stand in where
the picture shows too little; on rendered people nine in ten are within 1.6 of them."""


@dataclass(frozen=True, slots=True)
class Lean:
    """A lean against the vertical, degrees, forward above 0, with its error."""

    value: float
    sigma: float


@dataclass(frozen=True, slots=True)
class Leans:
    """A body in its middle plane; None where it cannot be told.

    Attributes:
        trunk: Of the trunk, -180..180: 90 face down, -90 face up.
        thighs: Of the thighs, by side.
        shins: Of the shins, by side.
        chest_down: How far the chest points down, -1..1, from world coordinates.
        reach: How far the lower hand is below the shoulders, in trunk lengths.
    """

    trunk: Lean | None
    thighs: Mapping[Side, Lean | None]
    shins: Mapping[Side, Lean | None]
    chest_down: float
    reach: float


def leans(pose: Pose, view: View, values: Mapping[str, Measurement]) -> Leans:
    """Return the leans of a pose: measured where they are, otherwise from world coordinates.

    Args:
        pose: The person.
        view: How the camera sees them.
        values: The measurements of the pose.
    """
    space = _in_space(pose, view)

    def lean(name: str) -> Lean | None:
        measured = values.get(name)
        if measured is not None and measured.value is not None and measured.sigma is not None:
            return Lean(measured.value, measured.sigma)
        return space.get(name)

    return Leans(
        trunk=lean("trunk_lean"),
        thighs={side: lean(f"thigh_{side}") for side in SIDES},
        shins={side: lean(f"shin_{side}") for side in SIDES},
        chest_down=float(chest_normal(pose)[1]),
        reach=_reach(pose),
    )


def _in_space(pose: Pose, view: View) -> dict[str, Lean]:
    """The leans of what is in the picture, in the plane across the body's left-right line."""
    leftward = body_axes(pose)[0]
    across = leftward / max(float(np.linalg.norm(leftward)), 1e-9)
    up = np.array([0.0, -1.0, 0.0])
    up = up - (up @ across) * across
    if np.linalg.norm(up) < 0.3:  # lying on one side
        return {}
    up = up / np.linalg.norm(up)
    forward = np.cross(across, up)
    # The direction that is held over time is right more often than depth in one frame.
    if view.sign and forward[0] * view.sign < 0 and abs(view.yaw_deg or 0.0) < 45.0:
        forward = -forward

    def lean(name: str, segment: Vector) -> Lean:
        side_on, frontal = IN_SPACE[name]
        share = abs(view.yaw_deg or 0.0) / 90.0
        value = math.degrees(math.atan2(float(segment @ forward), float(segment @ up)))
        return Lean(value, side_on + share * (frontal - side_on))

    def mean(joint: str) -> Vector:
        return np.asarray(sum(pose.world[Landmark.of(joint, side)] for side in SIDES) / 2)

    lost = {Landmark.of(*joint.rsplit("_", 1)) for joint in view.cut_off}  # type: ignore[arg-type]
    lost |= pose.unsure
    found = {}
    if not lost & {Landmark.of(joint, side) for joint in ("hip", "shoulder") for side in SIDES}:
        found["trunk_lean"] = lean("trunk_lean", mean("shoulder") - mean("hip"))
    for side in SIDES:
        hip, knee, ankle = (Landmark.of(joint, side) for joint in ("hip", "knee", "ankle"))
        if not lost & {hip, knee}:
            found[f"thigh_{side}"] = lean("thigh", pose.world[hip] - pose.world[knee])
        if not lost & {knee, ankle}:
            found[f"shin_{side}"] = lean("shin", pose.world[knee] - pose.world[ankle])
    return found


def _reach(pose: Pose) -> float:
    size = max(length(trunk_line(pose)), 1.0)
    lower = max(float(pose.joint("wrist", side)[1]) for side in SIDES)
    return (lower - float(middle(pose, "shoulder")[1])) / size
