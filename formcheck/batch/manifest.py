"""The manifest: which clips are done, with what result. One JSON object a line, only added to.

A line is written when the clip's files are in their place, so that whatever is in the manifest is
complete. The last line of a clip counts. A line that was cut off by a kill is not there: its clip
is done again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from filelock import FileLock, Timeout

from formcheck.batch.task import ClipTask, FileState, Outcome, Status
from formcheck.batch.work import file_state
from formcheck.errors import InputError, UsageError
from formcheck.store.disk.files import write_failure
from formcheck.version import __version__
from formcheck.words import tr

FILE: Final = "manifest.jsonl"
LOCK: Final = ".lock"
"""Held by the run that writes to the folder."""

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Known:
    """What a run has to know of a clip that an earlier one did.

    Attributes:
        key: `Settings.key` by which it was judged.
        status: What became of it.
        file: The clip as it was then, or None where it could not be read.
        offset: Where its line begins in the manifest.
    """

    key: str
    status: Status
    file: FileState | None
    offset: int


class Manifest:
    """The manifest of one folder, held by one run at a time.

    Args:
        folder: The batch's folder; made where it is missing.

    Attributes:
        known: Every clip of the manifest, by its name.

    Raises:
        UsageError: Another run writes to the folder.
        InputError: The folder cannot be written, or the manifest is of a newer formcheck.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(folder / LOCK)
            self._lock.acquire(blocking=False)
        except Timeout as error:
            raise UsageError(
                tr(
                    "expected {folder} to be free, got another formcheck batch that writes to it; "
                    "wait for it, or choose another folder",
                    folder=folder,
                )
            ) from error
        except OSError as error:
            raise write_failure(folder, error) from error
        try:
            self.known = _index(self.path)
            self._file: IO[bytes] = self.path.open("ab")
            self._begin_line()
        except OSError as error:
            self._lock.release()
            raise write_failure(self.path, error) from error
        except BaseException:
            self._lock.release()
            raise

    def _begin_line(self) -> None:
        if self._file.tell() == 0:
            self._append({"format": FORMAT, "formcheck": __version__})
            return
        with self.path.open("rb") as file:
            file.seek(-1, 2)
            if file.read(1) != b"\n":  # a kill cut the last line off
                self._file.write(b"\n")
                self._file.flush()

    def is_done(self, task: ClipTask, retry_failed: bool = False) -> bool:
        """Return whether nothing needs to be done for a clip.

        A clip whose size and time of change are as they were is taken for the same; otherwise its
        content is compared.

        Args:
            task: The clip.
            retry_failed: Whether what failed is to be tried again.
        """
        known = self.known.get(task.name)
        if known is None or known.key != task.key:
            return False
        if known.status is Status.failed and retry_failed:
            return False
        try:
            stat = task.clip.stat()
        except OSError:
            return known.file is None
        if known.file is None:
            return False
        if (stat.st_size, stat.st_mtime_ns) == (known.file.size, known.file.modified_ns):
            return True
        try:
            return file_state(task.clip).sha256 == known.file.sha256
        except InputError:
            return False

    def add(self, task: ClipTask, outcome: Outcome, results: str | None) -> None:
        """Add what came out of a clip; its files are in their place.

        Raises:
            InputError: It cannot be written.
        """
        found, file = outcome.found, outcome.file
        self._append(
            {
                "name": task.name,
                "clip": str(task.clip),
                "file": file
                and {
                    "size": file.size, "modified_ns": file.modified_ns, "sha256": file.sha256,
                },
                "version": __version__,
                "options": task.settings.as_dict(),
                "key": task.key,
                "status": Status.failed if found is None else found.status,
                "failure": outcome.failure,
                "error": outcome.error,
                "seconds": round(outcome.seconds, 3),
                "peak_mb": round(outcome.peak_mb, 1),
                "finished": datetime.now(UTC).isoformat(timespec="seconds"),
                "results": results,
                "row": {} if found is None else dict(found.clip),
                "sets": [] if found is None else [dict(one) for one in found.sets],
                "carried": dict(task.carried),
            }
        )  # fmt: skip

    def agree_with(self, tasks: Mapping[str, ClipTask]) -> None:
        """Take out clips that are listed no more, and bring the carried columns up to date.

        Raises:
            InputError: It cannot be written.
        """
        for name in [name for name in self.known if name not in tasks]:
            self._append({"name": name, "gone": True})
        changed = [
            line | {"carried": dict(tasks[line["name"]].carried)}
            for line in self.entries()
            if line["carried"] != tasks[line["name"]].carried
        ]
        for line in changed:
            self._append(line)

    def entries(self) -> Iterator[dict[str, Any]]:
        """Yield the line of every clip that counts, in the order of their names."""
        yield from _at(self.path, self.known)

    def _append(self, line: Mapping[str, Any]) -> None:
        offset = self._file.tell()
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        try:
            # A path may hold bytes that are no text.
            self._file.write(text.encode("utf-8", "replace") + b"\n")
            self._file.flush()
        except OSError as error:
            raise write_failure(self.path, error) from error
        _note(self.known, offset, line)

    def close(self) -> None:
        """Give the folder free."""
        self._file.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def read_entries(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the line of every clip of a manifest that nobody needs to hold, by name.

    Raises:
        InputError: There is no manifest, or it is of a newer formcheck.
    """
    path = folder / FILE
    if not path.is_file():
        raise InputError(
            tr(
                "expected the folder of a batch, got {folder} without a {file}; name the folder "
                "that was --out of formcheck batch",
                folder=folder,
                file=FILE,
            )
        )
    yield from _at(path, _index(path))


def _index(path: Path) -> dict[str, Known]:
    """Return every clip of a manifest, by its name."""
    known: dict[str, Known] = {}
    for offset, line in _lines(path):
        _note(known, offset, line)
    return known


def _note(known: dict[str, Known], offset: int, line: Mapping[str, Any]) -> None:
    name = line.get("name")
    if name is None:
        return
    if line.get("gone"):
        known.pop(name, None)
        return
    file = None if line["file"] is None else FileState(**line["file"])
    known[name] = Known(line["key"], Status(line["status"]), file, offset)


def _at(path: Path, known: Mapping[str, Known]) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        for name in sorted(known):
            file.seek(known[name].offset)
            line: dict[str, Any] = json.loads(file.readline())
            yield line


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the whole lines of a manifest with their offsets."""
    if not path.exists():
        return
    offset = 0
    with path.open("rb") as file:
        for raw in file:
            try:
                line = json.loads(raw)
            except ValueError:
                line = None  # cut off by a kill
            if isinstance(line, dict):
                if line.get("format", FORMAT) > FORMAT:
                    raise InputError(
                        tr(
                            "expected {path} in format {format} or older, got {line}; "
                            "update formcheck to read it",
                            path=path,
                            format=FORMAT,
                            line=line["format"],
                        )
                    )
                yield offset, line
            offset += len(raw)
