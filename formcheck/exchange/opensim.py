"""OpenSim's text formats: markers as TRC, joint angles as MOT.

Sources: OpenSim documentation, "Marker (.trc) Files" and "Motion (.mot) Files". Both carry the
time of every frame, so that a clip with an uneven rate keeps its own times.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from formcheck.exchange.motion import AXES, MARKERS, Motion, Numbers

COORDINATES: Final = {
    f"{measure}_{side}": f"{coordinate}_{side[0]}"
    for measure, coordinate in (
        ("hip", "hip_flexion"),
        ("knee", "knee_angle"),
        ("elbow", "elbow_flex"),
    )
    for side in ("left", "right")
}
"""Joint angles that OpenSim's full-body models (Rajagopal 2016 and its kin) have a coordinate for:
0 when straight and above 0 in flexion, where formcheck has 180 and less."""


def write_trc(path: Path, motion: Motion, name: str | None = None) -> None:
    """Write the markers as TRC, in metres; an unknown marker is an empty cell.

    Args:
        path: The file.
        motion: What to write.
        name: The file's name in its head; by default that of `path`.

    Raises:
        InputError: It has no landmarks, or fewer than two frames.
    """
    motion.require_markers()
    rate, count = motion.rate(), len(motion.times_s)
    keys = "DataRate CameraRate NumFrames NumMarkers Units OrigDataRate OrigDataStartFrame"
    head = [*keys.split(), "OrigNumFrames"]
    values = [rate, rate, count, len(MARKERS), "m", rate, 1, count]
    numbers = range(1, len(MARKERS) + 1)
    lines = [
        f"PathFileType\t4\t(X/Y/Z)\t{name or path.name}",
        "\t".join(head),
        "\t".join(f"{v:.6f}" if isinstance(v, float) else str(v) for v in values),
        "Frame#\tTime\t" + "".join(f"{name}\t\t\t" for name in MARKERS).rstrip("\t") + "\t\t",
        "\t\t" + "\t".join(f"{axis}{n}" for n in numbers for axis in "XYZ"),
        "",
    ]
    for row, (time_s, points) in enumerate(zip(motion.times_s, motion.markers, strict=True), 1):
        # The tab at the end lets OpenSim count the cells also where the last ones are empty.
        cells = [str(row), f"{time_s:.6f}", *map(_cell, points.ravel())]
        lines.append("\t".join(cells) + "\t")
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def _cell(value: float) -> str:
    return f"{value:.6f}" if np.isfinite(value) else ""


def write_mot(path: Path, motion: Motion) -> None:
    """Write the angles as MOT, in degrees; an unknown angle is `nan`, as OpenSim reads it.

    Hips, knees and elbows get the names and signs of OpenSim's coordinates (`COORDINATES`); all
    other angles keep formcheck's. Distances in percent are no coordinates and are left out.

    Args:
        path: The file.
        motion: What to write.
    """
    columns = {
        name: column for name in motion.angles for name, column in [coordinate(motion, name)]
    }
    head = [
        "formcheck",
        "version=1",
        f"nRows={len(motion.times_s)}",
        f"nColumns={1 + len(columns)}",
        "inDegrees=yes",
        "planar=yes, angles in the plane of the picture",
        f"axes={AXES}",
        "endheader",
    ]
    table = np.column_stack([motion.times_s, *columns.values()])
    rows = ("\t".join(f"{value:.6f}" for value in row) for row in table)
    text = "\n".join([*head, "\t".join(["time", *columns]), *rows])
    path.write_text(text + "\n", encoding="ascii")


def coordinate(motion: Motion, name: str) -> tuple[str, Numbers]:
    """Return an angle under the name and with the sign that OpenSim's models have for it."""
    values = motion.values[name]
    return (COORDINATES[name], 180.0 - values) if name in COORDINATES else (name, values)
