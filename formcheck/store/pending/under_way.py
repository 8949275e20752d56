"""The set before the camera, as far as it is: what is left of it where its process is killed.

Of each set a small file in `under-way/` says how much has counted. It goes when the set is in the
history; where its process was killed, the next start puts it there.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from pydantic import TypeAdapter, ValidationError

from formcheck.errors import InputError
from formcheck.store.disk.files import atomic_path, whole_files
from formcheck.store.disk.owner import is_stale, owner_mark
from formcheck.store.history.history import History
from formcheck.store.history.history_tables import SESSIONS
from formcheck.store.history.session_entry import PastSession

FOLDER: Final = "under-way"

_ROW: Final = TypeAdapter(PastSession)


class UnderWay:
    """One set of this process.

    Args:
        home: The person's folder.
    """

    def __init__(self, home: Path) -> None:
        self._path = home / FOLDER / f"{owner_mark()}.json"

    def note(self, session: PastSession) -> None:
        """Write down how far it is, in place of what stood there.

        A disk on which it cannot be written is no reason to stop the set.
        """
        with suppress(InputError), atomic_path(self._path) as partial:
            partial.write_bytes(_ROW.dump_json(session))

    def close(self) -> None:
        """Forget it: it is in the history, or not worth it."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
            self._path.parent.rmdir()  # unless another set is under way


def take_up(history: History) -> list[PastSession]:
    """Put the sets of processes that are gone into the history, each once, and return them.

    Args:
        history: Where they go; files that cannot be read are left out and removed.

    Raises:
        InputError: It cannot be written; what was not put in stays for the next time.
    """
    found = []
    folder = history.home / FOLDER
    for path in whole_files(folder, ".json"):
        if not is_stale(path):
            continue
        with suppress(OSError, ValidationError, ValueError):
            session = _ROW.validate_json(path.read_bytes())
            # Killed between the history and this file: the whole set is there already.
            if not _known(history, session):
                found.append(history.add(session))
        with suppress(OSError):
            path.unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()
    return found


def _known(history: History, session: PastSession) -> bool:
    if not history.exists:
        return False
    began = session.when.astimezone(UTC).isoformat(timespec="microseconds")
    same = sa.and_(SESSIONS.c.when == began, SESSIONS.c.stretch == session.stretch)
    with history.transaction() as connection:
        return connection.execute(sa.select(SESSIONS.c.id).where(same)).first() is not None
