"""What is drawn on each picture of a clip, of which perhaps only every second one was looked at."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.capture.frame import Frame
from formcheck.pose.pose import Pose

BRIDGED_S: Final = 0.1
"""Longest time, in seconds, between two looks over which a body is drawn on its way."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """One picture, and what is drawn on it.

    Attributes:
        frame: The picture.
        row: Of the latest look: that at this picture, or at one before.
        looked_at: Whether this very picture was looked at.
        pose: The person in it; between two looks on the straight way from one to the other.
    """

    frame: Frame
    row: int
    looked_at: bool
    pose: Pose | None


def shown(
    frames: Iterable[Frame],
    indices: Sequence[int],
    times_s: Sequence[float],
    poses: Sequence[Pose | None],
    scenes: Sequence[int] = (),
) -> Generator[Shown]:
    """Yield every picture of a clip with what was seen in it, or shortly before and after it.

    Args:
        frames: All pictures, in rising time.
        indices: The number of each picture that was looked at, rising, from the first to the last.
        times_s: Their times, seconds.
        poses: The person in each of them, or None.
        scenes: Rows from which on nothing earlier counts; see `Sightings`.

    Raises:
        ValueError: The pictures are not those that were looked at.
    """
    row = -1
    for frame in frames:
        looked_at = row + 1 < len(indices) and indices[row + 1] == frame.index
        row += looked_at
        if not 0 <= row < len(indices) - (not looked_at):
            raise ValueError(f"expected a picture that was looked at, got {frame.index}")
        pose = poses[row]
        if not looked_at and row + 1 not in scenes:
            pose = _between(pose, poses[row + 1], times_s[row : row + 2], frame.time_s)
        yield Shown(frame, row, looked_at, pose)
    if row + 1 < len(indices):
        raise ValueError(f"expected {len(indices)} pictures that were looked at, got {row + 1}")


def _between(
    before: Pose | None, after: Pose | None, times_s: Sequence[float], time_s: float
) -> Pose | None:
    """Return the pose on its way; the earlier one where nothing is known of the later."""
    start_s, end_s = times_s
    if before is None or after is None or not start_s < time_s < end_s <= start_s + BRIDGED_S:
        return before
    return before.toward(after, (time_s - start_s) / (end_s - start_s))
