"""The history of sessions: in the person's folder, or in a database that several share."""

from __future__ import annotations

import math
import secrets
import shutil
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Protocol

import sqlalchemy as sa
from pydantic import TypeAdapter

from formcheck.errors import InputError, UsageError
from formcheck.resources import user_folder
from formcheck.store.disk.files import PRIVATE_FILE, PRIVATE_FOLDER, make_private, write_failure
from formcheck.store.disk.owner import owner_mark
from formcheck.store.disk.trash import Discarded, Trash
from formcheck.store.history import history_tables as tables
from formcheck.store.history.database import Database, database_url
from formcheck.store.history.history_faults import DamagedError, damage_notes
from formcheck.store.history.outbox import Outbox
from formcheck.store.history.session_entry import Angle, PastSession
from formcheck.store.history.session_files import SessionFiles, recordings_url
from formcheck.words import tr, tr_n
from formcheck.words.stored import read_message

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
        super().__init__(tr("The session is kept, but not its recording: {why}", why=why))
        self.session = session


class Writes(Protocol):
    """Something that can be written to a file."""

    def write(self, path: Path, /) -> None:
        """Write it, whole or not at all."""
        ...


class History:
    """The sessions of one person's folder, or of a shared database; safe for several processes.

    With a shared database (`FORMCHECK_DATABASE`) a session that cannot be written to it waits in
    the person's folder, and is put in when the database is back.

    Args:
        home: The person's folder; by default `formcheck.resources.user_folder()`.
        people: Whose sessions are seen, by profile (None: those without one); everybody's by
            default.
        database: URL of the shared database; by default what `FORMCHECK_DATABASE` says, if
            anything. Without one it is a file, made with the first session.
        recordings: URL of a store that whoever shares the database shares too; by default what
            `FORMCHECK_RECORDINGS` says. Without one recordings are in the person's folder.

    Attributes:
        local: The database in the person's folder, also where another one has the sessions.

    Raises:
        UsageError: A URL is none that can be used.
        InputError: The folder cannot be used, the file is no history, or a newer formcheck
            made it.
        MachineError: What a URL needs is not installed.
    """

    def __init__(
        self,
        home: Path | None = None,
        *,
        people: Sequence[str | None] | None = None,
        database: str | None = None,
        recordings: str | None = None,
    ) -> None:
        self.home = user_folder() if home is None else home
        self.folder = self.home / "sessions"
        self.local = Database(self.home, None)
        url = database or database_url()
        self._database = self.local if url is None else Database(self.home, url)
        store = recordings or recordings_url()
        self._files = SessionFiles(self.folder, store if self.shared else None)
        self._people = None if people is None else tuple(people)
        self._outbox = Outbox(self.home, self._database, self._files)
        self._unreadable = 0
        if not self.shared and self.local.exists:
            with suppress(DamagedError), self.transaction():
                pass

    def notes(self) -> list[str]:
        """Return in sentences what of the history cannot be read, for people to know."""
        notes = [] if self.shared else damage_notes(self.home)
        if self._unreadable:
            notes.append(
                tr_n(
                    "1 session of the history cannot be read and is left out; the rest is here.",
                    "{count} sessions of the history cannot be read and are left out; the rest is "
                    "here.",
                    self._unreadable,
                )
            )
        return notes

    @property
    def shared(self) -> bool:
        """Return whether the sessions are in a shared database."""
        return self._database.shared

    @property
    def exists(self) -> bool:
        """Return whether there is anything to ask yet."""
        return self._database.exists

    @property
    def people(self) -> tuple[str | None, ...] | None:
        """Return whose sessions are seen, or None for everybody's."""
        return self._people

    def transaction(self) -> AbstractContextManager[sa.Connection]:
        """Give a connection to the sessions in a transaction; see `Database.connect`."""
        return self._database.connect()

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
        if self.shared:
            lost = self._write(session, recording)
            session = self._outbox.put(session)
        else:
            with self.transaction() as connection:
                # First the small row: where the disk is full it may still fit.
                session = replace(session, id=tables.insert(connection, session))
            lost = self._write(session, recording)
        if lost is not None:
            raise RecordingLostError(session, lost) from lost
        if session.folder is not None:
            self.unmark(session.folder)
        return session

    def _write(self, session: PastSession, recording: Writes | None) -> InputError | None:
        """Write a recording, and return why it could not be written, if so."""
        if recording is None or session.folder is None:
            return None
        try:
            recording.write(self.folder / session.folder / RECORDING)
        except InputError as error:
            return error
        return None

    def unmark(self, folder: str) -> None:
        """Take the mark of `new_folder` away: a session has the folder now."""
        for mark in (self.folder / folder).glob(f"{WRITING}*"):
            mark.unlink(missing_ok=True)

    def folders(self) -> set[str]:
        """Return the names of the folders that sessions have, also of those that cannot be read.

        Raises:
            AwayError: The shared database cannot be reached.
        """
        found = {one.folder for one in self.waiting() if one.folder is not None}
        for database in {self.local, self._database}:
            if database.exists:
                with database.connect() as connection:
                    found |= tables.folders(connection)
        return found

    def uploads(self) -> set[str]:
        """Return the names of the folders of clips that wait for their review."""
        if not self.local.exists:
            return set()
        with self.local.connect() as connection:
            return tables.uploads(connection)

    def waiting(self) -> list[PastSession]:
        """Return the sessions that wait for the shared database, the oldest first."""
        return self._outbox.waiting()

    def sessions(
        self, version: str | None = None, limit: int | None = None, skip: int = 0
    ) -> list[PastSession]:
        """Return sessions, the newest first.

        Args:
            version: Those of one version of a stretch alone: `ID` stands for the usual way to do
                it, `ID:VARIANT` for another one.
            limit: At most so many.
            skip: Leave out so many, the newest.

        Raises:
            AwayError: The shared database cannot be reached.
        """
        if not self._database.exists:
            return []
        if self.shared:
            self._outbox.send()
        with self.transaction() as connection:
            rows = tables.select(connection, version, people=self._people, limit=limit, skip=skip)
        found = [session for row in rows if (session := _try(*row)) is not None]
        self._unreadable = len(rows) - len(found)
        return found

    def get(self, session_id: int) -> PastSession:
        """Return one session.

        Raises:
            UsageError: There is none of that number.
        """
        rows: list[Any] = []
        if self._database.exists:
            with self.transaction() as connection:
                rows = tables.select(connection, numbers=[session_id], people=self._people)
        session = _try(*rows[0]) if rows else None
        if session is None:
            raise UsageError(
                tr(
                    "expected the number of a session, got {session_id}; it may have been deleted",
                    session_id=session_id,
                )
            )
        return session

    def file(self, session: PastSession, name: str = RECORDING) -> Path | None:
        """Return the path of a session's file, by default its recording, or None if missing."""
        if session.folder is None:
            return None
        return self._files.file(session.folder, name)

    def delete(self, session_id: int) -> None:
        """Delete a session with all its files.

        Raises:
            UsageError: There is none of that number.
        """
        session = self.get(session_id)
        with self.transaction() as connection:
            tables.delete(connection, numbers=[session_id])
        if session.folder is not None:
            self._files.remove(session.folder)

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
        if not self._database.exists:
            return None
        with self.transaction() as connection:
            rows = tables.select(connection, numbers=wanted, people=self._people)
        chosen = [session for row in rows if (session := _try(*row)) is not None]
        if not chosen:
            return None
        folders = [one.folder for one in chosen if one.folder is not None]
        for folder in folders:
            self._files.fetch(folder)
        trash = Trash(self.home)
        item = trash.note(
            "sessions",
            tr_n("1 session", "{count} sessions", len(chosen)),
            [self.folder / folder for folder in folders],
            [_ROW.dump_python(one, mode="json") for one in chosen],
        )
        with self.transaction() as connection:
            tables.delete(connection, numbers=[one.id for one in chosen])
        trash.take(item)
        for folder in folders:
            self._files.unshare(folder)
        return item

    def restore(self, item: Discarded) -> list[PastSession]:
        """Bring discarded sessions back, under the numbers that they had.

        Raises:
            UsageError: Something new lies in the place of their files.
            InputError: They cannot be written.
        """
        sessions = [_ROW.validate_python(row) for row in item.rows]
        with self.transaction() as connection:
            rows = tables.select(connection, numbers=[one.id for one in sessions])
            present = {row.id for row, _ in rows}
            for one in sessions:
                if one.id not in present:
                    tables.insert(connection, one, number=one.id)
        Trash(self.home).put_back(item)
        for one in sessions:
            if one.folder is not None:
                self._files.share(one.folder)
        return sessions

    def delete_all(self) -> int:
        """Delete every session that is seen with its files, and return how many there were."""
        if not self._database.exists:
            return 0
        with self.transaction() as connection:
            folders = tables.folders_of(connection, self._people)
            count = tables.delete(connection, people=self._people)
        for folder in folders:
            self._files.remove(folder)
        if self._people is None:
            shutil.rmtree(self.folder, ignore_errors=True)
        return count

    def close(self) -> None:
        """Give the database back; the history can still be used and opens it again."""
        self._database.close()
        self.local.close()


def _read(row: sa.Row[Any], angles: Sequence[sa.Row[Any]]) -> PastSession:
    found = {name: value for name, value in row._mapping.items() if name != "token"}
    found["when"] = datetime.fromisoformat(found["when"])
    words, code = found.pop("headline"), found.pop("headline_code")
    found["headline"] = read_message(code or words) if code or words else None
    kept = tuple(Angle(a.measure, a.side, a.value, a.sigma, a.low, a.high) for a in angles)
    session = _ROW.validate_python({**found, "angles": kept})
    numbers = [session.duration_s, session.good_s]
    numbers += [session.target_s or 0.0, session.tucked_s or 0.0]
    for angle in session.angles:
        numbers += [angle.value, angle.sigma, angle.low or 0.0, angle.high or 0.0]
    if not all(map(math.isfinite, numbers)):
        raise ValueError("expected numbers, got one that is infinite")
    return session


def _try(row: sa.Row[Any], angles: Sequence[sa.Row[Any]]) -> PastSession | None:
    """Return a session, or None where its row is damaged."""
    try:
        return _read(row, angles)
    except (ValueError, TypeError, OverflowError):
        return None
