"""Limbs that cannot be the person's own, since they are too long in the picture.

Where a helper's limb, or a chair's leg, lies beside a person's, landmarks now and then end on it. A
picture shortens what points at the camera and lengthens nothing, so that a thigh or shank much
longer than all the rest of a body would allow ends on something else.
"""

from __future__ import annotations

from typing import Final

from formcheck.pose.landmark import SIDES
from formcheck.pose.pose import Pose

_SHARES: Final = {
    ("shoulder", "hip"): 0.50,
    ("hip", "knee"): 0.42,
    ("knee", "ankle"): 0.41,
}
"""Metres of an adult's trunk, thigh and shank; only their ratios matter (Drillis and Contini 1966:
0.288, 0.245 and 0.246 of the height, between joint centres)."""

TOO_LONG: Final = 1.45
"""How many times longer than the largest other part says: people's proportions differ by a tenth,
and a limb stretched towards a camera two metres away looks 1.3 times as long. In 75 pictures of
real people no limb came above 1.18."""


def not_own(pose: Pose) -> frozenset[str]:
    """Return the knee or ankle, such as `knee_left`, that lies too far from the rest, if any.

    Args:
        pose: The person.
    """
    scales = [
        (abs(pose.flat(upper, side) - pose.flat(lower, side)) / share, upper, f"{lower}_{side}")
        for (upper, lower), share in _SHARES.items()
        for side in SIDES
    ]
    (rest, *_), (scale, upper, joint) = sorted(scales)[-2:]
    too_long = upper != "shoulder" and scale > TOO_LONG * rest
    return frozenset((joint,) if too_long else ())
