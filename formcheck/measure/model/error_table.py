"""How large the error of each angle is, by view and side: a measured table.

The figures are standard deviations in degrees of the plain geometry on MediaPipe's `full` model,
against joint centres marked by eye on 35 pictures of real people seen from the side (hip 6.4,
knee 4.9) and against rendered people with exact angles at larger yaws, where mean absolute errors
of 8.6 (20 degrees) and 18.5 (45 degrees) for the hip were turned into standard deviations by 1.25.
Those of elbow and shoulder are half of what 95 % of the errors in 6,000 rendered pictures stay
below.
MediaPipe's own visibility is not used: it does not tell wrong landmarks from right ones.
"""

from __future__ import annotations

import bisect
from typing import Final

YAWS: Final = (0.0, 15.0, 20.0, 30.0, 45.0, 60.0)
"""Degrees off the side view at which the table is given; in between it is interpolated."""

_TABLE: Final[dict[str, tuple[float, ...]]] = {
    "hip": (6.4, 7.0, 9.0, 14.0, 22.0, 40.0),
    "knee": (4.9, 6.0, 8.0, 10.0, 20.0, 35.0),
    "elbow": (28.0, 30.0, 32.0, 36.0, 37.0, 40.0),
    "shoulder": (15.5, 17.0, 17.0, 19.5, 19.5, 30.0),
    "trunk_lean": (5.5, 5.5, 6.0, 7.0, 9.0, 15.0),
    "trunk_pitch": (5.5, 5.5, 6.0, 7.0, 9.0, 15.0),
    "thigh": (5.0, 6.0, 8.0, 12.0, 20.0, 35.0),
    "shin": (5.0, 6.0, 8.0, 12.0, 20.0, 35.0),
    "trunk_shin": (6.0, 7.0, 9.0, 13.0, 22.0, 38.0),
    "hips_rise": (3.0, 3.5, 4.0, 5.0, 8.0, 12.0),
    # Half of what 95 % of the errors stay below on the training split of rendered people, in the
    # positions in which stretches ask for them (`python -m benchmarks.distances`; docs/distances.md
    # has the test split). Those that are seen from above are measured on people who stand facing
    # the camera: nobody lies before a camera above in that set. For the frontal ones the columns
    # count from the exact front; the last column is a guess, since hardly anybody is seen so.
    "hip_height": (7.5, 7.5, 7.5, 7.5, 8.0, 13.0),
    "knee_height": (17.0, 19.0, 20.0, 20.0, 20.0, 22.0),
    "wrist_to_ankle": (26.0, 28.0, 30.0, 32.0, 32.0, 45.0),
    "ankle_to_knee": (45.0, 50.0, 55.0, 60.0, 75.0, 80.0),
    "arm_lean": (6.0, 6.0, 6.5, 7.0, 8.0, 20.0),
    "arm_spread": (12.0, 12.0, 13.0, 16.0, 20.0, 30.0),
    "ankle_across": (17.0, 17.0, 18.0, 22.0, 26.0, 30.0),
    "knees_over_feet": (12.0, 12.0, 16.0, 20.0, 26.0, 35.0),
    "knees_apart": (23.0, 23.0, 23.0, 23.0, 25.0, 28.0),
    "chest_roll": (15.0, 15.0, 16.0, 20.0, 25.0, 30.0),
}

FAR_FACTOR: Final = 1.2
"""The far leg is partly hidden: far hips scattered 1.2 times as much as near ones."""


def sigma(name: str, yaw_deg: float, far: bool = False) -> float:
    """Return the standard deviation of a measurement's error.

    Args:
        name: Measurement without its side, such as `hip`.
        yaw_deg: Degrees off the side view; its sign does not matter.
        far: Whether it is measured on the side away from the camera.

    Returns:
        In the measurement's unit: degrees, or percent of trunk length for distances.

    Raises:
        KeyError: The measurement has no error table.
    """
    table, yaw = _TABLE[name], min(abs(yaw_deg), YAWS[-1])
    last = bisect.bisect_left(YAWS, yaw, 1)
    low, high = YAWS[last - 1], YAWS[last]
    value = table[last - 1] + (yaw - low) / (high - low) * (table[last] - table[last - 1])
    return value * FAR_FACTOR if far else value
