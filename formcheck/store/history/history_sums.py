"""What a history's sessions add up to, asked of the database without reading each of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from formcheck.store.history.history_tables import ANGLES, SESSIONS, of_people, of_version

if TYPE_CHECKING:
    from formcheck.store.history.history import History


class Sums:
    """The sums of one history; each is asked for anew.

    Args:
        history: The sessions that are seen.
    """

    def __init__(self, history: History) -> None:
        self._history = history
        self._own = of_people(history.people)

    def state(self) -> tuple[int, int]:
        """Return how many sessions there are and the newest one's number: else nothing changed."""
        if not self._history.exists:
            return 0, 0
        with self._history.transaction() as connection:
            wanted = sa.select(sa.func.count(), sa.func.max(SESSIONS.c.id)).where(*self._own)
            count, newest = connection.execute(wanted).one()
        return count, newest or 0

    def times(self) -> tuple[list[str], list[float]]:
        """Return when each session began, ISO 8601 in UTC, and how long it took, seconds."""
        if not self._history.exists:
            return [], []
        with self._history.transaction() as connection:
            wanted = sa.select(SESSIONS.c.when, SESSIONS.c.duration_s).where(*self._own)
            rows = connection.execute(wanted).all()
        # A damaged row is left out here as elsewhere.
        whole = [(str(when), s) for when, s in rows if isinstance(s, int | float)]
        return [when for when, _ in whole], [seconds for _, seconds in whole]

    def numbers(self) -> list[int]:
        """Return the numbers of all sessions."""
        if not self._history.exists:
            return []
        with self._history.transaction() as connection:
            wanted = sa.select(SESSIONS.c.id).where(*self._own)
            return list(connection.execute(wanted).scalars())

    def versions(self) -> dict[str, str]:
        """Return what was practised, what was done last first.

        Returns:
            The name that it had last, by its version (`PastSession.version`).
        """
        if not self._history.exists:
            return {}
        last = sa.func.max(SESSIONS.c.when)
        parts = (SESSIONS.c.stretch, SESSIONS.c.variant)
        rows = sa.select(*parts).where(*self._own).group_by(*parts).order_by(last.desc())
        found: dict[str, str] = {}
        with self._history.transaction() as connection:
            for stretch, variant in connection.execute(rows).all():
                version = stretch if variant is None else f"{stretch}:{variant}"
                if not isinstance(version, str):
                    continue  # a damaged row is left out here as elsewhere
                names = sa.select(SESSIONS.c.name).where(of_version(version), *self._own)
                newest = names.order_by(SESSIONS.c.when.desc()).limit(1)
                name = connection.execute(newest).scalar()
                if name is not None:
                    found[version] = str(name)
        return found

    def measured(self, versions: Mapping[str, str]) -> dict[str, str]:
        """Return those of the versions of which an angle is known."""
        if not versions:
            return {}
        known = sa.select(sa.literal(1)).select_from(SESSIONS.join(ANGLES)).limit(1)
        with self._history.transaction() as connection:
            return {
                version: name
                for version, name in versions.items()
                if connection.execute(known.where(of_version(version), *self._own)).first()
            }
