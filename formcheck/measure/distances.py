"""Where limbs are: distances in shares of the trunk's length, arms, and what only a front shows."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final

from formcheck.measure.geometry import (
    Vector,
    cross,
    interior_angle,
    lean,
    length,
    middle,
    trunk_line,
)
from formcheck.measure.measurement import Measurement, View
from formcheck.measure.sigma import sigma
from formcheck.measure.view import FRONTAL_YAW, cut_off
from formcheck.pose.landmark import SIDES, Landmark, Side, other
from formcheck.pose.pose import Pose

SIDED: Final = (
    "arm_lean", "arm_spread", "knee_height", "wrist_to_ankle", "ankle_to_knee", "ankle_across",
)  # fmt: skip
WHOLE: Final = ("hip_height", "knees_apart", "knees_over_feet", "chest_roll")

FRONTAL: Final = frozenset({"arm_spread", "ankle_across", "knees_over_feet", "chest_roll"})
"""Measured from the front, from behind, or from above of someone lying."""

LEAST_YAW: Final = 45.0
"""Degrees off the side view from which on a view counts as frontal here."""

STEEP: Final = math.tan(math.radians(30.0))
"""Slope of the line from shoulders to knees beyond which it says nothing about a floor."""

CLOSE_FEET: Final = 0.15
"""Share of the trunk's length below which two ankles are too close to compare the knees with."""

CROSSED_MARGIN: Final = 15.0
"""Percent of the trunk's length by which the legs must differ before one counts as crossed."""

_NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "arm_lean": ("shoulder", "wrist"),
    "arm_spread": ("hip", "shoulder", "elbow"),
    "knee_height": ("knee", "ankle"),
    "wrist_to_ankle": ("ankle",),
    "ankle_to_knee": ("ankle",),
    "ankle_across": ("ankle",),
    "hip_height": ("shoulder", "hip", "knee"),
    "knees_apart": ("knee",),
    "knees_over_feet": ("knee", "ankle"),
    "chest_roll": ("shoulder",),
}

_FRONT: Final = "Let the camera see you from the front, or from above when you lie"
_SIDE: Final = "Turn so that one side of your body faces the camera"
_UNDECIDED: Final = "It cannot be told which way you face: show your side to the camera"
_NO_TRUNK: Final = "Your trunk points at the camera: let it see more of you"
_CLOSE: Final = "Set your feet about as wide as your hips"
_TILTED: Final = "Lie with your hips and knees on the floor, so that a rise can be seen"
_MERGED: Final = (
    "Your {side} leg cannot be told from your {other}: show your side more squarely, "
    "one leg in front of the other"
)

Unknown = str
"""Why there is no value, in words a person can act on."""


def distances(pose: Pose, view: View) -> dict[str, Measurement]:
    """Return where the limbs are.

    Args:
        pose: The person.
        view: How the camera sees them.

    Returns:
        `NAME_left` and `NAME_right` of each of `SIDED`, and each of `WHOLE`. Distances are in
        percent of the trunk's length (the knees over the feet in percent of the ankles'
        distance), arms and chest in degrees:

        ``arm_lean``         wrist to shoulder against the vertical, shoulder in front +
        ``arm_spread``       upper arm away from the side of the trunk, 0 to 180
        ``knee_height``      the knee above the lower of both ankles
        ``wrist_to_ankle``   the nearer of both wrists to the ankle of that side
        ``ankle_to_knee``    the ankle of that side to the other side's knee
        ``ankle_across``     the ankle beyond the trunk's line, towards the other side +
        ``hip_height``       the hips above the line from shoulders to knees
        ``knees_apart``      one knee to the other, from world coordinates
        ``knees_over_feet``  the knees' distance across the picture against that of the ankles
        ``chest_roll``       the line of the shoulders against the picture's plane
    """
    trunk = length(trunk_line(pose))
    found = {
        f"{name}_{side}": _measured(name, pose, view, trunk, side)
        for name in SIDED
        for side in SIDES
    }
    return found | {name: _measured(name, pose, view, trunk, None) for name in WHOLE}


def crossed_leg(values: Mapping[str, Measurement]) -> Side | None:
    """Return the leg that lies across the other one, or None where none does.

    Args:
        values: What `distances` returns.
    """
    across = {side: values[f"ankle_across_{side}"].value for side in SIDES}
    near = {side: values[f"ankle_to_knee_{side}"].value for side in SIDES}
    left, right = across["left"], across["right"]
    if left is not None and right is not None:
        difference = left - right
    elif near["left"] is not None and near["right"] is not None:
        difference = near["right"] - near["left"]
    else:
        return None
    if abs(difference) < CROSSED_MARGIN:
        return None
    return "left" if difference > 0 else "right"


