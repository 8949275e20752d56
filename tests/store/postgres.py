"""A private PostgreSQL on a socket of its own, for tests: started once, fast, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

OPTIONS = {
    "listen_addresses": "", "fsync": "off", "full_page_writes": "off",
    "max_connections": "40", "shared_buffers": "16MB",
}  # fmt: skip


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs; Debian puts most into no search path."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(debian[-1]) if debian else shutil.which(name)
    assert found is not None, f"PostgreSQL is not installed: there is no {name}"
    return found


class Cluster:
    """A cluster of databases in a temporary folder, run by somebody who is not root."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="formcheck-postgres-"))
        self._user: dict[str, Any] = {}
        if os.getuid() == 0:  # PostgreSQL refuses to be run by root
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self._schemas = 0
        self._call("initdb", "--no-sync", "-A", "trust", "-U", "formcheck", "-E", "UTF8",
                   "--no-locale", "-D", self.folder / "data")  # fmt: skip

    def _call(self, name: str, *arguments: str | Path) -> None:
        subprocess.run(
            [program(name), *map(str, arguments)], check=True, cwd=self.folder,
            stdout=subprocess.DEVNULL, **self._user,
        )  # fmt: skip

    def start(self) -> None:
        options = " ".join(f"-c {name}='{value}'" for name, value in OPTIONS.items())
        self._call("pg_ctl", "start", "-w", "-s", "-D", self.folder / "data",
                   "-l", self.folder / "log", "-o", f"-k {self.folder} {options}")  # fmt: skip

    def stop(self) -> None:
        """End it at once, as a power cut does."""
        self._call("pg_ctl", "stop", "-m", "immediate", "-s", "-D", self.folder / "data")

    def empty(self) -> str:
        """Return the URL of a new, empty schema."""
        import psycopg

        self._schemas += 1
        name = f"test_{self._schemas}"
        with psycopg.connect(f"host={self.folder} user=formcheck dbname=postgres") as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        where = quote(str(self.folder))
        return (
            f"postgresql+psycopg://formcheck@/postgres?host={where}"
            f"&options=-csearch_path%3D{name}"
        )  # fmt: skip

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
