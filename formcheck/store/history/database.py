"""Where the history's tables are: a file in the person's folder, or a server that several share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError

from formcheck.errors import InputError, MachineError, UsageError
from formcheck.extras import EXTRAS
from formcheck.store.disk.files import PRIVATE_FILE, make_private, write_failure
from formcheck.store.history import history_tables as tables
from formcheck.store.history.history_faults import damage_of, fault_of
from formcheck.store.history.history_schema import prepare
from formcheck.words import tr

DATABASE: Final = "FORMCHECK_DATABASE"
"""Environment variable that names a shared database."""

_CONNECT_S: Final = 5
"""How long a server may take to answer."""


class AwayError(InputError):
    """The shared database, or the store of recordings, cannot be reached at the moment."""


class Database:
    """The tables of a history, made or brought up to date at their first use.

    Args:
        home: The person's folder, in which `history.sqlite` lies where there is no server.
        url: `postgresql+psycopg://USER:PASSWORD@HOST/NAME`, or None for the file.

    Attributes:
        path: The file of the embedded database.
        shared: Whether a server is used.

    Raises:
        UsageError: The URL is none of PostgreSQL.
        MachineError: PostgreSQL's driver is not installed.
    """

    def __init__(self, home: Path, url: str | None) -> None:
        self._home = home
        self.path = home / "history.sqlite"
        self.shared = url is not None
        if url is None:
            self._engine, self._name = tables.engine(self.path), str(self.path)
        else:
            self._engine = _server(url)
            self._name = self._engine.url.render_as_string(hide_password=True)

    @property
    def exists(self) -> bool:
        """Return whether there may be sessions; asking makes no file."""
        return self.shared or self.path.exists()

    @contextmanager
    def connect(self) -> Iterator[sa.Connection]:
        """Give a connection in a transaction; faults of the database become one sentence.

        Raises:
            AwayError: The server cannot be reached.
            DamagedError: The file was damaged; it is set aside, and a new one begun.
            InputError: The file cannot be used now, or a newer formcheck made it.
        """
        if not self.shared:
            try:
                make_private(self._home)
                if not self.path.exists():
                    self.path.touch(PRIVATE_FILE)  # SQLite gives its journals the same rights
            except OSError as error:
                raise write_failure(self._home, error) from error
        try:
            with self._engine.begin() as connection:
                prepare(connection, self._name)
                yield connection
        except UnicodeDecodeError as error:  # SQLite's own message quotes a damaged schema
            raise damage_of(self.path) from error
        except DBAPIError as error:
            if not self.shared:
                raise fault_of(error, self.path) from error
            lost = isinstance(error, OperationalError | InterfaceError)
            kind = AwayError if lost or error.connection_invalidated else InputError
            raise kind(
                tr(
                    "expected the database {name}, got: {names}; "
                    "check that it runs, and {database}",
                    name=self._name,
                    names=" ".join(str(error.orig).split()),
                    database=DATABASE,
                )
            ) from error

    def close(self) -> None:
        """Give all connections back; they are opened again when they are needed."""
        self._engine.dispose()


def database_url() -> str | None:
    """Return the shared database that `FORMCHECK_DATABASE` names, or None."""
    return os.environ.get(DATABASE) or None


def _server(url: str) -> sa.Engine:
    example = "postgresql+psycopg://USER:PASSWORD@HOST/NAME"
    try:
        parsed = sa.make_url(url)
    except ArgumentError as error:
        raise UsageError(
            tr(
                "expected {database} to be like {example}, got something that is no URL; "
                "correct it",
                database=DATABASE,
                example=example,
            )
        ) from error
    if parsed.get_backend_name() != "postgresql":
        raise UsageError(
            tr(
                "expected {database} to be like {example}, got {get_backend_name}; correct "
                "it, or leave it out for a history in a file",
                database=DATABASE,
                example=example,
                get_backend_name=parsed.get_backend_name(),
            )
        )
    try:
        return sa.create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": _CONNECT_S},
            poolclass=sa.NullPool,  # whoever asks seldom keeps no connection of the server's
        )
    except ImportError as error:
        raise MachineError(
            tr(
                "expected PostgreSQL's driver for {database}, got {error}; install it: {command}",
                command=EXTRAS["postgres"].command,
                database=DATABASE,
                error=error,
            )
        ) from error
