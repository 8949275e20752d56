"""Finds stretch files and reads them: `load_stretch("squat")`, or the path of one's own file."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path
from typing import Any

from formcheck.coach.specification import Stretch
from formcheck.coach.validation import parse_stretch
from formcheck.errors import Fault, InputError, SpecificationError, UsageError
from formcheck.resources import data_folder

_LARGEST_FILE = 1_000_000
"""Bytes. A stretch is a few kilobytes; a video that was named by mistake is not read whole."""

_ENDINGS = (".yaml", ".yml")


def load_stretch(id_or_path: str | os.PathLike[str]) -> Stretch:
    """Return a stretch by its id, such as `squat`, or from a file of one's own.

    A text is a path when it ends in `.yaml` or `.yml`, has a slash in it, or names no stretch of
    the catalogue but a file that exists.

    Args:
        id_or_path: Id of a bundled stretch, or path of a YAML file.

    Raises:
        UsageError: No stretch has that id; the message names the nearest one.
        InputError: The file is missing, a folder, or not a readable text.
        SpecificationError: The file has faults; all of them, with their lines.
    """
    path = _locate(id_or_path)
    stretch, faults = parse_stretch(_read(path), path.stem)
    if stretch is None:
        raise SpecificationError(str(path), faults)
    return stretch


def list_stretches() -> list[Stretch]:
    """Return every bundled stretch, in the order of their ids.

    Raises:
        InputError: A file cannot be read.
        SpecificationError: A file has faults.
    """
    return [load_stretch(path) for path in _catalogue().values()]


def stretch_ids() -> list[str]:
    """Return the ids of the bundled stretches, sorted, without reading their files."""
    return list(_catalogue())


def validate_file(path: str | os.PathLike[str]) -> list[Fault]:
    """Return every fault of a stretch file at once, in the order of lines; none if it is well.

    Args:
        path: A YAML file.

    Raises:
        InputError: The file is missing, a folder, or not a readable text.
    """
    path = Path(path)
    return parse_stretch(_read(path), path.stem)[1]


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a stretch file, for editors that complete YAML."""
    schema = Stretch.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A stretch of formcheck",
    }


def _catalogue() -> dict[str, Path]:
    return {path.stem: path for path in sorted(data_folder("poses").glob("*.yaml"))}


def _locate(id_or_path: str | os.PathLike[str]) -> Path:
    if not isinstance(id_or_path, str):
        return Path(id_or_path)
    text = id_or_path.strip()
    bundled = _catalogue()
    if text in bundled:
        return bundled[text]
    if text and (text.lower().endswith(_ENDINGS) or re.search(r"[/\\]", text)):
        return Path(text)
    try:
        exists = bool(text) and Path(text).exists()
    except (OSError, ValueError):  # a name too long, or with a zero byte in it
        exists = False
    if exists:
        return Path(text)
    near = difflib.get_close_matches(text.lower().replace("_", "-"), bundled, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    raise UsageError(
        f"expected the id of a stretch or a .yaml file, got {text!r}; {hint}"
        "`formcheck stretches` lists them all"
    )


def _read(path: Path) -> str:
    """Return a file's text.

    Raises:
        InputError: It cannot be read, or is no text.
    """
    expected = "expected a stretch file (YAML)"
    try:
        if path.is_dir():
            raise InputError(f"{expected}, got the folder {path}; name a file inside it")
        if not path.exists():
            raise InputError(f"{expected}, but {path} does not exist; check its name")
        if not path.is_file():
            raise InputError(f"{expected}, got {path}, which is no ordinary file; name a file")
        if path.stat().st_size > _LARGEST_FILE:
            raise InputError(f"{expected} of a few kilobytes, got {path}; is it another file?")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{expected}, but {path} cannot be read ({reason})") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{expected}, but {path} is not text; save it as UTF-8") from error
    if "\0" in text:
        raise InputError(f"{expected}, but {path} is not text; save it as UTF-8")
    return text
