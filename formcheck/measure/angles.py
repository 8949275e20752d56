"""All angles of one pose: by name, each with its error or the reason why there is none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from formcheck.measure import distances
from formcheck.measure.geometry import (
    elevation,
    hip_angle,
    interior_angle,
    lean,
    trunk_line,
    wrap180,
)
from formcheck.measure.lost import lost_joints
from formcheck.measure.measurement import Legs, Measurement, View
from formcheck.measure.outline import NO_SILHOUETTE
from formcheck.measure.sigma import sigma
from formcheck.measure.view import FRONTAL_YAW
from formcheck.pose import space
from formcheck.pose.landmark import SIDES, Side, other
from formcheck.pose.pose import Pose

SIDED: Final = ("hip", "hip_joint", "knee", "elbow", "shoulder", "thigh", "shin", "trunk_shin")
WHOLE: Final = (
    "trunk_lean",
    "trunk_pitch",
    "hips_rise",
    "pelvic_tilt",
    "pelvic_obliquity",
    "pelvic_rotation",
)
NAMES: Final = (
    *(f"{name}_{side}" for name in SIDED for side in SIDES),
    *WHOLE,
    *(f"{name}_{side}" for name in distances.SIDED for side in SIDES),
    *distances.WHOLE,
)
"""Every measurement's name, in the order in which they are written."""

_NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "hip": ("shoulder", "hip", "knee"),
    "knee": ("hip", "knee", "ankle"),
    "elbow": ("shoulder", "elbow", "wrist"),
    "shoulder": ("hip", "shoulder", "elbow"),
    "thigh": ("hip", "knee"),
    "shin": ("knee", "ankle"),
    "trunk_shin": ("shoulder", "hip", "knee", "ankle"),
}

_UNMEASURED: Final = {
    "hip_joint": "The hip joint's own share needs the pelvic tilt, which is not known here",
    "pelvic_tilt": NO_SILHOUETTE,
    # Tried and found no better than a guess: see docs/tilt.md.
    "pelvic_obliquity": (
        "A camera cannot tell yet whether your hips are level: "
        "put your hands on your hip bones and look in a mirror"
    ),
    "pelvic_rotation": (
        "A camera cannot tell yet whether your hips are square: "
        "put your hands on your hip bones and point both straight ahead"
    ),
    "hips_rise": "Lie flat and still for a second first, so that a rise can be seen",
}

_FRONTAL: Final = "Turn so that one side of your body faces the camera"
_UNDECIDED: Final = "It cannot be told which way you face: show your side to the camera"
_COLLAPSED: Final = "Two joints fall on one point in the picture: move closer to the camera"

ROLE_MARGIN: Final = 15.0
"""Degrees by which two thighs or knees must differ before the legs get different roles."""


def nobody(reason: str) -> dict[str, Measurement]:
    """Return every measurement as unknown, for a frame in which nobody could be measured."""
    return {name: Measurement.unknown(reason) for name in NAMES}


def angles(pose: Pose, view: View) -> dict[str, Measurement]:
    """Return every measurement of a pose.

    Args:
        pose: The person.
        view: How the camera sees them.

    Returns:
        One entry for each of `NAMES`; a value that cannot be known carries its reason.
    """
    found: dict[str, Measurement] = {
        name: Measurement.unknown(_UNMEASURED[name]) for name in WHOLE if name in _UNMEASURED
    }
    lost = lost_joints(pose, view)
    for side in SIDES:
        for name in SIDED:
            found[f"{name}_{side}"] = _sided(name, pose, side, view, lost)
    for name in ("trunk_lean", "trunk_pitch"):
        found[name] = _trunk(name, pose, view)
    found |= distances.distances(pose, view)
    return {name: found[name] for name in NAMES}


def roles(pose: Pose, view: View) -> Legs:
    """Return which leg is to the rear, which is bent and which lies across, by geometry alone.

    Args:
        pose: The person.
        view: How the camera sees them; without a direction there is no rear.

    Returns:
        The roles; none while one leg cannot be told from the other.
    """
    if pose.unsure:
        return Legs(named=pose.legs_named)
    crossed = distances.crossed_leg(pose, view)
    if view.sign == 0:
        return Legs(named=pose.legs_named, crossed=crossed)
    thigh = {side: _thigh_backward(pose, side, view.sign) for side in SIDES}
    knee = {side: _raw("knee", pose, side, view.sign) for side in SIDES}
    rear = _larger(thigh["left"], thigh["right"])
    straight = _larger(knee["left"], knee["right"])
    bent = None if straight is None else other(straight)
    return Legs(rear=rear, bent=bent, named=pose.legs_named, crossed=crossed)


