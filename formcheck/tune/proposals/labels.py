"""Spans of a recording that a person called good or bad, kept beside the recording."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from formcheck.errors import InputError
from formcheck.store.disk.files import atomic_path
from formcheck.store.disk.small_json import read_small_json
from formcheck.words import tr

LABELS: Final = "labels.json"
"""Name of the file in the folder of a session: it goes when the session is deleted."""

_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Label:
    """A span of one recording, as the person judged it.

    Attributes:
        start_s: Its start in seconds.
        end_s: Its end, later.
        good: Whether the form was right.
        check: Id of the check that was wrong, for a bad span; None for a good one.
    """

    start_s: float
    end_s: float
    good: bool
    check: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start_s < self.end_s:
            raise ValueError(
                f"expected a span that ends after its start, got {self.start_s} to {self.end_s}"
            )
        if self.good != (self.check is None):
            raise ValueError("expected a check for a bad span, and none for a good one")


def read_labels(folder: Path) -> tuple[Label, ...]:
    """Return the labels in a session's folder, in the order of time; none without a file.

    Raises:
        InputError: The file cannot be read.
    """
    path = folder / LABELS
    if not path.is_file():
        return ()
    try:
        document = read_small_json(path)
        labels = [Label(**label) for label in document["labels"]]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputError(
            tr(
                "expected labels of formcheck in {path}, got a damaged file; delete it and "
                "label anew",
                path=path,
            )
        ) from error
    return tuple(sorted(labels, key=lambda label: label.start_s))


def write_labels(folder: Path, labels: Sequence[Label]) -> None:
    """Write all labels of a session.

    Raises:
        InputError: They cannot be written.
    """
    document = {"format": _FORMAT, "labels": [asdict(label) for label in labels]}
    with atomic_path(folder / LABELS) as partial:
        partial.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def add_label(labels: Sequence[Label], new: Label) -> tuple[Label, ...]:
    """Return the labels with a new one, which takes the place of those that it overlaps."""
    kept = [old for old in labels if old.end_s <= new.start_s or old.start_s >= new.end_s]
    return tuple(sorted([*kept, new], key=lambda label: label.start_s))
