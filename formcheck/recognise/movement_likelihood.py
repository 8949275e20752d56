"""What the movement in a clip says for a stretch: repetitions, and the way into a hold.

Standing at ease and a slow pelvic tilt look alike in every single frame; what tells them apart is
that something moves. A repetition that did not go far enough is one that was tried: it speaks for a
stretch that is repeated, and against one that is held.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from statistics import quantiles
from typing import Final

from formcheck.coach.clocks.reps import PARTIAL_SHARE, RepCounter
from formcheck.coach.frame.judge import (
    judge,
    judge_value,
    leg_in_role,
    look_up,
    outside_band,
    worked_side,
)
from formcheck.coach.frame.summary_model import Rep
from formcheck.coach.watch.start_pose import StartReference
from formcheck.codes.states import Verdict
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.pose.landmark import Side
from formcheck.recognise.frame_likelihood import FARTHEST, FAULT, asked, targets_say
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import RepTarget, Stretch

DONE: Final = {0: -1.5, 1: 0.5}
"""Log-odds of the number of repetitions, for stretches that are repeated; more than one:
`OFTEN`."""

OFTEN: Final = 1.0

TRIED: Final = {0: -1.5, 1: -1.0}
"""Log-odds of the number of repetitions that did not go far enough; more than one: `TRIED_OFTEN`.
Once, people also go into a hold and out of it."""

TRIED_OFTEN: Final = 0.5

ENDS: Final = 50
"""Trimmed share of a measure's range in a clip: the outermost 1 in this many frames at either
end."""

LEAST_SWING: Final = 2.5
"""Least swing, in degrees; less is breathing and noise."""

QUARTER: Final = 0.25
"""Share of the way between the ends of an attempted repetition, at either end."""

STAYED: Final = -1.5
"""Log-odds, for a stretch with a start pose, of a clip in which nobody went from there to the main
target: as much as that of no repetition."""

WENT: Final = 2.0
"""Log-odds of a clip in which somebody went as far as asked for, and farther than one value's
error."""

OTHER_WAY: Final = 0.5
"""Share of that for going the other way, as whoever rocks the pelvis to and fro also does."""

STILL: Final = 0.4
"""Share of that way below which nobody has moved."""

TOLD_SIGMAS: Final = 0.5
"""Length of the way, in errors of one value, at which staying is full evidence. A pelvis that stays
where it was seems to move by less than half of its stated error within a clip."""

LEAST_FRAMES: Final = 5
"""Number of frames after the start pose from which the way into a hold is known."""

MOVING: Final = 0.1
"""Share of the frames with the whole body on the move above which it is unknown whether the main
measure would have stayed."""


def repeated(stretches: Sequence[Stretch], frames: Iterable[Measurements]) -> list[float]:
    """Return what repetitions say for each stretch, with what their turns say of the targets there.

    All stretches look at a frame before the next one: a clip may be long.

    Args:
        stretches: Of those without repetitions, nothing is said.
        frames: A whole clip.
    """
    said = [0.0] * len(stretches)
    again: dict[int, _Counting] = {}
    ends: dict[int, tuple[float, float]] = {}
    for row, done in _count(dict(enumerate(map(_Counting, stretches))), frames).items():
        reps, counter = done.stretch.reps, done.counter
        if reps is None or counter is None:
            continue
        if counter.count:
            said[row] = DONE.get(counter.count, OFTEN) + _turns(done.stretch, counter.reps)
            continue
        said[row] = TRIED[0]
        swing = _ends(done.angles)
        if swing is None or swing[1] - swing[0] < PARTIAL_SHARE * abs(reps.top - reps.bottom):
            continue
        ends[row] = swing
        tried = done.stretch.model_copy(update={"reps": _as_tried(reps, *swing)})
        again[row] = _Counting(tried)
    for row, done in _count(again, frames).items():
        stretch, counter = stretches[row], done.counter
        assert stretch.reps is not None
        assert counter is not None
        said[row] = TRIED.get(counter.count, TRIED_OFTEN)
        said[row] += _short(stretch.reps, *ends[row]) + _turns(stretch, counter.reps)
    return said


class _Counting:
    """The repetitions of one stretch, and the angles that go up and down in them."""

    def __init__(self, stretch: Stretch) -> None:
        self.stretch = stretch
        self.counter = None if stretch.reps is None else RepCounter(stretch)
        self.angles = array("d")
        self._start = StartReference(stretch)

    def update(self, frame: Measurements) -> None:
        stretch, target = self.stretch, self.stretch.reps if frame.person else None
        if self.counter is None:
            return
        worked = worked_side(stretch, frame) if frame.person else None
        self._start.update(frame, worked, holding=False)
        angle = None if target is None else self._start.rep_angle(target, frame, worked)
        if angle is not None:
            self.angles.append(angle)
        results = [judge(check, frame, worked) for check in stretch.checks]
        self.counter.update(frame.time_s, angle, results)


def _count(counts: dict[int, _Counting], frames: Iterable[Measurements]) -> dict[int, _Counting]:
    """Count all along a clip, and return the same."""
    for frame in frames if counts else ():
        for one in counts.values():
            one.update(frame)
    for one in counts.values():
        if one.counter is not None:
            one.counter.finish()
    return counts


def _ends(angles: Sequence[float]) -> tuple[float, float] | None:
    """Lower and upper end of a movement, or None where nothing moves."""
    if len(angles) < 2:
        return None
    cuts = quantiles(angles, n=ENDS)
    return (cuts[0], cuts[-1]) if cuts[-1] - cuts[0] >= LEAST_SWING else None


def _as_tried(target: RepTarget, low: float, high: float) -> RepTarget:
    """Repetitions that go as far as they did in this clip."""
    inner = QUARTER * (high - low)
    ends = (high - inner, low + inner)
    top, bottom = ends if target.top > target.bottom else ends[::-1]
    return target.model_copy(update={"top": top, "bottom": bottom})


def _short(target: RepTarget, low: float, high: float) -> float:
    """What it says that the ends of a movement are not those asked for."""
    lower, upper = sorted((target.top, target.bottom))
    spread = FAULT["degrees"]
    missed = [min(max(0.0, by) / spread, FARTHEST) for by in (low - lower, upper - high)]
    return -0.5 * sum(by**2 for by in missed)


def _turns(stretch: Stretch, reps: Sequence[Rep]) -> float:
    """What the targets at both ends say, a repetition at a time: their mean."""
    checks = {check.id: check for check in stretch.checks}
    said = [targets_say((checks[r.check], r) for r in rep.checks) for rep in reps]
    return sum(said) / len(said) if said else 0.0


def approached(stretch: Stretch, frames: Sequence[Measurements]) -> bool:
    """Return whether anybody came as near to the main target of a hold as people with faults do.

    Args:
        stretch: With repetitions, or where its main target is never told, the answer is yes.
        frames: Frames of a clip, a sample of all, or a single picture.
    """
    main = stretch.main_check
    if stretch.kind != "hold" or main is None or main.change:
        return True
    told = False
    for frame in frames:
        worked = worked_side(stretch, frame) or leg_in_role("near", frame)
        result = judge(main, frame, worked)
        outside = outside_band(result)
        if outside is None or result.sigma is None:
            continue
        told = True
        if outside <= FARTHEST * math.hypot(result.sigma, FAULT[main.target.unit]):
            return True
    return not told


class WayIn:
    """What the way from the start pose to the main target says.

    Who holds still in the start pose does not do the stretch; who goes towards the target as far
    as it asks for most likely does, and who moves the other way may.

    Args:
        stretch: Without a start pose, or with repetitions, nothing is said.
    """

    def __init__(self, stretch: Stretch) -> None:
        main = stretch.main_check
        self._main: Check | None = None
        if stretch.start is None or stretch.kind != "hold" or main is None or not main.scored:
            return
        self._main = asked(main)
        self._way = self._main.model_copy(update={"change": True})
        self._still = [check for check in stretch.checks if check.change and check.id != main.id]
        checks = (self._way, *self._still)
        self._start = StartReference(stretch.model_copy(update={"checks": checks}))
        self._stretch = stretch
        self._moving = 0
        self._quiet: list[tuple[float, float]] = []

    def update(self, frame: Measurements) -> None:
        """Note how far a frame is on the way, 1 at the target, and how well that is told.

        Below 0 it is the other way. Frames in which something has moved that should have stayed
        are only counted: a bow tips the pelvis as well.

        Args:
            frame: The next frame of a whole clip, or of a sample of it.
        """
        main = self._main
        if main is None or not frame.person:
            return
        # In the start pose both legs may do alike: then it is the near one that will work.
        worked = worked_side(self._stretch, frame) or leg_in_role("near", frame)
        start = self._start
        start.update(frame, worked, holding=False)
        if any(_verdict(check, frame, worked, start) == Verdict.ADJUST for check in self._still):
            self._moving += 1
            return
        now = look_up(main.measure, frame, worked)[1]
        moved = start.change(self._way, now)
        if now.value is None or moved.value is None or moved.sigma is None:
            return
        before = 0.0 if main.change else now.value - moved.value
        there = Measurement.known(before, moved.sigma)
        wanted = outside_band(judge_value(main, main.measure, there))
        if wanted is not None and wanted > 0:
            told = min(1.0, wanted / (TOLD_SIGMAS * moved.sigma))
            up = main.low is not None and before < main.low
            along = moved.value if up else -moved.value
            self._quiet.append((along / max(wanted, moved.sigma), told))

    @property
    def says(self) -> float:
        """Return the log-odds of the frames so far."""
        if self._main is None or len(self._quiet) < LEAST_FRAMES:
            return 0.0
        quiet, moving = self._quiet, self._moving
        towards, told = (quantiles(column, n=10)[-1] for column in zip(*quiet, strict=True))
        anywhere = quantiles([abs(share) for share, _ in quiet], n=10)[-1]
        went = max(_moved(towards), OTHER_WAY * _moved(anywhere))
        said = float((STAYED * (1.0 - _moved(anywhere)) + WENT * went) * told)
        return max(said, 0.0) if moving >= MOVING * (moving + len(quiet)) else said


def _moved(share: float) -> float:
    return min(max((share - STILL) / (1.0 - STILL), 0.0), 1.0)


def _verdict(
    check: Check, frame: Measurements, worked: Side | None, start: StartReference
) -> Verdict:
    name, now = look_up(check.measure, frame, worked)
    return judge_value(check, name, start.change(check, now)).verdict
