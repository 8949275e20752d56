"""The plain kinds of values that specification files are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A number that was written as one: `'185'` in quotes and `.nan` are faults, not guesses."""

Count = Annotated[int, Field(strict=True)]
Switch = Annotated[bool, Field(strict=True)]

Seconds = Annotated[Number, Field(gt=0, le=600)]
Sets = Annotated[Count, Field(ge=1, le=10)]
Repetitions = Annotated[Count, Field(ge=1, le=100)]
Pause = Annotated[Number, Field(ge=0, le=300)]
Yaw = Annotated[Number, Field(gt=0, le=90)]


class Model(BaseModel):
    """Base of all parts of a specification: frozen, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


StretchRef = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(:[a-z][a-z0-9]*(-[a-z0-9]+)*)?$")
]
"""A stretch by its id, with a variant behind a colon: `squat`, `quadruped-leg-lift:bent-knee`."""
