"""The joint chain: rest positions, forward kinematics, and a stick figure that needs no data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from benchmarks.render.rotations import Array

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")

_CENTRE = (
    ("root", None),
    ("spine05", "root"),
    ("spine04", "spine05"),
    ("spine03", "spine04"),
    ("spine02", "spine03"),
    ("spine01", "spine02"),
    ("neck01", "spine01"),
    ("neck02", "neck01"),
    ("neck03", "neck02"),
    ("head", "neck03"),
)
_PAIRED = (
    ("pelvis", "root"),
    ("upperleg01", "pelvis"),
    ("upperleg02", "upperleg01"),
    ("lowerleg01", "upperleg02"),
    ("lowerleg02", "lowerleg01"),
    ("foot", "lowerleg02"),
    ("clavicle", "spine01"),
    ("shoulder01", "clavicle"),
    ("upperarm01", "shoulder01"),
    ("upperarm02", "upperarm01"),
    ("lowerarm01", "upperarm02"),
    ("lowerarm02", "lowerarm01"),
    ("wrist", "lowerarm02"),
)

JOINT_BONES = {
    "shoulder": "upperarm01",
    "elbow": "lowerarm01",
    "wrist": "wrist",
    "hip": "upperleg01",
    "knee": "lowerleg01",
    "ankle": "foot",
}
"""Anatomical joint -> the bone whose head is that joint."""


def bone(name: str, side: Side) -> str:
    """Full name of one of a pair of bones, for example `foot.L`."""
    return f"{name}.{'L' if side == 'left' else 'R'}"


def outward(side: Side) -> int:
    """Sign of x on that side of the person: +1 left, -1 right."""
    return 1 if side == "left" else -1


def other(side: Side) -> Side:
    """The other side."""
    return "right" if side == "left" else "left"


PARENTS: dict[str, str | None] = dict(_CENTRE)
for _side in SIDES:
    for _name, _parent in _PAIRED:
        _centre = _parent in ("root", "spine01")
        PARENTS[bone(_name, _side)] = _parent if _centre else bone(_parent, _side)
BONES: tuple[str, ...] = tuple(PARENTS)
"""Every bone, parents before children."""


@dataclass(frozen=True)
class Placed:
    """A posed skeleton: global rotation (3, 3) and head position (3,) of every bone."""

    rotations: Mapping[str, Array]
    positions: Mapping[str, Array]

    def joint(self, name: str, side: Side) -> Array:
        """Position of an anatomical joint (`shoulder`, `hip`, `knee`, ...), shape (3,)."""
        return self.positions[bone(JOINT_BONES[name], side)]

    def moved(self, shift: Array) -> Placed:
        """The same posture moved by `shift` metres, shape (3,)."""
        return Placed(self.rotations, {k: p + shift for k, p in self.positions.items()})


@dataclass(frozen=True)
class Skeleton:
    """Rest positions of the bones.

    Attributes:
        heads: Bone -> position of its head in the rest pose, shape (3,), metres.
        hand_tips: Bone `wrist.L` or `wrist.R` -> position of the hand's end in the rest pose.
        ankle_height: Height of the ankle above the sole, metres.
    """

    heads: Mapping[str, Array]
    hand_tips: Mapping[str, Array]
    ankle_height: float

    def length(self, start: str, end: str) -> float:
        """Distance between the heads of two bones in the rest pose."""
        return float(np.linalg.norm(self.heads[start] - self.heads[end]))

    def place(self, rotations: Mapping[str, Array]) -> Placed:
        """Forward kinematics.

        Args:
            rotations: Bone -> global rotation. A bone that is not named follows its parent.

        Returns:
            The posture with the root at the origin.
        """
        turned: dict[str, Array] = {}
        positions: dict[str, Array] = {}
        for name, parent in PARENTS.items():
            if parent is None:
                turned[name] = rotations.get(name, np.eye(3))
                positions[name] = np.zeros(3)
                continue
            step = self.heads[name] - self.heads[parent]
            positions[name] = positions[parent] + turned[parent] @ step
            turned[name] = rotations.get(name, turned[parent])
        return Placed(turned, positions)


class Figure(Protocol):
    """What a pose needs to know of a body: its bones, and where its surface lies."""

    @property
    def skeleton(self) -> Skeleton:
        """The figure's bones."""

    def surface(self, placed: Placed, bones: Sequence[str] = ()) -> Array:
        """Points of the surface, shape (n, 3); with `bones`, only of the parts they carry."""


@dataclass(frozen=True)
class StickFigure:
    """A person of bare bones with a fixed thickness: pose mathematics without any body data."""

    skeleton: Skeleton
    thickness: float = 0.05

    def surface(self, placed: Placed, bones: Sequence[str] = ()) -> Array:
        """The lower end of each joint's flesh, shape (n, 3)."""
        points = np.array([placed.positions[name] for name in (bones or BONES)])
        lower: Array = points - np.array([0.0, self.thickness, 0.0])
        return lower


def stick_figure() -> StickFigure:
    """An adult of 1.7 m with its arms held out, proportions after Winter (2009), table 4.1."""
    centre_y = [0.93, 0.97, 1.05, 1.13, 1.22, 1.32, 1.42, 1.45, 1.48, 1.52]
    heads = {name: np.array([0.0, y, 0.0]) for (name, _), y in zip(_CENTRE, centre_y, strict=True)}
    paired = {
        "pelvis": (0.04, 0.93, 0.0),
        "upperleg01": (0.09, 0.90, 0.01),
        "upperleg02": (0.10, 0.68, 0.01),
        "lowerleg01": (0.10, 0.48, 0.01),
        "lowerleg02": (0.11, 0.28, 0.0),
        "foot": (0.12, 0.07, -0.02),
        "clavicle": (0.02, 1.38, 0.02),
        "shoulder01": (0.10, 1.39, 0.0),
        "upperarm01": (0.16, 1.37, -0.02),
        "upperarm02": (0.26, 1.28, -0.03),
        "lowerarm01": (0.36, 1.17, -0.04),
        "lowerarm02": (0.45, 1.08, 0.02),
        "wrist": (0.54, 1.00, 0.06),
    }
    for side in SIDES:
        for name, (x, y, z) in paired.items():
            heads[bone(name, side)] = np.array([outward(side) * x, y, z])
    tips = {bone("wrist", side): np.array([outward(side) * 0.6, 0.92, 0.09]) for side in SIDES}
    return StickFigure(Skeleton(heads, tips, ankle_height=0.07))
