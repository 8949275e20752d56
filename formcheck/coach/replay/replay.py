"""A recording judged under one set of targets after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from formcheck.coach.clocks.reps import RepMoments
from formcheck.coach.clocks.stillness import Window
from formcheck.coach.coach import SideChoice, declared_side
from formcheck.coach.frame.columns import Numbers
from formcheck.coach.frame.judge import judge_seen
from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import Rep, Summary
from formcheck.coach.performance import Performance, SideVote, conclude
from formcheck.coach.replay.clock_runs import ClockRuns, run_clock
from formcheck.coach.replay.columns import FrameColumns, columns_of
from formcheck.coach.replay.graded import GradedCheck, depth_forgiven, grade_column
from formcheck.coach.replay.watched import Watched, sight_of, watch, watch_in_step
from formcheck.coach.summary.accumulator import Evidence, PhaseWeights
from formcheck.measure.model.measurement import Measurements
from formcheck.pose.landmark import SIDES
from formcheck.shelf.long_list import LongList
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch

KEPT: Final = 3
"""Number of looks at a recording that are kept, the newest: each serves all targets that let the
hold clock run at the same moments, as far as that matters."""


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """A recording under one set of targets.

    Attributes:
        summary: The verdict of the whole.
        times: Time of each frame, seconds.
        verdicts: For each check the number of its verdict in `VERDICTS` in every frame.
    """

    summary: Summary
    times: Numbers
    verdicts: dict[str, Numbers]


@dataclass(slots=True, eq=False)
class _Look:
    """One look at a recording, with what was worked out from it."""

    sight: str
    watched: Watched
    columns: FrameColumns
    graded: dict[Check, GradedCheck] = field(default_factory=dict)
    slopes: dict[bytes, dict[Window, float | None]] = field(default_factory=dict)

    def grade(self, stretch: Stretch) -> list[GradedCheck]:
        """Return the stretch's checks; those with other targets than before are worked out."""
        if len(self.graded) > 16 * len(stretch.checks):
            self.graded.clear()
        for check, seen in zip(stretch.checks, self.columns.checks, strict=True):
            if check not in self.graded:
                self.graded[check] = grade_column(check, seen)
        return depth_forgiven(stretch, [self.graded[check] for check in stretch.checks])


