"""The columns of a recording's Parquet file: how a frame becomes a row and a row a frame."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from formcheck.measure.model.measurement import Legs, Measurement, Measurements, Posture, View
from formcheck.measure.model.outline_model import Outline
from formcheck.message import to_text
from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import Pose
from formcheck.words import tr
from formcheck.words.stored import read_message

FORMAT: Final = 2
"""1: reasons are English sentences. 2: they are codes with their arguments, as JSON."""

ROW_GROUP: Final = 2048
KEY: Final = b"formcheck"
_WORDS: Final = pa.dictionary(pa.int32(), pa.string())
_COUNT: Final = len(Landmark)
_LANDMARKS: Final = {"pixels": 2, "world": 3, "visibility": 1}
_THIRD: Final = "third_engine"
"""Where a third engine sees the landmarks; `engines` holds the first two, as it always did."""

T = TypeVar("T")


def schema(meta: dict[str, Any], names: Sequence[str]) -> pa.Schema:
    """Return the file's schema for these measurement names, with the metadata inside."""
    layout: list[tuple[str, pa.DataType]] = [
        ("index", pa.int64()),
        ("time_s", pa.float64()),
        ("person", pa.bool_()),
        ("view", pa.bool_()),
        ("view_facing", _WORDS),
        ("view_yaw_deg", pa.float64()),
        ("view_yaw_sigma", pa.float64()),
        ("view_near", _WORDS),
        ("view_fill", pa.float64()),
        ("view_distance_m", pa.float64()),
        ("view_cut_off", _WORDS),
        ("legs_rear", _WORDS),
        ("legs_bent", _WORDS),
        ("legs_crossed", _WORDS),
        ("posture", pa.map_(pa.string(), pa.float64())),
        ("legs_named", pa.bool_()),
    ]
    for name in names:
        layout += [
            (name, pa.float64()),
            (f"{name}_sigma", pa.float64()),
            (f"{name}_reason", _WORDS),
        ]
    for name, size in _LANDMARKS.items():
        layout.append((name, pa.list_(pa.float32(), _COUNT * size)))
    layout.append(("engines", pa.list_(pa.float32(), 2 * _COUNT * 2)))
    layout.append((_THIRD, pa.list_(pa.float32(), _COUNT * 2)))
    layout.append(("outline", pa.list_(pa.float32())))
    told = {"format": FORMAT, "meta": meta, "measurements": list(names)}
    return pa.schema(layout, metadata={KEY: json.dumps(told).encode()})


def column_fault(found: pa.Schema, names: Sequence[str]) -> str | None:
    """Return in words which column of a file is of another kind than `schema` says, or None."""
    wanted = schema({}, names)
    for field in wanted:
        at = found.get_field_index(field.name)
        if at < 0:
            continue  # of a recording of an earlier version; a needed one is missed by its reader
        kind = found.field(at).type
        kind = kind.value_type if pa.types.is_dictionary(kind) else kind
        expected = pa.string() if field.type == _WORDS else field.type
        if kind != expected:
            return tr(
                "a column {name!r} of {kind} where {expected} is expected",
                name=field.name,
                kind=kind,
                expected=expected,
            )
    return None


def plain_schema(names: Sequence[str]) -> pa.Schema:
    """Return the layout of rows on their way to a file: words as they are, and no metadata."""
    layout = schema({}, names)
    return pa.schema([(f.name, pa.string() if f.type == _WORDS else f.type) for f in layout])


def open_writer(path: Path, layout: pa.Schema) -> Any:
    """Return a Parquet writer that packs recordings well, for use as a context manager."""
    return pq.ParquetWriter(
        path,
        layout,
        compression="zstd",
        write_page_checksum=True,  # a flipped bit is found before it is decoded
        use_dictionary=[f.name for f in layout if f.type == _WORDS],
        # Landmarks hardly move between frames: their bytes, sorted by place, pack well.
        use_byte_stream_split=[f"{name}.list.element" for name in (*_LANDMARKS, "engines", _THIRD)],
    )


