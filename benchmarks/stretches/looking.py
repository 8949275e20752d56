"""What MediaPipe sees in a take, kept on disk: judging again then costs seconds, not minutes."""

from __future__ import annotations

import pickle
import zlib
from dataclasses import fields, replace
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.capture.source import open_source
from formcheck.pose.engine.mediapipe import MediaPipeEstimator
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.pose import Pose
from formcheck.pose.sides.mirror_ensemble import TwoLooks
from formcheck.pose.silhouette import PackedSilhouette
from formcheck.session import Sightings, observe
from formcheck.shelf.shelved import Shelved

_GREYS: Final = 255.0


def look(clip: Path, looks: int = 1) -> Sightings:
    """Finds the person in every frame of a clip, or reads what was found before.

    Args:
        clip: The clip; what is found is kept beside it.
        looks: 1, or 2 to add a mirrored look at each frame.
    """
    kept = clip.with_suffix(f".looks{looks}.z")
    if kept.exists():
        return _unpacked(pickle.loads(zlib.decompress(kept.read_bytes())))
    with _estimator(looks) as estimator, open_source(clip) as source:
        found = observe(source, estimator)
    partial = kept.with_suffix(".part")
    partial.write_bytes(zlib.compress(pickle.dumps(_packed(found)), 1))
    partial.replace(kept)
    return found


def _estimator(looks: int) -> PoseEstimator:
    first = MediaPipeEstimator("full", "video", silhouette=True)
    if looks == 1:
        return first
    return TwoLooks(first, MediaPipeEstimator("full", "video", silhouette=True))


def _packed(found: Sightings) -> tuple[Sightings, list[bytes | None]]:
    """Silhouettes apart, in 255 greys."""
    masks: list[bytes | None] = []
    poses: list[Pose | None] = []
    for pose in found.poses:
        mask = None if pose is None else pose.silhouette
        grey = None if mask is None else np.asarray(np.round(mask * _GREYS), dtype=np.uint8)
        masks.append(None if grey is None else zlib.compress(grey.tobytes(), 1))
        poses.append(None if pose is None else replace(pose, silhouette=None))
    return replace(found, poses=tuple(poses)), masks


def _unpacked(packed: tuple[Sightings, list[bytes | None]]) -> Sightings:
    found, masks = packed
    # A field that came later than the file has its default.
    found = Sightings(
        **{f.name: getattr(found, f.name) for f in fields(found) if hasattr(found, f.name)}
    )
    found = replace(found, silhouettes=tuple(map(_shelved, found.silhouettes)))
    poses: list[Pose | None] = []
    for pose, mask in zip(found.poses, masks, strict=True):
        if pose is None or mask is None:  # made anew: what a pose keeps for speed may have changed
            poses.append(None if pose is None else replace(pose))
            continue
        grey = np.frombuffer(zlib.decompress(mask), np.uint8).reshape(pose.height, pose.width)
        poses.append(replace(pose, silhouette=(grey / _GREYS).astype(np.float32)))
    return replace(found, poses=tuple(poses))


def _shelved(packed: PackedSilhouette | None) -> PackedSilhouette | None:
    """Return a silhouette that was kept as plain bytes as those of now are kept."""
    data: object = None if packed is None else packed.data
    return replace(packed, data=Shelved(data)) if packed and isinstance(data, bytes) else packed
