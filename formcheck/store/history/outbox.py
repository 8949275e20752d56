"""Sessions on their way to a shared database: kept in the person's folder until they are there.

Each is a small file in `outbox/`; its recording lies in `sessions/` as that of any other.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from formcheck.store.disk.files import atomic_path, whole_files
from formcheck.store.history import history_tables as tables
from formcheck.store.history.database import AwayError, Database
from formcheck.store.history.session_entry import PastSession
from formcheck.store.history.session_files import SessionFiles

FOLDER: Final = "outbox"

_ROW: Final = TypeAdapter(PastSession)


class Outbox:
    """The sessions of one person's folder that are not in the shared database yet.

    Args:
        home: The person's folder.
        database: Where the sessions go.
        files: Where their recordings go.
    """

    def __init__(self, home: Path, database: Database, files: SessionFiles) -> None:
        self._folder = home / FOLDER
        self._database = database
        self._files = files

    def put(self, session: PastSession) -> PastSession:
        """Put a session into the shared database, now or when it is back.

        Returns:
            The session with its number, or with 0 while it waits.

        Raises:
            InputError: It cannot be kept.
        """
        token = self._keep(session)  # first of all: whatever happens now, it is not lost
        try:
            self.send()
            with self._database.connect() as connection:
                return replace(session, id=tables.find(connection, token) or 0)
        except AwayError:
            return replace(session, id=0)

    def waiting(self) -> list[PastSession]:
        """Return what waits, the oldest first."""
        return [session for _, session in self._read()]

    def send(self) -> None:
        """Put everything that waits into the shared database, each once.

        Where another process is at it, nothing is done.

        Raises:
            AwayError: The database or the store of recordings is still away; the rest waits on.
        """
        if not whole_files(self._folder, ".json"):
            return
        lock = FileLock(self._folder / ".lock")
        with suppress(Timeout), lock.acquire(blocking=False):
            for path, session in self._read():
                self._deliver(session, path.stem)
                path.unlink(missing_ok=True)

    def _deliver(self, session: PastSession, token: str) -> None:
        """Put one in, unless an earlier try came as far as that."""
        if session.folder is not None:
            self._files.share(session.folder)
        with self._database.connect() as connection:
            if tables.find(connection, token) is None:
                tables.insert(connection, session, token=token)

    def _keep(self, session: PastSession) -> str:
        """Write a session down, and return a token by which it is known if it was taken before."""
        token = f"{session.when:%Y%m%d-%H%M%S}-{secrets.token_hex(8)}"
        with atomic_path(self._folder / f"{token}.json") as partial:
            partial.write_bytes(_ROW.dump_json(session, indent=2))
        return token

    def _read(self) -> Iterator[tuple[Path, PastSession]]:
        for path in whole_files(self._folder, ".json"):
            with suppress(OSError, ValidationError):  # taken by another process, or damaged
                yield path, _ROW.validate_json(path.read_bytes())
