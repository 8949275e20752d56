"""The personal baseline: how a person stands at ease, and what measurements gain from it.

A body's own biases are the same from one day to the next: where its landmarks lie, how its low
back is hollowed. Measured against the person's own neutral they cancel, the pelvis's tilt becomes
a number, and the hip can be told from the low back.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal, Self

from formcheck.codes.measure import ReasonCode
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.measure.model.outline_model import Outline
from formcheck.measure.pelvis.tilt import pelvic_tilt
from formcheck.message import Message
from formcheck.pose.landmark import SIDES, Side

Source = Literal["calibration", "standing", "kneeling"]
"""Where a neutral comes from: the person calibrated, or stood or knelt still as a session began."""

LOW_BACK_SHARE: Final = 0.71
"""Degrees by which a degree of anterior tilt lowers the hip joint's angle while trunk and thigh
stay. It is less than 1, since the trunk line turns with the low back. Mean over 24 rendered bodies
whose spines bend lower down or higher up (`python -m benchmarks.arch.share`)."""

LOW_BACK_SHARE_SIGMA: Final = 0.10
"""Its standard deviation between those spines. Where real low backs bend is not known more
exactly."""

HIP_GAIN: Final = 0.4
"""Share of the standing hip's deviation from 180 that is subtracted from every hip. The rest of it
is how the person happened to stand, and how the body's bias changes from standing to kneeling. The
slope of the error in lunges over the reading in standing was 0.26 to 0.47 on 123 rendered
people."""

MOST_HIP_SHIFT: Final = 8.0
"""Largest shift of a hip by a baseline, in degrees."""

HIP_SURER: Final = 0.9
"""Factor by which a baseline narrows a hip's error, on the same people, at the same coverage."""

PROVISIONAL_SIGMA: Final = 3.5
"""Standard deviation, in degrees, of a pelvis at rest before a stretch about its neutral on an
average day. An assumption: rendered people cannot show it."""

SHARED_ERROR: Final = 0.45
"""Correlation of the errors of one lunge's tilt against standing at ease and against kneeling
tall: 0.43 up to 10 degrees off the side view, 0.54 up to 20, in 858 lunges of rendered people who
were left out of the learning of a member (docs/baseline.md)."""

NO_NEUTRAL: Final = Message(ReasonCode.NO_NEUTRAL)


@dataclass(frozen=True, slots=True)
class Baseline:
    """One person's neutral, in one set of clothes before one camera.

    Attributes:
        source: Where it comes from.
        outline: The outline at ease.
        hip: Trunk-thigh angle of the `near` and the `far` leg at ease, degrees as measured; empty
            for a provisional neutral, which says nothing about the hip.
        segments: Lengths of the near limbs in trunk lengths (`thigh`, `shank`).
        tilt_range: Least and greatest pelvic tilt that was seen while the person tilted it slowly,
            degrees from neutral, or None where that was not asked for or not seen for certain.
        clothing: How surely the clothes show the back, 0..1.
        near: The side that was nearer to the camera.
        fill: Diagonal of the person over that of the picture.
        made: When, ISO 8601 with its time zone; empty for a provisional neutral.
    """

    source: Source
    outline: Outline
    hip: Mapping[str, float]
    segments: Mapping[str, float]
    tilt_range: tuple[float, float] | None
    clothing: float
    near: Side
    fill: float
    made: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.clothing <= 1.0:
            raise ValueError(f"expected a clothing confidence from 0 to 1, got {self.clothing}")
        for name, value in {**self.hip, **self.segments}.items():
            if not math.isfinite(value):
                raise ValueError(f"expected a finite {name}, got {value}")

    @property
    def provisional(self) -> bool:
        """Whether it was taken in passing, as a session began."""
        return self.source != "calibration"

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data for a file, in a stable order."""
        data = asdict(self)
        data["outline"] = self.outline.as_dict()
        data["tilt_range"] = None if self.tilt_range is None else list(self.tilt_range)
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read it back.

        Raises:
            ValueError: Something is missing, or is not what it should be.
        """
        try:
            tilt_range = data["tilt_range"]
            return cls(
                source="calibration",
                outline=Outline.from_dict(data["outline"]),
                hip={str(leg): float(value) for leg, value in data["hip"].items()},
                segments={str(name): float(value) for name, value in data["segments"].items()},
                tilt_range=None
                if tilt_range is None
                else (float(tilt_range[0]), float(tilt_range[1])),
                clothing=float(data["clothing"]),
                near="left" if data["near"] == "left" else "right",
                fill=float(data["fill"]),
                made=str(data["made"]),
            )
        except (KeyError, TypeError, IndexError, AttributeError) as error:
            raise ValueError(f"expected a baseline, got something else ({error})") from error


