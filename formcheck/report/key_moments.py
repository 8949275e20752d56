"""Which moments of a performance are worth a picture."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
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
    seen = _Seen(reports)
    found: list[tuple[float, str]] = []
    fault = _worst_fault(summary, seen)
    if fault is not None:
        found.append(fault)
    if summary.holds:
        found += _of_hold(max(summary.holds, key=lambda hold: hold.seconds), reports, seen)
    elif summary.reps:
        bottoms = [reports[seen.nearest(rep.bottom_s)] for rep in summary.reps]
        best = max(bottoms, key=_surety)
        found.append(
            (best.time_s, tr("Repetition {index}: the best of all", index=bottoms.index(best) + 1))
        )
        found.append((bottoms[0].time_s, tr("Repetition 1, at its deepest")))
    else:
        found += _unclear(reports, seen, fallback=fault is None)
    return _apart(found)


class _Seen:
    """What is looked for in all frames, gathered in one go: a clip may have tens of thousands.

    Args:
        reports: One for each frame, in rising time.

    Attributes:
        times_s: Time of each frame, seconds.
        person: Rows of the frames with a person.
        view: Rows of those in which the view was spoken of.
        faults: For each check that was corrected, the frames that show the fault: how far inside
            its target it was, in sigmas, below 0, and the time.
    """

    def __init__(self, reports: Sequence[FrameReport]) -> None:
        self.times_s: list[float] = []
        self.person: list[int] = []
        self.view: list[int] = []
        self.faults: dict[str, list[tuple[float, float]]] = {}
        for row, report in enumerate(reports):
            cue = report.cue
            self.times_s.append(report.time_s)
            if report.measurements.person:
                self.person.append(row)
            if cue is not None and cue.kind == CueKind.VIEW:
                self.view.append(row)
            if cue is not None and cue.kind == CueKind.FAULT and cue.check is not None:
                self.faults.setdefault(cue.check, []).extend(
                    (depth, report.time_s)
                    for result in report.checks
                    if result.check == cue.check
                    and (depth := margin(result)) is not None
                    and depth < 0
                )

    def nearest(self, time_s: float) -> int:
        """Return the row of the frame nearest to a time."""
        return min(range(len(self.times_s)), key=lambda row: abs(self.times_s[row] - time_s))


def _of_hold(
    hold: Hold, reports: Sequence[FrameReport], seen: _Seen
) -> Iterator[tuple[float, str]]:
    """Yield the best moment of a hold, and the one in which it begins."""
    rows = slice(bisect_left(seen.times_s, hold.start_s), bisect_right(seen.times_s, hold.end_s))
    best: tuple[bool, tuple[bool, int, float], float] | None = None
    # The clock starts once the hold is sure, and credits the time before: shown running.
    begins: float | None = None
    for report in reports[rows]:
        clock = report.clock
        # Once the seconds are done the picture would say "Come out of it".
        counting = clock is None or clock.state == ClockState.RUNNING
        rank = counting and _amid(report.time_s, hold), _surety(report)
        if best is None or rank > best[:2]:
            best = (*rank, report.time_s)
        if begins is None and clock is not None and clock.state == ClockState.RUNNING:
            begins = report.time_s
    if best is not None:
        yield best[2], tr("The best moment of the hold")
    if begins is None:
        begins = seen.times_s[seen.nearest(hold.start_s)]
    yield begins, tr("The hold begins")


def _apart(found: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    kept: list[tuple[float, str]] = []
    for time_s, caption in found:
        if all(abs(time_s - other) >= _APART_S for other, _ in kept):
            kept.append((time_s, caption))
    return sorted(kept[:3])


def _amid(time_s: float, hold: Hold) -> bool:
    """Whether a moment is neither on the way into a hold nor out of it."""
    return hold.start_s + _ON_THE_WAY_S <= time_s <= hold.end_s - _ON_THE_WAY_S


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


def _worst_fault(summary: Summary, seen: _Seen) -> tuple[float, str] | None:
    """Return the frame that shows best what to change.

    Only frames in which it was also said count, and checks stand in the order of their
    importance. During a hold or a repetition it is the moment furthest from the target; on the
    way into a stretch every angle is far from its target, so there it is a typical one. A second
    view has no way in.
    """
    spans = [(h.start_s, h.end_s) for h in summary.holds]
    spans += [(r.start_s, r.end_s) for r in summary.reps]
    wanted = [check.check for check in summary.checks if check.verdict == Verdict.ADJUST]
    later = {check.check for check in summary.checks if check.seen_from is not None}
    for check in dict.fromkeys([*wanted, *seen.faults]):
        moments = sorted(seen.faults.get(check, ()))
        anywhere = check in later
        within = [m for m in moments if anywhere or any(a <= m[1] <= b for a, b in spans)]
        if within:
            return within[0][1], tr("{label}: furthest from its target", label=label(check))
        if moments:
            return moments[len(moments) // 2][1], tr("{label}: what to change", label=label(check))
    return None


def _unclear(
    reports: Sequence[FrameReport], seen: _Seen, *, fallback: bool
) -> list[tuple[float, str]]:
    """Return a frame in which the camera could not see enough, else any one if it must be."""
    if seen.view:
        middle = reports[seen.view[len(seen.view) // 2]]
        assert middle.cue is not None
        return [(middle.time_s, say(middle.cue.message))]
    if not fallback:  # the picture of the fault shows as much
        return []
    rows = seen.person or range(len(reports))
    return [(seen.times_s[rows[len(rows) // 2]], tr("What the camera saw"))]
