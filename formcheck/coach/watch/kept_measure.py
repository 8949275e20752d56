"""Which of two measures of one angle is looked at, kept for seconds.

A hip is judged as the hip joint's own angle where the pelvis can be read, and as the trunk-thigh
angle where it cannot. An arm or a fold of cloth hides the pelvis for a moment again and again: were
each frame judged by what it happens to show, number, error and target would jump to and fro.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from formcheck.coach.frame.context import FrameContext, SeenCheck
from formcheck.coach.frame.judge import look_up
from formcheck.coach.settings.coach import COACH
from formcheck.coach.watch.own_start import OwnStart
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.message import Message
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.temporal import Debounce

SWITCH_S: Final = COACH.measure.switch_s
DRIFT: Final = COACH.measure.drift

Named = tuple[str, Measurement]
"""A measurement with its name."""


class KeptMeasure:
    """Keeps to the preferred or the plain measure of one check until the other is steadier.

    The first that is known is taken. The other takes its place once that has been the readable one
    for `SWITCH_S`. Where the preferred measure is kept and hidden for shorter than that, it goes on
    from the plain one by what both were apart when it was seen last; its error grows meanwhile.
    """

    def __init__(self) -> None:
        self._preferred: bool | None = None
        self._other = Debounce(SWITCH_S)
        self._apart: tuple[str, float, float, float] | None = None

    def see(self, time_s: float, plain: Named, better: Named) -> SeenCheck:
        """Take the next frame and return what is looked at in it.

        Args:
            time_s: Its time, seconds.
            plain: The plain measure.
            better: The preferred one.
        """
        known = better[1].value is not None
        if self._preferred is None:
            if not known and plain[1].value is None:
                return SeenCheck(*plain)
            self._preferred = known
        # Where neither is known nothing speaks for the other one.
        other = known if not self._preferred else not known and plain[1].value is not None
        if self._other.update(time_s, other):
            self._preferred = not self._preferred
            self._other.reset()
        if not self._preferred:
            return SeenCheck(*plain)
        if known:
            self._note(time_s, plain[1], better)
            return SeenCheck(*better, preferred=True, plain=plain[1].value)
        return SeenCheck(
            better[0], self._carried(time_s, plain[1], better), preferred=True, plain=plain[1].value
        )

    def hidden(self, plain: str, better: str, reason: Message) -> SeenCheck:
        """Return that nothing can be told in a frame, under the name and target that are kept.

        Args:
            plain: Name of the plain measure.
            better: Name of the preferred one.
            reason: Why nothing can be told.
        """
        self._other.reset()
        name = better if self._preferred else plain
        return SeenCheck(name, Measurement.unknown(reason), preferred=bool(self._preferred))

    def _note(self, time_s: float, plain: Measurement, better: Named) -> None:
        value, sigma = better[1].value, better[1].sigma
        if plain.value is not None and value is not None and sigma is not None:
            self._apart = (better[0], time_s, value - plain.value, sigma)

    def _carried(self, time_s: float, plain: Measurement, better: Named) -> Measurement:
        """Return the preferred measure as it goes on from the plain one, or why it is not known."""
        if self._apart is None or plain.value is None:
            return better[1]
        name, seen_s, apart, sigma = self._apart
        if name != better[0]:  # the other leg
            return better[1]
        drift = DRIFT * (time_s - seen_s)
        return Measurement.known(plain.value + apart, math.hypot(sigma, drift))


class CheckReader:
    """Reads checks in one frame after the other: by which measure, and from which start.

    Args:
        stretch: What is done.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._own = OwnStart(stretch)
        self._kept = {check.id: KeptMeasure() for check in stretch.checks if check.prefer}

    def update(self, measurements: Measurements) -> None:
        """Take the next frame, before its checks are read."""
        self._own.update(measurements)

    def read(self, check: Check, context: FrameContext) -> SeenCheck:
        """Return what a frame shows of a check whose value is looked at, unjudged."""
        m, worked = context.measurements, context.worked
        plain = look_up(check.measure, m, worked)
        if check.prefer is None:
            return SeenCheck(*plain)
        return self._kept[check.id].see(m.time_s, plain, look_up(check.prefer, m, worked))

    def hidden(self, check: Check, reason: Message, context: FrameContext | None) -> SeenCheck:
        """Return that nothing can be told of a check, under the name and target that it has now.

        Args:
            check: The check.
            reason: Why nothing can be told.
            context: The frame, where it tells which leg works.
        """

        def name(measure: str) -> str:
            if context is None:
                return measure
            return look_up(measure, context.measurements, context.worked)[0]

        if check.prefer is None:
            return SeenCheck(name(check.measure), Measurement.unknown(reason))
        return self._kept[check.id].hidden(name(check.measure), name(check.prefer), reason)

    def with_start(self, check: Check, seen: SeenCheck) -> SeenCheck:
        """Return what a frame shows of a check, with the value at which the person started."""
        start = self._own.beside(check, seen.name)
        return seen if start is None else replace(seen, start=start)
