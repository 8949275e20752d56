"""Histories of every released version are brought to the present one, whole or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from formcheck.errors import InputError
from formcheck.store.history import history_schema
from formcheck.store.history.history import History
from formcheck.store.history.history_schema import FOLDER, HEAD, migrate, prepare
from formcheck.store.history.history_tables import METADATA, engine
from tests.store.test_history import done

RELEASED = {
    "0.1.0": """
        CREATE TABLE sessions (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "when" TEXT NOT NULL,
            stretch TEXT NOT NULL, name TEXT NOT NULL, origin TEXT NOT NULL,
            verdict TEXT NOT NULL, headline TEXT NOT NULL, side TEXT, profile TEXT, clip TEXT,
            duration_s FLOAT NOT NULL, good_s FLOAT NOT NULL, target_s FLOAT,
            reps INTEGER NOT NULL, target_reps INTEGER, folder TEXT
        );
        CREATE INDEX ix_sessions_when ON sessions ("when");
        CREATE INDEX ix_sessions_stretch ON sessions (stretch);
        CREATE TABLE angles (
            session INTEGER NOT NULL, measure TEXT NOT NULL, side TEXT, value FLOAT NOT NULL,
            sigma FLOAT NOT NULL, FOREIGN KEY(session) REFERENCES sessions (id) ON DELETE CASCADE
        );
        CREATE INDEX ix_angles_session ON angles (session);
        INSERT INTO sessions VALUES (
            7, '2026-03-02T18:30:00.000000+00:00', 'half-kneeling-lunge',
            'Half-kneeling hip-flexor lunge', 'live', 'good', 'Held for 31 s.', 'right', NULL,
            NULL, 60.5, 31.25, 30.0, 0, NULL, NULL
        );
        INSERT INTO angles VALUES (7, 'hip', 'right', 191.5, 5.5);
        PRAGMA user_version = 1;
    """,
}
"""The tables that each release made, with one session in them."""


def write(path: Path, script: str) -> None:
    raw = sqlite3.connect(path)
    raw.executescript(script)
    raw.close()


@pytest.mark.parametrize("release", RELEASED)
def test_a_history_of_every_release_is_read_and_written(tmp_path: Path, release: str) -> None:
    write(tmp_path / "history.sqlite", RELEASED[release])
    history = History(tmp_path)
    (found,) = history.sessions()
    assert (found.id, found.good_s, found.angles[0].value) == (7, 31.25, 191.5)
    assert history.add(done(1)).id == 8
    assert len(History(tmp_path).sessions()) == 2
    with history.transaction() as connection:
        assert differences(connection) == []
        assert history_schema._version(connection) == HEAD


def test_an_old_session_of_an_easier_version_is_known_by_its_name(tmp_path: Path) -> None:
    old = RELEASED["0.1.0"].replace(
        "'Half-kneeling hip-flexor lunge'", "'Half-kneeling hip-flexor lunge, with the tuck alone'"
    )
    write(tmp_path / "history.sqlite", old)
    history = History(tmp_path)
    (found,) = history.sessions()
    assert found.version == "half-kneeling-lunge:tuck-alone"
    assert (found.angles[0].low, found.angles[0].high) == (None, None)
    assert history.sessions("half-kneeling-lunge") == []
    assert history.sessions("half-kneeling-lunge:tuck-alone") == [found]


def differences(connection: sa.Connection) -> list[object]:
    """Return in what the tables differ from those that are declared."""
    context = MigrationContext.configure(connection)
    return [one for one in compare_metadata(context, METADATA) if one[1].name != "alembic_version"]


def test_all_migrations_together_make_the_tables_that_are_declared(tmp_path: Path) -> None:
    with engine(tmp_path / "migrated.sqlite").begin() as connection:
        migrate(connection)
        assert differences(connection) == []
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_migration_that_is_cut_off_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "history.sqlite"
    write(path, RELEASED["0.1.0"])

    def cut(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE sessions ADD COLUMN half INTEGER")
        connection.exec_driver_sql("DROP TABLE angles")
        raise KeyboardInterrupt

    monkeypatch.setattr(history_schema, "migrate", cut)
    with pytest.raises(KeyboardInterrupt), engine(path).begin() as connection:
        prepare(connection, "it")
    monkeypatch.undo()
    (found,) = History(tmp_path).sessions()
    assert found.angles[0].value == 191.5


@pytest.mark.parametrize("mark", ["user_version", "alembic_version"])
def test_a_newer_history_is_refused_and_left_alone(tmp_path: Path, mark: str) -> None:
    History(tmp_path).add(done())
    path = tmp_path / "history.sqlite"
    statement = "UPDATE alembic_version SET version_num = '0099'"
    write(path, "PRAGMA user_version = 99" if mark == "user_version" else statement)
    before = path.read_bytes()
    with pytest.raises(InputError, match="update formcheck"):
        History(tmp_path)
    assert path.read_bytes() == before
