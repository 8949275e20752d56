"""What a recording shows of a stretch, wherever its targets lie: worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.coach.clocks.hold import HoldClock
from formcheck.coach.clocks.reps import RepCounter, RepMoments
from formcheck.coach.frame.context import SeenFrame
from formcheck.coach.frame.report import CheckResult
from formcheck.coach.performance import judge_checks
from formcheck.coach.summary.accumulator import Evidence
from formcheck.coach.watch.conditions import Conditions
from formcheck.measure.model.measurement import Measurements
from formcheck.measure.posture.positions import Position
from formcheck.pose.landmark import Side
from formcheck.stretches.model.stretch import Stretch

_BANDS: Final = {"low", "high", "prefer_low", "prefer_high", "goal"}


def sight_of(stretch: Stretch) -> str:
    """Return all of a stretch that decides what frames show: everything but where targets lie."""
    main = stretch.main_check
    told = stretch.model_dump_json(
        exclude={"judged_with": True, "variant": True, "hold": True, "checks": {"__all__": _BANDS}}
    )
    return f"{told} {None if main is None else main.id}"


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """What the frames of a recording show of a stretch.

    Attributes:
        frames: What each of them shows.
        other: The other movement that made up more of it than the stretch, or None.
        evidence: Times and reasons that do not depend on targets.
        moving: Whether a repetition is under way in each frame; empty for holds.
        moments: Where repetitions are judged, and those that turned back too early.
    """

    frames: tuple[SeenFrame, ...]
    other: Position | None
    evidence: Evidence
    moving: tuple[bool, ...]
    moments: tuple[tuple[RepMoments, ...], tuple[RepMoments, ...]]


class Watcher:
    """Looks at the frames of a recording, one after the other.

    Args:
        stretch: What is performed.
        declared: The side that the person says is worked, or None.
    """

    def __init__(self, stretch: Stretch, declared: Side | None) -> None:
        self._stretch = stretch
        self._conditions = Conditions(stretch, declared, insist=False)
        self._evidence = Evidence(stretch)
        self._counter = RepCounter(stretch) if stretch.kind == "reps" else None
        self._frames: list[SeenFrame] = []
        self._moving: list[bool] = []

    def see(self, m: Measurements, *, holding: bool) -> Sequence[CheckResult]:
        """Take the next frame and return its results under the stretch's own targets."""
        seen = self._conditions.see(m, holding=holding)
        context = seen.context
        self._frames.append(seen)
        results = judge_checks(self._stretch, seen)
        self._evidence.note(seen, results)
        if self._counter is not None:
            self._counter.update(context.time_s, seen.rep_angle, results)
            self._moving.append(self._counter.moving)
        return results

    @property
    def last(self) -> SeenFrame:
        """Return what the last frame shows."""
        return self._frames[-1]

    def finish(self) -> Watched:
        """Return what was seen."""
        if self._counter is not None:
            self._counter.finish()
        return Watched(
            tuple(self._frames),
            self._conditions.movement.main,
            self._evidence,
            tuple(self._moving),
            ((), ()) if self._counter is None else self._counter.moments,
        )


def watch(
    frames: Sequence[Measurements], stretch: Stretch, declared: Side | None, holding: Iterable[bool]
) -> Watched:
    """Look at a recording.

    Args:
        frames: Its frames, in rising time.
        stretch: What is performed.
        declared: The side that the person says is worked, or None.
        holding: Whether the hold clock runs before each frame.
    """
    watcher = Watcher(stretch, declared)
    for frame, held in zip(frames, holding, strict=True):
        watcher.see(frame, holding=held)
    return watcher.finish()


def watch_in_step(
    frames: Sequence[Measurements], stretch: Stretch, declared: Side | None
) -> Watched:
    """Look at a recording while a hold clock runs beside it, as live."""
    watcher, clock = Watcher(stretch, declared), HoldClock[Sequence[CheckResult]](stretch)
    for frame in frames:
        results = watcher.see(frame, holding=clock.running)
        clock.step(frame.time_s, results, watcher.last.hidden)
    return watcher.finish()
