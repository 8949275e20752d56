"""Whether a picture stands still: a frozen camera shows nothing that could be judged."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from formcheck.capture.frame import Frame

FROZEN_S: Final = 1.0
"""Dwell time, in seconds, after which an unchanged picture counts as frozen. People breathe and
cameras have noise."""

CHANGED: Final = 1e-4
"""Share of the pixels that must differ from frame to frame. In rendered clips without any camera
noise, of people who hold still, half of the frames differ by 2e-4 or more; in one picture that is
repeated and compressed, only the codec's key frames differ (six clips, 30 November 2026)."""

_LEVELS: Final = 3
"""Least difference, in grey levels, that counts as a changed pixel: compression alone changes one
by one or two."""

_EVERY: Final = 4
_LEAST_PIXELS: Final = 120 * 90
"""In a smaller picture a whole person hardly moves a pixel."""


class FrozenWatch:
    """Follows the pictures of one camera or clip.

    Attributes:
        frozen: Whether the picture has stood still for `FROZEN_S`.
    """

    def __init__(self) -> None:
        self._before: np.ndarray[Any, np.dtype[np.int16]] | None = None
        self._since: float | None = None
        self._changed_s = -FROZEN_S  # when the picture last changed
        self._changing = False  # whether it changed with the last frame
        self.frozen = False

    def update(self, frame: Frame) -> float | None:
        """Take the next frame, in rising time.

        Returns:
            Since when the picture has stood still, in seconds of the frames' time, or None.
        """
        height, width = frame.image.shape[:2]
        if height * width < _LEAST_PIXELS:
            return None
        now = frame.image[::_EVERY, ::_EVERY, 1].astype(np.int16)
        before, self._before = self._before, now
        same = before is not None and before.shape == now.shape
        changing, self._changing = self._changing, False
        if before is None or not same or self._changed(before, now):
            # A single change within a second is a key frame of the codec, and no life; on a busy
            # machine frames are further apart than that, and one change follows the other.
            alive = not same or changing or frame.time_s - self._changed_s < FROZEN_S
            self._changing = True
            self._changed_s = frame.time_s
            if alive or self._since is None:
                self._since = frame.time_s
                self.frozen = False
                return None
        since = frame.time_s if self._since is None else self._since
        self.frozen = frame.time_s - since >= FROZEN_S
        return since if self.frozen else None

    @staticmethod
    def _changed(
        before: np.ndarray[Any, np.dtype[np.int16]], now: np.ndarray[Any, np.dtype[np.int16]]
    ) -> bool:
        return float(np.mean(np.abs(now - before) >= _LEVELS)) > CHANGED
