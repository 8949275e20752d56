"""Constants of judging, cues and verdicts."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.coach.settings.constant import constant


@dataclass(frozen=True, slots=True)
class JudgingSettings:
    """Judging one value."""

    margin_sigmas: float = constant(
        1.0,
        "sigma",
        "Standard deviations of its error by which a value must lie outside its band to be "
        "called wrong.",
        "one in six correct values at the edge of a band is then called wrong, which a "
        "coach can live with; two sigmas (6 to 12 degrees) would leave most faults unnamed",
    )
    rounding: float = constant(
        0.5,
        "unit of the measure",
        "Least margin: what reads as inside its target is judged as inside.",
        "values are shown without decimals",
    )
    certain_sigmas: float = constant(
        2.0,
        "sigma",
        "Standard deviations by which a one-sided target must be missed before more is asked for.",
        "fewer than one in forty people who have reached it are then told to go deeper",
    )
    goal_slack: float = constant(
        5.0,
        "deg",
        "Hysteresis of the goal: it may be missed again by this much before a hold that "
        "stands on it ends.",
    )


@dataclass(frozen=True, slots=True)
class VerdictSettings:
    """The verdict of a performance."""

    least_known: float = constant(
        0.5,
        "share",
        "Share of the time in which a check must have a value to be judged as a whole.",
    )
    mostly: float = constant(
        0.3,
        "share",
        "Share of the judged time from which a wrong check is to adjust.",
        "a few seconds on the way to the right form are not what to remember",
    )
    seldom: float = constant(
        0.1,
        "share",
        "The same for what shows only in a part of each repetition.",
    )
    least_s: float = constant(
        0.5,
        "s",
        "Shortest time that gives a verdict.",
    )
    costly: float = constant(
        0.25,
        "share",
        "Share of the costliest fault from which an earlier check of the specification is "
        "named first; also the share of the time tried from which lost time is a verdict of"
        " its own.",
        "safety comes before depth; getting in and out takes some time too",
    )


@dataclass(frozen=True, slots=True)
class SecondViewSettings:
    """The second view."""

    ask_s: float = constant(
        8.0,
        "s",
        "Time for which the second view is asked for: to hear it, to come out of a hold and"
        " to begin to turn.",
        "who stays as they are then does not want to be looked at from there",
    )
    patience_s: float = constant(
        30.0,
        "s",
        "Time after the last good second or repetition in which the look must be over.",
        "time to turn a mat or to move the camera, and to get into the position again",
    )


@dataclass(frozen=True, slots=True)
class CueSettings:
    """Cues."""

    hint_s: float = constant(
        3.0,
        "s",
        "Time for which the hint to turn round comes before faults.",
    )
    feedback_s: float = constant(
        3.0,
        "s",
        "Time for which the remark on a repetition stays true.",
    )
    sure_s: float = constant(
        0.3,
        "s",
        "Debounce of a cue: true for this long before it appears, false for this long "
        "before one past its time goes.",
    )
    read_s: float = constant(
        1.5,
        "s",
        "Shortest time for which a cue stays.",
        "nobody can read, or follow, more than one in this time",
    )
