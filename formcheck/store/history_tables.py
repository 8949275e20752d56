"""The tables of the history, and the statements on them."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

if TYPE_CHECKING:
    from formcheck.store.session_entry import PastSession

_PATIENCE_S: Final = 30.0
"""How long to wait while another process writes."""

METADATA: Final = sa.MetaData()
"""The tables as they are now; `migrations/` says how older ones become so."""

SESSIONS: Final = sa.Table(
    "sessions",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    # ISO 8601 in UTC: sorts as text, and any other program can read it.
    sa.Column("when", sa.Text, nullable=False, index=True),
    sa.Column("stretch", sa.Text, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("verdict", sa.Text, nullable=False),
    sa.Column("headline", sa.Text, nullable=False),
    sa.Column("side", sa.Text),
    sa.Column("profile", sa.Text),
    sa.Column("clip", sa.Text),
    sa.Column("duration_s", sa.Float, nullable=False),
    sa.Column("good_s", sa.Float, nullable=False),
    sa.Column("target_s", sa.Float),
    sa.Column("reps", sa.Integer, nullable=False),
    sa.Column("target_reps", sa.Integer),
    sa.Column("folder", sa.Text),
    sqlite_autoincrement=True,  # the number of a deleted session is never given again
)

ANGLES: Final = sa.Table(
    "angles",
    METADATA,
    sa.Column(
        "session", sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    sa.Column("measure", sa.Text, nullable=False),
    sa.Column("side", sa.Text),
    sa.Column("value", sa.Float, nullable=False),
    sa.Column("sigma", sa.Float, nullable=False),
)

REVIEWS: Final = sa.Table(
    "reviews",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("clip", sa.Text, nullable=False),
    sa.Column("files", sa.Text, nullable=False),  # name of its folder in `uploads/`
    sa.Column("size", sa.Integer, nullable=False),  # bytes, for the time that is left
    sa.Column("wish", sa.Text, nullable=False),  # JSON
    sa.Column("owner", sa.Text),  # the server that works on it
    sa.Column("beat", sa.Float, nullable=False),  # when that one was last heard of, Unix time
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("folder", sa.Text),  # of the session that is being written
    sa.Column("progress", sa.Text),  # JSON
    sa.Column("recognition", sa.Text),  # JSON
    sa.Column("why", sa.Text),
    sa.Column("session", sa.ForeignKey("sessions.id", ondelete="CASCADE")),
    sqlite_autoincrement=True,
)

DIARY: Final = sa.Table(
    "diary",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("when", sa.Text, nullable=False, index=True),
    sa.Column("stretch", sa.Text),
    sa.Column("before", sa.Integer),
    sa.Column("after", sa.Integer),
    sa.Column("note", sa.Text, nullable=False),
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

    @sa.event.listens_for(made, "begin")
    def _lock(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return made


def insert(connection: sa.Connection, session: PastSession, number: int | None = None) -> int:
    """Write a session and return its number, which is a new one unless it is given."""
    values: dict[str, Any] = {
        column.name: getattr(session, column.name)
        for column in SESSIONS.columns
        if column.name != "id"
    }
    values["when"] = session.when.astimezone(UTC).isoformat(timespec="microseconds")
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
                }
                for angle in session.angles
            ],
        )
    return written


def select(
    connection: sa.Connection, stretch: str | None = None, session_id: int | None = None
) -> list[tuple[sa.Row[Any], list[sa.Row[Any]]]]:
    """Return sessions with their angles, the newest first."""
    wanted = sa.select(SESSIONS).order_by(SESSIONS.c.when.desc(), SESSIONS.c.id.desc())
    if stretch is not None:
        wanted = wanted.where(SESSIONS.c.stretch == stretch)
    if session_id is not None:
        wanted = wanted.where(SESSIONS.c.id == session_id)
    rows = connection.execute(wanted).all()
    angles: dict[int, list[sa.Row[Any]]] = {row.id: [] for row in rows}
    for angle in connection.execute(sa.select(ANGLES)):
        if angle.session in angles:
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


def delete(connection: sa.Connection, session_id: int | None) -> int:
    """Delete one session or all, and return how many."""
    wanted = SESSIONS.delete()
    if session_id is not None:
        wanted = wanted.where(SESSIONS.c.id == session_id)
    return connection.execute(wanted).rowcount
