"""How large the error of each angle is, by view and side.

The tables and their sources are in `registry`; MediaPipe's own visibility is not used: it does not
tell wrong landmarks from right ones.
"""

from __future__ import annotations

import bisect
from typing import Final

from formcheck.measure.model.registry import REGISTRY

YAWS: Final = (0.0, 15.0, 20.0, 30.0, 45.0, 60.0)
"""Degrees off the side view at which the table is given; in between it is interpolated."""

FAR_FACTOR: Final = 1.2
"""Factor of the far leg's error against the near one's: it is partly hidden, and far hips scattered
this much more."""


def usual_error(name: str) -> float | None:
    """Return the error of a measure from its best view, one standard deviation, or None.

    Args:
        name: Measurement without its side, such as `hip`.
    """
    spec = REGISTRY.get(name)
    return None if spec is None or spec.sigmas is None else spec.sigmas[0]


def sigma(name: str, yaw_deg: float, far: bool = False, fused: bool = False) -> float:
    """Return the standard deviation of a measurement's error.

    Args:
        name: Measurement without its side, such as `hip`.
        yaw_deg: Degrees off the side view; its sign does not matter.
        far: Whether it is measured on the side away from the camera.
        fused: Whether two engines saw it, so that their mean is measured.

    Returns:
        In the measurement's unit: degrees, or percent of trunk length for distances.

    Raises:
        KeyError: The measurement has no error table.
    """
    spec, yaw = REGISTRY[name], min(abs(yaw_deg), YAWS[-1])
    table = spec.fused_sigmas if fused and spec.fused_sigmas is not None else spec.sigmas
    if table is None:
        raise KeyError(name)
    last = bisect.bisect_left(YAWS, yaw, 1)
    low, high = YAWS[last - 1], YAWS[last]
    value = table[last - 1] + (yaw - low) / (high - low) * (table[last] - table[last - 1])
    return value * FAR_FACTOR if far else value
