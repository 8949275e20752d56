"""What is spoken, and when: little, so that it is heeded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from formcheck.coach.frame.report import FrameReport
from formcheck.codes.live import LiveCode
from formcheck.codes.states import ClockState, CueKind
from formcheck.message import Message

Tone = Literal["tick", "start", "pause", "done"]

APART_S: Final = 2.5
"""Least time between two remarks during a set, in seconds."""

AGAIN_S: Final = 8.0
"""Time, in seconds, after which a remark that stays true is said again."""

PRAISE_S: Final = 20.0
"""Least time between two words of praise, in seconds."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What is to be heard with one frame.

    Attributes:
        message: Spoken, or None.
        tone: Played, or None.
        urgent: Whether it cuts off what is being said.
    """

    message: Message | None = None
    tone: Tone | None = None
    urgent: bool = False


class Speaker:
    """Chooses what is heard during one performance."""

    def __init__(self) -> None:
        self._message: Message | None = None
        self._tone: Tone | None = None
        self._urgent = False
        self._spoken: dict[Message, float] = {}
        self._last_s = -1e9
        self._state: str | None = None
        self._told: set[Message] = set()
        self._reps = 0

    def announce(self, message: Message, time_s: float, tone: Tone | None = None) -> None:
        """Say something that belongs to the course of things, at once.

        Args:
            message: What is said.
            time_s: Time of the frame, seconds.
            tone: A tone before it.
        """
        self._message, self._urgent, self._last_s = message, True, time_s
        self._spoken[message] = time_s
        self._tone = tone or self._tone

    def count(self, left: int) -> None:
        """Give a short tone, and say the last seconds of a countdown: 3, 2, 1."""
        self._tone = "tick"
        if self._message is None:
            self._message, self._urgent = Message(LiveCode.COUNT, left=left), False

    def advise(self, message: Message, time_s: float, again_s: float = AGAIN_S) -> None:
        """Say something if there is room for it and it was not said a moment ago.

        Args:
            message: What is said.
            time_s: Time of the frame, seconds.
            again_s: Seconds after which the same may be said again.
        """
        if time_s - self._last_s < APART_S or time_s - self._spoken.get(message, -1e9) < again_s:
            return
        self._message, self._last_s = message, time_s
        self._spoken[message] = time_s

    def begin(self) -> None:
        """Begin a set: its milestones have not been told."""
        self._state, self._told, self._reps = None, set(), 0

    def follow(self, report: FrameReport, time_s: float) -> None:
        """Take in the report of a frame of a set.

        Args:
            report: What is shown at the same time; its own time leaves out pauses.
            time_s: Time of the frame, seconds.
        """
        self._follow_clock(report, time_s)
        self._follow_reps(report)
        if report.cue is not None:
            praise = report.cue.kind == CueKind.GOOD
            self.advise(report.cue.message, time_s, PRAISE_S if praise else AGAIN_S)

    def take(self) -> Sound:
        """Return what is to be heard now, once."""
        sound = Sound(self._message, self._tone, self._urgent)
        self._message, self._tone, self._urgent = None, None, False
        return sound

    def _follow_clock(self, report: FrameReport, time_s: float) -> None:
        clock = report.clock
        if clock is None:
            return
        counting = clock.state in (ClockState.RUNNING, ClockState.DONE)
        if counting and self._state not in (ClockState.RUNNING, ClockState.DONE):
            self._tone = "start"
        elif not counting and self._state == ClockState.RUNNING:
            self._tone = "pause"
        self._state = clock.state
        left = clock.target_s - clock.seconds
        if clock.state == ClockState.RUNNING and clock.target_s >= 20.0:
            if left <= 10.0:
                self._milestone(Message(LiveCode.TEN_SECONDS), time_s)
            elif left <= clock.target_s / 2:
                self._milestone(Message(LiveCode.HALF_WAY), time_s)

    def _follow_reps(self, report: FrameReport) -> None:
        reps = report.reps
        if reps is not None and reps.count > self._reps:
            self._reps = reps.count
            self._tone = "start"

    def _milestone(self, message: Message, time_s: float) -> None:
        if message not in self._told:
            self._told.add(message)
            self.announce(message, time_s)
