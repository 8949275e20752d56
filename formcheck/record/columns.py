"""The columns of a recording's Parquet file: how a frame becomes a row and a row a frame."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from formcheck.errors import InputError
from formcheck.measure.measurement import Legs, Measurement, Measurements, Posture, View
from formcheck.measure.outline import Outline
from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import Pose
from formcheck.record.files import atomic_path, write_failure

FORMAT: Final = 1
ROW_GROUP: Final = 2048
_KEY: Final = b"formcheck"
_WORDS: Final = pa.dictionary(pa.int32(), pa.string())
_COUNT: Final = len(Landmark)
_LANDMARKS: Final = {"pixels": 2, "world": 3, "visibility": 1}

T = TypeVar("T")


def schema(meta: dict[str, Any], names: Sequence[str]) -> pa.Schema:
    """Return the file's schema for these measurement names, with the metadata inside."""
    layout: list[tuple[str, pa.DataType]] = [
        ("index", pa.int64()),
        ("time_s", pa.float64()),
        ("person", pa.bool_()),
        ("view", pa.bool_()),
        ("view_facing", _WORDS),
        ("view_yaw_deg", pa.float64()),
        ("view_yaw_sigma", pa.float64()),
        ("view_near", _WORDS),
        ("view_fill", pa.float64()),
        ("view_distance_m", pa.float64()),
        ("view_cut_off", _WORDS),
        ("legs_rear", _WORDS),
        ("legs_bent", _WORDS),
        ("legs_crossed", _WORDS),
        ("posture", pa.map_(pa.string(), pa.float64())),
        ("legs_named", pa.bool_()),
    ]
    for name in names:
        layout += [
            (name, pa.float64()),
            (f"{name}_sigma", pa.float64()),
            (f"{name}_reason", _WORDS),
        ]
    for name, size in _LANDMARKS.items():
        layout.append((name, pa.list_(pa.float32(), _COUNT * size)))
    layout.append(("outline", pa.list_(pa.float32())))
    told = {"format": FORMAT, "meta": meta, "measurements": list(names)}
    return pa.schema(layout, metadata={_KEY: json.dumps(told).encode()})


def plain(names: Sequence[str]) -> pa.Schema:
    """Return the layout of rows on their way to a file: words as they are, and no metadata."""
    layout = schema({}, names)
    return pa.schema([(f.name, pa.string() if f.type == _WORDS else f.type) for f in layout])


def open_writer(path: Path, layout: pa.Schema) -> Any:
    """Return a Parquet writer that packs recordings well, for use as a context manager."""
    return pq.ParquetWriter(
        path,
        layout,
        compression="zstd",
        use_dictionary=[f.name for f in layout if f.type == _WORDS],
        # Landmarks hardly move between frames: their bytes, sorted by place, pack well.
        use_byte_stream_split=[f"{name}.list.element" for name in _LANDMARKS],
    )


def row_of(frame: Measurements, pose: Pose | None) -> dict[str, Any]:
    """Return one frame as a row; a measurement's name that is missing is null in all three."""
    view = frame.view
    row: dict[str, Any] = {
        "index": frame.index,
        "time_s": frame.time_s,
        "person": frame.person,
        "view": view is not None,
        "view_facing": view and view.facing,
        "view_yaw_deg": view and view.yaw_deg,
        "view_yaw_sigma": view and view.yaw_sigma,
        "view_near": view and view.near,
        "view_fill": view and view.fill,
        "view_distance_m": view and view.distance_m,
        "view_cut_off": view and ",".join(view.cut_off),
        "legs_rear": frame.legs.rear,
        "legs_bent": frame.legs.bent,
        "legs_crossed": frame.legs.crossed,
        "posture": frame.posture and list(frame.posture.chances.items()),
        "legs_named": frame.legs.named,
    }
    for name, measurement in frame.values.items():
        row[name] = measurement.value
        row[f"{name}_sigma"] = measurement.sigma
        row[f"{name}_reason"] = measurement.reason
    row["outline"] = None if frame.outline is None else frame.outline.numbers()
    if pose is not None:
        for name in _LANDMARKS:
            row[name] = getattr(pose, name).astype(np.float32).ravel()
    return row


def frame_of(row: dict[str, Any], names: Sequence[str]) -> Measurements:
    """Return the measurements of a row; the reverse of `row_of`."""
    values: dict[str, Measurement] = {}
    for name in names:
        value, sigma, reason = row[name], row[f"{name}_sigma"], row[f"{name}_reason"]
        if value is not None or reason is not None:
            values[name] = Measurement(value, sigma, reason)
    view = None
    if row["view"]:
        view = View(
            row["view_facing"],
            row["view_yaw_deg"],
            row["view_yaw_sigma"],
            row["view_near"],
            # Recordings of earlier versions lack these.
            row.get("view_fill"),
            row.get("view_distance_m"),
            tuple(filter(None, (row.get("view_cut_off") or "").split(","))),
        )
    posture = row.get("posture")  # likewise
    return Measurements(
        index=row["index"],
        time_s=row["time_s"],
        person=row["person"],
        view=view,
        legs=Legs(
            rear=row["legs_rear"],
            bent=row["legs_bent"],
            # Recordings of earlier versions lack these two.
            named=row.get("legs_named") is not False,
            crossed=row.get("legs_crossed"),
        ),
        values=values,
        posture=None if posture is None else Posture(dict(posture)),
        outline=None if row.get("outline") is None else Outline.from_numbers(row["outline"]),
    )


