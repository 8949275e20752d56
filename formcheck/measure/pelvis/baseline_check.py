"""Whether a baseline still fits: same clothes, same camera, same distance."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.codes.measure import NoteCode
from formcheck.measure.model.measurement import Measurements
from formcheck.measure.model.outline_model import STATIONS, Outline
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.measure.pelvis.provisional_neutral import SIDE_ON, UPRIGHT
from formcheck.message import Message

NEEDED: Final = 8
"""Number of fit frames, at least a tenth of a second apart, that are compared before anything is
said."""

MOST: Final = 60
"""Number of frames after which no more are compared: whoever changes clothes begins a new
session."""

STEP_S: Final = 0.1

OTHER_DISTANCE: Final = 1.45
"""Factor by which the trunk may be larger or smaller in the picture than when calibrated."""

OTHER_YAW: Final = 22.0
"""Degrees by which the view may have turned: the yaw of each errs by about 10."""

OTHER_CLOTHES: Final = 0.06
"""Trunk lengths by which the waist may be thicker or thinner than when calibrated; loose clothes
stand off the body by that much, front and back together."""

_WAIST: Final = (STATIONS > 0.2) & (STATIONS < 0.65)


class Freshness:
    """Compares a session with the baseline it is measured against.

    Args:
        baseline: The baseline.
    """

    def __init__(self, baseline: Baseline) -> None:
        self._baseline = baseline
        self._last_s = -math.inf
        self._seen: list[Outline] = []

    def update(self, frame: Measurements) -> None:
        """Take the next frame; only upright, side-on ones are compared."""
        outline = frame.outline
        if outline is None or len(self._seen) >= MOST or frame.time_s - self._last_s < STEP_S:
            return
        if abs(outline.trunk_lean) > UPRIGHT or abs(outline.yaw_deg) > 2 * SIDE_ON:
            return
        self._last_s = frame.time_s
        self._seen.append(outline)

    @property
    def remarks(self) -> tuple[Message, ...]:
        """Return what has changed since the profile was made."""
        if len(self._seen) < NEEDED:
            return ()
        then, found = self._baseline.outline, []
        size = float(np.median([one.trunk_pixels for one in self._seen])) / then.trunk_pixels
        if max(size, 1 / size) > OTHER_DISTANCE:
            found.append(Message(NoteCode.PROFILE_NEARER if size > 1 else NoteCode.PROFILE_FARTHER))
        yaw = float(np.median([one.yaw_deg for one in self._seen]))
        if abs(yaw - then.yaw_deg) > OTHER_YAW:
            found.append(Message(NoteCode.PROFILE_TURNED))
        elif self._waist_change() > OTHER_CLOTHES:
            found.append(Message(NoteCode.PROFILE_CLOTHES))
        return tuple(found)

    def _waist_change(self) -> float:
        """Return by how much the waist is thicker or thinner, trunk lengths."""
        now = np.median([_thickness(one) for one in self._seen], axis=0)
        return abs(float(np.median(now - _thickness(self._baseline.outline))))


def _thickness(outline: Outline) -> NDArray[np.float64]:
    return np.asarray((np.array(outline.back) + np.array(outline.front))[_WAIST])
