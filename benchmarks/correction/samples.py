"""Training samples for the learned correction, from shards of the truth set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.truthset.seen import legs_exchanged, looks, true_joints
from benchmarks.truthset.shards import Arrays
from formcheck.measure.joints.angles import angles
from formcheck.measure.joints.correction import LEG_OUTPUTS
from formcheck.measure.joints.features import correction_features
from formcheck.measure.model.geometry import hip_angle, interior_angle, lean, wrap180
from formcheck.measure.model.measurement import View
from formcheck.measure.view.facing import facing_vote
from formcheck.measure.view.view import cut_off, yaw
from formcheck.pose.landmark import SIDES, Side, other
from formcheck.pose.pose import Pose
from formcheck.pose.sides.mirror_ensemble import merge

Array = NDArray[np.float64]

MOST_YAW: Final = 60.0
"""Frames turned further than this are refused at run time and teach nothing."""

GROSS: Final = 60.0
"""Degrees: a larger error is a failure, not a bias to be learned; the stated error learns it."""


@dataclass(frozen=True, slots=True)
class Samples:
    """One network's inputs and targets.

    Attributes:
        features: Shape (n, F).
        geometry: Truth less the same angle of the true joints' projection, shape (n, O): what the
            view and perspective do, for any pose engine and any body.
        landmarks: That projection less the measured angle, shape (n, O): what the pose
            engine's points do, on rendered people.
        frame: Row of the truth set, shape (n,).
        near: Whether the leg is the near one; False for the trunk, shape (n,).
        merged: Whether both looks were merged, rather than one look alone, shape (n,).
        gross: Whether the plain angle is off by more than `GROSS`, shape (n,).
    """

    features: Array
    geometry: Array
    landmarks: Array
    frame: NDArray[np.int64]
    near: NDArray[np.bool_]
    merged: NDArray[np.bool_]
    gross: NDArray[np.bool_]

    @property
    def whole(self) -> Array:
        """Return what a perfect correction would add, shape (n, O)."""
        return np.asarray((self.geometry + self.landmarks + 180.0) % 360.0 - 180.0)


def poses(data: Arrays, row: int) -> list[Pose]:
    """Return the merged look of a frame, then each look alone; empty where nobody was found."""
    seen = looks(data, row)
    return [merge(*seen), *seen] if len(seen) == 2 else seen


def truth(data: Arrays, row: int, name: str) -> float:
    """Return a true angle in degrees."""
    return float(data["truth"][row, list(data["truth_names"]).index(name)])


def _leg_of(joints: dict[str, Array], side: Side, sign: int) -> dict[str, float]:
    shoulder, hip, knee, ankle = (
        complex(*joints[f"{joint}_{side}"]) for joint in ("shoulder", "hip", "knee", "ankle")
    )
    return {
        "hip": hip_angle(shoulder, hip, knee, sign),
        "knee": interior_angle(hip - knee, ankle - knee),
        "thigh": lean(hip - knee, sign),
        "shin": lean(knee - ankle, sign),
    }


def _trunk_of(joints: dict[str, Array], sign: int) -> float:
    top = joints["shoulder_left"] + joints["shoulder_right"]
    bottom = joints["hip_left"] + joints["hip_right"]
    return lean(complex(*(top - bottom)), sign)


def _true_leg(data: Arrays, row: int, side: Side) -> dict[str, float]:
    names = {"knee": "knee_space"}
    return {name: truth(data, row, f"{names.get(name, name)}_{side}") for name in LEG_OUTPUTS}


def _rows(data: Arrays) -> Iterator[tuple[int, Pose, bool, int]]:
    for row in range(len(data["yaw"])):
        for index, pose in enumerate(poses(data, row)):
            sign = 1 if facing_vote(pose) > 0 else -1
            if sign == data["facing"][row] and abs(yaw(pose)) <= MOST_YAW:
                yield row, pose, index == 0 and bool(data["found"][row].all()), sign


def leg_samples(data: Arrays) -> Samples:
    """Return a sample for each leg of each look, legs told apart by where they truly are."""
    columns: list[tuple[Array, list[float], list[float], int, bool, bool]] = []
    for row, pose, is_merged, sign in _rows(data):
        joints = true_joints(data, row)
        exchanged = legs_exchanged(pose, joints)
        plain = angles(pose, _side_view(pose, sign))
        inputs = correction_features(pose, sign)
        for side in SIDES:
            actual = other(side) if exchanged else side
            true, flat = _true_leg(data, row, actual), _leg_of(joints, actual, sign)
            seen = {name: plain[f"{name}_{side}"].value for name in LEG_OUTPUTS}
            if any(value is None for value in seen.values()):
                continue
            geometry = [wrap180(true[name] - flat[name]) for name in LEG_OUTPUTS]
            marks = [wrap180(flat[name] - (seen[name] or 0.0)) for name in LEG_OUTPUTS]
            named = side if sign >= 0 else other(side)
            seen_by = inputs[SIDES.index(named)]
            columns.append((seen_by, geometry, marks, row, named == "right", is_merged))
    return _stack(columns)


def trunk_samples(data: Arrays) -> Samples:
    """Return a sample for the trunk of each look."""
    columns: list[tuple[Array, list[float], list[float], int, bool, bool]] = []
    for row, pose, is_merged, sign in _rows(data):
        plain = angles(pose, _side_view(pose, sign))["trunk_lean"].value
        if plain is None:
            continue
        flat = _trunk_of(true_joints(data, row), sign)
        geometry = [wrap180(truth(data, row, "trunk_lean") - flat)]
        marks = [wrap180(flat - plain)]
        inputs = correction_features(pose, sign)[1]
        columns.append((inputs, geometry, marks, row, False, is_merged))
    return _stack(columns)


def yaw_samples(data: Arrays) -> Samples:
    """Return a sample for each look: the size of the true view angle, and with its sign."""
    columns: list[tuple[Array, list[float], list[float], int, bool, bool]] = []
    for row in range(len(data["yaw"])):
        true = float(data["view_angle"][row])
        for index, pose in enumerate(poses(data, row)):
            sign = 1 if facing_vote(pose) > 0 else -1
            inputs = correction_features(pose, sign)[1]
            merged = index == 0 and bool(data["found"][row].all())
            columns.append((inputs, [abs(true), true], [0.0, 0.0], row, False, merged))
    found = _stack(columns)
    return replace(found, gross=np.zeros(len(found.gross), dtype=np.bool_))


def _side_view(pose: Pose, sign: int) -> View:
    facing: Side = "right" if sign > 0 else "left"
    return View(facing, yaw_deg=0.0, yaw_sigma=1.0, near=facing, cut_off=cut_off(pose))


def _stack(
    columns: list[tuple[Array, list[float], list[float], int, bool, bool]],
) -> Samples:
    inputs, geometry, landmarks, frame, near, merged = zip(*columns, strict=True)
    whole = (np.array(geometry) + np.array(landmarks) + 180.0) % 360.0 - 180.0
    return Samples(
        np.array(inputs),
        np.array(geometry),
        np.array(landmarks),
        np.array(frame, dtype=np.int64),
        np.array(near),
        np.array(merged),
        np.abs(whole).max(axis=1) > GROSS,
    )
