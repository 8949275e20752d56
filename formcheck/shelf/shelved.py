"""Bytes of a long clip kept out of memory, in a file without a name."""

from __future__ import annotations

import os
import tempfile
import threading
import weakref
from typing import Final

ROOM: Final = 64_000_000
"""Size of a shelf, bytes, from which on another one is begun: each is given back as a whole."""


class Shelf:
    """A temporary file without a name: it is gone with its last reader, however the process ends.

    Attributes:
        owner: Number of the process that made it; a child must not write into it.
        size: Bytes in it.
    """

    def __init__(self) -> None:
        # On Windows it has a name, and is deleted as it is closed.
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - as long as it is read
        weakref.finalize(self, self._file.close)
        self._lock = threading.Lock()
        self.owner = os.getpid()
        self.size = 0

    def add(self, data: bytes) -> int:
        """Write bytes at the end and return where they begin.

        Raises:
            OSError: They cannot be written.
        """
        with self._lock:
            start = self.size
            self._file.seek(start)
            written = self._file.write(data)
            if written != len(data):
                raise OSError(f"expected to write {len(data)} bytes, wrote {written}")
            self.size += len(data)
            return start

    def read(self, start: int, length: int) -> bytes:
        """Return bytes that were written."""
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)


class Shelved:
    """Some bytes, on a shelf; in memory where no file can be written.

    Args:
        data: The bytes.
    """

    __slots__ = ("_length", "_shelf", "_start")

    def __init__(self, data: bytes) -> None:
        self._length = len(data)
        self._start: int | bytes
        try:
            self._shelf = _present()
            self._start = self._shelf.add(data)
        except OSError:  # a full or a read-only disk
            self._start = data

    def read(self) -> bytes:
        """Return the bytes."""
        if isinstance(self._start, bytes):
            return self._start
        return self._shelf.read(self._start, self._length)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shelved) and self.read() == other.read()

    def __hash__(self) -> int:
        return hash(self.read())

    def __len__(self) -> int:
        return self._length

    def __reduce__(self) -> tuple[type[Shelved], tuple[bytes]]:
        """Travel to another process as bytes, and lie on a shelf there again."""
        return Shelved, (self.read(),)


_newest: list[Shelf] = []
_choosing = threading.Lock()


def _present() -> Shelf:
    """Return the shelf that has room."""
    with _choosing:
        full = not _newest or _newest[0].size >= ROOM or _newest[0].owner != os.getpid()
        if full:
            _newest[:] = [Shelf()]
        return _newest[0]
