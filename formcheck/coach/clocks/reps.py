"""Counts repetitions with two thresholds, and judges each at its bottom and its top.

The angle is turned so that the start position is up: one repetition leaves the `top` threshold,
passes the `bottom` threshold and comes back above `top` (or the other way round where it `starts`
at the bottom). Noise cannot count twice, since it would
have to cross the whole way between the thresholds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from statistics import median
from typing import Final, Literal, Self

from formcheck.coach.clocks.rep_path import EPSILON, CentredMedian, RepFrame
from formcheck.coach.frame.judge import judge_value, wrap_angle
from formcheck.coach.frame.report import CheckResult, RepCount
from formcheck.coach.frame.summary_model import Rep
from formcheck.coach.settings.coach import COACH
from formcheck.measure.model.measurement import Measurement
from formcheck.shelf.long_list import LongList
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import RepTarget, Stretch

SHORTEST_S: Final = COACH.reps.shortest_s
LOSS_S: Final = COACH.reps.loss_s
EXTREME_S: Final = COACH.reps.extreme_s
TOP_S: Final = COACH.reps.top_s
PARTIAL_SHARE: Final = COACH.reps.partial_share
PASSING_SPEED: Final = COACH.reps.passing_speed

RepEnd = Literal["top", "bottom"]


class RepState(Enum):
    """Where in a repetition the person is."""

    LOST = auto()
    """The start position has not been seen since the last loss of sight."""

    AWAY = auto()
    """It was seen, and the turn has not been reached since."""

    TURNED = auto()
    """The turn was reached; coming back to the start position makes a repetition."""


@dataclass(frozen=True, slots=True)
class _Way:
    """The two ends of the movement, turned so that its start position is up and its turn down.

    Attributes:
        home: What the start position is called.
        turn: What the other end is called.
        sign: What an angle is multiplied by, so that the start position is up.
        top: Height from which on somebody is in the start position, degrees.
        bottom: Height up to which somebody is at the turn, degrees.
        count: Repetitions asked for.
    """

    home: RepEnd
    turn: RepEnd
    sign: float
    top: float
    bottom: float
    count: int

    @classmethod
    def of(cls, target: RepTarget) -> Self:
        """Return the way that a stretch asks for."""
        home, turn = target.top, target.bottom
        names: tuple[RepEnd, RepEnd] = ("top", "bottom")
        if target.starts == "bottom":
            home, turn, names = turn, home, ("bottom", "top")
        sign = 1.0 if turn < home else -1.0
        return cls(*names, sign, sign * home, sign * turn, target.count)

    @property
    def length(self) -> float:
        """Degrees from one end to the other."""
        return self.top - self.bottom


@dataclass(slots=True)
class _Counted:
    """A repetition that has counted and waits for its highest point.

    Attributes:
        start: Its start, seconds.
        end: When it came back above the top, seconds.
        path: Its frames.
        crest: The frames since it came back.
    """

    start: float
    end: float
    path: Sequence[RepFrame]
    crest: list[RepFrame] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RepMoments:
    """When a movement was where, and the frames by which it is judged there.

    Attributes:
        start: Its start, seconds.
        lowest: When it turned, seconds.
        end: Its end, seconds.
        frames: Those about its turn, and about its start position where that was found, by the end
            of the movement.
    """

    start: float
    lowest: float
    end: float
    frames: Mapping[str, tuple[RepFrame, ...]]

    def judged(self, checks: Sequence[Check]) -> Rep:
        """Return the repetition with its verdicts.

        Args:
            checks: Those of the stretch, in its order.
        """
        found = tuple(
            _judge_around(check, [results[i] for _, _, results in self.frames[check.at]])
            for i, check in enumerate(checks)
            if check.at in self.frames
        )
        return Rep(self.start, self.lowest, self.end, found)


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
        self._way = _Way.of(stretch.reps)
        self._one_set = one_set
        self._checks = stretch.checks
        self._smoother = CentredMedian()
        self._state = RepState.LOST
        # Smoothed frames since the top was left: whoever holds still does not come back for long.
        self._path = LongList[RepFrame]()
        self._open: _Counted | None = None
        self._reps: list[tuple[RepMoments, Rep]] = []
        self._partials: list[tuple[RepMoments, Rep]] = []
        self.count = 0

    @property
    def reps(self) -> tuple[Rep, ...]:
        """Return the repetitions that have been judged."""
        return tuple(rep for _, rep in self._reps)

    @property
    def partials(self) -> tuple[Rep, ...]:
        """Return the movements that turned back too early, each with the checks of its turn."""
        return tuple(rep for _, rep in self._partials)

    @property
    def moments(self) -> tuple[tuple[RepMoments, ...], tuple[RepMoments, ...]]:
        """Return where repetitions are judged, and where those are that turned back too early."""
        reps, partials = (
            tuple(moments for moments, _ in part) for part in (self._reps, self._partials)
        )
        return reps, partials

    @property
    def enough(self) -> bool:
        """Whether the repetitions asked for are done."""
        return self.count >= self._way.count

    @property
    def moving(self) -> bool:
        """Whether a repetition is under way."""
        return self._state is not RepState.LOST and len(self._path) > 1

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
        smoother, sign = self._smoother, self._way.sign
        if smoother.last_s is not None and time_s <= smoother.last_s:
            return self._report(smoother.height)
        if smoother.last_s is not None and time_s - smoother.last_s > LOSS_S:
            self._lose_sight()
        if angle is None:
            smoother.height = None
            return self._report(None)
        if smoother.last is not None:  # follow the angle over the seam of the circle
            last = sign * smoother.last
            angle = last + wrap_angle(angle - last)
        for frame in smoother.add(time_s, sign * angle, tuple(results)):
            self._step(frame)
        return self._report(smoother.height)

    def finish(self) -> None:
        """End the performance: take the last frames; what is not finished does not count."""
        self._lose_sight()

    def _report(self, height: float | None) -> RepCount:
        end: RepEnd | None = None
        speed = self._smoother.speed
        passing = speed is not None and abs(speed) > PASSING_SPEED
        if height is None or passing:
            end = None
        elif height >= self._way.top:
            end = self._way.home
        elif height <= self._way.bottom:
            end = self._way.turn
        return RepCount(self.count, self._way.count, end)

    def _step(self, frame: RepFrame) -> None:
        """Take one smoothed frame through the two thresholds."""
        time_s, height, _ = frame
        if self._open is not None:
            self._open.crest.append(frame)
            slack = self._way.length / 3
            if time_s - self._open.end >= TOP_S or height < self._way.top - slack:
                self._close()
        if self._state is RepState.LOST:
            self._state = RepState.AWAY if height >= self._way.top else RepState.LOST
            self._path = LongList([frame])
            return
        self._path.append(frame)
        if height <= self._way.bottom:
            self._state = RepState.TURNED
        elif height >= self._way.top:
            self._arrive(frame)

    def _arrive(self, frame: RepFrame) -> None:
        """Come back above the top threshold: count, or note what was too shallow or too fast."""
        start, end = self._path[0][0], frame[0]
        lowest = min(height for _, height, _ in self._path)
        over = self._one_set and self.enough
        if end - start >= SHORTEST_S and not over:
            if self._state is RepState.TURNED:
                self._close()
                self.count += 1
                self._open = _Counted(start, end, self._path, [frame])
                if not any(check.at == self._way.home for check in self._checks):
                    self._close()
            elif self._way.top - lowest >= PARTIAL_SHARE * self._way.length:
                self._partials.append(self._judged(_Counted(start, end, self._path)))
        self._state = RepState.AWAY
        # The last frame above the threshold is where the next one starts.
        self._path = LongList([frame])

    def _close(self) -> None:
        """Judge the repetition that waits for its highest point."""
        if self._open is None:
            return
        self._reps.append(self._judged(self._open))
        self._open = None

    def _judged(self, rep: _Counted) -> tuple[RepMoments, Rep]:
        moments = self._moments(rep)
        return moments, moments.judged(self._checks)

    def _moments(self, rep: _Counted) -> RepMoments:
        """Return the turn of a movement, and its start position where that is in its crest."""
        lowest = min(rep.path, key=lambda frame: frame[1])[0]
        frames: dict[str, tuple[RepFrame, ...]] = {self._way.turn: _around(rep.path, lowest)}
        if rep.crest:
            highest = max(rep.crest, key=lambda frame: frame[1])[0]
            frames[self._way.home] = _around(rep.crest, highest)
        return RepMoments(rep.start, lowest, rep.end, frames)

    def _lose_sight(self) -> None:
        for frame in self._smoother.flush():
            self._step(frame)
        self._close()
        self._state = RepState.LOST
        self._path = LongList()


def _around(frames: Sequence[RepFrame], when: float) -> tuple[RepFrame, ...]:
    return tuple(frame for frame in frames if abs(frame[0] - when) <= EXTREME_S + EPSILON)


def _judge_around(check: Check, found: Sequence[CheckResult]) -> CheckResult:
    """Judge a check on the median of its values around one moment.

    Where fewer than half of the frames there have a value, it cannot be told.
    """
    known = [r for r in found if r.value is not None and r.sigma is not None]
    if 2 * len(known) < len(found):
        reasons = Counter(r.reason for r in found if r.reason is not None)
        name = next(r.measurement for r in found if r.value is None)
        return judge_value(check, name, Measurement.unknown(reasons.most_common(1)[0][0]))
    value = median(r.value for r in known if r.value is not None)
    sigma = median(r.sigma for r in known if r.sigma is not None)
    return judge_value(check, known[0].measurement, Measurement.known(value, sigma))
