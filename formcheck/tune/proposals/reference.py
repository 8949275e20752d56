"""What a reference clip shows of a stretch that no file describes yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, get_args

import numpy as np

from formcheck.coach.watch.wrong_movement import POSITIONS
from formcheck.errors import InputError
from formcheck.measure.model.measurement import Measurements
from formcheck.pose.landmark import SIDES, Side, other
from formcheck.stretches.model.stretch import Position, Role
from formcheck.tune.proposals.still_span import SHORTEST_S, Span, still_spans
from formcheck.words import tr

JOINTS: Final = ("hip", "knee", "shoulder", "elbow")
"""Joint angles that a new stretch may be made of; the trunk's lean comes beside them."""

TRUNK: Final = "trunk_lean"

FEWEST_S: Final = 1.0
"""Shortest time, in seconds, for which the start pose must be seen."""

LEAST_WAY: Final = 15.0
"""Least movement of a joint between two poses, in degrees; less is a shift of the body."""


@dataclass(frozen=True, slots=True)
class Held:
    """One measurement at the start and while it was held.

    Attributes:
        name: Such as `knee_left`.
        start: Median in the start pose, or None where it was not known there.
        centre: Median while it was held.
        low: 5th percentile while it was held.
        high: 95th percentile.
        sigma: Its error.
    """

    name: str
    start: float | None
    centre: float
    low: float
    high: float
    sigma: float

    @property
    def moved(self) -> float:
        """Return how far it moved, in its errors."""
        return 0.0 if self.start is None else abs(self.centre - self.start) / self.sigma


@dataclass(frozen=True, slots=True)
class ReferenceLeg:
    """The working side of a reference.

    Attributes:
        side: Its name in the reference.
        role: Its part in the position, or None where it has none.
        near: Whether it was nearer to the camera.
    """

    side: Side
    role: Role | None
    near: bool


def start_and_hold(frames: Sequence[Measurements]) -> tuple[Span, Span]:
    """Return the start pose and the hold: of one joint, still before and still after it moved.

    Raises:
        InputError: No joint moved from one pose to another that was held.
    """
    best: tuple[float, Span, Span] | None = None
    for name in (f"{joint}_{side}" for joint in JOINTS for side in SIDES):
        angle = [
            (frame.time_s, found.value)
            for frame in frames
            if (found := frame.values.get(name)) is not None and found.value is not None
        ]
        spans = sorted(still_spans(angle, FEWEST_S), key=lambda span: span.start_s)
        for first, second in pairwise(spans):
            way = abs(second.middle - first.middle)
            if second.seconds >= SHORTEST_S and (best is None or way > best[0]):
                best = (way, first, second)
    if best is None or best[0] < LEAST_WAY:
        raise InputError(
            tr(
                "expected a start pose, then a stretch that is held for three seconds or more, "
                "found "
                "no joint that moved between two poses; film both in one clip, from the side"
            )
        )
    return best[1], best[2]


def measured(begun: Sequence[Measurements], held: Sequence[Measurements]) -> list[Held]:
    """Return every joint angle that is known in half of the hold or more, and the trunk's lean."""
    found = []
    for name in (*(f"{joint}_{side}" for joint in JOINTS for side in SIDES), TRUNK):
        values = [m.value for f in held if (m := f.values.get(name)) and m.value is not None]
        sigmas = [m.sigma for f in held if (m := f.values.get(name)) and m.sigma is not None]
        before = [m.value for f in begun if (m := f.values.get(name)) and m.value is not None]
        if len(values) >= 0.5 * len(held):
            low, high = np.percentile(values, (5, 95))
            start = median(before) if before else None
            found.append(Held(name, start, median(values), float(low), float(high), median(sigmas)))
    return found


def working_leg(main: Held, held: Sequence[Measurements]) -> ReferenceLeg:
    """Return the leg of the angle that moved most, by its part in the position."""
    side: Side = "left" if main.name.endswith("_left") else "right"
    near = [frame.view.near for frame in held if frame.view is not None]
    on_side = sum(one == side for one in near) >= 0.5 * max(1, len(near))
    bent = _usual([frame.legs.bent for frame in held])
    rear = _usual([frame.legs.rear for frame in held])
    knee = main.name.startswith("knee")
    order: list[tuple[Role, Side | None]] = [
        ("bent", bent), ("rear", rear),
        ("straight", None if bent is None else other(bent)),
        ("front", None if rear is None else other(rear)),
    ]  # fmt: skip
    if not knee:
        order = [order[1], order[3], order[0], order[2]]
    part: Role | None = next((name for name, leg in order if leg == side), None)
    return ReferenceLeg(side, part, on_side)


def _usual(sides: Sequence[Side | None]) -> Side | None:
    """Return the side that most frames name, or None."""
    most = max(SIDES, key=sides.count)
    return most if sides.count(most) >= 0.5 * len(sides) else None


def position_of(held: Sequence[Measurements]) -> Position:
    """Return the position in which the hold was most likely done."""
    scores = dict.fromkeys(get_args(Position), 0.0)
    for place, postures in POSITIONS.items():
        scores[place] = sum(f.posture.chance(*postures) for f in held if f.posture is not None)
    best: Position = max(scores, key=lambda place: scores[place])
    return best if scores[best] >= 0.5 * len(held) else "any"
