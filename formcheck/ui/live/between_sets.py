"""What is said between the sets of a plan."""

from __future__ import annotations

from typing import Final

from formcheck.coach.frame.report import Cue, FrameReport
from formcheck.codes.live import LiveCode
from formcheck.codes.states import ClockState, CueKind
from formcheck.message import Message, authored
from formcheck.ui.live.plan import Step

END: Final = Message(LiveCode.ALL_DONE)
STOPPED: Final = Message(LiveCode.FINISHED)
"""Said where not every set was done."""

SILENT_S: Final = 1.5
"""Time, in seconds, for which the last remark stays while nothing new is said: words that flash by
unsettle."""
PAUSED: Final = Message(LiveCode.PAUSED_HOW_TO_GO_ON)
ALL_SEEN: Final = Message(LiveCode.ALL_SEEN)


def get_into_position(step: Step) -> Message:
    """Return what to do before a set: `Get into position, left leg behind you`."""
    return Message(LiveCode.GET_INTO_POSITION, position=step.position)


def meanwhile(step: Step, report: FrameReport, last: Cue | None, silent_s: float) -> Cue:
    """Return what is shown in a set while the coach has nothing to say: what is true of it.

    Args:
        step: What is done.
        report: The present frame.
        last: What the coach said last in this set, or None.
        silent_s: How long ago that was, seconds.
    """
    clock = report.clock
    if clock is not None and clock.state in (ClockState.RUNNING, ClockState.DONE):
        return Cue(Message(LiveCode.HOLD), CueKind.WAIT)
    if clock is None and last is not None:
        return last if silent_s < SILENT_S else Cue(Message(LiveCode.OWN_PACE), CueKind.WAIT)
    return Cue(get_into_position(step), CueKind.WAIT)


def coming(before: Step, after: Step) -> Message:
    """Return what comes after a rest.

    Args:
        before: The step just done.
        after: The next one.
    """
    if before.stretch.id != after.stretch.id:
        name = authored(after.stretch.name)
        return Message(LiveCode.NEXT, stretch=name, position=after.position)
    if before.side != after.side and after.position is not None:
        return Message(LiveCode.OTHER_SIDE, position=after.position)
    place = after.place
    return Message(LiveCode.REST) if place is None else Message(LiveCode.REST_THEN, place=place)


def parting(step: Step) -> Message:
    """Return what is said of a set that was just done."""
    if step.stretch.reps is not None and step.stretch.kind == "reps":
        return Message(LiveCode.REPS_DONE, count=step.stretch.reps.count)
    seconds = step.stretch.hold.seconds if step.stretch.hold is not None else 0.0
    return Message(LiveCode.SECONDS_DONE, seconds=seconds)
