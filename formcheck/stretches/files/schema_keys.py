"""Which keys a stretch file may hold, and which one a mistyped key was meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo

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
        models: What each section is read into; a section inside another is `outer.inner`.
        lists: Keys of the file that hold lists of texts.
        named: Sections whose keys are names that the author chooses, such as ids of checks.
    """

    models: Mapping[str, type[BaseModel]]
    lists: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    @cached_property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """The known keys of each section."""
        return {section: keys_of(model) for section, model in self.models.items()}

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

    def choices(self, place: Place) -> tuple[str, ...]:
        """Return the words between which the key at a place has to choose; empty for any."""
        parts = self._annotation(place)
        return tuple(
            word for part in parts if get_origin(part) is Literal for word in part.__args__
        )

    def bounds(self, place: Place) -> Bounds:
        """Return the range of the number at a place."""
        parts = list(self._annotation(place))
        above = next((float(str(part.gt)) for part in parts if isinstance(part, Gt)), None)
        least = next((float(str(part.ge)) for part in parts if isinstance(part, Ge)), None)
        most = next((float(str(part.le)) for part in parts if isinstance(part, Le)), None)
        return Bounds(least if above is None else above, most, open_below=above is not None)

    def _annotation(self, place: Place) -> Iterator[Any]:
        """Yield what is written about the type of the key at a place, from the outside in."""
        while isinstance(place[-1], int):  # an entry of a list has the type that the list names
            place = place[:-1]
        fields = self.models[self.section(place)].model_fields
        for name, field in fields.items():
            if place[-1] in (name, field.alias):
                yield from field.metadata
                yield from _inside(field.annotation)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range of numbers.

    Attributes:
        low: Its lower end, or None.
        high: Its upper end, which belongs to it, or None.
        open_below: Whether the lower end itself is outside.
    """

    low: float | None
    high: float | None
    open_below: bool


def _inside(annotation: Any) -> Iterator[Any]:
    yield annotation
    if isinstance(annotation, FieldInfo):
        yield from annotation.metadata
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from _inside(part)


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys that a file may hold for a model."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


STRETCH: Final = Grammar(
    {
        "": Stretch,
        "view": ViewTarget,
        "hold": HoldTarget,
        "reps": RepTarget,
        "checks": Check,
        "checks.also": OtherWay,
        "second_view": SecondView,
        "start": StartPose,
        "start.pose": PoseCondition,
        "phases": Phases,
        "variants": Variant,
        "variants.hold": HoldChange,
        "variants.reps": RepChange,
        "variants.view": ViewChange,
        "variants.checks": CheckChange,
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
