"""Leads one person through a plan: framing, get ready, the sets, the rests between them.

::

    idle --start--> framing --all seen--> ready --5 s--> work --set done--> rest --> framing ...
      any of them --pause--> paused --start--> where it was (a set goes on after 3 s)
      the last set done, or finish --> done
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

from formcheck.capture.frame import Frame
from formcheck.coach.framing import Framing
from formcheck.coach.report import Cue, FrameReport
from formcheck.coach.viewpoint import tilt_advice
from formcheck.measure.baseline import Baseline
from formcheck.measure.gesture import raised_hand
from formcheck.measure.measurement import Measurements
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.horizon import RollWatch
from formcheck.pose.person import Box
from formcheck.pose.pose import Pose
from formcheck.session import Session
from formcheck.ui.live.keep import Done, Take
from formcheck.ui.live.plan import Plan, Step
from formcheck.ui.live.speech import Sound, Speaker

Phase = Literal["idle", "framing", "ready", "work", "paused", "rest", "done"]
Command = Literal["start", "pause", "toggle", "skip", "finish"]

READY_S: Final = 5.0
"""Countdown before the first set."""

RESUME_S: Final = 3.0
"""Countdown before a set that was paused goes on."""

HAND_S: Final = 1.0
"""A hand must be up for this long to count as a sign."""

AGAIN_S: Final = 3.0
"""After a sign, seconds until the next one counts: the arm comes down first."""

ABSENT_S: Final = 20.0
"""Nobody in the picture for this long pauses a set."""

STEP_S: Final = 0.05
"""Time from the last frame before a pause to the first one after it, as a set counts it."""

POINTED: Final = (0.4, 0.9)
"""Width and height of the part of the picture in which the person is sought who was pointed at:
a person before a camera is tall, and another one stands beside them."""

_END: Final = "All done. Well stretched."

_ARMS: Final = frozenset({"shoulder", "elbow"})


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """Everything that is shown and heard with one frame.

    Attributes:
        phase: Where in the plan it is.
        step: What is done or comes next.
        index: Its number in the plan, from 0.
        cue: The one thing said.
        measurements: What was measured.
        pose: Who was seen.
        report: The judged frame, during a set.
        countdown: Whole seconds left of a countdown or rest, or None.
        note: Advice of less weight, such as a tilted camera, or None.
        sound: What is heard.
    """

    phase: Phase
    step: Step
    index: int
    cue: Cue | None
    measurements: Measurements
    pose: Pose | None
    report: FrameReport | None
    countdown: int | None
    note: str | None
    sound: Sound


class Guide:
    """Leads through a plan, frame by frame.

    Args:
        plan: What is done.
        estimator: Finds the person; it is closed with the guide.
        keep: Called with each set that was done.
        first: Number of the step to begin with, from 0.
        baseline: The person's own neutral, or None.
    """

    def __init__(
        self,
        plan: Plan,
        estimator: PoseEstimator,
        keep: Callable[[Done], None],
        first: int = 0,
        baseline: Baseline | None = None,
    ) -> None:
        self.plan = plan
        self.index = first
        self.phase: Phase = "idle"
        self._estimator = estimator
        self._keep = keep
        self._session = Session(self.step.stretch, estimator, self.step.side, baseline)
        self._speaker = Speaker()
        self._framing = Framing(self.step.stretch)
        self._roll = RollWatch()
        self._hand = _HandWatch()
        self._take: Take | None = None
        self._resume: Phase = "framing"
        self._first = True  # no set has begun yet
        self._now = 0.0
        self._until = 0.0  # when the countdown or the rest ends
        self._work_s = 0.0  # time of the set's last frame, in its own time without pauses
        self._before: float | None = None  # time of the frame before, while in a set
        self._seen_s = 0.0
        self._parting: str | None = None  # what is said of the set just done
        self._counted: int | None = None

    @property
    def step(self) -> Step:
        """Return the step that is done or comes next."""
        return self.plan.steps[min(self.index, len(self.plan.steps) - 1)]

    def see(self, frame: Frame) -> Moment:
        """Take the next frame and return all that is shown and heard with it.

        Args:
            frame: In rising time.
        """
        measured = self._session.measure(frame)
        self._now = frame.time_s
        if measured.person:
            self._seen_s = self._now
        if self._hand.update(self._session.pose, self._now) and self._hand_counts():
            self.command("toggle")
        report: FrameReport | None = None
        cue: Cue | None = None
        if self.phase in ("idle", "framing"):
            self._roll.update(frame)
            cue = self._look(measured)
        elif self.phase in ("ready", "rest"):
            cue = self._count_down(measured)
        elif self.phase == "work":
            report = self._work(measured)
            cue = report.cue if self.phase == "work" else Cue(self._parting or _END, "good")
        elif self.phase == "paused":
            cue = Cue("Paused. Raise a hand or press the space bar to go on", "wait")
        else:
            cue = Cue(_END, "good")
        left = self._left if self.phase in ("ready", "rest") else None
        return Moment(
            self.phase, self.step, self.index, cue, measured, self._session.pose, report, left,
            self._note(), self._speaker.take(),
        )  # fmt: skip

    def command(self, command: Command) -> None:
        """Do what a button, a key or a raised hand asks for.

        Args:
            command: `toggle` starts or pauses, whichever fits.
        """
        if self.phase == "done":
            return
        waiting = self.phase in ("idle", "paused")
        if command == "toggle":
            command = "start" if waiting else "pause"
        if command == "start" and waiting:
            self._start()
        elif command == "pause" and not waiting:
            self._pause("Paused")
        elif command == "skip":
            self._end_set(skipped=True)
        elif command == "finish":
            self._finish_set()
            self._enter("done")

    def follow(self, x: float, y: float) -> None:
        """Follow whoever is at a spot of the picture.

        Args:
            x: Share of its width, from the left as the camera sees it.
            y: Share of its height, from the top.
        """
        self._session.follow(Box.at(x, y, *POINTED))

    def close(self) -> None:
        """End the set under way, keep it, and free the engine."""
        try:
            self._finish_set()
        finally:
            self._estimator.close()

    def _start(self) -> None:
        if self.phase == "idle":
            self._enter("framing")
            self._speaker.announce("Let me have a look", self._now)
        elif self._resume == "work":
            self._enter("ready", RESUME_S)
            self._speaker.announce("Going on", self._now)
        else:
            self._enter(self._resume, self._until)

    def _pause(self, why: str) -> None:
        going_on = self.phase == "ready" and self._take is not None
        self._resume = "work" if going_on else self.phase
        # What is left of a countdown is kept for later.
        self._until = max(1.0, self._until - self._now) if self.phase in ("ready", "rest") else 0.0
        self.phase = "paused"
        self._speaker.announce(why, self._now, "pause")

    def _enter(self, phase: Phase, seconds: float = 0.0) -> None:
        self.phase = phase
        self._until = self._now + seconds
        self._counted = None
        self._before = None

    def _look(self, measured: Measurements) -> Cue:
        """The framing coach: how to stand, until all is seen."""
        advice = self._framing.update(measured)
        if advice is not None:
            if self.phase == "framing":
                self._speaker.advise(advice, self._now)
            return Cue(advice, "view")
        if self.phase == "idle":
            return Cue("I can see all of you. Raise a hand or press the space bar", "good")
        if self._framing.fits:
            self._enter("ready", READY_S if self._first else 1.0)
            words = f"I can see all of you. {self._get_ready()}"
            if self.step.say is not None and self.index == 0:
                words += f". {self.step.say}"
            self._speaker.announce(words, self._now)
        return Cue("I can see all of you", "good")

    def _get_ready(self) -> str:
        position = self.step.position
        return "Get into position" if position is None else f"Get into position, {position}"

    def _count_down(self, measured: Measurements) -> Cue:
        left = self._left
        if left != self._counted and left in (1, 2, 3):
            self._speaker.tick()
        self._counted = left
        if self._now >= self._until:
            if self.phase == "ready":
                self._begin_work(measured)
                return Cue("Begin when you are ready", "wait")
            self._framing = Framing(self.step.stretch)
            self._enter("framing")
        if self.phase == "ready":
            return Cue(self._get_ready(), "wait")
        if self._parting is not None and self._until - self._now > self.step.rest_s - 3.5:
            return Cue(self._parting, "good")
        return Cue(self._coming(), "wait")

    @property
    def _left(self) -> int:
        return max(0, int(self._until - self._now + 0.999))

    def _coming(self) -> str:
        """What comes after the rest."""
        before, after = self.plan.steps[self.index - 1], self.step
        if before.stretch.id != after.stretch.id:
            position = "" if after.position is None else f", {after.position}"
            return f"Next: {after.stretch.name}{position}"
        if before.side != after.side and after.position is not None:
            return f"Now the other side, {after.position}"
        return f"Rest. Then {after.place}" if after.place else "Rest for a moment"

    def _begin_work(self, measured: Measurements) -> None:
        if self._take is None:
            self._session.begin(self.step.stretch, self.step.side)
            self._take = Take(self.step.stretch)
            self._speaker.begin()
            self._work_s = 0.0
            self._first = False
        self._enter("work")
        self._seen_s = measured.time_s

    def _work(self, measured: Measurements) -> FrameReport:
        gap = STEP_S if self._before is None else self._now - self._before
        self._before = self._now
        self._work_s += gap
        report = self._session.judge(replace(measured, time_s=self._work_s))
        if self._take is not None:
            self._take.add(report, self._session.pose, gap)
        self._speaker.follow(report, self._now)
        if _complete(report):
            self._end_set()
        elif self._now - self._seen_s > ABSENT_S:
            self._pause("I paused, since nobody was in the picture")
        return report

    def _end_set(self, *, skipped: bool = False) -> None:
        """Go on to the next step, or to the end."""
        self._finish_set()
        done = self.step
        self._parting = None if skipped else _parting(done)
        self.index += 1
        if self.index >= len(self.plan.steps):
            self._enter("done")
            self._speaker.announce("All done. Come out of it slowly.", self._now, "done")
            return
        self._framing = Framing(self.step.stretch)
        self._enter("rest", self.step.rest_s)
        words = self._coming() if skipped else f"{self._parting} {self._coming()}"
        if self.step.say is not None:
            words += f". {self.step.say}"
        self._speaker.announce(words, self._now, None if skipped else "done")

    def _finish_set(self) -> None:
        take, self._take = self._take, None
        if take is not None:
            self._keep(Done(self.step, self._session.finish(), take))

    def _note(self) -> str | None:
        roll = self._roll.roll if self.phase in ("idle", "framing") else None
        return None if roll is None else tilt_advice(roll.deg, roll.sigma)

    def _hand_counts(self) -> bool:
        """Whether a raised hand is a sign here, and not part of the stretch."""
        if self.phase != "work":
            return self.phase in ("idle", "paused", "rest")
        return not any(check.target.name in _ARMS for check in self.step.stretch.checks)


class _HandWatch:
    """Turns a hand that stays up into one sign."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._signed_s = -1e9
        self._down = True

    def update(self, pose: Pose | None, time_s: float) -> bool:
        if pose is None or not raised_hand(pose):
            self._since, self._down = None, True
            return False
        if self._since is None:
            self._since = time_s
        held = time_s - self._since >= HAND_S
        if not (held and self._down and time_s - self._signed_s > AGAIN_S):
            return False
        self._down, self._signed_s = False, time_s
        return True


def _complete(report: FrameReport) -> bool:
    if report.clock is not None:
        return report.clock.state == "done"
    return report.reps is not None and report.reps.count >= report.reps.target


def _parting(step: Step) -> str:
    if step.stretch.reps is not None and step.stretch.kind == "reps":
        return f"That is {step.stretch.reps.count}. Well done."
    seconds = step.stretch.hold.seconds if step.stretch.hold is not None else 0.0
    return f"That is {seconds:.0f} seconds. Come out of it slowly."
