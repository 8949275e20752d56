"""Random rooms, light, furniture, cameras, and what a webcam does to a picture."""

from __future__ import annotations

import colorsys
import io
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.render.camera import Camera, Stand
from benchmarks.render.looks import Colour
from benchmarks.render.renderer import Image, Light
from benchmarks.render.room import Box, Material, Room, faces
from benchmarks.render.rotations import Array, rot_z
from benchmarks.truthset.people import SPLITS, Split

_SIZES: Final = ((640, 480), (1280, 720), (480, 640))
_RENDERED: Final = {(1280, 720): (864, 486)}
"""Large pictures are drawn smaller and enlarged: MediaPipe looks at 256 x 256 pixels anyway."""

FREE: Final = 1.2
"""Metres around the person that furniture of the room leaves free."""


@dataclass(frozen=True)
class Setting:
    """A random room and its light.

    Attributes:
        number: Identifies the room; never the same in two splits.
        triangles: See `Room.triangles`.
        light: The light.
    """

    number: int
    triangles: Array
    light: Light


def setting_number(split: Split, count: int) -> int:
    """Number of the `count`-th room of a split: splits take turns, so they share none."""
    return len(SPLITS) * count + SPLITS.index(split)


def setting(number: int) -> Setting:
    """The random room with this number."""
    random = np.random.default_rng([72, number])
    wall, floor, mat = _pastel(random), _wood(random), _any_colour(random)
    room = Room(wall, floor, mat, mirrored=bool(random.random() < 0.5))
    boxes = room.boxes()[: 3 if random.random() < 0.3 else 4]
    triangles = [faces(box) for box in boxes]
    for _ in range(random.integers(0, 6)):
        triangles.append(_furniture(random))
    back = float(random.uniform(0.0, 1.5))
    joined = np.concatenate(triangles)
    wall_or_behind = joined[:, 1] > 1.0
    joined[wall_or_behind, 1] += back
    return Setting(number, joined, _light(random))


def _furniture(random: np.random.Generator) -> Array:
    """A cupboard, shelf, sofa or picture by the wall."""
    x = float(random.uniform(-3.5, 3.5))
    wide, deep, high = (float(random.uniform(a, b)) for a, b in ((0.3, 1.8), (0.2, 0.5), (0.3, 2)))
    low = float(random.choice([0.0, 0.0, random.uniform(0.9, 1.5)]))
    material = Material.PICTURE if low else Material.FABRIC
    deep = 0.05 if low else deep
    colour = _any_colour(random)
    return faces(Box((x, 1.69 - deep, low), (x + wide, 1.69, low + high), colour, material))


def _light(random: np.random.Generator) -> Light:
    angle, height = random.uniform(-170, -10), random.uniform(0.35, 1.4)
    direction = (float(np.cos(np.radians(angle))), float(np.sin(np.radians(angle))), float(height))
    warm = random.uniform(-0.12, 0.12)
    strength = random.uniform(0.2, 1.2)
    sky = random.uniform(0.75, 1.6)
    fill = random.uniform(0.0, 0.3)
    return Light(
        direction,
        sun=(strength * (1 + warm), strength, strength * (1 - warm)),
        sky=(sky, sky, sky * (1 + warm / 2)),
        fill=(fill, fill, fill),
    )


def _any_colour(random: np.random.Generator) -> Colour:
    return colorsys.hsv_to_rgb(random.random(), random.beta(1.2, 2), random.uniform(0.1, 0.9))


def _pastel(random: np.random.Generator) -> Colour:
    return colorsys.hsv_to_rgb(random.random(), random.beta(1, 6), random.uniform(0.35, 0.95))


def _wood(random: np.random.Generator) -> Colour:
    hue = random.uniform(0.04, 0.12)
    return colorsys.hsv_to_rgb(hue, random.uniform(0.05, 0.6), random.uniform(0.2, 0.8))


# ------------------------------------------------------------------------------- camera


def off_side(random: np.random.Generator) -> float:
    """A random yaw off the side view: nine in ten within 60 degrees, most within 45."""
    if random.random() < 0.1:
        return float(random.choice([-1, 1]) * random.uniform(60, 90))
    return float(np.clip(random.normal(0, 27), -60, 60))


def camera_for(random: np.random.Generator, points: Array) -> Camera:
    """A random camera that looks at the person.

    Args:
        random: Source of chance.
        points: The person in the room, shape (n, 3), around the origin.
    """
    size = _SIZES[random.choice(3, p=[0.5, 0.3, 0.2])]
    distance = float(random.uniform(2.0, 4.5))
    view = float(random.uniform(45, 80))
    if size[0] < size[1]:
        view *= 0.75
    height = float(random.uniform(0.3, 1.6))
    middle = (points.min(0) + points.max(0)) / 2
    sight = distance * np.tan(np.radians(view) / 2)
    aside, above = random.normal(0, 0.09, 2) * sight
    target = (float(middle[0] + aside), 0.0, float(middle[2] + above))
    drawn = _RENDERED.get(size, size)
    eye = (float(random.normal(0, 0.1)), -distance, height)
    return Camera(eye, target, view, drawn, roll=float(random.uniform(-4, 4)))


