"""Who leads in a room: through a plan of stretches, or through a baseline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from formcheck.capture.frame import Frame
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.pose.estimator import PoseEstimator
from formcheck.store.people.profiles import load_profile
from formcheck.ui.live.guide import Guide
from formcheck.ui.live.live_frame import Command
from formcheck.ui.live.live_sessions import Room
from formcheck.ui.live.neutral import NeutralGuide, NeutralPlan
from formcheck.ui.live.plan import Plan
from formcheck.ui.live.protocol import moment_message
from formcheck.ui.live.save_set import Done, keep


class Leader(Protocol):
    """Leads one person, frame by frame."""

    @property
    def index(self) -> int:
        """Number of the step that is done or comes next."""
        ...

    def answer(self, frame: Frame, number: int) -> dict[str, Any]:
        """Take the next frame and return what the browser shows and says."""
        ...

    def command(self, command: Command) -> None:
        """Do what a button, a key or a raised hand asks for."""
        ...

    def follow(self, x: float, y: float) -> None:
        """Follow whoever is at a spot of the picture, in shares of its size."""
        ...

    def close(self) -> None:
        """Keep what was done, and free the engine."""
        ...


class StretchLeader(Guide):
    """A guide whose moments go to a browser.

    Args:
        room: Where it leads: what it makes of the plan is kept there, for a connection that breaks.
        plan: What is done in it.
        engine: Finds the person; it is closed with the leader.
        keep: Called with each set that was done.
        baseline: The person's own neutral, or None.
    """

    def __init__(
        self,
        room: Room,
        plan: Plan,
        engine: PoseEstimator,
        keep: Callable[[Done], None],
        baseline: Baseline | None,
    ) -> None:
        super().__init__(room.course or plan, engine, keep, room.index, baseline)
        self._room = room

    def answer(self, frame: Frame, number: int) -> dict[str, Any]:
        """Take the next frame and return what the browser shows and says."""
        shown = self.see(frame)
        self._room.course = self.plan
        return moment_message(shown, number)


def lead(room: Room, engine: PoseEstimator, model: str) -> Leader:
    """Return who leads in a room.

    Args:
        room: Its plan says what is done; what was done is put into it.
        engine: Finds the person; it is closed with the leader.
        model: Name of the engine's model, for recordings.

    Raises:
        UsageError: The plan's profile is gone.
        InputError: The plan's profile cannot be read.
    """
    plan = room.plan
    if isinstance(plan, NeutralPlan):
        return NeutralGuide(plan, engine, room.made.append)

    def done(found: Done) -> None:
        room.results.append(keep(found, plan.profile, model))

    baseline: Baseline | None = None
    if plan.profile is not None:
        baseline = load_profile(plan.profile).baseline
    return StretchLeader(room, plan, engine, done, baseline)
