"""A stretch as data: frozen models of the YAML files in `poses/`."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Kind = Literal["hold", "reps", "timer"]
Position = Literal[
    "standing", "half-kneeling", "kneeling", "quadruped", "prone", "supine", "sitting", "any"
]
Role = Literal["rear", "front", "bent", "straight", "lifted", "near"]
Moment = Literal["held", "bottom", "top", "always"]

SIDED_MEASURES = (
    "hip", "hip_joint", "knee", "elbow", "shoulder", "thigh", "shin", "trunk_shin",
)  # fmt: skip
"""Measurements of one side; a specification adds a role: `hip[worked]`, `knee[near]`."""

WHOLE_MEASURES = (
    "trunk_lean", "trunk_pitch", "hips_rise", "pelvic_tilt", "pelvic_obliquity", "pelvic_rotation",
)  # fmt: skip
"""Measurements of the whole person."""

MEASURE_ROLES = ("worked", "other", "near", "far", "left", "right")
"""What may stand in the brackets of a sided measure."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]

_MEASURE = re.compile(r"^(?P<name>[a-z_]+)(\[(?P<role>[a-z]+)\])?$")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Measure(_Model):
    """What a check looks at: `hip[worked]` is the name `hip` and the role `worked`."""

    name: str
    role: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `name` or `name[role]`.

        Raises:
            ValueError: The text is not of that form, or the name or role does not exist.
        """
        match = _MEASURE.match(text)
        if match is None:
            raise ValueError(f"expected a measure such as hip[worked], got {text!r}")
        name, role = match["name"], match["role"]
        if name not in SIDED_MEASURES + WHOLE_MEASURES:
            raise ValueError(f"unknown measure {name!r}")
        if name in WHOLE_MEASURES and role is not None:
            raise ValueError(f"{name} belongs to the whole person: write {name!r} without [{role}]")
        if name in SIDED_MEASURES and role not in MEASURE_ROLES:
            raise ValueError(
                f"{name} belongs to one side: write {name}[ROLE] with a ROLE of "
                + ", ".join(MEASURE_ROLES)
            )
        return cls(name=name, role=role)

    def __str__(self) -> str:
        return self.name if self.role is None else f"{self.name}[{self.role}]"


class Check(_Model):
    """One target: a band for one measurement, with its cues.

    Attributes:
        id: Name of the check, unique in its stretch.
        measure: What is measured, such as `hip[worked]`.
        low: Lower end of the band in the measurement's unit, or None.
        high: Upper end of the band, or None.
        at: When it counts: while `held`, at the `bottom` or `top` of a repetition, or `always`.
        required: Whether the hold clock needs it. An unmeasurable required check stops the clock,
            an unmeasurable check that is not required is reported as "can't tell".
        cue_low: What to do when the value is below the band.
        cue_high: What to do when the value is above the band.
        why: Why the target is what it is.
    """

    id: Identifier
    measure: str
    low: float | None = None
    high: float | None = None
    at: Moment = "held"
    required: bool = True
    cue_low: Text | None = None
    cue_high: Text | None = None
    why: Text

    @property
    def target(self) -> Measure:
        """Return what is measured, taken apart."""
        return Measure.parse(self.measure)


class ViewTarget(_Model):
    """The camera's view that a stretch needs.

    Attributes:
        from_: `side`, `front` or `any`.
        near: Which leg or side is nearer to the camera: `worked`, `either`.
        max_yaw: Largest turn away from that view that is still measured, degrees.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_: Literal["side", "front", "any"] = Field(alias="from")
    near: Literal["worked", "either"] = "either"
    max_yaw: Annotated[float, Field(gt=0, le=90)] = 30.0


class HoldTarget(_Model):
    """How long to hold: seconds a set, and sets a side."""

    seconds: Annotated[float, Field(gt=0, le=600)] = 30.0
    sets: Annotated[int, Field(ge=1, le=10)] = 2


class RepTarget(_Model):
    """How repetitions are counted.

    One repetition goes from above `top` to below `bottom` and back (or the other way round where
    `bottom` is the larger), and lasts at least 0.8 s.

    Attributes:
        measure: The angle that goes up and down.
        top: Threshold of the start position, degrees.
        bottom: Threshold of the end position, degrees.
        count: Repetitions a set.
        sets: Sets.
    """

    measure: str
    top: float
    bottom: float
    count: Annotated[int, Field(ge=1, le=100)] = 10
    sets: Annotated[int, Field(ge=1, le=10)] = 2


class Stretch(_Model):
    """One stretch or exercise, as its YAML file says it."""

    id: Identifier
    name: Text
    kind: Kind
    position: Position
    sides: Literal["each", "both", "none"]
    worked_leg: Role | None = None
    view: ViewTarget
    hold: HoldTarget | None = None
    reps: RepTarget | None = None
    main: Identifier | None = None
    summary: Text
    sources: tuple[Text, ...] = ()
    steps: tuple[Text, ...]
    breathing: Text | None = None
    checks: tuple[Check, ...] = ()
    easier: tuple[Text, ...] = ()
    harder: tuple[Text, ...] = ()
    safety: tuple[Text, ...] = ()
    cannot_see: tuple[Text, ...] = ()

    def check(self, check_id: str) -> Check:
        """Return the check of that id.

        Raises:
            KeyError: The stretch has no such check.
        """
        for check in self.checks:
            if check.id == check_id:
                return check
        raise KeyError(check_id)

    @property
    def main_check(self) -> Check | None:
        """Return the check whose angle is drawn large: `main`, else the first with two ends."""
        if self.main is not None:
            return self.check(self.main)
        banded = [c for c in self.checks if c.low is not None and c.high is not None]
        return banded[0] if banded else (self.checks[0] if self.checks else None)

    @model_validator(mode="after")
    def _kind_has_its_target(self) -> Self:
        if self.kind == "hold" and self.hold is None:
            raise ValueError("a hold needs `hold: {seconds: 30, sets: 2}`")
        if self.kind == "reps" and self.reps is None:
            raise ValueError("repetitions need `reps: {measure: …, top: …, bottom: …}`")
        return self
