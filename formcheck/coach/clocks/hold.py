"""The hold clock: counts seconds in good form, by timestamps and never by frames.

::

                 good for 0.5 s and at rest
       waiting --------------------------------> running --- seconds reached ---> done
          ^  ^                                   |  |  ^                          (goes on
          |  |  outside the widened band, 0.3 s  |  |  |                          like running)
          |  +-----------------------------------+  |  | seen again: lost time is not counted
          |         unseen for more than 0.3 s      v  |
          +------------------------------------- paused
                 unseen for more than 1.5 s

The good seconds of a set add up: a hold that is broken before the seconds asked for are reached
keeps what it has, and the next one goes on from there. Whoever comes back after the seconds were
reached begins the next set at 0.

A frame that cannot be judged is treated as if the camera had dropped it: up to 0.3 s between two
frames that can be judged is no loss of sight, so one missed detection costs nothing. Below about
4 frames a second the clock therefore never runs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from formcheck.coach.clocks.hold_gate import Look, Observer, entering, leaving
from formcheck.coach.clocks.lost_time import Attempts
from formcheck.coach.clocks.pace import GAP_S
from formcheck.coach.clocks.stillness import Stillness
from formcheck.coach.frame.fault_phrases import (
    CAME_OUT,
    MOVING,
    NOT_IN_POSITION,
    OUT_OF_SIGHT,
    RECORDING_ENDED,
)
from formcheck.coach.frame.report import CheckResult, Clock, ClockState
from formcheck.coach.frame.summary_model import Hold, LostTime
from formcheck.message import Message
from formcheck.stretches.model.stretch import HoldTarget, Stretch

SETTLE_S: Final = 0.5
"""All required checks must be good for this long; the time is credited once the clock starts."""

TRANSIT_SPEED: Final = 20.0
"""Faster than this, degrees/s, the person is getting in or out: that is no lost time."""

PATIENCE_S: Final = 1.5
"""The clock survives a loss of sight up to this long."""

BLINK_S: Final = 0.3
"""Form that is bad for less than this does not end a hold: a single frame is often wrong, and
nobody leaves a stretch and comes back so fast. The time itself is not counted."""

_EPSILON: Final = 1e-6
"""Timestamps are sums of floats."""


class HoldClock:
    """Follows one person through one stretch.

    Args:
        stretch: Its hold target and its checks; a `timer` pauses without end, since people lie
            down out of sight for it.

    Attributes:
        trying: Whether the person was in the position in the last frame and not on the way in or
            out, or holds.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._target = (stretch.hold or HoldTarget()).seconds
        self._patience = math.inf if stretch.kind == "timer" else PATIENCE_S
        self._observer = Observer(stretch)
        self._still = Stillness()
        self._attempts = Attempts()
        self._holds: list[Hold] = []
        self._time: float | None = None
        self._seen: Look | None = None  # the last frame that could be judged
        self._hidden: Message | None = None  # why the frames after it could not
        self._start: float | None = None  # of the present hold, None while waiting
        self._seconds = 0.0  # of the present or the last hold
        self._earlier = 0.0  # of the holds of this set that were broken before it
        self._longest = 0.0  # of this set's holds that have ended
        self._bad_since: float | None = None
        self._fit_since: float | None = None
        self._resting = False  # the set is done; leaving the position begins the next
        self._near = False  # whether the person was last seen in the position
        self.trying = False

    @property
    def running(self) -> bool:
        """Whether a hold is under way, counting or paused."""
        return self._start is not None

    @property
    def resting(self) -> bool:
        """Whether a hold has reached its seconds and the person is on the way out of it."""
        return self._resting and not self.running

    @property
    def counts(self) -> bool:
        """Whether the last frame belongs to a hold or to an attempt at one."""
        return self.running or (self.trying and not self._resting)

    @property
    def holds(self) -> tuple[Hold, ...]:
        """Return the holds that have ended."""
        return tuple(self._holds)

    @property
    def lost(self) -> tuple[LostTime, ...]:
        """Return the seconds lost in attempts that have ended, most first."""
        return self._attempts.lost()

    def update(
        self, time_s: float, results: Sequence[CheckResult], unseen: Message | None = None
    ) -> Clock:
        """Take the next frame and return the clock.

        Args:
            time_s: Time of the frame, seconds. A frame that is not later than the one before
                changes nothing.
            results: One for each check of the stretch, in its order.
            unseen: Why nothing in this frame can be judged (nobody there, wrong view, working
                leg unclear), or None.
        """
        if self._time is not None and time_s <= self._time:
            return self._clock(self._time)
        step = 0.0 if self._time is None else time_s - self._time
        self._time = time_s
        partly = self._observer.hidden(results) if unseen is None else None
        if unseen is not None or partly is not None:
            # Who is seen in the position, only not in full, goes on trying.
            near = unseen is None and self._observer.near(results, self._near)
            self._near = near or (unseen is not None and self._near)
            self._blind(time_s, step, unseen or partly or OUT_OF_SIGHT, near)
            self.trying = self.running or near
        else:
            self._judge(self._observer.look(time_s, results), step, results)
        return self._clock(time_s)

    def finish(self) -> None:
        """End the performance: a hold under way ends with the last frame that was judged."""
        self._end(RECORDING_ENDED)
        self._attempts.close()

    def _gap(self, time_s: float) -> float:
        """Return the time since the last frame that could be judged, seconds."""
        return math.inf if self._seen is None else time_s - self._seen.time_s

    def _blind(self, time_s: float, step: float, why: Message, near: bool) -> None:
        self._hidden = why
        if near and not self._resting and self._gap(time_s) > GAP_S + _EPSILON:
            self._attempts.lose(step, why)
        else:
            self._attempts.hide(step, why)
        if self._gap(time_s) > self._patience:
            self._end(why)

    def _judge(self, look: Look, step: float, results: Sequence[CheckResult]) -> None:
        gap = self._gap(look.time_s)
        was_running = self.running
        if gap > GAP_S + _EPSILON:
            self._still.clear()
            self._fit_since = None
        value = self._observer.main_value(results)
        if value is not None:
            self._still.add(look.time_s, value)
            if not (was_running and look.kept):  # a clock that runs does not ask for the speed
                self._still.measure()
        counted = self._run(look, gap) if was_running else 0.0
        if not self.running:
            self._wait(look, gap)
        speed = self._still.speed
        passing = speed is not None and abs(speed) > TRANSIT_SPEED
        self._near = in_position = self._observer.near(results)
        near = in_position and not passing
        self.trying = self.running or near
        if not in_position and not self.running:
            self._resting = False
        self._book(look, step, gap, counted if was_running else None, near)
        self._seen, self._hidden = look, None

    def _run(self, look: Look, gap: float) -> float:
        """Count the interval up to this frame; return the seconds counted."""
        seen = self._seen
        if seen is None or gap > self._patience:
            self._end(self._hidden or OUT_OF_SIGHT)
            return 0.0
        counted = 0.0
        if gap > GAP_S + _EPSILON:  # back in sight
            self._bad_since = None if look.kept else look.time_s
        elif seen.kept and look.kept:
            counted = gap
        elif seen.kept:
            counted = gap * leaving(seen.stay, look.stay)
            self._bad_since = seen.time_s + counted
        elif look.kept:
            counted = gap * (1 - entering(seen.stay, look.stay))
            self._bad_since = None
        self._seconds += counted
        if self._bad_since is not None and look.time_s - self._bad_since >= BLINK_S - _EPSILON:
            self._end(look.fault or OUT_OF_SIGHT)
        return counted

    def _wait(self, look: Look, gap: float) -> None:
        """Start the clock once form is good and the angle at rest."""
        if not look.fit:
            self._fit_since = None
            return
        if self._fit_since is None:
            self._fit_since = look.time_s
            if self._seen is not None and gap <= GAP_S + _EPSILON and not self._seen.fit:
                self._fit_since -= gap * (1 - entering(self._seen.start, look.start))
        at_rest = self._still.rest_since if self._observer.has_main else -math.inf
        if at_rest is None or look.time_s - self._fit_since < SETTLE_S - _EPSILON:
            return
        # The half second before rest is credited too: the person was in the target all along.
        if self._reached:  # the set before is done
            self._earlier = self._longest = 0.0
        else:
            self._earlier += self._seconds
        self._start = max(self._fit_since, at_rest - SETTLE_S)
        self._seconds = look.time_s - self._start
        self._fit_since = self._bad_since = None
        self._resting = False

    def _end(self, why: Message) -> None:
        """End the hold under way, at its last good moment."""
        if self._start is None or self._seen is None:
            return
        end = self._seen.time_s if self._bad_since is None else self._bad_since
        reached = self._reached
        # Nobody is told what was wrong with coming out of a full hold.
        why = CAME_OUT if reached and why != RECORDING_ENDED else why
        self._holds.append(Hold(self._start, end, self._seconds, reached, why))
        self._longest = max(self._longest, self._seconds)
        self._start = self._bad_since = None
        self._resting = reached
        if reached:
            self._attempts.close()

    def _book(self, look: Look, step: float, gap: float, counted: float | None, near: bool) -> None:
        """Book the interval up to this frame; `counted` is None where the clock did not run."""
        if gap <= GAP_S + _EPSILON:
            self._attempts.forget_hidden()
            step = gap
        else:
            self._attempts.hide(step, self._hidden or OUT_OF_SIGHT)
            step = 0.0
        before = None if self._seen is None else self._seen.fault
        if self._resting:
            return
        if counted:
            self._attempts.hold(counted)
            step -= counted
        if not near and not look.kept:
            self._attempts.idle(step)
        elif counted is not None:
            self._attempts.lose(step, look.fault or before or MOVING)
        elif look.fault is not None:
            self._attempts.lose(step, look.fault)
        else:
            self._attempts.settle(step)
            if self.running:
                self._attempts.start(self._seconds)

    @property
    def _total(self) -> float:
        """Return the good seconds of the set."""
        return self._earlier + self._seconds

    @property
    def _reached(self) -> bool:
        """Return whether the set has reached the seconds asked for."""
        return self._total >= self._target - _EPSILON

    def _clock(self, time_s: float) -> Clock:
        reached = self._reached
        completed = sum(hold.reached for hold in self._holds) + (self.running and reached)
        state: ClockState
        if not self.running:
            state, why = "waiting", self._why_waiting()
        elif self._gap(time_s) > GAP_S + _EPSILON and not reached:
            state, why = "paused", self._hidden or OUT_OF_SIGHT
        else:
            state, why = "done" if reached else "running", None
        longest = max(self._longest, self._seconds)
        to_go = self._seen.to_go if self._seen is not None and state == "waiting" else None
        to_go = to_go if self.trying and self._hidden is None else None
        return Clock(self._total, self._target, state, why, completed, longest, to_go)

    def _why_waiting(self) -> Message:
        if self._hidden is not None:
            return self._hidden
        if self._seen is None or not self.trying:
            return NOT_IN_POSITION
        return self._seen.fault or MOVING
