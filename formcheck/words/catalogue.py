"""The words of labels in a language: a catalogue as translators' tools write it (gettext's .po)."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a .po file holds.

    Attributes:
        labels: Words by their English text; for one thing and for several by the pair of them.
        plural: Which of several words belongs to a number.
    """

    labels: Mapping[str | tuple[str, str], str | tuple[str, ...]]
    plural: Callable[[int], int]


def read_catalogue(path: Path) -> Catalogue:
    """Return what a .po file holds; texts without words are left out.

    Raises:
        OSError: It cannot be read.
    """
    from babel.messages.pofile import read_po  # deferred: English needs none

    with path.open("rb") as file:
        found = read_po(file, locale=path.parent.name)
    labels: dict[str | tuple[str, str], str | tuple[str, ...]] = {}
    for message in found:
        words = message.string
        if not message.id or message.fuzzy:
            continue
        if isinstance(message.id, tuple | list) and isinstance(words, tuple | list):
            if all(words):
                labels[message.id[0], message.id[1]] = tuple(words)
        elif isinstance(message.id, str) and isinstance(words, str) and words:
            labels[message.id] = words
    return Catalogue(labels, gettext.c2py(found.plural_expr))
