"""Brings the tables of a database to the present version, with Alembic's migrations."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import sqlalchemy as sa

from formcheck.errors import InputError
from formcheck.store.history.history_tables import METADATA
from formcheck.words import tr

HEAD: Final = "0009"
"""The newest migration in `migrations/versions`; a database that says so needs none."""

FOLDER: Final = Path(__file__).with_name("migrations")

_LOCK: Final = 0x666F726D
"""Number of the lock that one process holds while it changes the tables of a server."""

_VERSION: Final = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), primary_key=True),
)
"""Alembic's own table: the number of the last migration that was run."""


def prepare(connection: sa.Connection, name: str) -> None:
    """Make the tables in a new database, or bring those of an older one up to date.

    It all happens in the caller's transaction: a migration that is cut off leaves the tables as
    they were.

    Args:
        connection: In a transaction.
        name: What the database is called in messages.

    Raises:
        InputError: A newer formcheck made the database.
    """
    if _version(connection) == HEAD:
        return
    if connection.dialect.name == "postgresql":  # SQLite locks the whole file already
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    found = _version(connection)
    if found == HEAD:  # another process was faster
        return
    if found is None and not sa.inspect(connection).has_table("sessions"):
        METADATA.create_all(connection)
        _stamp(connection, HEAD)
        return
    if found is None:  # formcheck 0.1.0 wrote no version of Alembic's
        _stamp(connection, "0001")
    elif not found.isdecimal() or int(found) > int(HEAD):
        raise _newer(name, found)
    migrate(connection)
    _mark(connection)


def migrate(connection: sa.Connection, target: str = "head") -> None:
    """Run the migrations that are missing, in the caller's transaction.

    Args:
        connection: In a transaction.
        target: Number of the last one to run.
    """
    from alembic import command  # deferred: of a history that is up to date nothing is asked
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _version(connection: sa.Connection) -> str | None:
    """Return the number of the last migration, or None in a database without one."""
    if connection.dialect.name == "sqlite":
        # What an older formcheck looks at; asked first, since a newer one may change all else.
        marked = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if marked > int(HEAD):
            return str(marked)
    if not sa.inspect(connection).has_table(_VERSION.name):
        return None
    return connection.execute(sa.select(_VERSION.c.version_num)).scalar()


def _stamp(connection: sa.Connection, version: str) -> None:
    _VERSION.create(connection, checkfirst=True)
    connection.execute(_VERSION.delete())
    connection.execute(_VERSION.insert().values(version_num=version))
    _mark(connection)


def _mark(connection: sa.Connection) -> None:
    """Raise SQLite's own number, by which formcheck 0.1.0 tells a newer history."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {int(HEAD)}")


def _newer(name: str, version: str) -> InputError:
    return InputError(
        tr(
            "expected a history of version {head} in {name}, got version {version}, which a "
            "newer formcheck made; update formcheck",
            head=int(HEAD),
            name=name,
            version=version,
        )
    )
