"""Outlines of the rendered series, through the program's own code, and pairs of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.truthset.people import Split
from benchmarks.truthset.shards import save
from formcheck.measure.facing import facing_vote
from formcheck.measure.outline import Outline, read_outline
from formcheck.measure.view import see
from formcheck.pose.landmark import SIDES, Landmark
from formcheck.pose.pose import Pose

Arrays = dict[str, NDArray[Any]]
Rows = NDArray[np.intp]

NEUTRAL_TILT: Final = 9.0
"""Degrees from the person's own neutral within which any frame may serve as a neutral while
training: nobody's provisional neutral is exact."""

JITTER: Final = 0.012
"""Trunk lengths by which hips and shoulders are moved in the copies that widen the training."""

_LENGTH: Final = 144
_HEAVY: Final = ("mask_", "exact_", "jpeg_")


def outlines(folder: Path, cache: Path, split: Split) -> Arrays:
    """Reads every outline of a split, from files that keep what was read before.

    Args:
        folder: The series, see `build`.
        cache: Folder of what was read.
        split: Which people.

    Returns:
        Name -> one entry a frame: `rows` (numbers of the outline, NaN where there is none),
        `shaken` and `exact` (copies that widen the training), `reason`, and the truth.
    """
    cache.mkdir(parents=True, exist_ok=True)
    found = []
    for path in sorted(folder.glob(f"{split}-*.npz")):
        kept = cache / path.name
        if not kept.exists():
            save(kept, _read(path))
        with np.load(kept) as file:
            found.append({name: file[name] for name in file.files})
    return {name: np.concatenate([arrays[name] for arrays in found]) for name in found[0]}


def _read(path: Path) -> Arrays:
    with np.load(path) as file:
        data = {name: file[name] for name in file.files if not name.startswith(_HEAVY)}
        random = np.random.default_rng(int(data["body"][0]))
        rows: dict[str, list[Any]] = {"rows": [], "shaken": [], "exact": [], "reason": []}
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
            rows["shaken"].append(_numbers(_outline(_shaken(pose, random, soft))))
            exact = hard.reshape(height, width).astype(np.float32)
            rows["exact"].append(_numbers(_outline(_shaken(pose, random, exact))))
    return data | {name: np.array(values) for name, values in rows.items()}


def _outline(pose: Pose) -> Outline | str:
    vote = facing_vote(pose)
    return read_outline(pose, see(pose, 1 if vote > 0 else -1))


def _numbers(outline: Outline | str) -> NDArray[np.float64]:
    if isinstance(outline, str):
        return np.full(_LENGTH, np.nan)
    return np.array(outline.numbers())


def _shaken(pose: Pose, random: np.random.Generator, silhouette: NDArray[np.float32]) -> Pose:
    """The pose with hips and shoulders a little elsewhere: landmarks are not joint centres."""
    hips, shoulders = (
        [Landmark.of(joint, side) for side in SIDES] for joint in ("hip", "shoulder")
    )
    trunk = float(np.linalg.norm(pose.pixels[hips].mean(0) - pose.pixels[shoulders].mean(0)))
    pixels = pose.pixels.copy()
    for joints in (hips, shoulders):
        pixels[joints] += random.normal(0, JITTER * trunk, 2)
    return Pose(pixels, pose.world, pose.visibility, pose.width, pose.height, silhouette)


def pairs(data: Arrays, training: bool) -> tuple[Rows, Rows]:
    """Numbers of the frames that are compared: the frame, and what serves as its neutral.

    Args:
        data: See `outlines`.
        training: Whether anything near to the neutral may serve, of any standing stance or of the
            frame's own family; otherwise only the frames taken as a neutral.
    """
    frames, neutrals = [], []
    for body in np.unique(data["body"]):
        own = np.flatnonzero((data["body"] == body) & np.isfinite(data["rows"][:, 0]))
        at_ease = own[data["family"][own] == "neutral"]
        if not at_ease.size:
            continue
        level = data["pelvic_tilt"][at_ease].mean()
        for neutral in own if training else at_ease:
            if abs(data["pelvic_tilt"][neutral] - level) > NEUTRAL_TILT:
                continue
            kind = data["family"][neutral]
            for frame in own:
                alike = kind in ("neutral", "standing") or kind == data["family"][frame]
                if frame != neutral and alike:
                    frames.append(frame)
                    neutrals.append(neutral)
    return np.array(frames, dtype=np.intp), np.array(neutrals, dtype=np.intp)
