"""Remembers how a person was in the start pose, so that changes since then can be judged."""

from __future__ import annotations

from statistics import median
from typing import Final

from formcheck.coach.clocks.rest_level import Rest
from formcheck.coach.frame.judge import UNWRAPPED, look_up, parse, wrap_angle
from formcheck.coach.settings.coach import COACH
from formcheck.codes.coach import CueCode
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.measure.model.registry import SPECS
from formcheck.message import Message, authored
from formcheck.pose.landmark import SIDES, Side
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import PoseCondition, RepTarget, Stretch

CHANGE_ERROR: Final = {spec.name: spec.change_sigma for spec in SPECS}
"""Error of a change, as a factor of the error of one value. The bias of a body and a view is in
both values and cancels; the scatter of both remains. Measured on rendered people in two pictures of
the same position, 2 sigma for 95 % (`python -m benchmarks.correction.change`; docs/correction.md);
1 for measures that were not measured there."""

GAP_S: Final = COACH.start.gap_s


class StartReference:
    """Follows one person; each visit to the start pose fixes the reference anew.

    The first seconds of a visit count, since the stretch itself may fulfil the same conditions: a
    lunge with a reach is still a lunge.

    Args:
        stretch: Its start pose, and what has `change: true`: its checks, or its rep target, which
            counts from where the person rests in the start pose
            (`formcheck.coach.clocks.rest_level`).

    Attributes:
        swayed: Whether what the last frame says of the start depended on the hold clock.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._start = stretch.start
        changing = [check.measure for check in stretch.checks if check.change]
        self._reps = stretch.reps if stretch.reps is not None and stretch.reps.change else None
        self._rest = None if self._reps is None else Rest(self._reps)
        self._measures = tuple(dict.fromkeys(changing))
        self._since: float | None = None  # start of the present visit
        self._seen: float | None = None  # last frame of it
        self._fixed = False  # whether this visit has fixed the reference
        self._values: dict[str, list[float]] = {}
        self._reference: dict[str, float] = {}  # by measure, or by its name with the leg's side
        self.swayed = False

    def update(self, measurements: Measurements, worked: Side | None, *, holding: bool) -> None:
        """Take the next frame.

        Args:
            measurements: The frame.
            worked: The working leg of this frame, or None.
            holding: Whether the hold clock runs: then no visit begins. One that has begun goes on,
                since the clock may start before the start pose has been seen for long enough.
        """
        visiting = self._since is not None and not self._fixed
        self.swayed = False
        if self._start is None or not measurements.person:
            return
        time_s = measurements.time_s
        posed = all(_holds(part, measurements, worked) for part in self._start.pose)
        self.swayed = not visiting and (posed or self._since is not None or self._rest is not None)
        if holding and not visiting:
            return
        if self._rest is not None and self._reps is not None:
            angle = look_up(self._reps.measure, measurements, worked)[1].value
            self._rest.update(time_s, angle if posed else None)
        if not posed:
            if self._seen is not None and time_s - self._seen > GAP_S:
                self._since = self._seen = None
            return
        if self._since is None or self._seen is None:
            self._since, self._fixed, self._values = time_s, False, {}
        self._seen = time_s
        if self._fixed:
            return
        for measure in self._measures:
            for key, found in _references(measure, measurements, worked):
                if found.value is not None:
                    self._values.setdefault(key, []).append(found.value)
        if time_s - self._since >= self._start.seconds - 1e-6:
            self._reference = {key: median(found) for key, found in self._values.items()}
            self._fixed = True

    def change(
        self, check: Check, measurement: Measurement, name: str | None = None
    ) -> Measurement:
        """Return a measurement as its change since the start pose.

        Its error is the part of one value's that does not cancel; see `CHANGE_ERROR`.

        Args:
            check: A check with `change: true`.
            measurement: What was measured now.
            name: Its name with the side, such as `hip_left`: of a leg that only turned out to be
                the working one after the start pose, the change is counted from that leg.
        """
        reference = self._reference.get(check.measure)
        if reference is None and name is not None:
            reference = self._reference.get(name)
        if measurement.value is None or measurement.sigma is None:
            return measurement
        if reference is None or self._start is None:
            if self._start is None:
                return Measurement.unknown(Message(CueCode.BEGIN_IN_START_POSE))
            return Measurement.unknown(authored(self._start.say))
        difference = measurement.value - reference
        name = parse(check.measure).name
        if name not in UNWRAPPED:
            difference = wrap_angle(difference)
        return Measurement.known(difference, measurement.sigma * CHANGE_ERROR[name])

    def rep_angle(
        self, target: RepTarget, measurements: Measurements, worked: Side | None
    ) -> float | None:
        """Return the angle by which repetitions are counted, or None where it cannot be told.

        Args:
            target: How they are counted.
            measurements: The frame.
            worked: The working leg of this frame, or None.
        """
        angle = look_up(target.measure, measurements, worked)[1].value
        if self._rest is None or angle is None:
            return angle
        return self._rest.change(measurements.time_s, angle)


def _references(
    measure: str, measurements: Measurements, worked: Side | None
) -> list[tuple[str, Measurement]]:
    """Return what to remember of a measure: of both legs while neither is the working one yet.

    Before a lift both legs lie alike: which one will work shows only once it does.
    """
    if worked is None and parse(measure).role in ("worked", "other"):
        return [look_up(measure, measurements, side) for side in SIDES]
    return [(measure, look_up(measure, measurements, worked)[1])]


def _holds(part: PoseCondition, measurements: Measurements, worked: Side | None) -> bool:
    value = look_up(part.measure, measurements, worked)[1].value
    if value is None:
        return False
    return (part.low is None or value >= part.low) and (part.high is None or value <= part.high)
