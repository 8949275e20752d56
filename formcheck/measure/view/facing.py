"""Which way a person faces in the picture: several cues, held over time.

One flipped frame would turn an extension of 190 into a flexion of 170, so the direction is decided
from cues that fail independently and changes only on lasting evidence.
"""

from __future__ import annotations

import math
from typing import Final

from formcheck.measure.model.geometry import cross, trunk_line
from formcheck.pose import space
from formcheck.pose.landmark import SIDES
from formcheck.pose.parts import body_axes
from formcheck.pose.pose import Pose
from formcheck.pose.space import Solid

LASTING_S: Final = 1.0
"""Time of full, undivided evidence, in seconds, that turns a settled direction round."""

_WEIGHTS: Final = {"chest": 2.0, "head": 1.5, "feet": 1.0, "knees": 1.0}


def chest_normal(leftward: Solid, upward: Solid) -> Solid:
    """Return the direction in which chest and pelvis point, as a unit vector; see `body_axes`.

    It is zeros where the trunk has no extent.
    """
    normal = space.cross_3d(leftward, upward)
    size = space.size(normal)
    return space.scaled(normal, 1.0 / size) if size > 1e-9 else (0.0, 0.0, 0.0)


def facing_cues(pose: Pose) -> dict[str, float]:
    """Return what each cue says about the direction that the person faces.

    Args:
        pose: The person.

    Returns:
        For each cue a number from -1 (left) to +1 (right); 0 where it says nothing. `chest` is
        the normal of chest and pelvis in world coordinates, `head` the nose before the ears,
        `feet` the toes before the heels, `knees` the side to which they bend.
    """
    trunk = trunk_line(pose)
    size = abs(trunk)
    if size < 1e-6:
        return dict.fromkeys(_WEIGHTS, 0.0)
    nose = pose.nose - pose.middle("ear")
    feet, knees = [], []
    for side in SIDES:
        shank = pose.flat("ankle", side) - pose.flat("knee", side)
        thigh = pose.flat("knee", side) - pose.flat("hip", side)
        foot = pose.flat("foot_index", side) - pose.flat("heel", side)
        feet.append(-_sine(shank, foot, at_least=0.1 * size))
        knees.append(_sine(thigh, shank, at_least=0.1 * size))
    leftward, upward = body_axes(pose)
    normal = chest_normal(leftward, upward)
    line, chest = complex(*upward[:2]), complex(*normal[:2])
    return {
        "chest": _clip(_sine(line, chest, at_least=1e-6) * abs(chest)),
        "head": _clip(cross(trunk / size, nose) / (0.2 * size)),
        "feet": sum(feet) / 2,
        "knees": sum(knees) / 2,
    }


def facing_vote(pose: Pose) -> float:
    """Return the weighted vote of all cues, from -1 (left) to +1 (right).

    The weights rank the cues by how rarely each failed on real pictures: the chest normal and
    the head were never on the wrong side, feet and knees were in a few twisted poses.
    """
    cues = facing_cues(pose)
    return sum(_WEIGHTS[name] * cue for name, cue in cues.items()) / sum(_WEIGHTS.values())


class FacingTracker:
    """Holds the direction over time and lets it change only on lasting evidence.

    The votes are summed over time and capped at `LASTING_S` seconds of full evidence; the
    direction is the sign of the sum. A settled direction outlives any shorter spell of wrong votes.
    """

    def __init__(self) -> None:
        self._evidence = 0.0
        self._last_s: float | None = None

    def update(self, vote: float, time_s: float) -> int:
        """Take in one frame.

        Args:
            vote: From -1 (left) to +1 (right).
            time_s: Time of the frame; a step back or a long gap counts as a tenth of a second.

        Returns:
            +1 for right, -1 for left, 0 while undecided.
        """
        step = 0.1 if self._last_s is None else time_s - self._last_s
        self._last_s = time_s
        step = step if 0.0 < step < 0.1 else 0.1
        self._evidence = min(LASTING_S, max(-LASTING_S, self._evidence + vote * step))
        return 0 if abs(self._evidence) < 1e-6 else int(math.copysign(1, self._evidence))

    def prime(self, votes: list[float], times_s: list[float]) -> None:
        """Start from what the beginning of a recorded clip shows, instead of its first frame."""
        for vote, time_s in zip(reversed(votes), reversed(times_s), strict=True):
            self.update(vote, -time_s)
        self._last_s = None


def _sine(a: complex, b: complex, at_least: float) -> float:
    """Return the sine of the clockwise turn from a to b; short vectors count for less."""
    return cross(a, b) / (max(abs(a), at_least) * max(abs(b), at_least))


def _clip(value: float) -> float:
    return min(1.0, max(-1.0, value))
