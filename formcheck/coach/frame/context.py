"""What is known of one frame before anything in it is judged."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.measure.posture.positions import Position
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
        step_s: Time since the frame before, seconds.
        slow: Whether frames come too far apart to judge a hold by.
    """

    measurements: Measurements
    worked: Side | None
    turn: Message | None
    looking: bool
    holding: bool
    weight_s: float
    aside: Message | None = None
    step_s: float = 0.0
    slow: bool = False

    @property
    def person(self) -> bool:
        """Whether anybody is in the picture."""
        return self.measurements.person

    @property
    def time_s(self) -> float:
        """Time of the frame, seconds."""
        return self.measurements.time_s


@dataclass(frozen=True, slots=True)
class SeenCheck:
    """What one frame shows of a check, whatever its target.

    Attributes:
        name: Name of the measurement, such as `hip_right`, or the specification's own words.
        measurement: Its value, or the reason why nothing can be told here.
        preferred: Whether it is the preferred measure (`Check.prefer`).
        plain: The value of the plain measure beside the preferred one, or None.
        aside: Whether the camera sees it from aside of the view that the stretch asks for.
        start: The same leg's value as the person stood or knelt tall before, or None.
    """

    name: str
    measurement: Measurement
    preferred: bool = False
    plain: float | None = None
    aside: bool = False
    start: float | None = None


@dataclass(frozen=True, slots=True)
class SeenFrame:
    """One frame before it is judged: all that does not depend on where targets lie.

    Attributes:
        context: Its conditions.
        checks: What it shows of each check, in the stretch's order.
        hidden: Why nothing in it can be judged, or None.
        rep_angle: The angle by which repetitions are counted, or None where it cannot be told.
        framing: How to get all that counts into the picture, or None.
        wrong: The position of another movement that is done instead, while it lasts.
        other_leg: Whether the other leg works than the one whose turn it is.
        swayed: Whether it might have been seen otherwise had the hold clock run, or not run: the
            only thing that flows back from judging to seeing.
    """

    context: FrameContext
    checks: tuple[SeenCheck, ...]
    hidden: Message | None
    rep_angle: float | None
    framing: Message | None
    wrong: Position | None
    other_leg: bool
    swayed: bool
