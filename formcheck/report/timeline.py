"""A performance along its time: the angle with its error, the target, and when it was how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Generic, TypeVar

from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import CheckSummary, Summary
from formcheck.codes.states import CueKind, Verdict
from formcheck.measure.model.measurement import Measurement
from formcheck.pose.landmark import SIDES
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch
from formcheck.wording import (
    ERROR_SIGMAS,
    label,
    measure_words,
    seconds_words,
    target_words,
    unit,
)
from formcheck.words import say, tr

K = TypeVar("K")

MOST_POINTS: Final = 800
"""Largest number of points: more than a screen has columns for."""

_SHORTEST_S: Final = 0.3
"""Shortest time, in seconds, of a cue that is listed: nobody could have read a shorter one."""


@dataclass(frozen=True, slots=True)
class Run:
    """Frames in a row with one verdict, from the first to the one after the last, seconds."""

    start_s: float
    end_s: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Lane:
    """The verdicts of one check along time; there is none while it is not the check's turn."""

    check: str
    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class AngleSeries:
    """One angle along time; values and errors are None where it could not be told."""

    label: str
    values: tuple[float | None, ...]
    errors: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class TimelineSpan:
    """A span of time with words: a hold, or a correction while it was shown."""

    start_s: float
    end_s: float
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything a time line shows of one performance.

    Attributes:
        check: Id of the check whose angle is drawn, or None where there is none.
        label: Its name, in words.
        measure: What is measured, in words.
        unit: Sign that follows its values.
        target: Its target, in words.
        low: Lower end of the target, or None.
        high: Upper end of the target, or None.
        frames: Time of every frame, seconds, for stepping.
        times: Times of the points of each series, seconds.
        series: The angle, and where it was asked for that of the body's other side.
        lanes: Verdicts of the checks, in the order of their importance.
        holds: Holds, with the seconds that counted.
        reps: Repetitions, with their numbers.
        bottoms: Deepest moment of each repetition, seconds.
        cues: Corrections, with when they were shown.
    """

    check: str | None
    label: str
    measure: str
    unit: str
    target: str
    low: float | None
    high: float | None
    frames: tuple[float, ...]
    times: tuple[float, ...]
    series: tuple[AngleSeries, ...]
    lanes: tuple[Lane, ...]
    holds: tuple[TimelineSpan, ...]
    reps: tuple[TimelineSpan, ...]
    bottoms: tuple[float, ...]
    cues: tuple[TimelineSpan, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data for JSON."""
        return asdict(self)


class _Runs(Generic[K]):
    """Frames in a row that are of one kind.

    Attributes:
        starts: Time of the first frame of each run, seconds.
        lasts: That of its last frame.
        kinds: What they are.
    """

    def __init__(self) -> None:
        self.starts: list[float] = []
        self.lasts: list[float] = []
        self.kinds: list[K] = []

    def add(self, time_s: float, kind: K) -> None:
        """Take the next frame."""
        if self.kinds and self.kinds[-1] == kind:
            self.lasts[-1] = time_s
        else:
            self.starts.append(time_s)
            self.lasts.append(time_s)
            self.kinds.append(kind)


