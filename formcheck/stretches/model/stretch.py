"""A stretch as data: frozen models of the YAML files in `poses/`."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from formcheck.stretches.model.changes import StretchChange
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.fields import (
    Count,
    Identifier,
    Model,
    Number,
    Pause,
    Repetitions,
    Seconds,
    Sets,
    Switch,
    Text,
    Yaw,
)
from formcheck.stretches.model.measures import MeasureName
from formcheck.words import tr

Kind = Literal["hold", "reps", "timer", "test"]
Position = Literal[
    "standing", "half-kneeling", "kneeling", "quadruped", "prone", "supine", "sitting", "any"
]
Role = Literal["rear", "front", "bent", "straight", "lifted", "crossed", "near"]
Direction = Literal["side", "front", "above", "any"]


WIDEST_YAW: Final = 45.0
"""Degrees off the side view up to which values are judged, each by its own error: 92 of 100 hips
and 94 of 100 knees of rendered people lie within twice the stated error up to here
(docs/accuracy.md), and a thigh is still seen with 0.7 of its length."""


class ViewTarget(Model):
    """The camera's view that a stretch needs.

    Attributes:
        from_: `side`, `front`, `above` (of someone lying) or `any`.
        near: Which leg or side is nearer to the camera: `worked`, `either`.
        max_yaw: Largest turn away from that view in which a value can be good, degrees. From the
            side it is judged beyond that too, up to 45 degrees, and good enough at best.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_: Direction = Field(alias="from")
    near: Literal["worked", "either"] = "either"
    max_yaw: Yaw = 30.0

    @property
    def judged_yaw(self) -> float:
        """Return the turn away from that view up to which values are judged at all, degrees."""
        return max(self.max_yaw, WIDEST_YAW) if self.from_ == "side" else self.max_yaw


