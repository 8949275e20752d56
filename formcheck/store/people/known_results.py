"""Which results the command line wrote outside the person's folder, so that they can be listed.

They hold clips and measurements of a person like all else, and their owner may have forgotten
where they lie. Only paths are noted, in one small file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from formcheck.errors import InputError
from formcheck.resources import user_folder
from formcheck.store.disk.files import atomic_path

FILE: Final = "results.json"
MOST: Final = 5000
"""Number of paths that are kept in mind, the newest."""


def note_results(files: Iterable[Path], home: Path | None = None) -> None:
    """Keep in mind that files were written; where that cannot be kept, nothing is said.

    Args:
        files: The files.
        home: The person's folder; by default `formcheck.resources.user_folder()`.
    """
    kept = user_folder() if home is None else home
    new = [str(path.absolute()) for path in files if not path.absolute().is_relative_to(kept)]
    if not new:
        return
    known = dict.fromkeys([*_noted(kept), *new])
    with suppress(InputError, ValueError), atomic_path(kept / FILE) as partial:
        text = json.dumps({"files": list(known)[-MOST:]}, ensure_ascii=True, indent=1)
        partial.write_text(text + "\n", encoding="utf-8")


def known_results(home: Path) -> list[Path]:
    """Return the files that were written and are still there."""
    found = []
    for path in map(Path, _noted(home)):
        with suppress(OSError, ValueError):
            if path.is_file() and path.is_absolute():
                found.append(path)
    return found


def _noted(home: Path) -> list[str]:
    try:
        files = json.loads((home / FILE).read_text(encoding="utf-8"))["files"]
        return [path for path in files if isinstance(path, str)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
