"""What each engine is: the one place where a new one is described.

The factory opens engines by it, the fusion weighs them by it, `formcheck doctor` looks for their
models, and recordings name those that were asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formcheck.pose.landmark import KEYPOINTS, Landmark


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model's file that travels with the package, in `engine/models`.

    Attributes:
        file: Its name.
        sha256: SHA-256 of its content.
        option: What `--model` calls it, or None where it cannot be chosen there.
    """

    file: str
    sha256: str
    option: str | None = None


@dataclass(frozen=True, slots=True)
class EngineProfile:
    """One engine.

    Its weight is that of its family: engines that were made alike err alike, and share it.

    Attributes:
        name: As recordings and `formcheck doctor` name it.
        family: Engines of one family share a weight.
        models: Its files, the usual one first.
        origin: Whose it is.
        licence: SPDX identifier; the text lies beside the models.
        landmarks: What it finds in the picture.
        near_weight: Weight of its family on the side near the camera, against the other's.
        far_weight: The same on the side away from the camera, where part of the leg is hidden.
        look_cost: Time of one look against one of MediaPipe's `full`, on one thread.
        from_looks: It is asked where frames get so many looks at least: 1 everywhere, 2 in reviews
            that are not quick.
        depth: Whether it tells how far away joints are.
        silhouette: Whether it tells which pixels belong to the person.
        finds_people: Whether it finds people by itself; others look where one was found.
    """

    name: str
    family: str
    models: tuple[ModelFile, ...]
    origin: str
    licence: str
    landmarks: tuple[Landmark, ...]
    near_weight: float
    far_weight: float
    look_cost: float
    from_looks: int = 1
    depth: bool = False
    silhouette: bool = False
    finds_people: bool = False


# Which family counts for more follows from 102 pictures of real people that were marked by eye
# (docs/engines.md): MoveNet is the better one on the leg near the camera (by role 3.7 and 3.8
# degrees for MediaPipe's 5.1), MediaPipe on the far one (11.8 for 14.1 and 12.4).

MEDIAPIPE: Final = EngineProfile(
    name="mediapipe",
    family="BlazePose",
    models=(
        ModelFile(
            "pose_landmarker_full.task",
            "4eaa5eb7a98365221087693fcc286334cf0858e2eb6e15b506aa4a7ecdcec4ad",
            option="full",
        ),
        ModelFile(
            "pose_landmarker_lite.task",
            "5b6b449fde7564217bc59f6583bc220377973231b87ba100c08d50eb3ba3ea6f",
            option="lite",
        ),
    ),
    origin="Google's Pose Landmarker (BlazePose GHUM)",
    licence="Apache-2.0",
    landmarks=tuple(Landmark),
    near_weight=1.0 / 3.0,
    far_weight=2.0 / 3.0,
    look_cost=1.0,
    depth=True,
    silhouette=True,
    finds_people=True,
)

LIGHTNING: Final = EngineProfile(
    name="movenet-lightning",
    family="MoveNet",
    models=(
        ModelFile(
            "movenet_lightning.onnx",
            "60c51ddaadd2b8a2a5fee2e1cf3ec12f4488179a651de562831b3680881f281b",
        ),
    ),
    origin="Google's MoveNet SinglePose Lightning, version 4",
    licence="Apache-2.0",
    landmarks=KEYPOINTS,
    near_weight=2.0 / 3.0,
    far_weight=1.0 / 3.0,
    look_cost=0.37,
)

THUNDER: Final = EngineProfile(
    name="movenet-thunder",
    family="MoveNet",
    models=(
        ModelFile(
            "movenet_thunder.onnx",
            "7a9c11e09a44797bc8b54555f2a164511e756e80286fd11bf9fb9186452c1db9",
        ),
    ),
    origin="Google's MoveNet SinglePose Thunder, version 4",
    licence="Apache-2.0",
    landmarks=KEYPOINTS,
    near_weight=2.0 / 3.0,
    far_weight=1.0 / 3.0,
    look_cost=1.33,
    from_looks=2,
)

PROFILES: Final = (MEDIAPIPE, LIGHTNING, THUNDER)
"""All engines that travel with the package, in the order in which they are asked."""


def engines_for(looks: int) -> tuple[EngineProfile, ...]:
    """Return the engines that are asked about a frame.

    Args:
        looks: 1, as in live view and quick reviews, or 2.
    """
    return tuple(engine for engine in PROFILES if engine.from_looks <= looks)


def names_of(engines: tuple[EngineProfile, ...]) -> tuple[str, ...]:
    """Return engines as recordings name them."""
    return tuple(engine.name for engine in engines)
