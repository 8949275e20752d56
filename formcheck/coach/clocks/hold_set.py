"""What the hold clock remembers: its state, when it last saw anybody, and the seconds of a set."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from formcheck.coach.clocks.hold_gate import Look
from formcheck.coach.frame.summary_model import Hold
from formcheck.message import Message

EPSILON: Final = 1e-6
"""Seconds by which two times may differ and still be the same: timestamps are sums of floats."""


class HoldState(Enum):
    """What the clock does; whether it is paused, or its seconds are done, comes on top."""

    WAITING = auto()
    """No hold is under way."""

    HOLDING = auto()
    """A hold is under way, counting or paused."""

    RESTING = auto()
    """The set is done and the hold has ended; leaving the position begins the next set."""


@dataclass(slots=True)
class Sight:
    """When the person could last be judged.

    Attributes:
        time_s: Time of the last frame, seconds.
        seen: The last frame that could be judged.
        hidden: Why the frames after it could not.
        near: Whether the person was last seen in the position.
        fault: What was wrong last; it may be mended by now.
    """

    time_s: float | None = None
    seen: Look | None = None
    hidden: Message | None = None
    near: bool = False
    fault: Message | None = None

    def gap(self, time_s: float) -> float:
        """Return the time since the last frame that could be judged, seconds."""
        return math.inf if self.seen is None else time_s - self.seen.time_s


@dataclass(slots=True)
class HoldSet:
    """The good seconds of a set.

    Attributes:
        target: Seconds asked for.
        adds_up: Whether the seconds of broken holds are kept; a go of a test begins anew.
        holds: Those that have ended, of all sets.
        start: Start of the present hold, seconds.
        seconds: Of the present or the last hold.
        earlier: Of the holds of this set that were broken before it.
        longest: Of this set's holds that have ended.
        left_s: When good form was left in the present hold, seconds; None while it is kept.
    """

    target: float
    adds_up: bool = True
    holds: list[Hold] = field(default_factory=list)
    start: float = 0.0
    seconds: float = 0.0
    earlier: float = 0.0
    longest: float = 0.0
    left_s: float | None = None

    @property
    def once(self) -> bool:
        """Whether a hold is unbroken and at rest: a go of a test."""
        return not self.adds_up

    @property
    def total(self) -> float:
        """The good seconds of the set."""
        return self.earlier + self.seconds

    @property
    def reached(self) -> bool:
        """Whether the set has reached the seconds asked for."""
        return self.total >= self.target - EPSILON

    def begin(self, start: float, now: float) -> None:
        """Begin a hold that has gone on since `start`."""
        if self.reached or not self.adds_up:  # the set before is done
            self.earlier = self.longest = 0.0
        else:
            self.earlier += self.seconds
        self.start, self.seconds, self.left_s = start, now - start, None

    def end(self, seen_s: float, why: Message) -> None:
        """End the present hold, at its last good moment.

        Args:
            seen_s: When the person was last seen, seconds.
            why: What ended it.
        """
        end = seen_s if self.left_s is None else self.left_s
        self.left_s = None
        self.holds.append(Hold(self.start, end, self.seconds, self.reached, why))
        self.longest = max(self.longest, self.seconds)
