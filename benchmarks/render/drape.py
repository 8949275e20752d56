"""Cloth that does not follow the skin: loose clothes bridge hollows, a baggy shirt hangs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import Placed

Mask = NDArray[np.bool_]


def vertex_normals(vertices: Array, quads: NDArray[np.int64]) -> Array:
    """Unit normals of a quad mesh, shape (n, 3)."""
    total = np.zeros_like(vertices)
    across = vertices[quads[:, 2]] - vertices[quads[:, 0]]
    area = np.cross(across, vertices[quads[:, 3]] - vertices[quads[:, 1]])
    for corner in range(4):
        for axis in range(3):
            total[:, axis] += np.bincount(
                quads[:, corner], weights=area[:, axis], minlength=len(vertices)
            )
    length: Array = np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
    return total / length


@dataclass(frozen=True)
class LooseCloth:
    """Laplacian smoothing of the clothed part of a mesh, never into the body.

    Attributes:
        quads: Faces, shape (m, 4).
        cloth: Which vertices are clothed, shape (n,).
        rounds: Smoothing rounds; 30 bridges the lumbar hollow by about a centimetre.
    """

    quads: NDArray[np.int64]
    cloth: Mask
    rounds: int = 30

    def apply(self, vertices: Array) -> Array:
        """Cloth over skinned vertices, shape (n, 3)."""
        cloth = self.cloth[:, None]
        smooth = vertices
        for _ in range(self.rounds):
            smooth = np.where(cloth, self._neighbour_mean @ smooth, smooth)
        normals = vertex_normals(vertices, self.quads)
        outward = ((smooth - vertices) * normals).sum(1, keepdims=True)
        return np.where(cloth & (outward < 0), smooth - normals * outward, smooth)

    @cached_property
    def _neighbour_mean(self) -> sparse.csr_array:
        """Matrix that takes each vertex to the mean of its neighbours, shape (n, n)."""
        q = self.quads
        pairs = np.concatenate([q[:, [k, (k + 1) % 4]] for k in range(4)])
        pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
        start, end = np.r_[pairs[:, 0], pairs[:, 1]], np.r_[pairs[:, 1], pairs[:, 0]]
        count = len(self.cloth)
        share = 1.0 / np.bincount(start, minlength=count)[start]
        return sparse.csr_array((share, (start, end)), shape=(count, count))


@dataclass(frozen=True)
class BaggyShirt:
    """A shirt that hangs straight from shoulder blades and chest to the hips.

    Around the trunk's axis, each direction's profile is replaced by its upper hull, so that the
    hollow of the low back disappears as it does under a wide T-shirt.

    Attributes:
        torso: Vertices whose profile is hulled, shape (n,).
        shirt: Vertices that move, shape (n,).
        arm: Share of the arm bones in each vertex, shape (n,).
        blend: How much of the way to the hull the cloth goes.
        sectors: Directions around the trunk.
    """

    torso: Mask
    shirt: Mask
    arm: Array
    blend: float = 0.9
    sectors: int = 36
    stations: int = 80

    def apply(self, vertices: Array, placed: Placed) -> Array:
        """Cloth over skinned vertices, shape (n, 3)."""
        origin = (placed.joint("hip", "left") + placed.joint("hip", "right")) / 2
        up = placed.positions["neck01"] - origin
        length = float(np.linalg.norm(up))
        up = up / length
        across = np.array([1.0, 0.0, 0.0])
        forward = np.cross(across, up)
        local = vertices - origin
        height = local @ up
        plane = np.c_[local @ across, local @ forward]
        angle, radius = np.arctan2(plane[:, 0], plane[:, 1]), np.hypot(*plane.T)

        grid = np.linspace(-0.06, length - 0.06, self.stations)
        hull = self._lookup(self._profiles(height, angle, radius, grid), height, angle, grid)
        fade = np.clip((height - grid[0]) / 0.03, 0, 1) * np.clip((grid[-1] - height) / 0.08, 0, 1)
        sleeve = np.clip((0.25 - self.arm) / 0.15, 0, 1)
        grow = np.maximum(hull - radius, 0) * self.blend * fade * sleeve * self.shirt
        outward = plane[:, :1] * across + plane[:, 1:] * forward
        moved: Array = vertices + (grow / np.maximum(radius, 1e-6))[:, None] * outward
        return moved

    def _profiles(self, height: Array, angle: Array, radius: Array, grid: Array) -> Array:
        """Hull radius for each sector and height, shape (sectors, stations)."""
        table = np.full((self.sectors, len(grid)), np.nan)
        inside = self.torso & (height > grid[0]) & (height < grid[-1])
        for j in range(self.sectors):
            centre = -np.pi + 2 * np.pi * j / self.sectors
            near = np.abs((angle - centre + np.pi) % (2 * np.pi) - np.pi) < 0.16
            chosen = inside & near
            if chosen.sum() >= 3:
                corners = _upper_hull(height[chosen], radius[chosen])
                table[j] = np.interp(grid, corners[:, 0], corners[:, 1])
        known = np.flatnonzero(np.isfinite(table[:, 0]))
        every = np.arange(self.sectors)
        filled = [np.interp(every, known, column[known], period=self.sectors) for column in table.T]
        return np.stack(filled, axis=1)

    def _lookup(self, table: Array, height: Array, angle: Array, grid: Array) -> Array:
        at_height = np.array([np.interp(height, grid, row) for row in table])
        position = (angle + np.pi) / (2 * np.pi) * self.sectors
        low = np.floor(position).astype(int) % self.sectors
        share = position - np.floor(position)
        number = np.arange(len(height))
        upper = at_height[(low + 1) % self.sectors, number]
        blended: Array = (1 - share) * at_height[low, number] + share * upper
        return blended


def _upper_hull(x: Array, y: Array) -> Array:
    """Upper convex hull of points, sorted by x, shape (k, 2) (Andrew's monotone chain)."""
    hull: list[tuple[float, float]] = []
    for px, py in sorted(zip(x.tolist(), y.tolist(), strict=True)):
        while len(hull) > 1:
            (ax, ay), (bx, by) = hull[-2], hull[-1]
            if (bx - ax) * (py - ay) - (by - ay) * (px - ax) < 0:
                break
            hull.pop()
        hull.append((px, py))
    return np.array(hull)
