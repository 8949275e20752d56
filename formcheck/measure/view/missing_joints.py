"""Which joints cannot be measured in a frame, and why, in words a person can act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

from formcheck.measure.model.measure_spec import MeasureSpec
from formcheck.measure.view.view import outside
from formcheck.pose.landmark import JOINTS, SIDES, Side, other
from formcheck.pose.pose import Pose

MERGED: Final = (
    "Your {side} leg cannot be told from your {other}: show your side more squarely, "
    "one leg in front of the other"
)
OUTSIDE: Final = "Your {side} {joint} is outside the picture: step back or move the camera"
BOTH_OUTSIDE: Final = "Your {joint}s are outside the picture: step back or move the camera"


@dataclass(frozen=True, slots=True)
class MissingJoints:
    """The joints of a pose that cannot be measured, by names such as `knee_left`.

    Attributes:
        merged: Those that cannot be told from the other side's.
        outside: Those outside the picture, where the estimator can only guess them.
    """

    merged: frozenset[str]
    outside: frozenset[str]

    @classmethod
    def of(cls, pose: Pose) -> Self | None:
        """Return those of a pose, or None where every joint can be measured."""
        out = outside(pose)
        if not out and not pose.unsure:
            return None
        merged = (f"{j}_{side}" for (j, side), mark in JOINTS.items() if mark in pose.unsure)
        return cls(frozenset(merged), frozenset(out))

    def reason(self, spec: MeasureSpec, side: Side | None, near: Side | None = None) -> str | None:
        """Return why a measure cannot be had, or None where all joints that it needs are there.

        Args:
            spec: The measure.
            side: The measured side, or None for a measure of the whole person.
            near: The side near the camera, or None to take the measured one for it.
        """
        for joint in spec.needs.near:
            line = near or side
            if line is not None and f"{joint}_{line}" in self.outside:
                return OUTSIDE.format(side=line, joint=joint)
        for one in SIDES if side is None else (side,):
            for joint in spec.needs.own:
                if f"{joint}_{one}" in self.merged:
                    return MERGED.format(side=one, other=other(one))
                if f"{joint}_{one}" in self.outside:
                    return OUTSIDE.format(side=one, joint=joint)
        return self._out_of_sight(spec, side)

    def _out_of_sight(self, spec: MeasureSpec, side: Side | None) -> str | None:
        needed = [(joint, one) for joint in spec.needs.both for one in SIDES]
        if side is not None:
            needed += [(joint, other(side)) for joint in spec.needs.other]
        for joint, one in needed:
            if f"{joint}_{one}" in self.outside:
                return OUTSIDE.format(side=one, joint=joint)
        for joint in spec.needs.either:
            if all(f"{joint}_{one}" in self.outside for one in SIDES):
                return BOTH_OUTSIDE.format(joint=joint)
        return None
