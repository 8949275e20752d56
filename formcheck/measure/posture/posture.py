"""In which position a body is: standing, half-kneeling, on all fours, lying face down, ...

A body seen in its own middle plane is five leans against the vertical: of the trunk, both thighs
and both shins. Each position is a region of them, written down in
`formcheck.measure.posture.positions`. How far a pose lies outside of each region, in units of its
error, gives the chance of each position; whatever lies outside of all is `other`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.measure.model.measurement import Measurement, Posture, View
from formcheck.measure.posture.leans import Lean, Leans, leans
from formcheck.measure.posture.positions import REGIONS, Band, Region
from formcheck.pose.landmark import SIDES
from formcheck.pose.pose import Pose

Array = NDArray[np.float64]

SOFTNESS: Final = 6.0
"""Standard deviation, in degrees, of people's positions beyond the regions' edges."""

MOST: Final = 3.2
"""Largest distance of a single lean from its region, in standard deviations: one misplaced landmark
must not rule out a position that all else shows."""

SHARPNESS: Final = 1.0
"""Exponent of the likelihoods, below 1 where the leans of one pose err together. Like the other
figures here it was fitted to rendered people of the training split; see docs/recognition.md."""

OTHER: Final = 3.0
"""Distance from every region, in standard deviations, at which `other` is as likely as the nearest
one. Rendered people, who are all in some position, would have it at 3.8 or more; real people are
not."""

SURE_VOTE: Final = 12.0
"""Slope of the direction's log-odds over its vote: the odds are `exp(SURE_VOTE * vote)`."""

TURNED: Final = 0.06
"""Prior probability that MediaPipe sees a person the wrong way round, whatever the vote."""

MISREAD: Final = 0.03
"""Prior probability that the landmarks are so wrong that they show another position well: legs
merged, a body found where there is none. No position is more probable than this leaves room for."""

REACH_SIGMA: Final = 0.15
"""Error of how far the lower hand is below the shoulders, trunk lengths."""

CONTACT_SIGMA: Final = 0.12
"""Error of where hands and hips are, trunk lengths: about 6 cm of an adult. Half of that is how far
a joint lies inside the body, half what a camera from above makes of a hand beside the hips."""

BALANCE_SIGMA: Final = 0.08
"""Error of where the body's weight is, metres of an adult."""

SHARES: Final = (0.41, 0.42, 0.28)
"""Metres of an adult by which shin, thigh and trunk carry the weight before the ankles, each by the
sine of its lean."""

UNKNOWN: Final = Lean(0.0, math.inf)
"""A lean of which nothing is known."""

ANYWHERE: Final = (-720.0, 720.0)
"""A band that holds everything."""

LEAST: Final = 0.001
"""Probability floor: smaller ones are left out."""

CHEST_SIGMA: Final = 0.35
"""Error of how far the chest is turned up or down, in parts of its length."""

CHEST_MOST: Final = 2.5
"""As `MOST`, for the chest: who lies on the belly is now and then seen lying on the back."""

Pair = tuple[float, float]
"""A value and its error."""


def posture(pose: Pose, view: View, values: Mapping[str, Measurement], vote: float) -> Posture:
    """Return in which position the body is, as far as one frame can tell.

    Args:
        pose: The person.
        view: How the camera sees them.
        values: The measurements of the pose; its leans are taken from them.
        vote: What this frame says of the direction, -1 (left) to +1 (right).

    Returns:
        The chance of each position. Mirroring the picture changes nothing.
    """
    seen = leans(pose, view, values)
    # A trunk and one leg at the least: less fits everything.
    if seen.trunk is None or all(thigh is None for thigh in seen.thighs.values()):
        return Posture({"other": 1.0})
    right = 1.0 / (1.0 + math.exp(-SURE_VOTE * vote * (view.sign or 1)))
    right = min(max(right, TURNED), 1.0 - TURNED)
    as_seen, turned = misfits(seen, seen.trunk).tolist()
    scores: dict[str, float] = {"other": _likelihood(OTHER**2)}
    for region, here, there in zip(REGIONS, as_seen, turned, strict=True):
        score = max(right * _likelihood(here), (1.0 - right) * _likelihood(there))
        scores[region.position] = max(scores.get(region.position, 0.0), score)
    total = sum(scores.values()) / (1.0 - MISREAD)
    scores["other"] += MISREAD * total
    return Posture(
        {place: score / total for place, score in scores.items() if score / total >= LEAST}
    )


