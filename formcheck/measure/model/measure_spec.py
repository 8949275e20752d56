"""What is known of a measure: one row of the registry, from which every table about it derives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Plane = Literal["sagittal", "frontal", "any"]
"""In which plane a measure is taken. A sagittal one needs a view of the side, a frontal one a view
of the front or back, or from above of someone lying; `any` comes from world coordinates."""

Unit = Literal["degrees", "% of trunk", "% of ankles"]
"""Angles, or distances in percent of the trunk's length or of the distance of both ankles."""

Wrap = Literal["none", "hip", "half turn"]
"""On which turn of the circle values are compared with a target: `none` for distances and for
angles from 0 to 180, `hip` for hips, which go past 180, `half turn` for signed angles."""


@dataclass(frozen=True, slots=True)
class Needs:
    """The joints without which a measure cannot be had, as `ankle`; see `missing_joints`.

    Attributes:
        own: Of the measured side, or of both sides for a measure of the whole person. They have to
            be in the picture and, in legs, told apart from those of the other leg.
        other: Of the other side, in the picture.
        both: Of both sides, in the picture.
        either: Of at least one side, in the picture.
        near: Of the side near the camera, in the picture: the trunk line of both legs' angles.
    """

    own: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    @property
    def joints(self) -> tuple[str, ...]:
        """Return all of them without their sides, each once."""
        every = (*self.near, *self.own, *self.other, *self.both, *self.either)
        return tuple(dict.fromkeys(every))


@dataclass(frozen=True, slots=True)
class ArcShape:
    """How an angle is drawn in the picture.

    Attributes:
        joints: Three joints with the vertex in the middle, or two that are compared with
            `against`, the vertex first.
        against: What the angle is counted from: the first of three joints (`limb`), or a direction.
        bends: Which way round a joint bends on a person who faces right: +1 is clockwise as seen;
            0 where the angle is counted through the front of the body, past 180.
    """

    joints: tuple[str, ...]
    against: Literal["limb", "up", "down", "level"] = "limb"
    bends: int = 0


@dataclass(frozen=True, slots=True)
class LearnedBounds:
    """Bounds of the learned correction of an angle, degrees; see `joints.correction`.

    Attributes:
        limit: No value is ever moved by more.
        sigma_floor: No error is ever called smaller, since real people are not rendered ones.
        most_sigma: A value whose error is larger is refused.
    """

    limit: float
    sigma_floor: float
    most_sigma: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSpec:
    """One measure.

    Attributes:
        name: Without a side, such as `hip`.
        sided: Whether there is one of each side (`hip_left`), or one of the whole person.
        plane: From where it can be seen.
        unit: Of its values.
        bounds: What a body can show at all, in its unit: a target outside is a slip of the pen.
        needs: Joints without which there is no value.
        sigmas: Standard deviation of the plain geometry's error at each of `sigma.YAWS`, in its
            unit, or None where it has no error table of its own.
        fused_sigmas: The same where two engines see the joints alike, before their disagreement is
            added, or None where they are not better together.
        wrap: How values are compared with a target.
        signed: Whether numbers are written with their sign.
        limb: The limb that it belongs to, or None.
        straight: Value of a straight joint, degrees, or None where it is no angle of a joint.
        arc: How it is drawn, or None where it cannot be drawn as an angle.
        learned: Bounds of its learned correction, or None without one.
        space_sigmas: Error of the same lean from world coordinates, side-on and from the front,
            degrees, or None.
        change_sigma: Error of a change since the start pose, in errors of one value.
        refused_with: Whose refused angles refuse it too: of its own `leg`, of any of the `legs`.
        silhouette: Whether the outline of the body is needed.
        untold: Whether no camera view shows it well enough; docs/tilt.md says why.
    """

    name: str
    sided: bool
    plane: Plane
    unit: Unit = "degrees"
    bounds: tuple[float, float]
    needs: Needs
    sigmas: tuple[float, ...] | None
    fused_sigmas: tuple[float, ...] | None = None
    wrap: Wrap = "none"
    signed: bool = False
    limb: Literal["leg", "arm"] | None = None
    straight: float | None = None
    arc: ArcShape | None = None
    learned: LearnedBounds | None = None
    space_sigmas: tuple[float, float] | None = None
    change_sigma: float = 1.0
    refused_with: Literal["leg", "legs"] | None = None
    silhouette: bool = False
    untold: bool = False
