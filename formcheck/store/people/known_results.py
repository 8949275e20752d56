"""Which results the command line wrote outside the person's folder, so that they can be listed.

They hold clips and measurements of a person like all else, and their owner may have forgotten
where they lie. Only paths are noted, in one small file: single ones, and of folders with results
of many clips (a batch) which folders in it and which names are formcheck's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from formcheck.errors import InputError
from formcheck.resources import user_folder
from formcheck.store.disk.files import atomic_path

FILE: Final = "results.json"
MOST: Final = 50_000
"""Number of single paths that are kept in mind, the newest."""

_PARTS: Final = ("own", "places", "names")
"""What is noted of a folder, see `note_folder`."""


def note_results(files: Iterable[Path], home: Path | None = None) -> None:
    """Keep in mind that files were written; where that cannot be kept, nothing is said.

    Args:
        files: The files; of a folder, which was made for them, all in it.
        home: The person's folder; by default `formcheck.resources.user_folder()`.
    """
    kept, given = (user_folder() if home is None else home).resolve(), list(files)
    for folder in [path for path in given if path.is_dir()]:
        inside = [str(file.relative_to(folder)) for file in _files_in(folder)]
        note_folder(folder, inside, (), (), home)
    single = [_place(path) for path in given if not path.is_dir()]
    new = [str(path) for path in single if not path.is_relative_to(kept)]
    if not new:
        return
    noted = _noted(kept)
    _keep(kept, noted | {"files": list(dict.fromkeys([*noted["files"], *new]))[-MOST:]})


def note_folder(
    folder: Path,
    own: Iterable[str],
    places: Iterable[str],
    names: Iterable[str],
    home: Path | None = None,
) -> None:
    """Keep in mind a folder to which results of many clips are written, before they are.

    So they are known whole, whenever it is stopped. What was noted of it before stays noted.

    Args:
        folder: The folder.
        own: Files right in it that are formcheck's, and folders that are so with all in them.
        places: Folders in it, one a clip, relative to it.
        names: Names of the files in `places` that are formcheck's.
        home: The person's folder; by default `formcheck.resources.user_folder()`.
    """
    kept, place = (user_folder() if home is None else home).resolve(), _place(folder)
    if place.is_relative_to(kept):
        return
    noted = _noted(kept)
    before = noted["folders"].get(str(place), {})
    new = {
        part: list(dict.fromkeys([*_texts(before.get(part)), *given]))
        for part, given in zip(_PARTS, (own, places, names), strict=True)
    }
    _keep(kept, noted | {"folders": noted["folders"] | {str(place): new}})


def known_results(home: Path) -> list[Path]:
    """Return the files that were written and are still there."""
    return [file for files in results_by_folder(home).values() for file in files]


def results_by_folder(home: Path) -> dict[Path, list[Path]]:
    """Return the same by the folder in which they lie, a batch's by the batch's folder."""
    noted, found, seen = _noted(home), dict[Path, list[Path]](), set[Path]()
    folders = [(Path(name), parts) for name, parts in noted["folders"].items()]
    whole = [(folder, _of_folder(folder, parts)) for folder, parts in folders]
    single = [(path.parent, [path]) for path in map(Path, noted["files"]) if path.is_absolute()]
    for folder, paths in (*whole, *single):
        for path in paths:
            with suppress(OSError, ValueError):
                file = _place(path)
                if file.is_file() and file not in seen:
                    seen.add(file)
                    found.setdefault(_place(folder), []).append(file)
    return found


def _of_folder(folder: Path, parts: Mapping[str, Any]) -> Iterator[Path]:
    own, places, names = (_texts(parts.get(part)) for part in _PARTS)
    inside = [*own, *(f"{place}/{name}" for place in places for name in names)]
    for name in inside:
        if ".." not in Path(name).parts and folder.is_absolute():
            yield from _files_in(folder / name)


def _files_in(path: Path) -> list[Path]:
    with suppress(OSError, ValueError):
        if path.is_dir() and not path.is_symlink():
            return sorted(one for one in path.rglob("*") if one.is_file())
    return [path]


def _place(path: Path) -> Path:
    """Return where a file lies, by one path only; a link in its own place is the file."""
    return path.absolute().parent.resolve() / path.name if path.name != ".." else path.resolve()


def _noted(home: Path) -> dict[str, Any]:
    """Return what is noted: `files`, and `folders` with their `_PARTS`."""
    try:
        noted = json.loads((home / FILE).read_text(encoding="utf-8"))
        folders = noted.get("folders", {})
        return {
            "files": _texts(noted["files"]),
            "folders": {one: parts for one, parts in folders.items() if isinstance(parts, dict)},
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {"files": [], "folders": {}}


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _keep(home: Path, noted: Mapping[str, Any]) -> None:
    with suppress(InputError, ValueError), atomic_path(home / FILE) as partial:
        text = json.dumps(noted, ensure_ascii=True, indent=1)
        partial.write_text(text + "\n", encoding="utf-8")
