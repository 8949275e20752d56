"""Whether a clip was stored on its side or upside down, as its landmarks tell.

A phone that was turned after the recording began, or a program that dropped the mark by which
players turn a clip, leaves pixels that lie on their side. The engines find the person all the same.
Which way is up no landmark says by itself: whoever lies on the back looks like somebody who stands,
turned by a quarter. So a turn is spoken of only where a clip as it is shows nothing that is known
and nobody with the shoulders above the hips, and turned shows one stretch surely.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from formcheck.codes.coach import RecognitionCode
from formcheck.message import Message, authored
from formcheck.pose.pose import Pose
from formcheck.recognise.recognise import STEP_S, recognise
from formcheck.session import Sightings, measure_clip
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.model.stretch import Stretch

QUARTERS: Final = (1, 2, 3)

UPRIGHT_DEG: Final = 45.0
"""Largest lean of a trunk in the picture at which the shoulders are above the hips."""


@dataclass(frozen=True, slots=True)
class Turned:
    """How a clip has to be turned.

    Attributes:
        quarters: Quarter turns to the left that make it upright, 1 to 3.
        stretch: What it then shows, its id.
        name: The name of that.
        confidence: How likely that is, 0..1, with its siblings.
    """

    quarters: int
    stretch: str
    name: str
    confidence: float

    @property
    def advice(self) -> Message:
        """What the person is told to do."""
        return Message(RecognitionCode.TURNED, quarters=self.quarters, stretch=authored(self.name))


def find_turn(recording: Recording, stretches: Sequence[Stretch]) -> Turned | None:
    """Return how a clip has to be turned to show a stretch surely, or None.

    Args:
        recording: The clip, in which as it is nothing was recognised.
        stretches: Those it may show.
    """
    found = [
        Turned(quarters, best.stretch, best.name, sum(g.confidence for g in (best, *told.siblings)))
        for quarters in (() if _upright(recording.poses) else QUARTERS)
        if (told := recognise(measure_clip(_sightings(recording, quarters)), stretches)).sure
        for best in told.guesses[:1]
    ]
    return max(found, key=lambda one: one.confidence, default=None)


def _upright(poses: Sequence[Pose | None]) -> bool:
    """Whether the shoulders are above the hips in half of the poses, or there is none."""
    trunks = [one.middle("shoulder") - one.middle("hip") for one in poses if one is not None]
    up = sum(-t.imag >= abs(t) * math.cos(math.radians(UPRIGHT_DEG)) for t in trunks)
    return 2 * up >= len(trunks)


def upside_down(recording: Recording) -> bool:
    """Return whether the shoulders are below the hips in half of the clip: nobody stretches so."""
    trunks = [one.middle("shoulder") - one.middle("hip") for one in recording.poses if one]
    down = sum(t.imag >= abs(t) * math.cos(math.radians(UPRIGHT_DEG)) for t in trunks)
    return bool(trunks) and 2 * down >= len(trunks)


def _sightings(recording: Recording, quarters: int) -> Sightings:
    """Return every frame that recognition looks at, turned, without what is read of outlines."""
    rows, last = [], -STEP_S
    for row, frame in enumerate(recording.measurements):
        if frame.time_s - last >= STEP_S - 1e-6:
            rows.append(row)
            last = frame.time_s
    poses = [recording.poses[row] for row in rows]
    return Sightings(
        tuple(recording.measurements[row].index for row in rows),
        tuple(recording.measurements[row].time_s for row in rows),
        tuple(None if pose is None else turned_pose(pose, quarters) for pose in poses),
    )


def turned_pose(pose: Pose, quarters: int) -> Pose:
    """Return the pose in the picture turned to the left.

    Args:
        pose: Without its silhouette, which is dropped.
        quarters: Quarter turns.
    """
    for _ in range(quarters % 4):
        pixels, world, engines = pose.pixels.copy(), pose.world.copy(), pose.engines
        pixels[:, 0], pixels[:, 1] = pose.pixels[:, 1], pose.width - pose.pixels[:, 0]
        world[:, 0], world[:, 1] = pose.world[:, 1], -pose.world[:, 0]
        if engines is not None:
            before, engines = engines, engines.copy()
            engines[..., 0], engines[..., 1] = before[..., 1], pose.width - before[..., 0]
        pose = replace(
            pose, pixels=pixels, world=world, engines=engines, silhouette=None,
            width=pose.height, height=pose.width,
        )  # fmt: skip
    return pose
