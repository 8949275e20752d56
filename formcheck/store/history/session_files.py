"""Where the files of sessions are: in the person's folder, and in a store that several share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any, Final

from formcheck.errors import MachineError
from formcheck.extras import EXTRAS
from formcheck.store.disk.files import atomic_path
from formcheck.store.history.database import AwayError
from formcheck.words import tr

RECORDINGS: Final = "FORMCHECK_RECORDINGS"
"""Environment variable that names a shared store by its URL: `file:///mnt/…`, `s3://BUCKET/…`."""


class SessionFiles:
    """The folders of sessions; what is in a shared store is fetched when it is needed.

    Args:
        folder: The local folder. With a store it holds what was made or looked at here.
        url: The store, for fsspec, or None to keep everything in the local folder.

    Raises:
        MachineError: fsspec, or what it needs for this kind of URL, is not installed.
    """

    def __init__(self, folder: Path, url: str | None) -> None:
        self.folder = folder
        self._url = url
        self._store: Any = None
        self._root = ""
        if url is not None:
            try:
                import fsspec

                self._store, self._root = fsspec.core.url_to_fs(url)
            except (ImportError, ValueError) as error:
                raise MachineError(
                    tr(
                        "expected a store of recordings at {url}, got {error}; install what it "
                        "needs ({command}, and s3fs for s3://), or correct {recordings}",
                        command=EXTRAS["postgres"].command,
                        url=url,
                        error=error,
                        recordings=RECORDINGS,
                    )
                ) from error

    def share(self, name: str) -> None:
        """Copy the folder of a session into the store, where there is one.

        Raises:
            AwayError: The store cannot be reached.
        """
        if self._store is None:
            return
        try:
            for path in sorted((self.folder / name).iterdir()):
                if path.is_file() and path.name[0] != ".":
                    target = self._there(name, path.name)
                    self._store.makedirs(self._there(name), exist_ok=True)
                    self._store.put_file(str(path), target)
        except Exception as error:
            raise self._away(error) from error

    def file(self, name: str, file: str) -> Path | None:
        """Return the local path of a session's file, fetched where it is not here, or None.

        Raises:
            AwayError: The store cannot be reached.
        """
        path = self.folder / name / file
        if path.is_file() or self._store is None:
            return path if path.is_file() else None
        try:
            if not self._store.isfile(self._there(name, file)):
                return None
            with atomic_path(path) as partial:
                self._store.get_file(self._there(name, file), str(partial))
        except Exception as error:
            raise self._away(error) from error
        return path

    def fetch(self, name: str) -> None:
        """Fetch all files of a session that are not here.

        Raises:
            AwayError: The store cannot be reached.
        """
        if self._store is None:
            return
        try:
            there = self._there(name)
            names = self._store.ls(there, detail=False) if self._store.exists(there) else []
        except Exception as error:
            raise self._away(error) from error
        for one in names:
            self.file(name, one.rstrip("/").rpartition("/")[2])

    def remove(self, name: str) -> None:
        """Delete the files of a session, here and in the store.

        Raises:
            AwayError: The store cannot be reached; the local files are gone all the same.
        """
        shutil.rmtree(self.folder / name, ignore_errors=True)
        self.unshare(name)

    def unshare(self, name: str) -> None:
        """Delete the files of a session in the store alone.

        Raises:
            AwayError: The store cannot be reached.
        """
        if self._store is None:
            return
        try:
            if self._store.exists(self._there(name)):
                self._store.rm(self._there(name), recursive=True)
        except Exception as error:
            raise self._away(error) from error

    def _there(self, *names: str) -> str:
        return "/".join((self._root.rstrip("/"), *names))

    def _away(self, error: Exception) -> AwayError:
        return AwayError(
            tr(
                "expected the store of recordings {url}, got: {error}; check that it can be "
                "reached, and {recordings}",
                url=self._url,
                error=error,
                recordings=RECORDINGS,
            )
        )


def recordings_url() -> str | None:
    """Return the shared store that `FORMCHECK_RECORDINGS` names, or None."""
    return os.environ.get(RECORDINGS) or None
