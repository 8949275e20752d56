"""The coach: takes what was measured frame by frame, and says what there is to say."""

from __future__ import annotations

from typing import Final, Literal

from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.coach.performance import Performance
from formcheck.coach.watch.conditions import Conditions
from formcheck.errors import UsageError
from formcheck.measure.model.measurement import Measurements
from formcheck.pose.landmark import SIDES, Side
from formcheck.stretches.model.stretch import Stretch
from formcheck.words import tr

SideChoice = Literal["auto", "left", "right"]

_CHOICES: Final = ("auto", *SIDES)


class Coach:
    """Follows one performance of one stretch.

    Each frame is looked at (`Conditions`), then judged (`Performance`).

    Args:
        stretch: What is done.
        side: The side the person says is worked, or `auto`. It names the side in reports. Which
            leg is judged is decided by geometry in every frame, wherever the stretch gives the
            working leg a role.
        insist: Whether nothing counts while the other leg works than the one of `side`, as where
            sides are led through in turn.
        one_set: Whether no repetition counts beyond those asked for, as where sets are led through.

    Raises:
        UsageError: There is no such side.
    """

    def __init__(
        self,
        stretch: Stretch,
        side: SideChoice = "auto",
        *,
        insist: bool = False,
        one_set: bool = False,
    ) -> None:
        declared = declared_side(side)
        self._conditions = Conditions(stretch, declared, insist=insist)
        self._performance = Performance(stretch, declared, one_set=one_set)
        self._summary: Summary | None = None

    def update(self, measurements: Measurements) -> FrameReport:
        """Take the next frame and return everything there is to say about it.

        Args:
            measurements: Frames come in the order of their times.

        Raises:
            UsageError: The performance has been finished.
        """
        if self._summary is not None:
            raise UsageError(
                tr("expected frames before finish(); make a new Coach for the next clip")
            )
        holding = self._performance.holding
        return self._performance.judge(self._conditions.see(measurements, holding=holding))

    def finish(self) -> Summary:
        """End the performance and return its summary; a second call returns the same."""
        if self._summary is None:
            self._summary = self._performance.finish(self._conditions.movement.main)
        return self._summary


def declared_side(side: SideChoice) -> Side | None:
    """Return the side that a person says is worked, or None.

    Raises:
        UsageError: There is no such side.
    """
    if side not in _CHOICES:
        raise UsageError(
            tr("expected a side of {sides}, got {side!r}", sides=", ".join(_CHOICES), side=side)
        )
    return None if side == "auto" else side
