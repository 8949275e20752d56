"""One flat table for pandas, R and spreadsheets: as CSV, JSON or Parquet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from formcheck.exchange.motion import AXES, MARKERS, ORIGIN, Motion, Numbers
from formcheck.message import code_of
from formcheck.store.recordings.recording import Recording

FORMAT: Final = 1
_SUFFIXES: Final = {"deg": "deg", "%": "pct"}


def flat_table(recording: Recording, motion: Motion) -> pa.Table:
    """Return a row for each frame; every column's name ends with its unit.

    Columns: `frame`, `time_s`, `person`, `facing`, `yaw_deg`; for each measurement `NAME_deg` or
    `NAME_pct`, `NAME_sigma_deg` or `NAME_sigma_pct`, and `NAME_reason_code` where it is not known
    (the same in every language); for each landmark `NAME_x_px`,
    `NAME_y_px`, `NAME_x_m`, `NAME_y_m` and `NAME_z_m`. What is not known is null.

    Args:
        recording: For the frames' numbers and views.
        motion: The same recording as arrays.
    """
    frames = recording.measurements
    views = [frame.view for frame in frames]
    columns: dict[str, Any] = {
        "frame": pa.array([frame.index for frame in frames], pa.int64()),
        "time_s": _numbers(motion.times_s),
        "person": pa.array([frame.person for frame in frames], pa.bool_()),
        "facing": pa.array([view and view.facing for view in views], pa.string()),
        "yaw_deg": pa.array([view and view.yaw_deg for view in views], pa.float64()),
    }
    for name, values in motion.values.items():
        unit = _SUFFIXES[motion.units[name]]
        columns[f"{name}_{unit}"] = _numbers(values)
        columns[f"{name}_sigma_{unit}"] = _numbers(motion.sigmas[name])
        found = (frame.values.get(name) for frame in frames)
        codes = [None if one is None else code_of(one.reason) for one in found]
        columns[f"{name}_reason_code"] = pa.array(codes, pa.string())
    for number, name in enumerate(MARKERS):
        for axis, letter in enumerate("xy"):
            columns[f"{name}_{letter}_px"] = _numbers(motion.pixels[:, number, axis])
        for axis, letter in enumerate("xyz"):
            columns[f"{name}_{letter}_m"] = _numbers(motion.markers[:, number, axis])
    return pa.table(columns, metadata={b"formcheck-export": json.dumps(about(motion)).encode()})


def about(motion: Motion) -> dict[str, Any]:
    """Return where a table comes from and how its coordinates lie, as plain data."""
    return {
        "format": FORMAT,
        "recording": motion.meta.as_dict(),
        "rate_hz": motion.rate_hz,
        "axes_m": AXES,
        "origin_m": ORIGIN,
        "axes_px": "x to the right, y down, from the top left corner of the picture",
        "depth": motion.depth,
        "unknown": "empty or null",
    }


def write_csv(path: Path, table: pa.Table) -> None:
    """Write the table as CSV, UTF-8, with a head line; unknown is an empty cell."""
    pa.csv.write_csv(table, path, pa.csv.WriteOptions(quoting_style="needed"))


def write_parquet(path: Path, table: pa.Table) -> None:
    """Write the table as Parquet; its metadata say where it comes from."""
    pq.write_table(table, path, compression="zstd")


def write_json(path: Path, table: pa.Table, motion: Motion) -> None:
    """Write the table as one JSON object: `about`, and `frames`, a list of objects."""
    document = {"about": about(motion), "frames": table.to_pylist()}
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _numbers(values: Numbers) -> pa.Array:
    # Six decimals: a thousandth of a millimetre.
    return pa.array(np.round(values, 6), pa.float64(), mask=~np.isfinite(values))
