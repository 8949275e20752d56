"""The pose engines that are judged, and what each of them sees in a picture.

Everything learned beyond the engine comes later, so that an engine looks at each picture once.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

from formcheck.capture.frame import Frame
from formcheck.capture.picture import Picture
from formcheck.pose.engine.mediapipe import Mode
from formcheck.pose.engine.profiles import MEDIAPIPE, engines_for
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.factory import open_estimator
from formcheck.pose.follow import Follower
from formcheck.session import Sightings

_T = TypeVar("_T")

ENGINES: Final[dict[str, Callable[[Mode], PoseEstimator]]] = {
    "one look": lambda mode: open_estimator("full", mode, looks=1, engines=(MEDIAPIPE,)),
    "two looks": lambda mode: open_estimator("full", mode, looks=2, engines=(MEDIAPIPE,)),
    "two engines": lambda mode: open_estimator("full", mode, looks=1),
    "two engines, two looks": lambda mode: open_estimator(
        "full", mode, looks=2, engines=engines_for(1)
    ),
    "three engines, two looks": lambda mode: open_estimator("full", mode, looks=2),
}
"""How each engine is opened, by name. What is added here can be used by `configurations`."""

HELD_RATE: Final = 10.0
"""Frames a second of a picture that is held like a clip."""

HELD_LOOKS: Final = 15
"""At so many frames of a held picture the engine looks; the rest repeat the last of them, which a
tracker that sees the same picture again and again has settled on."""

Seen = dict[str, list[Sightings]]
"""By engine, what it saw in each picture, with left and right as the engine names them."""


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures are shown to the engines.

    Attributes:
        engines: Names of `ENGINES`.
        held_s: Seconds for which each picture is held, as in a clip; 0 to show it once.
    """

    engines: tuple[str, ...]
    held_s: float = 0.0

    def at(self, pictures: Sequence[Path]) -> Seen:
        """Return what each engine sees in each picture, in this process."""
        found: Seen = {name: [] for name in self.engines}
        mode: Mode = "video" if self.held_s else "image"
        with ExitStack() as opened:
            estimators = {name: opened.enter_context(ENGINES[name](mode)) for name in self.engines}
            for path in pictures:
                with Picture(path) as picture:
                    (frame,) = picture
                for name, estimator in estimators.items():
                    found[name].append(self._see(frame, estimator))
        return found

    def _see(self, frame: Frame, estimator: PoseEstimator) -> Sightings:
        count = max(1, round(self.held_s * HELD_RATE))
        times = tuple(row / HELD_RATE for row in range(count))
        if self.held_s:
            estimator.restart()
        follower = Follower(estimator)
        poses = [
            follower.see(replace(frame, index=row, time_s=time_s)).pose
            for row, time_s in enumerate(times[:HELD_LOOKS])
        ]
        poses += poses[-1:] * (count - len(poses))
        return Sightings(tuple(range(count)), times, tuple(poses))


def see(looks: Sequence[tuple[Look, Sequence[Path]]], processes: int = 2) -> list[Seen]:
    """Return what each engine sees in each picture.

    Args:
        looks: How pictures are shown, and which.
        processes: In so many processes the work is shared.
    """
    if processes == 1:
        return [look.at(pictures) for look, pictures in looks]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        pending = [
            [pool.submit(look.at, pictures[first::processes]) for first in range(processes)]
            for look, pictures in looks
        ]
        parts = [[share.result() for share in shares] for shares in pending]
    return [
        {name: interleaved([share[name] for share in shares]) for name in look.engines}
        for (look, _), shares in zip(looks, parts, strict=True)
    ]


def repeated(sightings: Sightings, seconds: float) -> Sightings:
    """Return what was seen in a single picture as a clip of that length."""
    count = max(1, round(seconds * HELD_RATE))
    times = tuple(row / HELD_RATE for row in range(count))
    return Sightings(tuple(range(count)), times, sightings.poses[:1] * count)


def interleaved(parts: Sequence[Sequence[_T]]) -> list[_T]:
    """Return what was dealt out in turn, in its order again."""
    whole = sum(map(len, parts))
    return [parts[row % len(parts)][row // len(parts)] for row in range(whole)]
