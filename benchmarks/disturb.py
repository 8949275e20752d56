"""What disturbs identity, added to the sample clips: exchanged names, passers-by, cuts."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.capture.clip import Clip
from formcheck.capture.frame import Frame
from formcheck.pose.engine.mediapipe import MediaPipeEstimator
from formcheck.pose.landmark import SIDES
from formcheck.pose.mirror import MIRROR_ORDER
from formcheck.pose.parts import FEET, KNEES, PARTS, TRUNK
from formcheck.pose.pose import Pose
from formcheck.resources import data_folder

SPELLS: Final[dict[str, tuple[tuple[int, ...], int, int]]] = {
    "single frames": ((KNEES, FEET), 1, 2),
    "spells of 5-60 frames": ((KNEES, FEET), 5, 61),
    "knees only": ((KNEES,), 1, 31),
    "feet only": ((FEET,), 1, 31),
    "whole body": ((TRUNK, KNEES, FEET), 1, 61),
}
"""For each kind of exchange the parts, and the shortest and (less one) longest spell in frames."""


@dataclass(frozen=True, slots=True)
class Sprite:
    """A person cut out of a clip: the picture, and where the person is in it, 0..1."""

    image: NDArray[np.uint8]
    alpha: NDArray[np.float32]


def frames(name: str, count: int | None = None) -> list[Frame]:
    """Return the first frames of a sample clip."""
    with Clip(data_folder("sample_videos") / f"{name}.mp4") as clip:
        return list(islice(clip, count))


def truth(name: str, joint: str) -> NDArray[np.float64]:
    """Return where a joint truly is, pixels, shape (frames, sides, 2)."""
    with (data_folder("sample_videos") / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return np.array(
        [
            [[float(row[f"px_{joint}_{side}_{axis}"]) for axis in "xy"] for side in SIDES]
            for row in rows
        ]
    )


def directions(name: str) -> list[str]:
    """Return which way the person of a sample clip truly faces in each frame."""
    with (data_folder("sample_videos") / f"{name}.csv").open(encoding="utf-8") as file:
        return [row["facing"] for row in csv.DictReader(file)]


def exchange(pose: Pose, parts: Sequence[int]) -> Pose:
    """Return the pose with the names of some parts exchanged, see `formcheck.pose.parts`."""
    order = np.arange(len(MIRROR_ORDER))
    for part in parts:
        order[list(PARTS[part])] = MIRROR_ORDER[list(PARTS[part])]
    return replace(
        pose,
        pixels=pose.pixels[order],
        world=pose.world[order],
        visibility=pose.visibility[order],
    )


def with_exchanges(
    poses: Sequence[Pose | None], kind: str, rng: np.random.Generator
) -> list[Pose | None]:
    """Return poses with exchanged names: a spell, two to six seconds right, and so on."""
    parts, shortest, longest = SPELLS[kind]
    result = list(poses)
    row = 48
    while row < len(result):
        end = row + int(rng.integers(shortest, longest))
        for i in range(row, min(end, len(result))):
            pose = result[i]
            result[i] = None if pose is None else exchange(pose, parts)
        row = end + int(rng.integers(48, 150))
    return result


def sprite(name: str, scale: float = 1.0) -> Sprite:
    """Cut the person out of the first frame of a sample clip, enlarged or made smaller."""
    import cv2

    (frame,) = frames(name, 1)
    with MediaPipeEstimator(mode="image", silhouette=True) as estimator:
        pose = estimator.estimate(frame)
    if pose is None or pose.silhouette is None:
        raise ValueError(f"expected a person in the first frame of {name}, got none")
    rows, columns = np.nonzero(pose.silhouette > 0.5)
    part = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    image = cv2.resize(frame.image[part], None, fx=scale, fy=scale)
    alpha = cv2.resize(np.clip(2 * pose.silhouette[part] - 0.5, 0, 1), None, fx=scale, fy=scale)
    return Sprite(np.asarray(image, np.uint8), np.asarray(alpha, np.float32))


def with_person(frame: Frame, person: Sprite, left: float, bottom: float) -> Frame:
    """Return the frame with somebody pasted in front, their left edge and feet at given pixels."""
    height, width = person.alpha.shape
    x, y = round(left), round(bottom) - height
    x0, x1 = max(0, x), min(frame.width, x + width)
    y0, y1 = max(0, y), min(frame.height, y + height)
    if x0 >= x1 or y0 >= y1:
        return frame
    image = frame.image.copy()
    source = np.s_[y0 - y : y1 - y, x0 - x : x1 - x]
    alpha = person.alpha[source][..., None]
    mixed = alpha * person.image[source] + (1 - alpha) * image[y0:y1, x0:x1]
    image[y0:y1, x0:x1] = mixed.astype(np.uint8)
    return replace(frame, image=image)


def joined(names: Sequence[str], count: int) -> Iterator[tuple[Frame, str, int]]:
    """Yield the first frames of several clips as one clip with hard cuts.

    Yields:
        The frame, renumbered; the clip that it is from; its number there.
    """
    index = 0
    for name in names:
        for row, frame in enumerate(frames(name, count)):
            yield replace(frame, index=index, time_s=index / 24.0), name, row
            index += 1
