"""A YAML file taken apart: plain data, and where in the file each piece of it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from formcheck.errors import Fault

Place = tuple[str | int, ...]
"""Way to a value: keys and positions from the top, such as `("checks", 0, "low")`."""


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file taken apart.

    Attributes:
        data: The content as dicts, lists, texts and numbers; None where it could not be read.
        faults: What YAML itself objects to, and keys that are written twice.
    """

    data: Any
    faults: tuple[Fault, ...]
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """Return the line of a place, from 1; of its nearest surroundings if it is not there."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)
