"""Clothes, shoes and scalp hair: which part of the skin carries what, and how far it stands off.

Each garment's edge is a field over the rest-pose vertices that is positive inside the garment.
The renderer interpolates the fields and draws the edges per pixel, sharper than the mesh.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from benchmarks.render.looks import Look
from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import BONES, SIDES, bone, outward

ARM_BONES = ("upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "wrist")
LEG_BONES = ("upperleg01", "upperleg02", "lowerleg01", "lowerleg02", "foot")
HEAD_BONES = ("head", "neck03", "neck02")
FIELDS = ("waist", "collar", "sleeve", "pants", "shoe", "hair")


class Region(IntEnum):
    """What covers a vertex."""

    SKIN = 0
    SHIRT = 1
    PANTS = 2
    SHOE = 3
    HAIR = 4


@dataclass(frozen=True)
class Anatomy:
    """What the tailor needs of an undressed body.

    Attributes:
        vertices: Rest pose, shape (n, 3), metres.
        weights: Skinning weights, shape (n, bones).
        heads: Bone -> head position in the rest pose.
        is_skin: Which vertices belong to the skin (not to eyes or helpers), shape (n,).
        eyes: Centre of the left and the right eye, shape (2, 3).
    """

    vertices: Array
    weights: Array
    heads: Mapping[str, Array]
    is_skin: NDArray[np.bool_]
    eyes: Array

    def carried_by(self, *names: str) -> Array:
        """Share of the named bones in each vertex, shape (n,); pairs are named without side."""
        full = [n for n in BONES if n.split(".")[0] in names]
        share: Array = self.weights[:, [BONES.index(n) for n in full]].sum(1)
        return share


@dataclass(frozen=True)
class Garments:
    """Clothes of a body.

    Attributes:
        region: `Region` of each vertex, shape (n,).
        fields: One column for each of `FIELDS`, positive inside the garment, shape (n, 6).
        offset: How far the cloth stands off the skin, metres, shape (n,).
    """

    region: NDArray[np.int64]
    fields: Array
    offset: Array


def dress(body: Anatomy, look: Look) -> Garments:
    """Fits shirt, trousers, shoes and hair to a body."""
    _, y, z = body.vertices.T
    heads = body.heads
    hip, knee, ankle = (heads[n][1] for n in ("upperleg01.L", "lowerleg01.L", "foot.L"))
    arm, head = body.carried_by(*ARM_BONES), body.carried_by(*HEAD_BONES)
    waist = hip + (0.02 if look.fit == "baggy" else 0.10)
    neck = heads["neck01"]
    collar = neck[1] + 0.015 - 0.9 * np.clip(z - neck[2] - 0.02, 0, 0.06)
    hem = ankle + 0.03 if look.leggings else knee + 0.12
    along_arm = _along_upper_arm(body)
    hairline, may_be_hair = _hairline(body, head)

    region = np.full(len(y), Region.SKIN, dtype=np.int64)
    region[y < ankle + 0.015] = Region.SHOE
    region[(y <= waist) & (y > hem - 0.015) & (arm < 0.5)] = Region.PANTS
    sleeve = (arm < 0.5) | (along_arm < look.sleeve)
    region[(y > waist - 0.075) & (y < collar) & (head < 0.5) & sleeve] = Region.SHIRT
    region[~body.is_skin] = Region.SKIN
    region[may_be_hair & (y > hairline)] = Region.HAIR

    fields = np.stack(
        [
            y - (waist - 0.06),
            collar - y,
            np.where(arm > 0.35, look.sleeve - along_arm, 1.0),
            y - hem,
            ankle + 0.015 - y,
            np.where(may_be_hair, y - hairline, -0.05),
        ],
        axis=1,
    )
    return Garments(region, fields, _offsets(region, look))


def _offsets(region: NDArray[np.int64], look: Look) -> Array:
    tight = look.fit == "tight"
    pants = 0.004 if look.leggings else 0.012
    thickness = {
        Region.SKIN: 0.0,
        Region.SHIRT: 0.007 if tight else 0.016,
        Region.PANTS: (pants if tight else 0.014) + look.wide_legs,
        Region.SHOE: 0.008,
        Region.HAIR: 0.012,
    }
    return np.array([thickness[r] for r in Region])[region]


def _along_upper_arm(body: Anatomy) -> Array:
    """Position along the upper arm: 0 at the shoulder, 1 at the elbow."""
    along = np.zeros(len(body.vertices))
    for side in SIDES:
        shoulder = body.heads[bone("upperarm01", side)]
        axis = body.heads[bone("lowerarm01", side)] - shoulder
        mask = body.vertices[:, 0] * outward(side) > 0
        along[mask] = (body.vertices[mask] - shoulder) @ axis / (axis @ axis)
    return along


def _hairline(body: Anatomy, head: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Height above which the scalp is hairy, and where hair may grow at all, shapes (n,)."""
    x, y, z = body.vertices.T
    eye_y = body.eyes.mean(0)[1]
    head_z = body.heads["head"][2]
    ear_z = head_z + 0.015
    front = eye_y + 0.048 + 0.25 * np.clip(0.03 - (z - ear_z), -0.02, 0)
    nape = [eye_y - 0.05, eye_y - 0.02, eye_y + 0.02]
    behind = np.interp(z, [head_z - 0.08, ear_z - 0.03, ear_z], nape)
    ear = (np.abs(x) > 0.074) & (y < eye_y + 0.03) & (z > ear_z - 0.035)
    may_be_hair = body.is_skin & (head > 0.5) & ~ear & (y > eye_y - 0.075)
    return np.where(z > ear_z, front, behind), may_be_hair