class SecondView(Model):
    """A short look from elsewhere, for what the first view cannot show.

    Attributes:
        from_: `side`, `front` or `above`.
        max_yaw: Largest turn away from that view that is still measured, degrees.
        seconds: How long the look takes.
        say: How to turn for it, in a coach's words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_: Literal["side", "front", "above"] = Field(alias="from")
    max_yaw: Yaw = 30.0
    seconds: Annotated[Number, Field(gt=0, le=60)] = 3.0
    say: Text


class PoseCondition(Model):
    """One angle by which the start pose is known.

    Attributes:
        measure: What is measured.
        low: Lower end in the measurement's unit, or None.
        high: Upper end, or None.
    """

    measure: MeasureName
    low: Number | None = None
    high: Number | None = None


class StartPose(Model):
    """The pose before the stretch, from which changes are counted.

    Attributes:
        pose: What holds in it, all at once.
        seconds: How long it has to be seen, for checks of a change.
        say: What to do so that it is seen, in a coach's words.
    """

    pose: Annotated[tuple[PoseCondition, ...], Field(min_length=1)]
    seconds: Annotated[Number, Field(gt=0, le=10)] = 1.0
    say: Text


class Phases(Model):
    """What the coach says on the way in, while all is well, and on the way out.

    Attributes:
        enter: On the way in.
        hold: While holding in good form.
        leave: Once the seconds are full.
    """

    enter: Text | None = None
    hold: Text | None = None
    leave: Text | None = None


class HoldTarget(Model):
    """How long to hold: seconds a set, sets a side, and seconds of rest after each set."""

    seconds: Seconds = 30.0
    sets: Sets = 2
    rest: Pause = 10.0


class RepTarget(Model):
    """How repetitions are counted.

    One repetition goes from above `top` to below `bottom` and back (or the other way round where
    `bottom` is the larger, as the hinge of a thigh), and lasts at least 0.8 s. With `starts:
    bottom` it goes from the bottom past the top and back, as a bridge does.

    Attributes:
        measure: The angle that goes up and down.
        change: Whether `top` and `bottom` are counted from the start pose (`Stretch.start`), for an
            angle at which one body rests and another one already works.
        top: Threshold of the upper position, degrees.
        bottom: Threshold of the lower position, degrees.
        starts: In which of the two a repetition begins and ends.
        count: Repetitions a set.
        sets: Sets.
        seconds: About how long one repetition takes, for the length of a routine.
        rest: Seconds of rest after each set.
    """

    measure: MeasureName
    change: Switch = False
    top: Number
    bottom: Number
    starts: Literal["top", "bottom"] = "top"
    count: Repetitions = 10
    sets: Sets = 2
    seconds: Annotated[Number, Field(ge=0.8, le=60)] = 4.0
    rest: Pause = 30.0


class Variant(StretchChange):
    """Another way to do a stretch, chosen as `ID:VARIANT`; only what is written changes.

    Attributes:
        id: Its name behind the colon.
        name: What people call it.
        say: What is done differently, in a sentence.
        replaces: Numbers of the steps, from 1, in whose place that is done; without any it is done
            beside all of them.
        easier: Whether it is an easier version, offered to whoever is stuck.
        kind: `hold` where repetitions are held instead; None leaves the kind as it is.
    """

    id: Identifier
    name: Text
    say: Text
    replaces: tuple[Annotated[Count, Field(ge=1, le=20)], ...] = ()
    easier: Switch = False
    kind: Literal["hold"] | None = None


class Stretch(Model):
    """One stretch or exercise, as its YAML file says it.

    Attributes:
        id: The file's name without `.yaml`.
        name: What people call it.
        kind: Held still (`hold`), repeated (`reps`), guided by a clock alone (`timer`), or read
            several times without any verdict (`test`).
        position: The body's position, by which a wrong movement is noticed.
        sides: `each` leg in turn, `both` together, or `none` where sides do not matter.
        worked_leg: Which leg `[worked]` means, by its part in the position.
        view: How the camera must see it.
        second_view: A short look from elsewhere for the checks with `view: second`.
        start: The pose before it, for the checks with `change: true`.
        phases: What is said on the way in, meanwhile and on the way out.
        hold: Seconds and sets, for holds and timers.
        reps: How repetitions are counted.
        main: Id of the check that is drawn large; of a test, the one that is read.
        score: Id of a check with a `goal`: while that is reached, seconds of a hold count however
            far the main check is from its entry, and are added up apart.
        summary: What it is, in a sentence or two.
        sources: Where the stretch and its figures come from.
        steps: What the person does, in order; read and spoken.
        breathing: How to breathe meanwhile.
        checks: The targets in the order of their importance, safety first.
        variants: Other ways to do it with other targets.
        easier: Ways to make it easier.
        harder: Ways to make it harder.
        safety: What to heed, when to stop.
        cannot_see: What the camera cannot tell here.
    """

    id: Identifier
    name: Text
    kind: Kind
    position: Position
    sides: Literal["each", "both", "none"]
    worked_leg: Role | None = None
    view: ViewTarget
    second_view: SecondView | None = None
    start: StartPose | None = None
    phases: Phases = Phases()
    hold: HoldTarget | None = None
    reps: RepTarget | None = None
    main: Identifier | None = None
    score: Identifier | None = None
    summary: Text
    sources: tuple[Text, ...] = ()
    steps: tuple[Text, ...]
    breathing: Text | None = None
    checks: tuple[Check, ...] = ()
    variants: tuple[Variant, ...] = ()
    easier: tuple[Text, ...] = ()
    harder: tuple[Text, ...] = ()
    safety: tuple[Text, ...] = ()
    cannot_see: tuple[Text, ...] = ()

    def check(self, check_id: str) -> Check:
        """Return the check of that id.

        Raises:
            KeyError: The stretch has no such check.
        """
        for check in self.checks:
            if check.id == check_id:
                return check
        raise KeyError(check_id)

    @property
    def is_scored(self) -> bool:
        """Return whether anything in it is judged."""
        return any(check.scored for check in self.checks)

    @property
    def score_check(self) -> Check | None:
        """Return the check whose goal is the score of a hold, or None."""
        return None if self.score is None else self.check(self.score)

    @property
    def easier_variants(self) -> tuple[Variant, ...]:
        """Return the easier versions that have targets of their own."""
        return tuple(variant for variant in self.variants if variant.easier)

    @property
    def looks_again(self) -> bool:
        """Return whether its second view shows anything that can be told."""
        return any(check.view == "second" and not check.untold for check in self.checks)

    @property
    def main_check(self) -> Check | None:
        """Return the check whose angle is drawn large: `main`, else the first with two ends."""
        if self.main is not None:
            return self.check(self.main)
        scored = [check for check in self.checks if check.scored]
        banded = [c for c in scored if c.low is not None and c.high is not None]
        return banded[0] if banded else (scored[0] if scored else None)

    @property
    def held_checks(self) -> tuple[int, ...]:
        """Return the numbers of the scored checks that a hold clock can look at."""
        return tuple(
            i
            for i, check in enumerate(self.checks)
            if check.at in ("held", "always") and check.scored and check.view == "first"
        )

    @property
    def clock_main(self) -> int | None:
        """Return the number of the check whose angle has to come to rest, or None.

        The main check where the clock needs it, otherwise the first that it needs.
        """
        needed = [i for i in self.held_checks if self.checks[i].needed]
        main = self.main_check
        if self.kind == "test":  # what is read has to come to rest, and has no target
            return next((i for i, check in enumerate(self.checks) if check is main), None)
        fitting = [i for i in needed if self.checks[i] is main]
        return next(iter(fitting or needed), None)

    @property
    def clock_checks(self) -> tuple[int, ...]:
        """Return the numbers of the checks that can stop the hold clock.

        The required ones; and those that come before the main one, where their value is known:
        nobody collects seconds while the low back is seen to arch.
        """
        before = self.clock_main or 0
        return tuple(i for i in self.held_checks if self.checks[i].needed or i < before)

    @property
    def clock_needs(self) -> tuple[int, ...]:
        """Return the numbers of the checks whose value the hold clock cannot do without."""
        needed = {i for i in self.held_checks if self.checks[i].needed}
        if self.kind == "test" and self.clock_main is not None:
            needed.add(self.clock_main)
        return tuple(sorted(needed))

    def may_change_verdict(self, index: int) -> bool:
        """Return whether the check of that index may change a verdict.

        A check that is not required and comes after the main one is for information: in a lunge
        the knee angle is shown and not chased.
        """
        check, main = self.checks[index], self.main_check
        if not check.scored:
            return False
        if check.needed or check.view == "second" or main is None:
            return True
        return index <= self.checks.index(main)

    @model_validator(mode="after")
    def _kind_has_its_target(self) -> Self:
        if self.kind == "hold" and self.hold is None:
            raise ValueError(tr("a hold needs `hold: {seconds: 30, sets: 2}`"))
        if self.kind == "reps" and self.reps is None:
            raise ValueError(tr("repetitions need `reps: {measure: …, top: …, bottom: …}`"))
        if self.kind == "test" and (self.hold is None or self.main is None):
            raise ValueError(tr("a test needs `hold: {seconds: 3, sets: 3}` and `main`"))
        return self
