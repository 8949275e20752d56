"""Sessions that wait for the shared database: kept here until it is back.

Each is a small file in `outbox/` of the person's folder; its recording lies in `sessions/` as that
of any other.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from formcheck.store.files import atomic_path
from formcheck.store.session_entry import PastSession

FOLDER: Final = "outbox"

_ROW: Final = TypeAdapter(PastSession)


class Outbox:
    """The sessions of one person's folder that are not in the shared database yet.

    Args:
        home: The person's folder.
    """

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    def keep(self, session: PastSession) -> str:
        """Keep a session until `send`.

        Returns:
            A token by which it is known whether it was taken before.

        Raises:
            InputError: It cannot be written.
        """
        token = f"{session.when:%Y%m%d-%H%M%S}-{secrets.token_hex(8)}"
        with atomic_path(self._folder / f"{token}.json") as partial:
            partial.write_bytes(_ROW.dump_json(session, indent=2))
        return token

    def waiting(self) -> list[PastSession]:
        """Return what is kept, the oldest first."""
        return [session for _, session in self._read()]

    def send(self, deliver: Callable[[PastSession, str], None]) -> None:
        """Hand each session over, and forget it when it was taken.

        Where another process is at it, nothing is done.

        Args:
            deliver: Takes a session with its token, where it was not taken before; what it raises
                ends the sending, and the rest waits on.
        """
        if not any(self._folder.glob("*.json")):
            return
        lock = FileLock(self._folder / ".lock")
        with suppress(Timeout), lock.acquire(blocking=False):
            for path, session in self._read():
                deliver(session, path.stem)
                path.unlink(missing_ok=True)

    def _read(self) -> Iterator[tuple[Path, PastSession]]:
        for path in sorted(self._folder.glob("*.json")):
            with suppress(OSError, ValidationError):  # taken by another process, or damaged
                yield path, _ROW.validate_json(path.read_bytes())
