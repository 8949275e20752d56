"""Who else is in the picture, and whether one of them is the person who is meant.

The engine follows whoever it found first. That may be somebody small and still, as on a screen,
before the person comes in who stretches.
"""

from __future__ import annotations

from typing import Final

from formcheck.capture.frame import Frame
from formcheck.pose.parts import trunk_length
from formcheck.pose.person import Box, Glancing, Glimpse, body_middle
from formcheck.pose.pose import Pose

GLANCE_S: Final = 0.5
"""Seconds between two glances at the rest of the picture: each takes a third of a look."""

LARGER: Final = 1.6
"""How many times as large somebody else has to be to be meant instead: nobody's trunk is as much
longer than another adult's at one distance, so that the other one is far away, or a picture."""

STIRRED: Final = 0.25
"""Trunk lengths by which somebody has to change place to have moved: more than landmarks jitter."""

STAY_S: Final = 2.0
"""Seconds for which somebody else has to be there to be meant: who walks past is gone by then."""

OFTEN: Final = 0.2
"""Share of the glances that has to show somebody else for two people to be in the picture."""


class Bystanders:
    """Follows who is in the picture besides the person who is followed.

    Args:
        scout: Looks at the rest of the picture.
    """

    def __init__(self, scout: Glancing) -> None:
        self._scout = scout
        self._glances = self._shown = 0
        self._due_s: float | None = None
        self.restart()

    def restart(self) -> None:
        """Begin with another person who is followed; who was in the picture stays counted."""
        self._first: complex | None = None
        self._stirred = False
        self._larger: list[tuple[float, Glimpse]] = []
        self._alone_first: bool | None = None

    @property
    def several(self) -> bool:
        """Return whether somebody else was in the picture for long enough to be told of."""
        return self._shown > 0 and self._shown >= OFTEN * self._glances

    def update(self, frame: Frame, followed: Pose | None) -> Box | None:
        """Return where the person is who is meant instead, or None.

        Args:
            frame: The next frame.
            followed: The person who is followed in it, or None where they are not seen.
        """
        if followed is None:
            return None
        self._first = body_middle(followed) if self._first is None else self._first
        away = abs(body_middle(followed) - self._first) / trunk_length(followed)
        self._stirred = self._stirred or away > STIRRED
        if self._due_s is not None and 0.0 <= self._due_s - frame.time_s <= GLANCE_S:
            return None
        self._due_s = frame.time_s + GLANCE_S
        seen = self._scout.glance(frame, Box.around(followed))
        self._glances += 1
        self._shown += seen is not None
        if self._alone_first is None:
            self._alone_first = seen is None
        if seen is None or self._stirred or seen.size < LARGER * trunk_length(followed):
            self._larger.clear()
            return None
        self._larger.append((frame.time_s, seen))
        return seen.box if self._is_meant() else None

    def _is_meant(self) -> bool:
        """Whether somebody larger came or moved, and has been there long enough."""
        since, first = self._larger[0]
        last_s, last = self._larger[-1]
        moved = abs(last.place - first.place) > STIRRED * last.size
        return last_s - since >= STAY_S and (moved or self._alone_first is True)
