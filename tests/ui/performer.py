"""A person who performs a lunge before a camera that is not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from formcheck.capture.frame import Frame
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.landmark import Landmark
from formcheck.pose.pose import Pose
from formcheck.ui.live.guide import Guide
from formcheck.ui.live.live_frame import Moment
from formcheck.ui.live.plan import Plan
from formcheck.ui.live.save_set import Done
from tests.people import living
from tests.skeleton import Person
from tests.spoken import words

RATE = 10.0
ROOM = np.tile(np.linspace(0, 255, 640, dtype=np.uint8)[None, :, None], (480, 1, 3))


def lunge(rear_hip: float = 192.0, yaw: float = 0.0) -> Pose:
    return Person(
        trunk_lean=2.0,
        hip={"left": 92.0, "right": rear_hip},
        knee={"left": 95.0, "right": 108.0},
        scale=240.0,
        yaw=yaw,
    ).pose()


def left_lunge() -> Pose:
    """The same with the left leg behind, and the left side to the camera."""
    return lunge().mirrored()


def hand_up(pose: Pose) -> Pose:
    """Raise the right hand straight above the head."""
    pixels = pose.pixels.copy()
    shoulder = pixels[Landmark.RIGHT_SHOULDER]
    pixels[Landmark.RIGHT_ELBOW] = shoulder - (0.0, 72.0)
    pixels[Landmark.RIGHT_WRIST] = shoulder - (0.0, 134.0)
    return replace(pose, pixels=pixels)


class Rehearsal:
    """A guide and the person it leads.

    Attributes:
        moments: Everything that was shown.
        done: Every set that was kept.
        heard: Everything that was said.
    """

    def __init__(self, plan: Plan, first: int = 0) -> None:
        self.script: Callable[[float], Pose | None] = lambda _: lunge()
        self.moments: list[Moment] = []
        self.done: list[Done] = []
        self.heard: list[str] = []
        estimator = ScriptedEstimator(lambda frame: self.script(frame.time_s))
        self.guide = Guide(plan, estimator, self._keep, first)
        self._row = 0

    def _keep(self, done: Done) -> None:
        self.done.append(done)
        done.take.close()

    def run(self, seconds: float, pose: Pose | str | None = "as before") -> Moment:
        """Let time pass, with the person in a pose."""
        if not isinstance(pose, str):
            self.script = lambda _: pose
        for _ in range(round(seconds * RATE)):
            moment = self.guide.see(Frame(living(ROOM, self._row), self._row, self._row / RATE))
            self._row += 1
            self.moments.append(moment)
            if words(moment.sound.message) is not None:
                self.heard.append(words(moment.sound.message))
        return self.moments[-1]
