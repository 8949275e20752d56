"""Which joints cannot be measured in a frame, and why, in words a person can act on."""

from __future__ import annotations

from typing import Final

from formcheck.measure.model.measurement import View
from formcheck.pose.landmark import JOINTS, other
from formcheck.pose.pose import Pose

MERGED: Final = (
    "Your {side} leg cannot be told from your {other}: show your side more squarely, "
    "one leg in front of the other"
)
OUTSIDE: Final = "Your {side} {joint} is outside the picture: step back or move the camera"


def lost_joints(pose: Pose, view: View) -> dict[str, str]:
    """Return the reason of each joint that cannot be measured, by names such as `knee_left`.

    Args:
        pose: The person.
        view: How the camera sees them.
    """
    reasons = {}
    if view.cut_off or pose.unsure:
        for (joint, side), landmark in JOINTS.items():
            if landmark in pose.unsure:
                reasons[f"{joint}_{side}"] = MERGED.format(side=side, other=other(side))
            elif f"{joint}_{side}" in view.cut_off:
                reasons[f"{joint}_{side}"] = OUTSIDE.format(side=side, joint=joint)
    return reasons
