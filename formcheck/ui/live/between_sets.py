"""What is said between the sets of a plan."""

from __future__ import annotations

from typing import Final

from formcheck.coach.frame.report import Cue, FrameReport
from formcheck.ui.live.plan import Step

END: Final = "All done. Well stretched."
STOPPED: Final = "Finished"
"""Said where not every set was done."""

SILENT_S: Final = 1.5
"""The last remark stays for this long while nothing new is said: words that flash by unsettle."""
PAUSED: Final = "Paused. To go on, touch Go on, raise a hand or press the space bar"
"""What to touch comes first: on a phone there is no space bar."""
ALL_SEEN: Final = "I can see all of you"


def get_ready(step: Step) -> str:
    """Return what to do before a set: `Get into position, left leg behind you`."""
    return "Get into position" if step.position is None else f"Get into position, {step.position}"


def meanwhile(step: Step, report: FrameReport, last: Cue | None, silent_s: float) -> Cue:
    """Return what is shown in a set while the coach has nothing to say: what is true of it.

    Args:
        step: What is done.
        report: The present frame.
        last: What the coach said last in this set, or None.
        silent_s: How long ago that was, seconds.
    """
    clock = report.clock
    if clock is not None and clock.state in ("running", "done"):
        return Cue("Hold", "wait")
    if clock is None and last is not None:
        return last if silent_s < SILENT_S else Cue("Go on at your own pace", "wait")
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
    place = after.place[:1].lower() + after.place[1:]
    return f"Rest. Then {place}" if place else "Rest for a moment"


def parting(step: Step) -> str:
    """Return what is said of a set that was just done."""
    if step.stretch.reps is not None and step.stretch.kind == "reps":
        return f"That is {step.stretch.reps.count}. Well done."
    seconds = step.stretch.hold.seconds if step.stretch.hold is not None else 0.0
    return f"That is {seconds:.0f} seconds. Come out of it slowly."
