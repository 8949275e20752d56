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
from typing import Any, Final, Generic

from formcheck.coach.clocks.hold_gate import Frame, Look, Observer, Sees, entering, leaving
from formcheck.coach.clocks.hold_set import EPSILON, HoldSet, HoldState, Sight
from formcheck.coach.clocks.lost_time import Attempts
from formcheck.coach.clocks.pace import GAP_S
from formcheck.coach.clocks.stillness import Creep, Stillness, Window
from formcheck.coach.frame.fault_phrases import (
    CAME_OUT,
    MOVING,
    NOT_IN_POSITION,
    OUT_OF_SIGHT,
    RECORDING_ENDED,
    TOO_FEW_PICTURES,
)
from formcheck.coach.frame.report import Clock
from formcheck.coach.frame.summary_model import Hold, LostTime
from formcheck.coach.settings.coach import COACH
from formcheck.codes.states import ClockState
from formcheck.message import Message
from formcheck.stretches.model.stretch import HoldTarget, Stretch

SETTLE_S: Final = COACH.hold.settle_s
TRANSIT_SPEED: Final = COACH.hold.transit_speed
PATIENCE_S: Final = COACH.hold.patience_s
BLINK_S: Final = COACH.hold.blink_s


class HoldClock(Generic[Frame]):
    """Follows one person through one stretch.

    Args:
        stretch: Its hold target and its checks; a `timer` pauses without end, since people lie
            down out of sight for it. In a `test` a go is unbroken and at rest: it ends where what
            is read moves on.
        observer: How it sees a frame; by default from the results of its checks.
        slopes: How fast the angle moved in windows that were looked at before; see `Stillness`.

    Attributes:
        trying: Whether the person was in the position in the last frame and not on the way in or
            out, or holds.
    """

    def __init__(
        self,
        stretch: Stretch,
        observer: Sees[Frame] | None = None,
        slopes: dict[Window, float | None] | None = None,
    ) -> None:
        self._patience = math.inf if stretch.kind == "timer" else PATIENCE_S
        self._observer: Sees[Any] = observer or Observer(stretch)
        self._still = Stillness(slopes)
        self._attempts = Attempts()
        self._state = HoldState.WAITING
        self._sight = Sight()
        self._creep = Creep()
        self._set = HoldSet((stretch.hold or HoldTarget()).seconds, adds_up=stretch.kind != "test")
        self._fit_since: float | None = None
        self.trying = False

    @property
    def running(self) -> bool:
        """Whether a hold is under way, counting or paused."""
        return self._state is HoldState.HOLDING

    @property
    def resting(self) -> bool:
        """Whether a hold has reached its seconds and the person is on the way out of it."""
        return self._state is HoldState.RESTING

    @property
    def counts(self) -> bool:
        """Whether the last frame belongs to a hold or to an attempt at one."""
        return self.running or (self.trying and not self.resting)

    @property
    def holds(self) -> tuple[Hold, ...]:
        """Return the holds that have ended."""
        return tuple(self._set.holds)

    @property
    def lost(self) -> tuple[LostTime, ...]:
        """Return the seconds lost in attempts that have ended, most first."""
        return self._attempts.lost()

    def update(self, time_s: float, results: Frame, unseen: Message | None = None) -> Clock:
        """Take the next frame and return the clock.

        Args:
            time_s: Time of the frame, seconds. A frame that is not later than the one before
                changes nothing.
            results: One for each check of the stretch, in its order, or what else its observer
                sees a frame by.
            unseen: Why nothing in this frame can be judged (nobody there, wrong view, working
                leg unclear), or None.
        """
        self.step(time_s, results, unseen)
        return self._clock(time_s if self._sight.time_s is None else self._sight.time_s)

    def step(self, time_s: float, results: Frame, unseen: Message | None = None) -> None:
        """Take the next frame, as `update` does."""
        sight = self._sight
        if sight.time_s is not None and time_s <= sight.time_s:
            return
        step = 0.0 if sight.time_s is None else time_s - sight.time_s
        sight.time_s = time_s
        partly = self._observer.hidden(results) if unseen is None else None
        if unseen is not None or partly is not None:
            # Who is seen in the position, only not in full, goes on trying.
            near = unseen is None and self._observer.near(results, sight.near)
            sight.near = near or (unseen is not None and sight.near)
            self._blind(time_s, step, unseen or partly or OUT_OF_SIGHT, near)
            self.trying = self.running or near
        else:
            self._judge(self._observer.look(time_s, results), step, results)

    @property
    def seconds(self) -> float:
        """The good seconds of the present set."""
        return self._set.total

    @property
    def steady(self) -> bool:
        """Whether a frame like the last one would change nothing but the time.

        It was judged; and either the clock runs in good form, or nobody is near the position. A
        test looks at every frame.
        """
        seen = self._sight.seen
        if seen is None or self._sight.hidden is not None or self._set.once:
            return False
        return (seen.kept if self.running else not self.trying) and not self.resting

    def coast(self, times: Sequence[float], angles: Sequence[float], last: Look) -> list[float]:
        """Take frames that are all like the last one, while the clock runs and is `steady`.

        The same as taking each of them by `step`, in a fraction of the time.

        Args:
            times: Their times, seconds, each within `GAP_S` of the one before.
            angles: The main value in the last of them, for as many as there are.
            last: How the last of them looks.

        Returns:
            The good seconds of the set after each.
        """
        before, found = self._sight.time_s or 0.0, []
        for time_s in times:
            self._set.seconds += time_s - before
            self._attempts.hold(time_s - before)
            found.append(self._set.total)
            before = time_s
        self._attempts.lose(0.0, last.fault or MOVING)
        for time_s, angle in zip(times[len(times) - len(angles) :], angles, strict=True):
            self._still.add(time_s, angle)
        self._pass(last)
        return found

    def stand_by(self, last: Look) -> None:
        """Take frames that are all like the last one, while nobody is near and it is `steady`.

        The same as taking each of them by `step`, once the frames of a whole window of `Stillness`
        come after them.

        Args:
            last: How the last of them looks.
        """
        self._attempts.idle(last.time_s - (self._sight.time_s or 0.0))
        self._pass(last)

    def _pass(self, last: Look) -> None:
        self._sight.time_s, self._sight.seen, self._sight.hidden = last.time_s, last, None

    def finish(self) -> None:
        """End the performance: a hold under way ends with the last frame that was judged."""
        self._end(RECORDING_ENDED)
        self._attempts.close()

    def _blind(self, time_s: float, step: float, why: Message, near: bool) -> None:
        self._sight.hidden = why
        if near and not self.resting and self._sight.gap(time_s) > GAP_S + EPSILON:
            self._attempts.lose(step, why)
        else:
            self._attempts.hide(step, why)
        if self._sight.gap(time_s) > self._patience:
            self._end(why)

    def _judge(self, look: Look, step: float, results: Frame) -> None:
        gap = self._sight.gap(look.time_s)
        was_running = self.running
        if gap > GAP_S + EPSILON:
            self._still.clear()
            self._fit_since = None
        value = self._observer.main_value(results)
        if value is not None:
            self._still.add(look.time_s, value)
            if self._set.once:
                self._creep.add(look.time_s, value)
            # A clock that runs does not ask for the speed, but in a test.
            if self._set.once or not (was_running and look.kept):
                self._still.measure()
        if self._set.once and was_running and self._moved_on:
            self._end(MOVING)
            was_running = False
        counted = self._run(look, gap) if was_running else 0.0
        if not self.running:
            self._wait(look, gap)
        speed = self._still.speed
        passing = speed is not None and abs(speed) > TRANSIT_SPEED
        self._sight.near = in_position = self._observer.near(results)
        near = in_position and not passing
        self.trying = self.running or near
        if not in_position and self.resting:
            self._state = HoldState.WAITING
        self._book(look, step, gap, counted if was_running else None, near)
        self._sight.seen, self._sight.hidden = look, None
        self._sight.fault = look.fault or (None if self.running else self._sight.fault)

    @property
    def _moved_on(self) -> bool:
        """Whether what a test reads has left its rest before the go was full."""
        moved = self._still.rest_since is None or self._creep.crept
        return not self._set.reached and moved

    def _run(self, look: Look, gap: float) -> float:
        """Count the interval up to this frame; return the seconds counted."""
        seen = self._sight.seen
        if seen is None or gap > self._patience:
            # Nobody was hidden in between: no picture came.
            self._end(self._sight.hidden or TOO_FEW_PICTURES)
            return 0.0
        counted = 0.0
        if gap > GAP_S + EPSILON:  # back in sight
            self._set.left_s = None if look.kept else look.time_s
        elif seen.kept and look.kept:
            counted = gap
        elif seen.kept:
            counted = gap * leaving(seen.stay, look.stay)
            self._set.left_s = seen.time_s + counted
        elif look.kept:
            counted = gap * (1 - entering(seen.stay, look.stay))
            self._set.left_s = None
        self._set.seconds += counted
        if self._set.left_s is not None and look.time_s - self._set.left_s >= BLINK_S - EPSILON:
            self._end(look.fault or OUT_OF_SIGHT)
        return counted

    def _wait(self, look: Look, gap: float) -> None:
        """Start the clock once form is good and the angle at rest."""
        if not look.fit:
            self._fit_since = None
            return
        if self._fit_since is None:
            self._fit_since = look.time_s
            seen = self._sight.seen
            if seen is not None and gap <= GAP_S + EPSILON and not seen.fit:
                self._fit_since -= gap * (1 - entering(seen.start, look.start))
        at_rest = self._still.rest_since if self._observer.has_main else -math.inf
        if at_rest is None or look.time_s - self._fit_since < SETTLE_S - EPSILON:
            return
        # The half second before rest is credited too: the person was in the target all along.
        self._set.begin(max(self._fit_since, at_rest - SETTLE_S), look.time_s)
        self._fit_since = None
        self._creep.begin()
        self._state = HoldState.HOLDING

    def _end(self, why: Message) -> None:
        """End the hold under way, at its last good moment."""
        seen = self._sight.seen
        if not self.running or seen is None:
            return
        reached = self._set.reached
        # Nobody is told what was wrong with coming out of a full hold.
        why = CAME_OUT if reached and why != RECORDING_ENDED else why
        self._set.end(seen.time_s, why)
        self._state = HoldState.RESTING if reached else HoldState.WAITING
        if reached:
            self._attempts.close()

    def _book(self, look: Look, step: float, gap: float, counted: float | None, near: bool) -> None:
        """Book the interval up to this frame; `counted` is None where the clock did not run."""
        if gap <= GAP_S + EPSILON:
            self._attempts.forget_hidden()
            step = gap
        else:
            self._attempts.hide(step, self._sight.hidden or TOO_FEW_PICTURES)
            step = 0.0
        before = None if self._sight.seen is None else self._sight.seen.fault
        if self.resting:
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
                self._attempts.start(self._set.seconds)

    def _clock(self, time_s: float) -> Clock:
        now, seen, hidden = self._set, self._sight.seen, self._sight.hidden
        reached = now.reached
        completed = sum(hold.reached for hold in now.holds) + (self.running and reached)
        state: ClockState
        if not self.running:
            state, why = ClockState.WAITING, self._why_waiting()
        elif self._sight.gap(time_s) > GAP_S + EPSILON and not reached:
            state, why = ClockState.PAUSED, hidden or TOO_FEW_PICTURES
        else:
            state, why = ClockState.DONE if reached else ClockState.RUNNING, None
        longest = max(now.longest, now.seconds)
        to_go = seen.to_go if seen is not None and state == ClockState.WAITING else None
        to_go = to_go if self.trying and hidden is None else None
        return Clock(now.total, now.target, state, why, completed, longest, to_go)

    def _why_waiting(self) -> Message:
        seen, hidden = self._sight.seen, self._sight.hidden
        if hidden is not None:
            return hidden
        if seen is None or not self.trying:
            return NOT_IN_POSITION
        if seen.fault is not None:
            return seen.fault
        # Whoever is at rest and good for less than `SETTLE_S` waits for what was wrong until now:
        # a value that wobbles about its limit would name another reason each time.
        at_rest = self._still.rest_since is not None
        return (self._sight.fault if at_rest else None) or MOVING
