"""The one place where the stages are wired: pixels, landmarks, angles, verdicts.

Live, review, tests and benchmarks all run through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

from formcheck.capture.frame import Frame
from formcheck.coach.coach import Coach
from formcheck.coach.report import FrameReport, Summary
from formcheck.coach.specification import Stretch
from formcheck.measure.measurement import Measurements
from formcheck.measure.measurer import Measurer
from formcheck.measure.smoothing import LiveSmoother, smooth_clip
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.identity import LegKeeper, keep_legs
from formcheck.pose.landmark import Side
from formcheck.pose.pose import Pose

WorkedSide = Side | Literal["auto"]
"""The leg that the person declares, or `auto` to find it from geometry."""


class Session:
    """A stretch performed before a camera: frames in, reports out, one at a time.

    Args:
        stretch: What is performed.
        estimator: Finds the person; it is closed with the session.
        side: The leg that is worked.
    """

    def __init__(
        self, stretch: Stretch, estimator: PoseEstimator, side: WorkedSide = "auto"
    ) -> None:
        self._estimator = estimator
        self._legs = LegKeeper()
        self._measurer = Measurer()
        self._smoother = LiveSmoother()
        self._coach = Coach(stretch, side)
        self.pose: Pose | None = None

    def update(self, frame: Frame) -> FrameReport:
        """Return the report of the next frame; `pose` then holds what was seen in it."""
        self.pose = self._legs.update(self._estimator.estimate(frame), frame.time_s)
        measured = self._measurer.update(self.pose, frame.index, frame.time_s)
        return self._coach.update(self._smoother.update(measured))

    def finish(self) -> Summary:
        """Return the verdict of everything so far."""
        return self._coach.finish()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._estimator.close()


@dataclass(frozen=True, slots=True, eq=False)
class Sightings:
    """The poses of a whole clip, without its pictures.

    Attributes:
        indices: Number of each frame.
        times_s: Time of each frame in seconds, rising.
        poses: The person in each frame, or None where nobody was seen.
    """

    indices: tuple[int, ...]
    times_s: tuple[float, ...]
    poses: tuple[Pose | None, ...]


def observe(
    frames: Iterable[Frame],
    estimator: PoseEstimator,
    on_frame: Callable[[Frame], None] | None = None,
) -> Sightings:
    """Find the person in every frame of a clip, keeping no picture.

    Args:
        frames: In rising time.
        estimator: Finds the person; it is not closed.
        on_frame: Called after each frame, for a progress bar.

    Returns:
        The poses, with left and right legs kept apart over the whole clip.
    """
    indices: list[int] = []
    times: list[float] = []
    poses: list[Pose | None] = []
    for frame in frames:
        poses.append(estimator.estimate(frame))
        indices.append(frame.index)
        times.append(frame.time_s)
        if on_frame is not None:
            on_frame(frame)
    kept = keep_legs(poses, times)
    return Sightings(tuple(indices), tuple(times), tuple(kept))


def measure_clip(sightings: Sightings) -> list[Measurements]:
    """Measure every frame of a recorded clip, smoothed without lag.

    Args:
        sightings: The poses of the clip.

    Returns:
        One entry for each frame.
    """
    measurer = Measurer()
    poses, times = list(sightings.poses), list(sightings.times_s)
    measurer.prime(poses, times)
    frames = [
        measurer.update(pose, index, time_s)
        for pose, index, time_s in zip(poses, sightings.indices, times, strict=True)
    ]
    return smooth_clip(frames)


def judge_clip(
    frames: Sequence[Measurements], stretch: Stretch, side: WorkedSide = "auto"
) -> tuple[list[FrameReport], Summary]:
    """Judge a measured clip.

    Args:
        frames: The measurements of every frame, in rising time.
        stretch: What is performed.
        side: The leg that is worked.

    Returns:
        A report for each frame, and the verdict of the whole.
    """
    coach = Coach(stretch, side)
    reports = [coach.update(frame) for frame in frames]
    return reports, coach.finish()
