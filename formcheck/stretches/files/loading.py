"""Finds stretch files and reads them: `load_stretch("squat")`, or the path of one's own file."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel

from formcheck.errors import Fault, SpecificationError, UsageError
from formcheck.resources import data_folder, user_folder
from formcheck.stretches.files.care_rules import care_faults, narrow_bands
from formcheck.stretches.files.overlay_faults import OVERLAY, parse_overlay
from formcheck.stretches.files.routine_faults import ROUTINE, parse_routine
from formcheck.stretches.files.schema_keys import STRETCH, Grammar
from formcheck.stretches.files.text_files import read_text
from formcheck.stretches.files.validation import parse_stretch
from formcheck.stretches.files.yaml.reading import take_apart
from formcheck.stretches.model.routine import Routine, Turn, turns_of
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import Overlay, apply_overlay, choose_variant
from formcheck.words import tr

NEAR: Final = 0.7
"""Share of letters in common from which another id is worth naming: "press-up" has 0.73 with
`prone-press-up`, and "nothing" 0.63 with `breathing`."""

FileKind = Literal["stretch", "overlay", "routine"]
"""What a specification file can be."""

_ENDINGS = (".yaml", ".yml")


def load_stretch(id_or_path: str | os.PathLike[str]) -> Stretch:
    """Return a stretch by its id, such as `squat`, or from a file of one's own.

    A text is a path when it ends in `.yaml` or `.yml`, has a slash in it, or names no stretch of
    the catalogue but a file that exists.

    Args:
        id_or_path: Id of a bundled stretch, or path of a YAML file; a variant of it stands behind
            a colon, as in `quadruped-leg-lift:bent-knee`.

    Raises:
        UsageError: No stretch has that id; the message names the nearest one.
        InputError: The file is missing, a folder, or not a readable text.
        SpecificationError: The file has faults; all of them, with their lines.
    """
    if isinstance(id_or_path, str):
        base, colon, variant = id_or_path.strip().rpartition(":")
        if colon and (base in _catalogue() or base.lower().endswith(_ENDINGS)):
            return choose_variant(load_stretch(base), variant)
        if id_or_path.strip() in routine_files():
            raise UsageError(
                tr(
                    "expected the id of a stretch, got the routine {strip!r}; "
                    "`formcheck show {strip}` names its stretches",
                    strip=id_or_path.strip(),
                )
            )
    path = _locate(
        id_or_path, _catalogue(), tr("a stretch"), tr("`formcheck stretches` lists them all")
    )
    if _travels(path):
        return _read_once(path, path.stat().st_mtime_ns)
    return _read_stretch(path)


def _read_stretch(path: Path) -> Stretch:
    text = read_text(path)
    stretch = parse_stretch(text, path.stem, plain=True)[0] if _travels(path) else None
    if stretch is None:
        stretch, faults = parse_stretch(text, path.stem)
        if stretch is None:
            raise SpecificationError(str(path), faults)
    return stretch


def _travels(path: Path) -> bool:
    """Return whether a file is one of the package's own."""
    return path.is_relative_to(data_folder("poses")) and path.is_file()


def list_stretches() -> list[Stretch]:
    """Return every bundled stretch, in the order of their ids.

    Raises:
        InputError: A file cannot be read.
        SpecificationError: A file has faults.
    """
    return [load_stretch(path) for path in _catalogue().values()]


@lru_cache(maxsize=256)
def _read_once(path: Path, changed_ns: int) -> Stretch:
    """Read a file of a certain age: pages ask for the whole catalogue at each click."""
    del changed_ns
    return _read_stretch(path)


def stretch_ids() -> list[str]:
    """Return the ids of the bundled stretches, sorted, without reading their files."""
    return list(_catalogue())


def shipped_version(version: str) -> Stretch | None:
    """Return a version of a bundled stretch with its targets as shipped.

    Args:
        version: `ID` or `ID:VARIANT`, as a history names what was done.

    Returns:
        The stretch, or None where there is no such version any more.
    """
    if version.partition(":")[0] not in _catalogue():
        return None
    try:
        return load_stretch(version)
    except UsageError:
        return None


