"""What a recording shows, as columns: one number a frame for each thing that judging looks at."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from formcheck.coach.clocks.pace import GAP_S
from formcheck.coach.frame.columns import Numbers
from formcheck.coach.frame.context import SeenCheck, SeenFrame
from formcheck.coach.replay.watched import Watched
from formcheck.coach.summary.check_stats import sideless
from formcheck.message import Message
from formcheck.pose.landmark import SIDES
from formcheck.stretches.model.stretch import Stretch

_Key = TypeVar("_Key", bound=Hashable)

EPSILON: Final = 1e-6
"""Seconds by which two times may differ and still be the same."""


@dataclass(frozen=True, slots=True, eq=False)
class SeenColumns:
    """One check in every frame, unjudged; what is not known is nan. See `SeenCheck`."""

    value: Numbers
    sigma: Numbers
    preferred: Numbers
    plain: Numbers
    aside: Numbers
    start: Numbers
    name: Numbers
    names: tuple[str, ...]
    reason: Numbers
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FrameColumns:
    """The frames of a recording.

    Attributes:
        times: Time of each, seconds.
        weights: How long each stands for, seconds.
        person: Whether anybody is there.
        looking: Whether the camera sees the second view.
        worked: The working leg: 0 left, 1 right, -1 unknown.
        swayed: Whether it might have been seen otherwise had the hold clock (not) run.
        holding: Whether the hold clock was taken to run before it.
        joined: Whether it comes after the one before, and so soon that nobody was lost from sight.
        hidden: Why nothing can be judged, or None.
        partly: Why a check that the hold clock needs cannot be told, or None.
        checks: Each check.
    """

    times: Numbers
    weights: Numbers
    person: Numbers
    looking: Numbers
    worked: Numbers
    swayed: Numbers
    holding: Numbers
    joined: Numbers
    hidden: Sequence[Message | None]
    partly: Sequence[Message | None]
    checks: tuple[SeenColumns, ...]


def columns_of(watched: Watched, stretch: Stretch) -> FrameColumns:
    """Return what was seen as columns."""
    frames = watched.frames
    needs = stretch.clock_needs

    def flags(told: Callable[[SeenFrame], bool]) -> Numbers:
        return np.fromiter(map(told, frames), bool, len(frames))

    times = np.fromiter((frame.context.time_s for frame in frames), float, len(frames))
    steps = np.diff(times, prepend=np.inf)
    return FrameColumns(
        times=times,
        weights=np.fromiter((frame.context.weight_s for frame in frames), float, len(frames)),
        person=flags(lambda frame: frame.context.person),
        looking=flags(lambda frame: frame.context.looking),
        worked=_numbered([frame.context.worked for frame in frames], SIDES),
        swayed=flags(lambda frame: frame.swayed),
        holding=flags(lambda frame: frame.context.holding),
        joined=(steps > 0) & (steps <= GAP_S + EPSILON) & (np.append(True, steps[:-1] > 0)),
        hidden=[frame.hidden for frame in frames],
        partly=[_partly(frame, needs) for frame in frames],
        checks=tuple(
            _seen_columns([frame.checks[i] for frame in frames]) for i in range(len(stretch.checks))
        ),
    )


def _partly(frame: SeenFrame, needs: Sequence[int]) -> Message | None:
    found = (frame.checks[i].measurement for i in needs)
    return next((one.reason for one in found if one.value is None), None)


def _seen_columns(seen: Sequence[SeenCheck]) -> SeenColumns:
    def numbers(told: Callable[[SeenCheck], float | None]) -> Numbers:
        found = map(told, seen)
        return np.fromiter((np.nan if x is None else x for x in found), float, len(seen))

    known = [one.measurement.value is not None for one in seen]
    labels = [sideless(one.name) if there else None for one, there in zip(seen, known, strict=True)]
    reasons = [one.measurement.reason for one in seen]
    names = tuple(dict.fromkeys(one for one in labels if one is not None))
    causes = tuple(dict.fromkeys(one for one in reasons if one is not None))
    return SeenColumns(
        value=numbers(lambda one: one.measurement.value),
        sigma=numbers(lambda one: one.measurement.sigma),
        preferred=np.fromiter((one.preferred for one in seen), bool, len(seen)),
        plain=numbers(lambda one: one.plain),
        aside=np.fromiter((one.aside for one in seen), bool, len(seen)),
        start=numbers(lambda one: one.start),
        name=_numbered(labels, names),
        names=names,
        reason=_numbered(reasons, causes),
        reasons=causes,
    )


def _numbered(found: Sequence[_Key | None], known: Sequence[_Key]) -> Numbers:
    numbers: dict[_Key | None, int] = {one: i for i, one in enumerate(known)}
    return np.fromiter((numbers.get(one, -1) for one in found), np.intp, len(found))
