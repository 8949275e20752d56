"""Changes of a stretch's targets as data: what an overlay, a preset or a variant says.

Only what is written changes; everything else stays as the stretch has it. `null` takes a limit
away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from formcheck.stretches.model.fields import (
    Identifier,
    Model,
    Number,
    Pause,
    Repetitions,
    Seconds,
    Sets,
    Switch,
    Text,
    Yaw,
)


class CheckChange(Model):
    """What changes in one check; see `formcheck.stretches.model.stretch.Check`."""

    low: Number | None = None
    high: Number | None = None
    prefer_low: Number | None = None
    prefer_high: Number | None = None
    goal: Number | None = None
    one_sided: Switch = False
    at: Literal["held", "bottom", "top", "always"] = "held"
    required: Switch = True
    scored: Switch = True
    cue_low: Text | None = None
    cue_high: Text | None = None
    cue_goal: Text | None = None
    why: Text = "."


class HoldChange(Model):
    """What changes in how long a stretch is held."""

    seconds: Seconds = 30.0
    sets: Sets = 2
    rest: Pause = 10.0


class RepChange(Model):
    """What changes in how repetitions are counted."""

    top: Number = 0.0
    bottom: Number = 0.0
    count: Repetitions = 10
    sets: Sets = 2
    rest: Pause = 30.0


class ViewChange(Model):
    """What changes in the camera's view."""

    max_yaw: Yaw = 30.0


class StretchChange(Model):
    """Everything that changes in one stretch.

    Attributes:
        hold: Seconds and sets.
        reps: Thresholds, count and sets.
        view: How far the person may be turned away.
        checks: What changes in each check, by its id.
    """

    hold: HoldChange | None = None
    reps: RepChange | None = None
    view: ViewChange | None = None
    checks: Mapping[Identifier, CheckChange] = {}

    def written(self) -> dict[str, Any]:
        """Return only what was written, as plain data."""
        return self.model_dump(mode="json", exclude_unset=True)

    def leaves(self) -> Iterator[tuple[str, str, Any]]:
        """Yield each change: the section or the check's id, the key, and the new value."""
        written = self.written()
        for section in ("hold", "reps", "view"):
            for key, value in (written.get(section) or {}).items():
                yield section, key, value
        for check, values in written.get("checks", {}).items():
            for key, value in values.items():
                yield check, key, value
