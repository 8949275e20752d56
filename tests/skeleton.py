"""A stick person with exactly known angles, seen by an orthographic camera."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import Pose

# Metres. The figures are round numbers near an adult's.
TRUNK, THIGH, SHANK, FOOT, UPPER_ARM, FOREARM = 0.50, 0.42, 0.41, 0.22, 0.30, 0.26
SHOULDER_HALF, HIP_HALF, HEAD = 0.18, 0.10, 0.22


@dataclass(frozen=True)
class Person:
    """Angles in degrees, by the package's own conventions.

    Body axes: x forward, y up, z to the person's right; `yaw` turns the front towards the camera.
    """

    trunk_lean: float = 0.0
    hip: dict[str, float] = field(default_factory=lambda: {"left": 180.0, "right": 180.0})
    knee: dict[str, float] = field(default_factory=lambda: {"left": 180.0, "right": 180.0})
    shoulder: dict[str, float] = field(default_factory=lambda: {"left": 10.0, "right": 10.0})
    elbow: dict[str, float] = field(default_factory=lambda: {"left": 170.0, "right": 170.0})
    facing: str = "right"
    yaw: float = 0.0
    scale: float = 240.0
    centre: tuple[float, float] = (320.0, 240.0)
    size: tuple[int, int] = (640, 480)

    def pose(self) -> Pose:
        body = self._body()
        turn = np.radians(self.yaw)
        # Facing right the person's right side is near; the camera looks along +z.
        sign = 1.0 if self.facing == "right" else -1.0
        forward, up, rightward = body.T
        x = sign * (forward * np.cos(turn) - rightward * np.sin(turn))
        z = -(forward * np.sin(turn) + rightward * np.cos(turn))
        if self.facing == "left":
            z = -(forward * np.sin(turn) - rightward * np.cos(turn))
            x = -(forward * np.cos(turn) + rightward * np.sin(turn))
        world = np.stack([x, -up, z], axis=1)
        pixels = world[:, :2] * self.scale + np.array(self.centre)
        width, height = self.size
        return Pose(pixels, world, np.ones(33), width, height)

    def _body(self) -> NDArray[np.float64]:
        points = np.zeros((33, 3))
        lean = self.trunk_lean

        def along(angle: float) -> NDArray[np.float64]:
            """Unit vector turned from straight up towards the front."""
            return np.array([np.sin(np.radians(angle)), np.cos(np.radians(angle)), 0.0])

        for side, lateral in (("left", -1.0), ("right", 1.0)):

            def put(name: str, point: NDArray[np.float64], side: str = side) -> None:
                points[Landmark[f"{side}_{name}".upper()]] = point

            hip = np.array([0.0, 0.0, lateral * HIP_HALF])
            # Same lateral offset as the hip keeps every segment in a sagittal plane.
            shoulder = TRUNK * along(lean) + np.array([0.0, 0.0, lateral * HIP_HALF])
            thigh = lean + self.hip[side]
            shank = thigh + (180.0 - self.knee[side])
            knee = hip + THIGH * along(thigh)
            ankle = knee + SHANK * along(shank)
            upper = lean + 180.0 - self.shoulder[side]
            elbow = shoulder + UPPER_ARM * along(upper)
            wrist = elbow + FOREARM * along(upper - (180.0 - self.elbow[side]))
            put("hip", hip)
            put("shoulder", shoulder)
            put("knee", knee)
            put("ankle", ankle)
            put("heel", ankle + 0.05 * along(shank + 90.0))
            put("foot_index", ankle + FOOT * along(shank - 90.0))
            put("elbow", elbow)
            put("wrist", wrist)
            for finger in ("pinky", "index", "thumb"):
                put(finger, wrist)
            ear = (TRUNK + HEAD) * along(lean) + np.array([0.0, 0.0, lateral * 0.07])
            put("ear", ear)
            for name in ("eye_inner", "eye", "eye_outer"):
                put(name, ear + 0.07 * along(lean + 90.0))
            points[Landmark[f"MOUTH_{side.upper()}"]] = ear + 0.08 * along(lean + 90.0)
        points[Landmark.NOSE] = (TRUNK + HEAD) * along(lean) + 0.11 * along(lean + 90.0)
        return points
