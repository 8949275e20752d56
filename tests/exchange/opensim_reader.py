"""Reads TRC and MOT files with OpenSim itself, in a process of its own: it writes a log file."""

from __future__ import annotations

import json
import sys
from typing import Any


def _table(path: str) -> dict[str, Any]:
    import opensim

    if path.endswith(".trc"):
        vectors = opensim.TimeSeriesTableVec3(path)
        table = vectors.flatten()  # kept by name: its matrix is only a view
        about = {key: vectors.getTableMetaDataAsString(key) for key in ("Units", "DataRate")}
    else:
        table = opensim.TimeSeriesTable(path)
        about = {"inDegrees": table.getTableMetaDataAsString("inDegrees")}
    return {
        "labels": list(table.getColumnLabels()),
        "times": list(table.getIndependentColumn()),
        "values": table.getMatrix().to_numpy().tolist(),
        "about": about,
    }


if __name__ == "__main__":
    print("\nTABLES " + json.dumps([_table(path) for path in sys.argv[1:]]))
