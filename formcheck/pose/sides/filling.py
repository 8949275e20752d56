"""What is taken to be in the pictures of a clip that nobody looked at, since nothing moved there.

A body that was seen before and after is on its straight way in between.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.pose.landmark import SIDES, Landmark
from formcheck.pose.parts import trunk_length
from formcheck.pose.pose import Pose
from formcheck.pose.silhouette import PackedSilhouette

APART: Final = 0.1
"""Trunk lengths by which a joint of trunk or leg may differ between two looks for the body to have
been on its way in between: where nothing moved, more is an engine's change of mind."""

_BODY: Final = [
    Landmark.of(joint, side) for joint in ("shoulder", "hip", "knee", "ankle") for side in SIDES
]


@dataclass(frozen=True, slots=True, eq=False)
class PictureSeen:
    """What is known of one picture.

    Attributes:
        index: Its number.
        time_s: Its time, seconds.
        pose: The person in it, or None.
        silhouette: Theirs, packed, or None.
    """

    index: int
    time_s: float
    pose: Pose | None
    silhouette: PackedSilhouette | None


def filled_in(
    looks: Iterable[PictureSeen], passed: Iterable[tuple[int, float]], scenes: Collection[int]
) -> Generator[PictureSeen]:
    """Yield looks, and between them what the pictures that were left out are taken to show.

    Args:
        looks: In rising time.
        passed: Number and time of the pictures that were left out, rising, all of them between the
            first and the last look.
        scenes: Numbers of the pictures with which a scene begins: nothing goes on into it.
    """
    waiting = iter(passed)
    missing = next(waiting, None)
    before: PictureSeen | None = None
    for look in looks:
        while before is not None and missing is not None and missing[0] < look.index:
            yield _between(before, look, *missing, cut=look.index in scenes)
            missing = next(waiting, None)
        yield look
        before = look


def _between(
    before: PictureSeen, after: PictureSeen, index: int, time_s: float, *, cut: bool
) -> PictureSeen:
    """Return what lies between two looks: the nearer one where nobody held still."""
    share = 0.0 if cut else (time_s - before.time_s) / (after.time_s - before.time_s)
    near = after if share > 0.5 else before
    pose = near.pose
    if before.pose is not None and after.pose is not None and share:
        apart = np.linalg.norm(after.pose.pixels[_BODY] - before.pose.pixels[_BODY], axis=1).max()
        if apart < APART * trunk_length(before.pose):
            pose = before.pose.toward(after.pose, share)
    return PictureSeen(index, time_s, pose, near.silhouette)
