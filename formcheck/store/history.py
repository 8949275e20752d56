"""The history of a person's sessions: a small database in the person's own folder."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Protocol

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.exc import DBAPIError

from formcheck.errors import InputError, UsageError
from formcheck.resources import user_folder
from formcheck.store import history_tables as tables
from formcheck.store.files import PRIVATE_FILE, PRIVATE_FOLDER, make_private, write_failure
from formcheck.store.history_schema import prepare
from formcheck.store.owner import owner_mark
from formcheck.store.session_entry import Angle, PastSession
from formcheck.store.trash import Discarded, Trash

RECORDING: Final = "recording.parquet"
"""Name of the recording in a session's folder."""

WRITING: Final = ".writing-"
"""How the name of the file begins that marks the folder of a session which is not added yet."""

_ROW: Final = TypeAdapter(PastSession)


class RecordingLostError(InputError):
    """A session was added, and its recording could not be written.

    Attributes:
        session: The session, as it was added.
    """

    def __init__(self, session: PastSession, why: InputError) -> None:
        super().__init__(f"The session is kept, but not its recording: {why}")
        self.session = session


class Writes(Protocol):
    """Something that can be written to a file."""

    def write(self, path: Path, /) -> None:
        """Write it, whole or not at all."""
        ...


class History:
    """The sessions of one person's folder; made with the first one, safe for several processes.

    Args:
        home: The person's folder; by default `formcheck.resources.user_folder()`.

    Raises:
        InputError: The folder cannot be used, the file is no history, or a newer formcheck
            made it.
    """

    def __init__(self, home: Path | None = None) -> None:
        self.home = user_folder() if home is None else home
        self.folder = self.home / "sessions"
        self.path = self.home / "history.sqlite"
        self._engine = tables.engine(self.path)
        if self.path.exists():
            with self.transaction():
                pass

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Give a connection in a transaction; faults of the file become one sentence.

        Raises:
            InputError: The file cannot be used.
        """
        try:
            make_private(self.home)
            if not self.path.exists():
                self.path.touch(PRIVATE_FILE)  # SQLite gives its journals the same rights
        except OSError as error:
            raise write_failure(self.home, error) from error
        try:
            with self._engine.begin() as connection:
                prepare(connection, str(self.path))
                yield connection
        except DBAPIError as error:
            raise InputError(
                f"expected a history of formcheck in {self.path}, got: {error.orig}; if it is "
                "damaged, move the file away, and a new history is begun"
            ) from error

    def new_folder(self, stretch: str, when: datetime | None = None) -> Path:
        """Make an empty folder for the files of a session that is about to be added.

        Raises:
            InputError: It cannot be made.
        """
        moment = (when or datetime.now(UTC)).astimezone(UTC)
        name = f"{moment:%Y%m%d-%H%M%S}-{stretch}-{secrets.token_hex(2)}"
        path = self.folder / name
        try:
            make_private(self.home)
            path.mkdir(PRIVATE_FOLDER, parents=True)
            (path / f"{WRITING}{owner_mark()}").touch(PRIVATE_FILE)
        except OSError as error:
            raise write_failure(path, error) from error
        return path

    def add(self, session: PastSession, recording: Writes | None = None) -> PastSession:
        """Add a session, and keep its recording where one is given.

        Args:
            session: Its `id` is not looked at.
            recording: A `Recording`, or what writes one; it goes to the session's folder, which
                is made where it has none.

        Returns:
            The session with its number and its folder.

        Raises:
            InputError: It cannot be written.
            RecordingLostError: The session is written, and its recording cannot be.
        """
        if recording is not None and session.folder is None:
            session = replace(session, folder=self.new_folder(session.stretch, session.when).name)
        with self.transaction() as connection:
            # First the small row: where the disk is full it may still fit.
            session = replace(session, id=tables.insert(connection, session))
        if session.folder is not None:
            path = self.folder / session.folder
            if recording is not None:
                try:
                    recording.write(path / RECORDING)
                except InputError as error:
                    raise RecordingLostError(session, error) from error
            self.unmark(session.folder)
        return session

    def unmark(self, folder: str) -> None:
        """Take the mark of `new_folder` away: a session has the folder now."""
        for mark in (self.folder / folder).glob(f"{WRITING}*"):
            mark.unlink(missing_ok=True)

    def folders(self) -> set[str]:
        """Return the names of the folders that sessions have, also of those that cannot be read."""
        if not self.path.exists():
            return set()
        with self.transaction() as connection:
            return tables.folders(connection)

    def uploads(self) -> set[str]:
        """Return the names of the folders of clips that wait for their review."""
        if not self.path.exists():
            return set()
        with self.transaction() as connection:
            return tables.uploads(connection)

    def sessions(self, stretch: str | None = None) -> list[PastSession]:
        """Return all sessions, or those of one stretch, the newest first."""
        if not self.path.exists():
            return []
        with self.transaction() as connection:
            rows = tables.select(connection, stretch=stretch)
        return [_read(*row) for row in rows]

    def get(self, session_id: int) -> PastSession:
        """Return one session.

        Raises:
            UsageError: There is none of that number.
        """
        rows: list[Any] = []
        if self.path.exists():
            with self.transaction() as connection:
                rows = tables.select(connection, session_id=session_id)
        if not rows:
            raise UsageError(
                f"expected the number of a session, got {session_id}; it may have been deleted"
            )
        return _read(*rows[0])

    def file(self, session: PastSession, name: str = RECORDING) -> Path | None:
        """Return the path of a session's file, by default its recording, or None if missing."""
        if session.folder is None:
            return None
        path = self.folder / session.folder / name
        return path if path.is_file() else None

    def delete(self, session_id: int) -> None:
        """Delete a session with all its files.

        Raises:
            UsageError: There is none of that number.
        """
        session = self.get(session_id)
        with self.transaction() as connection:
            tables.delete(connection, session_id)
        if session.folder is not None:
            shutil.rmtree(self.folder / session.folder, ignore_errors=True)

    def discard(self, session_ids: Iterable[int]) -> Discarded | None:
        """Delete sessions so that they can come back for a day, in one act.

        Args:
            session_ids: Their numbers. Those that are gone already are passed over, so that asking
                twice deletes nothing more.

        Returns:
            What can come back, or None where none of them was there.

        Raises:
            InputError: It cannot be written.
        """
        wanted = set(session_ids)
        chosen = [one for one in self.sessions() if one.id in wanted]
        if not chosen:
            return None
        trash = Trash(self.home)
        item = trash.note(
            "sessions",
            "1 session" if len(chosen) == 1 else f"{len(chosen)} sessions",
            [self.folder / one.folder for one in chosen if one.folder is not None],
            [_ROW.dump_python(one, mode="json") for one in chosen],
        )
        with self.transaction() as connection:
            for one in chosen:
                tables.delete(connection, one.id)
        trash.take(item)
        return item

    def restore(self, item: Discarded) -> list[PastSession]:
        """Bring discarded sessions back, under the numbers that they had.

        Raises:
            UsageError: Something new lies in the place of their files.
            InputError: They cannot be written.
        """
        sessions = [_ROW.validate_python(row) for row in item.rows]
        present = {one.id for one in self.sessions()}
        with self.transaction() as connection:
            for one in sessions:
                if one.id not in present:
                    tables.insert(connection, one, number=one.id)
        Trash(self.home).put_back(item)
        return sessions

    def delete_all(self) -> int:
        """Delete every session with all files, and return how many there were."""
        if not self.path.exists():
            return 0
        with self.transaction() as connection:
            count = tables.delete(connection, None)
        shutil.rmtree(self.folder, ignore_errors=True)
        return count

    def close(self) -> None:
        """Give the file back; the history can still be used and opens it again."""
        self._engine.dispose()


def _read(row: sa.Row[Any], angles: Sequence[sa.Row[Any]]) -> PastSession:
    found = dict(row._mapping)
    found["when"] = datetime.fromisoformat(found["when"])
    kept = tuple(Angle(a.measure, a.side, a.value, a.sigma) for a in angles)
    return PastSession(**found, angles=kept)
