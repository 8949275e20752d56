"""What a check can look at: the names of measures, their sides, units and ranges."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, WithJsonSchema

from formcheck.measure.model.registry import SPECS
from formcheck.stretches.model.fields import Model
from formcheck.words import tr

SIDED_MEASURES = tuple(spec.name for spec in SPECS if spec.sided)
"""Measurements of one side; a specification adds a role: `hip[worked]`, `knee[near]`."""

WHOLE_MEASURES = tuple(spec.name for spec in SPECS if not spec.sided)
"""Measurements of the whole person."""

MEASURE_ROLES = ("worked", "other", "near", "far", "left", "right")
"""What may stand in the brackets of a sided measure."""

MEASURE_RANGES = {spec.name: spec.bounds for spec in SPECS}
"""What a body can show at all, in the measure's unit: a target outside is a slip of the pen."""

PERCENT_MEASURES = tuple(spec.name for spec in SPECS if spec.unit != "degrees")
"""Distances in percent: of the trunk's length, or, for the knees over the feet, of theirs."""

FRONTAL_ONLY = tuple(spec.name for spec in SPECS if spec.plane == "frontal" and not spec.untold)
"""Measures that can be had only from the front, from behind, or from above of someone lying."""

UNTOLD = tuple(spec.name for spec in SPECS if spec.untold)
"""Measures that no view shows for now: docs/tilt.md says why. No view is asked for because of one,
and people are told how to look for themselves."""

JOINT_ANGLES = tuple(spec.name for spec in SPECS if spec.straight is not None)
"""Angles of joints, 180 when straight; a band of a few degrees there can only be radians."""

_MEASURE = re.compile(r"^(?P<name>[a-z_]+)(\[(?P<role>[a-z]+)\])?$")


class Measure(Model):
    """What a check looks at: `hip[worked]` is the name `hip` and the role `worked`."""

    name: str
    role: str | None = None

    @classmethod
    @cache
    def parse(cls, text: str) -> Self:
        """Read `name` or `name[role]`; kept, since each frame asks for the same few.

        Raises:
            ValueError: The text is not of that form, or the name or role does not exist.
        """
        match = _MEASURE.match(text)
        if match is None:
            raise ValueError(tr("expected a measure such as hip[worked], got {text!r}", text=text))
        name, role = match["name"], match["role"]
        if name not in SIDED_MEASURES + WHOLE_MEASURES:
            raise ValueError(
                tr("expected a known measure, got {name!r}; write one of ", name=name)
                + ", ".join(SIDED_MEASURES + WHOLE_MEASURES)
            )
        if name in WHOLE_MEASURES and role is not None:
            raise ValueError(
                tr(
                    "{name} belongs to the whole person: write {name!r} without [{role}]",
                    name=name,
                    role=role,
                )
            )
        if name in SIDED_MEASURES and role not in MEASURE_ROLES:
            raise ValueError(
                tr("{name} belongs to one side: write {name}[ROLE] with a ROLE of ", name=name)
                + ", ".join(MEASURE_ROLES)
            )
        return cls(name=name, role=role)

    @property
    def unit(self) -> Literal["degrees", "%"]:
        """Return the unit of its targets: `%`, by custom of the trunk's length, or `degrees`."""
        return "%" if self.name in PERCENT_MEASURES else "degrees"

    def __str__(self) -> str:
        return self.name if self.role is None else f"{self.name}[{self.role}]"


def measure_names() -> list[str]:
    """Return everything that may stand behind `measure:`, sided names with each role."""
    sided = [f"{name}[{role}]" for name in SIDED_MEASURES for role in MEASURE_ROLES]
    return sided + list(WHOLE_MEASURES)


def _known_measure(text: str) -> str:
    Measure.parse(text)
    return text


MeasureName = Annotated[
    str,
    AfterValidator(_known_measure),
    WithJsonSchema({"type": "string", "enum": measure_names()}),
]
