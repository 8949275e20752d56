"""A recording that is still growing: on disk, so that a long set needs no more memory than a short.

Frames go to an unnamed file in the person's own folder. When the process ends, however it ends,
nothing of it is left over; what is to stay is written to a recording.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

import pyarrow as pa

from formcheck.measure.model.measurement import Measurements
from formcheck.pose.pose import Pose
from formcheck.store.disk.files import atomic_path, make_private, write_failure
from formcheck.store.recordings import columns
from formcheck.store.recordings.recording import RecordingMeta

BATCH: Final = 64
"""Frames that are kept in memory before they go to the file: about three seconds."""


class Spool:
    """Takes in frames one by one, and writes them as a recording in the end.

    Args:
        folder: Where the unnamed file lies.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: list[dict[str, Any]] = []
        self._names: tuple[str, ...] = ()
        self._size: tuple[int, int] | None = None
        self._file: IO[bytes] | None = None
        self._batches: Any = None
        self._failure: OSError | None = None
        self.frames = 0

    @property
    def size(self) -> tuple[int, int] | None:
        """Return width and height of the pictures, or None before somebody was seen."""
        return self._size

    def add(self, frame: Measurements, pose: Pose | None) -> None:
        """Add one frame.

        A file that cannot be written is no reason to stop what is going on; `write` says it.

        Args:
            frame: The first one has all measurements that will come.
            pose: Who was seen in it. One in a picture of another size than the first (a phone
                that was turned) is left out: a recording has one size.
        """
        self._names = self._names or tuple(frame.values)
        if pose is not None:
            self._size = self._size or (pose.width, pose.height)
            if (pose.width, pose.height) != self._size:
                pose = None
        self._rows.append(columns.row_of(frame, pose))
        self.frames += 1
        if len(self._rows) >= BATCH:
            self._flush()

    def write(self, path: str | os.PathLike[str], meta: RecordingMeta) -> None:
        """Write everything so far as a recording, as `Recording.write` does.

        Args:
            path: The file. It appears whole or not at all.
            meta: Where the recording comes from.

        Raises:
            InputError: It cannot be written, or could not be on the way.
        """
        self._flush()
        if self._failure is not None:
            raise write_failure(Path(path), self._failure)
        schema = columns.schema(meta.as_dict(), self._names)
        with atomic_path(path) as partial, columns.open_writer(partial, schema) as writer:
            for table in self._tables():
                writer.write_table(table.cast(schema))

    def close(self) -> None:
        """Forget everything."""
        self._rows.clear()
        if self._file is not None:
            self._batches.close()
            self._file.close()
            self._file = self._batches = None

    def _flush(self) -> None:
        """Put the rows into the file, which is made for the first ones."""
        rows, self._rows = self._rows, []
        if not rows or self._failure is not None:
            return
        try:
            if self._file is None:
                make_private(self._folder)
                self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - see close
                weakref.finalize(self, self._file.close)
                self._batches = pa.ipc.new_stream(self._file, columns.plain_schema(self._names))
            self._batches.write(pa.RecordBatch.from_pylist(rows, columns.plain_schema(self._names)))
        except OSError as error:
            self._failure = error

    def _tables(self) -> Iterator[pa.Table]:
        """Read the file back, as many rows at a time as a recording has in a group."""
        if self._file is None:
            return
        self._file.seek(0)
        batches: list[pa.RecordBatch] = []
        for batch in pa.ipc.open_stream(self._file):
            batches.append(batch)
            if sum(len(one) for one in batches) >= columns.ROW_GROUP:
                yield pa.Table.from_batches(batches)
                batches = []
        if batches:
            yield pa.Table.from_batches(batches)
        self._file.seek(0, os.SEEK_END)
