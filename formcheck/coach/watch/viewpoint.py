"""Whether the camera sees the person from where a stretch needs it, and what to do if not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from statistics import median
from typing import Final

from formcheck.coach.frame.judge import parse
from formcheck.coach.settings.coach import COACH
from formcheck.codes.coach import CueCode, ViewCode
from formcheck.measure.model.measurement import Measurements, View
from formcheck.measure.model.registry import REGISTRY, SPECS
from formcheck.message import Message
from formcheck.pose.landmark import SIDES, Side
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch, ViewTarget
from formcheck.temporal import TimeWindow, UpperLimit

WINDOW_S: Final = COACH.view.window_s

FRONTAL_MEASURES: Final = frozenset(spec.name for spec in SPECS if spec.plane == "frontal")
"""Measured from the front or from behind, whatever the stretch asks for; they bring their own
reasons from other views."""

QUARTER_TURN: Final = COACH.view.quarter_turn
SMALL: Final = COACH.view.small
TILTED: Final = COACH.view.tilted
SIGN_SIGMAS: Final = COACH.view.sign_sigmas
_STICKY: Final = COACH.view.sticky

STEADY_S: Final = 1.5
"""Debounce, in seconds, before another way to turn is said: nobody can follow advice that changes
with every sway."""

_SHOWN: Final = ("ankle", "heel", "foot_index", "knee", "hip", "shoulder", "elbow", "wrist")
"""Joints in the order in which they are asked for: first those that show all others once they
show."""


class Viewpoint:
    """Follows the view through a performance.

    Up to the limit of the stretch all is well. From the side there is judged on beyond it, as far
    as `ViewTarget.judged_yaw`: errors grow with the turn, and decide what a value can still tell.

    Args:
        target: The view that the stretch needs.
        lying: Whether it is done lying down: there, turning left would be rolling over.

    Attributes:
        aside: How to turn for the view that the stretch asks for, while the present one is aside
            of it and judged all the same; None otherwise.
    """

    def __init__(self, target: ViewTarget, *, lying: bool = False) -> None:
        self._target = target
        self._lying = lying
        self._views = TimeWindow[View](WINDOW_S)
        self._said: float | None = None
        self._quarter = False
        self._told: Message | None = None
        self._other: tuple[Message, float] | None = None  # another one, and since when it is true
        self._way = 0  # +1 with the front turned to the camera, -1 with the back, as last told
        # The turn up to which a value may be good, and that up to which it is judged.
        self._limits = tuple(
            UpperLimit(most, COACH.view.loose) for most in (target.max_yaw, target.judged_yaw)
        )
        self.aside: Message | None = None

    def update(self, time_s: float, view: View | None) -> Message | None:
        """Return how to turn where nothing can be judged, or None where the view can be used.

        It can be used where it is fit, where it is aside (`aside` then says how to turn), and where
        it is not known.

        Args:
            time_s: Time of the frame, seconds.
            view: How the camera sees the person in it, or None without one.
        """
        if view is None:
            self._views.clear()
            self.aside = None
            return None
        self._views.add(time_s, view)
        off = self.off_deg
        aside, beyond = (limit.update(off) for limit in self._limits)
        if off is None or not aside:
            self._said, self._way = None, 0
            self._told = self._other = self.aside = None
            return None
        self._way = self._sign or self._way
        turn = self._steady(time_s, self._turn(off))
        self.aside = None if beyond else turn
        return turn if beyond else None

    def _steady(self, time_s: float, turn: Message) -> Message:
        """Return what was said before, until another one is true for `STEADY_S`."""
        if self._told is None or turn == self._told:
            self._told, self._other = turn, None
        elif self._other is None or self._other[0] != turn:
            self._other = (turn, time_s)
        elif time_s - self._other[1] >= STEADY_S:
            self._told, self._other = turn, None
        return self._told

    def _turn(self, off: float) -> Message:
        what = "side" if self._target.from_ == "side" else "back" if self._way < 0 else "front"
        if self._said is None or abs(off - self._said) > _STICKY:
            self._said = 10.0 * round(off / 10.0)
        self._quarter = off >= (QUARTER_TURN - 2 * _STICKY if self._quarter else QUARTER_TURN)
        return Message(
            CueCode.TURN,
            what=what,
            degrees=None if self._quarter else self._said,
            to=None if self._lying else self._direction(),
            lying=self._lying,
        )

    def _direction(self) -> Side | None:
        """To which of the person's own hands to turn, or None where both do or none is sure."""
        facing = median([view.sign for view in self._views.values])
        aside = self._target.from_ == "side"
        if facing == 0 or (aside and self._way == 0):
            return None
        # Whoever faces right and shows their front has the picture's right on their left hand.
        leftward = (self._way >= 0) == (facing > 0)
        if not aside:
            leftward = not leftward
        return "left" if leftward else "right"

    @property
    def _sign(self) -> int:
        """+1 where most frames surely show the front, -1 the back, 0 where that is not known."""
        sure = [
            math.copysign(1.0, view.yaw_deg)
            for view in self._views.values
            if view.yaw_deg is not None
            and abs(view.yaw_deg) >= SIGN_SIGMAS * (view.yaw_sigma or 0.0)
        ]
        balance = sum(sure)
        return 0 if abs(balance) <= len(self._views) / 2 else int(math.copysign(1.0, balance))

    @property
    def _yaw(self) -> float | None:
        yaws = [view.yaw_deg for view in self._views.values if view.yaw_deg is not None]
        return median(yaws) if yaws else None

    @property
    def off_deg(self) -> float | None:
        """Return the turn away from the asked view, degrees 0..90, or None if it is not known."""
        yaws = [abs(view.yaw_deg) for view in self._views.values if view.yaw_deg is not None]
        if not yaws or self._target.from_ == "any":
            return None
        # Without their signs: near the side view and near the front the sign is chance.
        turn = median(yaws)
        return turn if self._target.from_ == "side" else max(0.0, 90.0 - turn)

    @property
    def seen(self) -> ViewCode:
        """Return from where the camera sees the person."""
        yaw = self._yaw
        if yaw is None:
            return ViewCode.UNKNOWN
        if abs(yaw) < 20:
            return ViewCode.SIDE
        if abs(yaw) > 65:
            return ViewCode.FRONT if yaw > 0 else ViewCode.BACK
        angles = {1: ViewCode.FRONT_AT_AN_ANGLE, -1: ViewCode.BACK_AT_AN_ANGLE}
        return angles.get(self._sign, ViewCode.AT_AN_ANGLE)

    def hides(self, check: Check) -> bool:
        """Return whether a wrong view makes this check worthless."""
        return self._target.from_ == "front" or parse(check.measure).name not in FRONTAL_MEASURES

    def framing(self, checks: Iterable[Check]) -> Message | None:
        """Return how to stand better in the picture, or None where there is nothing to mend.

        A joint counts as cut off, and a person as too small, once most frames of the last half
        second say so.

        Args:
            checks: Those that matter, by custom the required ones.
        """
        advice = self.cut_off(checks)
        if advice is not None:
            return advice
        fills = [view.fill for view in self._views.values if view.fill is not None]
        small = bool(fills) and median(fills) < SMALL
        return Message(CueCode.COME_CLOSER) if small else None

    def cut_off(self, checks: Iterable[Check]) -> Message | None:
        """Return how to bring the joints of these checks into the picture, or None where they are.

        Args:
            checks: Those that matter.
        """
        most = len(self._views) / 2
        times = Counter(joint for view in self._views.values for joint in view.cut_off)
        cut = {joint for joint, count in times.items() if count > most}
        missing: set[str] = set()
        for check in checks:
            needs = REGISTRY[parse(check.measure).name].needs
            for joint in needs.joints:
                sides = [f"{joint}_{side}" in cut for side in SIDES]
                # A trunk is measured with one shoulder, a leg only with its own joints.
                of_one_side = joint in (*needs.either, *needs.near) and joint not in needs.own
                enough = all if of_one_side else any
                if enough(sides):
                    missing.add(joint)
        for joint in _SHOWN:
            if joint in missing:
                return Message(CueCode.STEP_BACK, joint=joint)
        return None


