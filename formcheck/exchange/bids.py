"""A data set by Motion-BIDS: one person, one task, one tracking system.

Source: Brain Imaging Data Structure 1.10, chapter "Motion".
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck.errors import InputError
from formcheck.exchange.motion import MARKERS, ORIGIN, Motion, Numbers
from formcheck.store.disk.staging import staged
from formcheck.version import __version__
from formcheck.words import tr

_VERSION: Final = "1.10.0"
_UNKNOWN: Final = "n/a"
_SUBJECT: Final = "sub-01"
_README: Final = """A movement, measured by formcheck {version} from one camera without markers.

Positions are landmarks in metres about the point {origin}; {depth}.
Joint angles are in the plane of the picture, 180 degrees when straight. See motion/*_channels.tsv
for the unit of every channel. Nothing here tells who the person is: fill in participants.tsv.
"""


@dataclass(frozen=True, slots=True, eq=False)
class _Channel:
    name: str
    component: str
    kind: str
    point: str
    unit: str
    frame: str
    values: Numbers


def write_bids(folder: Path, motion: Motion) -> None:
    """Write a data set that BIDS validators accept, with unknown values as `n/a`.

    Args:
        folder: Where it goes; it is made, and must be empty or a data set of ours before.
        motion: What to write.

    Raises:
        InputError: The recording has fewer than two frames, or the folder is in use or cannot
            be written.
    """
    rate = motion.rate()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(
            tr(
                "expected a new or an empty folder for a BIDS data set, got {folder}; "
                "name another one with --out",
                folder=folder,
            )
        )
    task = re.sub(r"[^A-Za-z0-9]", "", motion.meta.stretch or "") or "movement"
    stem = f"{_SUBJECT}_task-{task}_tracksys-formcheck"
    channels = list(_channels(motion))
    with staged(folder) as stage:
        _write_json(stage / "dataset_description.json", _description())
        text = _README.format(version=__version__, origin=ORIGIN, depth=motion.depth)
        (stage / "README.md").write_text(text, encoding="utf-8")
        _write_rows(stage / "participants.tsv", [["participant_id"], [_SUBJECT]])
        inside = stage / _SUBJECT / "motion"
        inside.mkdir(parents=True)
        _write_json(inside / f"{stem}_motion.json", _sidecar(motion, task, rate, channels))
        _write_rows(inside / f"{stem}_motion.tsv", _samples(channels))
        _write_rows(inside / f"{stem}_channels.tsv", _channel_rows(channels))
        _write_json(inside / f"{stem}_channels.json", _frames(motion))


def _channels(motion: Motion) -> Iterator[_Channel]:
    since = motion.times_s - motion.times_s[0]
    yield _Channel("latency", _UNKNOWN, "LATENCY", _UNKNOWN, "s", _UNKNOWN, since)
    for number, marker in enumerate(MARKERS):
        for axis, letter in enumerate("xyz"):
            values = motion.markers[:, number, axis]
            yield _Channel(f"{marker}_{letter}", letter, "POS", marker, "m", "camera", values)
    for name, values in motion.values.items():
        angle = motion.units[name] == "deg"
        yield _Channel(
            name, _UNKNOWN, "JNTANG" if angle else "MISC", name, "deg" if angle else "%",
            "picture", values,
        )  # fmt: skip


def _channel_rows(channels: list[_Channel]) -> Iterator[list[str]]:
    yield ["name", "component", "type", "tracked_point", "units", "reference_frame"]
    for one in channels:
        yield [one.name, one.component, one.kind, one.point, one.unit, one.frame]


def _samples(channels: list[_Channel]) -> Iterator[list[str]]:
    """Yield the rows of the samples; by BIDS they have no head line."""
    for row in np.column_stack([channel.values for channel in channels]):
        yield [f"{value:.6f}" if np.isfinite(value) else _UNKNOWN for value in row]


def _description() -> dict[str, Any]:
    return {
        "Name": "Movement measured by formcheck",
        "BIDSVersion": _VERSION,
        "DatasetType": "raw",
        "GeneratedBy": [{"Name": "formcheck", "Version": __version__}],
    }


def _sidecar(motion: Motion, task: str, rate: float, channels: list[_Channel]) -> dict[str, Any]:
    kinds = [channel.kind for channel in channels]
    duration = float(motion.times_s[-1] - motion.times_s[0])
    return {
        "TaskName": task,
        "SamplingFrequency": round(rate, 6),
        "SamplingFrequencyEffective": round((len(motion.times_s) - 1) / duration, 6),
        "TrackingSystemName": "formcheck",
        "Manufacturer": "formcheck",
        "SoftwareVersions": __version__,
        "MotionChannelCount": len(channels),
        "POSChannelCount": kinds.count("POS"),
        "JNTANGChannelCount": kinds.count("JNTANG"),
        "LATENCYChannelCount": kinds.count("LATENCY"),
        "MiscChannelCount": kinds.count("MISC"),
        "TrackedPointsCount": len(MARKERS),
        "MissingValues": _UNKNOWN,
    }


def _frames(motion: Motion) -> dict[str, Any]:
    """Return what the reference frames of the channels mean."""
    axes = "RU_" if motion.planar else "RUB"
    return {
        "reference_frame": {
            "Description": "Where the axes of a channel point, as the camera sees them.",
            "Levels": {
                "camera": {
                    "SpatialAxes": axes,
                    "RotationRule": "right-hand",
                    "RotationOrder": _UNKNOWN,
                    "Description": f"Origin {ORIGIN}; {motion.depth}.",
                },
                "picture": {
                    "SpatialAxes": "RU_",
                    "RotationRule": _UNKNOWN,
                    "RotationOrder": _UNKNOWN,
                    "Description": "Angles and distances in the plane of the picture.",
                },
            },
        }
    }


def _write_json(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _write_rows(path: Path, rows: Any) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, dialect="excel-tab", lineterminator="\n").writerows(rows)
