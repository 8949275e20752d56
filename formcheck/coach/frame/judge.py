"""The judge: one check, one frame, one verdict, always by the leg's role and never by its name."""

from __future__ import annotations

from functools import cache
from typing import Final

from formcheck.coach.frame.context import SeenCheck
from formcheck.coach.frame.elementwise import Flags, Values, larger, pick
from formcheck.coach.frame.report import VERDICTS, CheckResult
from formcheck.coach.settings.coach import COACH
from formcheck.codes.coach import CueCode
from formcheck.codes.states import Verdict
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.measure.model.registry import REGISTRY, SPECS
from formcheck.message import Message
from formcheck.pose.landmark import Side, other
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.measures import Measure
from formcheck.stretches.model.stretch import Role, Stretch

MARGIN_SIGMAS: Final = COACH.judging.margin_sigmas
ROUNDING: Final = COACH.judging.rounding
CERTAIN_SIGMAS: Final = COACH.judging.certain_sigmas

UNKNOWN_LEG: Final = Message(CueCode.SHOW_WHICH_LEG)
"""Reason of a check of the working leg while geometry shows none."""

UNKNOWN_NEAR: Final = Message(CueCode.SHOW_ONE_SIDE)
"""Reason of a check of the near or far side while neither is nearer."""

RAISED_DEG: Final = 40.0
"""Degrees to the back of the vertical from which on thigh and shin belong to a leg in the air."""

UPRIGHT_DEG: Final = 30.0
"""Degrees to the back up to which they belong to a leg that somebody stands on."""

NO_BAND: Final = -360.0
"""Distance from its band, in degrees, of a value without one: far inside."""

GOOD, GOOD_ENOUGH, ADJUST, CANT_TELL = range(len(VERDICTS))
"""Numbers of the verdicts in `VERDICTS`."""

_HIP_CENTRE: Final = 105.0
"""Middle of the branch -75..285 on which hips are compared, degrees. Hips bend from about 10
(thigh on the belly) to about 215 (thigh behind the trunk); 355 is a deep bend with noise, and
called 'too deep an extension' it would bring the opposite of the right cue."""

UNWRAPPED: Final = frozenset(spec.name for spec in SPECS if spec.wrap == "none")
"""Measures that are no signed angles: 0..180 degrees, or not an angle at all."""


def leg_in_role(role: Role, measurements: Measurements) -> Side | None:
    """Return the leg that plays a role in this frame, found by geometry.

    The names left and right may be exchanged in a frame; the roles are exchanged with them, so
    the leg that is returned is always the same leg of the body.

    Args:
        role: `lifted` is the leg whose thigh points further back, as `rear` is: on all fours and
            on a table the lifted leg is the one behind.
        measurements: The frame.
    """
    legs = measurements.legs
    if role in ("rear", "lifted"):
        return legs.rear
    if role == "front":
        return None if legs.rear is None else other(legs.rear)
    if role == "bent":
        return legs.bent
    if role == "crossed":
        return legs.crossed
    if role == "straight":
        return None if legs.bent is None else other(legs.bent)
    return _near(measurements)


def worked_side(
    stretch: Stretch, measurements: Measurements, declared: Side | None = None
) -> Side | None:
    """Return the working leg of this frame, by this frame's names of left and right.

    Args:
        stretch: Its `worked_leg` says by which geometry the leg is found.
        measurements: The frame.
        declared: The side the person named. Only used where the stretch gives no role: with one,
            geometry decides, since the names may be exchanged. With neither, it is the near side,
            the one that can be measured.
    """
    if stretch.worked_leg is not None:
        return leg_in_role(stretch.worked_leg, measurements)
    return declared or _near(measurements)


def look_up(
    measure: str, measurements: Measurements, worked: Side | None
) -> tuple[str, Measurement]:
    """Return the measurement that a specification's words mean in this frame, with its name.

    Args:
        measure: Such as `hip[worked]` or `trunk_lean`.
        measurements: The frame.
        worked: The working leg of this frame, or None where it is not known.

    Returns:
        The name (`hip_right`), or `measure` itself where the side is not known, and the
        measurement, which carries a reason where it cannot be known.
    """
    target = parse(measure)
    name = target.name
    if target.role is not None:
        side = _side(target.role, measurements, worked)
        if target.role == "near" and side is not None and REGISTRY[name].limb == "leg":
            side = _carrying(measurements, side)
        if side is None:
            by_leg = target.role in ("worked", "other")
            return measure, Measurement.unknown(UNKNOWN_LEG if by_leg else UNKNOWN_NEAR)
        name = f"{name}_{side}"
    found = measurements.values.get(name)
    if found is None:
        return name, Measurement.unknown(Message(CueCode.SHOW_ALL_OF_YOU))
    return name, found