class SecondViewpoint:
    """Knows when the camera sees a person in a stretch's second view.

    Args:
        stretch: Its second view is looked for only where it shows what can be told.
    """

    def __init__(self, stretch: Stretch) -> None:
        second = stretch.second_view if stretch.looks_again else None
        self._viewpoint: Viewpoint | None = None
        if second is not None:
            target = {"from": second.from_, "max_yaw": second.max_yaw}
            lying = stretch.position in ("prone", "supine")
            self._viewpoint = Viewpoint(ViewTarget.model_validate(target), lying=lying)

    def looks(self, m: Measurements) -> bool:
        """Return whether the camera sees the person in the second view.

        Args:
            m: The next frame.
        """
        if self._viewpoint is None:
            return False
        turn = self._viewpoint.update(m.time_s, m.view if m.person else None)
        return m.person and turn is None and self._viewpoint.off_deg is not None


def tilt_advice(roll_deg: float, sigma: float) -> Message | None:
    """Return how to mend a tilted camera, or None where it is level as far as can be told.

    Args:
        roll_deg: The camera's roll, degrees; its sign does not matter.
        sigma: Standard deviation of its error, degrees.
    """
    if abs(roll_deg) - sigma < TILTED:
        return None
    return Message(CueCode.LEVEL_CAMERA, degrees=round(abs(roll_deg)))
