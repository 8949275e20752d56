"""Whether the camera sees the person from where a stretch needs it, and how to turn if not."""

from __future__ import annotations

from collections import deque
from statistics import median
from typing import Final

from formcheck.coach.judge import parse
from formcheck.coach.specification import Check, ViewTarget
from formcheck.measure.measurement import View

WINDOW_S: Final = 0.5
"""The yaw is the median over this time, so that one odd frame neither hides nor shows a check."""

FRONTAL_MEASURES: Final = frozenset({"pelvic_obliquity", "pelvic_rotation"})
"""Measured from the front or from behind, whatever the stretch asks for; they bring their own
reasons from other views."""

QUARTER_TURN: Final = 75.0
"""From this turn on, degrees, 'a quarter turn' is clearer than a number."""


class Viewpoint:
    """Follows the view through a performance.

    Args:
        target: The view that the stretch needs.
    """

    def __init__(self, target: ViewTarget) -> None:
        self._target = target
        self._yaws: deque[tuple[float, float]] = deque()

    def update(self, time_s: float, view: View | None) -> str | None:
        """Return how to turn, or None where the view is fit or cannot be told.

        Args:
            time_s: Time of the frame, seconds.
            view: How the camera sees the person in it, or None without one.
        """
        if view is None:
            self._yaws.clear()
            return None
        if view.yaw_deg is not None:
            self._yaws.append((time_s, view.yaw_deg))
        while self._yaws and self._yaws[0][0] < time_s - WINDOW_S:
            self._yaws.popleft()
        off = self.off_deg
        if off is None or off <= self._target.max_yaw:
            return None
        what = "side" if self._target.from_ == "side" else "front"
        if off >= QUARTER_TURN:
            return f"Turn a quarter turn, so that your {what} faces the camera"
        # Steps of 15 degrees: nobody turns by 37, and the words should not change each frame.
        return f"Turn about {15 * round(off / 15)} degrees, so that your {what} faces the camera"

    @property
    def off_deg(self) -> float | None:
        """Return the turn away from the asked view, degrees 0..90, or None if it is not known."""
        if not self._yaws or self._target.from_ == "any":
            return None
        turn = abs(median(yaw for _, yaw in self._yaws))
        return turn if self._target.from_ == "side" else max(0.0, 90.0 - turn)

    @property
    def seen(self) -> str:
        """Return from where the camera sees the person, in words that follow 'saw you'."""
        if not self._yaws:
            return "from an unknown side"
        yaw = median(yaw for _, yaw in self._yaws)
        if abs(yaw) < 20:
            return "from the side"
        if abs(yaw) > 65:
            return "from the front" if yaw > 0 else "from behind"
        return "at an angle from the front" if yaw > 0 else "at an angle from behind"

    def hides(self, check: Check) -> bool:
        """Return whether a wrong view makes this check worthless."""
        return self._target.from_ == "front" or parse(check.measure).name not in FRONTAL_MEASURES