def pose_of(row: dict[str, Any], width: int, height: int) -> Pose | None:
    """Return the pose of a row, or None where none was kept."""
    if row["pixels"] is None:
        return None
    pixels, world, visibility = (np.asarray(row[name], dtype=np.float64) for name in _LANDMARKS)
    return Pose(pixels.reshape(_COUNT, 2), world.reshape(_COUNT, 3), visibility, width, height)


class RecordingWriter:
    """Writes frames as they come, in row groups, so that a long clip needs little memory.

    Args:
        path: The file; it appears when the writer is left without an error.
        meta: Plain data about the recording.
        names: Names of all measurements that will come.

    Raises:
        InputError: It cannot be written.
    """

    def __init__(
        self, path: str | os.PathLike[str], meta: dict[str, Any], names: Sequence[str]
    ) -> None:
        self._path = Path(path)
        self._schema = schema(meta, names)
        self._rows: list[dict[str, Any]] = []
        self._atomic: AbstractContextManager[Path] | None = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        self._atomic = atomic_path(self._path)
        partial = self._atomic.__enter__()
        try:
            self._writer = open_writer(partial, self._schema)
        except BaseException as error:
            self._leave(error)
            raise
        return self

    def add(self, frame: Measurements, pose: Pose | None = None) -> None:
        """Add one frame.

        Raises:
            ValueError: It has a measurement that was not announced.
            InputError: It cannot be written.
        """
        row = row_of(frame, pose)
        unknown = row.keys() - set(self._schema.names)
        if unknown:
            raise ValueError(f"expected only announced measurements, got also {sorted(unknown)}")
        self._rows.append(row)
        if len(self._rows) >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            table = pa.Table.from_pylist(self._rows, schema=self._schema)
            try:
                self._writer.write_table(table)
            except OSError as error:
                raise write_failure(self._path, error) from error
            self._rows.clear()

    def _leave(self, error: BaseException | None) -> None:
        if self._atomic is not None:
            atomic, self._atomic = self._atomic, None
            atomic.__exit__(type(error) if error else None, error, None)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._flush()
            self._writer.close()
        except BaseException as failure:
            # An error on the way out of a failed `with` must not hide the first one.
            self._leave(error or failure)
            raise
        self._leave(error)


class RecordingReader:
    """Reads the frames of a recording, one row group at a time.

    Args:
        path: The file.

    Attributes:
        meta: Plain data about the recording.
        names: Names of all measurements.

    Raises:
        InputError: There is no such file, it is cut off, no recording, or too new.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        if self._path.is_dir():
            raise InputError(self._no_recording("a folder"))
        self._file = self.parse(pq.ParquetFile, self._path)
        stored = (self._file.schema_arrow.metadata or {}).get(_KEY)
        if stored is None:
            raise InputError(self._no_recording("a Parquet file of something else"))
        told = self.parse(json.loads, stored)
        version = told.get("format") if isinstance(told, dict) else None
        if not isinstance(version, int):
            raise InputError(self._no_recording("a Parquet file of something else"))
        if version > FORMAT:
            raise InputError(
                f"expected {self._path} in recording format {FORMAT} or older, got {version}; "
                "update formcheck to read it"
            )
        self.meta: dict[str, Any] = self.parse(lambda: dict(told["meta"]))
        self.names: tuple[str, ...] = self.parse(lambda: tuple(told["measurements"]))

    def _no_recording(self, got: str) -> str:
        return (
            f"expected {self._path} to be a recording of formcheck, got {got}; "
            "name a recording.parquet that `formcheck review` wrote"
        )

    def parse(self, function: Callable[..., T], *args: object) -> T:
        """Call a function that reads from the file, and say it in words where it fails.

        Raises:
            InputError: It fails because of what the file holds, or is not there.
        """
        try:
            return function(*args)
        except FileNotFoundError as error:
            raise InputError(self._no_recording("no such file")) from error
        except (pa.ArrowException, OSError, KeyError, TypeError, ValueError) as error:
            raise InputError(self._no_recording("a damaged file or one of another kind")) from error

    def rows(self, width: int, height: int) -> Iterator[tuple[Measurements, Pose | None]]:
        """Yield every frame with its pose.

        Args:
            width: Width of the pictures in pixels.
            height: Height of the pictures in pixels.

        Raises:
            InputError: The file is damaged.
        """

        def decode(row: dict[str, Any]) -> tuple[Measurements, Pose | None]:
            return frame_of(row, self.names), pose_of(row, width, height)

        for group in range(self._file.num_row_groups):
            table = self.parse(self._file.read_row_group, group)
            for row in self.parse(table.to_pylist):
                yield self.parse(decode, row)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
