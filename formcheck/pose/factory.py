"""Opens the engines that find people in pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from formcheck.pose.engine.mediapipe import MediaPipeEstimator, Mode
from formcheck.pose.engine.movenet import MoveNet
from formcheck.pose.engine.profiles import LIGHTNING, THUNDER, EngineProfile, engines_for
from formcheck.pose.engine.several_engines import SeveralEngines
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.person import PersonChoice
from formcheck.pose.sides.carried import SECOND_LOOK_S
from formcheck.pose.sides.mirror_ensemble import TwoLooks


def open_estimator(
    model: str | Path = "full",
    mode: Mode = "video",
    looks: int = 2,
    silhouette: bool = False,
    person: PersonChoice | None = None,
    engines: Sequence[EngineProfile] | None = None,
) -> PoseEstimator:
    """Return what finds one person in each frame: MediaPipe, and others beside it.

    Args:
        model: MediaPipe's model: `full`, `lite` or the path of a pose landmarker bundle.
        mode: `video` for clips, `image` for pictures.
        looks: 2 to let each engine look at the mirror image as well, which lessens the scatter: of
            a picture always, in a clip now and then; 1 to do without.
        silhouette: Whether poses carry the silhouette, from which the pelvis is told.
        person: Who of several people is meant, or None for the largest.
        engines: Which of `profiles.PROFILES` are asked, MediaPipe among them; None for
            `profiles.engines_for`.

    Raises:
        MachineError: The machine lacks a library or a model.
        InputError: The given model cannot be read.
    """
    chosen = engines_for(looks) if engines is None else engines
    every_s = SECOND_LOOK_S if mode == "video" else 0.0
    estimator: PoseEstimator = MediaPipeEstimator(model, mode, silhouette, person)
    try:
        if looks == 2:
            turned = None if person is None else person.mirrored()
            second = MediaPipeEstimator(model, mode, silhouette, turned)
            estimator = TwoLooks(estimator, second, every_s)
        if LIGHTNING not in chosen:
            return estimator
        third = MoveNet(THUNDER) if THUNDER in chosen else None
        return SeveralEngines(estimator, MoveNet(LIGHTNING), looks, every_s, third)
    except BaseException:
        estimator.close()
        raise
