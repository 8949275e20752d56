"""One target of a stretch: a band for one measurement, with its cues."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from formcheck.stretches.model.fields import Identifier, Model, Number, Switch, Text
from formcheck.stretches.model.measures import UNTOLD, Measure, MeasureName

Moment = Literal["held", "bottom", "top", "always"]


class Check(Model):
    """One target: a band for one measurement, with its cues.

    Attributes:
        id: Name of the check, unique in its stretch.
        measure: What is measured, such as `hip[worked]`.
        prefer: A measure that is judged in its place wherever it is known, such as
            `hip_joint[worked]`: the same angle, only better told. The band holds for both.
        low: Lower end of the band in the measurement's unit (see `Measure.unit`), or None.
        high: Upper end of the band, or None.
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
        why: Why the target is what it is. `{low}` and `{high}` in it stand for the ends of the
            band, without their signs; `because` has the numbers.
    """

    id: Identifier
    measure: MeasureName
    prefer: MeasureName | None = None
    low: Number | None = None
    high: Number | None = None
    at: Moment = "held"
    change: Switch = False
    view: Literal["first", "second"] = "first"
    scored: Switch = True
    required: Switch = True
    cue_low: Text | None = None
    cue_high: Text | None = None
    why: Text

    @property
    def needed(self) -> bool:
        """Return whether the hold clock needs it: scored, required, and seen in the first view."""
        return self.required and self.scored and self.view == "first"

    @property
    def has_depth(self) -> bool:
        """Return whether its band has to be reached: one with 0 inside is where everyone begins."""
        return self.low is None or self.high is None or not self.low < 0 < self.high

    @property
    def untold(self) -> bool:
        """Return whether it looks at what no camera can tell yet (`UNTOLD`)."""
        return self.target.name in UNTOLD

    @property
    def because(self) -> str:
        """Return `why` with the numbers of the band, as the file or an overlay has them."""
        words = self.why
        for name, value in (("{low}", self.low), ("{high}", self.high)):
            words = words.replace(name, "the limit" if value is None else f"{abs(value):g}")
        return words

    @property
    def target(self) -> Measure:
        """Return what is measured, taken apart."""
        return Measure.parse(self.measure)

    @model_validator(mode="after")
    def _low_is_below_high(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(
                f"expected low below high, got low {self.low:g} and high {self.high:g}; "
                "exchange them or correct one"
            )
        return self