def row_of(frame: Measurements, pose: Pose | None) -> dict[str, Any]:
    """Return one frame as a row; a measurement's name that is missing is null in all three."""
    view = frame.view
    row: dict[str, Any] = {
        "index": frame.index,
        "time_s": frame.time_s,
        "person": frame.person,
        "view": view is not None,
        "view_facing": view and view.facing,
        "view_yaw_deg": view and view.yaw_deg,
        "view_yaw_sigma": view and view.yaw_sigma,
        "view_near": view and view.near,
        "view_fill": view and view.fill,
        "view_distance_m": view and view.distance_m,
        "view_cut_off": view and ",".join(view.cut_off),
        "legs_rear": frame.legs.rear,
        "legs_bent": frame.legs.bent,
        "legs_crossed": frame.legs.crossed,
        "posture": frame.posture and list(frame.posture.chances.items()),
        "legs_named": frame.legs.named,
    }
    for name, measurement in frame.values.items():
        row[name] = measurement.value
        row[f"{name}_sigma"] = measurement.sigma
        row[f"{name}_reason"] = measurement.reason and _stored(measurement.reason)
    row["outline"] = None if frame.outline is None else frame.outline.numbers()
    if pose is not None:
        for name in _LANDMARKS:
            row[name] = getattr(pose, name).astype(np.float32).ravel()
        if pose.engines is not None:
            row["engines"] = pose.engines[:2].astype(np.float32).ravel()
            if len(pose.engines) > 2:
                row[_THIRD] = pose.engines[2].astype(np.float32).ravel()
    return row


def frame_of(row: dict[str, Any], names: Sequence[str]) -> Measurements:
    """Return the measurements of a row; the reverse of `row_of`."""
    values: dict[str, Measurement] = {}
    for name in names:
        value, sigma, reason = row[name], row[f"{name}_sigma"], row[f"{name}_reason"]
        if value is not None or reason is not None:
            values[name] = Measurement(value, sigma, reason and _read(reason))
    view = None
    if row["view"]:
        view = View(
            row["view_facing"],
            row["view_yaw_deg"],
            row["view_yaw_sigma"],
            row["view_near"],
            # Recordings of earlier versions lack these.
            row.get("view_fill"),
            row.get("view_distance_m"),
            tuple(filter(None, (row.get("view_cut_off") or "").split(","))),
        )
    posture = row.get("posture")  # likewise
    return Measurements(
        index=row["index"],
        time_s=row["time_s"],
        person=row["person"],
        view=view,
        legs=Legs(
            rear=row["legs_rear"],
            bent=row["legs_bent"],
            # Recordings of earlier versions lack these two.
            named=row.get("legs_named") is not False,
            crossed=row.get("legs_crossed"),
        ),
        values=values,
        posture=None if posture is None else Posture(dict(posture)),
        outline=None if row.get("outline") is None else Outline.from_numbers(row["outline"]),
    )


_stored = lru_cache(maxsize=512)(to_text)
_read = lru_cache(maxsize=512)(read_message)
"""The same few reasons stand in thousands of frames."""


def pose_of(row: dict[str, Any], width: int, height: int) -> Pose | None:
    """Return the pose of a row, or None where none was kept."""
    if row["pixels"] is None:
        return None
    pixels, world, visibility = (np.asarray(row[name], dtype=np.float64) for name in _LANDMARKS)
    # Recordings of earlier versions lack these.
    seen, third = row.get("engines"), row.get(_THIRD)
    named = row.get("legs_named") is not False
    engines = None
    if seen is not None:
        whole = [seen] if third is None else [seen, third]
        engines = np.concatenate(whole).astype(np.float64).reshape(-1, _COUNT, 2)
    return Pose(
        pixels.reshape(_COUNT, 2),
        world.reshape(_COUNT, 3),
        visibility,
        width,
        height,
        legs_named=named,
        engines=engines,
    )
