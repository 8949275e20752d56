"""Leads one person through a plan: framing, get ready, the sets, the rests between them.

::

    idle --start--> framing --all seen--> ready --5 s--> work --set done--> rest --> framing ...
      any of them --pause--> paused --start--> where it was (a set goes on after 3 s)
      the last set done, or finish --> done
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from formcheck.capture.frame import Frame
from formcheck.coach.frame.report import Cue, FrameReport
from formcheck.coach.watch.framing import Framing
from formcheck.coach.watch.viewpoint import tilt_advice
from formcheck.codes.coach import CueCode
from formcheck.codes.live import LiveCode
from formcheck.codes.states import CueKind, Phase
from formcheck.measure.model.measurement import Measurements
from formcheck.measure.pelvis.baseline import Baseline
from formcheck.message import Message, authored, one_after_another
from formcheck.pose.estimator import PoseEstimator
from formcheck.pose.person import Box
from formcheck.session import Session
from formcheck.ui.live.between_sets import (
    ALL_SEEN,
    END,
    PAUSED,
    STOPPED,
    coming,
    get_into_position,
    meanwhile,
    parting,
)
from formcheck.ui.live.exercise_set import Bout
from formcheck.ui.live.guide_state import Countdown, Course, Pause, Watch
from formcheck.ui.live.live_frame import Command, Moment
from formcheck.ui.live.plan import Plan, Step
from formcheck.ui.live.save_set import Done
from formcheck.ui.live.speech import Speaker

READY_S: Final = 5.0
"""Countdown before the first set, in seconds."""

RESUME_S: Final = 3.0
"""Countdown before a paused set goes on, in seconds."""

ABSENT_S: Final = 20.0
"""Time, in seconds, with nobody in the picture that pauses a set."""

POINTED: Final = (0.4, 0.9)
"""Width and height of the part of the picture in which a person who was pointed at is sought, as
shares of it: a person before a camera is tall, and another one stands beside them."""

FROZEN: Final = Cue(Message(LiveCode.CAMERA_FROZEN), CueKind.VIEW)

_ARMS: Final = frozenset({"shoulder", "elbow"})


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
        self.phase: Phase = Phase.IDLE
        self._course = Course(plan, keep, first)
        self._estimator = estimator
        self._session = Session(self.step.stretch, estimator, self.step.side, baseline)
        self._speaker = Speaker()
        self._watch = Watch(Framing(self.step.stretch), profiled=baseline is not None)
        self._timer = Countdown()
        self._pausing = Pause()
        self._bout: Bout | None = None

    @property
    def plan(self) -> Plan:
        """Return what is done, as it has become."""
        return self._course.plan

    @property
    def index(self) -> int:
        """Return the number of the step that is done or comes next, from 0."""
        return self._course.index

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
        self._timer.now = now = frame.time_s
        if measured.person:
            self._watch.seen_s = now
        if self._watch.hand.update(self._session.pose, now) and self._hand_counts():
            self.command("toggle")
        report: FrameReport | None = None
        cue: Cue | None = None
        if self.phase in (Phase.IDLE, Phase.FRAMING):
            cue = self._look(measured)
        elif self.phase in (Phase.READY, Phase.REST):
            cue = self._count_down(measured)
        elif self.phase == Phase.WORK and (bout := self._bout) is not None:
            report = self._work(bout, measured)
            cue = report.cue or meanwhile(self.step, report, bout.said.last, bout.said.silent_s)
            cue = bout.said.first or bout.stuck.hint(report) or cue
            cue = cue if self.phase == Phase.WORK else self._ending
        elif self.phase == Phase.PAUSED:
            cue = Cue(self._pausing.question or PAUSED, CueKind.WAIT)
        else:
            cue = Cue(END, CueKind.GOOD) if self._course.whole else Cue(STOPPED, CueKind.WAIT)
        if self._session.frozen and self.phase != Phase.DONE:
            cue = FROZEN
        left = self._timer.left if self.phase in (Phase.READY, Phase.REST) else None
        return Moment(
            self.phase, self.step, self.index, cue, measured, self._session.pose, report, left,
            self._note(), self._speaker.take(),
            self.phase == Phase.WORK and self._bout is not None and self._bout.stuck.stuck,
        )  # fmt: skip

    def command(self, command: Command) -> None:
        """Do what a button, a key or a raised hand asks for.

        Args:
            command: `toggle` starts or pauses, whichever fits.
        """
        if self.phase == Phase.DONE:
            return
        waiting = self.phase in (Phase.IDLE, Phase.PAUSED)
        if command == "toggle":
            command = "start" if waiting else "pause"
        if command == "start" and waiting:
            self._start()
        elif command == "pause" and not waiting:
            self._pause(Message(LiveCode.PAUSED))
        elif command == "skip":
            self._end_set(skipped=True)
        elif command == "easier":
            self._ease()
        elif command == "finish":
            self._finish_set()
            self._course.whole = False
            self._enter(Phase.DONE)

    def follow(self, x: float, y: float) -> None:
        """Follow whoever is at a spot of the picture.

        Args:
            x: Share of its width, from the left as the camera sees it.
            y: Share of its height, from the top.
        """
        self._session.follow(Box.at(x, y, *POINTED))

    def close(self) -> None:
        """Free the engine, and keep the set under way.

        The engine goes first: the history may be busy for half a minute.
        """
        try:
            self._estimator.close()
        finally:
            self._finish_set()

    def _start(self) -> None:
        self._pausing.question = None
        if self.phase == Phase.IDLE:
            self._enter(Phase.FRAMING)
            self._speaker.announce(Message(LiveCode.LET_ME_LOOK), self._timer.now)
        elif self._pausing.resume == "work":
            self._enter(Phase.READY, RESUME_S)
            self._speaker.announce(Message(LiveCode.GOING_ON), self._timer.now)
        else:
            self._enter(self._pausing.resume, self._timer.until)

    def _pause(self, why: Message) -> None:
        going_on = self.phase == Phase.READY and self._bout is not None
        self._pausing.resume = Phase.WORK if going_on else self.phase
        # What is left of a countdown is kept for later.
        timer = self._timer
        timer.until = (
            max(1.0, timer.until - timer.now) if self.phase in (Phase.READY, Phase.REST) else 0.0
        )
        self.phase = Phase.PAUSED
        self._speaker.announce(why, self._timer.now, "pause")

    def _ask(self, question: Message) -> None:
        """Wait until the person goes on, or finishes here."""
        self._pause(question)
        self._pausing.question = question

    def _heed(self) -> list[Message]:
        """Return what to heed in a stretch, once before its first set.

        The voice says it while people get into position; a browser that speaks leaves out remarks
        of less weight meanwhile.
        """
        stretch = self.step.stretch
        if stretch.id in self._course.warned:
            return []
        self._course.warned.add(stretch.id)
        return [authored(line) for line in stretch.safety]

    def _enter(self, phase: Phase, seconds: float = 0.0) -> None:
        self.phase = phase
        self._timer.set(seconds)

    def _look(self, measured: Measurements) -> Cue:
        """The framing coach: how to stand, until all is seen."""
        advice = self._watch.framing.update(measured)
        if advice is not None:
            if self.phase == Phase.FRAMING:
                self._speaker.advise(advice, self._timer.now)
            return Cue(advice, CueKind.VIEW)
        if self.phase == Phase.IDLE:
            return Cue(Message(LiveCode.ALL_SEEN_HOW_TO_BEGIN), CueKind.GOOD)
        if self._watch.framing.fits:
            words = [ALL_SEEN, get_into_position(self.step)]
            if self.step.say is not None and self.index == 0:
                words.append(authored(self.step.say))
            words += self._heed()
            self._enter(Phase.READY, READY_S if self._course.first else 1.0)
            self._speaker.announce(one_after_another(*words), self._timer.now)
        return Cue(ALL_SEEN, CueKind.GOOD)

    def _count_down(self, measured: Measurements) -> Cue:
        timer = self._timer
        if timer.changed() and timer.left in (1, 2, 3):
            self._speaker.count(timer.left)
        if timer.over:
            if self.phase == Phase.READY:
                self._begin_work(measured)
                return Cue(Message(CueCode.BEGIN), CueKind.WAIT)
            self._watch.framing = Framing(self.step.stretch)
            self._enter(Phase.FRAMING)
            if self.step.ask is not None:
                self._ask(authored(self.step.ask))
                return Cue(authored(self.step.ask), CueKind.WAIT)
        if self.phase == Phase.READY:
            return Cue(get_into_position(self.step), CueKind.WAIT)
        if self._course.parting is not None and timer.until - timer.now > self.step.rest_s - 3.5:
            return Cue(self._course.parting, CueKind.GOOD)
        return Cue(self._coming(), CueKind.WAIT)

    def _coming(self) -> Message:
        return coming(self.plan.steps[self.index - 1], self.step)

    def _begin_work(self, measured: Measurements) -> None:
        if self._bout is None:
            self._bout = Bout(self.step, self._session)
            self._speaker.begin()
            self._course.first = False
        self._bout.pause()
        self._enter(Phase.WORK)
        self._watch.seen_s = measured.time_s

    def _work(self, bout: Bout, measured: Measurements) -> FrameReport:
        report = bout.judge(measured)
        hint = bout.stuck.hint(report)
        if hint is None:
            self._speaker.follow(report, self._timer.now)
        else:
            self._speaker.advise(hint.message, self._timer.now)
        if bout.complete:
            self._end_set()
        elif bout.insisted:
            self._take_other_side(bout)
        elif self._timer.now - self._watch.seen_s > ABSENT_S and bout.reached:
            self._end_set()  # who has done it all may go
        elif self._timer.now - self._watch.seen_s > ABSENT_S:
            self._pause(Message(LiveCode.PAUSED_NOBODY))
        return report

    def _take_other_side(self, bout: Bout) -> None:
        """Go on with the side that is done anyway, and with the other one when its turn comes.

        What had counted of the set under way is kept.
        """
        course, before, meant = self._course, self.plan, self.step.side
        if bout.touched:
            self._finish_set()
            course.plan = before.with_side_next(self.index)
            course.index += 1
        else:
            bout.drop()
            course.plan = before.with_side_taken(self.index)
        # A set that was broken off is missing, and so is one that no longer comes.
        course.whole = course.whole and not bout.touched and self.plan.sets() == before.sets()
        later = any(step.side == meant for step in self.plan.steps[self.index + 1 :])
        said = Message(
            LiveCode.ALL_RIGHT, position=self.step.position, side=meant if later else None
        )
        self._bout = Bout(self.step, self._session, said)
        self._speaker.announce(said, self._timer.now)

    def _ease(self) -> None:
        """Go on with the person's own range as the target, in this set and those like it."""
        easier = None if self._bout is None else self._bout.stuck.easier()
        if self.phase != Phase.WORK or self._bout is None or easier is None:
            return
        self._finish_set()
        self._course.plan = self.plan.with_easier(self.index, easier)
        self._bout = Bout(self.step, self._session)
        self._speaker.announce(Message(LiveCode.EASIER_NOW), self._timer.now)

    def _end_set(self, *, skipped: bool = False) -> None:
        """Go on to the next step, or to the end."""
        self._finish_set()
        done = self.step
        course = self._course
        course.parting = None if skipped else parting(done)
        course.whole = course.whole and not skipped
        course.index += 1
        if self.index >= len(self.plan.steps):
            self._enter(Phase.DONE)
            last = Message(LiveCode.ALL_DONE_COME_OUT) if course.whole else STOPPED
            self._speaker.announce(last, self._timer.now, "done")
            return
        self._watch.framing = Framing(self.step.stretch)
        self._enter(Phase.REST, self.step.rest_s)
        words = [self._coming()]
        if course.parting is not None:
            words.insert(0, course.parting)
        if self.step.say is not None:
            words.append(authored(self.step.say))
        self._speaker.announce(
            one_after_another(*words), self._timer.now, None if skipped else "done"
        )

    @property
    def _ending(self) -> Cue:
        """What is shown with the last frame of a set, or the last before a pause."""
        if self.phase == Phase.PAUSED:
            return Cue(PAUSED, CueKind.WAIT)
        return Cue(END if self._course.parting is None else self._course.parting, CueKind.GOOD)

    def _finish_set(self) -> None:
        bout, self._bout = self._bout, None
        if bout is not None:
            self._course.keep(bout.finish())

    def _note(self) -> Message | None:
        """What to know before it begins: a tilted camera, a profile that no longer fits."""
        if self.phase not in (Phase.IDLE, Phase.FRAMING, Phase.READY):
            return None
        roll = self._session.roll if self.phase != Phase.READY else None
        tilted = None if roll is None else tilt_advice(roll.deg, roll.sigma)
        if tilted is None and self._watch.profiled:
            return next(iter(self._session.notes), None)
        return tilted

    def _hand_counts(self) -> bool:
        """Whether a raised hand is a sign here, and not part of the stretch."""
        if self.phase != Phase.WORK:
            return self.phase in (Phase.IDLE, Phase.PAUSED, Phase.REST)
        return not any(check.target.name in _ARMS for check in self.step.stretch.checks)
