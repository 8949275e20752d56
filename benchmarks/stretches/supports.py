"""Where table, roller and balls stand for a posture."""

from __future__ import annotations

import numpy as np

from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import SIDES, Figure, Placed, Side, bone
from benchmarks.stretches import solids

BALL = 0.032


def bench(figure: Figure, placed: Placed, worked: Side) -> Array:
    """A bench under the foot that lies behind."""
    lowest = float(figure.surface(placed, [bone("foot", worked)])[:, 1].min())
    ankle = placed.joint("ankle", worked)
    return solids.table(edge=-float(ankle[2]) - 0.06, top=lowest + 0.005)


def roller(figure: Figure, placed: Placed, _worked: Side) -> Array:
    """A foam roller under the sacrum, as thick as the gap there."""
    hip = _hips(placed)
    back = _under(figure, placed, float(hip[2]) - 0.02, 0.05)
    radius = max(0.03, back / 2)
    return solids.roller(-float(hip[2]) + 0.02, radius, radius)


def ball_under_back(figure: Figure, placed: Placed, worked: Side) -> Array:
    """A ball beside the spine, under the low back."""
    hip, shoulder = _hips(placed), _middle(placed, "shoulder")
    z = float(hip[2]) + 0.30 * float(shoulder[2] - hip[2])
    x = 0.07 * (1 if worked == "left" else -1)
    height = max(_under(figure, placed, z, 0.04) - 0.6 * BALL, BALL)
    return solids.ball(x, -z, height, BALL)


def ball_under_front(_figure: Figure, placed: Placed, worked: Side) -> Array:
    """A ball just inside the front of a hip bone."""
    hip, shoulder = _hips(placed), _middle(placed, "shoulder")
    z = float(hip[2]) + 0.17 * float(shoulder[2] - hip[2])
    x = 0.115 * (1 if worked == "left" else -1)
    return solids.ball(x, -z, BALL, BALL)


def _hips(placed: Placed) -> Array:
    return _middle(placed, "hip")


def _middle(placed: Placed, joint: str) -> Array:
    middle: Array = np.mean([placed.joint(joint, side) for side in SIDES], axis=0)
    return middle


def _under(figure: Figure, placed: Placed, z: float, width: float) -> float:
    """Height of the body's underside across the person at `z`, metres."""
    points = figure.surface(placed, ["root", "spine05", "spine04", "spine03", "spine02"])
    near = np.abs(points[:, 2] - z) < width
    return float(points[near, 1].min()) if near.any() else 0.1
