"""A raised hand as a sign: "start" and "pause" of somebody who lies on the floor."""

from __future__ import annotations

from typing import Final

from formcheck.measure.posture.gesture import raised_hand
from formcheck.pose.pose import Pose
from formcheck.temporal import Debounce

HAND_S: Final = 1.0
"""Debounce of a raised hand, in seconds."""

AGAIN_S: Final = 3.0
"""Dead time after a sign, in seconds: the arm comes down first."""


class HandWatch:
    """Turns a hand that stays up into one sign."""

    def __init__(self) -> None:
        self._held = Debounce(HAND_S)
        self._signed_s = -1e9
        self._down = True

    def update(self, pose: Pose | None, time_s: float) -> bool:
        """Take the next frame and return whether a sign has just been given.

        Args:
            pose: Who was seen, or None.
            time_s: Time of the frame, seconds.
        """
        raised = pose is not None and raised_hand(pose)
        self._down = self._down or not raised
        held = self._held.update(time_s, raised)
        if not (held and self._down and time_s - self._signed_s > AGAIN_S):
            return False
        self._down, self._signed_s = False, time_s
        return True
