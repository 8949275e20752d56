"""Measurements as JSON Lines: one object per frame and file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.message import to_plain
from formcheck.store.disk.files import atomic_path
from formcheck.words import say


def frame_document(file: str, frame: Measurements) -> dict[str, Any]:
    """Return one frame as plain data.

    Args:
        file: The clip or picture, as it was named.
        frame: What was measured.

    Returns:
        `file`, `frame` (number from 0), `time_s`, `person`, `view` (`facing`, `yaw_deg`,
        `yaw_sigma`, `near`, `fill`, `distance_m`, `cut_off`, or null without a person), `legs`
        (`rear`, `bent`, `crossed`, and whether left and right are sure: `named`), and
        `measurements`: for each name `value` and `sigma` in degrees (distances in percent of the
        trunk's length), or null with a `reason` in words and its
        `reason_code` (`code` and its arguments).
    """
    view = frame.view
    return {
        "file": file,
        "frame": frame.index,
        "time_s": round(frame.time_s, 6),
        "person": frame.person,
        "view": None
        if view is None
        else {
            "facing": view.facing,
            "yaw_deg": _rounded(view.yaw_deg),
            "yaw_sigma": _rounded(view.yaw_sigma),
            "near": view.near,
            "fill": _rounded(view.fill),
            "distance_m": _rounded(view.distance_m),
            "cut_off": list(view.cut_off),
        },
        "legs": {
            "rear": frame.legs.rear,
            "bent": frame.legs.bent,
            "named": frame.legs.named,
            "crossed": frame.legs.crossed,
        },
        "measurements": {name: _plain(measured) for name, measured in frame.values.items()},
    }


def write_lines(path: Path, measured: Iterable[tuple[str, Sequence[Measurements]]]) -> None:
    """Write one JSON object per frame and line.

    Args:
        path: The file, which appears whole or not at all; `-` for standard output.
        measured: Each file's name with its frames.

    Raises:
        InputError: It cannot be written.
    """
    lines = (
        json.dumps(frame_document(file, frame), allow_nan=False, ensure_ascii=False) + "\n"
        for file, frames in measured
        for frame in frames
    )
    if str(path) == "-":
        sys.stdout.writelines(lines)
        return
    with atomic_path(path) as partial, partial.open("w", encoding="utf-8") as stream:
        stream.writelines(lines)


def _plain(measured: Measurement) -> dict[str, Any]:
    return {
        "value": _rounded(measured.value),
        "sigma": _rounded(measured.sigma),
        "reason": say(measured.reason),
        "reason_code": None if measured.reason is None else to_plain(measured.reason),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
