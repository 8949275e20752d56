"""The rooms: a floor, a wall, a mat and some furniture, as coloured boxes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from benchmarks.render.looks import Colour
from benchmarks.render.rotations import Array

Point = tuple[float, float, float]


class Material(IntEnum):
    """How the room shader draws a surface."""

    PLAIN = 0
    BOARDS = 1
    FABRIC = 2
    PICTURE = 3


@dataclass(frozen=True)
class Box:
    """An upright box between two corners."""

    low: Point
    high: Point
    colour: Colour
    material: Material


@dataclass(frozen=True)
class Room:
    """Colours of a room, and whether its furniture stands on the other side."""

    wall: Colour
    floor: Colour
    mat: Colour
    mirrored: bool = False

    def boxes(self) -> list[Box]:
        """Everything in the room."""
        fixed = [
            Box((-6, -6, -0.1), (6, 1.7, 0), self.floor, Material.BOARDS),
            Box((-6, 1.7, -0.1), (6, 1.8, 3.4), self.wall, Material.FABRIC),
            Box((-6, 1.66, 0), (6, 1.7, 0.09), (0.93, 0.93, 0.91), Material.PLAIN),
            Box((-1.05, -0.42, 0.001), (1.05, 0.42, 0.008), self.mat, Material.FABRIC),
        ]
        furniture = [
            Box((0.9, 1.64, 1.25), (1.7, 1.7, 1.85), (0.15, 0.15, 0.16), Material.PLAIN),
            Box((0.95, 1.63, 1.3), (1.65, 1.66, 1.8), (0.5, 0.65, 0.58), Material.PICTURE),
            Box((-2.6, 1.15, 0), (-1.75, 1.68, 0.75), (0.72, 0.62, 0.5), Material.FABRIC),
        ]
        return fixed + [_mirror(box) if self.mirrored else box for box in furniture]

    def triangles(self) -> Array:
        """Vertices of all faces: position, normal, colour, material; shape (n, 10)."""
        return np.concatenate([faces(box) for box in self.boxes()])


ROOMS = (
    Room(wall=(0.80, 0.76, 0.69), floor=(0.62, 0.44, 0.30), mat=(0.20, 0.38, 0.40)),
    Room((0.58, 0.66, 0.71), (0.50, 0.47, 0.45), (0.45, 0.22, 0.45), mirrored=True),
    Room(wall=(0.86, 0.86, 0.85), floor=(0.72, 0.56, 0.40), mat=(0.28, 0.28, 0.31)),
    Room((0.70, 0.74, 0.64), (0.44, 0.31, 0.22), (0.55, 0.50, 0.42), mirrored=True),
)


def _mirror(box: Box) -> Box:
    low, high = box.low, box.high
    return Box((-high[0], low[1], low[2]), (-low[0], high[1], high[2]), box.colour, box.material)


def faces(box: Box) -> Array:
    """Vertices of a box's faces: position, normal, colour, material; shape (36, 10)."""
    corners = np.array([box.low, box.high], float)
    rows = []
    for axis in range(3):
        a, b = (k for k in range(3) if k != axis)
        for end in (0, 1):
            normal = np.zeros(3)
            normal[axis] = 2 * end - 1
            for u, v in ((0, 0), (1, 0), (1, 1), (0, 0), (1, 1), (0, 1)):
                point = np.zeros(3)
                point[axis], point[a], point[b] = corners[end, axis], corners[u, a], corners[v, b]
                rows.append([*point, *normal, *box.colour, float(box.material)])
    return np.array(rows)
