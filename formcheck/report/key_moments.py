"""Which moments of a performance are worth a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from formcheck.coach.frame.report import CheckResult, FrameReport
from formcheck.coach.frame.summary_model import Hold, Summary
from formcheck.codes.states import ClockState, CueKind, Verdict
from formcheck.wording import label
from formcheck.words import say, tr

_APART_S: Final = 0.4

_ON_THE_WAY_S: Final = 1.5
"""Length, in seconds, of the first and the last part of a hold, in which nobody rests yet, or
still."""


def telling_moments(summary: Summary, reports: Sequence[FrameReport]) -> list[tuple[float, str]]:
    """Return up to three moments that tell most, in rising time.

    For a hold: its start, the best moment in it, and the worst fault. For repetitions: the bottom
    of the first, of the surest, and the worst fault. Where there is neither, a moment in which the
    camera could not see enough.

    Args:
        summary: The verdict of the whole performance.
        reports: One for each frame, in rising time.

    Returns:
        Time of a frame in seconds, and what to write below its picture.
    """
    if not reports:
        return []
    found: list[tuple[float, str]] = []
    fault = _worst_fault(summary, reports)
    if fault is not None:
        found.append(fault)
    if summary.holds:
        longest = max(summary.holds, key=lambda hold: hold.seconds)
        within = [r for r in reports if longest.start_s <= r.time_s <= longest.end_s]
        still = [r for r in within if _amid(r.time_s, longest)]
        best = max(still or within, key=_surety, default=None)
        if best is not None:
            found.append((best.time_s, tr("The best moment of the hold")))
        # The clock starts once the hold is sure, and credits the time before: shown running.
        runs = (
            r.time_s for r in within if r.clock is not None and r.clock.state == ClockState.RUNNING
        )
        begins = next(runs, _nearest(reports, longest.start_s).time_s)
        found.append((begins, tr("The hold begins")))
    elif summary.reps:
        bottoms = [_nearest(reports, rep.bottom_s) for rep in summary.reps]
        best = max(bottoms, key=_surety)
        found.append(
            (best.time_s, tr("Repetition {index}: the best of all", index=bottoms.index(best) + 1))
        )
        found.append((bottoms[0].time_s, tr("Repetition 1, at its deepest")))
    else:
        found += _unclear(reports, fallback=fault is None)
    return _apart(found)


def _apart(found: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    kept: list[tuple[float, str]] = []
    for time_s, caption in found:
        if all(abs(time_s - other) >= _APART_S for other, _ in kept):
            kept.append((time_s, caption))
    return sorted(kept[:3])


def _amid(time_s: float, hold: Hold) -> bool:
    """Whether a moment is neither on the way into a hold nor out of it."""
    return hold.start_s + _ON_THE_WAY_S <= time_s <= hold.end_s - _ON_THE_WAY_S


def _nearest(reports: Sequence[FrameReport], time_s: float) -> FrameReport:
    return min(reports, key=lambda report: abs(report.time_s - time_s))


def margin(result: CheckResult) -> float | None:
    """Return how far a value is inside its target, in sigmas; below 0 outside, None unknown."""
    if result.value is None or result.sigma is None:
        return None
    room = []
    if result.low is not None:
        room.append((result.value - result.low) / result.sigma)
    if result.high is not None:
        room.append((result.high - result.value) / result.sigma)
    return min(room) if room else None


def _surety(report: FrameReport) -> tuple[bool, int, float]:
    """Rank a frame: nothing had to be said, many checks are known, the tightest has much room."""
    margins = [found for check in report.checks if (found := margin(check)) is not None]
    calm = report.cue is None or report.cue.kind == CueKind.GOOD
    return calm, len(margins), min(margins, default=0.0)


def _worst_fault(summary: Summary, reports: Sequence[FrameReport]) -> tuple[float, str] | None:
    """Return the frame that shows best what to change.

    Only frames in which it was also said count, and checks stand in the order of their
    importance. During a hold or a repetition it is the moment furthest from the target; on the
    way into a stretch every angle is far from its target, so there it is a typical one. A second
    view has no way in.
    """
    spans = [(h.start_s, h.end_s) for h in summary.holds]
    spans += [(r.start_s, r.end_s) for r in summary.reps]
    faulty = [r for r in reports if r.cue is not None and r.cue.kind == CueKind.FAULT]
    wanted = [check.check for check in summary.checks if check.verdict == Verdict.ADJUST]
    later = {check.check for check in summary.checks if check.seen_from is not None}
    wanted += [r.cue.check for r in faulty if r.cue is not None and r.cue.check is not None]
    for check in dict.fromkeys(wanted):
        moments = sorted(
            (depth, report.time_s)
            for report in faulty
            if report.cue is not None and report.cue.check == check
            for result in report.checks
            if result.check == check and (depth := margin(result)) is not None and depth < 0
        )
        anywhere = check in later
        within = [m for m in moments if anywhere or any(a <= m[1] <= b for a, b in spans)]
        if within:
            return within[0][1], tr("{label}: furthest from its target", label=label(check))
        if moments:
            return moments[len(moments) // 2][1], tr("{label}: what to change", label=label(check))
    return None


def _unclear(reports: Sequence[FrameReport], *, fallback: bool) -> list[tuple[float, str]]:
    """Return a frame in which the camera could not see enough, else any one if it must be."""
    told = [r for r in reports if r.cue is not None and r.cue.kind == CueKind.VIEW]
    if told:
        middle = told[len(told) // 2]
        assert middle.cue is not None
        return [(middle.time_s, say(middle.cue.message))]
    if not fallback:  # the picture of the fault shows as much
        return []
    seen = [r for r in reports if r.measurements.person] or reports
    return [(seen[len(seen) // 2].time_s, tr("What the camera saw"))]
