"""The one place where the stages are wired: pixels, landmarks, angles, verdicts.

Live, review, tests and benchmarks all run through it.
"""

from __future__ import annotations

import statistics
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import pairwise, repeat
from types import TracebackType
from typing import Final, Literal, Self

from formcheck.capture.frame import Frame
from formcheck.capture.frozen import FrozenWatch
from formcheck.capture.unmoved import to_be_looked_at
from formcheck.coach.coach import Coach
from formcheck.coach.frame.judge import parse
from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.codes.measure import NoteCode
from formcheck.measure.chain import SHIPPED, MeasuringChain
from formcheck.measure.joints.smoothing import LiveSmoother, smooth_clip
from formcheck.measure.model.measurement import Measurements
from formcheck.measure.model.outline_model import Outline
from formcheck.measure.model.registry import SPECS
from formcheck.measure.pelvis.baseline import Baseline, with_baseline
from formcheck.measure.pelvis.baseline_check import Freshness
from formcheck.measure.pelvis.provisional_neutral import NeutralFinder, find_neutral
from formcheck.message import Message
from formcheck.pose.camera_roll import Roll, RollWatch
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.follow import Follower
from formcheck.pose.landmark import Side
from formcheck.pose.lookahead import looked_ahead
from formcheck.pose.person import Box, body_middle
from formcheck.pose.pose import Pose
from formcheck.pose.sides.filling import PictureSeen, filled_in
from formcheck.pose.silhouette import PackedSilhouette, joined, split
from formcheck.shelf.long_list import LongList
from formcheck.stretches.model.stretch import Stretch

WorkedSide = Side | Literal["auto"]
"""The leg that the person declares, or `auto` to find it from geometry."""

PELVIC_MEASURES: Final = frozenset(spec.name for spec in SPECS if spec.silhouette)
"""Measures that are told from the silhouette."""


