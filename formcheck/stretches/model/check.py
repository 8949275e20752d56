"""One target of a stretch: a band for one measurement, with its cues."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from formcheck.message import Message, authored
from formcheck.stretches.model.fields import Identifier, Model, Number, Switch, Text
from formcheck.stretches.model.measures import UNTOLD, Measure, MeasureName
from formcheck.words import tr

Moment = Literal["held", "bottom", "top", "always"]
End = Literal["low", "high"]


class OtherWay(Model):
    """Another band that is right as well: another good way to do the same.

    Attributes:
        low: Its lower end, in the measurement's unit.
        high: Its upper end.
        say: What that way is, in a sentence.
    """

    low: Number
    high: Number
    say: Text

    def holds(self, value: float) -> bool:
        """Return whether a value lies in it."""
        return (self.low <= value) & (value <= self.high)


class Check(Model):
    """One target: a band for one measurement, with its cues.

    Attributes:
        id: Name of the check, unique in its stretch.
        measure: What is measured, such as `hip[worked]`.
        prefer: A measure that is judged in its place wherever it is known, such as
            `hip_joint[worked]`: the same angle, only better told.
        low: Lower end of the band in the measurement's unit (see `Measure.unit`), or None.
        high: Upper end of the band, or None.
        prefer_low: Lower end of the band of the preferred measure; by default `low`.
        prefer_high: Upper end of the band of the preferred measure; by default `high`.
        goal: A value inside the band that is to be reached, from the side of the end that is
            given: with `high: 5` and `goal: -3`, -3 or less is reached, above 5 is a fault, and
            what lies between is only shown.
        also: Another band that is right as well; a value in it is never corrected.
        deeper: The end of the band beyond which the cue asks for more: `low` where more is a larger
            angle, `high` where it is a smaller one. None where neither end is about depth.
        one_sided: Whether more is asked for only where the band is missed by twice the error. A
            band narrower than twice the error is judged so in any case (`judge.is_one_sided`).
        at: When it counts: while `held`, at the `bottom` or `top` of a repetition, or `always`.
        change: Whether the band is for the change since the start pose (`Stretch.start`) and not
            for the value itself.
        view: `second` where the stretch's second view shows it, and the first does not.
        scored: False for what is shown for information: it never changes a verdict, stops no
            clock and brings no cue.
        required: Whether the hold clock needs it. An unmeasurable required check stops the clock,
            an unmeasurable check that is not required is reported as "can't tell". One that comes
            before the main check stops the clock all the same while it is known to be wrong.
        cue_low: What to do when the value is below the band.
        cue_high: What to do when the value is above the band.
        cue_goal: How to reach the goal, said while nothing is wrong.
        why: Why the target is what it is. `{low}`, `{high}` and `{goal}` in it stand for the
            numbers of the band, without their signs; `reason` has them.
    """

    id: Identifier
    measure: MeasureName
    prefer: MeasureName | None = None
    low: Number | None = None
    high: Number | None = None
    prefer_low: Number | None = None
    prefer_high: Number | None = None
    goal: Number | None = None
    also: OtherWay | None = None
    deeper: End | None = None
    one_sided: Switch = False
    at: Moment = "held"
    change: Switch = False
    view: Literal["first", "second"] = "first"
    scored: Switch = True
    required: Switch = True
    cue_low: Text | None = None
    cue_high: Text | None = None
    cue_goal: Text | None = None
    why: Text

    @property
    def needed(self) -> bool:
        """Return whether the hold clock needs it: scored, required, and seen in the first view."""
        return self.required and self.scored and self.view == "first"

    @property
    def has_depth(self) -> bool:
        """Return whether its band has to be reached: one with 0 inside is where everyone begins."""
        if self.goal is not None or self.deeper is not None:
            return True
        return self.low is None or self.high is None or not self.low < 0 < self.high

    @property
    def entry(self) -> End:
        """Return the end of the band by which it is reached: `deeper`, else the lower one."""
        return self.deeper or ("high" if self.low is None else "low")

    @property
    def preferred(self) -> Check:
        """Return the check of the preferred measure, with the band that holds for it."""
        if self.prefer is None:
            return self
        low = self.low if self.prefer_low is None else self.prefer_low
        high = self.high if self.prefer_high is None else self.prefer_high
        return self.model_copy(update={"measure": self.prefer, "low": low, "high": high})

    def judged_by(self, measure: str) -> Check:
        """Return the check with the band that holds for what was looked at.

        Args:
            measure: Its name without a side, such as `hip` or `hip_joint`.
        """
        if self.prefer is None or Measure.parse(self.prefer).name != measure:
            return self
        return self.preferred

    def reaches(self, value: float) -> bool:
        """Return whether a value reaches the goal; True where there is none."""
        if self.goal is None:
            return True
        return value <= self.goal if self.high is not None else value >= self.goal

    @property
    def untold(self) -> bool:
        """Return whether it looks at what no camera can tell yet (`UNTOLD`)."""
        return self.target.name in UNTOLD

    def cue(self, end: str) -> Message | None:
        """Return what to do about a value beyond the `low` or the `high` end of the band."""
        text = self.cue_low if end == "low" else self.cue_high
        return None if text is None else authored(text)

    @property
    def reason(self) -> Message:
        """Return `why` with the numbers of the band, as the file or an overlay has them."""
        numbers = {"low": self.low, "high": self.high, "goal": self.goal}
        used = {name: value for name, value in numbers.items() if f"{{{name}}}" in self.why}
        return authored(self.why, **{name: _number(value) for name, value in used.items()})

    @property
    def target(self) -> Measure:
        """Return what is measured, taken apart."""
        return Measure.parse(self.measure)

    @model_validator(mode="after")
    def _ends_are_in_order(self) -> Self:
        for low, high in ((self.low, self.high), (self.prefer_low, self.prefer_high)):
            if low is not None and high is not None and low > high:
                raise ValueError(
                    tr(
                        "expected low below high, got low {low:g} and high {high:g}; "
                        "exchange them or correct one",
                        low=low,
                        high=high,
                    )
                )
        if self.goal is None:
            return self
        if (self.low is None) == (self.high is None):
            raise ValueError(
                tr("expected `goal` beside one of `low` and `high`; remove the other one")
            )
        if (self.high is not None and self.goal > self.high) or (
            self.low is not None and self.goal < self.low
        ):
            raise ValueError(
                tr(
                    "expected the goal inside the band, got {goal:g}; a goal beyond its limit "
                    "could never be reached without a fault",
                    goal=self.goal,
                )
            )
        return self


def _number(value: float | None) -> str | Message:
    return authored(tr("the limit")) if value is None else f"{abs(value):g}"
