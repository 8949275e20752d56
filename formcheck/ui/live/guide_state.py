"""What the guide remembers: how far the plan is, the countdown, a pause, and what it watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from formcheck.coach.watch.framing import Framing
from formcheck.codes.states import Phase
from formcheck.message import Message
from formcheck.ui.live.hand_signal import HandWatch
from formcheck.ui.live.plan import Plan
from formcheck.ui.live.save_set import Done


@dataclass(slots=True)
class Course:
    """How far a plan is.

    Attributes:
        plan: What is done.
        keep: Called with each set that was done.
        index: Number of the step that is done or comes next, from 0.
        first: Whether no set has begun yet.
        whole: Whether every set so far was done.
        parting: What is said of the set just done, or None.
        warned: Stretches whose safety lines were spoken.
    """

    plan: Plan
    keep: Callable[[Done], None]
    index: int
    first: bool = True
    whole: bool = True
    parting: Message | None = None
    warned: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Countdown:
    """The time of the present frame, and a time that is waited for.

    Attributes:
        now: Time of the frame, seconds.
        until: When the countdown or the rest ends, seconds; while paused, what is left of it.
        counted: The number that was last counted down, or None.
    """

    now: float = 0.0
    until: float = 0.0
    counted: int | None = None

    def set(self, seconds: float) -> None:
        """Begin to count down so many seconds."""
        self.until = self.now + seconds
        self.counted = None

    @property
    def left(self) -> int:
        """Whole seconds that are left, at least 0."""
        return max(0, int(self.until - self.now + 0.999))

    @property
    def over(self) -> bool:
        """Whether the time has come."""
        return self.now >= self.until

    def changed(self) -> bool:
        """Return whether another number is left than at the last call."""
        before, self.counted = self.counted, self.left
        return before != self.counted


@dataclass(slots=True)
class Pause:
    """What a pause leaves for later.

    Attributes:
        resume: The phase to go on with.
        question: What waits for an answer, or None.
    """

    resume: Phase = Phase.FRAMING
    question: Message | None = None


@dataclass(slots=True)
class Watch:
    """What is watched beside the stretch.

    Attributes:
        framing: Whether the camera sees all that is needed.
        profiled: Whether the person has a baseline of their own.
        hand: A raised hand.
        seen_s: When somebody was last seen, seconds.
    """

    framing: Framing
    profiled: bool
    hand: HandWatch = field(default_factory=HandWatch)
    seen_s: float = 0.0
