"""Constants of the clocks and the counter."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.coach.settings.constant import constant


@dataclass(frozen=True, slots=True)
class HoldSettings:
    """The hold clock."""

    settle_s: float = constant(
        0.5,
        "s",
        "Debounce before a hold starts: all required checks must be good for this long; the"
        " time is credited once the clock starts.",
    )
    transit_speed: float = constant(
        20.0,
        "deg/s",
        "Speed of the main angle above which the person is getting in or out; that is no "
        "lost time.",
    )
    patience_s: float = constant(
        1.5,
        "s",
        "Longest loss of sight that a hold survives.",
    )
    blink_s: float = constant(
        0.3,
        "s",
        "Debounce before a hold ends: bad form shorter than this ends none. The time itself"
        " is not counted.",
        "a single frame is often wrong, and nobody leaves a stretch and comes back so fast",
    )
    gap_s: float = constant(
        0.3,
        "s",
        "Longest time between two frames that can be judged; a longer one is a loss of sight.",
    )
    widened: float = constant(
        5.0,
        "unit of the measure",
        "Hysteresis of a hold: once the clock runs, bands are this much wider at both ends.",
    )
    reach: float = constant(
        40.0,
        "unit of the measure",
        "Distance from its band up to which a value belongs to someone who is trying.",
        "from sitting back on the heel to a full lunge the rear hip travels about this far;"
        " between kneeling and standing the rear knee differs by more",
    )
    depth: float = constant(
        5.0,
        "deg",
        "How much further open than in kneeling tall the hip has to be before depth without a tuck "
        "counts.",
        "kneeling tall reads up to 7 degrees too open in some bodies, and would be a stretch "
        "without a move; it sways by 1 to 2",
    )


@dataclass(frozen=True, slots=True)
class LostTimeSettings:
    """Time lost while trying."""

    shortest_s: float = constant(
        1.0,
        "s",
        "Shortest stay near the position that counts as an attempt.",
    )
    idle_s: float = constant(
        0.5,
        "s",
        "Break that ends an attempt.",
    )
    hidden_s: float = constant(
        10.0,
        "s",
        "Longest time out of sight that counts as lost if the person tried before and after"
        " it; who is away for longer has most likely rested.",
    )
    settle_s: float = constant(
        0.5,
        "s",
        "Good form that is lost again after no more than this counts as lost time too.",
    )
    told_s: float = constant(
        0.05,
        "s",
        "Shortest lost time that is reported; less would read as 0 seconds.",
        "rounding",
    )


@dataclass(frozen=True, slots=True)
class StillnessSettings:
    """Whether an angle is at rest."""

    window_s: float = constant(
        0.6,
        "s",
        "Trailing window over which the speed of an angle is estimated.",
        "noise of 1 degree a frame leaves a slope error of 1.4 degrees/s at 30 frames a "
        "second and 2.0 at 10, against a limit of 5; in 0.4 s it would be 2.5 and 3.3",
    )
    shortest_s: float = constant(
        0.4,
        "s",
        "Shortest history from which a speed is known.",
    )
    rest_speed: float = constant(
        5.0,
        "deg/s",
        "Speed below which an angle is at rest.",
    )
    creep: float = constant(
        4.0,
        "deg",
        "Change since the start of a go of a test above which what it reads has moved on.",
        "a body that holds still sways by 1 to 2 degrees; a go of 3 s at the speed that counts as "
        "rest would move by 15",
    )


@dataclass(frozen=True, slots=True)
class RepSettings:
    """Counting repetitions."""

    smooth_s: float = constant(
        0.1,
        "s",
        "Half width of the median filter before the thresholds, at least three frames; the "
        "count is late by as much.",
        "wrong frames shorter than this cannot cross a threshold",
    )
    shortest_s: float = constant(
        0.8,
        "s",
        "Shortest repetition; what looks like a faster one is a wrong frame.",
        "nobody does a whole repetition faster",
    )
    loss_s: float = constant(
        0.5,
        "s",
        "Longest loss of sight within a repetition; a longer one could hide an end of the "
        "movement, and the repetition is dropped.",
    )
    extreme_s: float = constant(
        0.15,
        "s",
        "Half width of the median about the deepest or highest point on which checks are judged.",
    )
    top_s: float = constant(
        1.0,
        "s",
        "Time after a repetition in which its highest point is looked for.",
    )
    passing_speed: float = constant(
        20.0,
        "deg/s",
        "Speed of the angle of a repetition above which somebody near an end is still on the way: "
        "what is asked for there is no fault yet.",
        "as on the way into a hold; a deep squat takes a second or two for 90 degrees",
    )
    partial_share: float = constant(
        0.5,
        "share",
        "Share of the way down from which a movement that turns back is a repetition too "
        "shallow to count.",
    )
    rest_look_s: float = constant(
        0.3,
        "s",
        "Nearly still for this long, somebody rests for the first time.",
        "who lies down or lifts moves farther meanwhile",
    )
    rest_settled_s: float = constant(
        6.0,
        "s",
        "Dwell time after which somebody who is still elsewhere rests there now.",
        "at the top of a lift people pause for a breath or two, and no longer",
    )
    rest_still: float = constant(
        0.4,
        "share",
        "Share of the way from the rest to where a repetition begins within which somebody "
        "is still, without the outermost tenths.",
        "the outermost tenths may be noise",
    )
