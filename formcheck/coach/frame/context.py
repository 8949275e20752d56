"""What is known of one frame before anything in it is judged."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.measure.model.measurement import Measurements
from formcheck.message import Message
from formcheck.pose.landmark import Side


@dataclass(frozen=True, slots=True)
class FrameContext:
    """One frame, with the conditions under which it is judged.

    Attributes:
        measurements: What was measured in it.
        worked: The working leg, or None where it is not known.
        turn: How to turn for a view in which anything can be judged, or None where it can be.
        aside: How to turn for the view that the stretch asks for, where the present one is aside of
            it and judged all the same; None otherwise.
        looking: Whether the camera sees the second view.
        holding: Whether the hold clock ran before this frame.
        weight_s: How long the frame stands for, seconds; a gap in the recording is not part of it.
    """

    measurements: Measurements
    worked: Side | None
    turn: Message | None
    looking: bool
    holding: bool
    weight_s: float
    aside: Message | None = None

    @property
    def person(self) -> bool:
        """Whether anybody is in the picture."""
        return self.measurements.person

    @property
    def time_s(self) -> float:
        """Time of the frame, seconds."""
        return self.measurements.time_s
