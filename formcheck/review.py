"""A recorded clip or a picture goes in, a verdict and its files come out."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, overload

from formcheck.capture.clip import Clip
from formcheck.capture.frame import Frame
from formcheck.capture.picture import Picture
from formcheck.capture.source import open_source
from formcheck.capture.unmoved import STILL_S
from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import Recognition
from formcheck.coach.moment import judge_moment
from formcheck.coach.summary.legs_worked import note_on_legs
from formcheck.coach.watch.viewpoint import tilt_advice
from formcheck.codes.coach import CueCode, RecognitionCode
from formcheck.errors import NoPersonError, UsageError
from formcheck.measure.chain import SHIPPED, MeasuringChain
from formcheck.measure.joints.contested_sides import by_name
from formcheck.measure.model.measurement import Measurements
from formcheck.message import Message, one_after_another
from formcheck.pose.engine.mediapipe import Mode
from formcheck.pose.engine.profiles import engines_for, names_of
from formcheck.pose.factory import open_estimator
from formcheck.pose.person import PersonChoice
from formcheck.recognise.recognise import recognise
from formcheck.report.results import (
    FILES,
    STILL_FILES,
    UNRECOGNISED_FILES,
    VIDEO,
    Judged,
    write_results,
    write_still,
)
from formcheck.report.tables import write_recognition
from formcheck.session import (
    Sightings,
    WorkedSide,
    judge_clip,
    judged_of_several,
    measure_clip,
    needs_silhouette,
    notes_on,
    observe,
)
from formcheck.shelf.long_list import LongList
from formcheck.store.disk.staging import staged
from formcheck.store.people.profiles import Profile, load_profile
from formcheck.store.recordings.recording import Recording, RecordingMeta
from formcheck.stretches.files.loading import list_stretches, load_overlay, load_stretch
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import Overlay, apply_overlay, judged_with, variant_of
from formcheck.turned import find_turn, is_turned, look_again, may_be_turned, upside_down
from formcheck.words import tr, tr_n

if TYPE_CHECKING:
    from formcheck.report.html import Still

Progress = Callable[[str, int, int | None], None]
"""Called with what is being done, how many frames of it are done, and how many there are."""


@dataclass(frozen=True, slots=True, eq=False)
class Review(Judged):
    """The verdict of one clip.

    Attributes:
        stretch: What was performed.
        summary: The verdict of the whole.
        reports: The report of each frame.
        recording: Landmarks and measurements, to be judged again later.
        files: Path of each file written, by its name; empty where none was asked for.
        stills: The annotated pictures of the report; empty where no files were asked for.
    """

    files: Mapping[str, Path] = field(default_factory=dict)
    stills: tuple[Still, ...] = ()


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


def measure(
    source: str | os.PathLike[str],
    *,
    model: str | Path = "full",
    looks: int = 2,
    every_frame: bool = False,
    profile: str | Profile | None = None,
    person: str | None = None,
    on_progress: Progress | None = None,
    chain: MeasuringChain = SHIPPED,
) -> Sequence[Measurements]:
    """Measure a clip or a picture; no stretch is needed.

    Args:
        source: A clip or a picture.
        model: `full`, `lite` or the path of a pose landmarker bundle.
        looks: 2 to look at each frame, and now and then at its mirror image; 1, for speed, to look
            once, at 12 to 15 pictures a second of a clip with more.
        every_frame: Whether frames in which nothing moves are looked at as well. Otherwise four a
            second of them are, and the others are filled in; see `capture.unmoved`. With `looks=1`
            these are all frames of its 12 to 15 a second.
        profile: The person's baseline, or its name; see `formcheck.calibrate`. Without one a clip's
            first still second, upright and side-on, is the neutral of the pelvis.
        person: Who of several people is measured; see `review`.
        on_progress: Told about each frame.
        chain: The learned steps of measuring.

    Returns:
        The measurements of every frame, with `looks=1` of 12 to 15 a second; frames without a
        person say so.

    Raises:
        UsageError: There is no such profile.
        InputError: The source or the profile cannot be read.
        MachineError: The machine lacks something.
    """
    owner = _profile(profile)
    who = _meant(person)
    with open_source(source) as opened:
        looking = _Looking(model, looks, every_frame, who)
        sightings, _ = _observe(opened, looking, True, on_progress, chain)
    measured = measure_clip(sightings, None if owner is None else owner.baseline, chain)
    return LongList(map(by_name, measured))


def record(
    clip: str | os.PathLike[str],
    *,
    model: str | Path = "full",
    looks: int = 2,
    on_progress: Progress | None = None,
) -> Recording:
    """Measure a clip, whatever it shows, and keep landmarks and measurements of every frame.

    Args:
        clip: A video clip.
        model: `full`, `lite` or the path of a pose landmarker bundle.
        looks: 2 to look at each frame, and now and then at its mirror image; 1, for speed, to look
            once, at 12 to 15 pictures a second of a clip with more.
        on_progress: Told about each frame.

    Raises:
        InputError: The clip cannot be read.
        NoPersonError: Nobody was found in the whole clip.
        MachineError: The machine lacks something.
    """
    task = _Task(list_stretches(), "auto", _Looking(model, looks), None, None, on_progress)
    with open_source(clip) as opened:
        return _measured(opened, task)


def _meant(person: str | None) -> PersonChoice | None:
    return None if person is None else PersonChoice.parse(person)


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
    every_frame: bool = ...,
    overlays: Sequence[Overlay | str | os.PathLike[str]] = ...,
    profile: str | Profile | None = ...,
    measured: Recording | None = ...,
    person: str | None = ...,
    video: bool = ...,
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
    every_frame: bool = ...,
    overlays: Sequence[Overlay | str | os.PathLike[str]] = ...,
    profile: str | Profile | None = ...,
    measured: Recording | None = ...,
    person: str | None = ...,
    video: bool = ...,
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
    every_frame: bool = False,
    overlays: Sequence[Overlay | str | os.PathLike[str]] = (),
    profile: str | Profile | None = None,
    measured: Recording | None = None,
    person: str | None = None,
    video: bool = True,
    on_progress: Progress | None = None,
) -> Review | Unrecognised:
    """Judge a clip of one stretch, or the one moment that a picture shows.

    Args:
        clip: A video clip, or a picture: then every check is judged without a clock, `stretch`
            is needed, and the files are those of `STILL_FILES`.
        stretch: The stretch, its id or its YAML file; None to recognise which one the clip shows.
        side: The leg that is worked, or `auto` to find it from geometry.
        out: Folder for the files of `FILES`, made where it is missing; they appear all together
            at the end or not at all. None to write nothing.
        model: `full`, `lite` or the path of a pose landmarker bundle.
        looks: How each frame is looked at; see `measure`.
        every_frame: Whether those in which nothing moves are looked at too; see `measure`.
        overlays: Changes of targets such as `sensitive-back`, by name, path or as they are.
        profile: The person's baseline, or its name; see `formcheck.calibrate`. Without one the
            clip's first still second, upright and side-on, is the neutral of the pelvis.
        measured: What was measured of this very clip before: it is not again. Same `profile`.
        person: Who of several people is judged, as `PersonChoice` has it; None for the largest.
        video: Whether the annotated video is written too: it takes about a quarter of the time.
        on_progress: Told about each frame, first while measuring and then while drawing.

    Returns:
        The verdict; without a stretch, what the clip may show where that is not sure.

    Raises:
        UsageError: A stretch, overlay, profile or person is not there or has faults.
        InputError: The clip or profile cannot be read, or the folder cannot be written.
        NoPersonError: Nobody was found in the whole clip.
        MachineError: The machine lacks something.
    """
    named = stretch if isinstance(stretch, Stretch | None) else load_stretch(stretch)
    changes = [o if isinstance(o, Overlay) else load_overlay(o) for o in overlays]
    known = [_adapted(s, changes) for s in (list_stretches() if named is None else [named])]
    how = _Looking(model, looks, every_frame, _meant(person))
    task = _Task(known, side, how, _profile(profile), measured, on_progress)
    with open_source(clip) as opened:
        if isinstance(opened, Picture) and named is None:
            raise _unnamed(clip)
        if out is None:
            return _judge(opened, task)
        # Before the minutes of analysis, so that a folder that cannot be written is told at once.
        with staged(Path(out)) as folder:
            found = _write(_judge(opened, task), opened, folder, on_progress, video)
        names = _files_of(found, opened, video)
    return replace(found, files={name: Path(out) / name for name in names})


def _unnamed(picture: str | os.PathLike[str]) -> UsageError:
    return UsageError(
        tr(
            "expected a stretch for a picture ({path}): one moment does not show "
            "which movement it is from; name it with --stretch ID",
            path=os.fspath(picture),
        )
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Looking:
    """How a clip is looked at; see `measure`."""

    model: str | Path = "full"
    looks: int = 2
    every_frame: bool = False
    who: PersonChoice | None = None

    @property
    def still_s(self) -> float:
        """Return for how long, seconds, nobody looks at a picture in which nothing moves."""
        return 0.0 if self.every_frame else STILL_S


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """What is asked of one clip; see `review`."""

    known: Sequence[Stretch]
    side: WorkedSide
    looking: _Looking
    person: Profile | None
    measured: Recording | None
    on_progress: Progress | None


def _adapted(stretch: Stretch, overlays: Sequence[Overlay]) -> Stretch:
    return functools.reduce(apply_overlay, overlays, stretch)


def _observe(
    source: Clip | Picture,
    how: _Looking,
    silhouette: bool,
    on_progress: Progress | None,
    chain: MeasuringChain = SHIPPED,
) -> tuple[Sightings, Message | None]:
    """Return what was seen, and how to level the camera where it was tilted."""
    total = source.info.frame_count

    def tell(frame: Frame) -> None:
        if on_progress is not None:
            on_progress("Measuring", frame.index + 1, total)

    mode: Mode = "image" if source.is_picture else "video"
    with open_estimator(how.model, mode, how.looks, silhouette, person=how.who) as estimator:
        sightings = observe(
            source.frames(every=how.looks > 1),
            estimator,
            tell,
            chain,
            pointed=how.who is not None,
            still_s=how.still_s,
        )
    roll = sightings.roll
    return sightings, None if roll is None else tilt_advice(roll.deg, roll.sigma)


def _measured(clip: Clip | Picture, task: _Task) -> Recording:
    """Return what is measured in a clip, whatever it shows.

    Raises:
        NoPersonError: Nobody was found in it.
    """
    if task.measured is not None:
        return task.measured
    silhouette = task.person is not None or any(map(needs_silhouette, task.known))
    sightings, tilted = _observe(clip, task.looking, silhouette, task.on_progress)
    if not any(sightings.poses):
        raise NoPersonError(
            tr_n(
                "expected a person in {path}, found nobody in its one frame; film one person "
                "whole, from the side, in good light, and turn a clip that lies on its side "
                "upright",
                "expected a person in {path}, found nobody in {count} frames; film one person "
                "whole, from the side, in good light, and turn a clip that lies on its side "
                "upright",
                len(sightings.poses),
                path=clip.info.path,
            )
        )
    person = task.person
    meta = RecordingMeta(
        clip=str(clip.info.path),
        width=clip.info.width,
        height=clip.info.height,
        model=str(task.looking.model),
        engines=names_of(engines_for(task.looking.looks)),
        profile=None if person is None else person.name,
        warnings=(*clip.warnings, *_frozen_words(sightings)),
        notes=tuple(note for note in (judged_of_several(sightings), tilted) if note is not None),
        scenes=sightings.scenes,
        roll_deg=0.0 if sightings.roll is None else sightings.roll.deg,
        filled=sightings.filled,
    )
    frames = measure_clip(sightings, None if person is None else person.baseline)
    return Recording.of(meta, frames, sightings.poses)


def _frozen_words(sightings: Sightings) -> tuple[str, ...]:
    if not sightings.frozen_s:
        return ()
    return (
        tr(
            "the picture stood still for {frozen_s:.0f} s, as of a camera that froze; "
            "that time does not count",
            frozen_s=sightings.frozen_s,
        ),
    )


def _judge(clip: Clip | Picture, task: _Task) -> Review | Unrecognised:
    """Judge a clip of the one stretch that is known, or recognise which of several it is."""
    recording = _measured(clip, task)
    frames, known = recording.measurements, task.known
    recognition = recognise(frames, known) if len(known) > 1 else None
    if recognition is not None and not recognition.sure:
        return _unrecognised(recording, recognition, known)
    best = known[0].id if recognition is None else recognition.guesses[0].stretch
    stretch = next(stretch for stretch in known if stretch.id == best)
    reports: Sequence[FrameReport]
    if isinstance(clip, Picture):
        report, summary = judge_moment(frames[0], stretch, task.side)
        reports = (report,)
    else:
        reports, summary = judge_clip(frames, stretch, task.side)
        if recognition is None or upside_down(recording):
            summary = look_again(recording, summary, stretch)
    recording = _without_level(recording, summary.advice)
    summary = replace(summary, recognised=recognition)
    profiled = recording.meta.profile is not None
    baseline = None if task.person is None else task.person.baseline
    notes = notes_on(frames, baseline) if profiled or needs_silhouette(stretch) else ()
    declared = None if task.side == "auto" else task.side
    legs = note_on_legs(reports, summary, stretch, declared)
    notes = (*notes, *(() if legs is None or is_turned(summary.advice) else (legs,)))
    meta = replace(
        recording.meta,
        stretch=stretch.id,
        variant=variant_of(stretch),
        overlays=tuple(used.id for used in judged_with(stretch)),
        side=summary.side,
        # What was measured before has been judged before, perhaps, and says so already.
        notes=tuple(dict.fromkeys((*recording.meta.notes, *notes))),
    )
    return Review(stretch, summary, reports, replace(recording, meta=meta))


def _unrecognised(
    recording: Recording, recognition: Recognition, known: Sequence[Stretch]
) -> Unrecognised:
    """Return that nothing is sure; of a clip that is to be turned first nothing else is said."""
    turn = find_turn(recording, known)
    head_down = Message(RecognitionCode.HEAD_DOWN) if upside_down(recording) else None
    advice = head_down if turn is None else turn.advice
    if advice is not None:
        told = replace(recognition, reason=advice, guesses=())
        return Unrecognised(told, _without_level(recording, advice))
    perhaps, reason = may_be_turned(recording, known), recognition.reason
    if perhaps is not None:
        reason = perhaps if reason is None else one_after_another(reason, perhaps)
    return Unrecognised(replace(recognition, reason=reason), recording)


def _without_level(recording: Recording, advice: Message | None) -> Recording:
    """Return a recording without the note on a tilted camera, where the clip is to be turned."""
    if not is_turned(advice):
        return recording
    kept = (note for note in recording.meta.notes if note.code != CueCode.LEVEL_CAMERA)
    return replace(recording, meta=replace(recording.meta, notes=tuple(kept)))


def _files_of(found: Review | Unrecognised, source: Clip | Picture, video: bool) -> Sequence[str]:
    """Return the names of the files that are written of what was found."""
    if isinstance(source, Picture):
        return STILL_FILES
    if isinstance(found, Unrecognised):
        return UNRECOGNISED_FILES
    return FILES if video else tuple(name for name in FILES if name != VIDEO)


def _write(
    found: Review | Unrecognised,
    source: Clip | Picture,
    folder: Path,
    on_progress: Progress | None,
    video: bool,
) -> Review | Unrecognised:
    """Write the files of what was found, and return it with its pictures."""
    if isinstance(found, Unrecognised):
        write_recognition(folder / "report.json", found.recognition, found.recording.meta)
        found.recording.write(folder / "recording.parquet")
        return found
    if isinstance(source, Picture):
        return replace(found, stills=tuple(write_still(found, next(iter(source)), folder)))
    tell = None if on_progress is None else functools.partial(on_progress, "Drawing")
    return replace(found, stills=tuple(write_results(found, source, folder, tell, video=video)))
