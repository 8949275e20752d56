"""Where a body rests between repetitions that are counted from there."""

from __future__ import annotations

from statistics import quantiles
from typing import Final

from formcheck.coach.settings.coach import COACH
from formcheck.stretches.model.stretch import RepTarget
from formcheck.temporal import TimeWindow

LOOK_S: Final = COACH.reps.rest_look_s
SETTLED_S: Final = COACH.reps.rest_settled_s
STILL: Final = COACH.reps.rest_still

UNSURE_S: Final = 1.5 * COACH.reps.loss_s
"""Time, in seconds, without a change after the rest was found elsewhere. It is long enough for the
counter to drop the repetition that seemed to be under way."""


class Rest:
    """Follows the angle while the start pose is seen.

    Args:
        target: How repetitions are counted; its two ends are changes.

    Attributes:
        level: The angle at rest, degrees, or None until it was seen.
        moved_s: When somebody was last found to rest elsewhere than before, seconds, or None.
    """

    def __init__(self, target: RepTarget) -> None:
        home, turn = target.top, target.bottom
        if target.starts == "bottom":
            home, turn = turn, home
        self._home = abs(home)
        self._towards = 1.0 if turn > home else -1.0
        self._seen = TimeWindow[float](SETTLED_S, full=True)
        self.level: float | None = None
        self.moved_s: float | None = None

    def update(self, time_s: float, angle: float | None) -> None:
        """Take the next frame.

        Args:
            time_s: Its time, seconds.
            angle: The angle, degrees, or None where it or the start pose is not seen.
        """
        if angle is None:
            self._seen.clear()
            return
        self._seen.add(time_s, angle)
        away = 0.0 if self.level is None else self._towards * (angle - self.level)
        if self.level is None or away < -self._home / 2:  # it was no rest before
            still = self._still(LOOK_S)
        else:
            still = self._still(SETTLED_S)
            if still is not None:
                elsewhere = self._towards * (still - self.level) > self._home
                self.moved_s = time_s if elsewhere else self.moved_s
        self.level = self.level if still is None else still

    def change(self, time_s: float, angle: float) -> float | None:
        """Return how far an angle is from the rest, degrees.

        None while the rest is unknown, and for a moment after it was found to be elsewhere: coming
        back to it was no end of a repetition.

        Args:
            time_s: Time of the frame, seconds.
            angle: The angle, degrees.
        """
        moved = self.moved_s is not None and time_s - self.moved_s <= UNSURE_S
        return None if self.level is None or moved else angle - self.level

    def _still(self, seconds: float) -> float | None:
        """The middle of the last seconds, or None while somebody moves."""
        last = self._seen.last_s
        if last is None or self._seen.span_s < seconds - 1e-6:
            return None
        found = [angle for time_s, angle in self._seen if last - time_s <= seconds + 1e-6]
        if len(found) < 2:  # frames farther apart than somebody has to be still
            found = [angle for _, angle in self._seen][-2:]
        tenths = quantiles(found, n=10, method="inclusive")
        return tenths[4] if tenths[-1] - tenths[0] <= STILL * self._home else None
