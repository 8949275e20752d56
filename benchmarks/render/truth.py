"""Exact angles of a posture under formcheck's public measurement names, in degrees."""

from __future__ import annotations

import numpy as np

from benchmarks.render.rotations import Array, sagittal_pitch, wrap
from benchmarks.render.skeleton import SIDES, Placed, Side, Skeleton


def angles(placed: Placed, skeleton: Skeleton) -> dict[str, float]:
    """Every angle of a posture.

    Hip, knee, thigh and shin are taken in the person's sagittal plane and signed; elbow and
    shoulder are plain angles in space between 0 and 180.

    Args:
        placed: The posture.
        skeleton: Its bones in the rest pose, which is the neutral of pelvis and rib cage.

    Returns:
        Name -> degrees: `hip_*` (trunk-thigh: straight 180, extension above), `hip_joint_*`
        (thigh against the pelvis, equal to `hip_*` as long as the pelvis is neutral), `knee_*`
        (straight 180, flexed below), `elbow_*` (straight 180), `shoulder_*` (arm along the trunk
        0, overhead 180), `thigh_*` and `shin_*` (against the vertical, the lower end behind +),
        `trunk_lean` (upright 0, prone 90, supine -90), `pelvic_tilt` (anterior +).
    """
    values: dict[str, float] = {}
    for side in SIDES:
        for name, value in _side_angles(placed, skeleton, side).items():
            values[f"{name}_{side}"] = value
    line = sum(placed.joint("shoulder", s) - placed.joint("hip", s) for s in SIDES)
    values["trunk_lean"] = _trunk_pitch(np.asarray(line))
    pelvis, chest = (_bone_pitch(placed.rotations[n]) for n in ("root", "spine01"))
    values["pelvic_tilt"] = wrap(pelvis - chest)
    return values


def _side_angles(placed: Placed, skeleton: Skeleton, side: Side) -> dict[str, float]:
    shoulder, elbow, wrist = (placed.joint(n, side) for n in ("shoulder", "elbow", "wrist"))
    hip, knee, ankle = (placed.joint(n, side) for n in ("hip", "knee", "ankle"))
    thigh = sagittal_pitch(knee - hip)
    shin = sagittal_pitch(ankle - knee)
    pelvis = _bone_pitch(placed.rotations["root"])
    return {
        "hip": (180.0 - thigh - _trunk_pitch(shoulder - hip)) % 360.0,
        "hip_joint": (180.0 - thigh - pelvis - _neutral_trunk(skeleton, side)) % 360.0,
        "knee": 180.0 - wrap(thigh - shin),
        "elbow": _between(shoulder - elbow, wrist - elbow),
        "shoulder": _between(hip - shoulder, elbow - shoulder),
        "thigh": wrap(-thigh),
        "shin": wrap(-shin),
    }


def _neutral_trunk(skeleton: Skeleton, side: Side) -> float:
    """Pitch of the trunk line when the pelvis is level and neutral."""
    rest = skeleton.place({})
    return _trunk_pitch(rest.joint("shoulder", side) - rest.joint("hip", side))


def _trunk_pitch(line: Array) -> float:
    """Pitch of a line from hips to shoulders: 0 upright, forward +."""
    return float(np.degrees(np.arctan2(line[2], line[1])))


def _bone_pitch(rotation: Array) -> float:
    """Pitch of a bone that has turned about the left-right axis alone."""
    return float(np.degrees(np.arctan2(rotation[2, 1], rotation[1, 1])))


def _between(a: Array, b: Array) -> float:
    """Angle in space between two directions, 0 to 180."""
    cosine = float(a @ b) / float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))
