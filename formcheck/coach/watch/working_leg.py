"""Which leg works: keeps it through a hold, and notices when it is not the one whose turn it is.

Which leg is judged is found by geometry, whatever its name. Its name matters only to somebody who
is led through sides in turn; there the names have to be sure, and evidence has to last.
"""

from __future__ import annotations

from typing import Final

from formcheck.coach.clocks.pace import GAP_S
from formcheck.coach.frame.judge import leg_in_role
from formcheck.coach.settings.coach import COACH
from formcheck.codes.coach import CueCode
from formcheck.measure.model.measurement import Measurements
from formcheck.message import Message
from formcheck.pose.landmark import Side
from formcheck.stretches.model.stretch import Stretch
from formcheck.temporal import Hysteresis

TOLD_S: Final = COACH.legs.told_s
OVER_S: Final = COACH.legs.over_s
_MOST_S: Final = COACH.legs.most_s
_BACK: Final = COACH.legs.back
KEPT_S: Final = COACH.legs.kept_s


def leg_position(stretch: Stretch, side: Side) -> Message:
    """Return how the legs go when a side is worked."""
    return Message(CueCode.LEG_POSITION, role=stretch.worked_leg, side=side)


class LegWatch:
    """Follows whether the leg that works is the one whose turn it is.

    Args:
        stretch: Its `worked_leg` says by which geometry the leg is found.
        side: Whose turn it is, or None where it does not matter.

    Attributes:
        suspect: Whether it is the other one in this frame: no hold begins with it.
    """

    def __init__(self, stretch: Stretch, side: Side | None) -> None:
        role = stretch.worked_leg
        self._role = None if role == "near" else role
        self._side = side
        self._seconds = 0.0  # evidence for the other leg
        self._switch = Hysteresis(on=TOLD_S, off=OVER_S)
        self.suspect = False

    @property
    def wrong(self) -> bool:
        """Whether it is the other one, for a lasting time."""
        return self._switch.is_on

    def update(self, measurements: Measurements, seconds: float) -> bool:
        """Take the next frame and return `wrong`.

        Args:
            measurements: The frame.
            seconds: How long it stands for.
        """
        if self._side is None or self._role is None:
            return False
        leg = None
        if measurements.person and measurements.legs.named:
            leg = leg_in_role(self._role, measurements)
        if leg == self._side:
            self._seconds = max(0.0, self._seconds - _BACK * seconds)
        elif leg is not None:
            self._seconds = min(_MOST_S, self._seconds + seconds)
        self.suspect = leg is not None and leg != self._side
        return self._switch.update(self._seconds)


class LegChange:
    """Notices that in a hold another leg works than when it began, for a lasting time.

    Nobody changes legs without leaving the position; a clip that was cut does.

    Attributes:
        swayed: Whether the last frame depended on the hold clock.
    """

    def __init__(self) -> None:
        self._leg: Side | None = None
        self._time: float | None = None
        self._other_s = self._left_s = 0.0
        self.swayed = False

    def update(self, measurements: Measurements, worked: Side | None, *, holding: bool) -> bool:
        """Take the next frame and return whether the hold under way has to end for it.

        Args:
            measurements: The frame.
            worked: The leg that works, or None.
            holding: Whether the hold clock runs.
        """
        step = 0.0 if self._time is None else max(0.0, measurements.time_s - self._time)
        self._time, step = measurements.time_s, min(step, GAP_S)
        self._left_s = max(0.0, self._left_s - step) if holding else 0.0
        leg = worked if measurements.person and measurements.legs.named else None
        another = leg is not None and self._leg not in (None, leg)
        self.swayed = another or self._other_s > 0.0 or self._left_s > 0.0
        if leg is None:
            return self._left_s > 0.0
        if not holding or self._leg is None:
            self._leg, self._other_s = leg, 0.0
        else:
            self._other_s = max(0.0, self._other_s + (step if another else -_BACK * step))
        if self._other_s >= TOLD_S:
            # Out of sight for as long as it takes a hold to end.
            self._leg, self._other_s, self._left_s = leg, 0.0, COACH.hold.patience_s + 2 * GAP_S
        return self._left_s > 0.0


class WorkingLeg:
    """Keeps the working leg of a hold through frames that do not show which it is.

    The other leg is believed at once. Names of the legs have to be sure, since the leg is kept by
    its name.

    Attributes:
        swayed: Whether in the last frame it depended on the hold clock which leg works.
        changed: Whether the legs were changed in the hold under way.
    """

    def __init__(self) -> None:
        self._leg: Side | None = None
        self._seen = 0.0
        self._change = LegChange()
        self.swayed = self.changed = False

    def update(
        self, measurements: Measurements, seen: Side | None, *, holding: bool
    ) -> Side | None:
        """Take the next frame and return the leg that works.

        Args:
            measurements: The frame.
            seen: The leg that geometry shows (`worked_side`), or None.
            holding: Whether the hold clock runs.
        """
        worked = self._update(measurements, seen, holding=holding)
        self.changed = self._change.update(measurements, worked, holding=holding)
        self.swayed = self.swayed or self._change.swayed
        return worked

    def _update(
        self, measurements: Measurements, seen: Side | None, *, holding: bool
    ) -> Side | None:
        self.swayed = False
        if not measurements.person or not measurements.legs.named:
            return seen
        if seen is not None:
            self._leg, self._seen = seen, measurements.time_s
            return seen
        kept = self._leg if measurements.time_s - self._seen <= KEPT_S else None
        self.swayed = kept is not None
        return kept if holding else None
