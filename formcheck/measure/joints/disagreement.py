"""What it means for an angle that two engines see a joint in different places.

The engines fail in different pictures. How far apart their angles are tells what the confidence of
neither does: on 121 athletes MediaPipe was off by more than 30 degrees in 1 percent of the pictures
in which MoveNet agreed within 10 degrees, and in 18 percent of the others.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from formcheck.codes.measure import ReasonCode
from formcheck.measure.model.measurement import Measurement
from formcheck.message import Message

ENGINE_SHARE: Final = 0.5
"""Standard deviation of the fused angle's error, as a share of the engines' difference: each of two
equal witnesses is half of it away from their mean."""

IRRECONCILABLE_DEG: Final = 45.0
"""Difference of the engines' angles, in degrees, above which their mean is refused."""

CONTRADICTED: Final = Message(ReasonCode.ENGINES_CONTRADICT)

_IN_DEGREES: Final = ("hip", "knee", "thigh", "shin", "trunk_lean", "trunk_pitch", "trunk_shin")


def widened(
    values: Mapping[str, Measurement],
    first: Mapping[str, Measurement],
    second: Mapping[str, Measurement],
) -> dict[str, Measurement]:
    """Return fused measurements with the engines' disagreement in their errors.

    Args:
        values: What is measured on the fused landmarks.
        first: The same as one engine sees it.
        second: As the other one does.

    Returns:
        One entry for each of `values`; angles on which the engines cannot be reconciled are
        refused.
    """
    found = dict(values)
    for name, measured in values.items():
        gap = _gap(first[name].value, second[name].value)
        if measured.value is None or measured.sigma is None or gap is None:
            continue
        base = name.removesuffix("_left").removesuffix("_right")
        if base in _IN_DEGREES and gap > IRRECONCILABLE_DEG:
            found[name] = Measurement.unknown(CONTRADICTED)
        else:
            error = math.hypot(measured.sigma, ENGINE_SHARE * gap)
            found[name] = Measurement.known(measured.value, error)
    return found


def _gap(a: float | None, b: float | None) -> float | None:
    if a is None or b is None:
        return None
    gap = abs(a - b)
    # Hips are given from 0 to 360 and leans from -180 to 180: both wrap.
    return min(gap, abs(360.0 - gap))
