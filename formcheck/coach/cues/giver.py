"""Gives cues: the hint to turn round, remarks on repetitions, and the choice among all."""

from __future__ import annotations

from functools import partial

from formcheck.coach.clocks.reps import RepCounter
from formcheck.coach.cues.candidates import (
    FEEDBACK_S,
    HINT_S,
    Situation,
    contradicted,
    cues,
    partial_feedback,
    rep_feedback,
    turn_round,
)
from formcheck.coach.cues.chooser import CueChooser
from formcheck.coach.frame.context import FrameContext
from formcheck.coach.frame.report import Cue, RepCount
from formcheck.codes.states import CueKind
from formcheck.stretches.model.stretch import Stretch


class RepRemarks:
    """Prepares the remark on each repetition once it has been judged."""

    def __init__(self) -> None:
        self._said: tuple[Cue, float] | None = None  # and until when
        self._reps = self._partials = 0

    def update(self, counter: RepCounter, count: RepCount, time_s: float) -> None:
        """Take in the repetitions up to a frame.

        Args:
            counter: Knows those that were judged.
            count: What it said of the frame.
            time_s: Time of the frame, seconds.
        """
        if len(counter.reps) > self._reps:
            remark = rep_feedback(counter.reps[-1], count.count, count.target)
            self._said = (remark, time_s + FEEDBACK_S)
        elif len(counter.partials) > self._partials:
            self._said = (partial_feedback(counter.partials[-1]), time_s + FEEDBACK_S)
        self._reps, self._partials = len(counter.reps), len(counter.partials)

    def fresh(self, time_s: float) -> Cue | None:
        """Return the last remark while it is fresh, or None."""
        return self._said[0] if self._said is not None and time_s < self._said[1] else None


class CueGiver:
    """Shows one cue a frame.

    Args:
        stretch: What is done.
    """

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._chooser = CueChooser()
        self._turn_round = turn_round(stretch)
        self._hinted_s = 0.0  # for which a hint was shown
        self.remarks = RepRemarks()

    @property
    def shown(self) -> Cue | None:
        """Return the cue of the last frame."""
        return self._chooser.shown

    @property
    def hint_first(self) -> bool:
        """Whether the hint still comes before faults."""
        return self._hinted_s < HINT_S

    def hint(self, context: FrameContext) -> Cue | None:
        """Return how the camera would see better what it sees already, or None.

        Turning round, where the working leg is the farther one, or squarely to the side.
        """
        view = context.measurements.view
        near = view.near if view is not None else None
        known = context.worked is not None and near is not None
        far = self._stretch.view.near == "worked" and known and near != context.worked
        if far and context.turn is None:
            return self._turn_round
        return None if context.aside is None else Cue(context.aside, CueKind.VIEW)

    def give(self, context: FrameContext, situation: Situation) -> Cue | None:
        """Return the cue to show in a frame, or None.

        Args:
            context: The frame.
            situation: What its cues depend on.
        """
        refuted = partial(contradicted, self._stretch, situation)
        found = [cue for cue in cues(self._stretch, situation) if not refuted(cue)]
        cue = self._chooser.choose(context.time_s, found, refuted)
        if cue is not None and cue == situation.hint:
            self._hinted_s += context.weight_s
        return cue
