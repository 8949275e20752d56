"""The diary: pain before and after, and notes, for whoever wants to keep one."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from formcheck.errors import UsageError
from formcheck.store.history.history import History
from formcheck.store.history.history_tables import DIARY
from formcheck.words import tr

WORST: Final = 10
"""Pain is told from 0, none, to 10, the worst that can be imagined (numeric rating scale)."""

LONGEST_NOTE: Final = 500


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One entry of the diary.

    Attributes:
        when: When it was written, with a time zone.
        stretch: Id of the stretch that it is about, or None.
        before: Pain before, 0 to `WORST`, or None where it was not told.
        after: Pain after, likewise.
        note: What else was written.
        id: Number in the diary; 0 before it was added.
    """

    when: datetime
    stretch: str | None = None
    before: int | None = None
    after: int | None = None
    note: str = ""
    id: int = 0

    def __post_init__(self) -> None:
        if self.when.tzinfo is None:
            raise ValueError(f"expected a time with its time zone, got {self.when}")
        for level in (self.before, self.after):
            if level is not None and not 0 <= level <= WORST:
                raise UsageError(
                    tr(
                        "expected pain from 0 to {worst}, got {level}; choose one",
                        worst=WORST,
                        level=level,
                    )
                )
        if len(self.note) > LONGEST_NOTE:
            raise UsageError(
                tr(
                    "expected a note of at most {longest_note} letters, got {count}; shorten it",
                    longest_note=LONGEST_NOTE,
                    count=len(self.note),
                )
            )

    @property
    def empty(self) -> bool:
        """Return whether nothing was told."""
        return self.before is None and self.after is None and not self.note.strip()


class Diary:
    """The diary in a person's history.

    Args:
        history: Where it is kept.
    """

    def __init__(self, history: History) -> None:
        self._database = history.local  # what hurts is nobody else's business

    def add(self, entry: DiaryEntry) -> DiaryEntry:
        """Add an entry, and return it with its number.

        Raises:
            UsageError: Nothing is told in it.
            InputError: It cannot be written.
        """
        if entry.empty:
            raise UsageError(tr("expected pain or a note, got an empty entry; write one of them"))
        values = asdict(entry)
        del values["id"]
        values["when"] = entry.when.astimezone(UTC).isoformat(timespec="microseconds")
        with self._database.connect() as connection:
            statement = DIARY.insert().values(values).returning(DIARY.c.id)
            return replace(entry, id=connection.execute(statement).scalar_one())

    def entries(self) -> list[DiaryEntry]:
        """Return every entry, the newest first."""
        if not self._database.exists:
            return []
        with self._database.connect() as connection:
            rows = connection.execute(
                sa.select(DIARY).order_by(DIARY.c.when.desc(), DIARY.c.id.desc())
            ).all()
        found = [dict(row._mapping) for row in rows]
        return [DiaryEntry(**row | {"when": datetime.fromisoformat(row["when"])}) for row in found]

    def delete(self, entry_id: int) -> None:
        """Delete one entry; one that is gone already is passed over."""
        with self._database.connect() as connection:
            connection.execute(DIARY.delete().where(DIARY.c.id == entry_id))
