"""Measurements with the learned correction added, and refused where it is too unsure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from formcheck.codes.measure import ReasonCode
from formcheck.measure.joints.correction import Shift
from formcheck.measure.model.geometry import wrap180
from formcheck.measure.model.measurement import Measurement
from formcheck.measure.model.registry import REGISTRY, SPECS, base_name
from formcheck.message import Message
from formcheck.pose.landmark import SIDES

MOST_SIGMA: Final = {spec.name: spec.learned.most_sigma for spec in SPECS if spec.learned}
"""Largest error, in degrees, of a value that is given; beyond it the value is refused. Chosen on
the validation split so that, with the legs that cannot be told apart, about one hip in ten is
refused up to 45 degrees off the side view; docs/correction.md has what other limits would do."""

TOO_UNSURE: Final = Message(ReasonCode.ERROR_TOO_LARGE)

_OF_ONE_LEG: Final = [spec.name for spec in SPECS if spec.refused_with == "leg"]
_OF_BOTH_LEGS: Final = [spec.name for spec in SPECS if spec.refused_with == "legs"]
"""Distances to points of the legs, seen from the side. Where an angle of such a leg is refused,
they are off two to three times as far as elsewhere, and 60 to 90 % lie within 2 sigma
(docs/distances.md). From the front hardly any angle is refused, and nothing is known of that."""


def corrected(
    values: Mapping[str, Measurement], shifts: Mapping[str, Shift]
) -> dict[str, Measurement]:
    """Return the measurements of a pose with the correction added.

    Args:
        values: The plain measurements by name; unknown ones stay as they are.
        shifts: What to add to each, and the error that is left; see `Correction.of`.

    Returns:
        One entry for each of `values`. Angles that are made of others (`trunk_pitch`,
        `trunk_shin_*`) are made anew, so that all of them agree. Distances to a leg that is too
        unsure are refused with its angles.
    """
    found = dict(values)
    for name, shift in shifts.items():
        plain = values[name]
        if plain.value is not None:
            found[name] = _shifted(name, plain.value, shift)
    found["trunk_pitch"] = _pitch(values["trunk_pitch"], found["trunk_lean"])
    for side in SIDES:
        name = f"trunk_shin_{side}"
        if values[name].value is not None:
            found[name] = _between(found["trunk_lean"], found[f"shin_{side}"])
    return found | _refused_with_their_legs(found)


def _refused_with_their_legs(found: Mapping[str, Measurement]) -> dict[str, Measurement]:
    unsure = [
        side
        for side in SIDES
        if any(found[f"{name}_{side}"].reason == TOO_UNSURE for name in ("thigh", "knee", "shin"))
    ]
    names = [f"{name}_{side}" for name in _OF_ONE_LEG for side in unsure]
    for name in _OF_BOTH_LEGS if unsure else ():
        names += [name] if name in found else [f"{name}_{side}" for side in SIDES]
    known = (name for name in names if found[name].value is not None)
    return dict.fromkeys(known, Measurement.unknown(TOO_UNSURE))


def _shifted(name: str, plain: float, shift: Shift) -> Measurement:
    base = base_name(name)
    if shift.sigma > MOST_SIGMA[base]:
        return Measurement.unknown(TOO_UNSURE)
    value = plain + shift.by
    wrap = REGISTRY[base].wrap
    if wrap == "none":
        value = min(180.0, max(0.0, value))  # an angle in the plane, straight at most
    elif wrap == "half turn":
        value = wrap180(value)
    return Measurement.known(value, shift.sigma)


def _pitch(plain: Measurement, lean: Measurement) -> Measurement:
    if plain.value is None or lean.value is None or lean.sigma is None:
        return plain if lean.value is not None else lean
    return Measurement.known(90.0 - abs(lean.value), lean.sigma)


def _between(lean: Measurement, shin: Measurement) -> Measurement:
    if lean.value is None or lean.sigma is None:
        return lean
    if shin.value is None or shin.sigma is None:
        return shin
    return Measurement.known(wrap180(lean.value - shin.value), math.hypot(lean.sigma, shin.sigma))