def _likelihood(misfit: float) -> float:
    return math.exp(-0.5 * SHARPNESS * misfit)


def misfits(seen: Leans, trunk: Lean) -> Array:
    """Return how far a pose lies outside of each region: sums of squares, in standard deviations.

    Args:
        seen: The pose. What cannot be told counts as inside; the legs may play either part.
        trunk: Its trunk.

    Returns:
        Shape (2, R): as the person is seen, and as if they faced the other way, for `REGIONS`.
    """
    values, errors = _banded(seen, trunk)
    # From the opposite of a band's centre, round the circle: half a turn from it is in the middle.
    # Reach and balance are so small that they never come round.
    off = np.abs((values - _OPPOSITES) % 360.0 - 180.0) - _HALVES
    off = np.minimum(np.maximum(off, 0.0) / errors, MOST)
    # A chest that points down lies on its belly, whichever way the person seems to face.
    down = math.sin(math.radians(trunk.value))
    chest = [
        [min(abs(seen.chest_down - way) / CHEST_SIGMA, CHEST_MOST) ** 2] for way in (down, -down)
    ]
    return np.asarray(np.vecdot(off, off).min(axis=-1) + chest)


def _banded(seen: Leans, trunk: Lean) -> tuple[Array, Array]:
    """What `_bands` has bands for, and the errors, both (2, 14): the left leg first, and second."""
    found = seen.contacts
    left, right = (
        _leg(seen.thighs[side] or UNKNOWN, seen.shins[side] or UNKNOWN, trunk) for side in SIDES
    )
    rest = [
        (trunk.value, math.hypot(trunk.sigma, SOFTNESS)),
        (seen.reach, REACH_SIGMA),
        _balance(seen, trunk),
        *(_contact(place) for place in (found.hips, found.hand, found.grip)),
    ]
    pairs = np.array([[*left, *right, *rest], [*right, *left, *rest]])
    return pairs[..., 0], pairs[..., 1]


def _leg(thigh: Lean, shin: Lean, trunk: Lean) -> list[Pair]:
    """Thigh, shin, bend and hip of a leg, each with its error."""
    hip = 180.0 + thigh.value - trunk.value  # 180 where thigh and trunk are in line
    return [
        (thigh.value, math.hypot(thigh.sigma, SOFTNESS)),
        (shin.value, math.hypot(shin.sigma, SOFTNESS)),
        (shin.value - thigh.value, math.hypot(thigh.sigma, shin.sigma, SOFTNESS)),
        (hip, math.hypot(thigh.sigma, trunk.sigma, SOFTNESS)),
    ]


def _contact(place: float | None) -> Pair:
    return (0.0, math.inf) if place is None else (place, CONTACT_SIGMA)


def _balance(seen: Leans, trunk: Lean) -> Pair:
    """How far the body's weight is from above the feet, by an adult's proportions; its error."""
    offsets = []
    for side in SIDES:
        thigh, shin = seen.thighs[side], seen.shins[side]
        if thigh is not None and shin is not None:
            parts = zip(SHARES, (shin, thigh, trunk), strict=True)
            offsets.append(sum(share * math.sin(math.radians(one.value)) for share, one in parts))
    return (sum(offsets) / len(offsets), BALANCE_SIGMA) if offsets else (0.0, math.inf)


def _bands(region: Region) -> list[Band]:
    """The bands of a region: four of either leg, then trunk, reach, balance and the contacts."""
    legs = [band for leg in region.legs for band in (leg.thigh, leg.shin, leg.bend, leg.hip)]
    rest = (region.trunk, region.reach, region.balance, region.hips, region.hand, region.grip)
    return [band or ANYWHERE for band in (*legs, *rest)]


_LOW, _HIGH = np.moveaxis(np.array([_bands(region) for region in REGIONS]), -1, 0)
_TURNED: Final = np.array([*[-1.0] * 9, 1.0, -1.0, *[1.0] * 3])
"""Facing the other way turns round all but the reach and the contacts: a hip of 170 is then one of
190."""
_CENTRES: Final = (_LOW + _HIGH) / 2
_OPPOSITES: Final = np.stack([_CENTRES, _TURNED * _CENTRES])[:, :, None] - 180.0
_HALVES: Final = ((_HIGH - _LOW) / 2)[:, None]
"""What is opposite the bands' centres on the circle, facing as seen and the other way, and half the
bands' widths: of each region, with either leg first, for what is banded."""
