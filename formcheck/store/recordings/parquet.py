"""Recordings as Parquet files: written and read a group of frames at a time."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from formcheck.errors import InputError
from formcheck.measure.model.measurement import Measurements
from formcheck.pose.pose import Pose
from formcheck.store.disk.files import atomic_path, write_failure
from formcheck.store.recordings.columns import (
    FORMAT,
    KEY,
    ROW_GROUP,
    column_fault,
    frame_of,
    open_writer,
    plain_schema,
    pose_of,
    row_of,
    schema,
)
from formcheck.words import tr

T = TypeVar("T")

MOST_ROWS: Final = 250_000
"""Two hours and a quarter at 30 frames a second: read back, they take some 1.5 GB, most of it on a
shelf."""

MOST_COLUMNS: Final = 2_000

BATCH: Final = 512
"""Rows that are packed, and decoded, at a time."""

_DAMAGE: Final = (
    pa.ArrowException, OSError, ArithmeticError, AttributeError, IndexError, KeyError,
    RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What reading a damaged file raises, here and in pyarrow."""


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
        self._plain = plain_schema(names)
        self._rows: list[dict[str, Any]] = []
        self._packed: list[Any] = []  # as Arrow has them, a tenth of what rows take
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
        if len(self._rows) >= BATCH:
            self._pack()
        if sum(map(len, self._packed)) >= ROW_GROUP:
            self._flush()

    def _pack(self) -> None:
        self._packed.append(pa.Table.from_pylist(self._rows, schema=self._plain))
        self._rows.clear()

    def _flush(self) -> None:
        self._pack()
        table = pa.concat_tables(self._packed).combine_chunks().cast(self._schema)
        self._packed.clear()
        if len(table):
            try:
                self._writer.write_table(table)
            except OSError as error:
                raise write_failure(self._path, error) from error

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
        if self.parse(self._path.is_dir):
            raise InputError(self._no_recording(tr("a folder")))
        self._file = self.parse(self._opened)
        stored = (self._file.schema_arrow.metadata or {}).get(KEY)
        if stored is None:
            raise InputError(self._no_recording(tr("a Parquet file of something else")))
        told = self.parse(json.loads, stored)
        version = told.get("format") if isinstance(told, dict) else None
        if not isinstance(version, int):
            raise InputError(self._no_recording(tr("a Parquet file of something else")))
        if version > FORMAT:
            raise InputError(
                tr(
                    "expected {path} in recording format {format} or older, got {version}; "
                    "update formcheck to read it",
                    path=self._path,
                    format=FORMAT,
                    version=version,
                )
            )
        self.meta: dict[str, Any] = self.parse(lambda: dict(told["meta"]))
        self.names: tuple[str, ...] = self.parse(lambda: tuple(map(str, told["measurements"])))
        fault = self.parse(column_fault, self._file.schema_arrow, self.names)
        if fault is not None:
            raise InputError(self._no_recording(fault))

    def _opened(self) -> pq.ParquetFile:
        file = pq.ParquetFile(self._path, page_checksum_verification=True)
        rows, columns = file.metadata.num_rows, file.metadata.num_columns
        if rows > MOST_ROWS or columns > MOST_COLUMNS:
            file.close()
            raise InputError(
                tr(
                    "expected a recording of at most {most_rows:,} frames and {most_columns:,} "
                    "columns in {path}, got {rows:,} and {columns:,}; cut the clip, and review "
                    "the parts",
                    most_rows=MOST_ROWS,
                    most_columns=MOST_COLUMNS,
                    path=self._path,
                    rows=rows,
                    columns=columns,
                )
            )
        return file

    def _no_recording(self, got: str) -> str:
        return tr(
            "expected {path} to be a recording of formcheck, got {got}; "
            "name a recording.parquet that `formcheck review` wrote",
            path=self._path,
            got=got,
        )

    def parse(self, function: Callable[..., T], *args: object) -> T:
        """Call a function that reads from the file, and say it in words where it fails.

        Raises:
            InputError: It fails because of what the file holds, or is not there.
        """
        try:
            return function(*args)
        except FileNotFoundError as error:
            raise InputError(self._no_recording(tr("no such file"))) from error
        except _DAMAGE as error:
            raise InputError(
                self._no_recording(tr("a damaged file or one of another kind"))
            ) from error

    def rows(self, width: int, height: int) -> Iterator[tuple[Measurements, Pose | None]]:
        """Yield every frame with its pose.

        Args:
            width: Width of the pictures in pixels.
            height: Height of the pictures in pixels.

        Raises:
            InputError: The file is damaged.
        """
        last_s = -math.inf

        def decode(row: dict[str, Any]) -> tuple[Measurements, Pose | None]:
            if not last_s < row["time_s"] < math.inf:  # nor is it NaN
                raise ValueError("expected times that rise")
            if row["index"] is None or row["person"] is None:
                raise ValueError("expected an index, and whether somebody is there")
            return frame_of(row, self.names), pose_of(row, width, height)

        batches = self._file.iter_batches(BATCH)
        while (batch := self.parse(next, batches, None)) is not None:
            for row in self.parse(batch.to_pylist):
                yield self.parse(decode, row)
                last_s = row["time_s"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
