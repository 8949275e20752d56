"""Which stretch does a clip show? Asked of the specifications alone.

Each frame speaks for a stretch by two things that its file says: the position, and the targets of
its checks. Both are weighed as a coach would: a rare position says more than a common one, a
narrow target that is met says more than a wide one, and a target that is missed by a fault's size
says little (`formcheck.recognise.frame_likelihood`). Over the clip, what the stretch asks to move
has to move (`formcheck.recognise.movement_likelihood`). What is most of the movement counts;
standing about before and after hardly does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from formcheck.coach.frame.judge import judge, judge_value, look_up, worked_side
from formcheck.coach.frame.report import CheckResult
from formcheck.coach.frame.summary_model import Guess, Recognition
from formcheck.coach.watch.start_pose import StartReference
from formcheck.codes.coach import RecognitionCode
from formcheck.measure.model.measurement import Measurements
from formcheck.message import Message
from formcheck.pose.landmark import Side
from formcheck.recognise.doubt import SURE, doubt, main_position, share_of, unplaced
from formcheck.recognise.frame_likelihood import (
    UNTOLD,
    as_seen,
    position_says,
    targets_say,
)
from formcheck.recognise.movement_likelihood import WayIn, repeated
from formcheck.shelf.long_list import LongList
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch

TIMER: Final = -1.0
"""Prior, in log-odds, against a timer: there is nothing in it to be judged."""

UNEXPLAINED: Final = -3.0
"""Largest penalty of one frame, in log-odds: people also walk in and adjust the mat."""

LEAST_SIBLING: Final = 0.01
"""Confidence below which a sibling is not worth naming: it would be shown as 0 %."""

CLIP_S: Final = 4.0
"""Shortest clip, in seconds, in which repetitions are expected."""

SHARPNESS: Final = 1.4
"""Log-odds of one unit of evidence. Fitted to rendered people."""

STEP_S: Final = 0.15
"""Interval between the frames that are looked at, in seconds: those in between repeat them."""


def recognise(frames: Sequence[Measurements], stretches: Sequence[Stretch]) -> Recognition:
    """Return which stretch was performed.

    Args:
        frames: The measurements of a clip, in rising time, or of a single picture.
        stretches: Those it may be.
    """
    thin = LongList(_thinned(frames))
    if not thin:
        return Recognition((), None, Message(RecognitionCode.NOBODY_SEEN))
    stretches = [as_seen(s) for s in stretches if s.kind != "test"]  # nobody is told by a test
    said = evidence(stretches, thin, frames)
    odds = {s.id: SHARPNESS * one for s, one in zip(stretches, said, strict=True)}
    most = max(odds.values())
    weights = {name: math.exp(value - most) for name, value in odds.items()}
    total = sum(weights.values())
    guesses = sorted(
        (Guess(s.id, s.name, weights[s.id] / total) for s in stretches),
        key=lambda guess: -guess.confidence,
    )
    known = {s.id: s for s in stretches}
    position = None if unplaced(thin) else main_position(thin)
    best = known[guesses[0].stretch]
    kin = [guess for guess in guesses if akin(best, known[guess.stretch])]
    together = sum(guess.confidence for guess in kin)
    reason = doubt(best, thin, position, together)
    alone = reason is not None or guesses[0].confidence >= SURE
    siblings = () if alone else tuple(g for g in kin[1:] if g.confidence >= LEAST_SIBLING)
    return Recognition(tuple(guesses[:3]), position, reason, siblings)


def akin(one: Stretch, another: Stretch) -> bool:
    """Return whether two stretches are siblings, which differ by what is hardly seen.

    They are where both are done in one position, in one way (held or repeated) and with the leg in
    one role, and are judged first of all by the same angle: the two bridges are, by where the feet
    stand, and the lunge with and without reaching back, by an arm.
    """
    return one.id == another.id or (_kind(one) == _kind(another) and one.main_check is not None)


def _kind(stretch: Stretch) -> tuple[object, ...]:
    main = stretch.main_check
    return (
        stretch.kind,
        stretch.position,
        stretch.worked_leg,
        stretch.view.from_,
        None if main is None else main.measure,
        None if stretch.reps is None else stretch.reps.measure,
    )


def evidence(
    stretches: Sequence[Stretch], frames: Sequence[Measurements], every: Sequence[Measurements]
) -> list[float]:
    """Return how much a clip speaks for each stretch, against any other.

    Args:
        stretches: The stretches.
        frames: Frames with a person, a sample of all.
        every: All frames, in which movement is looked for.

    Returns:
        The logarithms of ratios of likelihoods: 0 says nothing.
    """
    clip = every[-1].time_s - every[0].time_s >= CLIP_S
    # The turn in one picture has a large error wherever the camera stands.
    nowhere = clip and unplaced(frames)
    gathered = [_Gathered(stretch, clip=clip, nowhere=nowhere) for stretch in stretches]
    for frame in frames:
        for one in gathered:
            one.update(frame)
    swung = repeated(stretches, every) if clip else [0.0] * len(gathered)
    return [one.says(by) for one, by in zip(gathered, swung, strict=True)]


class _Gathered:
    """What the frames of a clip say for one stretch."""

    def __init__(self, stretch: Stretch, *, clip: bool, nowhere: bool) -> None:
        self._stretch, self._clip, self._nowhere = stretch, clip, nowhere
        asked = stretch.view.from_
        self._elsewhere = asked != "any" and (asked == "side") == nowhere
        self._found = self._weight = 0.0
        self._start = StartReference(stretch)
        self._way = WayIn(stretch)

    def update(self, frame: Measurements) -> None:
        stretch, worked = self._stretch, worked_side(self._stretch, frame)
        self._start.update(frame, worked, holding=False)
        idle = worked is None and stretch.worked_leg is not None
        judged = _judged(stretch, frame, worked, self._start, ends=not self._clip)
        said = targets_say(judged, UNTOLD if self._elsewhere or idle else 0.0)
        said += 0.0 if self._nowhere else position_says(stretch, frame)
        share = share_of(frame)
        self._found += share * max(UNEXPLAINED, said)
        self._weight += share
        if self._clip:
            self._way.update(frame)

    def says(self, swung: float) -> float:
        """Return the evidence, with what repetitions say."""
        said = self._found / self._weight if self._weight else 0.0
        if self._clip:
            said += swung + self._way.says
        return said + (TIMER if self._stretch.kind == "timer" else 0.0)


def _judged(
    stretch: Stretch, frame: Measurements, worked: Side | None, start: StartReference, *, ends: bool
) -> list[tuple[Check, CheckResult]]:
    """The checks that count in a frame; those of a repetition's ends only where asked for."""
    moments = {"held", "always"} | (_moment(stretch, frame, start) if ends else set())
    found = []
    for check in stretch.checks:
        if check.at not in moments or check.view == "second":
            continue
        result = judge(check, frame, worked)
        if check.change:
            name, now = look_up(check.measure, frame, worked)
            result = judge_value(check, name, start.change(check, now))
        found.append((check, result))
    return found


def _thinned(frames: Iterable[Measurements]) -> Iterator[Measurements]:
    """Yield the frames with a person that are looked at."""
    last = -math.inf
    for frame in frames:
        seen = frame.person and frame.posture is not None
        if seen and frame.time_s - last >= STEP_S:
            last = frame.time_s
            yield frame


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