def timeline(
    summary: Summary,
    reports: Sequence[FrameReport],
    stretch: Stretch,
    check_id: str | None = None,
    *,
    both_sides: bool = False,
) -> Timeline:
    """Return the time line of a performance.

    Args:
        summary: The verdict of the whole.
        reports: One for each frame, in rising time.
        stretch: What was performed.
        check_id: Whose angle is drawn; by default that of the stretch's main check.
        both_sides: Whether to add the same angle of the body's other side.

    Raises:
        KeyError: The stretch has no such check.
    """
    check = stretch.main_check if check_id is None else stretch.check(check_id)
    step = max(1, -(-len(reports) // MOST_POINTS))
    lanes, cues = [_Runs[Verdict | None]() for _ in stretch.checks], _Runs[str | None]()
    times_s: list[float] = []
    own: list[Measurement | None] = []
    others: list[Measurement | None] = []
    for row, report in enumerate(reports):
        times_s.append(report.time_s)
        if row % step == 0 and check is not None:
            own.append(_own(report, check))
            others.append(_other(report, check) if both_sides else None)
        for runs, of in zip(lanes, stretch.checks, strict=True):
            runs.add(report.time_s, report.verdict(of))
        cues.add(report.time_s, _said(report))
    series: list[AngleSeries] = []
    if check is not None:
        series.append(_series(label(check.id), own))
        if both_sides and check.target.role is not None:
            series.append(_series(tr("Other side"), others))
    # The band of the measure that was judged: the hip joint alone has another one than the hip.
    judged = None if check is None else _judged(summary, check)
    return Timeline(
        check=None if check is None else check.id,
        label="" if check is None else label(check.id),
        measure="" if judged is None else measure_words(judged.measure),
        unit="" if judged is None else unit(judged.measure),
        target="" if judged is None else target_words(judged.low, judged.high, judged.measure),
        low=None if judged is None else judged.low,
        high=None if judged is None else judged.high,
        frames=tuple(round(time_s, 4) for time_s in times_s),
        times=tuple(round(time_s, 3) for time_s in times_s[::step]),
        series=tuple(series),
        lanes=tuple(map(_lane, stretch.checks, lanes)),
        holds=_holds(summary),
        reps=_reps(summary),
        bottoms=tuple(round(rep.bottom_s, 2) for rep in summary.reps),
        cues=_cues(cues),
    )


def _judged(summary: Summary, check: Check) -> CheckSummary | Check:
    """Return what a check was judged by most of the time, or the check where it was not judged."""
    return next((one for one in summary.checks if one.check == check.id), check)


def _own(report: FrameReport, check: Check) -> Measurement | None:
    """Return what the check looked at, whether or not it was scored in that moment."""
    result = report.result(check)
    return None if result is None else report.measurements.values.get(result.measurement)


def _other(report: FrameReport, check: Check) -> Measurement | None:
    result = report.result(check)
    if result is None:
        return None
    one, two = SIDES
    for side, opposite in ((one, two), (two, one)):
        if result.measurement.endswith(f"_{side}"):
            name = result.measurement.removesuffix(side) + opposite
            return report.measurements.values.get(name)
    return None


def _series(name: str, measured: Sequence[Measurement | None]) -> AngleSeries:
    values = tuple(None if m is None or m.value is None else round(m.value, 1) for m in measured)
    errors = tuple(
        None if m is None or m.sigma is None else round(ERROR_SIGMAS * m.sigma, 1) for m in measured
    )
    return AngleSeries(name, values, errors)


def _lane(check: Check, found: _Runs[Verdict | None]) -> Lane:
    # A run lasts until the next one begins, so that no gap is drawn between them.
    ends = [*found.starts[1:], *found.lasts[-1:]]
    runs = (
        Run(round(start, 3), round(end, 3), verdict)
        for start, end, verdict in zip(found.starts, ends, found.kinds, strict=True)
        if verdict is not None
    )
    return Lane(check.id, label(check.id), tuple(runs))


def _holds(summary: Summary) -> tuple[TimelineSpan, ...]:
    return tuple(
        TimelineSpan(
            round(hold.start_s, 2),
            round(hold.end_s, 2),
            tr("held {seconds}", seconds=seconds_words(hold.seconds)),
        )
        for hold in summary.holds
    )


def _reps(summary: Summary) -> tuple[TimelineSpan, ...]:
    return tuple(
        TimelineSpan(round(rep.start_s, 2), round(rep.end_s, 2), str(number))
        for number, rep in enumerate(summary.reps, 1)
    )


def _said(report: FrameReport) -> str | None:
    cue = report.cue
    corrects = cue is not None and cue.kind in (CueKind.FAULT, CueKind.VIEW)
    return say(cue.message) if cue is not None and corrects else None


def _cues(found: _Runs[str | None]) -> tuple[TimelineSpan, ...]:
    return tuple(
        TimelineSpan(round(start, 2), round(last, 2), text)
        for start, last, text in zip(found.starts, found.lasts, found.kinds, strict=True)
        if text is not None and last - start >= _SHORTEST_S
    )


def start_of(summary: Summary, reports: Sequence[FrameReport]) -> float:
    """Return the moment by which two performances are aligned, in seconds.

    The start of the longest hold, else the first repetition, else the first frame with a person.
    """
    if summary.holds:
        return max(summary.holds, key=lambda hold: hold.seconds).start_s
    if summary.reps:
        return summary.reps[0].start_s
    return next((report.time_s for report in reports if report.measurements.person), 0.0)
