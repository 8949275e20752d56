"""What is shown and heard with one frame before the camera."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.coach.frame.report import Cue, FrameReport
from formcheck.codes.states import Phase
from formcheck.measure.model.measurement import Measurements
from formcheck.message import Message
from formcheck.pose.pose import Pose
from formcheck.ui.live.plan import Step
from formcheck.ui.live.speech import Sound

Command = Literal["start", "pause", "toggle", "skip", "finish", "easier"]


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
        easier: Whether an easier target is offered.
    """

    phase: Phase
    step: Step
    index: int
    cue: Cue | None
    measurements: Measurements
    pose: Pose | None
    report: FrameReport | None
    countdown: int | None
    note: Message | None
    sound: Sound
    easier: bool = False
