"""A clip, or a live camera, makes a personal baseline."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from formcheck.capture.frame import Frame
from formcheck.capture.picture import Picture
from formcheck.capture.source import open_source
from formcheck.errors import InputError, NoPersonError
from formcheck.measure.chain import SHIPPED
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.measure.pelvis.calibration import CalibrationProgress, Calibrator
from formcheck.message import Message
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.factory import open_estimator
from formcheck.pose.follow import Follower
from formcheck.pose.pose import Pose
from formcheck.review import Progress as Told
from formcheck.session import Sightings, measure_scenes, observe
from formcheck.store.people.profiles import Profile, checked_name, save_profile
from formcheck.words import say, tr


def calibrate(
    clip: str | os.PathLike[str],
    profile: str | None = None,
    *,
    model: str | Path = "full",
    looks: int = 2,
    on_progress: Told | None = None,
) -> Baseline:
    """Make a personal baseline from a clip.

    Args:
        clip: Ten seconds of standing side-on, then one slow pelvic tilt back and forth.
        profile: Name under which it is kept, in place of an older one, or None to keep nothing.
        model: `full`, `lite` or the path of a pose landmarker bundle.
        looks: 2 to look at each frame, and now and then at its mirror image; 1, for speed, to look
            once, at 12 to 15 pictures a second of a clip with more.
        on_progress: Told about each frame.

    Raises:
        UsageError: The profile's name cannot be one.
        InputError: The clip cannot be read, or does not show what is needed.
        NoPersonError: Nobody was found in the whole clip.
        MachineError: The machine lacks something.
    """
    name = None if profile is None else checked_name(profile)
    with open_source(clip) as opened:
        if isinstance(opened, Picture):
            raise InputError(
                tr(
                    "expected a video clip to calibrate from, got a picture ({path}); film "
                    "ten seconds of standing side-on and one slow pelvic tilt",
                    path=os.fspath(clip),
                )
            )
        total = opened.info.frame_count

        def tell(frame: Frame) -> None:
            if on_progress is not None:
                on_progress("Measuring", frame.index + 1, total)

        with open_estimator(model, "video", looks, silhouette=True) as estimator:
            sightings = observe(opened.frames(every=looks > 1), estimator, tell)
    found = baseline_of(sightings)
    if isinstance(found, Message):
        if not any(sightings.poses):
            raise NoPersonError(
                tr(
                    "expected a person in {path}, found nobody; "
                    "film one person whole, from the side, in good light",
                    path=os.fspath(clip),
                )
            )
        raise InputError(f"{os.fspath(clip)}: {say(found)}")
    if name is not None:
        save_profile(Profile(name, found))
    return found


def baseline_of(sightings: Sightings) -> Baseline | Message:
    """Return the baseline that a clip shows, or why there is none.

    Args:
        sightings: The clip, with silhouettes. The first scene that shows all of it is taken.
    """
    reason: Message | None = None
    for rows, frames in zip(sightings.spans(), measure_scenes(sightings), strict=True):
        calibrator = Calibrator()
        for frame, pose in zip(frames, sightings.poses[rows], strict=True):
            calibrator.update(frame, pose)
        found = calibrator.finish()
        if isinstance(found, Baseline):
            return _dated(found)
        reason = reason or found
    return reason or Calibrator().finish()


def _dated(baseline: Baseline) -> Baseline:
    return replace(baseline, made=datetime.now(UTC).isoformat(timespec="seconds"))


class Calibration:
    """A calibration before a camera: frames in, what to do next out.

    Args:
        estimator: Finds the person, with silhouettes; it is closed with the calibration.
    """

    def __init__(self, estimator: PoseEstimator) -> None:
        self._estimator = estimator
        self._follower = Follower(estimator)
        self._start_afresh()
        self.pose: Pose | None = None

    def update(self, frame: Frame) -> CalibrationProgress:
        """Return how far it is after the next frame; `pose` then holds what was seen in it."""
        seen = self._follower.see(frame)
        if seen.afresh:
            self._start_afresh()
        self.pose = self._sides.update(seen.pose, frame.time_s)
        measured = self._measurer.update(self.pose, frame.index, frame.time_s)
        return self._calibrator.update(measured, self.pose)

    def _start_afresh(self) -> None:
        self._sides = SHIPPED.side_keeper()
        self._measurer = SHIPPED.measurer()
        self._calibrator = Calibrator()

    def finish(self) -> Baseline | Message:
        """Return the baseline, or why there is none."""
        found = self._calibrator.finish()
        return _dated(found) if isinstance(found, Baseline) else found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._estimator.close()
