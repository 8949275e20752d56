"""Postures of easier versions and tests: on forearms, on the edge of a bed."""

from __future__ import annotations

from typing import Final

import numpy as np

from benchmarks.render.posture import Posture
from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import SIDES, Figure, Placed, Side, bone, other, outward
from benchmarks.stretches import solids
from benchmarks.stretches.upright import free

BED: Final = 0.55
"""Height of the bed's top, metres: the shank of a tall person hangs free."""

_FORWARD = np.array([0.0, 0.0, 1.0])
_SHOULDER_BONES = ("spine01", "spine02", "head")


def forearms(figure: Figure, trunk: float = 76.0, rise: float = 0.0) -> Placed:
    """Prone, the chest a little up, the forearms on the floor.

    Args:
        figure: The person.
        trunk: Trunk lean; 90 = flat.
        rise: How far the hips are lifted, degrees that the thighs slope up towards them.
    """
    body = Posture(figure)
    body.lift_chest(trunk, pelvis=90.0 - rise, head=trunk - 22.0)
    for side in SIDES:
        body.set_leg(side, -85.0 + rise, -86.0, foot=154.0, abduction=4.0)
    names = ("upperleg01", "upperleg02") if rise < 3.0 else ("lowerleg01",)
    floor = body.lowest([bone(n, s) for n in names for s in SIDES])
    fore = figure.skeleton.length("lowerarm01.L", "wrist.L")
    for side in SIDES:
        shoulder = body.joints.joint("shoulder", side)
        wrist = np.array([shoulder[0] * 0.9, floor + 0.06, shoulder[2] + 0.9 * fore])
        body.reach(side, wrist, np.array([outward(side) * 0.4, -1.0, -0.3]), _FORWARD, 90.0)
    placed = body.placed_on_floor(None, floor)
    return placed.moved(np.array([0.0, 0.0, -float(placed.joint("hip", "left")[2])]))


def edge_of_bed(
    figure: Figure,
    hanging: Side = "left",
    hip: float = 188.0,
    knee: float = 100.0,
    held_hip: float = 50.0,
    held_knee: float = 65.0,
    tilt: float = 0.0,
) -> Placed:
    """Supine at the edge of a bed, one knee hugged, the other leg hanging over the edge.

    Args:
        figure: The person.
        hanging: The side of the hanging leg.
        hip: Its trunk-thigh angle.
        knee: Its knee angle.
        held_hip: Trunk-thigh angle of the hugged leg.
        held_knee: Knee angle of the hugged leg.
        tilt: Pelvic tilt, anterior + (the low back arches).
    """
    body = free(figure)
    body.lean(-90.0, tilt, head=-86.0)
    held = other(hanging)
    thigh = body.thigh_for_hip(held_hip)
    body.set_leg(held, thigh, thigh - (180.0 - held_knee), abduction=3.0)
    low = body.thigh_for_hip(hip)
    body.set_leg(hanging, low, low - (180.0 - knee), foot=-20.0, abduction=2.0)
    joints = body.joints
    at, ankle = joints.joint("knee", held), joints.joint("ankle", held)
    grip: Array = at + 0.22 * (ankle - at) + 0.05 * _FORWARD
    for arm in SIDES:
        wrist = grip + np.array([outward(arm) * 0.03, 0.0, 0.0])
        body.reach(arm, wrist, np.array([outward(arm) * 0.8, -0.8, 0.0]))
    placed = body.placed_on_floor(None, body.lowest(_SHOULDER_BONES))
    hips = float(np.mean([placed.joint("hip", side)[2] for side in SIDES]))
    return placed.moved(np.array([0.0, BED, -hips]))


def bed(_figure: Figure, _placed: Placed, _worked: Side) -> Array:
    """A bed under the trunk; its edge is where the thighs begin."""
    return solids.table(edge=-0.06, top=BED - 0.005, wide=1.0, deep=1.5)
