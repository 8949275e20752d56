"""Makes a personal baseline from somebody who stands still side-on, then tilts the pelvis slowly.

::

    looking --- standing, side-on ---> still --- ten seconds ---> tilt --- back and forth ---> done
                   ^                     |                          ^
                   +---- moved early ----+---- moved after 2 s -----+
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal

import numpy as np

from formcheck.codes.measure import CalibrationCode, ReasonCode
from formcheck.measure.model.geometry import trunk_line
from formcheck.measure.model.measurement import Measurements
from formcheck.measure.model.outline_model import Outline
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.measure.pelvis.outline import average
from formcheck.measure.pelvis.provisional_neutral import GAP_S, SIDE_ON, stance, still
from formcheck.measure.pelvis.tilt import clothes_hide, pelvic_tilt
from formcheck.message import Message
from formcheck.pose.landmark import Side, other
from formcheck.pose.pose import Pose
from formcheck.temporal import TimeWindow

Stage = Literal["looking", "still", "tilt", "done"]

STILL_S: Final = 10.0
"""Time of standing still, in seconds, that is asked for."""

LEAST_STILL_S: Final = 2.0
"""Time of standing still, in seconds, that is enough where the person begins to tilt early."""

LEAST_RANGE: Final = 5.0
LEAST_WAY: Final = 1.0
"""Least tilt, in degrees, between tuck and arch and on each side of neutral. The readings of nine
in ten rendered people who stood still stayed within 1.8."""

PATIENCE_S: Final = 45.0
"""Time, in seconds, after which a tilt that was not seen for certain is no longer waited for."""

BACK_AGAIN: Final = 0.5
"""Share of the furthest tilt below which the pelvis has come back."""

MOVED: Final = 5.5
"""Tilt from the beginning of the standing, in degrees, that counts as movement."""

STEADY_S: Final = 0.5
"""Window of the median tilt, in seconds; a shorter movement is none."""

RECENT_S: Final = 1.0
"""Window over which stillness is judged, seconds."""

NOBODY: Final = Message(CalibrationCode.STEP_IN)
STAND: Final = Message(CalibrationCode.STAND)
SIDEWAYS: Final = Message(ReasonCode.SHOW_SIDE)
KEEP_STILL: Final = Message(CalibrationCode.KEEP_STILL)
TUCK: Final = Message(CalibrationCode.TUCK)
ARCH: Final = Message(CalibrationCode.ARCH)
RETURN: Final = Message(CalibrationCode.RETURN)
DONE: Final = Message(CalibrationCode.DONE)


@dataclass(frozen=True, slots=True)
class CalibrationProgress:
    """How far a calibration is.

    Attributes:
        stage: What it waits for.
        say: What the person should do now.
        share: Share of the present stage that is done, 0..1.
        tilt: Pelvic tilt just now, degrees from neutral, or None where it is not known.
    """

    stage: Stage
    say: Message
    share: float
    tilt: float | None = None


class Calibrator:
    """Watches somebody frame by frame, live or in a clip, and makes their baseline."""

    def __init__(self) -> None:
        self._stage: Stage = "looking"
        self._calm: list[tuple[Measurements, Pose | None]] = []
        self._recent = TimeWindow[Outline](RECENT_S)
        self._tilts = TimeWindow[float](STEADY_S)
        self._moved_since: float | None = None
        self._fit_s: float | None = None
        self._seconds = self._longest = 0.0
        self._neutral: Outline | None = None
        self._low = self._high = self._peak = 0.0
        self._reasons: Counter[Message] = Counter()
        self._tilt_since = 0.0

    def update(self, frame: Measurements, pose: Pose | None = None) -> CalibrationProgress:
        """Take the next frame and return what to say.

        Args:
            frame: Measured without a baseline, from a pose with a silhouette.
            pose: The pose, for the lengths of the limbs, or None to leave them out.
        """
        if self._stage == "done":
            return self._progress(DONE, 1.0)
        unfit = self._unfit(frame)
        if unfit is not None or frame.outline is None:
            return self._wait(frame.time_s, unfit or STAND)
        step = 0.0 if self._fit_s is None else frame.time_s - self._fit_s
        self._fit_s = frame.time_s
        self._recent.add(frame.time_s, frame.outline)
        if self._stage == "tilt":
            return self._tilt(frame.time_s, frame.outline)
        return self._still(frame, pose, min(step, GAP_S))

    def finish(self) -> Baseline | Message:
        """Return the baseline, or why there is none.

        Where no tilt was seen for certain it holds none: the neutral is worth having all the same.
        """
        if self._neutral is None and self._seconds >= LEAST_STILL_S:
            self._look_back()
        if self._neutral is None:
            why = self._reasons.most_common(1)
            return Message(
                CalibrationCode.NOT_STILL,
                asked=STILL_S,
                got=self._longest,
                mostly=why[0][0] if why else None,
            )
        return self._baseline(self._neutral)

    # ------------------------------------------------------------------------- stages

    def _unfit(self, frame: Measurements) -> Message | None:
        view = frame.view
        if not frame.person or view is None:
            return NOBODY
        if view.yaw_deg is None or view.near is None or abs(view.yaw_deg) > SIDE_ON:
            return SIDEWAYS
        if frame.outline is None:
            return frame.values["pelvic_tilt"].reason or STAND
        # Whoever tilts the pelvis bends the knees and leans a little: that is not looked at then.
        return STAND if self._stage != "tilt" and stance(frame) != "standing" else None

    def _wait(self, time_s: float, say: Message) -> CalibrationProgress:
        self._reasons[say] += 1
        if self._fit_s is not None and time_s - self._fit_s > GAP_S and self._stage == "still":
            self._restart()
        return self._progress(say, 0.0)

    def _restart(self) -> None:
        self._stage, self._seconds, self._moved_since = "looking", 0.0, None
        self._calm.clear()
        self._recent.clear()
        self._tilts.clear()

    def _still(self, frame: Measurements, pose: Pose | None, step: float) -> CalibrationProgress:
        assert frame.outline is not None
        self._stage = "still"
        if self._moves(frame.time_s, frame.outline):
            if self._moved_since is None:
                self._moved_since = frame.time_s
            if frame.time_s - self._moved_since >= STEADY_S:
                if self._seconds >= LEAST_STILL_S:
                    return self._begin_tilt(frame)
                self._restart()
            return self._progress(KEEP_STILL, self._seconds / STILL_S)
        self._moved_since = None
        self._calm.append((frame, pose))
        self._seconds += step
        self._longest = max(self._longest, self._seconds)
        if self._seconds >= STILL_S:
            return self._begin_tilt(frame)
        return self._progress(KEEP_STILL, self._seconds / STILL_S)

    def _moves(self, time_s: float, outline: Outline) -> bool:
        """Whether the body sways, or the pelvis has left the tilt with which it began."""
        recent = self._recent.values
        if len(recent) > 3 and not still(recent):
            return True
        if self._seconds < 1.0:
            return False
        tilt = self._steady(time_s, outline, average(self._outlines()[:12]))
        return tilt is not None and abs(tilt) > MOVED

    def _begin_tilt(self, frame: Measurements) -> CalibrationProgress:
        assert frame.outline is not None
        self._stage, self._neutral = "tilt", average(self._outlines())
        self._tilts.clear()
        self._tilt_since = frame.time_s
        return self._tilt(frame.time_s, frame.outline)

    def _look_back(self) -> None:
        """Look for a tilt that was too slow, or too small, to end the standing while it lasted."""
        start = self._calm[0][0].time_s
        self._tilt_since = start + LEAST_STILL_S
        later = [pair for pair in self._calm if pair[0].time_s > self._tilt_since]
        self._calm = self._calm[: len(self._calm) - len(later)]
        self._stage, self._neutral = "tilt", average(self._outlines())
        self._tilts.clear()
        for frame, _ in later:
            if frame.outline is not None and self._stage == "tilt":
                self._tilt(frame.time_s, frame.outline)

    def _tilt(self, time_s: float, outline: Outline) -> CalibrationProgress:
        assert self._neutral is not None
        tilt = self._steady(time_s, outline, self._neutral)
        if tilt is not None:
            self._low, self._high = min(self._low, tilt), max(self._high, tilt)
            if abs(tilt) >= LEAST_WAY:
                # The furthest of the present way, forth or back.
                same = tilt * self._peak > 0
                self._peak = max(self._peak, tilt, key=abs) if same else tilt
            if self._tilted() and abs(tilt) <= BACK_AGAIN * abs(self._peak):
                self._stage = "done"
                return self._progress(DONE, 1.0, tilt)
        if time_s - self._tilt_since > PATIENCE_S:
            self._stage = "done"
            return self._progress(DONE, 1.0, tilt)
        share = min(1.0, (self._high - self._low) / LEAST_RANGE)
        return self._progress(self._ask(), 0.9 * share, tilt)

    def _ask(self) -> Message:
        if self._tilted():
            return RETURN
        return TUCK if self._low > -max(LEAST_WAY, LEAST_RANGE / 2) else ARCH

    def _tilted(self) -> bool:
        far = self._high - self._low >= LEAST_RANGE
        return far and self._high >= LEAST_WAY and -self._low >= LEAST_WAY

    def _steady(self, time_s: float, outline: Outline, neutral: Outline) -> float | None:
        """Return the median tilt of the last half second, degrees from a neutral, or None."""
        found = pelvic_tilt(outline, neutral)
        if found.value is None:
            self._reasons[found.reason or STAND] += 1
        else:
            self._tilts.add(time_s, found.value)
        self._tilts.drop_before(time_s)
        if len(self._tilts) < 3:
            return None
        return median(self._tilts.values)

    def _progress(
        self, say: Message, share: float, tilt: float | None = None
    ) -> CalibrationProgress:
        return CalibrationProgress(self._stage, say, min(1.0, share), tilt)

    # ----------------------------------------------------------------------- baseline

    def _outlines(self) -> list[Outline]:
        return [frame.outline for frame, _ in self._calm if frame.outline is not None]

    def _baseline(self, outline: Outline) -> Baseline:
        frames = [frame for frame, _ in self._calm]
        views = [frame.view for frame in frames if frame.view is not None]
        near: Side = Counter(v.near for v in views if v.near is not None).most_common(1)[0][0]
        hip = {
            leg: value
            for leg, side in (("near", near), ("far", other(near)))
            if (value := _median_hip(frames, side)) is not None
        }
        return Baseline(
            source="calibration",
            outline=outline,
            hip=hip,
            segments=_segments([pose for _, pose in self._calm if pose is not None], near),
            tilt_range=(self._low, self._high) if self._tilted() else None,
            clothing=1.0 - clothes_hide(outline),
            near=near,
            fill=median(v.fill for v in views if v.fill is not None),
        )


def _median_hip(frames: Sequence[Measurements], side: Side) -> float | None:
    values = [frame.values[f"hip_{side}"].value for frame in frames]
    known = [value for value in values if value is not None]
    return median(known) if len(known) >= 0.5 * len(frames) else None


def _segments(poses: Sequence[Pose], near: Side) -> dict[str, float]:
    """Return lengths of the near leg's segments in trunk lengths, medians over the poses."""
    found: dict[str, list[float]] = {"thigh": [], "shank": []}
    for pose in poses:
        trunk = max(abs(trunk_line(pose)), 1.0)
        for name, upper, lower in (("thigh", "hip", "knee"), ("shank", "knee", "ankle")):
            found[name].append(abs(pose.flat(upper, near) - pose.flat(lower, near)) / trunk)
    return {name: round(float(np.median(values)), 3) for name, values in found.items() if values}
