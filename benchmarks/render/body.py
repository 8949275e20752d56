"""A dressed person whose surface follows the skeleton."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.render.assets import body_data
from benchmarks.render.clothes import ARM_BONES, FIELDS, Anatomy, Garments, Region, dress
from benchmarks.render.drape import BaggyShirt, LooseCloth, vertex_normals
from benchmarks.render.face import EYE_GROUPS, paint
from benchmarks.render.looks import Look
from benchmarks.render.makehuman import BaseMesh, Rig, morph, read_mesh, read_rig
from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import BONES, Placed, Skeleton

_HAIR = "helper-hair"
_CARRIED = 0.6
"""A vertex belongs to a group of bones that hold more than this share of it."""


class Body:
    """A person: skeleton, skin, clothes and colours.

    Attributes:
        look: Shape, colours and clothes.
        skeleton: The bones, fitted to this body.
        quads: Faces of the visible surface, shape (m, 4).
        region: `Region` of each visible vertex, shape (n,).
        colour: Skin and face colour, sRGB, shape (n, 3).
        fields: Garment fields (`clothes.FIELDS`), shape (n, 6).
        is_skin: Which vertices are skin or what covers it (not eyes), shape (n,).
    """

    def __init__(self, look: Look, data: Path | None = None) -> None:
        """Builds the body.

        Args:
            look: Shape, colours and clothes.
            data: Folder of the MakeHuman data; by default `assets.body_data()`.
        """
        folder = data or body_data()
        mesh = read_mesh(folder / "3dobjs/base.obj")
        vertices = morph(mesh, folder / "targets", look.shape)
        rig = read_rig(folder / "rigs/standard", mesh, vertices)
        anatomy = _anatomy(mesh, vertices, rig)
        garments = dress(anatomy, look)
        colour = paint(mesh, anatomy, look, folder / "targets")

        visible = mesh.faces[np.isin(mesh.groups, ["body", *EYE_GROUPS])]
        hair = _long_hair(mesh, vertices, anatomy, look)
        visible = np.concatenate([visible, hair])
        grown = np.unique(hair)
        garments.region[grown], garments.offset[grown] = Region.HAIR, 0.0
        garments.fields[grown] = np.where(np.array(FIELDS) == "hair", 1.0, -1.0)
        anatomy.is_skin[grown] = True
        used = np.unique(visible)
        renumber = np.full(len(vertices), -1)
        renumber[used] = np.arange(len(used))
        self.look = look
        self.quads: NDArray[np.int64] = renumber[visible]
        self.colour = colour[used]
        self.region = garments.region[used]
        self.fields = garments.fields[used]
        self.is_skin = anatomy.is_skin[used]
        self._weights = rig.weights[used]
        self._rest = _dressed(vertices[used], self.quads, garments, used)
        self._bound = [np.flatnonzero(column > 1e-6) for column in self._weights.T]
        ankle = float(rig.heads["foot.L"][1] - self._rest[:, 1].min())
        self.skeleton = Skeleton(rig.heads, rig.hand_tips, ankle)
        self._loose, self._baggy = self._cloth(anatomy, used)

    def _cloth(
        self, anatomy: Anatomy, used: NDArray[np.int64]
    ) -> tuple[LooseCloth | None, BaggyShirt | None]:
        clothed = np.isin(self.region, [Region.SHIRT, Region.PANTS])
        if self.look.fit == "loose":
            return LooseCloth(self.quads, clothed), None
        if self.look.fit == "baggy":
            arm = anatomy.carried_by(*ARM_BONES)[used]
            leg = anatomy.carried_by("upperleg02", "lowerleg01", "lowerleg02", "foot")[used]
            torso = (arm < 0.25) & (leg < 0.3)
            shirt = torso & (self.region == Region.SHIRT)
            return None, BaggyShirt(torso & clothed, shirt, arm)
        return None, None

    def surface(self, placed: Placed, bones: Sequence[str] = ()) -> Array:
        """Vertices of the posed and dressed surface (linear blend skinning).

        Args:
            placed: The posture.
            bones: Only the vertices that these bones carry, undraped; all of them by default.

        Returns:
            Shape (n, 3), metres, in the posture's frame.
        """
        if bones:
            columns = [BONES.index(name) for name in bones]
            return self._skin(placed, self._weights[:, columns].sum(1) > _CARRIED)
        skinned = self._skin(placed, None)
        if self._loose is not None:
            return self._loose.apply(skinned)
        if self._baggy is not None:
            return self._baggy.apply(skinned, placed)
        return skinned

    def _skin(self, placed: Placed, mask: NDArray[np.bool_] | None) -> Array:
        moved = np.zeros_like(self._rest)
        for column, name in enumerate(BONES):
            numbers = self._bound[column]
            if mask is not None:
                numbers = numbers[mask[numbers]]
            local = self._rest[numbers] - self.skeleton.heads[name]
            turned = local @ placed.rotations[name].T + placed.positions[name]
            moved[numbers] += self._weights[numbers, column, None] * turned
        return moved if mask is None else moved[mask]

    def height(self) -> float:
        """Height from the soles to the top of the head, metres."""
        return float(np.ptp(self._rest[:, 1]))


def _anatomy(mesh: BaseMesh, vertices: Array, rig: Rig) -> Anatomy:
    is_skin = np.zeros(len(vertices), dtype=np.bool_)
    is_skin[mesh.group_vertices("body")] = True
    eyes = np.array([vertices[mesh.group_vertices(group)].mean(0) for group in EYE_GROUPS])
    return Anatomy(vertices, rig.weights, rig.heads, is_skin, eyes)


def _long_hair(mesh: BaseMesh, vertices: Array, anatomy: Anatomy, look: Look) -> NDArray[np.int64]:
    """Faces of MakeHuman's hair volume down to the wanted length, shape (m, 4)."""
    faces = mesh.faces[mesh.groups == _HAIR]
    lowest = anatomy.heads["head"][1] - look.long_hair
    eye = anatomy.eyes.mean(0)
    at = vertices[faces]
    before_face = (at[:, :, 2] > eye[2] - 0.035) & (at[:, :, 1] < eye[1] + 0.045)
    kept: NDArray[np.int64] = faces[((at[:, :, 1] > lowest) & ~before_face).all(axis=1)]
    return kept if look.long_hair > 0 else kept[:0]


def _dressed(
    vertices: Array, quads: NDArray[np.int64], garments: Garments, used: NDArray[np.int64]
) -> Array:
    normals = vertex_normals(vertices, quads)
    return vertices + normals * garments.offset[used][:, None]