def judge(check: Check, measurements: Measurements, worked: Side | None) -> CheckResult:
    """Return the verdict of one check in one frame.

    Args:
        check: The target.
        measurements: The frame.
        worked: The working leg of this frame as geometry shows it (`worked_side`).
    """
    return judge_seen(check, see_check(check, measurements, worked))


def see_check(check: Check, measurements: Measurements, worked: Side | None) -> SeenCheck:
    """Return what one frame shows of a check, unjudged: the preferred measure where it is known.

    Args:
        check: The target; its band is not looked at.
        measurements: The frame.
        worked: The working leg of this frame as geometry shows it (`worked_side`).
    """
    if check.prefer is not None:
        preferred, value = look_up(check.prefer, measurements, worked)
        if value.value is not None:
            plain = look_up(check.measure, measurements, worked)[1].value
            return SeenCheck(preferred, value, preferred=True, plain=plain)
    return SeenCheck(*look_up(check.measure, measurements, worked))


def judge_seen(check: Check, seen: SeenCheck) -> CheckResult:
    """Return the verdict on what a frame shows of a check."""
    band = preferred_of(check) if seen.preferred else check
    return judge_value(band, seen.name, seen.measurement, seen)


def judge_value(
    check: Check, name: str, measurement: Measurement, seen: SeenCheck | None = None
) -> CheckResult:
    """Return the verdict on one value.

    Args:
        check: The target.
        name: Name of the measurement, for the result.
        measurement: The value with its error, or the reason why there is none.
        seen: What else the frame shows of the check, or None.

    Returns:
        Its `value` lies on the same turn of the circle as the band: a hip of 355 degrees is
        reported as -5, so that nothing later has to know that angles come round. Inside its band
        and short of its goal a value is `good enough`: it is shown, and no fault.
    """
    plain, start = (None, None) if seen is None else (seen.plain, seen.start)
    if measurement.value is None or measurement.sigma is None:
        return CheckResult(
            check.id, name, Verdict.CANT_TELL, None, None, check.low, check.high,
            measurement.reason, None, plain, start=start,
        )  # fmt: skip
    value, sigma = on_branch(check, measurement.value), measurement.sigma
    verdict = grade(check, value, sigma, aside=seen is not None and seen.aside)
    cue: Message | None = None
    if verdict == ADJUST and check.scored:
        cue = check.cue("low" if is_below(value, check.low) else "high")
    return CheckResult(
        check.id, name, VERDICTS[verdict], value, sigma, check.low, check.high, None, cue,
        plain, check.goal, None if check.goal is None else check.reaches(value), start,
    )  # fmt: skip


def grade(check: Check, value: Values, sigma: Values, *, aside: Flags = False) -> Values:
    """Return the number of the verdict on a value in `VERDICTS`.

    Args:
        check: The target.
        value: On the band's turn of the circle (`on_branch`).
        sigma: Standard deviation of its error.
        aside: Whether it was seen from aside of the view that is asked for: inside its target, as
            far as that can tell, a value is `good enough`.
    """
    outside = outside_of(value, check.low, check.high)
    lenient = is_one_sided(check, sigma)
    if check.deeper is not None:
        below = is_below(value, check.low)
        lenient = lenient & (below if check.deeper == "low" else pick(below, False, True))
    near = outside <= tolerance(sigma, lenient=lenient)
    if check.also is not None:
        near = near | check.also.holds(value)  # another good way to do it
    good = outside < ROUNDING
    if check.goal is not None:
        good = good & check.reaches(value)
    return pick(good, pick(aside, GOOD_ENOUGH, GOOD), pick(near, GOOD_ENOUGH, ADJUST))


def is_one_sided(check: Check, sigma: Values) -> Flags:
    """Return whether more depth is asked for only where it is missed by twice the error.

    Either the target says so, or its band is narrower than twice the error: a value in its middle
    could then be called too little in one frame and too much in the next.
    """
    if check.deeper is None:
        return False
    if check.one_sided:
        return True
    banded = check.low is not None and check.high is not None
    return banded and check.high - check.low < 2.0 * MARGIN_SIGMAS * sigma  # type: ignore[operator]