def _larger(left: float | None, right: float | None) -> Side | None:
    if left is None or right is None or abs(left - right) < ROLE_MARGIN:
        return None
    return "left" if left > right else "right"


def _thigh_backward(pose: Pose, side: Side, sign: int) -> float | None:
    # Against the trunk's middle line rather than the vertical: a rear leg is one behind the
    # body, also for someone who lies or leans.
    trunk = trunk_line(pose)
    thigh = pose.flat("knee", side) - pose.flat("hip", side)
    if abs(trunk) < 1.0 or abs(thigh) < 1.0:
        return None
    return hip_angle(trunk, 0.0, thigh, sign)


def _view_reason(view: View) -> str | None:
    if view.yaw_deg is None or abs(view.yaw_deg) > FRONTAL_YAW:
        return _FRONTAL
    return _UNDECIDED if view.sign == 0 else None


def _sided(name: str, pose: Pose, side: Side, view: View, lost: Mapping[str, str]) -> Measurement:
    if name in _UNMEASURED:
        return Measurement.unknown(_UNMEASURED[name])
    reason = _view_reason(view)
    if reason is not None:
        return Measurement.unknown(reason)
    for joint in _NEEDS[name] if lost else ():
        if f"{joint}_{side}" in lost:
            return Measurement.unknown(lost[f"{joint}_{side}"])
    value = _raw(name, pose, side, view.sign)
    if value is None:
        return Measurement.unknown(_COLLAPSED)
    far = view.near is not None and side != view.near
    return Measurement.known(value, sigma(name, view.yaw_deg or 0.0, far))


def _trunk(name: str, pose: Pose, view: View) -> Measurement:
    reason = _view_reason(view)
    if reason is not None:
        return Measurement.unknown(reason)
    for joint in ("shoulder", "hip"):
        if all(f"{joint}_{side}" in view.cut_off for side in SIDES):
            return Measurement.unknown(
                f"Your {joint}s are outside the picture: step back or move the camera"
            )
    line = trunk_line(pose)
    if abs(line) < 1.0:
        return Measurement.unknown(_COLLAPSED)
    value = lean(line, view.sign) if name == "trunk_lean" else elevation(line)
    return Measurement.known(value, sigma(name, view.yaw_deg or 0.0))


def _raw(name: str, pose: Pose, side: Side, sign: int) -> float | None:
    """Return an angle of one side in degrees, or None where a segment has no length."""
    points = [pose.flat(joint, side) for joint in _NEEDS[name]]
    if any(abs(a - b) < 1.0 for a, b in pairwise(points)):
        return None
    if name == "hip":
        shoulder, hip, knee = points
        return hip_angle(shoulder, hip, knee, sign)
    if name == "shoulder":
        return _in_space(pose, side)
    if name in ("thigh", "shin"):
        upper, lower = points
        return lean(upper - lower, sign)
    if name == "trunk_shin":
        shoulder, hip, knee, ankle = points
        return wrap180(lean(shoulder - hip, sign) - lean(knee - ankle, sign))
    before, vertex, after = points
    return interior_angle(before - vertex, after - vertex)


def _in_space(pose: Pose, side: Side) -> float | None:
    """Return the angle between trunk and upper arm in world coordinates, degrees, or None.

    Arms leave the plane of the picture more than legs do: in the picture alone the shoulder of
    rendered people read 14 too low, in space 5.
    """
    hip, shoulder, elbow = (pose.solid(joint, side) for joint in ("hip", "shoulder", "elbow"))
    trunk, arm = space.minus(hip, shoulder), space.minus(elbow, shoulder)
    size = space.size(trunk) * space.size(arm)
    if size < 1e-9:
        return None
    return math.degrees(math.acos(min(1.0, max(-1.0, space.dot(trunk, arm) / size))))
