"""Measures every frame of the truth set with formcheck's own code, and with what others do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.truthset.seen import legs_exchanged, looks, named_alone, sided, true_joints
from benchmarks.truthset.shards import Arrays
from formcheck.measure.chain import SHIPPED
from formcheck.measure.joints.angles import ROLE_MARGIN
from formcheck.measure.joints.contested_sides import by_name
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.pose.landmark import SIDES, Landmark, other
from formcheck.pose.pose import Pose

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

SIDED: Final = ("hip", "knee", "thigh", "shin", "elbow", "shoulder")
NAMES: Final = (*(f"{name}_{side}" for name in SIDED for side in SIDES), "trunk_lean")

BY_ROLE: Final = tuple(f"{name}_{role}" for name in ("hip", "knee") for role in ("rear", "front"))
"""Angles of the leg whose thigh points further backward, and of the other one."""

APART: Final = 2 * ROLE_MARGIN
"""Degrees by which the true hips differ where one leg is clearly to the rear."""

_TRIPLES: Final = {
    "hip": ("shoulder", "hip", "knee"),
    "knee": ("hip", "knee", "ankle"),
    "elbow": ("shoulder", "elbow", "wrist"),
    "shoulder": ("hip", "shoulder", "elbow"),
}
MISPLACED: Final = 0.35
"""Lengths of the thigh as filmed."""

_UNPLANAR: Final = ("scorpion", "figure-four")
"""Their worked leg turns out of the sagittal plane, where its hip angle has no meaning."""


@dataclass(frozen=True)
class Scores:
    """What was measured beside what is true; a row a frame, NaN where there is no value.

    Attributes:
        truth: Degrees by measurement, shape (n,) each; those of `BY_ROLE` are NaN where the true
            thighs do not clearly differ (`APART`), and there is neither rear nor front.
        value: What formcheck says.
        sigma: The error that formcheck states.
        unsigned: Angle of 0..180 in the picture, from one look, as most programs compute it.
        world: Angle of 0..180 between MediaPipe's world landmarks, from one look.
        yaw: formcheck's yaw, shape (n,).
        yaw_sigma: The error that it states.
        sign: Direction that formcheck decided, +1, -1 or 0.
        seen: Whether MediaPipe found a person.
        named: Whether formcheck is sure which leg is the left one.
        exchanged: Whether the legs lie nearer to the true places of each other.
        misplaced: Whether a knee lies more than `MISPLACED` thigh lengths from its true place: on
            the other leg, or in empty space.
    """

    truth: dict[str, Floats]
    value: dict[str, Floats]
    sigma: dict[str, Floats]
    unsigned: dict[str, Floats]
    world: dict[str, Floats]
    yaw: Floats
    yaw_sigma: Floats
    sign: Floats
    seen: Mask
    named: Mask
    exchanged: Mask
    misplaced: Mask


def score(data: Arrays, poses: Sequence[Pose | None] | None = None) -> Scores:
    """Measures every frame on its own, with the direction that this frame alone votes for.

    Args:
        data: The frames.
        poses: What was seen in each of them; by default the kept looks of MediaPipe alone.
    """
    count = len(data["yaw"])
    empty = {name: np.full(count, np.nan) for name in (*NAMES, *BY_ROLE)}
    value, sigma, unsigned, world = ({n: a.copy() for n, a in empty.items()} for _ in range(4))
    turned, scatter, sign = np.full(count, np.nan), np.full(count, np.nan), np.zeros(count)
    seen, named, exchanged, misplaced = (np.zeros(count, dtype=np.bool_) for _ in range(4))
    for row in range(count):
        pose = sided(data, row) if poses is None else named_alone(poses[row])
        if pose is None:
            continue
        measured = measure(pose)
        if measured.view is not None:
            turned[row], scatter[row] = measured.view.yaw_deg, measured.view.yaw_sigma
            sign[row] = measured.view.sign
        seen[row], named[row] = True, pose.legs_named
        exchanged[row] = legs_exchanged(pose, true_joints(data, row))
        misplaced[row] = knees_off(pose, data, row) > MISPLACED
        for name, found in (by_role(measured) | dict(by_name(measured).values)).items():
            if name in value and found.value is not None and found.sigma is not None:
                value[name][row], sigma[name][row] = found.value, found.sigma
        direct = looks(data, row)[0]
        for name in NAMES:
            unsigned[name][row], world[name][row] = plain(name, direct)
    truth = true_angles(data)
    return Scores(
        truth, value, sigma, unsigned, world,
        turned, scatter, sign, seen, named, exchanged, misplaced,
    )  # fmt: skip


def by_role(measured: Measurements) -> dict[str, Measurement]:
    """Hip and knee of the rear and of the front leg, whatever their names."""
    rear = measured.legs.rear
    if rear is None:
        return {}
    return {
        f"{name}_{role}": measured.values[f"{name}_{side}"]
        for name in ("hip", "knee")
        for role, side in (("rear", rear), ("front", other(rear)))
    }


def measure(pose: Pose) -> Measurements:
    """What formcheck says of a single picture."""
    return SHIPPED.measurer().update(pose, 0, 0.0)


def plain(name: str, pose: Pose) -> tuple[float, float]:
    """Unsigned angles of 0..180 in the picture and in MediaPipe's world; NaN where undefined."""
    base, _, side = name.rpartition("_")
    if base not in _TRIPLES:
        return float("nan"), float("nan")
    a, b, c = (Landmark.of(joint, side) for joint in _TRIPLES[base])  # type: ignore[arg-type]
    return _between(pose.pixels, a, b, c), _between(pose.world, a, b, c)