def _measured(name: str, pose: Pose, view: View, trunk: float, side: Side | None) -> Measurement:
    reason = _unseen(name, pose, view, side)
    if reason is None and trunk < 1.0:
        reason = _NO_TRUNK
    if reason is not None:
        return Measurement.unknown(reason)
    value = _VALUES[name](pose, view, trunk, side or "left")
    if isinstance(value, str):
        return Measurement.unknown(value)
    turned = abs(view.yaw_deg or 0.0)
    off = 90.0 - turned if name in FRONTAL else turned
    if name == "knees_apart":
        off = 0.0  # from world coordinates, whatever the view
    far = side is not None and view.near is not None and side != view.near
    return Measurement.known(value, sigma(name, off, far and name not in FRONTAL))


def _unseen(name: str, pose: Pose, view: View, side: Side | None) -> Unknown | None:
    if view.yaw_deg is None:
        return _SIDE
    if name in FRONTAL and abs(view.yaw_deg) < LEAST_YAW:
        return _FRONT
    if name not in FRONTAL and name != "knees_apart" and abs(view.yaw_deg) > FRONTAL_YAW:
        return _SIDE
    if name == "arm_lean" and view.sign == 0:
        return _UNDECIDED
    for joint in _NEEDS[name]:
        for one in SIDES if side is None else (side,):
            if joint in ("knee", "ankle") and Landmark.of(joint, one) in pose.unsure:
                return _MERGED.format(side=one, other=other(one))
            if cut_off(pose, joint, one):
                return f"Your {one} {joint} is outside the picture: step back or move the camera"
    return None


def _arm_lean(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    arm = pose.joint("shoulder", side) - pose.joint("wrist", side)
    return lean(arm, view.sign) if length(arm) > 0.1 * trunk else "Let the camera see your arms"


def _arm_spread(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view
    arm = pose.joint("elbow", side) - pose.joint("shoulder", side)
    if length(arm) < 0.1 * trunk:
        return "Let the camera see your arms"
    return interior_angle(-trunk_line(pose), arm)


def _knee_height(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view
    floor = max(float(pose.joint("ankle", one)[1]) for one in SIDES)
    return 100.0 * (floor - float(pose.joint("knee", side)[1])) / trunk


def _wrist_to_ankle(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view
    ankle = pose.joint("ankle", side)
    return 100.0 * min(length(pose.joint("wrist", one) - ankle) for one in SIDES) / trunk


def _ankle_to_knee(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view
    way = pose.joint("ankle", side) - pose.joint("knee", other(side))
    return 100.0 * length(way) / trunk


def _ankle_across(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view
    line, hips = trunk_line(pose), middle(pose, "hip")
    outward = _outward(pose, side)
    size = cross(line, outward) / trunk
    if abs(size) < 0.1 * trunk:
        return _FRONT
    way = cross(line, pose.joint("ankle", side) - hips) / trunk
    return -100.0 * math.copysign(1.0, size) * way / trunk


def _outward(pose: Pose, side: Side) -> Vector:
    """Return the way from the body's middle to its own side, by hips and shoulders, pixels."""
    hips, shoulders = (
        pose.joint(joint, side) - pose.joint(joint, other(side)) for joint in ("hip", "shoulder")
    )
    return hips + shoulders


def _hip_height(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view, side
    shoulder, hip, knee = (middle(pose, joint) for joint in ("shoulder", "hip", "knee"))
    run = float(shoulder[0] - knee[0])
    if abs(run) < 0.5 * trunk:
        return _TILTED
    slope = float(shoulder[1] - knee[1]) / run
    if abs(slope) > STEEP:
        return _TILTED
    line = float(knee[1]) + slope * float(hip[0] - knee[0])
    return 100.0 * (line - float(hip[1])) / trunk


def _knees_apart(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view, trunk, side
    left, right = (pose.world[Landmark.of("knee", one)] for one in SIDES)
    shoulders, hips = (
        (pose.world[Landmark.of(joint, "left")] + pose.world[Landmark.of(joint, "right")]) / 2
        for joint in ("shoulder", "hip")
    )
    trunk_m = math.dist(shoulders, hips)
    return 100.0 * math.dist(left, right) / trunk_m if trunk_m > 1e-6 else _NO_TRUNK


def _knees_over_feet(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view, side
    knees, feet = (
        abs(float(pose.joint(joint, "left")[0] - pose.joint(joint, "right")[0]))
        for joint in ("knee", "ankle")
    )
    return 100.0 * knees / feet if feet > CLOSE_FEET * trunk else _CLOSE


def _chest_roll(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view, trunk, side
    left, right = (pose.world[Landmark.of("shoulder", one)] for one in SIDES)
    size = math.dist(left, right)
    return math.degrees(math.asin(float(left[2] - right[2]) / size)) if size > 1e-6 else _NO_TRUNK


_VALUES: Final[dict[str, Callable[[Pose, View, float, Side], float | Unknown]]] = {
    "arm_lean": _arm_lean,
    "arm_spread": _arm_spread,
    "knee_height": _knee_height,
    "wrist_to_ankle": _wrist_to_ankle,
    "ankle_to_knee": _ankle_to_knee,
    "ankle_across": _ankle_across,
    "hip_height": _hip_height,
    "knees_apart": _knees_apart,
    "knees_over_feet": _knees_over_feet,
    "chest_roll": _chest_roll,
}
