"""Outlines of the rendered series, through the program's own code, and pairs of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.truthset.people import Split
from benchmarks.truthset.shards import save
from formcheck.measure.model.outline_model import Outline
from formcheck.measure.pelvis.outline import read_outline
from formcheck.measure.view.facing import facing_vote
from formcheck.measure.view.view import see
from formcheck.pose.pose import Pose

Arrays = dict[str, NDArray[Any]]
Rows = NDArray[np.intp]

NEUTRAL_TILT: Final = 9.0
"""Degrees from the person's own neutral within which any frame may serve as a neutral where the
error is learned: nobody's provisional neutral is exact."""

AT_EASE: Final = ("neutral", "standing", "kneeling")
UPRIGHT: Final = (*AT_EASE, "lunge")
"""Families that may serve as a neutral for all others."""

_LENGTH: Final = 144
_HEAVY: Final = ("mask_", "exact_", "jpeg_")


def outlines(folders: Sequence[Path], cache: Path, split: Split, most: int = 10**6) -> Arrays:
    """Reads every outline of a split, from files that keep what was read before.

    Args:
        folders: The series, see `build`.
        cache: Folder of what was read.
        split: Which people.
        most: People that are read at most.

    Returns:
        Name -> one entry a frame: `rows` (numbers of the outline, NaN where there is none),
        `exact` (the same of the exact outline), `reason`, and the truth.
    """
    found = []
    for folder in folders:
        kept_in = cache / folder.name
        kept_in.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.glob(f"{split}-*.npz")):
            kept = kept_in / path.name
            if not kept.exists():
                save(kept, _read(path))
            with np.load(kept) as file:
                found.append({name: file[name] for name in file.files})
    names = [name for name in found[0] if all(name in arrays for arrays in found)]
    # Spread over all folders where only some people are read.
    step = max(1, -(-len(found) // most))
    return {name: np.concatenate([arrays[name] for arrays in found[::step]]) for name in names}


def _read(path: Path) -> Arrays:
    with np.load(path) as file:
        data = {name: file[name] for name in file.files if not name.startswith(_HEAVY)}
        rows: dict[str, list[Any]] = {"rows": [], "exact": [], "reason": []}
        for number, (width, height) in enumerate(data["size"]):
            soft = file[f"mask_{number}"].astype(np.float32) / 255.0
            hard = np.unpackbits(file[f"exact_{number}"])[: width * height]
            pose = Pose(
                data["pixels"][number],
                data["world"][number],
                data["visibility"][number],
                int(width),
                int(height),
                soft,
            )
            plain = _outline(pose)
            rows["rows"].append(_numbers(plain))
            rows["reason"].append(plain if isinstance(plain, str) else "")
            exact = hard.reshape(height, width).astype(np.float32)
            rows["exact"].append(_numbers(_outline(replace(pose, silhouette=exact))))
    return data | {name: np.array(values) for name, values in rows.items()}


def _outline(pose: Pose) -> Outline | str:
    vote = facing_vote(pose)
    return read_outline(pose, see(pose, 1 if vote > 0 else -1))


def _numbers(outline: Outline | str) -> NDArray[np.float64]:
    if isinstance(outline, str):
        return np.full(_LENGTH, np.nan)
    return np.array(outline.numbers())


def pairs(data: Arrays, widely: bool) -> tuple[Rows, Rows]:
    """Numbers of the frames that are compared: the frame, and what serves as its neutral.

    Args:
        data: See `outlines`.
        widely: Whether any upright frame may serve, and any of the frame's own family, however the
            pelvis is tilted in it; otherwise only those near the person's own neutral.
    """
    frames, neutrals = [], []
    for body in np.unique(data["body"]):
        own = np.flatnonzero((data["body"] == body) & np.isfinite(data["rows"][:, 0]))
        at_ease = own[data["family"][own] == "neutral"]
        if not at_ease.size:
            continue
        level = data["pelvic_tilt"][at_ease].mean()
        for neutral in own:
            if not widely and abs(data["pelvic_tilt"][neutral] - level) > NEUTRAL_TILT:
                continue
            kind = data["family"][neutral]
            served = UPRIGHT if widely else AT_EASE
            for frame in own:
                alike = kind in served or kind == data["family"][frame]
                if frame != neutral and alike:
                    frames.append(frame)
                    neutrals.append(neutral)
    return np.array(frames, dtype=np.intp), np.array(neutrals, dtype=np.intp)
