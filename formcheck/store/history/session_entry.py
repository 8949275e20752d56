"""A session of the past: what is kept of a performance, and how it is made from one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Literal, get_args

from formcheck.coach.frame.report import VERDICTS, CheckResult, FrameReport
from formcheck.coach.frame.summary_model import Hold, Summary
from formcheck.codes.states import Verdict
from formcheck.errors import UsageError
from formcheck.message import Message
from formcheck.pose.landmark import SIDES, Side
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import variant_of
from formcheck.words import tr

Origin = Literal["live", "clip"]
"""Whether a session was done before the camera or read from a clip."""


@dataclass(frozen=True, slots=True)
class Angle:
    """How far a session went at its main angle.

    Attributes:
        measure: Without its side: `hip`, `knee`, `trunk_pitch`.
        side: The body's side, or None for the whole person.
        value: Median over the longest hold, or over the repetitions, in the measure's unit.
        sigma: Standard deviation of its error, above 0.
        low: Lower end of the target that it was judged by, or None for none.
        high: Upper end of that target, or None. Both are None too where no target was kept, as in
            sessions of formcheck 0.1.0.
    """

    measure: str
    side: Side | None
    value: float
    sigma: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class PastSession:
    """One session of the past.

    Attributes:
        when: When it began, with a time zone.
        stretch: Id of the stretch.
        name: What people call the stretch.
        origin: `live` or `clip`.
        verdict: The verdict of the whole.
        headline: The verdict in one sentence, or None where none was kept.
        side: The worked side, or None where both work.
        profile: Name of the personal baseline that was used, or None.
        clip: File name of the clip, or None for a live session.
        duration_s: From the first frame to the last, seconds.
        good_s: Seconds held in good form, for holds.
        tucked_s: Those of them with the tuck, where that is the score and could be measured.
        target_s: Seconds asked for, or None.
        reps: Repetitions.
        target_reps: Repetitions asked for, or None.
        angles: The main angle of each side that was seen.
        folder: Name of the session's folder within `sessions/`, which holds its recording and,
            for a clip, everything a review writes; None where nothing was kept.
        further: How much further than where the person started the main angle was, in its unit
            (`CheckResult.further`), or None where that is not known.
        variant: Id of the stretch's variant that was done, or None for the usual way.
        id: Number in the history; 0 before it was added.
    """

    when: datetime
    stretch: str
    name: str
    origin: Origin
    verdict: Verdict
    headline: Message | None = None
    side: Side | None = None
    profile: str | None = None
    clip: str | None = None
    duration_s: float = 0.0
    good_s: float = 0.0
    target_s: float | None = None
    reps: int = 0
    target_reps: int | None = None
    angles: tuple[Angle, ...] = ()
    folder: str | None = None
    tucked_s: float | None = None
    further: float | None = None
    variant: str | None = None
    id: int = 0

    def __post_init__(self) -> None:
        if self.when.tzinfo is None:
            raise ValueError(f"expected a time with its time zone, got {self.when}")
        if self.origin not in get_args(Origin) or self.verdict not in VERDICTS:
            raise ValueError(
                f"expected a known origin and verdict, got {self.origin!r}, {self.verdict!r}"
            )
        # A row of the database holds its plain value.
        object.__setattr__(self, "verdict", Verdict(self.verdict))
        if self.folder is not None and Path(self.folder).name != self.folder:
            raise ValueError(f"expected the bare name of a folder, got {self.folder!r}")

    @property
    def version(self) -> str:
        """Return what was done, as it is asked for everywhere: `ID`, or `ID:VARIANT`.

        Only sessions of one version are comparable: each has targets of its own.
        """
        return self.stretch if self.variant is None else f"{self.stretch}:{self.variant}"

    def angle(self, side: Side | None) -> Angle | None:
        """Return the main angle of a side, or None where it was not seen."""
        return next((angle for angle in self.angles if angle.side == side), None)


def past_session(
    stretch: Stretch,
    summary: Summary,
    reports: Sequence[FrameReport],
    *,
    origin: Origin,
    when: datetime | None = None,
    clip: str | None = None,
    profile: str | None = None,
    folder: str | None = None,
) -> PastSession:
    """Return what the history keeps of a performance.

    Args:
        stretch: What was performed, with the targets that it was judged by.
        summary: The verdict of the whole.
        reports: One for each frame, in rising time.
        origin: `live` or `clip`.
        when: When it began, with a time zone; now by default.
        clip: File name of the clip.
        profile: Name of the personal baseline that was used.
        folder: Name of the folder within `sessions/` that holds the files already.

    Raises:
        UsageError: The summary is not of this stretch.
    """
    if summary.stretch != stretch.id:
        raise UsageError(
            tr(
                "expected a summary of {id}, got one of {stretch}",
                id=stretch.id,
                stretch=summary.stretch,
            )
        )
    return PastSession(
        when=when or datetime.now(UTC),
        stretch=stretch.id,
        name=summary.name,
        origin=origin,
        verdict=summary.verdict,
        headline=summary.headline,
        side=summary.side,
        profile=profile,
        clip=clip,
        duration_s=reports[-1].time_s - reports[0].time_s if reports else 0.0,
        good_s=summary.held_s,
        tucked_s=summary.tucked_s,
        further=summary.further,
        target_s=summary.target_s,
        reps=len(summary.reps),
        target_reps=summary.target_reps,
        angles=main_angles(stretch, summary, reports),
        folder=folder,
        variant=variant_of(stretch),
    )


def main_angles(
    stretch: Stretch, summary: Summary, reports: Sequence[FrameReport]
) -> tuple[Angle, ...]:
    """Return how far each side went at the stretch's main angle.

    For holds it is the median over the longest hold of that side, for repetitions over their
    verdicts. A median and not the largest value: the largest of many noisy frames is mostly noise.
    Where nothing counted there is no angle, since on the way into a stretch every angle occurs.

    Args:
        stretch: Its `main_check` is looked at.
        summary: The verdict of the whole.
        reports: One for each frame.
    """
    main = stretch.main_check
    if main is None:
        return ()
    if summary.reps:
        return _angles(
            check for rep in summary.reps for check in rep.checks if check.check == main.id
        )
    found: dict[Side | None, Angle] = {}
    longest_first = sorted(summary.holds, key=lambda hold: -hold.seconds)
    for angles in hold_angles(stretch, longest_first, reports):
        for angle in angles:
            found.setdefault(angle.side, angle)
    return tuple(found.values())


def hold_angles(
    stretch: Stretch, holds: Sequence[Hold], reports: Sequence[FrameReport]
) -> list[tuple[Angle, ...]]:
    """Return for each hold the median of the main angle over it, for each side that was seen.

    Args:
        stretch: Its `main_check` is looked at.
        holds: Holds of the performance.
        reports: One for each frame of the performance, in rising time.
    """
    main = stretch.main_check
    if main is None or not holds:
        return [() for _ in holds]
    times_s = [report.time_s for report in reports]
    found = []
    for hold in holds:
        rows = slice(bisect_left(times_s, hold.start_s), bisect_right(times_s, hold.end_s))
        found.append(_angles(c for r in reports[rows] for c in r.checks if c.check == main.id))
    return found


def _angles(results: Iterable[CheckResult]) -> tuple[Angle, ...]:
    """Return the median of the known results of each measurement."""
    known: dict[str, list[tuple[float, float]]] = {}
    targets: dict[str, tuple[float | None, float | None]] = {}
    for result in results:
        if result.value is not None and result.sigma is not None:
            known.setdefault(result.measurement, []).append((result.value, result.sigma))
            targets[result.measurement] = (result.low, result.high)
    angles: list[tuple[int, Angle]] = []
    for name, pairs in known.items():
        # Repetitions of both legs, or a leg that changed its name for a moment: most frames decide.
        side = next((side for side in SIDES if name.endswith(f"_{side}")), None)
        measure = name if side is None else name.removesuffix(f"_{side}")
        value, sigma = (median(column) for column in zip(*pairs, strict=True))
        angles.append((len(pairs), Angle(measure, side, value, sigma, *targets[name])))
    # One angle a side: a hip may be known with and without the low back's share in turn.
    angles.sort(key=lambda one: -one[0])
    kept: dict[Side | None, tuple[int, Angle]] = {}
    for count, angle in angles:
        kept.setdefault(angle.side, (count, angle))
    most = max((count for count, _ in kept.values()), default=0)
    return tuple(angle for count, angle in kept.values() if count >= 0.2 * most)
