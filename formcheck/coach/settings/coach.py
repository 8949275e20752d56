"""All tunable constants of the coach in one object."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from formcheck.coach.settings.clocks import (
    HoldSettings,
    LostTimeSettings,
    RepSettings,
    StillnessSettings,
)
from formcheck.coach.settings.verdict import (
    CueSettings,
    JudgingSettings,
    SecondViewSettings,
    VerdictSettings,
)
from formcheck.coach.settings.watch import (
    LegSettings,
    MeasureSettings,
    MovementSettings,
    StartSettings,
    ViewSettings,
)


@dataclass(frozen=True, slots=True)
class CoachSettings:
    """The constants by which a performance is judged, in groups."""

    judging: JudgingSettings = field(default_factory=JudgingSettings)
    hold: HoldSettings = field(default_factory=HoldSettings)
    lost_time: LostTimeSettings = field(default_factory=LostTimeSettings)
    stillness: StillnessSettings = field(default_factory=StillnessSettings)
    reps: RepSettings = field(default_factory=RepSettings)
    view: ViewSettings = field(default_factory=ViewSettings)
    measure: MeasureSettings = field(default_factory=MeasureSettings)
    start: StartSettings = field(default_factory=StartSettings)
    legs: LegSettings = field(default_factory=LegSettings)
    movement: MovementSettings = field(default_factory=MovementSettings)
    second_view: SecondViewSettings = field(default_factory=SecondViewSettings)
    cues: CueSettings = field(default_factory=CueSettings)
    verdict: VerdictSettings = field(default_factory=VerdictSettings)


COACH: Final = CoachSettings()
"""The constants that the coach uses."""
