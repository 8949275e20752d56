"""Where a person started: how far the hip was open as they stood or knelt tall, at ease.

A body's own bias is in this value as in every later one of the same clip, and cancels: kneeling
tall reads 176 in one person and 183 in another, but both are as far from their own start.
"""

from __future__ import annotations

from statistics import median
from typing import Final

from formcheck.coach.frame.judge import parse
from formcheck.measure.model.measurement import Measurements
from formcheck.measure.pelvis.provisional_neutral import GAP_S, NEEDED_S, Stance, upright
from formcheck.pose.landmark import SIDES
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.temporal import TimeWindow

MOST_SWAY: Final = 4.0
"""Degrees between the least and the greatest hip of a second in which somebody is at rest: sway and
noise have 1 to 2, and the slowest way into a stretch more."""

_HIPS: Final = ("hip", "hip_joint")


class OwnStart:
    """Watches for the first second in which somebody stands or kneels tall and still.

    Of somebody who kneels on one knee that is the start of this leg alone: the front hip is bent,
    and where the legs change later the other one has a start of its own.

    Args:
        stretch: Only where the pelvis is its score (`Stretch.score`) and its main check is a hip
            there is such a start: other stretches begin somewhere else.
    """

    def __init__(self, stretch: Stretch) -> None:
        main = stretch.main_check
        hips = main is not None and parse(main.measure).name in _HIPS
        self._main = main.id if main is not None and hips and stretch.score is not None else None
        self._stance: Stance | None = None
        self._window = TimeWindow[dict[str, float]](NEEDED_S, full=True, slack_s=1e-6)
        self._found: dict[str, float] = {}
        self._sure: dict[str, float] = {}

    def update(self, measurements: Measurements) -> None:
        """Take the next frame.

        Before a whole second was seen, what was seen of it stands for it, so that no clock begins
        in the meantime; who moves on before has no start.

        Args:
            measurements: The frame; frames come in the order of their times.
        """
        if self._main is None or len(self._sure) == len(SIDES) or not measurements.person:
            return
        now = upright(measurements)
        if now is None:  # whoever has moved forward already has shown no start
            self._found = dict(self._sure)
            return
        own = SIDES if now == "standing" else (measurements.legs.rear,)
        window, last_s = self._window, self._window.last_s
        if now != self._stance or (last_s is not None and measurements.time_s - last_s > GAP_S):
            window.clear()
        self._stance = now
        hips = {
            f"hip_{side}": found.value
            for side in own
            if (found := measurements.values.get(f"hip_{side}")) is not None
            and found.value is not None
        }
        window.add(measurements.time_s, hips)
        self._found = _at_rest(window.values) | self._sure
        if window.span_s >= NEEDED_S - 1e-6:
            self._sure = dict(self._found)

    def beside(self, check: Check, name: str) -> float | None:
        """Return the value at which the leg of the main check started, or None.

        At one's own neutral the hip joint's angle is the trunk-thigh angle by its definition, so
        that one start serves both.

        Args:
            check: A check; of others than the main one there is no start.
            name: What is looked at, such as `hip_joint_left`.
        """
        if check.id != self._main:
            return None
        return self._found.get(name.replace("hip_joint", "hip"))


def _at_rest(seen: list[dict[str, float]]) -> dict[str, float]:
    """Return the median of each hip that was at rest throughout; none where the legs moved."""
    found = {}
    for name in set().union(*seen):
        values = [frame[name] for frame in seen if name in frame]
        if len(values) >= 0.8 * len(seen) and max(values) - min(values) <= MOST_SWAY:
            found[name] = median(values)
    return found
