"""Chooses the one cue to give: what matters most, once it is sure, and long enough to be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from formcheck.coach.frame.report import Cue
from formcheck.coach.settings.coach import COACH
from formcheck.codes.states import CueKind

SURE_S: Final = COACH.cues.sure_s
READ_S: Final = COACH.cues.read_s


class CueChooser:
    """Follows the cues that are true from frame to frame, and shows one of them.

    A cue that has become false stays until its 1.5 s are over: most often the person has just
    done what it says. The exception is a cue whose opposite has become true ("go deeper" where
    the person is now too deep): it goes at once, and its opposite waits until 1.5 s after it,
    so that nobody is sent to and fro. One that the hold clock overtakes ("get into position"
    where it runs already) goes at once too. One that went at once comes back only after it has
    been true for 1.5 s: a value that wobbles about its limit makes no cue blink.
    """

    def __init__(self) -> None:
        self._true_since: dict[Cue, float] = {}
        self._shown: Cue | None = None
        self._shown_at = 0.0
        self._false_since: float | None = None
        self._gone: tuple[Cue, float] | None = None  # the one shown last, and until when
        self._refuted: Cue | None = None  # the last one that went before its time was over

    @property
    def shown(self) -> Cue | None:
        """Return the cue of the last frame."""
        return self._shown

    def choose(
        self,
        time_s: float,
        cues: Sequence[Cue],
        contradicted: Callable[[Cue], bool] = lambda _: False,
    ) -> Cue | None:
        """Return the cue to show.

        Args:
            time_s: Time of the frame, seconds.
            cues: All that are true in this frame, the most important first.
            contradicted: Says whether a cue must not be seen in this frame, however short it was.
        """
        self._true_since = {cue: self._true_since.get(cue, time_s) for cue in cues}
        sure = [cue for cue in cues if time_s - self._true_since[cue] >= SURE_S - 1e-6]
        shown = self._shown
        if shown is not None:
            if shown in self._true_since:
                self._false_since = None
            elif self._false_since is None:
                self._false_since = time_s
            if contradicted(shown) or any(contradict(shown, cue) for cue in sure):
                self._refuted = shown
                self._show(None, time_s)
            elif time_s - self._shown_at < READ_S - 1e-6:
                return shown
        best = sure[0] if sure else None
        if self._keeps(best, cues, time_s):
            return self._shown
        if best is not None and self._too_soon(best, time_s):
            best = None
        if best != self._shown:
            self._show(best, time_s)
        return self._shown

    def _keeps(self, best: Cue | None, cues: Sequence[Cue], time_s: float) -> bool:
        """Whether the shown cue stays although its time is over."""
        if self._shown is None:
            return False
        if self._shown in self._true_since:
            return best is None or cues.index(self._shown) <= cues.index(best)
        return self._false_since is not None and time_s - self._false_since < SURE_S - 1e-6

    def _too_soon(self, cue: Cue, time_s: float) -> bool:
        """Whether this cue would take back what was said a moment ago."""
        if self._shown is not None and contradict(self._shown, cue):
            return True
        if cue == self._refuted and time_s - self._true_since[cue] < READ_S - 1e-6:
            return True
        if self._gone is None:
            return False
        gone, until = self._gone
        return contradict(gone, cue) and time_s - until < READ_S - 1e-6

    def _show(self, cue: Cue | None, time_s: float) -> None:
        if cue is not None:
            self._refuted = None
        if self._shown is not None:
            self._gone = (self._shown, time_s)
        self._shown = cue
        self._shown_at = time_s
        self._false_since = None


def contradict(one: Cue, another: Cue) -> bool:
    """Return whether two cues send the person opposite ways: both ends of one check."""
    return (
        one.kind == another.kind == CueKind.FAULT
        and one.check is not None
        and one.check == another.check
        and one.message != another.message
    )
