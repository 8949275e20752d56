"""Which clips a batch has, and what each is to be judged as."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from formcheck.batch.columns import RESERVED
from formcheck.batch.manifest import FILE as MANIFEST
from formcheck.batch.task import ClipTask, JudgeSettings
from formcheck.errors import (
    Fault,
    FormcheckError,
    InputError,
    SpecificationError,
    UsageError,
    refusal_words,
)
from formcheck.pose.landmark import SIDES
from formcheck.session import WorkedSide
from formcheck.store.people.profiles import load_profile
from formcheck.stretches.files.loading import load_stretch
from formcheck.words import tr

CLIP_ENDINGS: Final = frozenset(
    f".{kind}" for kind in ["mp4", "mov", "m4v", "mkv", "webm", "avi", "mpg", "mpeg", "3gp", "mts"]
)
"""File names of clips end so, where no pattern is given."""

PICTURE_ENDINGS: Final = frozenset(
    f".{kind}"
    for kind in ["jpg", "jpeg", "png", "webp", "heic", "heif", "avif", "bmp", "gif", "tif", "tiff"]
)
"""File names of pictures end so."""

CHOICES: Final = ("stretch", "side", "profile")
"""Columns of a list that say how a clip is judged; the others are carried along."""

_SIDES: Final[dict[str, WorkedSide]] = {"auto": "auto", **{side: side for side in SIDES}}


@dataclass(frozen=True, slots=True)
class ListedClip:
    """One clip of a list.

    Attributes:
        name: Names it within the batch.
        clip: The file.
        line: Its line in the list, from 1; 0 for a clip of a folder.
        choices: What the list says of `CHOICES`, where it says anything.
        carried: All other columns.
    """

    name: str
    clip: Path
    line: int = 0
    choices: Mapping[str, str] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)


def find_clips(
    source: Path, pattern: str | None = None, without: Path | None = None
) -> list[ListedClip]:
    """Return the clips of a folder or of a list, in the order of their names.

    Args:
        source: A folder, which is searched with all folders in it; a CSV file with a column
            `clip`; or a text file with a path on each line, where lines that begin with `#` are
            left out. Paths in a list count from the list's folder.
        pattern: Which files of a folder are clips, such as `*.mp4`.
        without: A folder that is left out: that of the results.

    Raises:
        UsageError: There is no clip, a clip is named twice, or a column has a reserved name.
        InputError: The folder or list cannot be read.
    """
    source = source.absolute()  # a worker elsewhere has another folder to start from
    try:
        if source.is_dir():
            entries = list(_in_folder(source, pattern, without))
        else:
            entries = _distinct(source, list(_in_list(source)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(
            tr(
                "expected a folder of clips or a list of them, got {why} ({source}); give a "
                "folder, a CSV file with a column clip, or a text file with a path on each line",
                source=source,
                why=_why(error),
            )
        ) from error
    if not entries:
        what = tr(" that match {pattern}", pattern=pattern) if pattern and source.is_dir() else ""
        raise UsageError(
            tr(
                "expected clips in {source}, got none{what}; check the path",
                source=source,
                what=what,
            )
        )
    return sorted(entries, key=lambda entry: entry.name)


def passed_over(source: Path, without: Path | None = None) -> tuple[int, int]:
    """Return how many pictures, and how many other files, a folder has beside its clips.

    Args:
        source: A folder, or a list, which has none.
        without: A folder that is left out: that of the results.
    """
    pictures = others = 0
    if source.is_dir():
        for path in _files(source.absolute(), without):
            kind = path.suffix.lower()
            pictures += kind in PICTURE_ENDINGS
            others += kind not in PICTURE_ENDINGS | CLIP_ENDINGS
    return pictures, others


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return tr("something that is no text")
    return refusal_words(error) if isinstance(error, OSError) else repr(str(error))


def _in_folder(source: Path, pattern: str | None, without: Path | None) -> Iterator[ListedClip]:
    for path in _files(source, without):
        if path.match(pattern) if pattern else path.suffix.lower() in CLIP_ENDINGS:
            yield ListedClip(_readable(path.relative_to(source).as_posix()), path)


def _files(source: Path, without: Path | None) -> Iterator[Path]:
    """Yield the files of a folder and of all in it, without hidden ones and a batch's results."""
    left_out = None if without is None else without.resolve()
    for folder, folders, files in os.walk(source):
        here = Path(folder)
        if MANIFEST in files:  # results of another batch, annotated videos among them
            folders.clear()
            continue
        folders[:] = [
            one for one in folders if one[0] != "." and (here / one).resolve() != left_out
        ]
        yield from (here / file for file in files if file[0] != ".")


