"""Constants of the conditions under which is judged."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.coach.settings.constant import constant


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """The view of the camera."""

    window_s: float = constant(
        0.5,
        "s",
        "Trailing window of the median yaw.",
        "one odd frame neither hides nor shows a check",
    )
    loose: float = constant(
        5.0,
        "deg",
        "Hysteresis of both limits: a view that was fit stays so for this much more.",
        "half the error of a yaw: somebody who moves seems to turn by as much",
    )
    aside_s: float = constant(
        6.0,
        "s",
        "Time for which a person seen aside is asked to turn squarely before a set begins.",
        "to hear it and to turn; who stays then is judged as they are seen",
    )
    quarter_turn: float = constant(
        75.0,
        "deg",
        "Turn from which 'a quarter turn' is clearer than a number.",
    )
    small: float = constant(
        0.2,
        "share of the diagonal",
        "Size below which a person is too small in the picture.",
        "rendered people: landmarks err by a median of 3 % of the body's size above 0.3, 5 "
        "below 0.2, 18 below 0.15",
    )
    tilted: float = constant(
        2.0,
        "deg",
        "Roll from which the camera should be levelled.",
        "leans and pelvis are measured against the picture's vertical and take over every "
        "degree of it",
    )
    sign_sigmas: float = constant(
        3.0,
        "sigma",
        "Minimum |yaw| / sigma at which the sign of the yaw is trusted.",
        "rendered people 20 degrees or more off the side view: wrong in 1 of 100 above, in "
        "10 of 100 below",
    )
    sticky: float = constant(
        8.0,
        "deg",
        "Dead band of the turn that is said.",
    )
    seen_s: float = constant(
        1.0,
        "s",
        "Debounce before 'I can see all of you'.",
    )


@dataclass(frozen=True, slots=True)
class MeasureSettings:
    """Two measures of one angle, such as a hip with and without the low back's share."""

    switch_s: float = constant(
        3.0,
        "s",
        "Time for which the other measure has to be the readable one before it is looked at.",
        "chosen: an arm that passes the back, or a fold of cloth, takes a second or two",
    )
    drift: float = constant(
        2.0,
        "deg/s",
        "Growth of the error of the preferred measure while it is hidden.",
        "chosen: a pelvis tips by some 6 degrees in three seconds where somebody moves it slowly",
    )


@dataclass(frozen=True, slots=True)
class StartSettings:
    """The start pose."""

    gap_s: float = constant(
        0.3,
        "s",
        "Longest time without the start pose within one visit to it.",
    )


@dataclass(frozen=True, slots=True)
class LegSettings:
    """The working leg."""

    told_s: float = constant(
        1.5,
        "s",
        "Evidence for the other leg at which it is told.",
    )
    over_s: float = constant(
        0.5,
        "s",
        "Evidence below which it is over (hysteresis): half a second of the right leg.",
    )
    most_s: float = constant(
        2.0,
        "s",
        "Most evidence that is collected.",
    )
    back: float = constant(
        3.0,
        "factor",
        "How many times faster the right leg takes evidence away.",
    )
    kept_s: float = constant(
        3.0,
        "s",
        "Time for which the working leg of a hold is kept while the picture does not show "
        "it. A leg that was taken back collects no more than this.",
        "from the side a crossed ankle hides behind the other leg for seconds, and nobody "
        "changes legs without leaving the position",
    )


@dataclass(frozen=True, slots=True)
class MovementSettings:
    """Another movement than the stretch."""

    sure: float = constant(
        0.8,
        "probability",
        "Minimum probability of a position that is evidence against the stretch.",
    )
    right: float = constant(
        0.5,
        "probability",
        "Minimum probability of the stretch's own positions that is evidence for it.",
    )
    stay_s: float = constant(
        4.0,
        "s",
        "Dwell time in another position that makes it another movement.",
        "longer than it takes to bend to the mat, or to pick something up",
    )
    way_s: float = constant(
        7.0,
        "s",
        "The same for positions on the way to the floor or at rest.",
    )
    again: float = constant(
        0.5,
        "evidence",
        "Evidence of each later stay in the same position, where 1 is enough; half of it on"
        " the way to the floor.",
        "once down may be the way to the mat, the second or third squat is not",
    )
    again_s: float = constant(
        0.5,
        "s",
        "Shortest later stay that counts.",
    )
    apart_s: float = constant(
        0.5,
        "s",
        "Least time between two stays.",
    )
    fade_s: float = constant(
        20.0,
        "s",
        "Time in which evidence of 1 decays while nothing speaks for or against it.",
    )
    back_s: float = constant(
        0.5,
        "s",
        "Debounce before returning to the expected position.",
    )
    calm_s: float = constant(
        3.0,
        "s",
        "Time without evidence after which another movement is over.",
    )
    suspect_s: float = constant(
        0.3,
        "s",
        "Dwell time in another position from which it is no part of a repetition.",
    )
    least_s: float = constant(
        2.0,
        "s",
        "Time of the right movement after which lying down is a rest.",
    )
    mostly: float = constant(
        0.6,
        "share",
        "Share of a performance that another movement must fill where it was not told meanwhile.",
    )
    most: float = constant(
        1.5,
        "evidence",
        "Most evidence that is collected.",
    )