class Session:
    """A stretch performed before a camera: frames in, reports out, one at a time.

    Args:
        stretch: What is performed.
        estimator: Finds the person; it is closed with the session.
        side: The leg that is worked.
        baseline: The person's own neutral. Without one the first second in which they stand or
            kneel still serves as such, with a wider error.
        chain: The learned steps of measuring.

    Where the stretch looks at the pelvis (`needs_silhouette`), the estimator has to give
    silhouettes.
    """

    def __init__(
        self,
        stretch: Stretch,
        estimator: PoseEstimator,
        side: WorkedSide = "auto",
        baseline: Baseline | None = None,
        chain: MeasuringChain = SHIPPED,
    ) -> None:
        self._chain = chain
        self._estimator = estimator
        self._follower = Follower(estimator)
        self._still_picture = FrozenWatch()
        self._baseline = baseline
        self._freshness = None if baseline is None else Freshness(baseline)
        self._roll = RollWatch()
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
        self._still_picture.update(frame)
        # A picture that stands still shows nobody: what it shows was a while ago.
        pose = None if self.frozen else seen.pose
        self.pose = self._sides.update(pose, frame.time_s)
        self._roll.update(frame)
        measured = self._measurer.update(
            self.pose,
            frame.index,
            frame.time_s,
            roll_deg=0.0 if self.roll is None else self.roll.deg,
        )
        if self._freshness is not None:
            self._freshness.update(measured)
        passing = self._neutral.update(measured)
        return self._smoother.update(with_baseline(measured, self._baseline, passing))

    @property
    def frozen(self) -> bool:
        """Return whether the camera's picture stands still."""
        return self._still_picture.frozen

    def follow(self, around: Box) -> None:
        """Follow whoever is in this part of the picture, from the next frame on."""
        self._follower.turn_to(around)

    def judge(self, measurements: Measurements) -> FrameReport:
        """Return the report of a frame that `measure` gave, or of one like it.

        Args:
            measurements: In rising time since the last `begin`.
        """
        return self._coach.update(measurements)

    def begin(
        self,
        stretch: Stretch,
        side: WorkedSide = "auto",
        *,
        insist: bool = False,
        one_set: bool = False,
    ) -> None:
        """Begin another performance of the same person: the verdict of the last one is dropped.

        Args:
            stretch: What is performed now.
            side: The leg that is worked.
            insist: Whether nothing counts while the other leg works, as where sides are led
                through in turn.
            one_set: Whether no repetition counts beyond those asked for.
        """
        self._coach = Coach(stretch, side, insist=insist, one_set=one_set)

    @property
    def roll(self) -> Roll | None:
        """Return the camera's roll, or None where it cannot be told yet."""
        return self._roll.roll

    @property
    def notes(self) -> tuple[Message, ...]:
        """Return what is to know about the person's neutral so far."""
        who: tuple[Message, ...] = ()
        if self._follower.several and self.pose is not None:
            who = (_judged(body_middle(self.pose).real / self.pose.width),)
        if self._freshness is not None:
            return (*who, *self._freshness.remarks)
        found = self._neutral.found
        return who if found is None else (*who, provisional_note(found))

    def _start_afresh(self) -> None:
        self._neutral = NeutralFinder()
        self._sides = self._chain.side_keeper()
        self._measurer = self._chain.measurer()
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
        silhouettes: The silhouette of each pose, packed, or empty where none was asked for.
        outlines: What was read of the silhouettes earlier, for poses of a recording, or empty.
        roll: The camera's roll, or None where it could not be told.
        frozen_s: For how long the picture stood still; nobody is taken to be in it then.
        several: Whether somebody else was in the picture beside the person who was followed.
        filled: Number of frames that no engine looked at, since nothing moved in them.
    """

    indices: tuple[int, ...]
    times_s: tuple[float, ...]
    poses: Sequence[Pose | None]
    scenes: tuple[int, ...] = ()
    silhouettes: tuple[PackedSilhouette | None, ...] = ()
    outlines: Sequence[Outline | None] = ()
    roll: Roll | None = None
    frozen_s: float = 0.0
    several: bool = False
    filled: int = 0

    def spans(self) -> list[slice]:
        """Return the rows of each scene."""
        edges = [0, *self.scenes, len(self.poses)]
        return [slice(first, last) for first, last in pairwise(edges)]


def observe(
    frames: Iterable[Frame],
    estimator: PoseEstimator,
    on_frame: Callable[[Frame], None] | None = None,
    chain: MeasuringChain = SHIPPED,
    *,
    pointed: bool = False,
    still_s: float = 0.0,
) -> Sightings:
    """Find the person in every frame of a clip, keeping no picture.

    Args:
        frames: In rising time.
        estimator: Finds the person; it is not closed.
        on_frame: Called after each frame, for a progress bar.
        chain: The learned steps of measuring.
        pointed: Whether the person was pointed at, so that nobody else is meant.
        still_s: Longest time, seconds, for which pictures in which nothing moved are filled in
            instead of looked at; see `capture.unmoved`. 0 to look at all.

    Returns:
        The poses, with left and right legs kept apart over the whole clip.
    """
    passed: list[tuple[int, float]] = []
    if still_s:
        frames = to_be_looked_at(frames, still_s, passed)
    with closing(looked_ahead(frames, estimator)) as coming:
        found = _seen(coming, Follower(estimator, pointed=pointed), on_frame)
    kept = LongList[Pose | None]()
    for rows in found.spans():
        kept.extend(chain.keep_sides(found.poses[rows], found.times_s[rows]))
    return _filled(replace(found, poses=kept), passed)


def _filled(sightings: Sightings, passed: Sequence[tuple[int, float]]) -> Sightings:
    """Return what was seen with a row for each picture that was left out as well."""
    if not passed:
        return sightings
    seen = sightings
    shapes = seen.silhouettes or (None,) * len(seen.indices)
    looks = map(PictureSeen, seen.indices, seen.times_s, seen.poses, shapes)
    begin = {seen.indices[row] for row in seen.scenes}
    indices: list[int] = []
    times: list[float] = []
    poses, silhouettes = LongList[Pose | None](), list[PackedSilhouette | None]()
    for look in filled_in(looks, passed, begin):
        indices.append(look.index)
        times.append(look.time_s)
        poses.append(look.pose)
        silhouettes.append(look.silhouette)
    return replace(
        sightings,
        indices=tuple(indices),
        times_s=tuple(times),
        poses=poses,
        scenes=tuple(row for row, index in enumerate(indices) if index in begin),
        silhouettes=tuple(silhouettes) if seen.silhouettes else (),
        filled=len(passed),
    )


def _seen(
    frames: Iterable[Frame], follower: Follower, on_frame: Callable[[Frame], None] | None
) -> Sightings:
    """Return what is seen in each frame, legs as the engines name them."""
    indices: list[int] = []
    times: list[float] = []
    poses = LongList[Pose | None]()
    scenes: list[int] = []
    silhouettes: list[PackedSilhouette | None] = []
    still, watch = FrozenWatch(), RollWatch()
    frozen_from, frozen_s = -1.0, 0.0
    for frame in frames:
        seen = follower.see(frame)
        if seen.afresh:
            scenes.append(len(poses))
        since = still.update(frame)
        if since is not None:
            if since != frozen_from:  # known only now, of the pictures since then
                first = bisect_right(times, since)
                poses.truncate(first)
                poses.extend([None] * (len(times) - first))
                silhouettes[first:] = [None] * (len(silhouettes) - first)
                frozen_from, frozen_s = since, frozen_s + times[-1] - since
            frozen_s += frame.time_s - times[-1]
        pose, packed = (None, None) if seen.pose is None or since is not None else split(seen.pose)
        poses.append(pose)
        silhouettes.append(packed)
        indices.append(frame.index)
        times.append(frame.time_s)
        watch.update(frame)
        if on_frame is not None:
            on_frame(frame)
    return Sightings(
        tuple(indices),
        tuple(times),
        poses,
        tuple(scenes),
        tuple(silhouettes) if any(silhouettes) else (),
        roll=watch.roll,
        frozen_s=frozen_s,
        several=follower.several,
    )


def judged_of_several(sightings: Sightings) -> Message | None:
    """Return who was judged where more than one person was in the picture, or None."""
    if not sightings.several:
        return None
    poses = sightings.poses[sightings.spans()[-1]]
    places = [body_middle(pose).real / pose.width for pose in poses if pose is not None]
    return _judged(statistics.median(places)) if places else None


def _judged(across: float) -> Message:
    where = "left" if across < 1 / 3 else "right" if across > 2 / 3 else "middle"
    return Message(NoteCode.ONE_OF_SEVERAL, place=where)


def measure_clip(
    sightings: Sightings, baseline: Baseline | None = None, chain: MeasuringChain = SHIPPED
) -> LongList[Measurements]:
    """Measure every frame of a recorded clip, smoothed without lag.

    Args:
        sightings: The poses of the clip.
        baseline: The person's own neutral. The first second of each scene in which they stand or
            kneel still serves beside it, or alone without one, also for the frames before it.
        chain: The learned steps of measuring.

    Returns:
        One entry for each frame.
    """
    frames = LongList[Measurements]()
    for scene in measure_scenes(sightings, chain):
        passing = find_neutral(scene)
        frames.extend(smooth_clip(with_baseline(frame, baseline, passing) for frame in scene))
    return frames


def measure_scenes(
    sightings: Sightings, chain: MeasuringChain = SHIPPED
) -> Iterator[LongList[Measurements]]:
    """Measure every frame of a clip, scene by scene, without a baseline and not smoothed."""
    return (LongList(_measured(sightings, rows, chain)) for rows in sightings.spans())


def _measured(sightings: Sightings, rows: slice, chain: MeasuringChain) -> Iterator[Measurements]:
    measurer = chain.measurer()
    poses, times = sightings.poses[rows], sightings.times_s[rows]
    measurer.prime(poses, times)
    shapes = sightings.silhouettes[rows] or repeat(None, len(poses))
    outlines = sightings.outlines[rows] or repeat(None, len(poses))
    roll_deg = 0.0 if sightings.roll is None else sightings.roll.deg
    for pose, shape, outline, index, time_s in zip(
        poses, shapes, outlines, sightings.indices[rows], times, strict=True
    ):
        seen = None if pose is None else joined(pose, shape)
        yield measurer.update(seen, index, time_s, outline, roll_deg)


def needs_silhouette(stretch: Stretch) -> bool:
    """Return whether a stretch looks at the pelvis, for which the silhouette is needed."""
    measures = [m for c in stretch.checks for m in (c.measure, c.prefer) if m is not None]
    return any(parse(measure).name in PELVIC_MEASURES for measure in measures)


def notes_on(frames: Sequence[Measurements], baseline: Baseline | None) -> tuple[Message, ...]:
    """Return what is to know about the neutral that a clip was measured against.

    Args:
        frames: The clip, measured without or with a baseline.
        baseline: The profile's neutral, or None where there was no profile.
    """
    if baseline is not None:
        freshness = Freshness(baseline)
        for frame in frames:
            freshness.update(frame)
        return freshness.remarks
    found = find_neutral(frames)
    return () if found is None else (provisional_note(found),)


def provisional_note(neutral: Baseline) -> Message:
    """Return which neutral was taken in passing."""
    stood = neutral.source == "standing"
    return Message(NoteCode.PROVISIONAL_STANDING if stood else NoteCode.PROVISIONAL_KNEELING)


def judge_clip(
    frames: Sequence[Measurements], stretch: Stretch, side: WorkedSide = "auto"
) -> tuple[LongList[FrameReport], Summary]:
    """Judge a measured clip.

    Args:
        frames: The measurements of every frame, in rising time.
        stretch: What is performed.
        side: The leg that is worked.

    Returns:
        A report for each frame, and the verdict of the whole.
    """
    coach = Coach(stretch, side)
    reports = LongList(coach.update(frame) for frame in frames)
    return reports, coach.finish()
