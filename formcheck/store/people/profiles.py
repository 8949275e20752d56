"""Profiles: personal baselines by name, as small readable files in the person's own folder."""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from formcheck.errors import InputError, UsageError
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.resources import user_folder
from formcheck.store.disk.files import atomic_path, whole_files, write_failure
from formcheck.store.disk.small_json import read_small_json
from formcheck.store.disk.trash import Discarded, Trash
from formcheck.words import tr

FORMAT: Final = 1
LONGEST_NAME: Final = 40

_NAME: Final = re.compile(r"\w[\w .-]*")
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_ROW: Final = re.compile(r"\[\s*(-?[\d.e+-]+(?:,\s*-?[\d.e+-]+)*)\s*\]")


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's baseline under its name.

    Attributes:
        name: As the person wrote it; capitals do not tell two profiles apart.
        baseline: Their neutral.
    """

    name: str
    baseline: Baseline

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", checked_name(self.name))


def checked_name(name: str) -> str:
    """Return a profile's name without blanks around it.

    Raises:
        UsageError: It cannot be the name of a file on every system.
    """
    plain = name.strip()
    fits = _NAME.fullmatch(plain) and not plain.endswith(".") and not _RESERVED.fullmatch(plain)
    if not fits or len(plain) > LONGEST_NAME:
        raise UsageError(
            tr(
                "expected a profile's name of at most {longest_name} letters, digits, blanks, "
                "dots, "
                "hyphens or underscores, got {name!r}; choose another one, such as anna",
                longest_name=LONGEST_NAME,
                name=name,
            )
        )
    return plain


def profiles_folder() -> Path:
    """Return the folder of the profiles; it need not exist."""
    return user_folder() / "profiles"


def list_profiles() -> list[str]:
    """Return the names of all profiles that can be read, in alphabetical order."""
    return sorted((profile.name for profile in map(_try, _files()) if profile), key=str.casefold)


def save_profile(profile: Profile) -> Path:
    """Write a profile, in place of an older one of the same name.

    Returns:
        The file.

    Raises:
        InputError: It cannot be written.
    """
    path = _path(profile.name)
    data = {"format": FORMAT, "name": profile.name, **profile.baseline.as_dict()}
    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
    # A row of numbers on a line of its own reads better than each number on its own.
    text = _ROW.sub(lambda row: "[" + re.sub(r"\s+", " ", row[1]) + "]", text)
    with atomic_path(path) as partial:
        partial.write_text(text + "\n", encoding="utf-8")
    return path


def load_profile(name: str) -> Profile:
    """Read a profile.

    Raises:
        UsageError: There is none of that name; the nearest is named.
        InputError: Its file is damaged, or a newer formcheck wrote it.
    """
    path = _path(name)
    if not path.is_file():
        raise UsageError(_unknown(checked_name(name)))
    return _read(path)


def delete_profile(name: str) -> None:
    """Delete a profile.

    Raises:
        UsageError: There is none of that name.
        InputError: It cannot be deleted.
    """
    path = _path(name)
    if not path.is_file():
        raise UsageError(_unknown(checked_name(name)))
    try:
        path.unlink()
    except OSError as error:
        raise write_failure(path, error) from error


def discard_profile(name: str) -> Discarded | None:
    """Delete a profile so that it can come back for a day; None where it is gone already.

    Raises:
        InputError: It cannot be moved.
    """
    path = _path(name)
    if not path.is_file():
        return None
    trash = Trash()
    item = trash.note("profile", name, [path])
    trash.take(item)
    return item


def _path(name: str) -> Path:
    return profiles_folder() / f"{checked_name(name).casefold()}.json"


def _files() -> list[Path]:
    return whole_files(profiles_folder(), ".json")


def _try(path: Path) -> Profile | None:
    try:
        return _read(path)
    except InputError:
        return None


def _read(path: Path) -> Profile:
    again = tr(
        "make it again: Set-up in the app, or formcheck calibrate CLIP --profile {stem!r}",
        stem=path.stem,
    )
    try:
        data: Any = read_small_json(path)
        version = data.get("format") if isinstance(data, dict) else None
        if isinstance(version, int) and version > FORMAT:
            raise InputError(
                tr(
                    "expected {path} in profile format {format} or older, got {version}; update "
                    "formcheck to read it",
                    path=path,
                    format=FORMAT,
                    version=version,
                )
            )
        return Profile(str(data["name"]), Baseline.from_dict(data))
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError, UsageError) as error:
        raise InputError(
            tr("expected a profile in {path}, got a damaged file; {again}", path=path, again=again)
        ) from error


def _unknown(name: str) -> str:
    known = list_profiles()
    if not known:
        return tr(
            "expected a profile, got {name!r}, but there are none yet; make it: Set-up in the "
            "app, or formcheck calibrate CLIP --profile {name!r}",
            name=name,
        )
    folded = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=1)
    hint = (
        tr("did you mean {folded}?", folded=folded[near[0]])
        if near
        else tr("there are {names}", names=", ".join(known))
    )
    return tr("expected a known profile, got {name!r}; {hint}", name=name, hint=hint)
