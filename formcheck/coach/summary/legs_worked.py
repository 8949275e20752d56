"""Which legs worked in a recorded performance, whatever was declared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from formcheck.coach.frame.judge import leg_in_role
from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.codes.measure import NoteCode
from formcheck.codes.states import ClockState
from formcheck.message import Message
from formcheck.pose.landmark import Side, other
from formcheck.stretches.model.stretch import Stretch

LEAST_S: Final = 3.0
"""Seconds for which a leg has to work to be told of: a name is exchanged for a moment now and then.
"""

LEAST_SHARE: Final = 0.2
"""Share of the counted time that each of two legs has at the least where both worked."""

SURE_SHARE: Final = 0.8
"""Share of the time that counted, or where nothing did of all, from which the other leg than the
declared one was the one that worked."""

_LONGEST_STEP_S: Final = 0.5


def legs_worked(
    reports: Sequence[FrameReport],
    summary: Summary,
    stretch: Stretch,
    *,
    counted: bool = True,
) -> dict[Side, float]:
    """Return for how many seconds each leg worked, as geometry names it.

    Args:
        reports: Of every frame, in rising time.
        summary: Their verdict.
        stretch: What was done; without a worked leg there is nothing to tell.
        counted: Whether only seconds that counted are added up.
    """
    found: dict[Side, float] = {"left": 0.0, "right": 0.0}
    role, before = stretch.worked_leg, None
    if role is None:
        return found
    for report in reports:
        step = 0.0 if before is None else min(report.time_s - before, _LONGEST_STEP_S)
        before = report.time_s
        m = report.measurements
        leg = leg_in_role(role, m) if m.person and m.legs.named else None
        if leg is not None and (not counted or _counts(report, summary)):
            found[leg] += step
    return found


def _counts(report: FrameReport, summary: Summary) -> bool:
    if report.clock is not None:
        return report.clock.state in (ClockState.RUNNING, ClockState.DONE)
    return any(rep.start_s <= report.time_s <= rep.end_s for rep in summary.reps)


def note_on_legs(
    reports: Sequence[FrameReport], summary: Summary, stretch: Stretch, declared: Side | None
) -> Message | None:
    """Return what is to know about the legs that worked, or None where all is as expected.

    Args:
        reports: Of every frame, in rising time.
        summary: Their verdict.
        stretch: What was done.
        declared: The leg that the person says was worked, or None.
    """
    seen = legs_worked(reports, summary, stretch)
    whole = sum(seen.values())
    worked = seen if whole >= 1.0 else legs_worked(reports, summary, stretch, counted=False)
    sure = max(1.0, SURE_SHARE * sum(worked.values()))
    if declared is not None and worked[other(declared)] >= sure:
        return Message(NoteCode.OTHER_SIDE, told=declared, seen=other(declared))
    if min(seen.values()) >= max(LEAST_S, LEAST_SHARE * whole):
        left, right = int(seen["left"]), int(seen["right"])
        return Message(NoteCode.BOTH_LEGS, left=left, right=right)
    return None
