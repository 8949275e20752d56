"""A recorded clip goes in, a verdict and its files come out."""

from __future__ import annotations

import functools
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, overload

import numpy as np
from numpy.typing import NDArray

from formcheck.capture.clip import Clip
from formcheck.capture.frame import Frame
from formcheck.capture.picture import Picture
from formcheck.capture.source import open_source
from formcheck.coach.loading import list_stretches, load_overlay, load_stretch
from formcheck.coach.overlay import Overlay, apply_overlay
from formcheck.coach.recognise import recognise
from formcheck.coach.report import FrameReport, Recognition, Summary
from formcheck.coach.specification import Stretch
from formcheck.coach.viewpoint import tilt_advice
from formcheck.errors import InputError, NoPersonError
from formcheck.measure.measurement import Measurements
from formcheck.measure.names import by_name
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.looks import TwoLooks
from formcheck.pose.mediapipe import MediaPipeEstimator, Mode
from formcheck.record.files import write_failure
from formcheck.record.profiles import Profile, load_profile
from formcheck.record.recording import Recording, RecordingMeta
from formcheck.record.tables import write_frames, write_recognition, write_summary
from formcheck.record.video import VideoWriter
from formcheck.session import (
    Sightings,
    WorkedSide,
    judge_clip,
    measure_clip,
    needs_silhouette,
    notes_on,
    observe,
)

if TYPE_CHECKING:
    from formcheck.record.report import Still

Progress = Callable[[str, int, int | None], None]
"""Called with what is being done, how many frames of it are done, and how many there are."""

FILES: Final = (
    "report.html",
    "annotated.mp4",
    "report.json",
    "frames.csv",
    "recording.parquet",
)
"""What a review writes, the most readable first."""

UNRECOGNISED_FILES: Final = ("report.json", "recording.parquet")
"""What it writes of a clip that it could not recognise."""


@dataclass(frozen=True, slots=True, eq=False)
class Review:
    """The verdict of one clip.

    Attributes:
        stretch: What was performed.
        summary: The verdict of the whole.
        reports: The report of each frame.
        recording: Landmarks and measurements, to be judged again later.
        files: Path of each file written, by its name; empty where none was asked for.
    """

    stretch: Stretch
    summary: Summary
    reports: tuple[FrameReport, ...]
    recording: Recording
    files: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Unrecognised:
    """A clip of which it cannot be told which stretch it shows.

    Attributes:
        recognition: What it may be, and why that is not sure.
        recording: Landmarks and measurements: with a stretch named, they can be judged at once.
        files: Path of each file written, by its name; empty where none was asked for.
    """

    recognition: Recognition
    recording: Recording
    files: Mapping[str, Path] = field(default_factory=dict)


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


def measure(
    source: str | os.PathLike[str],
    *,
    model: str | Path = "full",
    looks: int = 2,
    profile: str | Profile | None = None,
    on_progress: Progress | None = None,
) -> list[Measurements]:
    """Measure a clip or a picture; no stretch is needed.

    Args:
        source: A clip or a picture.
        model: `full`, `lite` or the path of a pose landmarker bundle.
        looks: 2 to look at each frame and its mirror image, 1 for speed.
        profile: The person's baseline, or its name; see `formcheck.calibrate`. Without one a clip's
            first still second, upright and side-on, is the neutral of the pelvis.
        on_progress: Told about each frame.

    Returns:
        The measurements of every frame; frames without a person say so.

    Raises:
        UsageError: There is no such profile.
        InputError: The source or the profile cannot be read.
        MachineError: The machine lacks something.
    """
    person = _profile(profile)
    with open_source(source) as opened:
        sightings, _ = _observe(opened, model, looks, True, on_progress)
    measured = measure_clip(sightings, None if person is None else person.baseline)
    return [by_name(frame) for frame in measured]


def _profile(profile: str | Profile | None) -> Profile | None:
    return load_profile(profile) if isinstance(profile, str) else profile


@overload
def review(
    clip: str | os.PathLike[str],
    stretch: Stretch | str | os.PathLike[str],
    *,
    side: WorkedSide = ...,
    out: str | os.PathLike[str] | None = ...,
    model: str | Path = ...,
    looks: int = ...,
    overlays: Sequence[Overlay | str | os.PathLike[str]] = ...,
    profile: str | Profile | None = ...,
    on_progress: Progress | None = ...,
) -> Review: ...


