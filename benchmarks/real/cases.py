"""Pictures of real people with what is known of them: joints marked by eye or by crowd workers."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Final, Literal, get_args

from formcheck.errors import InputError
from formcheck.measure.model.geometry import hip_angle, interior_angle, lean, turn
from formcheck.pose.landmark import SIDES, Side, other

Measure = Literal["near hip", "near knee", "far hip", "far knee", "trunk lean"]
MEASURES: Final[tuple[Measure, ...]] = get_args(Measure)

HIP_SIGMA: Final = 5.0
"""Degrees: the error of one hip angle marked by eye, of a person whose hip can be seen."""

VEILED_SIGMA: Final = 8.0
"""Degrees: the same of a far hip, and where clothes or an arm hide the hip (less than high
confidence); also of any joint that a crowd worker marked."""

KNEE_SIGMA: Final = 4.0
"""Degrees: the error of a marked knee angle; the trunk's lean is taken to be as good."""

FACING_VOTE: Final = 30.0
"""Degrees by which knees and elbows together must be bent to tell which way an athlete faces."""

APART: Final = 0.3
"""Lengths of the trunk by which knees and ankles must lie apart, on average, to name the legs."""

Joints = Mapping[tuple[str, Side], complex]
"""Marked joints of the picture, pixels, x + y i; joints that nobody marked are missing."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked angle.

    Attributes:
        deg: Degrees. A hip is measured through the front of the body (`geometry.hip_angle`).
        sigma: Standard deviation of the mark's own error, degrees.
    """

    deg: float
    sigma: float


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One picture of one real person.

    Attributes:
        path: The picture.
        posture: What the person does.
        sign: +1 for a person who faces right in the picture, -1 left, 0 where marks do not tell.
        near: The person's own side towards the camera.
        yaw_deg: Degrees off the exact side view, guessed by eye, or None.
        marks: The marked angles; those that were not marked are missing.
        joints: The marked joints of both legs, to tell which leg is which.
        legs_differ: Whether the two legs are so far apart that their names matter.
    """

    path: Path
    posture: str
    sign: int
    near: Side
    yaw_deg: float | None = None
    marks: Mapping[Measure, Mark] = field(default_factory=dict)
    joints: Joints = field(default_factory=dict)
    legs_differ: bool = False

    @property
    def far(self) -> Side:
        """Return the person's own side away from the camera."""
        return other(self.near)


def marked(folder: Path) -> list[Case]:
    """Return the pictures marked by eye.

    Args:
        folder: Holds `marks.csv` and the pictures it names.

    Raises:
        InputError: The table or a picture is missing.
    """
    return [_marked(folder, row) for row in _rows(folder / "marks.csv")]


def _marked(folder: Path, row: dict[str, str]) -> Case:
    near: Side = "right" if row["near"] == "right" else "left"
    sign = 1 if row["facing"] == "right" else -1
    joints: dict[tuple[str, Side], complex] = {}
    for prefix, side in (("", near), ("far_", other(near))):
        for joint in ("shoulder", "hip", "knee", "ankle"):
            if row.get(f"{prefix}{joint}_x"):
                joints[joint, side] = _point(row, f"{prefix}{joint}")
    hip_sigma = HIP_SIGMA if row["confidence"] == "high" else VEILED_SIGMA
    sigmas: dict[Measure, tuple[str, float]] = {
        "near hip": ("hip_near", hip_sigma),
        "near knee": ("knee_near", KNEE_SIGMA),
        "far hip": ("hip_far", VEILED_SIGMA),
        "far knee": ("knee_far", VEILED_SIGMA),
    }
    marks = {
        measure: Mark(float(row[column]), sigma)
        for measure, (column, sigma) in sigmas.items()
        if row[column]
    }
    trunk = joints["shoulder", near] - joints["hip", near]
    marks["trunk lean"] = Mark(lean(trunk, sign), KNEE_SIGMA)
    return Case(
        path=_existing(folder / row["file"]),
        posture=row["category"].replace("_", " or "),
        sign=sign,
        near=near,
        yaw_deg=float(row["yaw_guess_deg"]),
        marks=marks,
        joints=joints,
        legs_differ="far hip" in marks,
    )


def athletes(folder: Path) -> list[Case]:
    """Return the athletes of Leeds Sports Pose Extended.

    Args:
        folder: Holds `joints.csv` and the pictures it names: set A from the side, for angles and
            names of legs, and set B for the names of legs alone.

    Raises:
        InputError: The table or a picture is missing.
    """
    return [_athlete(folder, row) for row in _rows(folder / "joints.csv")]


def _athlete(folder: Path, row: dict[str, str]) -> Case:
    joints: dict[tuple[str, Side], complex] = {
        (joint, side): _point(row, f"{side}_{joint}")
        for joint, side in product(("shoulder", "elbow", "wrist", "hip", "knee", "ankle"), SIDES)
        if row[f"{side}_{joint}_x"]
    }
    sign = facing(joints)
    near: Side = "left" if sign < 0 else "right"
    marks: dict[Measure, Mark] = {}
    if row["set"] == "A" and sign:
        marks["near hip"] = Mark(
            hip_angle(joints["shoulder", near], joints["hip", near], joints["knee", near], sign),
            VEILED_SIGMA,
        )
    return Case(
        path=_existing(folder / row["file"]),
        posture=f"athlete, set {row['set']}",
        sign=sign,
        near=near,
        marks=marks,
        joints=joints,
        legs_differ=legs_apart(joints),
    )


def facing(joints: Joints) -> int:
    """Return which way somebody seen from the side faces, told by their knees and elbows.

    A shank bends backward and a forearm forward, so that the turns of both tell the front.

    Returns:
        +1 right, -1 left, 0 where they are too straight or contradict each other.
    """
    knees = sum(_bend(joints, ("hip", "knee", "ankle"), side) for side in SIDES)
    elbows = sum(_bend(joints, ("shoulder", "elbow", "wrist"), side) for side in SIDES)
    vote = knees - elbows / 2  # arms also turn about their own axis
    if abs(vote) < FACING_VOTE or abs(vote) < abs(elbows) / 2:
        return 0
    return 1 if vote > 0 else -1


def _bend(joints: Joints, names: tuple[str, str, str], side: Side) -> float:
    """Return the turn from the upper to the lower part of a limb, degrees clockwise as seen."""
    if any((name, side) not in joints for name in names):
        return 0.0
    start, middle, end = (joints[name, side] for name in names)
    return turn(middle - start, end - middle, 1)


def legs_apart(joints: Joints) -> bool:
    """Return whether the legs lie so far apart that it can be said which one is which."""
    trunk = [abs(joints["shoulder", side] - joints["hip", side]) for side in SIDES]
    gaps = [abs(joints[joint, "left"] - joints[joint, "right"]) for joint in ("knee", "ankle")]
    return sum(gaps) > APART * sum(trunk)


def knee_angle(hip: complex, knee: complex, ankle: complex) -> float:
    """Return the angle of a knee in the picture, degrees, 180 straight."""
    return interior_angle(hip - knee, ankle - knee)


def _point(row: dict[str, str], joint: str) -> complex:
    return complex(float(row[f"{joint}_x"]), float(row[f"{joint}_y"]))


def _rows(table: Path) -> Iterator[dict[str, str]]:
    with _existing(table).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise InputError(
            f"expected the pictures of real people with {path.name}, got no file {path}; "
            "give the folder that holds marked/ and lsp/ with --data (they do not travel with "
            "the program)"
        )
    return path