def _in_list(source: Path) -> Iterator[ListedClip]:
    text = source.read_text(encoding="utf-8-sig")
    if source.suffix.lower() not in (".csv", ".tsv"):
        for number, line in enumerate(text.splitlines(), 1):
            path = line.strip()
            if path and path[0] != "#":
                yield _entry(source, path, number)
        return
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    names = [name.strip() for name in rows.fieldnames or ()]
    rows.fieldnames = names
    if "clip" not in names:
        raise UsageError(
            tr(
                "expected a column clip in {source}, got {names}; name the column of the clips' "
                "paths clip",
                source=source,
                names=", ".join(names) or tr("no columns"),
            )
        )
    reserved = sorted(set(names) & (RESERVED - {"clip", *CHOICES}))
    if reserved or len(set(names)) < len(names):
        raise UsageError(
            tr(
                "expected columns in {source} with names of their own, got {names} "
                "that the results use, or one twice; rename them",
                source=source,
                names=", ".join(reserved),
            )
        )
    for row in rows:
        cells = {name: (row.get(name) or "").strip() for name in names}
        clip = cells.pop("clip")
        choices = {name: cells[name] for name in CHOICES if cells.get(name)}
        carried = {name: text for name, text in cells.items() if name not in CHOICES}
        if clip:
            entry = _entry(source, clip, rows.line_num)
            yield replace(entry, choices=choices, carried=carried)


def _entry(source: Path, clip: str, line: int) -> ListedClip:
    path = source.parent / clip
    plain = Path(os.path.normpath(path))
    home = Path(os.path.normpath(source.parent))
    # A clip elsewhere is named by its whole path, without the root or drive.
    inner = plain.relative_to(home) if plain.is_relative_to(home) else Path(*plain.parts[1:])
    return ListedClip(_readable(inner.as_posix()), path, line)


def _readable(name: str) -> str:
    """Return a name that any file can hold: bytes that are no text are written as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


def _distinct(source: Path, entries: Sequence[ListedClip]) -> list[ListedClip]:
    """Return the entries, with the choices in the names of clips that occur several times."""
    times = Counter(entry.name for entry in entries)
    named = [
        entry
        if times[entry.name] == 1
        else replace(entry, name="~".join((entry.name, *entry.choices.values())))
        for entry in entries
    ]
    seen: dict[str, int] = {}
    for entry in named:
        if entry.name in seen:
            raise UsageError(
                tr(
                    "expected each clip of {source} once, or with different stretches or sides, "
                    "got "
                    "{name} in lines {seen} and {line}; take one out",
                    source=source,
                    name=entry.name,
                    seen=seen[entry.name],
                    line=entry.line,
                )
            )
        seen[entry.name] = entry.line
    return named


def clip_tasks(
    source: Path, entries: Sequence[ListedClip], common: JudgeSettings
) -> list[ClipTask]:
    """Return what is to be done with each clip.

    Args:
        source: The list, for messages.
        entries: The clips.
        common: How they are judged where the list does not say.

    Raises:
        SpecificationError: The list names stretches, sides or profiles that do not exist; all of
            them, with their lines.
    """
    chosen: dict[tuple[str | None, ...], tuple[JudgeSettings, str] | FormcheckError] = {}
    tasks: list[ClipTask] = []
    faults: list[Fault] = []
    for entry in entries:
        wanted = tuple(entry.choices.get(name) for name in CHOICES)
        if wanted not in chosen:
            try:
                settings = _settings(common, entry.choices)
                chosen[wanted] = settings, settings.key()
            except FormcheckError as error:  # told with its line, and the others with it
                chosen[wanted] = error
        found = chosen[wanted]
        if isinstance(found, FormcheckError):
            faults.append(Fault(entry.line, str(found)))
        else:
            tasks.append(ClipTask(entry.name, entry.clip, *found, entry.carried))
    if faults:
        raise SpecificationError(str(source), faults)
    return tasks


def _settings(common: JudgeSettings, choices: Mapping[str, str]) -> JudgeSettings:
    settings = common
    if "stretch" in choices:
        settings = replace(settings, stretch=load_stretch(choices["stretch"]))
    if "side" in choices:
        if choices["side"] not in _SIDES:
            raise UsageError(
                tr(
                    "expected the side left, right or auto, got {choices!r}",
                    choices=choices["side"],
                )
            )
        settings = replace(settings, side=_SIDES[choices["side"]])
    if "profile" in choices:
        settings = replace(settings, profile=load_profile(choices["profile"]))
    return settings