@overload
def review(
    clip: str | os.PathLike[str],
    stretch: Stretch | str | os.PathLike[str] | None = None,
    *,
    side: WorkedSide = ...,
    out: str | os.PathLike[str] | None = ...,
    model: str | Path = ...,
    looks: int = ...,
    overlays: Sequence[Overlay | str | os.PathLike[str]] = ...,
    profile: str | Profile | None = ...,
    on_progress: Progress | None = ...,
) -> Review | Unrecognised: ...


def review(
    clip: str | os.PathLike[str],
    stretch: Stretch | str | os.PathLike[str] | None = None,
    *,
    side: WorkedSide = "auto",
    out: str | os.PathLike[str] | None = None,
    model: str | Path = "full",
    looks: int = 2,
    overlays: Sequence[Overlay | str | os.PathLike[str]] = (),
    profile: str | Profile | None = None,
    on_progress: Progress | None = None,
) -> Review | Unrecognised:
    """Judge a clip of one stretch.

    Args:
        clip: A video clip.
        stretch: The stretch, its id, or the path of its YAML file. None to recognise which of the
            catalogue it is, from the clip.
        side: The leg that is worked, or `auto` to find it from geometry.
        out: Folder for the files of `FILES`, made where it is missing; they appear all together
            at the end or not at all. None to write nothing.
        model: `full`, `lite` or the path of a pose landmarker bundle.
        looks: 2 to look at each frame and its mirror image, 1 for speed.
        overlays: Changes of targets such as `sensitive-back`, by name, path or as they are.
        profile: The person's baseline, or its name; see `formcheck.calibrate`. Without one the
            clip's first still second, upright and side-on, is the neutral of the pelvis.
        on_progress: Told about each frame, first while measuring and then while drawing.

    Returns:
        The verdict; or, without a stretch, what the clip may show where that is not sure.

    Raises:
        UsageError: There is no such stretch, overlay or profile, or a file has faults.
        InputError: The clip or profile cannot be read, or the folder cannot be written.
        NoPersonError: Nobody was found in the whole clip.
        MachineError: The machine lacks something.
    """
    named = stretch if isinstance(stretch, Stretch | None) else load_stretch(stretch)
    changes = [o if isinstance(o, Overlay) else load_overlay(o) for o in overlays]
    known = [_adapted(s, changes) for s in ([named] if named is not None else list_stretches())]
    person = _profile(profile)
    with open_source(clip) as opened:
        if isinstance(opened, Picture):
            raise InputError(
                f"expected a video clip to review, got a picture ({os.fspath(clip)}); "
                "measure it with: formcheck measure"
            )
        if out is None:
            return _judge(opened, known, side, model, looks, person, on_progress)
        # Before the minutes of analysis, so that a folder that cannot be written is told at once.
        with _staged(Path(out)) as folder:
            found = _judge(opened, known, side, model, looks, person, on_progress)
            _write(found, opened, folder, on_progress)
    names = FILES if isinstance(found, Review) else UNRECOGNISED_FILES
    return replace(found, files={name: Path(out) / name for name in names})


def _adapted(stretch: Stretch, overlays: Sequence[Overlay]) -> Stretch:
    return functools.reduce(apply_overlay, overlays, stretch)


def _observe(
    source: Clip | Picture,
    model: str | Path,
    looks: int,
    silhouette: bool,
    on_progress: Progress | None,
) -> tuple[Sightings, str | None]:
    """Return what was seen, and how to level the camera where it was tilted."""
    from formcheck.pose.horizon import RollWatch  # deferred: it imports OpenCV

    total, watch = source.info.frame_count, RollWatch()

    def tell(frame: Frame) -> None:
        watch.update(frame)
        if on_progress is not None:
            on_progress("Measuring", frame.index + 1, total)

    mode: Mode = "image" if source.is_picture else "video"
    with open_estimator(model, mode, looks, silhouette) as estimator:
        sightings = observe(source, estimator, tell)
    roll = watch.roll
    return sightings, None if roll is None else tilt_advice(roll.deg, roll.sigma)


