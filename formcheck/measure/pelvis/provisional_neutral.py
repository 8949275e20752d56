"""Who stands or kneels at ease, and the first such moment of a session as its neutral."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

import numpy as np

from formcheck.measure.model.measurement import Measurements
from formcheck.measure.model.outline_model import STATIONS, Outline
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.measure.pelvis.outline import average
from formcheck.measure.pelvis.tilt import clothes_hide
from formcheck.pose.landmark import SIDES, Side
from formcheck.temporal import TimeWindow

Stance = Literal["standing", "kneeling"]

SIDE_ON: Final = 25.0
"""Largest yaw off the side view, in degrees, at which the back shows well enough for a neutral."""

UPRIGHT: Final = 14.0
"""Degrees from the vertical within which a trunk counts as upright."""

NEEDED_S: Final = 1.0
"""Time of stillness, in seconds, that makes a provisional neutral."""

GAP_S: Final = 0.4
"""Longest time, in seconds, without a fit frame; after a longer one the count begins anew."""

STILL_LEAN: Final = 3.0
STILL_BACK: Final = 0.012
"""A trunk whose lean scatters by fewer degrees, and a back whose outline scatters by fewer trunk
lengths, is still: standard deviations over a second. Rendered people who breathe and sway have 0.7
degrees at most, and 0.01 in 28 of 29 clips; in the other one the silhouette flickered."""

STILL_DRIFT: Final = 0.008
"""Largest drift of a back that is still, in trunk lengths from the first to the last third of the
second: about 4 degrees of tilt."""

_STANDING_HIP: Final = (158.0, 202.0)
_STANDING_KNEE: Final = 150.0
_KNEELING_HIP: Final = (160.0, 189.0)
_KNEELING_KNEE: Final = (65.0, 140.0)

KNEELING_THIGH: Final = (-10.0, 5.0)
"""How far a kneeling thigh leans where somebody kneels tall at ease, degrees; above 0 the hips have
moved forward of the knee. Forward it is little more than the error of that angle: a shallow lunge
begins at 6 or 8, and whoever is in one often arches the low back already. Taken as neutral, that
arch would count as none from then on. Who sits back a little has a back at ease all the same.
Without a neutral the pelvis is not told, which harms nobody. Chosen, as a physiotherapist would."""

_WAIST: Final = (STATIONS > 0.1) & (STATIONS < 0.7)


def stance(frame: Measurements) -> Stance | None:
    """Return whether somebody is upright and side-on: standing, or kneeling tall on one knee.

    Args:
        frame: With the angles of trunk, hips and knees.

    Returns:
        None for every other posture and view, and where no outline could be read.
    """
    return None if frame.outline is None else upright(frame)


def upright(frame: Measurements) -> Stance | None:
    """Return the same by the joints alone, whether an outline could be read or not."""
    view, lean = frame.view, _value(frame, "trunk_lean")
    if view is None or view.yaw_deg is None or view.near is None:
        return None
    if lean is None or abs(lean) > UPRIGHT or abs(view.yaw_deg) > SIDE_ON:
        return None
    if _stands(frame, view.near):
        return "standing"
    return "kneeling" if frame.legs.rear is not None and _kneels(frame, frame.legs.rear) else None


def _value(frame: Measurements, name: str) -> float | None:
    measured = frame.values.get(name)
    return None if measured is None else measured.value


def _stands(frame: Measurements, near: Side) -> bool:
    """Whether the near leg is straight below the trunk, and the far one as far as it is seen."""
    low, high = _STANDING_HIP
    for side in SIDES:
        hip, knee = _value(frame, f"hip_{side}"), _value(frame, f"knee_{side}")
        if hip is None or knee is None:
            if side == near:
                return False
        elif not low <= hip <= high or knee < _STANDING_KNEE:
            return False
    return True


def _kneels(frame: Measurements, rear: Side) -> bool:
    """Whether the rear thigh is upright below the trunk and its knee bent."""
    hip, knee = _value(frame, f"hip_{rear}"), _value(frame, f"knee_{rear}")
    thigh = _value(frame, f"thigh_{rear}")
    if hip is None or knee is None or thigh is None or not _within(thigh, KNEELING_THIGH):
        return False
    return _within(hip, _KNEELING_HIP) and _within(knee, _KNEELING_KNEE)


def _within(value: float, band: tuple[float, float]) -> bool:
    low, high = band
    return low <= value <= high


def still(outlines: Sequence[Outline]) -> bool:
    """Return whether neither the trunk nor the outline of the low back moves."""
    lean = np.std([one.trunk_lean for one in outlines])
    backs = np.array([one.back for one in outlines])[:, _WAIST]
    scatter = np.median(np.std(backs, axis=0))
    third = max(1, len(backs) // 3)
    drift = np.median(np.median(backs[-third:], axis=0) - np.median(backs[:third], axis=0))
    return bool(lean <= STILL_LEAN and scatter <= STILL_BACK and abs(drift) <= STILL_DRIFT)


class NeutralFinder:
    """Watches for the first second in which somebody stands or kneels still, side-on.

    Attributes:
        found: The provisional neutral, once there is one.
    """

    def __init__(self) -> None:
        self._window = TimeWindow[Outline](NEEDED_S, full=True, slack_s=1e-6)
        self._stance: Stance | None = None
        self.found: Baseline | None = None

    def update(self, frame: Measurements) -> Baseline | None:
        """Take the next frame, measured without a baseline, and return what was found so far."""
        now = stance(frame)
        if self.found is not None or now is None or frame.outline is None:
            return self.found
        window = self._window
        last_s = window.last_s
        if now != self._stance or (last_s is not None and frame.time_s - last_s > GAP_S):
            window.clear()
        self._stance = now
        window.add(frame.time_s, frame.outline)
        if window.span_s >= NEEDED_S - 1e-6 and still(window.values):
            self.found = self._baseline(frame, window.values, now)
        return self.found

    def _baseline(self, frame: Measurements, outlines: list[Outline], now: Stance) -> Baseline:
        outline, view = average(outlines), frame.view
        assert view is not None
        return Baseline(
            source=now,
            outline=outline,
            hip={},
            segments={},
            tilt_range=None,
            clothing=1.0 - clothes_hide(outline),
            near=view.near or "right",
            fill=view.fill or 0.0,
        )


def find_neutral(frames: Iterable[Measurements]) -> Baseline | None:
    """Return the provisional neutral of a recorded scene, or None where nobody is ever at ease."""
    finder = NeutralFinder()
    return next((found for frame in frames if (found := finder.update(frame))), None)
