"""Opens the engines that find people in pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from formcheck.pose.engine.mediapipe import MediaPipeEstimator, Mode
from formcheck.pose.engine.movenet import MoveNet
from formcheck.pose.engine.two_engines import TwoEngines
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.person import PersonChoice
from formcheck.pose.sides.carried import SECOND_LOOK_S
from formcheck.pose.sides.mirror_ensemble import TwoLooks

ENGINES: Final = ("mediapipe", "movenet-lightning")
"""The engines that are asked where `second_engine` is not turned off, as a recording names them."""


def open_estimator(
    model: str | Path = "full",
    mode: Mode = "video",
    looks: int = 2,
    silhouette: bool = False,
    second_engine: bool = True,
    person: PersonChoice | None = None,
) -> PoseEstimator:
    """Return what finds one person in each frame: MediaPipe, and MoveNet beside it.

    Args:
        model: MediaPipe's model: `full`, `lite` or the path of a pose landmarker bundle.
        mode: `video` for clips, `image` for pictures.
        looks: 2 to let each engine look at the mirror image as well, which lessens the scatter: of
            a picture always, in a clip now and then; 1 to do without.
        silhouette: Whether poses carry the silhouette, from which the pelvis is told.
        second_engine: Whether MoveNet is asked about the person whom MediaPipe found.
        person: Who of several people is meant, or None for the largest.

    Raises:
        MachineError: The machine lacks a library or a model.
        InputError: The given model cannot be read.
    """
    every_s = SECOND_LOOK_S if mode == "video" else 0.0
    estimator: PoseEstimator = MediaPipeEstimator(model, mode, silhouette, person)
    try:
        if looks == 2:
            turned = None if person is None else person.mirrored()
            second = MediaPipeEstimator(model, mode, silhouette, turned)
            estimator = TwoLooks(estimator, second, every_s)
        return TwoEngines(estimator, MoveNet(), looks, every_s) if second_engine else estimator
    except BaseException:
        estimator.close()
        raise