def _judge(
    clip: Clip,
    known: Sequence[Stretch],
    side: WorkedSide,
    model: str | Path,
    looks: int,
    person: Profile | None,
    on_progress: Progress | None,
) -> Review | Unrecognised:
    """Judge a clip of the one stretch that is known, or recognise which of several it is."""
    silhouette = person is not None or any(map(needs_silhouette, known))
    sightings, tilted = _observe(clip, model, looks, silhouette, on_progress)
    if not any(sightings.poses):
        raise NoPersonError(
            f"expected a person in {clip.info.path}, found nobody in {len(sightings.poses)} "
            "frames; film one person whole, from the side, in good light"
        )
    baseline = None if person is None else person.baseline
    measured = measure_clip(sightings, baseline)
    meta = RecordingMeta(
        clip=str(clip.info.path),
        width=clip.info.width,
        height=clip.info.height,
        model=str(model),
        profile=None if person is None else person.name,
        warnings=(*clip.warnings, *([tilted] if tilted else [])),
        scenes=sightings.scenes,
    )
    recognition = recognise(measured, known) if len(known) > 1 else None
    if recognition is not None and not recognition.sure:
        return Unrecognised(recognition, Recording.of(meta, measured, sightings.poses))
    best = known[0].id if recognition is None else recognition.guesses[0].stretch
    stretch = next(stretch for stretch in known if stretch.id == best)
    reports, summary = judge_clip(measured, stretch, side)
    if summary.wrong is not None:
        summary = replace(summary, advice=_better(measured) or summary.advice)
    summary = replace(summary, recognised=recognition)
    pelvis = person is not None or needs_silhouette(stretch)
    notes = notes_on(measured, baseline) if pelvis else ()
    meta = replace(meta, stretch=stretch.id, side=summary.side, warnings=(*meta.warnings, *notes))
    recording = Recording.of(meta, measured, sightings.poses)
    return Review(stretch, summary, tuple(reports), recording)


def _better(measured: Sequence[Measurements]) -> str | None:
    """Return which stretch to choose instead, where that is sure."""
    recognition = recognise(measured, list_stretches())
    if not recognition.sure:
        return None
    best = recognition.guesses[0]
    return f"Choose {best.name} ({best.stretch}), or do the one that you chose."


def _write(
    found: Review | Unrecognised, clip: Clip, folder: Path, on_progress: Progress | None
) -> None:
    from formcheck.record.report import write_report  # deferred: it imports matplotlib

    meta = found.recording.meta
    if isinstance(found, Unrecognised):
        write_recognition(folder / "report.json", found.recognition, meta)
        found.recording.write(folder / "recording.parquet")
        return
    stills = _annotate(found, clip, folder / "annotated.mp4", on_progress)
    write_report(folder / "report.html", found.summary, found.reports, found.stretch, stills, meta)
    write_summary(folder / "report.json", found.summary, meta, found.reports)
    write_frames(folder / "frames.csv", found.reports)
    found.recording.write(folder / "recording.parquet")


def _annotate(found: Review, clip: Clip, path: Path, on_progress: Progress | None) -> list[Still]:
    # Deferred: they import OpenCV and matplotlib, which `formcheck --help` can do without.
    from formcheck.record.overlay import draw
    from formcheck.record.report import Still, telling_moments

    moments = telling_moments(found.summary, found.reports)
    wanted = {_nearest(found.reports, time_s): (time_s, text) for time_s, text in moments}
    stills: list[Still] = []
    frames = zip(clip, found.reports, found.recording.poses, strict=True)
    with VideoWriter(path, clip.info.width, clip.info.height) as writer:
        for row, (frame, report, pose) in enumerate(frames):
            image: NDArray[np.uint8] = draw(frame.image, pose, report, found.stretch)
            writer.write(image, frame.time_s)
            if row in wanted:
                stills.append(Still(frame.time_s, wanted[row][1], image))
            if on_progress is not None:
                on_progress("Drawing", row + 1, len(found.reports))
    return stills


def _nearest(reports: Sequence[FrameReport], time_s: float) -> int:
    return min(range(len(reports)), key=lambda row: abs(reports[row].time_s - time_s))


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """Give a hidden folder inside `folder`, and move its files out when all are complete."""
    made = not folder.exists()
    stage = folder / f".formcheck-{secrets.token_hex(4)}"
    try:
        stage.mkdir(parents=True)
        yield stage
        for file in sorted(stage.iterdir()):
            file.replace(folder / file.name)
    except OSError as error:
        raise write_failure(folder, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if made:
            with suppress(OSError):  # it holds the results, or could never be made
                folder.rmdir()
