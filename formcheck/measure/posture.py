"""In which position a body is: standing, half-kneeling, on all fours, lying face down, ...

A body seen in its own middle plane is five leans against the vertical: of the trunk, both thighs
and both shins. Each position is a region of them, written down in `formcheck.measure.positions`.
How far a pose lies outside of each region, in units of its error, gives the chance of each
position; whatever lies outside of all is `other`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.measure.facing import body_axes, chest_normal
from formcheck.measure.geometry import Vector, length, middle, trunk_line, wrap180
from formcheck.measure.measurement import Measurement, Posture, View
from formcheck.measure.positions import REGIONS, Band, Leg, Region
from formcheck.pose.landmark import SIDES, Landmark, Side
from formcheck.pose.pose import Pose

SOFTNESS: Final = 6.0
"""Degrees that people's positions reach beyond the regions' edges (standard deviation)."""

MOST: Final = 3.2
"""No single lean counts as further outside than this many standard deviations: one misplaced
landmark must not rule out a position that all else shows."""

SHARPNESS: Final = 1.0
"""Power of the likelihoods; below 1 because the leans of one pose err together. This and the other
figures here were fitted to rendered people of the training split; see docs/recognition.md."""

OTHER: Final = 3.0
"""Standard deviations outside of every region at which `other` is as likely as the nearest one.
Rendered people, who are all in some position, would have it at 3.8 or more: people are not."""

SURE_VOTE: Final = 12.0
"""How fast the direction's vote makes the direction sure: the odds are `exp(SURE_VOTE * vote)`."""

TURNED: Final = 0.06
"""Share of people whom MediaPipe sees the wrong way round, whatever the vote."""

MISREAD: Final = 0.03
"""Share of pictures in which the landmarks are so wrong that they show another position well:
legs merged, a body found where there is none. No position is ever surer than this leaves."""

LEAST: Final = 0.001
"""Smaller chances are left out."""

CHEST_SIGMA: Final = 0.35
"""Error of how far the chest is turned up or down, in parts of its length."""

CHEST_MOST: Final = 2.5
"""As `MOST`, for the chest: who lies on the belly is now and then seen lying on the back."""

IN_SPACE: Final = {"trunk_lean": (10.0, 20.0), "thigh": (20.0, 35.0), "shin": (18.0, 32.0)}
"""Degrees: error of a lean from world coordinates, side-on and from the front. They stand in where
the picture shows too little; on rendered people nine in ten are within 1.6 of them."""


@dataclass(frozen=True, slots=True)
class Lean:
    """A lean against the vertical, degrees, forward above 0, with its error."""

    value: float
    sigma: float


@dataclass(frozen=True, slots=True)
class Leans:
    """A body in its middle plane; None where it cannot be told.

    Attributes:
        trunk: Of the trunk, -180..180: 90 face down, -90 face up.
        thighs: Of the thighs, by side.
        shins: Of the shins, by side.
        chest_down: How far the chest points down, -1..1, from world coordinates.
        reach: How far the lower hand is below the shoulders, in trunk lengths.
    """

    trunk: Lean | None
    thighs: Mapping[Side, Lean | None]
    shins: Mapping[Side, Lean | None]
    chest_down: float
    reach: float

    def turned(self) -> Leans:
        """Return what it would be if the person faced the other way."""
        return Leans(
            _negated(self.trunk),
            {side: _negated(lean) for side, lean in self.thighs.items()},
            {side: _negated(lean) for side, lean in self.shins.items()},
            self.chest_down,
            self.reach,
        )


def _negated(lean: Lean | None) -> Lean | None:
    return None if lean is None else Lean(-lean.value, lean.sigma)


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
    known = [side for side in SIDES if seen.thighs[side] is not None]
    if seen.trunk is None or not known:
        return Posture({"other": 1.0})
    right = 1.0 / (1.0 + math.exp(-SURE_VOTE * vote * (view.sign or 1)))
    right = min(max(right, TURNED), 1.0 - TURNED)
    scores: dict[str, float] = {"other": math.exp(-0.5 * SHARPNESS * OTHER**2)}
    for chance, way in ((right, seen), (1.0 - right, seen.turned())):
        for region in REGIONS:
            score = chance * math.exp(-0.5 * SHARPNESS * misfit(region, way))
            scores[region.position] = max(scores.get(region.position, 0.0), score)
    total = sum(scores.values()) / (1.0 - MISREAD)
    scores["other"] += MISREAD * total
    return Posture(
        {place: score / total for place, score in scores.items() if score / total >= LEAST}
    )


def leans(pose: Pose, view: View, values: Mapping[str, Measurement]) -> Leans:
    """Return the leans of a pose: measured where they are, otherwise from world coordinates.

    Args:
        pose: The person.
        view: How the camera sees them.
        values: The measurements of the pose.
    """
    space = _in_space(pose, view)

    def lean(name: str) -> Lean | None:
        measured = values.get(name)
        if measured is not None and measured.value is not None and measured.sigma is not None:
            return Lean(measured.value, measured.sigma)
        return space.get(name)

    return Leans(
        trunk=lean("trunk_lean"),
        thighs={side: lean(f"thigh_{side}") for side in SIDES},
        shins={side: lean(f"shin_{side}") for side in SIDES},
        chest_down=float(chest_normal(pose)[1]),
        reach=_reach(pose),
    )


