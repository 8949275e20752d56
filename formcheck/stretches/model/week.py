"""Days of the week and times of the day, as plans and reminders name them."""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from pydantic import StringConstraints

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

DAYS: Final[tuple[Day, ...]] = get_args(Day)

TimeOfDay = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""As in `18:30`, by the clock on the wall."""