def final_size(camera: Camera) -> tuple[int, int]:
    """Size of the picture that the webcam hands out, pixels."""
    for size, drawn in _RENDERED.items():
        if camera.size == drawn:
            return size
    return camera.size


# ---------------------------------------------------------------------------- obstacles


def obstacle(
    random: np.random.Generator, camera: Camera, joints: Array
) -> tuple[Array, list[Box], float]:
    """A chair, a plant pot or a table leg between the camera and a joint.

    Args:
        random: Source of chance.
        camera: The camera.
        joints: Joints that may be hidden, in the room, shape (n, 3).

    Returns:
        Triangles, the boxes they came from, and their turn about the vertical, degrees.
    """
    joint = joints[random.integers(len(joints))]
    eye = np.array(camera.eye)
    share = random.uniform(0.65, 0.85)
    x, y, z = eye + share * (joint - eye)
    turn = float(random.uniform(-40, 40))
    x, y, _ = rot_z(-turn) @ np.array([x, y, 0.0])
    colour, kind = _any_colour(random), random.integers(3)
    if kind == 0:
        half = random.uniform(0.02, 0.05)
        boxes = [_block(x, y, 0.0, max(z, 0.3) + 0.3, half, colour)]
    elif kind == 1:
        half, top = random.uniform(0.08, 0.16), max(float(z), 0.15) + random.uniform(0.0, 0.15)
        boxes = [_block(x, y, 0.0, top, half, colour)]
    else:
        half, seat = 0.2, 0.45
        boxes = [_block(x, y, seat - 0.04, seat, half, colour)]
        for dx in (-half, half):
            for dy in (-half, half):
                boxes.append(_block(x + dx, y + dy, 0.0, seat, 0.02, colour))
    return turned_boxes(boxes, turn), boxes, turn


def _block(x: float, y: float, low: float, high: float, half: float, colour: Colour) -> Box:
    return Box((x - half, y - half, low), (x + half, y + half, high), colour, Material.FABRIC)


def turned_boxes(boxes: list[Box], turn: float) -> Array:
    """Triangles of boxes turned about the vertical, see `Room.triangles`."""
    triangles = np.concatenate([faces(box) for box in boxes])
    for columns in (slice(0, 3), slice(3, 6)):
        triangles[:, columns] = triangles[:, columns] @ rot_z(turn).T
    return triangles


def hidden(camera: Camera, points: Array, boxes: list[Box], turn: float) -> NDArray[np.bool_]:
    """Which points a box stands before, shape (n,)."""
    eye = rot_z(-turn) @ np.array(camera.eye)
    ends = points @ rot_z(-turn).T
    result = np.zeros(len(points), dtype=np.bool_)
    for box in boxes:
        ray = ends - eye
        ray = np.where(np.abs(ray) < 1e-9, 1e-9, ray)
        a, b = (np.array(box.low) - eye) / ray, (np.array(box.high) - eye) / ray
        enter, leave = np.minimum(a, b).max(1), np.maximum(a, b).min(1)
        result |= (enter < leave) & (leave > 0) & (enter < 1)
    return result


def prop(boxes: list[Box], stand: Stand) -> Array:
    """Triangles of boxes given in the person's axes turned upright: x left, y back, z up."""
    triangles = np.concatenate([faces(box) for box in boxes])
    turn = rot_z(stand.yaw).T
    triangles[:, :3] = triangles[:, :3] @ turn + np.array([stand.x, stand.y, 0.0])
    triangles[:, 3:6] = triangles[:, 3:6] @ turn
    return triangles


# ------------------------------------------------------------------------------ picture


def webcam(random: np.random.Generator, image: Image, size: tuple[int, int]) -> tuple[Image, bytes]:
    """What a webcam makes of a picture.

    White balance, gamma, blur, sensor noise, and compression.

    Returns:
        The picture as it is decoded, RGB, and the JPEG that holds it.
    """
    if (image.shape[1], image.shape[0]) != size:
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    light: Array = (image / 255.0) ** random.uniform(0.75, 1.35)
    light *= np.exp(random.normal(0, 0.06, 3)) * random.uniform(0.85, 1.12)
    width = 0.45  # smooths edges, which are drawn without samples
    if random.random() < 0.4:
        width = random.uniform(0.4, 1.6) * size[1] / 480
    light = np.asarray(cv2.GaussianBlur(light, (0, 0), width), dtype=np.float64)
    if random.random() < 0.15:
        length = int(random.integers(3, 9))
        kernel = (length, 1) if random.random() < 0.5 else (1, length)
        light = np.asarray(cv2.blur(light, kernel), dtype=np.float64)
    grain = random.normal(0, random.uniform(0.0, 6.0) / 255, (*light.shape[:2], 1))
    pixels = (np.clip(light + grain, 0, 1) * 255).astype(np.uint8)
    return _compressed(pixels, int(random.integers(30, 95)))


def _compressed(image: Image, quality: int) -> tuple[Image, bytes]:
    from PIL import Image as Pictures

    buffer = io.BytesIO()
    Pictures.fromarray(image).save(buffer, "JPEG", quality=quality)
    return np.asarray(Pictures.open(io.BytesIO(buffer.getvalue()))), buffer.getvalue()
