"""The tables of the history, and the statements on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from formcheck.message import to_text
from formcheck.words import say_sentence

if TYPE_CHECKING:
    from formcheck.store.history.session_entry import PastSession

_PATIENCE_S: Final = 30.0
"""How long to wait while another process writes."""

_Kind = type[sa.types.TypeEngine[Any]]

METADATA: Final = sa.MetaData()
"""The tables as they are now; `migrations/` says how older ones become so."""


def _number() -> sa.Column[int]:
    """Return the column that numbers the rows."""
    return sa.Column("id", sa.Integer, primary_key=True)


def _filled(name: str, kind: _Kind = sa.Text, *, index: bool = False) -> sa.Column[Any]:
    """Return a column that every row fills."""
    return sa.Column(name, kind, nullable=False, index=index or None)


def _open(name: str, kind: _Kind = sa.Text) -> sa.Column[Any]:
    """Return a column that a row may leave empty."""
    return sa.Column(name, kind)


SESSIONS: Final = sa.Table(
    "sessions",
    METADATA,
    _number(),
    # ISO 8601 in UTC: sorts as text, and any other program can read it.
    _filled("when", index=True),
    _filled("stretch", index=True),
    _filled("name"),
    _filled("origin"),
    _filled("verdict"),
    _filled("headline"),
    _open("side"),
    _open("profile"),
    _open("clip"),
    _filled("duration_s", sa.Float),
    _filled("good_s", sa.Float),
    _open("target_s", sa.Float),
    _filled("reps", sa.Integer),
    _open("target_reps", sa.Integer),
    _open("folder"),
    # The headline as a code with its arguments, JSON; null in sessions of formcheck 0.1.0.
    _open("headline_code"),
    _open("tucked_s", sa.Float),  # these last, as the migrations put them there
    _open("further", sa.Float),
    _open("variant"),
    _open("token"),  # by which a session that waited is put in once
    sa.Index("ix_sessions_profile_when", "profile", "when"),
    sa.Index("ix_sessions_stretch_when", "stretch", "when"),
    sa.Index("ix_sessions_token", "token", unique=True),
    sqlite_autoincrement=True,  # the number of a deleted session is never given again
)

ANGLES: Final = sa.Table(
    "angles",
    METADATA,
    sa.Column(
        "session", sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    _filled("measure"),
    _open("side"),
    _filled("value", sa.Float),
    _filled("sigma", sa.Float),
    _open("low", sa.Float),
    _open("high", sa.Float),
)

REVIEWS: Final = sa.Table(
    "reviews",
    METADATA,
    _number(),
    _filled("state"),
    _filled("name"),
    _filled("clip"),
    _filled("files"),  # name of its folder in `uploads/`
    _filled("size", sa.Integer),  # bytes, for the time that is left
    _filled("wish"),  # JSON
    _open("owner"),  # the server that works on it
    _filled("beat", sa.Float),  # when that one was last heard of, Unix time
    _filled("tries", sa.Integer),
    _open("folder"),  # of the session that is being written
    _open("progress"),  # JSON
    _open("recognition"),  # JSON
    _open("why"),
    sa.Column("session", sa.ForeignKey("sessions.id", ondelete="CASCADE")),
    sqlite_autoincrement=True,
)

DIARY: Final = sa.Table(
    "diary",
    METADATA,
    _number(),
    _filled("when", index=True),
    _open("stretch"),
    _open("before", sa.Integer),
    _open("after", sa.Integer),
    _filled("note"),
    sqlite_autoincrement=True,
)


def engine(path: Path) -> sa.Engine:
    """Return an engine on the file, which is opened at its first use.

    Every transaction takes SQLite's write lock at its start, so that two processes wait for each
    other instead of failing half-way.
    """
    made = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": _PATIENCE_S, "isolation_level": None},
        poolclass=sa.NullPool,  # no file stays open, so that a folder can be moved or deleted
    )

    @sa.event.listens_for(made, "connect")
    def _forgive(connection: sqlite3.Connection, _: object) -> None:
        # A text that was damaged on the disk spoils itself and not the whole history.
        connection.text_factory = lambda text: text.decode("utf-8", "replace")

    @sa.event.listens_for(made, "begin")
    def _lock(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return made


def insert(
    connection: sa.Connection,
    session: PastSession,
    number: int | None = None,
    token: str | None = None,
) -> int:
    """Write a session and return its number, which is a new one unless it is given.

    Args:
        connection: In a transaction.
        session: What is written; its own number is not looked at.
        number: The number that it had before it was deleted.
        token: By which `find` finds it; each once.
    """
    values: dict[str, Any] = {
        column.name: getattr(session, column.name)
        for column in SESSIONS.columns
        if column.name not in ("id", "token", "headline", "headline_code")
    }
    values["token"] = token
    said = session.headline
    values["headline"] = "" if said is None else say_sentence(said)
    values["headline_code"] = None if said is None else to_text(said)
    values["when"] = _moment(session)
    if number is not None:
        values["id"] = number
    written: int = connection.execute(
        SESSIONS.insert().values(values).returning(SESSIONS.c.id)
    ).scalar_one()
    if session.angles:
        connection.execute(
            ANGLES.insert(),
            [
                {
                    "session": written,
                    "measure": angle.measure,
                    "side": angle.side,
                    "value": angle.value,
                    "sigma": angle.sigma,
                    "low": angle.low,
                    "high": angle.high,
                }
                for angle in session.angles
            ],
        )
    return written


def find(connection: sa.Connection, token: str) -> int | None:
    """Return the number of the session that was written with a token, or None."""
    wanted = sa.select(SESSIONS.c.id).where(SESSIONS.c.token == token)
    found: int | None = connection.execute(wanted).scalar()
    return found


def select(
    connection: sa.Connection,
    version: str | None = None,
    *,
    numbers: Iterable[int] | None = None,
    people: Sequence[str | None] | None = None,
    limit: int | None = None,
    skip: int = 0,
) -> list[tuple[sa.Row[Any], list[sa.Row[Any]]]]:
    """Return sessions with their angles, the newest first.

    Args:
        connection: In a transaction.
        version: Those of one version of a stretch alone (`PastSession.version`).
        numbers: Those of these numbers alone.
        people: Those of these profiles alone; None among them stands for sessions without one.
        limit: At most so many.
        skip: Leave out so many, the newest.
    """
    wanted = sa.select(SESSIONS).order_by(SESSIONS.c.when.desc(), SESSIONS.c.id.desc())
    wanted = wanted.where(*_of(numbers, people)).limit(limit).offset(skip or None)
    if version is not None:
        wanted = wanted.where(of_version(version))
    rows = connection.execute(wanted).all()
    angles: dict[int, list[sa.Row[Any]]] = {row.id: [] for row in rows}
    numbered = wanted.with_only_columns(SESSIONS.c.id).subquery()
    for angle in connection.execute(
        sa.select(ANGLES).where(ANGLES.c.session.in_(sa.select(numbered.c.id)))
    ):
        angles[angle.session].append(angle)
    return [(row, angles[row.id]) for row in rows]


def folders(connection: sa.Connection) -> set[str]:
    """Return the names of all folders that sessions have, or that reviews are writing."""
    found = (
        connection.execute(sa.select(table.c.folder)).scalars() for table in (SESSIONS, REVIEWS)
    )
    return {str(name) for names in found for name in names if name is not None}


def uploads(connection: sa.Connection) -> set[str]:
    """Return the names of the folders of clips that wait for their review."""
    return {str(name) for name in connection.execute(sa.select(REVIEWS.c.files)).scalars()}


def folders_of(connection: sa.Connection, people: Sequence[str | None] | None = None) -> list[str]:
    """Return the folders of all sessions, or of those of these profiles."""
    wanted = sa.select(SESSIONS.c.folder).where(SESSIONS.c.folder.is_not(None))
    return list(connection.execute(wanted.where(*_of(None, people))).scalars())


def delete(
    connection: sa.Connection,
    *,
    numbers: Iterable[int] | None = None,
    people: Sequence[str | None] | None = None,
) -> int:
    """Delete sessions, as `select` takes them, and return how many."""
    return connection.execute(SESSIONS.delete().where(*_of(numbers, people))).rowcount


def _of(
    numbers: Iterable[int] | None, people: Sequence[str | None] | None
) -> list[sa.ColumnElement[bool]]:
    chosen: list[sa.ColumnElement[bool]] = []
    if numbers is not None:
        chosen.append(SESSIONS.c.id.in_(list(numbers)))
    return [*chosen, *of_people(people)]


def of_version(version: str) -> sa.ColumnElement[bool]:
    """Return the condition that a session is of a version, `ID` or `ID:VARIANT`."""
    stretch, _, variant = version.partition(":")
    return sa.and_(
        SESSIONS.c.stretch == stretch, SESSIONS.c.variant.is_not_distinct_from(variant or None)
    )


def of_people(people: Sequence[str | None] | None) -> list[sa.ColumnElement[bool]]:
    """Return the condition that a session is of these profiles; see `select`."""
    if people is None:
        return []
    named = SESSIONS.c.profile.in_([name for name in people if name is not None])
    return [sa.or_(named, SESSIONS.c.profile.is_(None)) if None in people else named]


def _moment(session: PastSession) -> str:
    return session.when.astimezone(UTC).isoformat(timespec="microseconds")