def with_baseline(
    frame: Measurements, baseline: Baseline | None, passing: Baseline | None = None
) -> Measurements:
    """Return a frame's measurements against the person's own neutral.

    Args:
        frame: As measured without a baseline, not smoothed.
        baseline: The neutral of the profile, or None where there is none.
        passing: The provisional neutral of this session, or None where none was seen yet.

    Returns:
        The same frame with `pelvic_tilt`, `hip_joint_*`, and, after a calibration, `hip_*` less the
        body's own bias; each carries its reason where it cannot be told.
    """
    if not frame.person:
        return frame
    values = dict(frame.values)
    near = frame.view.near if frame.view is not None else None
    if baseline is not None:
        for side in SIDES:
            leg = "near" if side == near else "far"
            values[f"hip_{side}"] = _hip(values[f"hip_{side}"], baseline.hip.get(leg))
    neutrals = [one for one in (baseline, passing) if one is not None]
    if frame.outline is not None and neutrals:
        values["pelvic_tilt"] = _tilt(frame.outline, neutrals)
    for side in SIDES:
        # Without an outline, or a neutral, `pelvic_tilt` carries the reason.
        values[f"hip_joint_{side}"] = hip_joint(values[f"hip_{side}"], values["pelvic_tilt"])
    return replace(frame, values=values)


def _tilt(outline: Outline, neutrals: Sequence[Baseline]) -> Measurement:
    """Return the tilt against every neutral that allows it, the surer one counting for more."""
    read = [_against(outline, neutral) for neutral in neutrals]
    known = [(one.value, one.sigma) for one in read if one.value is not None and one.sigma]
    if len(known) < 2:
        return next((one for one in read if one.value is not None), read[0])
    (first, first_sigma), (second, second_sigma) = known
    shared = SHARED_ERROR * first_sigma * second_sigma
    spread = first_sigma**2 + second_sigma**2 - 2 * shared
    weight = min(1.0, max(0.0, (second_sigma**2 - shared) / spread))
    variance = (weight * first_sigma) ** 2 + ((1 - weight) * second_sigma) ** 2
    variance += 2 * weight * (1 - weight) * shared
    return Measurement.known(weight * first + (1 - weight) * second, math.sqrt(variance))


def _against(outline: Outline, neutral: Baseline) -> Measurement:
    found = pelvic_tilt(outline, neutral.outline)
    if found.value is None or found.sigma is None or not neutral.provisional:
        return found
    return Measurement.known(found.value, math.hypot(found.sigma, PROVISIONAL_SIGMA))


def _hip(plain: Measurement, at_ease: float | None) -> Measurement:
    if plain.value is None or plain.sigma is None or at_ease is None:
        return plain
    shift = HIP_GAIN * (at_ease - 180.0)
    shift = min(MOST_HIP_SHIFT, max(-MOST_HIP_SHIFT, shift))
    return Measurement.known(plain.value - shift, HIP_SURER * plain.sigma)


def hip_joint(hip: Measurement, tilt: Measurement) -> Measurement:
    """Return the hip's own share of the trunk-thigh angle.

    It is the thigh against the pelvis, zeroed so that at neutral tilt it equals the trunk-thigh
    angle: 180 straight, extension above.

    Args:
        hip: Trunk-thigh angle, degrees.
        tilt: Pelvic tilt from neutral, degrees, anterior above 0.
    """
    if hip.value is None or hip.sigma is None:
        return hip
    if tilt.value is None or tilt.sigma is None:
        because = tilt.reason or NO_NEUTRAL
        return Measurement.unknown(Message(ReasonCode.HIP_OR_LOW_BACK, because=because))
    sigma = math.hypot(
        hip.sigma, LOW_BACK_SHARE * tilt.sigma, LOW_BACK_SHARE_SIGMA * abs(tilt.value)
    )
    return Measurement.known(hip.value - LOW_BACK_SHARE * tilt.value, sigma)
