"""Which stretch does a clip show? Asked of the specifications alone.

Each frame speaks for a stretch by two things that its file says: the position, and the targets of
its checks. Both are weighed as a coach would: a rare position says more than a common one, a
narrow target that is met says more than a wide one, and a target that is missed by a fault's size
says little. Repetitions have to go up and down. What is most of the movement counts; standing
about before and after hardly does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final, get_args

from formcheck.coach.check import Check
from formcheck.coach.judge import judge, judge_value, look_up, outside_band, worked_side
from formcheck.coach.movement import POSITIONS
from formcheck.coach.outcome import Guess, Recognition
from formcheck.coach.reps import RepCounter
from formcheck.coach.specification import Stretch
from formcheck.coach.start import StartReference
from formcheck.measure.measurement import Measurements
from formcheck.measure.positions import Position

SURE: Final = 0.6
"""Confidence from which on a clip is judged by its most likely stretch."""

COMMON: Final[dict[str, float]] = {"standing": 0.3}
"""How often a position is seen in clips of any stretch: people stand before and after."""

USUAL: Final = 0.06
"""The same for every other position."""

FAINT: Final = 0.02
"""A chance below this says no more than this."""

FAULT: Final = {"degrees": 15.0, "%": 20.0}
"""How far people with faults are outside of a target, standard deviation in its unit."""

BREADTH: Final = {"degrees": 120.0, "%": 150.0}
"""How far a measure ranges over all stretches: what a target is narrow against."""

FARTHEST: Final = 2.0
"""No target counts as missed by more than this many standard deviations: it may be the fault for
which a clip is shown."""

UNTOLD: Final = -0.5
"""What a needed check says that this view cannot show: people film what is to be judged."""

CHANGED: Final = -0.35
"""What a target for a change says where the start pose was not seen: with it a stretch asks for
more than the plain one beside it."""

TIMER: Final = -1.0
"""What speaks against a timer: there is nothing in it to be judged."""

UNEXPLAINED: Final = -3.0
"""A frame speaks against a stretch no more than this: people also walk in and adjust the mat."""

WAITING: Final = 0.15
"""Weight of a frame in which somebody stands, kneels or sits, against one in a position that
nobody waits in."""

IDLE: Final[frozenset[Position]] = frozenset({"standing", "sitting", "kneeling", "other"})

REPEATED: Final = {0: -1.5, 1: 0.5}
"""What the number of repetitions says, for stretches that are repeated; more than one: `OFTEN`."""

OFTEN: Final = 1.0

CLIP_S: Final = 4.0
"""In a shorter clip, or a picture, no repetition is expected."""

SHARPNESS: Final = 1.4
"""How much one unit of evidence changes the odds, as a power of e. Fitted to rendered people."""

STEP_S: Final = 0.15
"""Frames are looked at this far apart: those in between say the same."""

SEEN: Final = 0.5
"""Least share of the frames with a person whose position must be known."""

FRONTAL: Final = 55.0
"""Median turn off the side view, degrees, from which on the view is to blame."""


def recognise(frames: Sequence[Measurements], stretches: Sequence[Stretch]) -> Recognition:
    """Return which stretch was performed.

    Args:
        frames: The measurements of a clip, in rising time, or of a single picture.
        stretches: Those it may be.
    """
    seen = [frame for frame in frames if frame.person and frame.posture is not None]
    if not seen:
        return Recognition((), None, "Nobody was seen: film one person whole, from the side")
    thin = list(_thinned(seen))
    odds = {s.id: SHARPNESS * evidence(s, thin, frames) for s in stretches}
    most = max(odds.values())
    weights = {name: math.exp(value - most) for name, value in odds.items()}
    total = sum(weights.values())
    guesses = sorted(
        (Guess(s.id, s.name, weights[s.id] / total) for s in stretches),
        key=lambda guess: -guess.confidence,
    )[:3]
    position = _position(thin)
    return Recognition(tuple(guesses), position, _reason(thin, position, guesses))


def evidence(
    stretch: Stretch, frames: Sequence[Measurements], every: Sequence[Measurements]
) -> float:
    """Return how much a clip speaks for a stretch, against any other.

    Args:
        stretch: The stretch.
        frames: Frames with a person, a sample of all.
        every: All frames, in which repetitions are counted.

    Returns:
        The logarithm of a ratio of likelihoods: 0 says nothing.
    """
    found = weight = 0.0
    start = StartReference(stretch)
    for frame in frames:
        start.update(frame, worked_side(stretch, frame), holding=False)
        share = _share(frame)
        said = _position_says(stretch, frame) + _checks(stretch, frame, start)
        found += share * max(UNEXPLAINED, said)
        weight += share
    mean = found / weight if weight else 0.0
    return mean + _repeated(stretch, every) + (TIMER if stretch.kind == "timer" else 0.0)


def _thinned(frames: Sequence[Measurements]) -> Iterator[Measurements]:
    last = -math.inf
    for frame in frames:
        if frame.time_s - last >= STEP_S:
            last = frame.time_s
            yield frame


def _share(frame: Measurements) -> float:
    if frame.posture is None:
        return 0.0
    idle = frame.posture.chance(*IDLE)
    return 1.0 - idle * (1.0 - WAITING)


def typical(stretch: Stretch) -> frozenset[Position]:
    """Return in which positions a stretch is seen at its best; empty: in any.

    Narrower than `allowed`: what a standing person does follows from the leg that works, and from
    whether it is repeated; nobody who holds still on the back lifts the hips, and who lies face
    down lifts the chest only where a target asks for it.
    """
    if stretch.position == "standing":
        if stretch.worked_leg in ("rear", "lifted", "bent"):
            return frozenset({"one leg behind"})
        squatting: frozenset[Position] = frozenset({"standing", "squat", "hinge"})
        return squatting if stretch.kind == "reps" else frozenset({"standing"})
    if stretch.position == "supine" and stretch.kind != "reps":
        return frozenset({"supine"})
    if stretch.position == "prone":
        return frozenset({"press-up" if _raises_chest(stretch) else "prone"})
    return POSITIONS[stretch.position]


def _raises_chest(stretch: Stretch) -> bool:
    return any(c.measure == "trunk_pitch" and (c.low or 0.0) > 0 for c in stretch.checks)


def _position_says(stretch: Stretch, frame: Measurements) -> float:
    positions = typical(stretch)
    if not positions or frame.posture is None:
        return 0.0
    usual = sum(COMMON.get(position, USUAL) for position in positions)
    return math.log(max(frame.posture.chance(*positions), FAINT) / usual)


def _checks(stretch: Stretch, frame: Measurements, start: StartReference) -> float:
    """What the targets that count in this frame say, added up."""
    worked = worked_side(stretch, frame)
    moments = {"held", "always"} | _moment(stretch, frame, start)
    said = 0.0
    for check in stretch.checks:
        if check.at not in moments or check.view == "second":
            continue
        result = judge(check, frame, worked)
        if check.change:
            name, now = look_up(check.measure, frame, worked)
            result = judge_value(check, name, start.change(check, now))
        outside = outside_band(result)
        if outside is None or result.sigma is None:
            said += CHANGED if check.change else UNTOLD if check.needed else 0.0
            continue
        unit = check.target.unit
        spread = math.hypot(result.sigma, FAULT[unit])
        missed = min(max(0.0, outside) / spread, FARTHEST)
        narrow = math.log(BREADTH[unit] / (_width(check, BREADTH[unit]) + 2 * spread))
        said += max(0.0, narrow) - 0.5 * missed**2
    return said


def _width(check: Check, breadth: float) -> float:
    if check.low is None and check.high is None:
        return breadth  # shown only: whoever does anything meets it
    if check.low is None or check.high is None:
        return breadth / 2
    return min(breadth, check.high - check.low)


def _moment(stretch: Stretch, frame: Measurements, start: StartReference) -> set[str]:
    """At which end of a repetition this frame is."""
    target = stretch.reps
    if target is None:
        return set()
    angle = start.rep_angle(target, frame, worked_side(stretch, frame))
    if angle is None:
        return set()
    sign = 1.0 if target.bottom < target.top else -1.0
    found = {"top"} if sign * (angle - target.top) >= 0 else set[str]()
    return found | ({"bottom"} if sign * (angle - target.bottom) <= 0 else set())


def _repeated(stretch: Stretch, frames: Sequence[Measurements]) -> float:
    long = frames[-1].time_s - frames[0].time_s >= CLIP_S
    if stretch.reps is None or not long:
        return 0.0
    counter, start = RepCounter(stretch), StartReference(stretch)
    for frame in frames:
        worked = worked_side(stretch, frame) if frame.person else None
        start.update(frame, worked, holding=counter.moving)
        angle = start.rep_angle(stretch.reps, frame, worked) if frame.person else None
        counter.update(frame.time_s, angle, [judge(c, frame, worked) for c in stretch.checks])
    counter.finish()
    return REPEATED.get(counter.count, OFTEN)


def _position(frames: Sequence[Measurements]) -> Position | None:
    """The position of most of the movement, if it is known."""
    totals: dict[Position, float] = {}
    for frame in frames:
        if frame.posture is not None:
            for position in get_args(Position):
                chance = frame.posture.chance(position)
                totals[position] = totals.get(position, 0.0) + chance * _share(frame)
    best = max(totals, key=lambda position: totals[position])
    known = sum(total for position, total in totals.items() if position != "other")
    return best if best != "other" and known >= SEEN * sum(totals.values()) else None


def _reason(
    frames: Sequence[Measurements], position: Position | None, guesses: Sequence[Guess]
) -> str | None:
    if position is not None and guesses[0].confidence >= SURE:
        return None
    views = [frame.view for frame in frames if frame.view is not None]
    turns = [abs(view.yaw_deg) for view in views if view.yaw_deg is not None]
    if turns and median(turns) > FRONTAL:
        return "The camera saw you from the front or from behind: put it at your side"
    if 2 * sum(bool(view.cut_off) for view in views) > len(views):
        return "Part of you was outside the picture: step back, or move the camera"
    if position is None:
        return "The position is none that a stretch begins with"
    return "Several stretches look like this"
