"""Colours of skin and face: eyes, lips, brows."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.render.clothes import Anatomy
from benchmarks.render.looks import Look
from benchmarks.render.makehuman import BaseMesh, read_target
from benchmarks.render.rotations import Array

EYE_GROUPS = ("helper-l-eye", "helper-r-eye")
_LIP_TARGETS = tuple(f"mouth/mouth-{lip}lip-volume-incr.target.gz" for lip in ("lower", "upper"))


def paint(mesh: BaseMesh, body: Anatomy, look: Look, targets: Path) -> Array:
    """Colour of each vertex without clothes, shape (n, 3), sRGB between 0 and 1."""
    colour = np.tile(np.array(look.skin), (len(body.vertices), 1))
    _paint_eyes(colour, mesh, body)
    _paint_lips(colour, body, look, targets)
    _paint_brows(colour, body, look)
    return colour


def _paint_eyes(colour: Array, mesh: BaseMesh, body: Anatomy) -> None:
    for group in EYE_GROUPS:
        numbers = mesh.group_vertices(group)
        eye = body.vertices[numbers]
        front = eye.mean(0)
        front[2] = eye[:, 2].max()
        distance = np.linalg.norm(eye - front, axis=1)
        colour[numbers] = (0.92, 0.92, 0.90)
        colour[numbers[distance < 0.0085]] = (0.20, 0.13, 0.08)
        colour[numbers[distance < 0.004]] = (0.01, 0.01, 0.01)


def _paint_lips(colour: Array, body: Anatomy, look: Look, targets: Path) -> None:
    """The lips are where MakeHuman's lip volume targets move the skin."""
    count = len(body.vertices)
    moved = [np.linalg.norm(read_target(targets / t, count), axis=1) for t in _LIP_TARGETS]
    lips = np.maximum(*moved)
    mask = (lips > 0.35 * lips.max()) & body.is_skin
    red = np.array([0.55, 0.18, 0.17]) * (0.7 + 0.5 * look.skin[0])
    colour[mask] = 0.45 * colour[mask] + 0.55 * red


def _paint_brows(colour: Array, body: Anatomy, look: Look) -> None:
    x, y, z = body.vertices.T
    centre = body.eyes.mean(0)
    aside = np.abs(np.abs(x) - abs(body.eyes[0, 0]))
    height = y - centre[1] + 0.12 * aside
    mask = body.is_skin & (z > centre[2] - 0.012) & (aside < 0.021)
    mask &= (height > 0.0155) & (height < 0.0235)
    colour[mask] = 0.25 * colour[mask] + 0.75 * np.array(look.hair)
