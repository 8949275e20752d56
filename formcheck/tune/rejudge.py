"""A saved recording judged again, under other targets, without the video."""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.coach.replay.replay import Replay
from formcheck.errors import InputError, UsageError
from formcheck.pose.camera_roll import ROLL_SIGMA, Roll
from formcheck.report.html import write_report
from formcheck.report.tables import write_frames, write_summary
from formcheck.session import Sightings, WorkedSide, measure_clip, notes_on
from formcheck.shelf.long_list import LongList
from formcheck.store.people.profiles import Profile, load_profile
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.fields import first_complaint
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import Overlay, apply_overlay, changed_by_hand
from formcheck.wording import label, measure_words
from formcheck.words import tr

SETTABLE = ("low", "high", "goal", "prefer_low", "prefer_high", "required")
"""What of a check can be set; `hold.seconds`, `reps.top` and the like can be set too."""


@dataclass(frozen=True, slots=True, eq=False)
class Rejudged:
    """A recording under other targets.

    Attributes:
        stretch: The stretch with the changed targets.
        before: The verdict under the shipped targets.
        summary: The verdict under the changed targets.
        reports: The report of each frame under the changed targets.
        recording: What was judged.
    """

    stretch: Stretch
    before: Summary
    summary: Summary
    reports: Sequence[FrameReport]
    recording: Recording


def rejudge(
    recording: Recording | str | os.PathLike[str],
    stretch: Stretch | str | os.PathLike[str],
    changes: Sequence[str] = (),
    *,
    side: WorkedSide = "auto",
    overlays: Sequence[Overlay] = (),
    profile: str | Profile | None = None,
) -> Rejudged:
    """Judge a recording again.

    Args:
        recording: A recording, or the path of a `recording.parquet`.
        stretch: The stretch, its id, or the path of its YAML file.
        changes: Targets to change, each as `CHECK.low=188`; see `change_targets`.
        side: The leg that is worked, or `auto`.
        overlays: Changes of targets that come before `changes`.
        profile: A personal baseline, or its name, to measure against instead of what the recording
            was measured against; None to keep that.

    Raises:
        UsageError: There is no such stretch, check, key or profile, or the value does not fit.
        InputError: The recording or profile cannot be read, or it holds no landmarks to measure.
    """
    shipped = stretch if isinstance(stretch, Stretch) else load_stretch(stretch)
    adapted = shipped
    for overlay in overlays:
        adapted = apply_overlay(adapted, overlay)
    changed = change_targets(adapted, changes)
    read = recording if isinstance(recording, Recording) else Recording.read(recording)
    if profile is not None:
        person = load_profile(profile) if isinstance(profile, str) else profile
        read = remeasured(read, person)
    replay = Replay(read.measurements, side)
    before, after = replay.judge(shipped).summary, replay.judge(changed).summary
    return Rejudged(changed, before, after, replay.reports(changed), read)


def remeasured(recording: Recording, profile: Profile) -> Recording:
    """Return a recording measured again against a personal baseline, without the video.

    Raises:
        InputError: It holds no landmarks.
    """
    if not recording.poses:
        raise InputError(
            tr(
                "expected a recording with landmarks to measure against the profile {name}, "
                "got measurements alone; review the clip again with --profile",
                name=profile.name,
            )
        )
    frames, meta = recording.measurements, recording.meta
    sightings = Sightings(
        tuple(frame.index for frame in frames),
        tuple(frame.time_s for frame in frames),
        recording.poses,
        meta.scenes,
        outlines=LongList(frame.outline for frame in frames),
        roll=Roll(meta.roll_deg, ROLL_SIGMA) if meta.roll_deg else None,
    )
    measured = measure_clip(sightings, profile.baseline)
    notes = notes_on(measured, profile.baseline)
    kept = [note for note in meta.notes if note not in notes_on(frames, None)]
    told = replace(meta, profile=profile.name, notes=(*kept, *notes))
    return Recording.of(told, measured, recording.poses)


def moved_in_vain(found: Rejudged, changes: Sequence[str]) -> list[str]:
    """Return a sentence for each moved target that the verdict did not go by.

    A check with a preferred measure, such as the hip joint without the low back, is judged by that
    one's own band wherever it is known.

    Args:
        found: The verdict.
        changes: The targets that were changed, as in `rejudge`.
    """
    edits = [TargetEdit.parse(change) for change in changes]
    moved = {(edit.where, edit.key) for edit in edits}
    judged = {check.check: check.measure for check in found.summary.checks}
    return [
        tr(
            "{check} was judged {measure}, which has a target of its own: to move that one, add "
            "--set {where}.prefer_{key}=…",
            check=label(where), measure=measure_words(judged[where]), where=where, key=key,
        )
        for where, key in sorted(moved)
        if key in ("low", "high") and (where, f"prefer_{key}") not in moved and where in judged
        if judged[where] == found.stretch.check(where).prefer
    ]  # fmt: skip


