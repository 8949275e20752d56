"""Where limbs are: distances in shares of the trunk's length, arms, and what only a front shows."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Self

from formcheck.codes.measure import ReasonCode
from formcheck.measure.model.error_table import sigma
from formcheck.measure.model.geometry import (
    cross,
    interior_angle,
    lean,
    trunk_line,
)
from formcheck.measure.model.measure_spec import MeasureSpec
from formcheck.measure.model.measurement import Measurement, View
from formcheck.measure.model.registry import REGISTRY
from formcheck.measure.view.missing_joints import MissingJoints, out_of_picture
from formcheck.measure.view.view import FRONTAL_YAW
from formcheck.message import Message
from formcheck.pose import space
from formcheck.pose.landmark import SIDES, Side, other
from formcheck.pose.parts import body_axes
from formcheck.pose.pose import Pose

LEAST_YAW: Final = 45.0
"""Yaw off the side view, in degrees, above which a view counts as frontal here."""

STEEP: Final = math.tan(math.radians(30.0))
"""Slope of the line from shoulders to knees above which it is no measure of the floor."""

INTO_DEPTH: Final = 0.5
"""Share of the trunk's length pointing at or away from the camera above which the trunk, seen from
the front, is no yardstick. Rendered people who lay back with their knees apart were read as nearer
together than others who had them together (docs/distances.md)."""

CLOSE_FEET: Final = 0.15
"""Distance of the ankles, as a share of the trunk's length, below which the knees are not compared
with it."""

CROSSED_MARGIN: Final = 15.0
"""Least difference of the legs, in percent of the trunk's length, at which one counts as
crossed."""

_FRONT: Final = Measurement.unknown(Message(ReasonCode.SHOW_FRONT))
_SIDE: Final = Measurement.unknown(Message(ReasonCode.SHOW_SIDE))
_UNDECIDED: Final = Measurement.unknown(Message(ReasonCode.FACING_UNDECIDED))
_NO_TRUNK: Final = Measurement.unknown(Message(ReasonCode.TRUNK_FORESHORTENED))
_ARMS: Final = Measurement.unknown(Message(ReasonCode.ARMS_NOT_SEEN))
_CLOSE: Final = Measurement.unknown(Message(ReasonCode.FEET_TOO_CLOSE))
_TILTED: Final = Measurement.unknown(Message(ReasonCode.NOT_LYING_FLAT))


def distances(pose: Pose, view: View) -> dict[str, Measurement]:
    """Return where the limbs are.

    Args:
        pose: The person.
        view: How the camera sees them.

    Returns:
        `NAME_left` and `NAME_right` of those of one side, and each of the whole. Distances are in
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
    seen = _Seen.of(pose, view)
    found = {
        f"{name}_{side}": _measured(REGISTRY[name], seen, side) for name in SIDED for side in SIDES
    }
    return found | {name: _measured(REGISTRY[name], seen, None) for name in WHOLE}


