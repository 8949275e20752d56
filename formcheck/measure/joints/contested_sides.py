"""What holds of the left and of the right leg where it is not sure which is which.

Checks are judged by role (rear, front, bent, straight), which geometry tells; only who asks for the
left leg by name needs its name to be sure.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from formcheck.codes.measure import ReasonCode
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.measure.model.registry import SPECS
from formcheck.message import Message

OF_LEGS: Final = tuple(
    spec.name for spec in SPECS if spec.sided and spec.limb == "leg" and spec.unit == "degrees"
)
"""Angles of one leg."""

CONTESTED: Final = Message(ReasonCode.LEGS_CONTESTED)


def by_name(frame: Measurements) -> Measurements:
    """Return the frame with the angles of the legs as far as they hold for left and right.

    Args:
        frame: Measurements whose legs may not be surely named; others are returned as they are.

    Returns:
        Angles that are alike on both legs with what they differ by in their error, and those that
        differ by more than twice their error refused.
    """
    if frame.legs.named:
        return frame
    values = dict(frame.values)
    for name in OF_LEGS:
        left, right = (values.get(f"{name}_{side}") for side in ("left", "right"))
        if left is not None and right is not None:
            values[f"{name}_left"], values[f"{name}_right"] = _either(left, right)
    return replace(frame, values=values)


def _either(left: Measurement, right: Measurement) -> tuple[Measurement, Measurement]:
    if left.value is None and right.value is None:
        return left, right
    contested = Measurement.unknown(CONTESTED)
    if left.value is None or left.sigma is None or right.value is None or right.sigma is None:
        return (contested if left.value is not None else left), (
            contested if right.value is not None else right
        )
    gap = abs(left.value - right.value)
    if gap > 2.0 * max(left.sigma, right.sigma):
        return contested, contested
    return (
        Measurement.known(left.value, math.hypot(left.sigma, gap / 2)),
        Measurement.known(right.value, math.hypot(right.sigma, gap / 2)),
    )