def validate_file(path: str | os.PathLike[str]) -> list[Fault]:
    """Return every fault of a file at once, in the order of lines; none if it is well.

    A stretch without safety lines or an easier version can be used all the same; here that is a
    fault (`care_rules`).

    Args:
        path: A YAML file: a stretch, an overlay or a routine, as its keys say.

    Raises:
        InputError: The file is missing, a folder, or not a readable text.
    """
    path = Path(path)
    text = read_text(path)
    kind = kind_of_file(text)
    if kind == "stretch":
        stretch, faults = parse_stretch(text, path.stem)
        return faults if stretch is None else care_faults(stretch, take_apart(text))
    known = {stretch.id: stretch for stretch in list_stretches()}
    if kind == "overlay":
        return parse_overlay(text, path.stem, known)[1]
    return parse_routine(text, path.stem, known, overlay_files())[1]


def warnings_of_file(
    path: str | os.PathLike[str], error_of: Callable[[str], float | None]
) -> list[Fault]:
    """Return what an author should know of a stretch file that has no faults.

    Args:
        path: A YAML file; nothing is said of overlays and routines.
        error_of: Returns the usual error of a measure by its name, see `narrow_bands`.

    Raises:
        InputError: The file is missing, a folder, or not a readable text.
    """
    text = read_text(Path(path))
    stretch = parse_stretch(text)[0] if kind_of_file(text) == "stretch" else None
    return [] if stretch is None else narrow_bands(stretch, take_apart(text), error_of)


def kind_of_file(text: str) -> FileKind:
    """Return what a specification file is meant to be, by the keys at its top level."""
    data = take_apart(text).data
    if not isinstance(data, dict):
        return "stretch"
    grammars: dict[FileKind, Grammar] = {
        "stretch": STRETCH,
        "overlay": OVERLAY,
        "routine": ROUTINE,
    }
    return max(grammars, key=lambda kind: len(data.keys() & set(grammars[kind].keys[""])))


def load_overlay(name_or_path: str | os.PathLike[str]) -> Overlay:
    """Return an overlay by its name, such as `sensitive-back`, or from a file of one's own.

    Args:
        name_or_path: Id of a bundled overlay or of a preset of the person's own, or a path.

    Raises:
        UsageError: No overlay has that name; the message names the nearest one.
        InputError: The file is missing, a folder, or not a readable text.
        SpecificationError: The file has faults; all of them, with their lines.
    """
    known = overlay_files()
    path = _locate(
        name_or_path, known, tr("an overlay"), tr("there are {names}", names=", ".join(known))
    )
    # A file on its way from somebody else is taken by its id: browsers add " (1)" to names.
    stem = path.stem if path in known.values() else None
    text = read_text(path)
    overlay = parse_overlay(text, stem, plain=True)[0] if _travels(path) else None
    if overlay is not None:
        return overlay
    overlay, faults = parse_overlay(text, stem)
    if overlay is None:
        raise SpecificationError(str(path), faults)
    return overlay


def load_routine(id_or_path: str | os.PathLike[str]) -> Routine:
    """Return a routine by its id, such as `daily-psoas`, or from a file of one's own.

    Args:
        id_or_path: Id of a bundled routine, or path of a YAML file.

    Raises:
        UsageError: No routine has that id; the message names the nearest one.
        InputError: The file is missing, a folder, or not a readable text.
        SpecificationError: The file has faults; all of them, with their lines.
    """
    known = routine_files()
    path = _locate(
        id_or_path, known, tr("a routine"), tr("there are {names}", names=", ".join(known))
    )
    text = read_text(path)
    routine = parse_routine(text, path.stem, plain=True)[0] if _travels(path) else None
    if routine is not None:
        return routine
    routine, faults = parse_routine(text, path.stem)
    if routine is None:
        raise SpecificationError(str(path), faults)
    return routine


def play(routine: Routine) -> tuple[Turn, ...]:
    """Return a routine as it is played, with the targets of its overlay.

    Raises:
        UsageError: It names a stretch, variant or overlay that does not exist.
        InputError: A file cannot be read.
        SpecificationError: A file has faults.
    """
    if routine.overlay is None:
        return turns_of(routine, load_stretch)
    overlay = load_overlay(routine.overlay)
    return turns_of(routine, lambda name: apply_overlay(load_stretch(name), overlay))


