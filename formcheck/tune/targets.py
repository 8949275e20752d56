"""Targets that are being moved: what was changed so far, step by step, and back again."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from formcheck.codes.stretches import ChangeCode
from formcheck.message import Message
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.difference import difference
from formcheck.stretches.model.measures import MEASURE_RANGES
from formcheck.stretches.model.stretch import Stretch
from formcheck.tune.rejudge import TargetEdit, edit_targets
from formcheck.words import say_heading

ONE_S = 2.0
"""Time, in seconds, within which steps of one slider are one move, which undo takes back."""

ROOM = 30.0
"""Largest distance of a moved target from the shipped one, in the measure's unit; beyond it is
another exercise."""


@dataclass
class Moves:
    """The targets of one stretch while they are moved.

    Attributes:
        shipped: The stretch as its file says it.
        values: What differs, as `rear-hip.low` and its value.
        earlier: The values before each step, for undo.
        clock: Seconds that only rise.
    """

    shipped: Stretch
    values: dict[str, float] = field(default_factory=dict)
    earlier: list[dict[str, float]] = field(default_factory=list)
    clock: Callable[[], float] = time.monotonic
    _last: tuple[tuple[str, ...], float] | None = None  # what was moved last, and when
    _made: tuple[dict[str, float], Stretch] | None = None  # the stretch of some values

    @property
    def stretch(self) -> Stretch:
        """Return the stretch with the targets as they are now."""
        if self._made is None or self._made[0] != self.values:
            self._made = (self.values, self._with(self.values))
        return self._made[1]

    def _with(self, values: Mapping[str, float]) -> Stretch:
        return edit_targets(self.shipped, [TargetEdit.of(*item) for item in values.items()])

    def move(self, values: Mapping[str, float]) -> None:
        """Set some targets, in one step.

        Raises:
            UsageError: They do not fit the stretch; nothing is changed then.
        """
        wanted = self.values | {name: float(value) for name, value in values.items()}
        kept = {name: value for name, value in wanted.items() if value != self._shipped(name)}
        if kept == self.values:
            return
        self._made = (kept, self._with(kept))
        now, names = self.clock(), tuple(sorted(values))
        # A slider that is moved with the keys takes many small steps: they are one move.
        same = self._last is not None and self._last[0] == names and now - self._last[1] < ONE_S
        if not (same and self.earlier):
            self.earlier.append(self.values)
        self._last = (names, now)
        self.values = kept

    def undo(self) -> None:
        """Take the last step back."""
        self._last = None
        if self.earlier:
            self.values = self.earlier.pop()

    def reset(self) -> None:
        """Go back to the shipped targets, in one step that can be undone."""
        if self.values:
            self.earlier.append(self.values)
            self.values = {}

    def take(self, changed: Stretch) -> None:
        """Take over the targets of another version of the stretch, such as a preset's."""
        wanted = {
            f"{where}.{key}": float(value)
            for where, key, value in difference(self.shipped, changed).leaves()
            if isinstance(value, int | float) and not isinstance(value, bool)
        }
        if wanted != self.values:
            self.earlier.append(self.values)
            self.values = wanted

    def words(self) -> list[str]:
        """Return what differs from the shipped targets, in words."""
        found = []
        for name, value in self.values.items():
            where, key = name.rsplit(".", 1)
            old = self._shipped(name)
            old_one = None if math.isnan(old) else old
            change = Message(ChangeCode.INSTEAD, where=where, key=key, value=value, old=old_one)
            found.append(say_heading(change))
        return found

    def _shipped(self, name: str) -> float:
        where, key = name.rsplit(".", 1)
        owner = (
            getattr(self.shipped, where)
            if where in ("hold", "reps", "view")
            else self.shipped.check(where)
        )
        value = getattr(owner, key)
        return float("nan") if value is None else float(value)


def slider_range(check: Check) -> tuple[float, float]:
    """Return how far down and up the ends of a check can be moved."""
    ends = [end for end in (check.low, check.high) if end is not None]
    least, most = MEASURE_RANGES[check.target.name]
    return max(least, min(ends) - ROOM), min(most, max(ends) + ROOM)
