"""Reads the MakeHuman base mesh, its shape targets and its default rig (CC0)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import BONES, SIDES, bone

DECIMETRE = 0.1
"""MakeHuman's files are in decimetres."""


@dataclass(frozen=True)
class BaseMesh:
    """A mesh of quads with named groups.

    Attributes:
        vertices: Shape (n, 3).
        faces: Vertex numbers, shape (m, 4); a triangle repeats its last vertex.
        groups: Name of the group of each face, shape (m,).
    """

    vertices: Array
    faces: NDArray[np.int64]
    groups: NDArray[np.str_]

    def group_vertices(self, name: str) -> NDArray[np.int64]:
        """Numbers of the vertices that the faces of a group use."""
        return np.unique(self.faces[self.groups == name])


@lru_cache(maxsize=2)
def read_mesh(path: Path) -> BaseMesh:
    """Reads vertices, faces and groups of a Wavefront OBJ file."""
    vertices: list[list[float]] = []
    faces: list[list[int]] = []
    groups: list[str] = []
    group = ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            words = line.split()
            if not words:
                continue
            if words[0] == "v":
                vertices.append([float(x) for x in words[1:4]])
            elif words[0] == "g":
                group = words[1]
            elif words[0] == "f":
                corners = [int(word.split("/")[0]) - 1 for word in words[1:]]
                faces.append([*corners, corners[-1]][:4])
                groups.append(group)
    return BaseMesh(np.array(vertices), np.array(faces), np.array(groups))


@lru_cache(maxsize=256)
def read_target(path: Path, count: int) -> Array:
    """Reads a shape target: the displacement of each of `count` vertices, shape (count, 3).

    Targets that were read stay in memory (0.5 MB each); do not change the array.
    """
    moved = np.zeros((count, 3))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            words = line.split()
            if words and not words[0].startswith("#"):
                moved[int(words[0])] = [float(x) for x in words[1:4]]
    return moved


class BodyShape(Protocol):
    """What makes a body of the base mesh."""

    def targets(self) -> Mapping[str, float]:
        """File below `macrodetails`, without `.target.gz` -> how much of it is added."""


def levels(amount: float, kind: str) -> list[tuple[str, float]]:
    """Shares of the three levels of a macro property; 0 = min, 0.5 = average, 1 = max."""
    if amount < 0.5:
        return [(f"min{kind}", 1 - 2 * amount), (f"average{kind}", 2 * amount)]
    return [(f"average{kind}", 2 - 2 * amount), (f"max{kind}", 2 * amount - 1)]


@dataclass(frozen=True)
class Shape:
    """Macro mix of a young adult: MakeHuman's own properties, each amount between 0 and 1."""

    gender: str
    race: str
    muscle: float
    weight: float
    ideal: float = 0.4

    def targets(self) -> dict[str, float]:
        """File below `macrodetails`, without `.target.gz` -> how much of it is added."""
        found = {f"{self.race}-{self.gender}-young": 1.0}
        for muscle, muscle_share in levels(self.muscle, "muscle"):
            for weight, weight_share in levels(self.weight, "weight"):
                share = muscle_share * weight_share
                stem = f"{self.gender}-young-{muscle}-{weight}"
                found[f"universal-{stem}"] = share
                found[f"proportions/{stem}-idealproportions"] = share * self.ideal
        return found


def morph(mesh: BaseMesh, targets: Path, shape: BodyShape) -> Array:
    """Vertices of the mesh with a body shape applied, shape (n, 3), metres.

    A combination whose target file is absent (the data set has none for some averages) adds
    nothing.
    """
    vertices = mesh.vertices.copy()
    for name, amount in shape.targets().items():
        path = targets / "macrodetails" / f"{name}.target.gz"
        if amount > 1e-6 and path.exists():
            vertices += amount * read_target(path, len(vertices))
    return vertices * DECIMETRE


@dataclass(frozen=True)
class Rig:
    """Joint positions and skinning weights of a body.

    Attributes:
        heads: Bone -> head position in the rest pose, shape (3,), metres.
        hand_tips: `wrist.L`, `wrist.R` -> end of the hand in the rest pose.
        weights: Share of each bone in each vertex, shape (n, bones), rows sum to 1.
    """

    heads: dict[str, Array]
    hand_tips: dict[str, Array]
    weights: Array


def read_rig(folder: Path, mesh: BaseMesh, vertices: Array) -> Rig:
    """Fits the default rig to a body; bones we do not pose are merged into their ancestors."""
    source = _read_bones(folder / "rig.default.json")
    cubes = {
        str(name): vertices[mesh.group_vertices(str(name))].mean(0)
        for name in np.unique(mesh.groups)
        if str(name).startswith("joint-")
    }
    heads = {name: _rig_point(source[name]["head"], cubes, vertices) for name in BONES}
    tips = {
        bone("wrist", side): _rig_point(source[bone("wrist", side)]["tail"], cubes, vertices)
        for side in SIDES
    }
    return Rig(heads, tips, _merged_weights(folder, len(vertices)))


@lru_cache(maxsize=2)
def _read_bones(path: Path) -> dict[str, Any]:
    source = json.loads(path.read_text(encoding="utf-8"))
    bones: dict[str, Any] = source.get("bones", source)
    return bones


def _rig_point(entry: dict[str, Any], cubes: dict[str, Array], vertices: Array) -> Array:
    if entry.get("cube_name") in cubes:
        return cubes[entry["cube_name"]]
    if entry["strategy"] == "MEAN":
        mean: Array = vertices[entry["vertex_indices"]].mean(0)
        return mean
    return np.asarray(vertices[entry["vertex_index"]])


@lru_cache(maxsize=2)
def _merged_weights(folder: Path, count: int) -> Array:
    source = _read_bones(folder / "rig.default.json")
    listed = json.loads((folder / "weights.default.json").read_text(encoding="utf-8"))["weights"]
    column = {name: i for i, name in enumerate(BONES)}
    weights = np.zeros((count, len(BONES)))
    for name, pairs in listed.items():
        ancestor = name
        while ancestor not in column:
            ancestor = source[ancestor]["parent"]
        if pairs:
            table = np.array(pairs, float)
            numbers = table[:, 0].astype(int)
            weights[:, column[ancestor]] += np.bincount(numbers, table[:, 1], count)
    total: Array = np.maximum(weights.sum(1, keepdims=True), 1e-9)
    return weights / total
