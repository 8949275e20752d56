"""Which joints cannot be measured in a frame, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from formcheck.codes.measure import ReasonCode
from formcheck.measure.model.measure_spec import MeasureSpec
from formcheck.measure.view.proportions import not_own
from formcheck.measure.view.view import outside
from formcheck.message import Message
from formcheck.pose.landmark import JOINTS, SIDES, Side, other
from formcheck.pose.pose import Pose


def out_of_picture(joint: str, side: Side) -> Message:
    """Return that a joint is outside the picture, where the estimator can only guess it."""
    return Message(ReasonCode.OUTSIDE_PICTURE, joint=joint, side=side)


@dataclass(frozen=True, slots=True)
class MissingJoints:
    """The joints of a pose that cannot be measured, by names such as `knee_left`.

    Attributes:
        merged: Those that cannot be told from the other side's.
        outside: Those outside the picture, where the estimator can only guess them.
        foreign: Those that lie on somebody or something else; see `proportions`.
    """

    merged: frozenset[str]
    outside: frozenset[str]
    foreign: frozenset[str] = frozenset()

    @classmethod
    def of(cls, pose: Pose) -> Self | None:
        """Return those of a pose, or None where every joint can be measured."""
        out, foreign = outside(pose), not_own(pose)
        if not out and not pose.unsure and not foreign:
            return None
        merged = (f"{j}_{side}" for (j, side), mark in JOINTS.items() if mark in pose.unsure)
        # What is only guessed beyond the picture's edge has its own reason.
        return cls(frozenset(merged), frozenset(out), foreign - out)

    def reason(
        self, spec: MeasureSpec, side: Side | None, near: Side | None = None
    ) -> Message | None:
        """Return why a measure cannot be had, or None where all joints that it needs are there.

        Args:
            spec: The measure.
            side: The measured side, or None for a measure of the whole person.
            near: The side near the camera, or None to take the measured one for it.
        """
        for joint in spec.needs.near:
            line = near or side
            if line is not None and f"{joint}_{line}" in self.outside:
                return out_of_picture(joint, line)
        for one in SIDES if side is None else (side,):
            for joint in spec.needs.own:
                if f"{joint}_{one}" in self.merged:
                    return Message(ReasonCode.LEGS_MERGED, side=one, other=other(one))
                if f"{joint}_{one}" in self.outside:
                    return out_of_picture(joint, one)
                if f"{joint}_{one}" in self.foreign:
                    return Message(ReasonCode.NOT_YOUR_LIMB, joint=joint, side=one)
        return self._out_of_sight(spec, side)

    def _out_of_sight(self, spec: MeasureSpec, side: Side | None) -> Message | None:
        needed = [(joint, one) for joint in spec.needs.both for one in SIDES]
        if side is not None:
            needed += [(joint, other(side)) for joint in spec.needs.other]
        for joint, one in needed:
            if f"{joint}_{one}" in self.outside:
                return out_of_picture(joint, one)
        for joint in spec.needs.either:
            if all(f"{joint}_{one}" in self.outside for one in SIDES):
                return Message(ReasonCode.BOTH_OUTSIDE_PICTURE, joint=joint)
        return None
