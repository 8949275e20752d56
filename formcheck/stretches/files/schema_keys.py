"""Which keys a stretch file may hold, and which one a mistyped key was meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from formcheck.stretches.files.yaml.document import Place
from formcheck.stretches.model.changes import CheckChange, HoldChange, RepChange, ViewChange
from formcheck.stretches.model.check import Check, OtherWay
from formcheck.stretches.model.stretch import (
    HoldTarget,
    Phases,
    PoseCondition,
    RepTarget,
    SecondView,
    StartPose,
    Stretch,
    Variant,
    ViewTarget,
)


@dataclass(frozen=True)
class Grammar:
    """The keys of one kind of file, by section; the section without a name is the file itself.

    Attributes:
        keys: Known keys of each section; a section inside another is `outer.inner`.
        lists: Keys of the file that hold lists of texts.
        named: Sections whose keys are names that the author chooses, such as ids of checks.
    """

    keys: Mapping[str, tuple[str, ...]]
    lists: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    def dotted(self, place: Place) -> str:
        """Return a place without positions in lists and without names: `checks.low`."""
        found: list[str] = []
        skip = False
        for part in place:
            if skip or isinstance(part, int):
                skip = False
                continue
            found.append(part)
            skip = ".".join(found) in self.named
        return ".".join(found)

    def section(self, place: Place) -> str:
        """Return the section in which a place's last key stands; empty for the file itself."""
        name = self.dotted(place[:-1])
        return name if name in self.keys else ""

    def nearest_key(self, key: str, section: str) -> str | None:
        """Return the key that was probably meant in a section, or None."""
        known = self.keys[section]
        synonym = _SYNONYMS.get(key.lower())
        return synonym if synonym in known else nearest(key.replace("-", "_"), known)


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys that a file may hold for a model."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


STRETCH: Final = Grammar(
    {
        "": keys_of(Stretch),
        "view": keys_of(ViewTarget),
        "hold": keys_of(HoldTarget),
        "reps": keys_of(RepTarget),
        "checks": keys_of(Check),
        "checks.also": keys_of(OtherWay),
        "second_view": keys_of(SecondView),
        "start": keys_of(StartPose),
        "start.pose": keys_of(PoseCondition),
        "phases": keys_of(Phases),
        "variants": keys_of(Variant),
        "variants.hold": keys_of(HoldChange),
        "variants.reps": keys_of(RepChange),
        "variants.view": keys_of(ViewChange),
        "variants.checks": keys_of(CheckChange),
    },
    lists=frozenset({"steps", "sources", "easier", "harder", "safety", "cannot_see"}),
    named=frozenset({"variants.checks"}),
)


KEYS = STRETCH.keys
"""The known keys of each section of a stretch file."""


_SYNONYMS = {
    "min": "low", "minimum": "low", "from_low": "low", "max": "high", "maximum": "high",
    "angle": "measure", "joint": "measure", "title": "name", "description": "summary",
    "duration": "hold", "reason": "why", "moment": "at", "leg": "worked_leg", "camera": "view",
    "cue": "cue_low", "repetitions": "reps", "reference": "sources", "references": "sources",
}  # fmt: skip


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that resembles a mistyped one most, or None if none does."""
    found = difflib.get_close_matches(word.strip().lower(), list(known), n=1, cutoff=0.55)
    return found[0] if found else None


def nearest_key(key: str, section: str) -> str | None:
    """Return the key of a stretch file that was probably meant in a section, or None."""
    return STRETCH.nearest_key(key, section)