def tolerance(sigma: Values, *, lenient: Flags) -> Values:
    """Return by how much a value may lie outside its band without being called wrong.

    Args:
        sigma: Standard deviation of the value's error.
        lenient: Whether it lies at the end that asks for more, and the target is one-sided.
    """
    return pick(lenient, CERTAIN_SIGMAS, MARGIN_SIGMAS) * sigma


def unseen(check: Check, name: str, reason: Message) -> CheckResult:
    """Return the result of a check that cannot be told, for a reason outside the measurement."""
    return judge_value(check, name, Measurement.unknown(reason))


def outside_band(result: CheckResult) -> float | None:
    """Return how far a value lies outside its band.

    Returns:
        In the measurement's unit: above 0 outside, 0 or below inside, `NO_BAND` where there is no
        band, None where there is no value.
    """
    if result.value is None:
        return None
    found: float = outside_of(result.value, result.low, result.high)
    return found


def too(result: CheckResult) -> str:
    """Return `low` or `high`: on which side of its band a value lies."""
    below = result.value is not None and is_below(result.value, result.low)
    return "low" if below else "high"


def on_branch(check: Check, value: Values) -> Values:
    """Return an angle on the turn of the circle on which the check's band lies.

    Hips are taken on -75..285 whatever the band. Other signed angles (trunk, thigh, shin, pelvis)
    are taken within half a turn of the middle of a band with two ends, otherwise on -180..180.

    Args:
        check: The target.
        value: In degrees, on any turn; returned as it is for measures that are no signed angles.
    """
    name = parse(check.measure).name
    if name in UNWRAPPED or check.change:
        return value
    centre = 0.0
    if REGISTRY[name].wrap == "hip":
        centre = _HIP_CENTRE
    elif check.low is not None and check.high is not None:
        centre = (check.low + check.high) / 2
    near = (value - centre >= -180.0) & (value - centre < 180.0)
    # The usual case keeps its exact value.
    return pick(near, value, centre + wrap_angle(value - centre))


def wrap_angle(angle: Values) -> Values:
    """Return an angle or difference of angles on -180..180 degrees."""
    return (angle + 180.0) % 360.0 - 180.0


def is_below(value: Values, low: float | None) -> Flags:
    """Return whether a value lies below its band, where that has a lower end."""
    return False if low is None else value < low


def outside_of(value: Values, low: float | None, high: float | None) -> Values:
    """Return how far a value lies outside a band; `NO_BAND` where it has no end."""
    below = NO_BAND if low is None else low - value
    above = NO_BAND if high is None else value - high
    return larger(below, above)


def parse(measure: str) -> Measure:
    """Return a measure taken apart."""
    return Measure.parse(measure)


@cache
def preferred_of(check: Check) -> Check:
    """Return the check of the preferred measure; kept, since each frame asks for the same few."""
    return check.preferred


def _near(measurements: Measurements) -> Side | None:
    return None if measurements.view is None else measurements.view.near


def _carrying(measurements: Measurements, near: Side) -> Side:
    """Return the leg that is judged where the near one is asked for.

    Whoever hinges on one leg has the other one in the air, in line with the trunk: it is no part of
    what is asked of a leg, and no fault, and the standing leg is judged. Nobody who stands on both
    feet, kneels or lies has one leg pointing back and the other one upright.
    """
    stands = other(near)
    leans = {
        (name, side): measurements.values.get(f"{name}_{side}")
        for name in ("thigh", "shin")
        for side in (near, stands)
    }
    found = {key: one.value for key, one in leans.items() if one is not None}
    raised = [found.get((name, near)) for name in ("thigh", "shin")]
    upright = [found.get((name, stands)) for name in ("thigh", "shin")]
    if all(lean is not None and lean >= RAISED_DEG for lean in raised) and all(
        lean is not None and lean <= UPRIGHT_DEG for lean in upright
    ):
        return stands
    return near


def _side(role: str, measurements: Measurements, worked: Side | None) -> Side | None:
    if role == "left":
        return "left"
    if role == "right":
        return "right"
    side = worked if role in ("worked", "other") else _near(measurements)
    if side is None or role in ("worked", "near"):
        return side
    return other(side)
