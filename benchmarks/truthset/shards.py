"""Shards of the truth set: writing one, reading many. README.md describes every array."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]

_TYPES: Final[dict[str, str]] = {
    "found": "?",
    "pixels": "f4",
    "world": "f4",
    "visibility": "f4",
    "size": "i4",
    "truth": "f4",
    "yaw": "f4",
    "view_angle": "f4",
    "facing": "i1",
    "joint_pixels": "f4",
    "joint_camera": "f4",
    "joint_hidden": "?",
    "occluded": "?",
    "body": "i4",
    "room": "i8",
    "body_traits": "f4",
    "camera": "f4",
}
_NAMES: Final = ("truth_names", "joint_names", "body_names", "camera_names")


def write(path: Path, rows: Sequence[dict[str, Any]], names: Mapping[str, Sequence[str]]) -> None:
    """Writes a shard; it appears under its name only when complete.

    Args:
        path: File to write.
        rows: Name -> value of every array, one entry a frame; `truth` as a dictionary.
        names: Column names: `joint_names`, `body_names`, `camera_names`.
    """
    truth_names = list(rows[0]["truth"])
    arrays: Arrays = {"truth_names": np.array(truth_names)}
    arrays |= {name: np.array(list(columns)) for name, columns in names.items()}
    for name in rows[0]:
        values = [row[name] for row in rows]
        if name == "truth":
            values = [[value[column] for column in truth_names] for value in values]
        arrays[name] = np.array(values, dtype=_TYPES.get(name))
    save(path, arrays)


def save(path: Path, arrays: Arrays) -> None:
    """Writes arrays to a file that appears under its name only when complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    named: dict[str, Any] = dict(arrays)
    with partial.open("wb") as file:
        np.savez_compressed(file, **named)
    partial.replace(path)


def load(folder: Path, split: str) -> Arrays:
    """Reads and joins every shard of a split.

    Raises:
        FileNotFoundError: There is no shard of this split.
    """
    paths = sorted((folder / split).glob(f"{split}-*.npz"))
    if not paths:
        raise FileNotFoundError(
            f"expected shards in {folder / split}, found none; run python -m "
            f"benchmarks.truthset.build --out {folder} --split {split}"
        )
    return join([read(path) for path in paths])


def read(path: Path) -> Arrays:
    """Reads one shard."""
    with np.load(path) as file:
        return {name: file[name] for name in file.files}


def join(shards: Sequence[Arrays]) -> Arrays:
    """Joins shards along their frames."""
    joined: Arrays = {name: shards[0][name] for name in _NAMES if name in shards[0]}
    for name in shards[0]:
        if name not in _NAMES:
            joined[name] = np.concatenate([shard[name] for shard in shards])
    return joined


def subset(arrays: Arrays, chosen: NDArray[Any]) -> Arrays:
    """The chosen frames, by mask or number."""
    return {name: a if name in _NAMES else a[chosen] for name, a in arrays.items()}
