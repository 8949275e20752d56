"""Following one person through one stream of frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formcheck.capture.frame import Frame
from formcheck.pose.bystanders import Bystanders
from formcheck.pose.cuts import CutFinder
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.parts import trunk_length
from formcheck.pose.person import Box, Glancing, body_middle, same_person
from formcheck.pose.pose import Pose

PATIENCE_S: Final = 1.5
"""Time, in seconds, for which a lost person is looked for before another one is followed."""

RETRY_S: Final = 0.4
"""Seconds between two searches: each sets up the engine anew, which takes a few frames' time."""


SETTLED_S: Final = 1.0
"""Dwell time, in seconds, after which a person counts as settled in a place."""

SETTLED: Final = 0.25
"""Distance, in trunk lengths, within which a person stays in one place."""

CARRIED_OFF: Final = 0.8
"""Sudden move to the side, in trunk lengths, of a settled person that looks like a passer-by who
took the engine along. Whoever stretches goes down more than aside."""


class _Home:
    """Where the person who is followed had settled."""

    def __init__(self) -> None:
        self._spot: Pose | None = None
        self._spot_s = 0.0
        self.pose: Pose | None = None

    def update(self, pose: Pose, time_s: float) -> None:
        if self._spot is None or _aside(self._spot, pose) > SETTLED:
            self._spot, self._spot_s = pose, time_s
        elif time_s - self._spot_s >= SETTLED_S:
            self.pose = self._spot

    def left_by(self, pose: Pose) -> bool:
        return self.pose is not None and _aside(self.pose, pose) > CARRIED_OFF


def _aside(before: Pose, after: Pose) -> float:
    return abs((body_middle(after) - body_middle(before)).real) / trunk_length(before)


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """What was seen in one frame.

    Attributes:
        pose: The person who is followed, or None where they were not seen.
        afresh: Whether all that earlier frames said is void from here on: after a cut, and when
            somebody else is followed.
    """

    pose: Pose | None
    afresh: bool = False


class Follower:
    """Finds the person in each frame, refuses other people, and starts afresh after a cut.

    Args:
        estimator: Finds landmarks; it is restarted where needed, and not closed. Where it can
            glance at the rest of the picture, others are looked for as well.
        pointed: Whether the person was pointed at, so that nobody else is meant.
    """

    def __init__(self, estimator: PoseEstimator, *, pointed: bool = False) -> None:
        self._others = Bystanders(estimator) if isinstance(estimator, Glancing) else None
        self._pointed = pointed
        self._estimator = estimator
        self._cuts = CutFinder()
        self._last: Pose | None = None
        self._last_s = 0.0
        self._searched_s: float | None = None
        self._home = _Home()
        self._wanted: Box | None = None

    def turn_to(self, around: Box) -> None:
        """Follow whoever is in this part of the picture, from the next frame on.

        Args:
            around: Where the person is who is meant.
        """
        self._wanted, self._pointed = around, True

    @property
    def several(self) -> bool:
        """Return whether somebody else was in the picture beside the person who is followed."""
        return self._others is not None and self._others.several

    def see(self, frame: Frame) -> Sighting:
        """Return what is seen in the next frame, in rising time."""
        seen = self._see(frame)
        if self._others is not None:
            if seen.afresh:
                self._others.restart()
            meant = self._others.update(frame, seen.pose)
            if meant is not None and not self._pointed:
                self._wanted = meant
        return seen

    def _see(self, frame: Frame) -> Sighting:
        wanted, self._wanted = self._wanted, None
        if self._cuts.update(frame.image) or wanted is not None:
            self._estimator.restart(wanted)
            self._last = self._searched_s = None
            self._home = _Home()
            pose = self._estimator.estimate(frame)
            if pose is None and wanted is not None:
                # Nobody is there after all: anybody will do.
                self._estimator.restart()
                pose = self._estimator.estimate(frame)
            return Sighting(self._accept(pose, frame), afresh=True)
        pose = self._estimator.estimate(frame)
        if pose is not None and self._home.left_by(pose):
            pose = self._look_back(pose, frame)
        if self._last is None or (pose is not None and self._is_kept(pose, frame)):
            return Sighting(self._accept(pose, frame))
        if frame.time_s - self._last_s > PATIENCE_S:
            return self._start_afresh(pose, frame)
        return Sighting(None if pose is None else self._search(frame))

    def _is_kept(self, pose: Pose, frame: Frame) -> bool:
        return self._last is not None and same_person(self._last, pose, frame.time_s - self._last_s)

    def _accept(self, pose: Pose | None, frame: Frame) -> Pose | None:
        if pose is not None:
            self._last, self._last_s, self._searched_s = pose, frame.time_s, None
            self._home.update(pose, frame.time_s)
        return pose

    def _look_back(self, pose: Pose, frame: Frame) -> Pose:
        """Return whoever is still where the person had settled, else the one who went away.

        Somebody who walks slowly across in front takes the engine along from one frame to the next.
        """
        home, self._home = self._home, _Home()
        if home.pose is None:
            return pose
        self._estimator.restart(Box.around(home.pose))
        found = self._estimator.estimate(frame)
        if found is not None and same_person(home.pose, found, 0.0):
            self._last, self._home = found, home
            return found
        self._estimator.restart(Box.around(pose))
        return self._estimator.estimate(frame) or pose

    def _search(self, frame: Frame) -> Pose | None:
        """Look for the kept person where they last were, instead of the one who was found."""
        searched_s = self._searched_s
        if self._last is None or (searched_s is not None and frame.time_s - searched_s < RETRY_S):
            return None
        self._searched_s = frame.time_s
        self._estimator.restart(Box.around(self._last))
        pose = self._estimator.estimate(frame)
        if pose is None or not self._is_kept(pose, frame):
            return None
        return self._accept(pose, frame)

    def _start_afresh(self, pose: Pose | None, frame: Frame) -> Sighting:
        """Follow whoever is there once the kept person has been away for long."""
        if self._searched_s is not None:
            # The engine still looks only where the kept person was.
            self._searched_s = None
            self._estimator.restart()
            pose = self._estimator.estimate(frame)
        if pose is None:
            return Sighting(None)
        self._home = _Home()
        return Sighting(self._accept(pose, frame), afresh=True)
