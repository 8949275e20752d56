"""Books the seconds in which a person tried and the hold clock stood still, with the reason.

*Trying* is what a coach would call it: the person is in the position (every required value that
can be told lies within reach of its band), and is not on the way in or out of it. Standing about
before and after, walking past a fitting angle, and a stay of less than a second are not trying.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from formcheck.coach.frame.fault_phrases import MOVING
from formcheck.coach.frame.summary_model import LostTime
from formcheck.coach.settings.coach import COACH
from formcheck.message import Message

SHORTEST_S: Final = COACH.lost_time.shortest_s
IDLE_S: Final = COACH.lost_time.idle_s
HIDDEN_S: Final = COACH.lost_time.hidden_s
SETTLE_S: Final = COACH.lost_time.settle_s
TOLD_S: Final = COACH.lost_time.told_s


class Attempts:
    """Adds up lost time over a performance; each method takes the next interval, in seconds."""

    def __init__(self) -> None:
        self._totals: defaultdict[Message, float] = defaultdict(float)
        self._present: defaultdict[Message, float] = defaultdict(float)
        self._hidden: defaultdict[Message, float] = defaultdict(float)
        self._tried = 0.0
        self._settling = 0.0
        self._idle = 0.0

    @property
    def active(self) -> bool:
        """Whether an attempt is under way."""
        return self._tried > 0

    def lose(self, seconds: float, why: Message) -> None:
        """Book time near the position in which something was wrong."""
        self._seen(seconds)
        settled, self._settling = self._settling, 0.0
        if settled:
            self._present[why if settled < SETTLE_S else MOVING] += settled
        self._present[why] += seconds

    def settle(self, seconds: float) -> None:
        """Note good form before the clock has started: lost only if it does not start soon."""
        self._seen(seconds)
        self._settling += seconds

    def start(self, credited: float) -> None:
        """Take back the seconds of good form that the clock has credited at its start."""
        if self._settling > credited:
            self._present[MOVING] += self._settling - credited
        self._settling = 0.0

    def hold(self, seconds: float) -> None:
        """Note time that the clock counts."""
        self._seen(seconds)

    def hide(self, seconds: float, why: Message) -> None:
        """Note time in which nothing could be judged; lost if the attempt goes on after it."""
        if not self.active:
            return
        self._hidden[why] += seconds
        if sum(self._hidden.values()) > HIDDEN_S:
            self.close()

    def forget_hidden(self) -> None:
        """Take back hidden time too short to matter: the next interval holds it as well."""
        self._hidden.clear()

    def idle(self, seconds: float) -> None:
        """Note time in which the person did not try."""
        self._idle += seconds
        if self._hidden or self._idle >= IDLE_S:
            self.close()

    def close(self) -> None:
        """End the attempt; one that was too short leaves no trace."""
        if self._settling:
            self._present[MOVING] += self._settling
        if self._tried >= SHORTEST_S:
            for why, seconds in self._present.items():
                self._totals[why] += seconds
        self._present.clear()
        self._hidden.clear()
        self._tried = self._settling = self._idle = 0.0

    def lost(self) -> tuple[LostTime, ...]:
        """Return the seconds lost in the attempts that have ended, most first."""
        told = ((why, seconds) for why, seconds in self._totals.items() if seconds >= TOLD_S)
        found = [LostTime(why, seconds) for why, seconds in told]
        return tuple(sorted(found, key=lambda lost: -lost.seconds))

    def _seen(self, seconds: float) -> None:
        self._tried += seconds
        self._idle = 0.0
        for why, hidden in self._hidden.items():
            self._present[why] += hidden
        self._hidden.clear()
