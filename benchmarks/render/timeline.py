"""A movement in time: key moments, smooth steps between them, and a living person's sway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Key:
    """A moment of a movement.

    Attributes:
        time_s: When.
        phase: Label of the frames from here to the next key.
        angles: Arguments of the pose function at this moment.
    """

    time_s: float
    phase: str
    angles: Mapping[str, float]


@dataclass(frozen=True)
class Timeline:
    """A movement: keys joined by smooth steps, with a living person's small sway on top.

    Attributes:
        keys: In rising order of time; every key names the same angles. The last one ends the
            clip.
        sway: Argument -> amplitude of its sway, degrees.
        breath_s: Period of breathing, the strongest part of the sway.
    """

    keys: tuple[Key, ...]
    sway: Mapping[str, float] = field(default_factory=dict)
    breath_s: float = 4.2

    @property
    def duration_s(self) -> float:
        """Length of the clip."""
        return self.keys[-1].time_s

    def at(self, time_s: float) -> tuple[str, dict[str, float]]:
        """Phase and pose arguments at a moment."""
        number = sum(key.time_s <= time_s for key in self.keys[1:-1])
        start, end = self.keys[number], self.keys[number + 1]
        share = (time_s - start.time_s) / (end.time_s - start.time_s)
        eased = share * share * (3 - 2 * share)
        values = {
            name: value + eased * (end.angles[name] - value) for name, value in start.angles.items()
        }
        for k, (name, amplitude) in enumerate(self.sway.items()):
            values[name] += amplitude * self._sway(time_s, k)
        return start.phase, values

    def _sway(self, time_s: float, phase: int) -> float:
        """A slow, never quite repeating motion between about -1 and 1."""
        turns = 2 * np.pi * time_s
        breath = np.sin(turns / self.breath_s + phase)
        drift = np.sin(turns / (2.7 * self.breath_s) + 2.1 * phase + 0.5)
        tremor = np.sin(turns / (0.31 * self.breath_s) + 1.3 * phase)
        return float(0.55 * breath + 0.35 * drift + 0.10 * tremor)