def write_rejudged(found: Rejudged, out: str | os.PathLike[str]) -> dict[str, Path]:
    """Write the new verdict: `report.html` without pictures, `report.json` and `frames.csv`.

    Args:
        found: The verdict.
        out: Folder, made where it is missing.

    Returns:
        Path of each file by its name.

    Raises:
        InputError: They cannot be written.
    """
    folder, meta = Path(out), found.recording.meta
    files = {name: folder / name for name in ("report.html", "report.json", "frames.csv")}
    write_report(files["report.html"], found.summary, found.reports, found.stretch, (), meta)
    write_summary(files["report.json"], found.summary, meta, found.reports)
    write_frames(files["frames.csv"], found.reports, found.stretch)
    return files


@dataclass(frozen=True, slots=True)
class TargetEdit:
    """One target with another value.

    Attributes:
        where: Id of a check, or `hold`, `reps` or `view`.
        key: Which of its targets: `low`, `high`, `seconds` ...
        value: The new value, or None to take a limit away.
    """

    where: str
    key: str
    value: float | int | bool | None

    @classmethod
    def of(cls, name: str, value: float | int | bool | None) -> Self:
        """Return the edit of a target by its name, such as `rear-hip.low`."""
        where, _, key = name.rpartition(".")
        whole = key in ("sets", "count") and value is not None and value == int(value)
        return cls(where, key, int(value) if whole and value is not None else value)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the edit that a person wrote, such as `rear-hip.low=188`.

        Raises:
            UsageError: It is not of that form.
        """
        return cls(*_parse(text))

    def __str__(self) -> str:
        value = self.value
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return f"{self.where}.{self.key}={f'{value:g}' if number else str(value).lower()}"


def change_targets(stretch: Stretch, changes: Sequence[str]) -> Stretch:
    """Return a stretch with some of its targets changed.

    Args:
        stretch: The stretch; it is not changed itself.
        changes: Each `WHERE.KEY=VALUE`. WHERE is the id of a check, with the keys `low`, `high`
            and `required`; or `hold` (`seconds`, `sets`), `reps` (`top`, `bottom`, `count`,
            `sets`) or `view` (`max_yaw`). `none` takes a limit away.

    Raises:
        UsageError: A change is not of that form, names something unknown, or does not fit.
    """
    return edit_targets(stretch, [TargetEdit.parse(change) for change in changes])


def edit_targets(stretch: Stretch, edits: Sequence[TargetEdit]) -> Stretch:
    """Return a stretch with some of its targets changed.

    Args:
        stretch: The stretch; it is not changed itself.
        edits: The targets and their new values; see `change_targets` for the names.

    Raises:
        UsageError: An edit names something unknown, or does not fit.
    """
    document = stretch.model_dump(by_alias=True, exclude={"judged_with", "variant"})
    for edit in edits:
        _target(document, edit.where, edit.key, str(edit))[edit.key] = edit.value
    try:
        return changed_by_hand(Stretch.model_validate(document), stretch)
    except ValidationError as error:
        raise UsageError(
            tr(
                "expected targets that fit {id}, got {names}: {fault}",
                id=stretch.id,
                names=", ".join(map(str, edits)),
                fault=first_complaint(error),
            )
        ) from error


def _parse(change: str) -> tuple[str, str, float | int | bool | None]:
    name, equals, text = change.partition("=")
    where, dot, key = name.strip().rpartition(".")
    text = text.strip().lower()
    words: dict[str, bool | None] = {"none": None, "true": True, "false": False}
    if equals and dot and text in words:
        return where, key, words[text]
    try:
        if not (equals and dot):
            raise ValueError
        number = float(text)
    except ValueError:
        point = text.replace(",", ".", 1)
        if equals and dot and "," in text and point.replace(".", "", 1).lstrip("+-").isdigit():
            raise UsageError(
                tr(
                    "expected a number with a decimal point, got a comma in {change!r}; write "
                    "{strip}={point}",
                    change=change,
                    strip=name.strip(),
                    point=point,
                )
            ) from None
        raise UsageError(
            tr(
                "expected a change such as rear-hip.low=188, got {change!r}; write "
                "CHECK.KEY=NUMBER",
                change=change,
            )
        ) from None
    return where, key, int(number) if key in ("sets", "count") and number == int(number) else number


def _target(document: dict[str, object], where: str, key: str, change: str) -> dict[str, object]:
    groups: dict[str, dict[str, object]] = {
        name: group
        for name in ("hold", "reps", "view")
        if isinstance(group := document.get(name), dict)
    }
    checks = document["checks"]
    if not isinstance(checks, list | tuple):
        raise TypeError("expected a list of checks")
    known = {str(check["id"]): check for check in checks} | groups
    if where not in known:
        near = difflib.get_close_matches(where, known, n=1)
        hint = (
            tr("did you mean {near}?", near=near[0])
            if near
            else tr("there are {names}", names=", ".join(known))
        )
        raise UsageError(
            tr(
                "expected a check of {document} in {change!r}, got {where!r}; {hint}",
                document=document["id"],
                change=change,
                where=where,
                hint=hint,
            )
        )
    keys = tuple(known[where]) if where in groups else SETTABLE
    if key not in keys:
        raise UsageError(
            tr(
                "expected one of {names} after {where!r} in {change!r}, got {key!r}",
                names=", ".join(keys),
                where=where,
                change=change,
                key=key,
            )
        )
    found: dict[str, object] = known[where]
    return found
