"""A stretch as data: frozen models of the YAML files in `poses/`."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema, model_validator

from formcheck.coach.fields import (
    Identifier,
    Model,
    Number,
    Repetitions,
    Seconds,
    Sets,
    Switch,
    Text,
    Yaw,
)

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

MEASURE_RANGES: dict[str, tuple[float, float]] = {
    "hip": (0, 270), "hip_joint": (0, 270), "knee": (0, 200), "elbow": (0, 200),
    "shoulder": (0, 270), "thigh": (-180, 180), "shin": (-180, 180), "trunk_shin": (-180, 180),
    "trunk_lean": (-180, 180), "trunk_pitch": (-90, 90), "hips_rise": (-100, 200),
    "pelvic_tilt": (-60, 60), "pelvic_obliquity": (-90, 90), "pelvic_rotation": (-90, 90),
}  # fmt: skip
"""What a body can show at all, in the measure's unit: a target outside is a slip of the pen."""

JOINT_ANGLES = ("hip", "hip_joint", "knee", "elbow", "shoulder")
"""Angles that are 180 when straight; a band of a few degrees there can only be radians."""

_MEASURE = re.compile(r"^(?P<name>[a-z_]+)(\[(?P<role>[a-z]+)\])?$")


class Measure(Model):
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
            raise ValueError(
                f"expected a known measure, got {name!r}; write one of "
                + ", ".join(SIDED_MEASURES + WHOLE_MEASURES)
            )
        if name in WHOLE_MEASURES and role is not None:
            raise ValueError(f"{name} belongs to the whole person: write {name!r} without [{role}]")
        if name in SIDED_MEASURES and role not in MEASURE_ROLES:
            raise ValueError(
                f"{name} belongs to one side: write {name}[ROLE] with a ROLE of "
                + ", ".join(MEASURE_ROLES)
            )
        return cls(name=name, role=role)

    @property
    def unit(self) -> Literal["degrees", "%"]:
        """Return the unit of its targets: `%` of the trunk's length, or `degrees`."""
        return "%" if self.name == "hips_rise" else "degrees"

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


class Check(Model):
    """One target: a band for one measurement, with its cues.

    Attributes:
        id: Name of the check, unique in its stretch.
        measure: What is measured, such as `hip[worked]`.
        prefer: A measure that is judged in its place wherever it is known, such as
            `hip_joint[worked]`: the same angle, only better told. The band holds for both.
        low: Lower end of the band in the measurement's unit (see `Measure.unit`), or None.
        high: Upper end of the band, or None.
        at: When it counts: while `held`, at the `bottom` or `top` of a repetition, or `always`.
        required: Whether the hold clock needs it. An unmeasurable required check stops the clock,
            an unmeasurable check that is not required is reported as "can't tell". One that comes
            before the main check stops the clock all the same while it is known to be wrong.
        cue_low: What to do when the value is below the band.
        cue_high: What to do when the value is above the band.
        why: Why the target is what it is.
    """

    id: Identifier
    measure: MeasureName
    prefer: MeasureName | None = None
    low: Number | None = None
    high: Number | None = None
    at: Moment = "held"
    required: Switch = True
    cue_low: Text | None = None
    cue_high: Text | None = None
    why: Text

    @property
    def target(self) -> Measure:
        """Return what is measured, taken apart."""
        return Measure.parse(self.measure)

    @model_validator(mode="after")
    def _low_is_below_high(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(
                f"expected low below high, got low {self.low:g} and high {self.high:g}; "
                "exchange them or correct one"
            )
        return self


class ViewTarget(Model):
    """The camera's view that a stretch needs.

    Attributes:
        from_: `side`, `front` or `any`.
        near: Which leg or side is nearer to the camera: `worked`, `either`.
        max_yaw: Largest turn away from that view that is still measured, degrees.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_: Literal["side", "front", "any"] = Field(alias="from")
    near: Literal["worked", "either"] = "either"
    max_yaw: Yaw = 30.0


class HoldTarget(Model):
    """How long to hold: seconds a set, and sets a side."""

    seconds: Seconds = 30.0
    sets: Sets = 2


class RepTarget(Model):
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

    measure: MeasureName
    top: Number
    bottom: Number
    count: Repetitions = 10
    sets: Sets = 2


class Stretch(Model):
    """One stretch or exercise, as its YAML file says it.

    Attributes:
        id: The file's name without `.yaml`.
        name: What people call it.
        kind: Held still (`hold`), repeated (`reps`), or guided by a clock alone (`timer`).
        position: The body's position, by which a wrong movement is noticed.
        sides: `each` leg in turn, `both` together, or `none` where sides do not matter.
        worked_leg: Which leg `[worked]` means, by its part in the position.
        view: How the camera must see it.
        hold: Seconds and sets, for holds and timers.
        reps: How repetitions are counted.
        main: Id of the check that is drawn large.
        summary: What it is, in a sentence or two.
        sources: Where the stretch and its figures come from.
        steps: What the person does, in order; read and spoken.
        breathing: How to breathe meanwhile.
        checks: The targets in the order of their importance, safety first.
        easier: Ways to make it easier.
        harder: Ways to make it harder.
        safety: What to heed, when to stop.
        cannot_see: What the camera cannot tell here.
    """

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
