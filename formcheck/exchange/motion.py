"""What every export is made of: a recording as arrays with units, and nothing guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.codes.measure import ReasonCode
from formcheck.errors import InputError
from formcheck.measure.model.measurement import Measurement
from formcheck.message import Message
from formcheck.pose.landmark import SIDES, Landmark
from formcheck.store.recordings.recording import Recording, RecordingMeta
from formcheck.stretches.model.measures import PERCENT_MEASURES
from formcheck.words import tr

Numbers = NDArray[np.float64]

MARKERS: Final = tuple(landmark.name.lower() for landmark in Landmark)
"""Names of the markers: those of the landmarks, left and right being the person's own."""

AXES: Final = "X to the right of the picture, Y up, Z towards the camera (right-handed)"
_ABSENT: Final = Measurement.unknown(Message(ReasonCode.NOT_MEASURED))
ORIGIN: Final = "midway between the hips, in every frame anew"


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """A recording as arrays; what is not known is NaN.

    Attributes:
        meta: Where it comes from.
        times_s: Time of each frame in seconds, rising, shape (frames,).
        rate_hz: Frames per second by the median step, or None with fewer than two frames.
        markers: Landmarks in metres, shape (frames, 33, 3), in the order of `MARKERS`, with the
            axes of `AXES` about `ORIGIN`. Those outside the picture are unknown.
        pixels: Landmarks in the picture, shape (frames, 33, 2): x to the right, y down.
        values: Each measurement by name, shape (frames,), in its unit.
        sigmas: Standard deviation of its error, likewise.
        units: `deg` or `%` for each measurement.
        planar: Whether the depth was left out: every Z is 0 then.
    """

    meta: RecordingMeta
    times_s: Numbers
    rate_hz: float | None
    markers: Numbers
    pixels: Numbers
    values: Mapping[str, Numbers]
    sigmas: Mapping[str, Numbers]
    units: Mapping[str, str]
    planar: bool = False

    @property
    def depth(self) -> str:
        """Return where Z comes from, in a sentence for the files that have room for one."""
        if self.planar:
            return "planar: Z is 0, only the plane of the picture was kept"
        return "estimated: Z is what the pose model supposes from one camera, not a measurement"

    @property
    def angles(self) -> tuple[str, ...]:
        """Return the names of the measurements that are angles."""
        return tuple(name for name, unit in self.units.items() if unit == "deg")

    def rate(self) -> float:
        """Return the rate in frames per second.

        Raises:
            InputError: There are too few frames for one.
        """
        if self.rate_hz is None:
            raise InputError(
                tr(
                    "expected a recording of two frames or more, got {count}; "
                    "export it as csv, json or parquet",
                    count=len(self.times_s),
                )
            )
        return self.rate_hz

    def require_markers(self) -> None:
        """Raise an InputError where no landmark was kept in the recording."""
        if not np.isfinite(self.markers).any():
            raise InputError(
                tr(
                    "expected a recording with landmarks, got one without; review the clip again, "
                    "or export its angles as mot, csv, json or parquet"
                )
            )


def motion_of(recording: Recording, *, planar: bool = False) -> Motion:
    """Return a recording as arrays.

    Args:
        recording: What was measured.
        planar: Whether Z is set to 0: the depth of one camera is the pose model's guess.
    """
    frames = recording.measurements
    names = tuple(dict.fromkeys(name for frame in frames for name in frame.values))
    found = {name: [frame.values.get(name, _ABSENT) for frame in frames] for name in names}
    markers, pixels = _landmarks(recording)
    if planar:
        markers[..., 2] = np.where(np.isfinite(markers[..., 0]), 0.0, np.nan)
    times = np.array([frame.time_s for frame in frames], dtype=np.float64)
    return Motion(
        meta=recording.meta,
        times_s=times,
        rate_hz=_rate(times),
        markers=markers,
        pixels=pixels,
        values={name: _column([m.value for m in column]) for name, column in found.items()},
        sigmas={name: _column([m.sigma for m in column]) for name, column in found.items()},
        units={name: exchange_unit(name) for name in names},
        planar=planar,
    )


def exchange_unit(measurement: str) -> str:
    """Return `deg`, or `%` for distances, by custom of the trunk's length."""
    name = measurement
    for side in SIDES:
        name = name.removesuffix(f"_{side}")
    return "%" if name in PERCENT_MEASURES else "deg"


def _column(values: list[float | None]) -> Numbers:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _rate(times: Numbers) -> float | None:
    if len(times) < 2:
        return None
    step = float(np.median(np.diff(times)))
    return 1.0 / step if step > 0 else None


def _landmarks(recording: Recording) -> tuple[Numbers, Numbers]:
    """Return the markers and their pixels, NaN where nobody was seen or outside the picture."""
    count = len(recording.measurements)
    markers = np.full((count, len(MARKERS), 3), np.nan)
    pixels = np.full((count, len(MARKERS), 2), np.nan)
    size = (recording.meta.width, recording.meta.height)
    for row, pose in enumerate(recording.poses):
        if pose is None:
            continue
        inside = ((pose.pixels >= 0) & (pose.pixels <= size)).all(axis=1)
        # The picture's y points down and its z away from the camera: both are turned round.
        markers[row, inside] = pose.world[inside] * (1.0, -1.0, -1.0)
        pixels[row, inside] = pose.pixels[inside]
    return markers, pixels
