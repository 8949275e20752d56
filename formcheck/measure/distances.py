"""Where limbs are: distances in shares of the trunk's length, arms, and what only a front shows."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from formcheck.measure.geometry import (
    cross,
    interior_angle,
    lean,
    middle,
    trunk_line,
)
from formcheck.measure.measurement import Measurement, View
from formcheck.measure.sigma import sigma
from formcheck.measure.view import FRONTAL_YAW
from formcheck.pose import space
from formcheck.pose.landmark import SIDES, Landmark, Side, other
from formcheck.pose.parts import body_axes
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
    trunk = abs(trunk_line(pose))
    found = {
        f"{name}_{side}": _measured(name, pose, view, trunk, side)
        for name in SIDED
        for side in SIDES
    }
    return found | {name: _measured(name, pose, view, trunk, None) for name in WHOLE}


def crossed_leg(pose: Pose, view: View) -> Side | None:
    """Return the leg that lies across the other one, or None where none does.

    Args:
        pose: The person.
        view: How the camera sees them.
    """
    trunk = abs(trunk_line(pose))
    across, near = (
        [_measured(name, pose, view, trunk, side).value for side in SIDES]
        for name in ("ankle_across", "ankle_to_knee")
    )
    if across[0] is not None and across[1] is not None:
        difference = across[0] - across[1]
    elif near[0] is not None and near[1] is not None:
        difference = near[1] - near[0]
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
            if f"{joint}_{one}" in view.cut_off:
                return f"Your {one} {joint} is outside the picture: step back or move the camera"
    return None


def _arm_lean(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    arm = pose.flat("shoulder", side) - pose.flat("wrist", side)
    return lean(arm, view.sign) if abs(arm) > 0.1 * trunk else "Let the camera see your arms"


def _arm_spread(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view
    arm = pose.flat("elbow", side) - pose.flat("shoulder", side)
    if abs(arm) < 0.1 * trunk:
        return "Let the camera see your arms"
    return interior_angle(-trunk_line(pose), arm)


def _knee_height(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view
    floor = max(pose.flat("ankle", one).imag for one in SIDES)
    return 100.0 * (floor - pose.flat("knee", side).imag) / trunk


def _wrist_to_ankle(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view
    ankle = pose.flat("ankle", side)
    return 100.0 * min(abs(pose.flat("wrist", one) - ankle) for one in SIDES) / trunk


def _ankle_to_knee(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view
    way = pose.flat("ankle", side) - pose.flat("knee", other(side))
    return 100.0 * abs(way) / trunk


def _ankle_across(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view
    line, hips = trunk_line(pose), middle(pose, "hip")
    outward = _outward(pose, side)
    size = cross(line, outward) / trunk
    if abs(size) < 0.1 * trunk:
        return _FRONT
    way = cross(line, pose.flat("ankle", side) - hips) / trunk
    return -100.0 * math.copysign(1.0, size) * way / trunk


def _outward(pose: Pose, side: Side) -> complex:
    """Return the way from the body's middle to its own side, by hips and shoulders, pixels."""
    hips, shoulders = (
        pose.flat(joint, side) - pose.flat(joint, other(side)) for joint in ("hip", "shoulder")
    )
    return hips + shoulders


def _hip_height(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view, side
    shoulder, hip, knee = (middle(pose, joint) for joint in ("shoulder", "hip", "knee"))
    run = shoulder.real - knee.real
    if abs(run) < 0.5 * trunk:
        return _TILTED
    slope = (shoulder.imag - knee.imag) / run
    if abs(slope) > STEEP:
        return _TILTED
    line = knee.imag + slope * (hip.real - knee.real)
    return 100.0 * (line - hip.imag) / trunk


def _knees_apart(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view, trunk, side
    trunk_m = space.size(body_axes(pose)[1])
    apart = math.dist(*(pose.solid("knee", one) for one in SIDES))
    return 100.0 * apart / trunk_m if trunk_m > 1e-6 else _NO_TRUNK


def _knees_over_feet(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view, side
    knees, feet = (
        abs((pose.flat(joint, "left") - pose.flat(joint, "right")).real)
        for joint in ("knee", "ankle")
    )
    return 100.0 * knees / feet if feet > CLOSE_FEET * trunk else _CLOSE


def _chest_roll(pose: Pose, view: View, trunk: float, side: Side) -> float | Unknown:
    del view, trunk, side
    left, right = (pose.solid("shoulder", one) for one in SIDES)
    size = math.dist(left, right)
    return math.degrees(math.asin((left[2] - right[2]) / size)) if size > 1e-6 else _NO_TRUNK


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
