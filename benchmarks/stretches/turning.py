"""Performances seen from two sides: the side first, then the front.

People turn on their mat once the first part is done; others stop the recording, and go on before
the same camera or another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, replace
from typing import Final, Literal

import numpy as np

from benchmarks.render.camera import Stand
from benchmarks.render.rotations import Array
from benchmarks.render.timeline import Key, Timeline

Turning = Literal["turn", "jump", "cut"]
"""How the front comes to be seen: the person turns before the camera, or the recording was stopped
meanwhile and goes on before the same camera (`jump`) or another one (`cut`)."""

TURNED: Final = "turned"
"""Name of the angle that says how far the person has turned, 0 = side-on, 1 = to the camera."""

TURN_S: Final = 1.6
"""How long people take for a quarter turn on their feet or knees."""

_READY_S: Final = 0.3
"""How long they wait before and after the turn."""

_HEARD_S: Final = 3.8
"""The same before it, where the second view is asked for after a remark on the last repetition."""

_PAUSED_S: Final = 0.02
"""Less than a frame: nothing of the turn is recorded."""

_MISSED: Final = 8.0
"""Degrees by which people miss the direction that is asked for."""


def then(timeline: Timeline, later: Timeline, turning: Turning, *, repeated: bool) -> Timeline:
    """A movement side-on, then another one turned to the camera.

    Args:
        timeline: The movement, seen from the side.
        later: What is shown to the second view.
        turning: How the front comes to be seen.
        repeated: Whether it is repetitions rather than a hold.
    """
    turn = TURN_S if turning == "turn" else _PAUSED_S
    waits = _HEARD_S if repeated and turning == "turn" else _READY_S
    first = timeline.duration_s + waits
    again = first + turn + _READY_S
    aside = [_facing(key, 0.0, 0.0) for key in timeline.keys]
    ahead = [_facing(key, 1.0, again) for key in later.keys]
    turns = (
        replace(aside[-1], time_s=first, phase="turn"),
        replace(ahead[0], time_s=first + turn, phase="still"),
    )
    return replace(timeline, keys=(*aside, *turns, *ahead))


def _facing(key: Key, turned: float, later: float) -> Key:
    return replace(key, time_s=key.time_s + later, angles={**key.angles, TURNED: turned})


def end_of_turn(timeline: Timeline) -> float:
    """The moment from which the person is turned to the camera, seconds."""
    return next(key.time_s for key in timeline.keys if key.angles.get(TURNED) == 1.0)


def posed_angles(angles: Mapping[str, float]) -> dict[str, float]:
    """The arguments of the pose among the angles of a moment."""
    return {name: value for name, value in angles.items() if name != TURNED}


def between(side: Stand, front: Stand, turned: float) -> Stand:
    """Where the person is on the way from one direction to the other."""
    parts = (
        before + turned * (after - before)
        for before, after in zip(astuple(side), astuple(front), strict=True)
    )
    return Stand(*parts)


def stands(sign: float, start: Array, random: np.random.Generator) -> tuple[Stand, Stand]:
    """How the person stands before and after the turn, in one place.

    Args:
        sign: +1 to face right first, -1 left.
        start: Surface of the pose in which they turn, in the person's axes.
        random: Source of chance: nobody turns exactly.
    """
    side, front = random.uniform(-_MISSED, _MISSED, 2)
    return (
        Stand(90.0 * sign + float(side)).centred(start),
        Stand(float(front)).centred(start),
    )
