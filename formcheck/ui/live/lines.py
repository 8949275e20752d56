"""What is said between the sets of a plan."""

from __future__ import annotations

from typing import Final

from formcheck.coach.report import Cue, FrameReport
from formcheck.ui.live.plan import Step

END: Final = "All done. Well stretched."
PAUSED: Final = "Paused. Raise a hand or press the space bar to go on"
ALL_SEEN: Final = "I can see all of you"


def get_ready(step: Step) -> str:
    """Return what to do before a set: `Get into position, left leg behind you`."""
    return "Get into position" if step.position is None else f"Get into position, {step.position}"


def meanwhile(step: Step, report: FrameReport, *, begun: bool) -> Cue:
    """Return what is shown in a set while the coach has nothing to say: what is true of it.

    Args:
        step: What is done.
        report: The present frame.
        begun: Whether the coach has said something in this set.
    """
    clock = report.clock
    if clock is not None and clock.state in ("running", "done"):
        return Cue("Hold", "wait")
    if clock is None and begun:
        return Cue("Go on at your own pace", "wait")
    return Cue(get_ready(step), "wait")


def coming(before: Step, after: Step) -> str:
    """Return what comes after a rest.

    Args:
        before: The step just done.
        after: The next one.
    """
    if before.stretch.id != after.stretch.id:
        position = "" if after.position is None else f", {after.position}"
        return f"Next: {after.stretch.name}{position}"
    if before.side != after.side and after.position is not None:
        return f"Now the other side, {after.position}"
    return f"Rest. Then {after.place}" if after.place else "Rest for a moment"


def parting(step: Step) -> str:
    """Return what is said of a set that was just done."""
    if step.stretch.reps is not None and step.stretch.kind == "reps":
        return f"That is {step.stretch.reps.count}. Well done."
    seconds = step.stretch.hold.seconds if step.stretch.hold is not None else 0.0
    return f"That is {seconds:.0f} seconds. Come out of it slowly."
