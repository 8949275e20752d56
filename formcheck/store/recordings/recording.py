"""Recordings: what was measured in every frame, kept so that the video is not needed again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import PureWindowsPath
from typing import Any, Self

from formcheck.capture.limits import MOST_SIDE
from formcheck.measure.model.measurement import Measurements
from formcheck.message import Message, TextCode, from_plain, to_plain
from formcheck.pose.pose import Pose
from formcheck.shelf.long_list import LongList
from formcheck.store.recordings.parquet import RecordingReader, RecordingWriter
from formcheck.version import __version__
from formcheck.words import full_sentence, say_sentence
from formcheck.words.stored import read_message


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class RecordingMeta:
    """Where a recording comes from.

    Attributes:
        clip: File name of the clip, or what the camera is called. Folders are cut off: a
            recording is passed on, and says nothing about its owner's disk.
        width: Width of the pictures in pixels.
        height: Height of the pictures in pixels.
        stretch: Id of the stretch, or None where none was asked for.
        side: The worked side that was asked for or found: `left`, `right`, or None.
        model: Name of MediaPipe's pose model.
        engines: The engines that were asked; empty in recordings of 0.1.0, which asked MediaPipe.
        version: Version of formcheck that wrote it.
        created: When it was made, ISO 8601 with its time zone.
        profile: Name of the personal baseline that was used, or None.
        warnings: What was mended or lost while the clip was read, in sentences.
        notes: What is to know about the camera and the neutral that was measured against.
        scenes: Rows from which on nothing earlier counts, as after a cut.
        variant: Id of the stretch's variant that was performed, or None.
        overlays: Ids of the overlays whose targets it was judged by, in their order.
        roll_deg: The camera's roll by which landmarks are levelled before they are measured,
            degrees; 0 where it could not be told.
        filled: Number of frames in which nothing moved and which were filled in between two that
            were looked at; see `capture.unmoved`.
    """

    clip: str
    width: int
    height: int
    stretch: str | None = None
    side: str | None = None
    model: str = ""
    version: str = __version__
    created: str = field(default_factory=_now)
    profile: str | None = None
    warnings: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()
    scenes: tuple[int, ...] = ()
    variant: str | None = None
    overlays: tuple[str, ...] = ()
    roll_deg: float = 0.0
    engines: tuple[str, ...] = ()
    filled: int = 0

    def __post_init__(self) -> None:
        for name in ("clip", "model"):
            # The Windows flavour splits at both kinds of slash.
            object.__setattr__(self, name, PureWindowsPath(getattr(self, name)).name)
        if self.width <= 0 or self.height <= 0:
            raise ValueError(f"expected a picture size above 0, got {self.width}x{self.height}")
        if max(self.width, self.height) > MOST_SIDE:
            raise ValueError(
                f"expected a picture of at most {MOST_SIDE} pixels a side, got "
                f"{self.width}x{self.height}"
            )

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as plain data for JSON, in a stable order."""
        return asdict(self) | {"notes": [to_plain(note) for note in self.notes]}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read the fields back; those of a later formcheck that are not known are left out."""
        known = {item.name for item in fields(cls)}
        found = {name: value for name, value in data.items() if name in known}
        lists = {name: tuple(found.get(name, ())) for name in ("scenes", "overlays", "engines")}
        # Earlier versions kept notes among the warnings, as sentences.
        texts = {text: read_message(text) for text in found.get("warnings", ())}
        notes = [from_plain(note) for note in found.get("notes", ())]
        notes += [note for note in texts.values() if note.code != TextCode.LEGACY]
        warnings = (text for text, note in texts.items() if note.code == TextCode.LEGACY)
        return cls(**found | lists | {"warnings": tuple(warnings), "notes": tuple(notes)})


def remarks_on(meta: RecordingMeta) -> list[str]:
    """Return the warnings and notes of a recording, each as a sentence."""
    return [*map(full_sentence, meta.warnings), *map(say_sentence, meta.notes)]


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """Measurements and landmarks of every frame of one clip.

    Attributes:
        meta: Where it comes from.
        measurements: One entry a frame, in rising time.
        poses: One pose or None a frame, or empty where landmarks were not kept.
    """

    meta: RecordingMeta
    measurements: Sequence[Measurements]
    poses: Sequence[Pose | None] = ()

    def __post_init__(self) -> None:
        if self.poses and len(self.poses) != len(self.measurements):
            raise ValueError(
                f"expected one pose or None for each of {len(self.measurements)} frames, "
                f"got {len(self.poses)}"
            )

    @classmethod
    def of(
        cls,
        meta: RecordingMeta,
        measurements: Iterable[Measurements],
        poses: Sequence[Pose | None] = (),
    ) -> Self:
        """Build a recording from any sequences; long lists are taken as they are."""
        frames = measurements if isinstance(measurements, LongList) else LongList(measurements)
        return cls(meta, frames, poses if isinstance(poses, LongList) else LongList(poses))

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write it as Parquet, format version 2.

        One row a frame: `index`, `time_s`, `person`; `view` (whether there is one) with
        `view_facing`, `view_yaw_deg`, `view_yaw_sigma`, `view_near`, `view_fill`,
        `view_distance_m`, `view_cut_off` (joints, with commas); `legs_rear`, `legs_bent`,
        `legs_crossed`, `legs_named`;
        `posture` (the chance of each position, a map);
        for each measurement `NAME`, `NAME_sigma` (float64, exact) and `NAME_reason`; and
        `pixels` (33 x 2), `world` (33 x 3), `visibility` (33) as flat float32 lists, null where
        no pose was kept; `engines` (2 x 33 x 2), where several engines were asked, the places
        that each of the first two sees, and `third_engine` (33 x 2) those of a third one;
        `outline` (float32, `Outline.numbers`), null where none was read. The key
        `formcheck` of the file's metadata holds JSON: `format`, `meta`,
        `measurements` (the names). Silhouettes are not kept.

        Args:
            path: The file, by custom `recording.parquet`. It appears whole or not at all.

        Raises:
            InputError: It cannot be written.
            ValueError: Poses of another picture size than the recording's.
        """
        names: dict[str, None] = {}
        for row in self.measurements:
            names.update(dict.fromkeys(row.values))
        with RecordingWriter(path, self.meta.as_dict(), tuple(names)) as writer:
            poses = self.poses or (None,) * len(self.measurements)
            for measurements, pose in zip(self.measurements, poses, strict=True):
                if pose is not None and (pose.width, pose.height) != (
                    self.meta.width,
                    self.meta.height,
                ):
                    raise ValueError(
                        f"expected poses in {self.meta.width}x{self.meta.height} pictures, "
                        f"got {pose.width}x{pose.height}"
                    )
                writer.add(measurements, pose)

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Self:
        """Read a recording back; measurements are exact, landmarks to float32.

        Args:
            path: A file that `write` made.

        Raises:
            InputError: There is no such file, it is cut off, it is no recording of formcheck, or
                a newer formcheck wrote it.
        """
        with RecordingReader(path) as reader:
            meta = reader.parse(RecordingMeta.from_dict, reader.meta)
            frames, poses = LongList[Measurements](), LongList[Pose | None]()
            for frame, pose in reader.rows(meta.width, meta.height):
                frames.append(frame)
                poses.append(pose)
        kept = any(pose is not None for pose in poses)
        return cls(meta, frames, poses if kept else ())


def read_meta(path: str | os.PathLike[str]) -> RecordingMeta:
    """Return where a recording comes from, without reading its frames.

    Args:
        path: A file that `Recording.write` made.

    Raises:
        InputError: As `Recording.read`.
    """
    with RecordingReader(path) as reader:
        return reader.parse(RecordingMeta.from_dict, reader.meta)
