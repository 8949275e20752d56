"""The constant part of the error: what of it belongs to rendered people, and what to everybody.

From straight at the side, with no perspective to speak of, plain angles of rendered people are off
by a constant of the posture. On real people it is another one: on 38 pictures of real people with
joint centres marked by eye, MediaPipe's plain near hip was +1.9 off in lunges, +5.9 in cobras and
-4.4 in bridges, the far hip +5.4. A correction that learned the renderer's constants would carry
them to people who do not have them. So they are taken out of what is learned, and those of real
people, where they are known, put in their place. Of the trunk it is known that the rendered
constant is the truth's own: MakeHuman's hip lies behind the joint centre (`hips.py`).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.correction.samples import Samples
from benchmarks.truthset.shards import Arrays
from formcheck.measure.joints.correction import LEG_OUTPUTS

Array = NDArray[np.float64]

SIDE_ON: Final = 15.0
"""Degrees off the side view up to which the constant is taken."""

NEAR_HIP: Final = {
    "lunge": 1.9,
    "table": 1.9,
    "squat": 1.7,
    "hinge": 1.7,
    "prone": 5.9,
    "supine": -4.4,
}
"""Bias of the plain near hip on real people by posture, degrees (13, 5, 4 and 5 pictures)."""

OTHER_HIP: Final = 1.0
"""The same over all 35 pictures without gross failures, for postures not marked by eye."""

FAR_HIP: Final = 5.4
"""Bias of the plain far hip on real people, degrees (17 pictures)."""

NEAR_KNEE: Final = {
    "lunge": -1.0,
    "table": -1.0,
    "squat": 2.9,
    "hinge": 2.9,
    "prone": -0.9,
    "supine": -3.5,
}
OTHER_KNEE: Final = -1.1
FAR_KNEE: Final = 0.5
"""The same for the knee."""


def carried_over(samples: Samples, data: Arrays) -> Array:
    """Return what is to be learned: all of the error but the renderer's own constant.

    Args:
        samples: Of the legs or of the trunk.
        data: The truth set that they come from.

    Returns:
        Degrees to add to the plain angles, shape (n, O).
    """
    family = data["family"][samples.frame]
    side_on = np.abs(data["view_angle"][samples.frame]) < SIDE_ON
    # The constant is that of a posture as it is held, not of what is seldom done in it.
    usual = np.char.find(data["frame_id"][samples.frame], "faults") < 0
    target = samples.whole.copy()
    for name in np.unique(family):
        for near in (False, True):
            rows = (family == name) & (samples.near == near)
            here = rows & side_on & usual & ~samples.gross
            if here.sum() < 10:
                continue
            rendered = np.median(samples.whole[here], axis=0)
            target[rows] += _real(str(name), near, samples.whole.shape[1]) - rendered
    return target


def _real(family: str, near: bool, outputs: int) -> NDArray[Any]:
    constant = np.zeros(outputs)
    if outputs == len(LEG_OUTPUTS):  # the trunk's is the renderer's alone, see `hips.py`
        hip = NEAR_HIP.get(family, OTHER_HIP) if near else FAR_HIP
        knee = NEAR_KNEE.get(family, OTHER_KNEE) if near else FAR_KNEE
        constant[LEG_OUTPUTS.index("hip")] = -hip
        constant[LEG_OUTPUTS.index("knee")] = -knee
    return constant
