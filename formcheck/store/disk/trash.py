"""What a person deleted, kept for a day so that it can come back.

Each act of deletion is one folder of `trash/` in the person's folder: `item.json` says what it
was, and the files lie beside it under their old paths.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import TypeAdapter, ValidationError

from formcheck.errors import UsageError
from formcheck.resources import user_folder
from formcheck.store.disk.files import atomic_path, write_failure
from formcheck.words import tr

Kind = Literal["sessions", "profile", "preset"]

KEPT_FOR: Final = timedelta(days=1)
"""How long something deleted can come back. A day is long enough to notice a wrong click, and
short enough that whoever deletes a clip of themselves is rid of it."""

FOLDER: Final = "trash"
_ITEM: Final = "item.json"


@dataclass(frozen=True, slots=True)
class Discarded:
    """One act of deletion.

    Attributes:
        id: Name of its folder.
        kind: What was deleted.
        name: What it is called, in words.
        when: When it was deleted, with a time zone.
        paths: The files and folders, relative to the person's folder.
        rows: What stood in the database, as plain data.
    """

    id: str
    kind: Kind
    name: str
    when: datetime
    paths: tuple[str, ...] = ()
    rows: tuple[dict[str, Any], ...] = field(default=())

    @property
    def until(self) -> datetime:
        """Return until when it can come back."""
        return self.when + KEPT_FOR


_DOCUMENT: Final = TypeAdapter(Discarded)


class Trash:
    """What one person deleted lately.

    Args:
        home: The person's folder; by default `formcheck.resources.user_folder()`.
    """

    def __init__(self, home: Path | None = None) -> None:
        self._home = user_folder() if home is None else home
        self.folder = self._home / FOLDER

    def note(
        self,
        kind: Kind,
        name: str,
        paths: Iterable[Path],
        rows: Sequence[dict[str, Any]] = (),
        when: datetime | None = None,
    ) -> Discarded:
        """Write down what is about to be deleted; nothing is moved yet.

        Args:
            kind: What is deleted.
            name: What it is called, in words.
            paths: Files and folders within the person's folder; missing ones are left out.
            rows: What stands in the database.
            when: The present time by default.

        Raises:
            InputError: It cannot be written.
        """
        moment = when or datetime.now(UTC)
        item = Discarded(
            f"{moment:%Y%m%d-%H%M%S}-{kind}-{secrets.token_hex(3)}",
            kind,
            name,
            moment,
            tuple(path.relative_to(self._home).as_posix() for path in paths if path.exists()),
            tuple(rows),
        )
        with atomic_path(self.folder / item.id / _ITEM) as partial:
            partial.write_bytes(_DOCUMENT.dump_json(item, indent=2))
        return item

    def take(self, item: Discarded) -> None:
        """Move the files of an item here.

        Raises:
            InputError: They cannot be moved.
        """
        self._move(item, self._home, self.folder / item.id)

    def items(self, kind: Kind | None = None, now: datetime | None = None) -> list[Discarded]:
        """Return what can come back, the newest first; what is too old is deleted for good."""
        found = []
        moment = now or datetime.now(UTC)
        for path in sorted(self.folder.glob(f"*/{_ITEM}"), reverse=True):
            with suppress(OSError, ValidationError):  # a damaged note brings nothing back
                item = _DOCUMENT.validate_json(path.read_bytes())
                # One from the future, where the clock was set back, may not stay until then.
                if item.until > moment > item.when - (item.until - item.when):
                    found.append(item)
                    continue
            shutil.rmtree(path.parent, ignore_errors=True)
        return [item for item in found if kind in (None, item.kind)]

    def find(self, item_id: str) -> Discarded:
        """Return what can come back by its id.

        Raises:
            UsageError: It is gone.
        """
        for item in self.items():
            if item.id == item_id:
                return item
        raise UsageError(
            tr(
                "expected something deleted less than a day ago, got {item_id!r}; it came back "
                "already, or is gone for good",
                item_id=item_id,
            )
        )

    def put_back(self, item: Discarded) -> None:
        """Move the files of an item back, and forget the item.

        Raises:
            UsageError: Something new lies in the place of one of them.
            InputError: They cannot be moved.
        """
        here = self.folder / item.id
        taken = [one for one in item.paths if (here / one).exists() and (self._home / one).exists()]
        if taken:
            raise UsageError(
                tr(
                    "expected nothing in the place of {taken}, got a newer one; rename or delete "
                    "that first",
                    taken=taken[0],
                )
            )
        self._move(item, here, self._home)
        self.forget(item)

    def forget(self, item: Discarded) -> None:
        """Delete an item for good."""
        shutil.rmtree(self.folder / item.id, ignore_errors=True)
        with suppress(OSError):  # others lie there still
            self.folder.rmdir()

    def _move(self, item: Discarded, source: Path, target: Path) -> None:
        for one in item.paths:
            if not (source / one).exists():
                continue  # an earlier try came as far as this
            try:
                (target / one).parent.mkdir(parents=True, exist_ok=True)
                (source / one).rename(target / one)
            except OSError as error:
                raise write_failure(target / one, error) from error
