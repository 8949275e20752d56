"""Draws one frame of the truth set, and writes down its truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from benchmarks.render.body import Body
from benchmarks.render.camera import Camera, Stand
from benchmarks.render.renderer import Image, Renderer
from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import BONES, JOINT_BONES, SIDES, Placed
from benchmarks.render.truth import angles
from benchmarks.truthset import scenes
from benchmarks.truthset.postures import Drawn, draw

JOINTS: Final = tuple(f"{joint}_{side}" for joint in JOINT_BONES for side in SIDES)
CAMERA: Final = ("height", "distance", "fov", "roll", "pitch", "yaw")
MARGIN: Final = 0.02
"""Share of the picture that stays free around the joints."""

OBSTACLES: Final = 0.12
"""Share of frames in which a thing stands before the person."""


@dataclass(frozen=True)
class Shot:
    """One picture with its truth.

    Attributes:
        image: RGB, as a webcam would hand it out.
        jpeg: The same, encoded.
        row: Name -> value of each array of the shard format but those of MediaPipe.
    """

    image: Image
    jpeg: bytes
    row: dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """A posture before a camera.

    Attributes:
        drawn: The posture.
        stand: Where the person is.
        camera: The camera.
        joints: Joint centres in the room, in the order of `JOINTS`, shape (12, 3).
    """

    drawn: Drawn
    stand: Stand
    camera: Camera
    joints: Array


def shoot(
    renderer: Renderer,
    body: Body,
    setting: scenes.Setting,
    random: np.random.Generator,
    faults: bool = False,
) -> Shot:
    """Draws a random frame of a body in a room.

    Args:
        renderer: Of the body.
        body: The person.
        setting: The room.
        random: Source of chance.
        faults: Whether the posture is one of `postures.FAULTS`.

    Raises:
        ImplausibleError: No posture fits the body.
    """
    scene = _compose(body, random, faults)
    triangles = [setting.triangles]
    if scene.drawn.draft.props:
        triangles.append(scenes.prop(list(scene.drawn.draft.props), scene.stand))
    occluded = random.random() < OBSTACLES
    hidden = np.zeros(len(JOINTS), dtype=np.bool_)
    if occluded:
        limbs = scene.joints[2:]
        added, boxes, turn = scenes.obstacle(random, scene.camera, limbs)
        triangles.append(added)
        hidden = scenes.hidden(scene.camera, scene.joints, boxes, turn)
    renderer.set_scene(scene.camera, np.concatenate(triangles), setting.light)
    picture = renderer.draw(scene.drawn.draft.placed, scene.stand)
    size = scenes.final_size(scene.camera)
    image, jpeg = scenes.webcam(random, picture, size)
    row = _truth(body, scene, size)
    row |= {"joint_hidden": hidden, "occluded": occluded, "room": setting.number}
    return Shot(image, jpeg, row)


def _compose(body: Body, random: np.random.Generator, faults: bool) -> Scene:
    """Posture, direction and camera such that the whole person is in the picture."""
    while True:
        drawn = draw(body, random, faults=faults)
        facing = random.choice([-1, 1])
        yaw = float(facing * (90 - scenes.off_side(random)))
        surface = body.surface(drawn.draft.placed, BONES)
        stand = Stand(yaw).centred(surface)
        points = stand.to_room(surface)
        joints = stand.to_room(joint_positions(drawn.draft.placed))
        for _ in range(12):
            camera = scenes.camera_for(random, points)
            if whole(camera, points, joints):
                return Scene(drawn, stand, camera, joints)


def joint_positions(placed: Placed) -> Array:
    """Joint centres in the person's axes, in the order of `JOINTS`, shape (12, 3)."""
    return np.array([placed.joint(joint, side) for joint in JOINT_BONES for side in SIDES])


def whole(camera: Camera, points: Array, joints: Array) -> bool:
    """Whether the whole person is in the picture, and not too small."""
    depth = -(points @ camera.view[2, :3] + camera.view[2, 3])
    if depth.min() < 0.5:
        return False
    size = np.array(camera.size)
    skin, inner = camera.project(points) / size, camera.project(joints) / size
    if inner.min() < MARGIN or inner.max() > 1 - MARGIN:
        return False
    inside = ((skin >= 0) & (skin <= 1)).all(axis=1).mean()
    extent = float(np.ptp(skin * size, axis=0).max()) / float(size.min())
    return bool(inside > 0.985 and extent > 0.35)


def _truth(body: Body, scene: Scene, size: tuple[int, int]) -> dict[str, Any]:
    draft, camera = scene.drawn.draft, scene.camera
    values = angles(draft.placed, body.skeleton)
    for side in SIDES:
        values[f"hip_{side}"] = (values[f"hip_{side}"] + 60) % 360 - 60
        values[f"hip_joint_{side}"] = (values[f"hip_joint_{side}"] + 60) % 360 - 60
        values[f"knee_space_{side}"] = _space_angle(draft.placed, side)
    scale = np.array(size) / np.array(camera.size)
    seen = np.c_[scene.joints, np.ones(len(scene.joints))] @ camera.view.T
    return {
        "size": size,
        "truth": values,
        "family": scene.drawn.family,
        "variant": draft.variant,
        "worked": draft.worked or "",
        "joint_pixels": camera.project(scene.joints) * scale,
        "joint_camera": seen[:, :3] * np.array([1.0, -1.0, -1.0]),
        **direction(scene),
    }


def direction(scene: Scene) -> dict[str, Any]:
    """Yaw, facing and camera: against the ray from the camera to the hips."""
    eye = np.array(scene.camera.eye)
    hips = scene.joints[[JOINTS.index(f"hip_{side}") for side in SIDES]].mean(0)
    axes = Stand(scene.stand.yaw).to_room(np.vstack([np.zeros((1, 3)), np.eye(3)]))
    leftward, forward = axes[1] - axes[0], axes[3] - axes[0]
    ray = (hips - eye) / np.linalg.norm(hips - eye)
    along = ray[:2] / np.linalg.norm(ray[:2])
    yaw = float(np.degrees(np.arcsin(np.clip(-forward[:2] @ along, -1, 1))))
    facing = 1 if forward[0] * along[1] - forward[1] * along[0] > 0 else -1
    off = float(np.degrees(np.arccos(np.clip(abs(leftward @ ray), 0, 1))))
    pitch = float(np.degrees(np.arcsin(-ray[2])))
    distance = float(np.linalg.norm((hips - eye)[:2]))
    camera = scene.camera
    return {
        "yaw": yaw,
        "view_angle": float(np.copysign(off, yaw)),
        "facing": facing,
        "near": "right" if facing > 0 else "left",
        "camera": (
            camera.eye[2],
            distance,
            camera.horizontal_view,
            camera.roll,
            pitch,
            scene.stand.yaw,
        ),
    }


def _space_angle(placed: Placed, side: Any) -> float:
    hip, knee, ankle = (placed.joint(name, side) for name in ("hip", "knee", "ankle"))
    thigh, shank = hip - knee, ankle - knee
    cosine = thigh @ shank / (np.linalg.norm(thigh) * np.linalg.norm(shank))
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))
