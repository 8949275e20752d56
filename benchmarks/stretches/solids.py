"""What the stretches rest on: table, roller, ball, block, as triangles for the renderer."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from benchmarks.render.camera import Stand
from benchmarks.render.looks import Colour
from benchmarks.render.room import Box, Material, faces
from benchmarks.render.rotations import Array, rot_z

_WOOD: Colour = (0.62, 0.48, 0.34)
_CLOTH: Colour = (0.72, 0.66, 0.58)
_FOAM: Colour = (0.16, 0.17, 0.20)
_RUBBER: Colour = (0.85, 0.62, 0.16)
_STEPS = 20

# All in the person's axes turned upright: x to the person's left, y backward, z up.


def table(edge: float, top: float, wide: float = 0.9, deep: float = 0.6) -> Array:
    """A padded bench behind the person.

    Args:
        edge: Distance of its edge behind the origin, metres.
        top: Height of its top.
        wide: Width across.
        deep: Depth.
    """
    half = wide / 2
    boxes = [Box((-half, edge, top - 0.07), (half, edge + deep, top), _CLOTH, Material.FABRIC)]
    for x in (-half + 0.03, half - 0.09):
        for y in (edge + 0.04, edge + deep - 0.10):
            boxes.append(Box((x, y, 0.0), (x + 0.06, y + 0.06, top), _WOOD, Material.PLAIN))
    return np.concatenate([faces(box) for box in boxes])


def roller(back: float, height: float, radius: float, half: float = 0.30) -> Array:
    """A foam roller across the person: its middle `back` behind the origin, at a height."""
    angles = np.linspace(0, 2 * np.pi, _STEPS + 1)
    rim = np.stack([np.zeros(_STEPS + 1), np.cos(angles), np.sin(angles)], axis=1)
    middle = np.array([0.0, back, height])
    rows = []
    for start, end in pairwise(rim):
        left, right = np.array([half, 0.0, 0.0]), np.array([-half, 0.0, 0.0])
        a, b = middle + radius * start, middle + radius * end
        for point, normal in (
            (a + left, start), (a + right, start), (b + right, end),
            (a + left, start), (b + right, end), (b + left, end),
        ):  # fmt: skip
            rows.append([*point, *normal, *_FOAM, float(Material.PLAIN)])
        for cap in (left, right):
            outside = cap / half
            for point in (middle + cap, a + cap, b + cap):
                rows.append([*point, *outside, *_FOAM, float(Material.PLAIN)])
    return np.array(rows)


def ball(side: float, back: float, height: float, radius: float = 0.032) -> Array:
    """A ball of the size of a lacrosse ball (radius 32 mm)."""
    middle = np.array([side, back, height])
    latitudes = np.linspace(-np.pi / 2, np.pi / 2, 9)
    longitudes = np.linspace(0, 2 * np.pi, 15)

    def unit(lat: float, lon: float) -> Array:
        return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])

    rows = []
    for south, north in pairwise(latitudes):
        for west, east in pairwise(longitudes):
            a, b, c, d = unit(south, west), unit(south, east), unit(north, east), unit(north, west)
            for normal in (a, b, c, a, c, d):
                rows.append([*(middle + radius * normal), *normal, *_RUBBER, 0.0])
    return np.array(rows)


def in_room(triangles: Array, stand: Stand) -> Array:
    """The same triangles where the person stands."""
    turned = triangles.copy()
    turn = rot_z(stand.yaw).T
    turned[:, :3] = turned[:, :3] @ turn + np.array([stand.x, stand.y, 0.008])
    turned[:, 3:6] = turned[:, 3:6] @ turn
    return turned
