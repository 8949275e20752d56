"""A value with its error, or the reason why there is none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self

from formcheck.message import Message
from formcheck.pose.landmark import Side
from formcheck.shelf.compact import Compact

if TYPE_CHECKING:
    from formcheck.measure.model.outline_model import Outline

Facing = Literal["left", "right", "front", "back"]
"""Where the person's front points in the picture; `front` is towards the camera."""


@dataclass(frozen=True, slots=True)
class Measurement(Compact):
    """One measured quantity: a value with its sigma, or a reason.

    Unknown is never a number: either `value` and `sigma` are there, or `reason` is.

    Attributes:
        value: In the measurement's unit (degrees unless the name says otherwise), or None.
        sigma: Standard deviation of the error, in the same unit, above 0, or None.
        reason: Why the value cannot be known (`codes.ReasonCode`), or None.
    """

    value: float | None
    sigma: float | None
    reason: Message | None

    def __post_init__(self) -> None:
        if self.reason is None:
            if self.value is None or self.sigma is None:
                raise ValueError("expected a value with its sigma, or a reason; got neither")
            if not (math.isfinite(self.value) and 0.0 < self.sigma < math.inf):
                raise ValueError(
                    f"expected a finite value and a sigma above 0, got {self.value} +- {self.sigma}"
                )
        elif self.value is not None or self.sigma is not None:
            raise ValueError(f"expected no value beside a reason, got {self.value}")

    @classmethod
    def known(cls, value: float, sigma: float) -> Self:
        """Return a measured value with the standard deviation of its error."""
        return cls(float(value), float(sigma), None)

    @classmethod
    def unknown(cls, reason: Message) -> Self:
        """Return the absence of a value, with its reason."""
        return cls(None, None, reason)


@dataclass(frozen=True, slots=True)
class View(Compact):
    """How the camera sees the person.

    Attributes:
        facing: Where the person's front points in the picture, or None while undecided. Lying
            down it is the side of the trunk line on which the belly is, as if the person had
            been turned upright in the picture.
        yaw_deg: Turn away from the exact side view, degrees, -90..90: 0 is side-on, above 0 the
            front is turned towards the camera, 90 is a front view, -90 a back view. None where
            it cannot be told.
        yaw_sigma: Standard deviation of the error of `yaw_deg`, degrees, or None with it.
        near: The person's own side that is nearer to the camera, or None in front and back views.
        fill: Diagonal of the person's landmarks over that of the picture, or None if not measured.
        distance_m: About how far away the person is, metres, for a usual camera's field of view.
        cut_off: Joints outside the picture, such as `ankle_left`.
    """

    facing: Facing | None
    yaw_deg: float | None
    yaw_sigma: float | None
    near: Side | None
    fill: float | None = None
    distance_m: float | None = None
    cut_off: tuple[str, ...] = ()

    @property
    def sign(self) -> int:
        """Return +1 where a forward turn is clockwise in the picture, -1 otherwise, 0 unknown."""
        return 1 if self.facing == "right" else -1 if self.facing == "left" else 0


@dataclass(frozen=True, slots=True)
class Legs(Compact):
    """Which leg plays which part in this frame, found by geometry.

    Attributes:
        rear: The leg whose thigh points further backward, or None where both do alike.
        bent: The leg with the more flexed knee, or None where both are alike.
        named: Whether it is sure which leg is the left one; the roles hold without it.
        crossed: The leg that lies across the other one, or None where none does.
    """

    rear: Side | None = None
    bent: Side | None = None
    named: bool = True
    crossed: Side | None = None


@dataclass(frozen=True, slots=True)
class Posture(Compact):
    """In which position the body is, as far as one frame can tell.

    Attributes:
        chances: Chance of each position, 0..1, adding up to 1 (those below 0.001 are left out);
            see `formcheck.measure.posture.positions.Position`. `other` is none of the known ones.
    """

    chances: Mapping[str, float]

    def chance(self, *positions: str) -> float:
        """Return the chance of being in one of these positions, 0..1."""
        return sum(self.chances.get(position, 0.0) for position in positions)


@dataclass(frozen=True, slots=True)
class Measurements(Compact):
    """Everything measured in one frame.

    Attributes:
        index: Number of the frame in its source, from 0.
        time_s: Time of the frame in seconds.
        person: Whether a person was found.
        view: How the camera sees the person, or None without one.
        legs: Roles of the legs.
        values: Every measurement by name, such as `hip_left`; all names are always there.
        posture: In which position the body is, or None without a person.
        outline: The aligned outline of the trunk, from which the pelvis's tilt is told, or None
            where it was not asked for or could not be read.
    """

    index: int
    time_s: float
    person: bool
    view: View | None
    legs: Legs
    values: Mapping[str, Measurement] = field(default_factory=dict)
    posture: Posture | None = None
    outline: Outline | None = None
