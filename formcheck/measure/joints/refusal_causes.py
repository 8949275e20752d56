"""Why an angle is too unsure to be told: what the person can do about it, and not more.

An error that is too large says nothing of its cause. What can be seen of it is named: a view from
too far round, or a leg behind the other one. Where neither is so, no turning will help, and nobody
is asked to turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from formcheck.codes.measure import ReasonCode
from formcheck.measure.joints.apply_correction import TOO_UNSURE
from formcheck.measure.joints.disagreement import CONTRADICTED
from formcheck.measure.model.measurement import Measurement, View
from formcheck.message import Message
from formcheck.pose.landmark import SIDES, Side, other
from formcheck.pose.parts import trunk_length
from formcheck.pose.pose import Pose

OBLIQUE_DEG: Final = 30.0
"""Degrees off the side view from which on the view is to blame: the error of an angle there is
twice that from the side, or more (`measure.model.registry`)."""

BEHIND: Final = 0.2
"""Trunk lengths within which two knees or two ankles count as one behind the other: about the
thickness of a leg."""

UNSURE: Final = (CONTRADICTED, TOO_UNSURE)
"""Reasons that say only that the error is too large."""


def with_causes(
    values: Mapping[str, Measurement], pose: Pose, view: View
) -> dict[str, Measurement]:
    """Return the measurements with the cause wherever an error was too large.

    Args:
        values: By name; those with another reason, or with a value, stay as they are.
        pose: The person.
        view: How the camera sees them.
    """
    found = dict(values)
    for name, measured in values.items():
        if measured.reason in UNSURE:
            side = next((one for one in SIDES if name.endswith(f"_{one}")), None)
            cause = _cause(pose, view, side)
            found[name] = measured if cause is None else Measurement.unknown(cause)
    return found


def _cause(pose: Pose, view: View, side: Side | None) -> Message | None:
    """Return what the picture shows of why, or None where it does not show it."""
    if view.yaw_deg is not None and abs(view.yaw_deg) > OBLIQUE_DEG:
        return Message(ReasonCode.SHOW_SIDE)
    if side is None:
        return None
    reach = BEHIND * trunk_length(pose)
    for joint in ("knee", "ankle"):
        if abs(pose.flat(joint, "left") - pose.flat(joint, "right")) < reach:
            return Message(ReasonCode.LEG_BEHIND_LEG, side=side, other=other(side))
    return None