def routine_files() -> dict[str, Path]:
    """Return the file of every bundled routine, by its id."""
    folder = data_folder("poses") / "routines"
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def load_either(id_or_path: str | os.PathLike[str]) -> Stretch | Routine:
    """Return a stretch or a routine by its id or path; a stretch comes first.

    Args:
        id_or_path: Id of either, or path of a YAML file.

    Raises:
        UsageError: Neither has that id; the message names the nearest one.
        InputError: The file is missing, a folder, or not a readable text.
        SpecificationError: The file has faults; all of them, with their lines.
    """
    stretches, routines = _catalogue(), routine_files()
    if str(id_or_path).strip().rpartition(":")[0] in stretches:  # a variant
        return load_stretch(id_or_path)
    path = _locate(
        id_or_path,
        stretches | routines,
        tr("a stretch or routine"),
        tr("`formcheck stretches` lists them all"),
    )
    if path in stretches.values():  # known without taking it apart
        return load_stretch(id_or_path)
    named = path in routines.values()
    if named or (path.is_file() and kind_of_file(read_text(path)) == "routine"):
        return load_routine(path)
    return load_stretch(id_or_path)


def overlay_files() -> dict[str, Path]:
    """Return the file of every overlay by its id: the bundled ones and the person's presets."""
    folders = (data_folder("poses") / "overlays", presets_folder())
    return {
        path.stem: path
        for folder in folders
        for path in sorted(folder.glob("*.yaml"))
        if is_id(path.stem)  # a copy such as `mine.backup.yaml` is none of ours
    }


def is_id(name: str) -> bool:
    """Return whether a name can be an id: small letters, digits and hyphens."""
    return re.fullmatch(r"[a-z][a-z0-9-]*", name) is not None


def presets_folder() -> Path:
    """Return the folder of the person's own overlays, which may not be there yet."""
    return user_folder() / "presets"


def json_schema(kind: FileKind = "stretch") -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of file, for editors that complete YAML.

    Args:
        kind: `stretch`, `overlay` or `routine`.
    """
    models: dict[FileKind, type[BaseModel]] = {
        "stretch": Stretch,
        "overlay": Overlay,
        "routine": Routine,
    }
    schema = models[kind].model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": f"{'An' if kind == 'overlay' else 'A'} {kind} of formcheck",
    }


def _catalogue() -> dict[str, Path]:
    folder = data_folder("poses")
    return _listed(folder, folder.stat().st_mtime_ns) if folder.is_dir() else {}


@lru_cache(maxsize=4)
def _listed(folder: Path, changed_ns: int) -> dict[str, Path]:
    """List the files of a folder of a certain age: each stretch that is read asks for it."""
    del changed_ns
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def _locate(
    id_or_path: str | os.PathLike[str], known: dict[str, Path], what: str, listing: str
) -> Path:
    if not isinstance(id_or_path, str):
        return Path(id_or_path)
    text = id_or_path.strip()
    if text in known:
        return known[text]
    if text and (text.lower().endswith(_ENDINGS) or re.search(r"[/\\]", text)):
        return Path(text)
    try:
        exists = bool(text) and Path(text).exists()
    except (OSError, ValueError):  # a name too long, or with a zero byte in it
        exists = False
    if exists:
        return Path(text)
    near = _near(text.lower().replace("_", "-"), known)
    hint = tr("did you mean {near}? ", near=near) if near else ""
    raise UsageError(
        tr(
            "expected the id of {what}, or a .yaml file, got {text!r}; {hint}{listing}",
            what=what,
            text=text,
            hint=hint,
            listing=listing,
        )
    )


def _near(typed: str, known: dict[str, Path]) -> str | None:
    """Return the id that is like what was typed, or else one of whose words is: `lunge`."""
    whole = difflib.get_close_matches(typed, known, n=1, cutoff=NEAR)
    part = (one for one in known if difflib.get_close_matches(typed, one.split("-"), cutoff=NEAR))
    return next(iter(whole), None) or next(part, None)
