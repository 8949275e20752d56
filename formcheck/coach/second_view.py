"""The second view: a short look from elsewhere, once the seconds or repetitions are done."""

from __future__ import annotations

from typing import Final

from formcheck.coach.frame.report import Cue
from formcheck.coach.settings.coach import COACH
from formcheck.coach.summary.accumulator import Evidence
from formcheck.codes.states import CueKind
from formcheck.message import authored
from formcheck.stretches.model.stretch import Stretch

ASK_S: Final = COACH.second_view.ask_s
PATIENCE_S: Final = COACH.second_view.patience_s


class SecondLook:
    """Asks for a stretch's second view at its time, and knows when it has been seen.

    Args:
        stretch: Its second view is asked for only where it shows what can be told.
        evidence: Knows for how long it has told anything.
    """

    def __init__(self, stretch: Stretch, evidence: Evidence) -> None:
        self._second = stretch.second_view if stretch.looks_again else None
        self._evidence = evidence
        self._looking = False  # whether the last frame shows the second view
        self._reached = False  # whether the seconds or repetitions are done
        self._waited_s = 0.0  # since then
        self._asked_s = 0.0  # of which it was asked for, and the person did not turn

    def wait(self, seconds: float, *, reached: bool, looking: bool = False) -> None:
        """Take in what counts in a frame.

        Args:
            seconds: How long the frame stands for.
            reached: Whether the seconds or repetitions asked for are done.
            looking: Whether the camera sees the second view.
        """
        self._looking = looking
        self._waited_s += seconds if self._reached else 0.0
        self._reached = self._reached or reached

    def said(self, cue: Cue | None, seconds: float, *, turned: bool) -> None:
        """Take in what was said in a frame.

        Args:
            cue: The cue that was shown.
            seconds: How long the frame stands for.
            turned: Whether the person has left the first view: then they do as they were asked.
        """
        if cue is not None and cue == self.ask and not turned:
            self._asked_s += seconds

    @property
    def wanted(self) -> bool:
        """Whether there is a second view that has not been seen for long enough."""
        return self._second is not None and self._evidence.times.told_s < self._second.seconds

    @property
    def open(self) -> bool:
        """Whether all else is done, and it is asked for or being looked at."""
        patient = self._asked_s < ASK_S and self._waited_s < PATIENCE_S
        return self.wanted and self._reached and patient

    @property
    def under_way(self) -> bool:
        """Whether it is asked for, or being looked at, be it before all else is done."""
        return self.open or (self.wanted and self._looking and not self._reached)

    @property
    def over(self) -> bool:
        """Whether it has been seen, and the seconds or repetitions are done."""
        return self._second is not None and self._reached and not self.wanted

    @property
    def ask(self) -> Cue | None:
        """How to turn for it while it is asked for."""
        return (
            Cue(authored(self._second.say), CueKind.VIEW)
            if self._second is not None and self.open
            else None
        )
