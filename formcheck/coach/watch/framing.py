"""Whether the camera sees all that a stretch needs, before the clock runs."""

from __future__ import annotations

from typing import Final

from formcheck.coach.settings.coach import COACH
from formcheck.coach.watch.viewpoint import Viewpoint
from formcheck.codes.coach import CueCode
from formcheck.measure.model.measurement import Measurements
from formcheck.message import Message
from formcheck.stretches.model.stretch import Stretch
from formcheck.temporal import Debounce

SEEN_S: Final = COACH.view.seen_s
ASIDE_S: Final = COACH.view.aside_s


class Framing:
    """Follows how a person places themselves and the camera, before a stretch begins.

    Args:
        stretch: What will be done.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._lying = stretch.position in ("prone", "supine")
        self._viewpoint = Viewpoint(stretch.view, lying=self._lying)
        self._required = tuple(check for check in stretch.checks if check.required)
        self._good = Debounce(SEEN_S)
        self._aside_since: float | None = None
        self.fits = False

    def update(self, measurements: Measurements) -> Message | None:
        """Return what to do so that the camera sees all, or None where it does.

        `fits` then says whether it has seen all for a second.

        Args:
            measurements: Frames come in the order of their times.
        """
        advice = self._advice(measurements)
        self.fits = self._good.update(measurements.time_s, advice is None)
        return advice

    def _advice(self, measurements: Measurements) -> Message | None:
        turn = self._viewpoint.update(measurements.time_s, measurements.view)
        if not measurements.person:
            return Message(CueCode.STEP_IN)
        # Who still stands beside the mat may face anywhere.
        if not self._lying:
            turn = turn or self._turn_squarely(measurements.time_s)
            if turn is not None:
                return turn
        return self._viewpoint.framing(self._required)

    def _turn_squarely(self, time_s: float) -> Message | None:
        """Return how to turn to a better view than one that will do, for as long as that is asked.

        Somebody who cannot, or does not want to, begins as they are seen.
        """
        aside = self._viewpoint.aside
        if aside is None:
            self._aside_since = None
            return None
        if self._aside_since is None:
            self._aside_since = time_s
        return aside if time_s - self._aside_since < ASIDE_S else None
