"""What a scripted performance is made of: poses, good form, and its faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from benchmarks.render.rotations import Array
from benchmarks.render.skeleton import Figure, Placed, Side
from benchmarks.render.timeline import Key, Timeline

View = Literal["side", "high", "front"]
Angles = Mapping[str, float]
RANGE = "range"
"""Stands among the checks of a fault where it rightly is no repetition: it went not far enough."""
Support = Callable[[Figure, Placed, Side], Array]
"""What the body rests on in its deepest pose, as triangles in the person's axes."""


@dataclass(frozen=True)
class Fault:
    """A performance that differs from good form in one thing.

    Attributes:
        id: What is wrong, in a word or two.
        checks: Ids of the checks that may rightly name it, the most direct one first.
        end: Angles that differ in the deepest pose.
        start: Angles that differ in the start pose.
        view: Where the camera must stand to see it.
    """

    id: str
    checks: tuple[str, ...]
    end: Angles
    start: Angles = field(default_factory=dict)
    view: View = "side"


@dataclass(frozen=True)
class Motion:
    """A stretch as it is performed.

    Attributes:
        stretch: Id of the stretch.
        pose: A function of a figure and of angles by name.
        start: Angles in the start pose.
        end: Angles in the deepest pose, in good form.
        role: Argument of `pose` that takes the worked side, or None where both sides do alike.
        faults: What can go wrong.
        arc: The angle that a picture shows: measurement, and whether on the worked side, the
            other or the near one.
        support: What the body rests on.
        near: Which leg is near the camera.
        view: Where the camera stands.
        repeated: Whether it is repetitions rather than a hold.
        sway: Angle -> amplitude of a living person's sway, degrees.
        captions: What stands on the two halves of the picture.
        shown_first: Angles of the start pose that the picture exaggerates.
        shown_last: Angles of the deepest pose that the picture exaggerates.
        first_turn: How far the picture turns the person to the camera in the start pose.
        person: Number of the person in the picture; by default they take turns.
        looked_at_upright: Whether a second view is shown the start pose alone: the deepest one
            cannot be seen from there.
    """

    stretch: str
    pose: Callable[..., Placed]
    start: Angles
    end: Angles
    role: str | None = None
    faults: tuple[Fault, ...] = ()
    arc: tuple[str, Literal["worked", "other", "near"]] | None = None
    support: Support | None = None
    near: Literal["worked", "other", "either"] = "worked"
    view: View = "side"
    repeated: bool = False
    sway: Angles = field(default_factory=dict)
    captions: tuple[str, str] = ("Start", "Hold")
    shown_first: Angles = field(default_factory=dict)
    shown_last: Angles = field(default_factory=dict)
    first_turn: float = 0.0
    person: int | None = None
    looked_at_upright: bool = False

    def posed(self, figure: Figure, worked: Side, angles: Angles) -> Placed:
        """The posture of a figure at some angles."""
        sided = {} if self.role is None else {self.role: worked}
        return self.pose(figure, **sided, **angles)

    def fault(self, fault_id: str) -> Fault:
        """The fault with this id.

        Raises:
            KeyError: The stretch has no such fault.
        """
        for fault in self.faults:
            if fault.id == fault_id:
                return fault
        raise KeyError(fault_id)

    def ends(self, fault: Fault | None = None) -> tuple[Angles, Angles]:
        """Angles of the start pose and of the deepest pose."""
        if fault is None:
            return self.start, self.end
        return {**self.start, **fault.start}, {**self.end, **fault.end}

    def triangles(self, figure: Figure, worked: Side, fault: Fault | None = None) -> Array | None:
        """What the body rests on, in the person's axes, or None."""
        if self.support is None:
            return None
        return self.support(figure, self.posed(figure, worked, self.ends(fault)[1]), worked)

    def timeline(self, fault: Fault | None, pace: Pace) -> Timeline:
        """The movement in time."""
        start, end = self.ends(fault)
        keys = _reps(start, end, pace) if self.repeated else _hold(start, end, pace)
        return Timeline(keys, {name: self.sway[name] for name in self.sway if name in start})

    def looked_at(self, fault: Fault | None, pace: Pace) -> Timeline:
        """What is shown to the second view, in time."""
        movement = self.timeline(fault, pace)
        if not self.looked_at_upright:
            return movement
        start = movement.keys[0]
        return replace(movement, keys=(start, replace(start, time_s=pace.still + pace.hold)))


class TiltTwice(Motion):
    """Standing at ease for three seconds, then one slow pelvic tilt back and forth."""

    def timeline(self, fault: Fault | None, pace: Pace) -> Timeline:
        """The movement in time; the pace is that of a profile, not of a stretch."""
        del fault, pace
        tilts = ((0.0, 0.0), (3.2, 0.0), (4.5, -12.0), (5.0, -12.0), (7.0, 12.0), (7.5, 12.0))
        keys = (*tilts, (9.0, 0.0), (9.4, 0.0))
        return Timeline(
            tuple(Key(time_s, "tilt", {**self.start, "tilt": tilt}) for time_s, tilt in keys),
            self.sway,
        )


@dataclass(frozen=True)
class Pace:
    """How long each part of a performance takes, seconds.

    Attributes:
        still: Before and after.
        enter: From the start pose to the deepest one, and half of it back.
        hold: In the deepest pose.
        reps: Repetitions.
        down: From the top of a repetition to its bottom, and back.
    """

    still: float = 1.4
    enter: float = 1.8
    hold: float = 5.0
    reps: int = 3
    down: float = 1.1


def _hold(start: Angles, end: Angles, pace: Pace) -> tuple[Key, ...]:
    moments = np.cumsum([0.0, pace.still, pace.enter, pace.hold, 0.6 * pace.enter])
    phases = ("still", "enter", "hold", "leave", "still")
    poses = (start, start, end, end, start)
    return tuple(Key(float(t), p, a) for t, p, a in zip(moments, phases, poses, strict=True))


def _reps(start: Angles, end: Angles, pace: Pace) -> tuple[Key, ...]:
    keys, clock = [Key(0.0, "still", start)], 0.6 * pace.still
    for number in range(1, pace.reps + 1):
        label = f"rep{number}"
        keys += [Key(clock, label, start), Key(clock + pace.down, label, end)]
        clock += pace.down + 0.3
        keys += [Key(clock, label, end), Key(clock + pace.down, "still", start)]
        clock += pace.down + 0.4
    return (*keys, Key(clock + 0.3, "still", start))
