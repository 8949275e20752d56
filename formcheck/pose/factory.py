"""Opens the estimator that finds people in pictures."""

from __future__ import annotations

from pathlib import Path

from formcheck.pose.engine.mediapipe import MediaPipeEstimator, Mode
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.sides.mirror_ensemble import TwoLooks


def open_estimator(
    model: str | Path = "full", mode: Mode = "video", looks: int = 2, silhouette: bool = False
) -> PoseEstimator:
    """Return a MediaPipe estimator that looks once or twice at each frame.

    Args:
        model: `full`, `lite` or the path of a pose landmarker bundle.
        mode: `video` for clips, `image` for pictures.
        looks: 2 to add a mirrored look, which halves the scatter; 1 for half the work.
        silhouette: Whether poses carry the silhouette, from which the pelvis is told.

    Raises:
        MachineError: The machine lacks a library or the model.
        InputError: The given model cannot be read.
    """
    first = MediaPipeEstimator(model, mode, silhouette)
    if looks == 1:
        return first
    try:
        return TwoLooks(first, MediaPipeEstimator(model, mode, silhouette))
    except BaseException:
        first.close()
        raise
