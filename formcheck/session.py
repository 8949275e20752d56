"""The one place where the stages are wired: pixels, landmarks, angles, verdicts.

Live, review, tests and benchmarks all run through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import TracebackType
from typing import Literal, Self

from formcheck.capture.frame import Frame
from formcheck.coach.coach import Coach
from formcheck.coach.report import FrameReport, Summary
from formcheck.coach.specification import Stretch
from formcheck.measure.correction import load_correction
from formcheck.measure.measurement import Measurements
from formcheck.measure.measurer import Measurer
from formcheck.measure.smoothing import LiveSmoother, smooth_clip
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.follow import Follower
from formcheck.pose.identity import SideKeeper, keep_sides
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
        self._follower = Follower(estimator)
        self._start_afresh()
        self._coach = Coach(stretch, side)
        self.pose: Pose | None = None

    def update(self, frame: Frame) -> FrameReport:
        """Return the report of the next frame; `pose` then holds what was seen in it."""
        return self.judge(self.measure(frame))

    def measure(self, frame: Frame) -> Measurements:
        """Return what is measured in the next frame, unjudged; `pose` holds what was seen in it.

        For the time before a set begins and while it is paused: the person is followed, and no
        verdict is given.
        """
        seen = self._follower.see(frame)
        if seen.afresh:
            self._start_afresh()
        self.pose = self._sides.update(seen.pose, frame.time_s)
        measured = self._measurer.update(self.pose, frame.index, frame.time_s)
        return self._smoother.update(measured)

    def judge(self, measurements: Measurements) -> FrameReport:
        """Return the report of a frame that `measure` gave, or of one like it.

        Args:
            measurements: In rising time since the last `begin`.
        """
        return self._coach.update(measurements)

    def begin(self, stretch: Stretch, side: WorkedSide = "auto") -> None:
        """Begin another performance of the same person: the verdict of the last one is dropped.

        Args:
            stretch: What is performed now.
            side: The leg that is worked.
        """
        self._coach = Coach(stretch, side)

    def _start_afresh(self) -> None:
        self._sides = SideKeeper()
        self._measurer = Measurer(load_correction())
        self._smoother = LiveSmoother()

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
        scenes: Rows from which on nothing earlier counts: after a cut, and where somebody else is
            followed. Rising, the first row not among them.
    """

    indices: tuple[int, ...]
    times_s: tuple[float, ...]
    poses: tuple[Pose | None, ...]
    scenes: tuple[int, ...] = ()

    def spans(self) -> list[slice]:
        """Return the rows of each scene."""
        edges = [0, *self.scenes, len(self.poses)]
        return [slice(first, last) for first, last in pairwise(edges)]


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
    scenes: list[int] = []
    follower = Follower(estimator)
    for frame in frames:
        seen = follower.see(frame)
        if seen.afresh:
            scenes.append(len(poses))
        poses.append(seen.pose)
        indices.append(frame.index)
        times.append(frame.time_s)
        if on_frame is not None:
            on_frame(frame)
    found = Sightings(tuple(indices), tuple(times), tuple(poses), tuple(scenes))
    kept: list[Pose | None] = []
    for rows in found.spans():
        kept += keep_sides(found.poses[rows], found.times_s[rows])
    return replace(found, poses=tuple(kept))


def measure_clip(sightings: Sightings) -> list[Measurements]:
    """Measure every frame of a recorded clip, smoothed without lag.

    Args:
        sightings: The poses of the clip.

    Returns:
        One entry for each frame.
    """
    return [frame for rows in sightings.spans() for frame in _measure_scene(sightings, rows)]


def _measure_scene(sightings: Sightings, rows: slice) -> list[Measurements]:
    measurer = Measurer(load_correction())
    poses, times = list(sightings.poses[rows]), list(sightings.times_s[rows])
    measurer.prime(poses, times)
    frames = [
        measurer.update(pose, index, time_s)
        for pose, index, time_s in zip(poses, sightings.indices[rows], times, strict=True)
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
