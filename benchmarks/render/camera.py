"""The camera, and the step from a person's own axes to the room.

Room axes: +x to the right of the picture, +y away from the camera, +z up; metres.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from benchmarks.render.rotations import Array, rot_z, wrap

_NEAR, _FAR = 0.1, 20.0
_MAT_THICKNESS = 0.008

Facing = Literal["left", "right", "front", "back"]


@dataclass(frozen=True)
class Camera:
    """A pinhole camera with square pixels.

    Attributes:
        eye: Position in the room.
        target: Point it looks at.
        horizontal_view: Horizontal field of view, degrees.
        size: Width and height of the picture, pixels.
        roll: Turn about the line of sight, degrees; positive turns the picture's content
            clockwise.
    """

    eye: tuple[float, float, float] = (0.0, -2.9, 1.0)
    target: tuple[float, float, float] = (0.0, 0.0, 0.72)
    horizontal_view: float = 62.0
    size: tuple[int, int] = (640, 480)
    roll: float = 0.0

    @property
    def view(self) -> Array:
        """Room to camera space, shape (4, 4): x right, y up, z towards the viewer."""
        turned = np.eye(4)
        turned[:3, :3] = rot_z(-self.roll)
        view: Array = turned @ look_at(np.array(self.eye), np.array(self.target))
        return view

    @property
    def matrix(self) -> Array:
        """Room to clip space, shape (4, 4)."""
        width, height = self.size
        zoom = 1.0 / np.tan(np.radians(self.horizontal_view) / 2)
        lens = np.zeros((4, 4))
        lens[0, 0] = zoom
        lens[1, 1] = zoom * width / height
        lens[2, 2] = -(_FAR + _NEAR) / (_FAR - _NEAR)
        lens[2, 3] = -2 * _FAR * _NEAR / (_FAR - _NEAR)
        lens[3, 2] = -1.0
        matrix: Array = lens @ self.view
        return matrix

    def project(self, points: Array) -> Array:
        """Pixels (x right, y down) of room points, shape (n, 3) -> (n, 2)."""
        clip = np.c_[points, np.ones(len(points))] @ self.matrix.T
        x, y = clip[:, 0] / clip[:, 3], clip[:, 1] / clip[:, 3]
        pixels: Array = np.c_[(x + 1) / 2 * self.size[0], (1 - y) / 2 * self.size[1]]
        return pixels


def look_at(eye: Array, target: Array, up: tuple[float, float, float] = (0, 0, 1)) -> Array:
    """Room to camera space, shape (4, 4)."""
    forward = (target - eye) / np.linalg.norm(target - eye)
    right = np.cross(forward, up)
    right = right / np.linalg.norm(right)
    matrix = np.eye(4)
    matrix[0, :3], matrix[1, :3], matrix[2, :3] = right, np.cross(right, forward), -forward
    matrix[:3, 3] = -matrix[:3, :3] @ eye
    return matrix


def orthographic(half_width: float, near: float, far: float) -> Array:
    """Parallel projection of a square, shape (4, 4): what a far light sees."""
    matrix = np.eye(4)
    matrix[0, 0] = matrix[1, 1] = 1 / half_width
    matrix[2, 2] = -2 / (far - near)
    matrix[2, 3] = -(far + near) / (far - near)
    return matrix


@dataclass(frozen=True)
class Stand:
    """Where a person is in the room.

    Attributes:
        yaw: 0 = facing the camera, +90 = the right side near and the front to the picture's
            right, -90 = the left side near, 180 = the back to the camera.
        x: Shift along the picture.
        y: Shift away from the camera.
    """

    yaw: float
    x: float = 0.0
    y: float = 0.0

    def to_room(self, points: Array) -> Array:
        """Room positions of points given in the person's axes, shape (n, 3)."""
        upright = np.stack([points[:, 0], -points[:, 2], points[:, 1]], axis=1)
        shift = np.array([self.x, self.y, _MAT_THICKNESS])
        room: Array = upright @ rot_z(self.yaw).T + shift
        return room

    def centred(self, points: Array) -> Stand:
        """The same direction, shifted so that `points` (person's axes) are amid the mat."""
        room = Stand(self.yaw).to_room(points)
        x, y, _ = (room.min(0) + room.max(0)) / 2
        return Stand(self.yaw, -float(x), -float(y))

    @property
    def facing(self) -> Facing:
        """Which way the person's front points in the picture while upright.

        Lying, it is the direction the same person would face if the picture were turned until
        the trunk is upright, so that signed angles keep their sign.
        """
        yaw = wrap(self.yaw)
        if abs(yaw) < 45:
            return "front"
        if abs(yaw) > 135:
            return "back"
        return "right" if yaw > 0 else "left"
