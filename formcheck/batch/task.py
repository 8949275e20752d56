"""One clip of a batch: how it is judged, and what came out of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from formcheck.pose.engine.bundle import find_model
from formcheck.pose.engine.profiles import engines_for
from formcheck.session import WorkedSide
from formcheck.store.history.session_entry import PastSession
from formcheck.store.people.profiles import Profile
from formcheck.stretches.files.loading import list_stretches
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import Overlay, variant_of
from formcheck.version import __version__


class Status(StrEnum):
    """What became of a clip."""

    judged = "judged"
    unrecognised = "unrecognised"
    failed = "failed"


class Failure(StrEnum):
    """Why a clip failed."""

    unreadable = "unreadable"
    no_person = "no-person"
    worker_lost = "worker-lost"
    fault = "fault"


@dataclass(frozen=True, slots=True, eq=False)
class JudgeSettings:
    """How clips are judged.

    Attributes:
        stretch: What is performed, or None to recognise it from each clip.
        side: The leg that is worked.
        profile: The person's baseline, or None.
        overlays: Changes of targets, in their order.
        model: `full`, `lite` or the path of a pose landmarker bundle.
        looks: 2, or 1 for speed.
        every_frame: Whether frames in which nothing moves are looked at as well.
        video: Whether annotated videos are written.
    """

    stretch: Stretch | None = None
    side: WorkedSide = "auto"
    profile: Profile | None = None
    overlays: tuple[Overlay, ...] = ()
    model: str = "full"
    looks: int = 2
    every_frame: bool = False
    video: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the settings by name, as a person chose them."""
        stretch = self.stretch
        variant = None if stretch is None else variant_of(stretch)
        return {
            "stretch": stretch and (stretch.id if variant is None else f"{stretch.id}:{variant}"),
            "side": self.side,
            "profile": self.profile and self.profile.name,
            "overlays": [overlay.id for overlay in self.overlays],
            "model": self.model,
            "looks": self.looks,
            "every_frame": self.every_frame,
            "video": self.video,
        }

    def key(self) -> str:
        """Return a digest of everything that a result depends on besides the clip.

        It covers the version of formcheck and the content of stretches, overlays, baseline, model
        and engines, not only their names.
        """
        judged = list_stretches() if self.stretch is None else [self.stretch]
        parts = {
            "version": __version__,
            "settings": self.as_dict(),
            "stretches": [stretch.model_dump(mode="json") for stretch in judged],
            "overlays": [overlay.model_dump(mode="json") for overlay in self.overlays],
            "baseline": self.profile and self.profile.baseline.as_dict(),
            "model": find_model(self.model).sha256,
            "engines": [asdict(engine) for engine in engines_for(self.looks)],
        }
        text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class ClipTask:
    """One clip to be reviewed.

    Attributes:
        name: Names it within the batch and its folder of results; slashes part folders.
        clip: The file.
        settings: How it is judged.
        key: `Settings.key` of these settings.
        carried: Columns of the list that are carried along into the table.
    """

    name: str
    clip: Path
    settings: JudgeSettings
    key: str
    carried: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What the review of one clip gives for the table.

    Attributes:
        status: `judged` or `unrecognised`.
        clip: Cells of the clip's row, by the names of `columns.CLIPS`.
        sets: Cells of a row for each hold or set of repetitions, by the names of `columns.SETS`.
        session: What a history keeps of it, or None where nothing was judged.
    """

    status: Status
    clip: Mapping[str, Any]
    sets: Sequence[Mapping[str, Any]] = ()
    session: PastSession | None = None


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when it was read.

    Attributes:
        size: Bytes.
        modified_ns: Time of its last change, nanoseconds since 1970.
        sha256: Digest of its content.
    """

    size: int
    modified_ns: int
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a worker hands back for one clip.

    Attributes:
        name: Name of the task.
        seconds: How long the worker took.
        file: The clip as it was read, or None where it could not be read.
        found: What was found, or None where the clip failed.
        failure: Why it failed, or None.
        error: The same in one sentence, or None.
        stage: Folder, within the batch's `STAGES`, in which the result files wait to be moved to
            their place; None where there are none.
        files: The result files by name, where they are handed back as bytes.
        peak_mb: Most memory that the worker process ever used, in MB.
    """

    name: str
    seconds: float
    file: FileState | None = None
    found: Found | None = None
    failure: Failure | None = None
    error: str | None = None
    stage: str | None = None
    files: Mapping[str, bytes] | None = None
    peak_mb: float = 0.0


Work = Callable[[ClipTask, Path], Found]
"""Reviews one clip and writes its files into the folder, which exists and is its own."""