def _between(points: Floats, a: int, b: int, c: int) -> float:
    one, two = points[a] - points[b], points[c] - points[b]
    size = float(np.linalg.norm(one) * np.linalg.norm(two))
    if size < 1e-9:
        return float("nan")
    return float(np.degrees(np.arccos(np.clip(one @ two / size, -1.0, 1.0))))


def knees_off(pose: Pose, data: Arrays, row: int) -> float:
    """How far the worse knee lies from its true place, in lengths of the thigh as filmed."""
    names = [str(name) for name in data["joint_names"]]
    columns = [str(name) for name in data["camera_names"]]
    view = float(data["camera"][row, columns.index("fov")])
    focal = float(data["size"][row, 0]) / 2 / np.tan(np.radians(view) / 2)
    worst = 0.0
    for side in SIDES:
        hip, knee = (names.index(f"{joint}_{side}") for joint in ("hip", "knee"))
        at = data["joint_camera"][row].astype(np.float64)
        thigh = focal * float(np.linalg.norm(at[hip] - at[knee])) / float(at[hip, 2])
        gap = pose.joint("knee", side) - data["joint_pixels"][row, knee]
        worst = max(worst, float(np.linalg.norm(gap)) / thigh)
    return worst


def true_angles(data: Arrays) -> dict[str, Floats]:
    """True angles by measurement; the knee's in space, and NaN for legs out of their plane."""
    columns = {str(name): data["truth"][:, k] for k, name in enumerate(data["truth_names"])}
    found: dict[str, Any] = {}
    for name in NAMES:
        base, _, side = name.rpartition("_")
        column = f"knee_space_{side}" if base == "knee" else name
        found[name] = columns[column].astype(np.float64)
        if base in ("hip", "thigh", "shin"):
            loose = np.isin(data["variant"], _UNPLANAR) & (data["worked"] == side)
            found[name][loose] = np.nan
    backward = errors(found["hip_left"], found["hip_right"])
    alike = ~(np.abs(backward) >= APART)
    for name in ("hip", "knee"):
        left, right = (found[f"{name}_{side}"] for side in SIDES)
        for role, of_left in (("rear", backward > 0), ("front", backward < 0)):
            chosen = np.where(of_left, left, right)
            found[f"{name}_{role}"] = np.where(alike, np.nan, chosen)
    return found


def errors(values: Floats, truth: Floats) -> Floats:
    """Value less truth, degrees, -180..180; NaN where either is missing."""
    return (values - truth + 180.0) % 360.0 - 180.0