def crossed_leg(values: Mapping[str, Measurement]) -> Side | None:
    """Return the leg that lies across the other one, or None where none does.

    Args:
        values: The measurements of a pose; see `distances`.
    """
    across, near = (
        [values[f"{name}_{side}"].value for side in SIDES]
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


@dataclass(frozen=True, slots=True)
class _Seen:
    """What every distance of a frame depends on.

    Attributes:
        pose: The person.
        view: How the camera sees them.
        line: The trunk's line in the picture, pixels.
        trunk: Its length.
        hidden: What the view does not show, by name without side, with the reason.
        missing: The joints that cannot be measured, or None where all can.
    """

    pose: Pose
    view: View
    line: complex
    trunk: float
    hidden: Mapping[str, Measurement]
    missing: MissingJoints | None

    @classmethod
    def of(cls, pose: Pose, view: View) -> Self:
        line = trunk_line(pose)
        return cls(pose, view, line, abs(line), _hidden(view), MissingJoints.of(pose))


def _hidden(view: View) -> dict[str, Measurement]:
    if view.yaw_deg is None:
        return dict.fromkeys(_VALUES, _SIDE)
    hidden = {}
    if abs(view.yaw_deg) < LEAST_YAW:
        hidden = dict.fromkeys(_FRONTAL, _FRONT)
    if view.sign == 0:
        hidden["arm_lean"] = _UNDECIDED
    if abs(view.yaw_deg) > FRONTAL_YAW:
        hidden |= dict.fromkeys(_LATERAL, _SIDE)
    return hidden


def _measured(spec: MeasureSpec, seen: _Seen, side: Side | None) -> Measurement:
    if spec.name in seen.hidden:
        return seen.hidden[spec.name]
    reason = seen.missing.reason(spec, side) if seen.missing else None
    if reason is not None:
        return Measurement.unknown(reason)
    value = _NO_TRUNK if seen.trunk < 1.0 else _VALUES[spec.name](seen, side or "left")
    if isinstance(value, Measurement):
        return value
    turned = abs(seen.view.yaw_deg or 0.0)
    if spec.plane == "frontal":
        return Measurement.known(value, sigma(spec.name, 90.0 - turned))
    far = side is not None and seen.view.near is not None and side != seen.view.near
    return Measurement.known(value, sigma(spec.name, turned, far))


def _arm_lean(seen: _Seen, side: Side) -> float | Measurement:
    arm = seen.pose.flat("shoulder", side) - seen.pose.flat("wrist", side)
    return lean(arm, seen.view.sign) if abs(arm) > 0.1 * seen.trunk else _ARMS


def _arm_spread(seen: _Seen, side: Side) -> float | Measurement:
    arm = seen.pose.flat("elbow", side) - seen.pose.flat("shoulder", side)
    if abs(arm) < 0.1 * seen.trunk:
        return _ARMS
    return interior_angle(-seen.line, arm)


def _knee_height(seen: _Seen, side: Side) -> float | Measurement:
    floor = max(seen.pose.flat("ankle", one).imag for one in SIDES)
    return 100.0 * (floor - seen.pose.flat("knee", side).imag) / seen.trunk


def _wrist_to_ankle(seen: _Seen, side: Side) -> float | Measurement:
    ankle = seen.pose.flat("ankle", side)
    ways = {one: abs(seen.pose.flat("wrist", one) - ankle) for one in SIDES}
    nearer: Side = "left" if ways["left"] <= ways["right"] else "right"
    if seen.missing and f"wrist_{nearer}" in seen.missing.outside:
        return Measurement.unknown(out_of_picture("wrist", nearer))
    return 100.0 * ways[nearer] / seen.trunk


def _ankle_to_knee(seen: _Seen, side: Side) -> float | Measurement:
    way = seen.pose.flat("ankle", side) - seen.pose.flat("knee", other(side))
    return 100.0 * abs(way) / seen.trunk


def _ankle_across(seen: _Seen, side: Side) -> float | Measurement:
    line, hips = seen.line, seen.pose.middle("hip")
    outward = _outward(seen.pose, side)
    size = cross(line, outward) / seen.trunk
    if abs(size) < 0.1 * seen.trunk:
        return _FRONT
    way = cross(line, seen.pose.flat("ankle", side) - hips) / seen.trunk
    return -100.0 * math.copysign(1.0, size) * way / seen.trunk


def _outward(pose: Pose, side: Side) -> complex:
    """Return the way from the body's middle to its own side, by hips and shoulders, pixels."""
    hips, shoulders = (
        pose.flat(joint, side) - pose.flat(joint, other(side)) for joint in ("hip", "shoulder")
    )
    return hips + shoulders


def _hip_height(seen: _Seen, side: Side) -> float | Measurement:
    del side
    shoulder, hip, knee = (seen.pose.middle(joint) for joint in ("shoulder", "hip", "knee"))
    run = shoulder.real - knee.real
    if abs(run) < 0.5 * seen.trunk:
        return _TILTED
    slope = (shoulder.imag - knee.imag) / run
    if abs(slope) > STEEP:
        return _TILTED
    line = knee.imag + slope * (hip.real - knee.real)
    return 100.0 * (line - hip.imag) / seen.trunk


def _knees_apart(seen: _Seen, side: Side) -> float | Measurement:
    del side
    trunk = body_axes(seen.pose)[1]
    trunk_m = space.size(trunk)
    frontal = abs(seen.view.yaw_deg or 0.0) >= LEAST_YAW
    if frontal and abs(trunk[2]) >= INTO_DEPTH * trunk_m:
        return _NO_TRUNK
    apart = math.dist(*(seen.pose.solid("knee", one) for one in SIDES))
    return 100.0 * apart / trunk_m if trunk_m > 1e-6 else _NO_TRUNK


def _knees_over_feet(seen: _Seen, side: Side) -> float | Measurement:
    del side
    knees, feet = (
        abs((seen.pose.flat(joint, "left") - seen.pose.flat(joint, "right")).real)
        for joint in ("knee", "ankle")
    )
    return 100.0 * knees / feet if feet > CLOSE_FEET * seen.trunk else _CLOSE


def _chest_roll(seen: _Seen, side: Side) -> float | Measurement:
    del side
    left, right = (seen.pose.solid("shoulder", one) for one in SIDES)
    size = math.dist(left, right)
    return math.degrees(math.asin((left[2] - right[2]) / size)) if size > 1e-6 else _NO_TRUNK


_VALUES: Final[dict[str, Callable[[_Seen, Side], float | Measurement]]] = {
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

SIDED: Final = tuple(name for name in _VALUES if REGISTRY[name].sided)
"""Measures of one side, without it."""

WHOLE: Final = tuple(name for name in _VALUES if not REGISTRY[name].sided)
"""Measures of the whole person."""

_FRONTAL: Final = tuple(name for name in _VALUES if REGISTRY[name].plane == "frontal")
_LATERAL: Final = tuple(name for name in _VALUES if REGISTRY[name].plane == "sagittal")
