"""Counts repetitions with two thresholds, and judges each at its bottom and its top.

The angle is turned so that the start position is up: one repetition leaves the `top` threshold,
passes the `bottom` threshold and comes back above `top` (or the other way round where it `starts`
at the bottom). Noise cannot count twice, since it would
have to cross the whole way between the thresholds.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from statistics import median
from typing import Final, Literal

from formcheck.coach.frame.judge import judge_value, wrapped
from formcheck.coach.frame.report import CheckResult, RepCount
from formcheck.coach.frame.summary_model import Rep
from formcheck.measure.model.measurement import Measurement
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch

SHORTEST_S: Final = 0.8
"""Nobody does a whole repetition faster; what looks like one is a wrong frame."""

LOSS_S: Final = 0.5
"""A longer loss of sight could hide an end of the movement: the open repetition is dropped."""

SMOOTH_S: Final = 0.1
"""Thresholds look at the median of the values this long before and after, at least of three
frames: wrong frames shorter than this cannot cross one. The count is late by as much."""

EXTREME_S: Final = 0.15
"""Checks are judged on the median this long before and after the deepest or highest point."""

TOP_S: Final = 1.0
"""The highest point is sought for this long after a repetition has come back above `top`."""

PARTIAL_SHARE: Final = 0.5
"""Who goes at least this share of the way down and turns back has done one too shallow."""

_EPSILON: Final = 1e-6

_End = Literal["top", "bottom"]
_Frame = tuple[float, float, tuple[CheckResult, ...]]


class RepCounter:
    """Follows one person through repetitions.

    Args:
        stretch: Its rep target and its checks `at: bottom` and `at: top`.
        one_set: Whether nothing counts once the repetitions asked for are done, as where sets are
            led through; a clip may hold more of them.

    Raises:
        ValueError: The stretch has no rep target.

    Attributes:
        count: Repetitions so far.
    """

    def __init__(self, stretch: Stretch, *, one_set: bool = False) -> None:
        if stretch.reps is None:
            raise ValueError(f"expected repetitions in {stretch.id}, got none; use the hold clock")
        self._target = stretch.reps
        self._one_set = one_set
        self._checks = stretch.checks
        # From here on the start of a repetition is up and its turn is down, whatever it is called.
        from_top = self._target.starts == "top"
        home, turn = self._target.top, self._target.bottom
        if not from_top:
            home, turn = turn, home
        self._ends: tuple[_End, _End] = ("top", "bottom") if from_top else ("bottom", "top")
        self._judges_home = any(check.at == self._ends[0] for check in stretch.checks)
        self._sign = 1.0 if turn < home else -1.0
        self._top = self._sign * home
        self._bottom = self._sign * turn
        self._raw: deque[_Frame] = deque()  # frames around the next one to be smoothed
        self._next = 0  # index of that one in _raw
        self._path: list[_Frame] = []  # smoothed frames since the top was left
        self._crest: list[_Frame] = []  # smoothed frames after a repetition came back up
        self._open: tuple[float, float, list[_Frame]] | None = None  # waits for its top
        self._armed = False
        self._deep = False
        self._height: float | None = None  # of the last frame
        self._reps: list[Rep] = []
        self.count = 0
        self._partials: list[Rep] = []

    @property
    def reps(self) -> tuple[Rep, ...]:
        """Return the repetitions that have been judged."""
        return tuple(self._reps)

    @property
    def partials(self) -> tuple[Rep, ...]:
        """Return the movements that turned back too early, each with the checks of its turn."""
        return tuple(self._partials)

    @property
    def enough(self) -> bool:
        """Whether the repetitions asked for are done."""
        return self.count >= self._target.count

    @property
    def moving(self) -> bool:
        """Whether a repetition is under way."""
        return self._armed and len(self._path) > 1

    def update(
        self, time_s: float, angle: float | None, results: Sequence[CheckResult]
    ) -> RepCount:
        """Take the next frame and return the counter.

        Args:
            time_s: Time of the frame, seconds. A frame that is not later than the one before
                changes nothing.
            angle: The angle that goes up and down, degrees, or None where it cannot be told.
            results: One for each check of the stretch, in its order.
        """
        if self._raw and time_s <= self._raw[-1][0]:
            return self._report()
        if self._raw and time_s - self._raw[-1][0] > LOSS_S:
            self._lose_sight()
        self._height = None
        if angle is not None:
            if self._raw:  # follow the angle over the seam of the circle
                last = self._sign * self._raw[-1][1]
                angle = last + wrapped(angle - last)
            self._height = self._sign * angle
            self._raw.append((time_s, self._height, tuple(results)))
            while self._next < len(self._raw) - 1 and self._ready(time_s):
                self._smooth()
        return self._report()

    def finish(self) -> None:
        """End the performance: take the last frames; what is not finished does not count."""
        self._lose_sight()

    def _report(self) -> RepCount:
        end: _End | None = None
        if self._height is not None and self._height >= self._top:
            end = self._ends[0]
        elif self._height is not None and self._height <= self._bottom:
            end = self._ends[1]
        return RepCount(self.count, self._target.count, end)

    def _ready(self, time_s: float) -> bool:
        return time_s - self._raw[self._next][0] >= SMOOTH_S - _EPSILON

    def _smooth(self) -> None:
        middle = self._next
        time_s, _, results = self._raw[middle]
        near = [
            angle
            for i, (when, angle, _) in enumerate(self._raw)
            if abs(when - time_s) <= SMOOTH_S + _EPSILON or abs(i - middle) == 1
        ]
        self._next += 1
        while self._next > 1 and self._raw[1][0] < self._raw[self._next - 1][0] - SMOOTH_S:
            self._raw.popleft()
            self._next -= 1
        self._step((time_s, median(near), results))

    def _step(self, frame: _Frame) -> None:
        """Take one smoothed frame through the two thresholds."""
        time_s, height, _ = frame
        if self._open is not None:
            self._crest.append(frame)
            slack = (self._top - self._bottom) / 3
            if time_s - self._open[1] >= TOP_S or height < self._top - slack:
                self._close()
        if not self._armed:
            self._armed = height >= self._top
            self._path = [frame]
            return
        self._path.append(frame)
        if height <= self._bottom:
            self._deep = True
        elif height >= self._top:
            self._arrive(frame)

    def _arrive(self, frame: _Frame) -> None:
        """Come back above the top threshold: count, or note what was too shallow or too fast."""
        start, end = self._path[0][0], frame[0]
        lowest = min(height for _, height, _ in self._path)
        over = self._one_set and self.enough
        if end - start >= SHORTEST_S and not over:
            if self._deep:
                self._close()
                self.count += 1
                self._open, self._crest = (start, end, self._path), [frame]
                if not self._judges_home:
                    self._close()
            elif self._top - lowest >= PARTIAL_SHARE * (self._top - self._bottom):
                self._partials.append(self._judged(start, end, self._path, ()))
        self._deep = False
        self._path = [frame]  # the last frame above the threshold is where the next one starts

    def _close(self) -> None:
        """Judge the repetition that waits for its highest point."""
        if self._open is None:
            return
        self._reps.append(self._judged(*self._open, self._crest))
        self._open, self._crest = None, []

    def _judged(
        self, start: float, end: float, path: Sequence[_Frame], crest: Sequence[_Frame]
    ) -> Rep:
        """Judge a movement at its turn, and at its start position where that is in `crest`."""
        home, turn = self._ends
        lowest = min(path, key=lambda frame: frame[1])[0]
        moments = {turn: (path, lowest)}
        if crest:
            moments[home] = (crest, max(crest, key=lambda frame: frame[1])[0])
        checks = tuple(
            _judge_around(check, i, *moments[check.at])
            for i, check in enumerate(self._checks)
            if check.at in moments
        )
        return Rep(start, lowest, end, checks)

    def _lose_sight(self) -> None:
        while self._next < len(self._raw):
            self._smooth()
        self._close()
        self._raw.clear()
        self._next = 0
        self._armed = self._deep = False
        self._path = []


def _judge_around(check: Check, index: int, frames: Sequence[_Frame], when: float) -> CheckResult:
    """Judge a check on the median of its values around one moment.

    Where fewer than half of the frames there have a value, it cannot be told.
    """
    found = [r[index] for t, _, r in frames if abs(t - when) <= EXTREME_S + _EPSILON]
    known = [r for r in found if r.value is not None and r.sigma is not None]
    if 2 * len(known) < len(found):
        reasons = Counter(r.reason for r in found if r.reason is not None)
        name = next(r.measurement for r in found if r.value is None)
        return judge_value(check, name, Measurement.unknown(reasons.most_common(1)[0][0]))
    value = median(r.value for r in known if r.value is not None)
    sigma = median(r.sigma for r in known if r.sigma is not None)
    return judge_value(check, known[0].measurement, Measurement.known(value, sigma))
