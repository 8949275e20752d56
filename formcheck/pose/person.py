"""One person, chosen at the start and kept when others pass."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol, Self, runtime_checkable

import numpy as np

from formcheck.capture.frame import Frame
from formcheck.errors import UsageError
from formcheck.pose.parts import trunk_length
from formcheck.pose.pose import Pose
from formcheck.words import tr

FASTEST: Final = 6.0
"""Speed, in trunk lengths per second, that nobody reaches in front of a camera: twice a brisk
walk."""

AT_ONCE: Final = 0.5
"""Trunk lengths by which the landmarks of one person may jump from a frame to the next."""

GROWTH: Final = 1.6
"""Ratio of trunk lengths above which two poses are of different people, or one is garbage."""

PLACES: Final = ("left", "middle", "right")
"""By which of several people one can be named."""

MOST_PEOPLE: Final = 3
"""So many people are told apart when the one to follow is chosen."""

SPOT_SIZE: Final = (0.45, 0.9)
"""Shares of width and height of the part of the picture in which somebody is looked for who was
pointed at, and not found in the whole picture."""

LOOK_S: Final = 1.0
"""Time, in seconds, after which the person's last place is evidence of nothing."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the picture, as shares of its width and height from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, pose: Pose, margin: float = 0.25) -> Self:
        """Return the box round a person, wider on each side by a share of their trunk's length."""
        room = margin * trunk_length(pose)
        size = np.array([pose.width, pose.height])
        low = np.clip((pose.pixels.min(axis=0) - room) / size, 0.0, 1.0)
        high = np.clip((pose.pixels.max(axis=0) + room) / size, 0.0, 1.0)
        return cls(float(low[0]), float(low[1]), float(high[0]), float(high[1]))

    @classmethod
    def at(cls, x: float, y: float, width: float, height: float) -> Self:
        """Return the box of a size about a spot, all as shares of the picture."""
        low = np.clip([x - width / 2, y - height / 2], 0.0, 1.0)
        high = np.clip([x + width / 2, y + height / 2], 0.0, 1.0)
        return cls(float(low[0]), float(low[1]), float(high[0]), float(high[1]))

    def mirrored(self) -> Box:
        """Return the box in the mirrored picture."""
        return Box(1.0 - self.right, self.top, 1.0 - self.left, self.bottom)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """Somebody who was seen at a glance.

    Attributes:
        place: The middle of hips and shoulders, pixels, x + y i.
        size: Length of the trunk, pixels.
        box: Where they are.
    """

    place: complex
    size: float
    box: Box


@runtime_checkable
class Glancing(Protocol):
    """What can glance at a picture for people, beside those who are followed."""

    def glance(self, frame: Frame, without: Box | None = None) -> Glimpse | None:
        """Return whoever stands out in a picture, or None where nobody does.

        Args:
            frame: The picture.
            without: A part of it that is not looked at.
        """
        ...


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Who of several people is meant, by where they are in the picture.

    Attributes:
        told: As it was said: `left`, `middle`, `right`, a number counted from the left, or a spot
            such as `0.3,0.6`.
        spot: The spot, as shares of the picture's width and height, or None.
        number: Which one from the left, from 1 on, or None.
    """

    told: str
    spot: tuple[float, float] | None = None
    number: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the choice that a text means.

        Raises:
            UsageError: It means none.
        """
        told = text.strip().lower()
        if told in PLACES:
            return cls(told)
        if told.isdecimal() and 1 <= int(told) <= MOST_PEOPLE:
            return cls(told, number=int(told))
        try:
            across, down = map(float, told.split(","))
        except ValueError:
            across = down = math.nan
        if 0.0 <= across <= 1.0 and 0.0 <= down <= 1.0:
            return cls(told, spot=(across, down))
        raise UsageError(
            tr(
                "expected a person by {names}, a number from 1 to {most_people} counted "
                "from the left, or a spot such as 0.3,0.6 (shares of width and height), "
                "got {text!r}",
                names=", ".join(PLACES),
                most_people=MOST_PEOPLE,
                text=text,
            )
        )

    @property
    def around(self) -> Box | None:
        """Return the part of the picture about the spot, or None without one."""
        return None if self.spot is None else Box.at(*self.spot, *SPOT_SIZE)

    def mirrored(self) -> PersonChoice:
        """Return who is meant in the mirrored picture."""
        if self.spot is not None:
            return replace(self, spot=(1.0 - self.spot[0], self.spot[1]))
        turned = {"left": "right", "right": "left"}.get(self.told, self.told)
        return replace(self, told=turned, number=None if self.number is None else -self.number)

    def pick(self, poses: Sequence[Pose]) -> Pose:
        """Return who is meant of those who were found in one picture, at least one."""
        if self.spot is not None:
            spot = self.spot
            return min(poses, key=lambda pose: abs(_share(pose) - complex(*spot)))
        if self.told == "middle":
            return min(poses, key=lambda pose: abs(_share(pose).real - 0.5))
        row = sorted(poses, key=lambda pose: _share(pose).real)
        if self.number is None:
            return row[0] if self.told == "left" else row[-1]
        if self.number < 0:
            return row[max(self.number, -len(row))]
        return row[min(self.number, len(row)) - 1]

    def fits(self, pose: Pose) -> bool:
        """Return whether a person may be meant: with a spot, only one who is there."""
        if self.spot is None:
            return True
        box = Box.around(pose)
        across, down = self.spot
        return box.left <= across <= box.right and box.top <= down <= box.bottom


def _share(pose: Pose) -> complex:
    """Where a person is, as shares of the picture's width and height."""
    middle = body_middle(pose)
    return complex(middle.real / pose.width, middle.imag / pose.height)


def choose_person(poses: Sequence[Pose]) -> Pose:
    """Return the person to follow: the largest, and of equals the most central.

    Args:
        poses: Everybody who was found in one picture, at least one.
    """
    return max(poses, key=_prominence)


def _prominence(pose: Pose) -> float:
    box = Box.around(pose, margin=0.0)
    area = (box.right - box.left) * (box.bottom - box.top)
    return area * (1.0 - abs(box.left + box.right - 1.0) / 2)


def same_person(before: Pose, after: Pose, gap_s: float) -> bool:
    """Return whether two poses may be of one person.

    Args:
        before: An earlier pose.
        after: A later one of the same stream.
        gap_s: Seconds between them.
    """
    size, grown = trunk_length(before), trunk_length(after)
    if not 1 / GROWTH < grown / size < GROWTH:
        return False
    jump = abs(body_middle(after) - body_middle(before)) / max(size, grown)
    return jump < AT_ONCE + FASTEST * min(max(gap_s, 0.0), LOOK_S)


def body_middle(pose: Pose) -> complex:
    """Return the middle of hips and shoulders in pixels; see `Pose.flat`."""
    return (pose.middle("hip") + pose.middle("shoulder")) / 2
