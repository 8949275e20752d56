"""One set under way, in a time of its own that leaves out pauses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from formcheck.coach.frame.report import Cue, FrameReport
from formcheck.codes.states import ClockState, CueKind
from formcheck.measure.model.measurement import Measurements
from formcheck.message import Message
from formcheck.session import Session
from formcheck.ui.live.plan import Step
from formcheck.ui.live.save_set import Done, Take
from formcheck.ui.live.stuck import StuckWatch

STEP_S: Final = 0.05
"""Time from the last frame before a pause to the first one after it, as a set counts it."""

INSIST_S: Final = 8.0
"""Dwell time on the other leg, in seconds, after which it is taken to be meant."""

OPENING_S: Final = 4.0
"""Time, in seconds, for which it is shown that the other side's set has begun: to read it once."""


@dataclass(slots=True)
class Said:
    """What the coach said last.

    Attributes:
        opening: What is shown in the first seconds of the set, whatever else is true, or None.
        last: The cue, or None.
        silent_s: How long ago that was, seconds.
        age_s: How old the set is, seconds.
    """

    opening: Message | None = None
    last: Cue | None = None
    silent_s: float = 0.0
    age_s: float = 0.0

    @property
    def first(self) -> Cue | None:
        """What is shown in the first seconds, or None."""
        if self.opening is None or self.age_s > OPENING_S:
            return None
        return Cue(self.opening, CueKind.WAIT)

    def update(self, cue: Cue | None, step_s: float) -> None:
        """Take the cue of the next frame, and the time since the frame before."""
        self.age_s += step_s
        self.silent_s = 0.0 if cue is not None else self.silent_s + step_s
        self.last = cue or self.last


class SetTime:
    """The time of a set, which leaves out pauses.

    Attributes:
        now_s: Of the last frame, seconds.
    """

    def __init__(self) -> None:
        self.now_s = 0.0
        self._before: float | None = None  # time of the frame before, or None after a pause

    def step(self, time_s: float) -> float:
        """Take the next frame and return the seconds since the one before."""
        gap = STEP_S if self._before is None else time_s - self._before
        self._before = time_s
        self.now_s += gap
        return gap

    def pause(self) -> None:
        """Let the time until the next frame not count."""
        self._before = None


class Bout:
    """A set from its first frame to its verdict.

    Args:
        step: What is done; only the leg counts whose turn it is.
        session: Judges it; whatever it judged before is dropped.
        opening: What is shown first, or None.

    Attributes:
        reached: Whether the seconds or repetitions asked for are done.
        complete: Whether nothing is left to do: neither those, nor a look from a second view that
            is asked for.
        touched: Whether anything of it has counted.
        stuck: Whether the person stays short of the target, and what helps.
        said: What the coach said last.
    """

    def __init__(self, step: Step, session: Session, opening: Message | None = None) -> None:
        self._step, self._session = step, session
        self._take = Take(step.stretch)
        self.stuck = StuckWatch(step.stretch)
        self._time = SetTime()
        self._other_s = 0.0
        self.reached = self.complete = self.touched = False
        self.said = Said(opening)
        session.begin(step.stretch, step.side, insist=True, one_set=True)

    def judge(self, measured: Measurements) -> FrameReport:
        """Take the next frame and return its report, in the set's own time."""
        gap = self._time.step(measured.time_s)
        report = self._session.judge(replace(measured, time_s=self._time.now_s))
        self.stuck.update(report, gap)
        self._take.add(report, self._session.pose, gap)
        self._other_s = self._other_s + gap if report.other_leg else 0.0
        self.touched = self.touched or _counted(report)
        self.reached = self.reached or _reached(report)
        self.complete = self.reached and not report.looks_again
        self.said.update(report.cue, gap)
        return report

    @property
    def insisted(self) -> bool:
        """Whether the person stays with the other leg than the one whose turn it is."""
        return self._other_s >= INSIST_S

    def pause(self) -> None:
        """Let the time until the next frame not count."""
        self._time.pause()

    def finish(self) -> Done:
        """Return what was done."""
        return Done(self._step, self._session.finish(), self._take, self._session.notes)

    def drop(self) -> None:
        """Forget it."""
        self._take.close()


def _counted(report: FrameReport) -> bool:
    """Return whether anything of the set has counted."""
    held = report.clock is not None and (report.clock.seconds > 0 or report.clock.completed > 0)
    return held or (report.reps is not None and report.reps.count > 0)


def _reached(report: FrameReport) -> bool:
    if report.clock is not None:
        return report.clock.state == ClockState.DONE
    return report.reps is not None and report.reps.count >= report.reps.target