def _in_space(pose: Pose, view: View) -> dict[str, Lean]:
    """The leans of what is in the picture, in the plane across the body's left-right line."""
    leftward = body_axes(pose)[0]
    across = leftward / max(float(np.linalg.norm(leftward)), 1e-9)
    up = np.array([0.0, -1.0, 0.0])
    up = up - (up @ across) * across
    if np.linalg.norm(up) < 0.3:  # lying on one side
        return {}
    up = up / np.linalg.norm(up)
    forward = np.cross(across, up)
    # The direction that is held over time is right more often than depth in one frame.
    if view.sign and forward[0] * view.sign < 0 and abs(view.yaw_deg or 0.0) < 45.0:
        forward = -forward

    def lean(name: str, segment: Vector) -> Lean:
        side_on, frontal = IN_SPACE[name]
        share = abs(view.yaw_deg or 0.0) / 90.0
        value = math.degrees(math.atan2(float(segment @ forward), float(segment @ up)))
        return Lean(value, side_on + share * (frontal - side_on))

    def mean(joint: str) -> Vector:
        return np.asarray(sum(pose.world[Landmark.of(joint, side)] for side in SIDES) / 2)

    lost = {Landmark.of(*joint.rsplit("_", 1)) for joint in view.cut_off}  # type: ignore[arg-type]
    lost |= pose.unsure
    found = {}
    if not lost & {Landmark.of(joint, side) for joint in ("hip", "shoulder") for side in SIDES}:
        found["trunk_lean"] = lean("trunk_lean", mean("shoulder") - mean("hip"))
    for side in SIDES:
        hip, knee, ankle = (Landmark.of(joint, side) for joint in ("hip", "knee", "ankle"))
        if not lost & {hip, knee}:
            found[f"thigh_{side}"] = lean("thigh", pose.world[hip] - pose.world[knee])
        if not lost & {knee, ankle}:
            found[f"shin_{side}"] = lean("shin", pose.world[knee] - pose.world[ankle])
    return found


def _reach(pose: Pose) -> float:
    size = max(length(trunk_line(pose)), 1.0)
    lower = max(float(pose.joint("wrist", side)[1]) for side in SIDES)
    return (lower - float(middle(pose, "shoulder")[1])) / size


def misfit(region: Region, seen: Leans) -> float:
    """Return how far a pose lies outside a region: the sum of squares, in standard deviations.

    Args:
        region: The region of a position.
        seen: The pose. What cannot be told counts as inside; the legs may play either part.
    """
    left, right = SIDES
    a, b = region.legs
    legs = min(
        _leg(a, seen, left) + _leg(b, seen, right), _leg(a, seen, right) + _leg(b, seen, left)
    )
    return legs + sum(_whole(region, seen))


def _leg(leg: Leg, seen: Leans, side: Side) -> float:
    thigh, shin, trunk = seen.thighs[side], seen.shins[side], seen.trunk
    return (
        _outside(leg.thigh, thigh)
        + _outside(leg.shin, shin)
        + _outside(leg.bend, _between(shin, thigh, 0.0))
        + _outside(leg.hip, _between(thigh, trunk, 180.0))
    )


def _between(one: Lean | None, other: Lean | None, straight: float) -> Lean | None:
    if one is None or other is None:
        return None
    value = wrap180(one.value - other.value) + straight
    return Lean(value, math.hypot(one.sigma, other.sigma))


def _whole(region: Region, seen: Leans) -> Iterator[float]:
    trunk = seen.trunk
    yield _outside(region.trunk, trunk)
    if trunk is not None:
        # A chest that points down lies on its belly, whichever way the person seems to face.
        expected = math.sin(math.radians(trunk.value))
        yield min(((seen.chest_down - expected) / CHEST_SIGMA) ** 2, CHEST_MOST**2)
    if region.reach is not None:
        low, high = region.reach
        yield min((max(low - seen.reach, seen.reach - high, 0.0) / 0.15) ** 2, MOST**2)
    if region.balance is not None:
        yield _unbalanced(region.balance, seen)


def _unbalanced(band: Band, seen: Leans) -> float:
    """How far the body's weight is from above the feet, by an adult's proportions."""
    if seen.trunk is None:
        return 0.0
    offsets = []
    for side in SIDES:
        thigh, shin = seen.thighs[side], seen.shins[side]
        if thigh is not None and shin is not None:
            parts = ((0.41, shin.value), (0.42, thigh.value), (0.28, seen.trunk.value))
            offsets.append(sum(share * math.sin(math.radians(lean)) for share, lean in parts))
    if not offsets:
        return 0.0
    offset = sum(offsets) / len(offsets)
    return min((max(band[0] - offset, offset - band[1], 0.0) / 0.08) ** 2, MOST**2)


def _outside(band: Band | None, lean: Lean | None) -> float:
    """How far an angle lies outside a band of the circle, squared, in standard deviations."""
    if band is None or lean is None:
        return 0.0
    low, high = band
    off = abs(wrap180(lean.value - (low + high) / 2)) - (high - low) / 2
    return min(max(0.0, off) / math.hypot(lean.sigma, SOFTNESS), MOST) ** 2