class Replay:
    """A recording that is judged again and again.

    What a frame shows does not depend on where targets lie, but for one thing: while the hold clock
    runs, a leg that is out of sight is kept, and no start pose begins. Frames in which that matters
    are marked, and where the clock runs otherwise in one of them, the recording is looked at anew.

    Args:
        frames: The measurements of every frame, in rising time.
        side: The leg that is worked.

    Raises:
        UsageError: There is no such side.
    """

    def __init__(self, frames: Sequence[Measurements], side: SideChoice = "auto") -> None:
        self._frames = frames
        self._declared = declared_side(side)
        self._looks: list[_Look] = []

    def judge(self, stretch: Stretch) -> Judgement:
        """Return the verdict under the targets of a stretch: what `Coach` says of these frames."""
        look, runs, graded = self._consistent(stretch)
        watched, columns = look.watched, look.columns
        evidence, side = Evidence(stretch), SideVote(stretch, self._declared)
        evidence.take_over(watched.evidence)
        counts = np.array(watched.moving, bool) if runs is None else runs.counts
        running = np.zeros(len(counts), bool) if runs is None else runs.running
        evidence.add_all(
            [one.results for one in graded], _phases(columns, running, counts, runs is not None)
        )
        for leg, worked in enumerate(SIDES):
            side.add(worked, float(np.sum(columns.weights[counts & (columns.worked == leg)])))
        if runs is None:
            evidence.done.reps, evidence.done.partials = (
                _judged(moments, stretch, watched) for moments in watched.moments
            )
        else:
            evidence.done.holds, evidence.done.lost = runs.holds, runs.lost
            self._count(evidence, runs, look, graded)
        return Judgement(
            conclude(evidence, side, watched.other),
            columns.times,
            {c.id: one.results.verdict for c, one in zip(stretch.checks, graded, strict=True)},
        )

    def reports(self, stretch: Stretch) -> LongList[FrameReport]:
        """Return all there is to say about each frame, with its cue, under these targets."""
        look, _, _ = self._consistent(stretch)
        performance = Performance(stretch, self._declared)
        return LongList(performance.judge(frame) for frame in look.watched.frames)

    def _consistent(self, stretch: Stretch) -> tuple[_Look, ClockRuns | None, list[GradedCheck]]:
        """Return a look at the recording that holds for these targets."""
        sight = sight_of(stretch)
        known = [look for look in self._looks if look.sight == sight]
        for look in known:
            found = self._fits(look, stretch)
            if found is not None:
                return look, *found
        if not known:
            still = [False] * len(self._frames)
            watched = watch(self._frames, stretch, self._declared, still)
            look = _Look(sight, watched, columns_of(watched, stretch))
            self._keep(look)
            found = self._fits(look, stretch)
            if found is not None:
                return look, *found
        watched = watch_in_step(self._frames, stretch, self._declared)
        look = _Look(sight, watched, columns_of(watched, stretch))
        self._keep(look)
        runs, graded = _run(look, stretch)
        return look, runs, graded

    def _keep(self, look: _Look) -> None:
        self._looks = [look, *self._looks][:KEPT]

    def _fits(
        self, look: _Look, stretch: Stretch
    ) -> tuple[ClockRuns | None, list[GradedCheck]] | None:
        """Return how the clock runs, or None where it runs otherwise and that matters."""
        runs, graded = _run(look, stretch)
        if runs is not None:
            before = np.concatenate([[False], runs.running[:-1]])[: len(runs.running)]
            if (look.columns.swayed & (before != look.columns.holding)).any():
                return None
        return runs, graded

    def _count(
        self, evidence: Evidence, runs: ClockRuns, look: _Look, graded: Sequence[GradedCheck]
    ) -> None:
        """Note what the hold clock shows after each frame, as `Evidence.count` does."""
        stretch = evidence.stretch
        before = np.concatenate([[0.0], runs.totals[:-1]])[: len(runs.totals)]
        gained = np.where(runs.totals >= before, runs.totals - before, runs.totals)
        score, main = stretch.score_check, stretch.main_check
        if score is not None and main is not None:
            short = graded[stretch.checks.index(main)].short
            evidence.score.add_all(gained, graded[stretch.checks.index(score)].results, short)
        if stretch.kind == "test" and main is not None:
            at = stretch.checks.index(main)
            for i in np.flatnonzero(runs.totals != before):
                found = judge_seen(main, look.watched.frames[i].checks[at])
                evidence.taker.add(float(runs.totals[i]), (found,))


def _run(look: _Look, stretch: Stretch) -> tuple[ClockRuns | None, list[GradedCheck]]:
    graded = look.grade(stretch)
    if stretch.kind == "reps":
        return None, graded
    main = stretch.clock_main
    angle = b"" if main is None else graded[main].angle.tobytes()
    slopes = look.slopes.setdefault(angle, {})
    return run_clock(stretch, look.columns, graded, slopes), graded


def _phases(columns: FrameColumns, running: Numbers, counts: Numbers, held: bool) -> PhaseWeights:
    def where(rows: Numbers) -> Numbers:
        return np.where(rows, columns.weights, 0.0)

    resting = columns.person & ~counts if held else np.zeros(len(counts), bool)
    return PhaseWeights(
        held=where(running),
        tried=where(counts & ~running),
        rest=where(resting),
        looked=where(columns.person & columns.looking),
    )


def _judged(moments: Sequence[RepMoments], stretch: Stretch, watched: Watched) -> tuple[Rep, ...]:
    """Return repetitions judged by the targets of a stretch."""
    if not moments:
        return ()
    at = {frame.context.time_s: frame for frame in watched.frames}
    found = []
    for one in moments:
        frames = {
            end: tuple(
                (
                    time_s,
                    height,
                    tuple(map(judge_seen, stretch.checks, at[time_s].checks)),
                )
                for time_s, height, _ in around
            )
            for end, around in one.frames.items()
        }
        found.append(replace(one, frames=frames).judged(stretch.checks))
    return tuple(found)
