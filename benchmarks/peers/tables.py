"""Angle tables that Kinovea and Sports2D write, under formcheck's names and signs.

Kinovea (Tools, Angular kinematics, export to CSV): a time in milliseconds or seconds, then a column
for each angle under the name its user gave it; by the system's language with commas, or with
semicolons and decimal commas. Sports2D: OpenSim's MOT with columns such as `right hip`.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import pandas as pd

from formcheck.errors import InputError

_STRAIGHT: Final = 180.0
_SPORTS2D: Final = {
    f"{side} {joint}": f"{joint}_{side}"
    for joint in ("hip", "knee", "elbow")
    for side in ("left", "right")
}
"""Joints that Sports2D has at 0 when straight and above 0 in flexion."""


def read_angles(path: Path) -> pd.DataFrame:
    """Return another program's angles by time.

    Args:
        path: A CSV of Kinovea or a MOT of Sports2D, told apart by the ending.

    Returns:
        A column for each angle in degrees, by `time_s`; where the program's name is known, with
        formcheck's name and sign (180 when straight).

    Raises:
        InputError: It is no such table.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        table = _sports2d(text) if path.suffix.lower() == ".mot" else _kinovea(text)
        return table.astype(float)
    except (OSError, ValueError, KeyError) as error:
        raise InputError(
            f"expected an angle table of Kinovea (.csv) or Sports2D (.mot), got {path} ({error}); "
            "export it again"
        ) from error


def _sports2d(text: str) -> pd.DataFrame:
    head, found, rows = text.partition("endheader\n")
    if not found:
        raise ValueError("no line `endheader`")
    if "indegrees=yes" not in head.lower().replace(" ", ""):
        raise ValueError("angles that are not in degrees")
    table = pd.read_csv(io.StringIO(rows.lstrip("\n")), sep="\t").set_index("time")
    table.index.name = "time_s"
    names = {column: column.strip().lower() for column in table.columns}
    table = table.rename(columns=names)
    for theirs, ours in _SPORTS2D.items():
        if theirs in table:
            table[ours] = _STRAIGHT - table.pop(theirs)
    return table


def _kinovea(text: str) -> pd.DataFrame:
    first = text.partition("\n")[0]
    semicolons = ";" in first
    table = pd.read_csv(
        io.StringIO(text), sep=";" if semicolons else ",", decimal="," if semicolons else "."
    )
    time = str(table.columns[0])
    if not time.lower().startswith("time"):
        raise ValueError(f"the first column is {time!r} and no time")
    seconds = table.pop(time).astype(float) / (1000.0 if "ms" in time.lower() else 1.0)
    return table.set_index(seconds.rename("time_s"))
