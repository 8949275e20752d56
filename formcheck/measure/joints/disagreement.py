"""What it means for an angle that engines see a joint in different places.

The engines fail in different pictures. How far apart their angles are tells what the confidence of
neither does: on 121 athletes MediaPipe was off by more than 30 degrees in 1 percent of the pictures
in which MoveNet agreed within 10 degrees, and in 18 percent of the others.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from typing import Final

from formcheck.codes.measure import ReasonCode
from formcheck.measure.model.measurement import Measurement
from formcheck.message import Message

IRRECONCILABLE_DEG: Final = 22.5
"""Distance of the engines' angles from the fused one, in degrees, above which that is refused: two
engines then differ by twice as much."""

CONTRADICTED: Final = Message(ReasonCode.ENGINES_CONTRADICT)

_IN_DEGREES: Final = ("hip", "knee", "thigh", "shin", "trunk_lean", "trunk_pitch", "trunk_shin")


def widened(
    values: Mapping[str, Measurement], seen: Sequence[Mapping[str, Measurement]]
) -> dict[str, Measurement]:
    """Return fused measurements with the engines' disagreement in their errors.

    What counts is the distance of the middle engine from the fused angle. Of two engines that is
    half of what they differ by, on average; of three, one that is far from both others is left out.

    Args:
        values: What is measured on the fused landmarks.
        seen: The same as each engine sees it, at least two.

    Returns:
        One entry for each of `values`; angles on which the engines cannot be reconciled are
        refused.
    """
    found = dict(values)
    for name, measured in values.items():
        told = [one[name].value for one in seen]
        known = [value for value in told if value is not None]
        if measured.value is None or measured.sigma is None or len(known) < 2:
            continue
        away = _away(measured.value, known)
        base = name.removesuffix("_left").removesuffix("_right")
        if base in _IN_DEGREES and away > IRRECONCILABLE_DEG:
            found[name] = Measurement.unknown(CONTRADICTED)
        else:
            found[name] = Measurement.known(measured.value, math.hypot(measured.sigma, away))
    return found


def _away(fused: float, told: Sequence[float]) -> float:
    """Return how far from the fused angle the middle engine is, degrees."""
    if len(told) == 2:
        # Wherever between them the fused one lies: each of two witnesses is as far from the mean.
        return _gap(told[0], told[1]) / 2
    return statistics.median(_gap(value, fused) for value in told)


def _gap(a: float, b: float) -> float:
    gap = abs(a - b)
    # Hips are given from 0 to 360 and leans from -180 to 180: both wrap.
    return min(gap, abs(360.0 - gap))
