"""Hand-made outlines and frames: somebody at ease, with a tilt written into the outline."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from formcheck.measure.model.measurement import Legs, Measurement, Measurements, View
from formcheck.measure.model.outline_model import JOINTS, SEGMENTS, STATIONS, Outline
from formcheck.measure.model.registry import NAMES
from formcheck.message import authored

DEPTH_PER_DEGREE = 0.002
"""Trunk lengths by which the made-up back moves for each degree; see `written_tilt`."""


def outline(tilt: float = 0.0, lean: float = 1.0, yaw: float = 3.0, **changes: Any) -> Outline:
    """An outline whose low back lies deeper by the tilt."""
    plain = Outline(
        back=tuple((0.2 - DEPTH_PER_DEGREE * tilt) * np.ones(len(STATIONS))),
        front=tuple(0.22 * np.ones(len(STATIONS))),
        joints=tuple(np.zeros(4 * len(JOINTS))),
        solid=tuple(np.ones(3 * len(SEGMENTS))),
        yaw_deg=yaw,
        trunk_lean=lean,
        trunk_pixels=150.0,
    )
    return replace(plain, **changes)


def written_tilt(now: Outline, neutral: Outline) -> Measurement:
    """Reads the tilt that `outline` wrote, in place of the network."""
    return Measurement.known((neutral.back[0] - now.back[0]) / DEPTH_PER_DEGREE, 2.0)


STANDING = {"hip": 184.0, "knee": 176.0, "thigh": 1.0}


def frame(
    time_s: float = 0.0,
    tilt: float | None = 0.0,
    *,
    yaw: float = 3.0,
    near: Any = "right",
    legs: Legs | None = None,
    shape: Outline | None = None,
    **values: float,
) -> Measurements:
    """Somebody who stands side-on; `tilt` None for a frame without an outline.

    Values are by name (`hip_left`, `knee_right`, `trunk_lean`), 184 for a standing hip by default.
    """
    found = {name: Measurement.unknown(authored("not here")) for name in NAMES}
    for side in ("left", "right"):
        for name, value in STANDING.items():
            found[f"{name}_{side}"] = Measurement.known(value, 5.0)
    found["trunk_lean"] = Measurement.known(1.0, 3.0)
    for name, value in values.items():
        found[name] = Measurement.known(value, 5.0)
    view = View("right", yaw, 10.0, near, fill=0.6)
    read = shape or (None if tilt is None else outline(tilt, yaw=yaw))
    if read is None:
        found["pelvic_tilt"] = Measurement.unknown(authored("Your outline cannot be seen"))
    return Measurements(0, time_s, True, view, legs or Legs(), found, outline=read)
