"""The hold clock over a whole recording: it looks at frames in which something may change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.coach.clocks.hold import HoldClock
from formcheck.coach.clocks.hold_gate import HIGH, REACH, Look, Observer
from formcheck.coach.clocks.pace import GAP_S
from formcheck.coach.clocks.stillness import WINDOW_S, Window
from formcheck.coach.frame.columns import Numbers
from formcheck.coach.frame.summary_model import Hold, LostTime
from formcheck.coach.replay.columns import FrameColumns
from formcheck.coach.replay.graded import GradedCheck
from formcheck.message import Message
from formcheck.stretches.model.stretch import Stretch

WAKE_S: Final = WINDOW_S + 2 * GAP_S
"""Time, in seconds, at the end of a stay away from the position in which the clock looks at every
frame again: the window of its speed, and the frames before it."""


@dataclass(frozen=True, slots=True, eq=False)
class ClockRuns:
    """What the hold clock did.

    Attributes:
        running: Whether a hold is under way after each frame.
        counts: Whether each frame belongs to a hold or to an attempt at one.
        totals: Good seconds of the present set after each frame.
        holds: The holds.
        lost: Seconds lost in attempts.
    """

    running: Numbers
    counts: Numbers
    totals: Numbers
    holds: tuple[Hold, ...]
    lost: tuple[LostTime, ...]


class ColumnObserver:
    """Sees the frames of a recording by their rows, as `Observer` sees one by its results.

    Args:
        stretch: What is done.
        columns: The frames.
        graded: Its checks under its targets.

    Attributes:
        fit: Whether the clock may start in each frame.
        kept: Whether a clock that runs may go on.
        inside: Whether all that is known lies within reach.
    """

    def __init__(
        self, stretch: Stretch, columns: FrameColumns, graded: Sequence[GradedCheck]
    ) -> None:
        self._observer = Observer(stretch)
        self._heeded = stretch.clock_checks
        self._partly = columns.partly
        main, count = stretch.clock_main, len(columns.times)
        self._main = None if main is None else graded[main]
        found = [
            self._observer.gate(
                i, graded[i].part(stretch.checks[i], main=i == main), _to_goal(stretch, graded)
            )
            for i in self._heeded
        ]
        self._start = np.array([one for one, _, _ in found]).reshape(len(found), count)
        self._stay = np.array([one for _, one, _ in found]).reshape(len(found), count)
        self.fit = self._start.max(axis=0, initial=-1.0) <= 0
        self.kept = self._stay.max(axis=0, initial=-1.0) <= 0
        # The first check that is not accepted, and what is wrong with it, as one number.
        self.fault = np.full(count, -1)
        for at in reversed(range(len(found))):
            self.fault = np.where(self._start[at] > 0, at * (HIGH + 1) + found[at][2], self.fault)
        held = [graded[i].outside <= REACH for i in stretch.held_checks]
        self.inside = np.logical_and.reduce(held) if held else np.ones(count, bool)

    @property
    def has_main(self) -> bool:
        """Whether there is an angle that has to come to rest."""
        return self._main is not None

    def hidden(self, row: int) -> Message | None:
        """Return why a required check cannot be told, or None."""
        return self._partly[row]

    def look(self, time_s: float, row: int) -> Look:
        """Return a frame's look, without how far it still is to go."""
        at, kind = divmod(int(self.fault[row]), HIGH + 1)
        wrong = None if at < 0 else self._observer.wrong(self._heeded[at], kind)
        start, stay = self._start[:, row].tolist(), self._stay[:, row].tolist()
        return Look(time_s, tuple(start), tuple(stay), wrong)

    def near(self, row: int, before: bool = False) -> bool:
        """Return whether the person is in the position."""
        if self._main is not None and np.isnan(self._main.results.value[row]) and not before:
            return False
        return bool(self.inside[row])

    def main_value(self, row: int) -> float | None:
        """Return the value that has to come to rest, or None."""
        if self._main is None:
            return None
        angle = float(self._main.angle[row])
        return None if np.isnan(angle) else angle


def _to_goal(stretch: Stretch, graded: Sequence[GradedCheck]) -> Numbers | float:
    """Return how far the score is from its goal; infinite where that cannot be told."""
    score = stretch.score_check
    if score is None:
        return float("inf")
    found = graded[stretch.checks.index(score)]
    return np.where(found.results.known, found.beyond, np.inf)


def run_clock(
    stretch: Stretch,
    columns: FrameColumns,
    graded: Sequence[GradedCheck],
    slopes: dict[Window, float | None],
) -> ClockRuns:
    """Run the hold clock over a recording.

    Args:
        stretch: What is done.
        columns: The frames.
        graded: Its checks under its targets.
        slopes: How fast the main angle moved, as far as it was worked out before; added to.
    """
    observer = ColumnObserver(stretch, columns, graded)
    clock = HoldClock[int](stretch, observer, slopes)
    count, times = len(columns.times), columns.times.tolist()
    running, counts = np.zeros(count, bool), np.zeros(count, bool)
    totals = np.zeros(count)
    kept, idle = _runs(columns, observer)
    row = 0
    while row < count:
        last = row
        if clock.steady and clock.running:
            last = int(kept[row])
            if last > row:
                totals[row:last] = _coast(clock, observer, times, row, last)
                running[row:last] = counts[row:last] = True
        elif clock.steady:
            end = int(idle[row])
            last = bisect_left(times, times[end - 1] - WAKE_S, row, end) if end > row else row
            if last > row:
                clock.stand_by(observer.look(times[last - 1], last - 1))
                totals[row:last] = clock.seconds
        if last <= row:
            clock.step(times[row], row, columns.hidden[row])
            running[row], counts[row], totals[row] = clock.running, clock.counts, clock.seconds
            last = row + 1
        row = last
    clock.finish()
    return ClockRuns(running, counts, totals, clock.holds, clock.lost)


def _coast(
    clock: HoldClock[int], observer: ColumnObserver, times: Sequence[float], row: int, last: int
) -> list[float]:
    """Let the clock run over frames that are all like the one before."""
    recent = last - 1
    while recent > row and times[last - 1] - times[recent] <= WAKE_S:
        recent -= 1
    angles = [observer.main_value(i) for i in range(recent, last)] if observer.has_main else []
    look = observer.look(times[last - 1], last - 1)
    return clock.coast(times[row:last], [a for a in angles if a is not None], look)


def _runs(columns: FrameColumns, observer: ColumnObserver) -> tuple[Numbers, Numbers]:
    """Return for each frame up to which row all are like the one before it.

    Returns:
        The first row that is not: of those in which a clock that runs goes on, and of those in
        which nobody is near.
    """
    unseen = zip(columns.hidden, columns.partly, strict=True)
    judged = np.array([one is None and two is None for one, two in unseen], bool)

    def same(values: Numbers) -> Numbers:
        return np.concatenate([[False], values[1:] == values[:-1]])[: len(values)]

    alike = judged & same(judged) & columns.joined & same(observer.inside)
    kept = observer.kept & same(observer.kept) & same(observer.fault)
    away = ~(observer.kept | observer.fit | observer.inside)
    return _ends(alike & kept), _ends(alike & away & same(away))


def _ends(inside: Numbers) -> Numbers:
    """Return for each row the first one from it on that is not inside."""
    rows = np.where(inside, len(inside), np.arange(len(inside)))
    found: Numbers = np.minimum.accumulate(rows[::-1])[::-1]
    return found
