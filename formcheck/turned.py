"""What a clip shows that was not meant: a picture that is turned, or another stretch than named.

A phone that was turned after the recording began, or a program that dropped the mark by which
players turn a clip, leaves pixels that lie on their side. The engines find the person all the same.
Which way is up no landmark says by itself: whoever lies on the back looks like somebody who stands,
turned by a quarter. So a turn is spoken of only where a clip as it is shows nothing that is known
and nobody with the shoulders above the hips, and turned shows one stretch surely. Where the
shoulders are above the hips, that may be a press-up on its side: then it is said as a possibility.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from formcheck.coach.frame.summary_model import Recognition, Summary
from formcheck.coach.settings.coach import COACH
from formcheck.coach.watch.wrong_movement import TELLING, allowed
from formcheck.codes.coach import HeadlineCode, RecognitionCode, WhyCode
from formcheck.codes.states import Verdict
from formcheck.message import Message, authored
from formcheck.pose.pose import Pose
from formcheck.recognise.frame_likelihood import typical
from formcheck.recognise.recognise import STEP_S, akin, recognise
from formcheck.session import Sightings, measure_clip
from formcheck.shelf.long_list import LongList
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import list_stretches
from formcheck.stretches.model.stretch import Stretch

QUARTERS: Final = (1, 2, 3)
_SIDEWAYS: Final = (1, 3)

_LYING: Final = frozenset({"prone", "supine", "quadruped"})
"""Positions in which the trunk lies along the floor."""

LEAST_S: Final = COACH.verdict.least_s

UPRIGHT_DEG: Final = 45.0
"""Largest lean of a trunk in the picture at which the shoulders are above the hips."""


@dataclass(frozen=True, slots=True)
class Turned:
    """How a clip has to be turned.

    Attributes:
        quarters: Quarter turns to the left that make it upright, 1 to 3.
        stretch: What it then shows, its id.
        name: The name of that.
        confidence: How likely that is, 0..1, with its siblings.
    """

    quarters: int
    stretch: str
    name: str
    confidence: float

    @property
    def advice(self) -> Message:
        """What the person is told to do."""
        return Message(RecognitionCode.TURNED, quarters=self.quarters, stretch=authored(self.name))


def find_turn(recording: Recording, stretches: Sequence[Stretch]) -> Turned | None:
    """Return how a clip has to be turned to show a stretch surely, or None.

    Args:
        recording: The clip, in which as it is nothing was recognised.
        stretches: Those it may show.
    """
    quarters = () if _upright(recording.poses) else QUARTERS
    found = _turns(recording, stretches, quarters)
    return max(found, key=lambda one: one.confidence, default=None)


def _turns(
    recording: Recording, stretches: Sequence[Stretch], quarters: Sequence[int]
) -> list[Turned]:
    """Return the turns by which a clip shows a stretch surely."""
    return [
        Turned(turn, best.stretch, best.name, sum(g.confidence for g in (best, *told.siblings)))
        for turn in quarters
        if (told := recognise(measure_clip(_sightings(recording, turn)), stretches)).sure
        for best in told.guesses[:1]
    ]


def may_be_turned(recording: Recording, stretches: Sequence[Stretch]) -> Message | None:
    """Return that somebody upright may lie in a clip that is on its side, or None.

    Only of positions in which nobody rests: whoever just stands looks, turned, like one who lies.

    Args:
        recording: The clip, in which as it is nothing was recognised, nor surely when turned.
        stretches: Those it may show.
    """
    if not any(recording.poses) or not _upright(recording.poses):
        return None
    telling = {s.id for s in stretches if s.position in _LYING and typical(s) <= TELLING}
    found = _turns(recording, stretches, _SIDEWAYS)
    if len(found) != 1 or found[0].stretch not in telling:
        return None
    return Message(RecognitionCode.MAY_BE_TURNED, stretch=authored(found[0].name))


def look_again(recording: Recording, summary: Summary, stretch: Stretch) -> Summary:
    """Return the verdict on a clip with what is seen where little of the named stretch is.

    A clip that is turned is told to be turned, and nothing else is said of it. One that surely
    shows a stretch of another family is told to be reviewed as that: a family is done in other
    positions, so that neighbours, such as squat and hinge, are never taken for each other here.

    Args:
        recording: The clip.
        summary: The verdict on it.
        stretch: What was named.
    """
    # Upside down most angles are what they are upright, and so are counted.
    down = upside_down(recording)
    if not down and summary.wrong is None and _enough(summary, stretch):
        return summary
    known = list_stretches()
    recognition = recognise(recording.measurements, known)
    if recognition.sure and not down:
        best = next(one for one in known if one.id == recognition.guesses[0].stretch)
        return _looking_like(best, summary, stretch)
    turn = find_turn(recording, known)
    if turn is None:
        return _perhaps(recognition, known, summary, stretch)
    seen = next(one for one in known if one.id == turn.stretch)
    if summary.wrong is None and not akin(seen, stretch):
        return summary
    told = replace(summary, advice=turn.advice)
    if summary.wrong is None and (summary.held_s >= LEAST_S or summary.reps):
        return told
    why = Message(WhyCode.CLIP_TURNED, quarters=turn.quarters)
    return replace(
        told,
        verdict=Verdict.CANT_TELL,
        headline=Message(HeadlineCode.NOTHING_TOLD, why=why, place=None),
        wrong=None, checks=(), lost=(), unseen=(),
    )  # fmt: skip


def is_turned(advice: Message | None) -> bool:
    """Return whether an advice, or the reason of a doubt, is that the clip has to be turned."""
    codes = (RecognitionCode.TURNED, RecognitionCode.HEAD_DOWN)
    return advice is not None and advice.code in codes


def _enough(summary: Summary, stretch: Stretch) -> bool:
    """Whether as much was done as no other movement looks like."""
    if not allowed(stretch):
        return True  # in any position
    if not stretch.is_scored:
        return False  # whoever stays in any position is taken to do it
    if summary.target_reps is not None:
        return 2 * len(summary.reps) >= summary.target_reps
    return 2 * summary.held_s >= (summary.target_s or 0.0)


def _looking_like(best: Stretch, summary: Summary, stretch: Stretch) -> Summary:
    """The verdict with the advice to choose what a clip surely shows, where that is another one."""
    if akin(best, stretch):
        return summary
    name = authored(best.name)
    if summary.wrong is not None:
        return replace(summary, advice=Message(HeadlineCode.CHOOSE, stretch=name, id=best.id))
    own, seen = allowed(stretch), allowed(best)
    if not own or not seen or own & seen:
        return summary
    return replace(summary, advice=Message(HeadlineCode.SHOWS_ANOTHER, stretch=name, id=best.id))


def _perhaps(
    recognition: Recognition, known: Sequence[Stretch], summary: Summary, stretch: Stretch
) -> Summary:
    """The verdict on another movement with what it may be: its position is sure, and no more."""
    if summary.wrong is None:
        return summary
    named = {one.id: one for one in known}
    for guess in recognition.guesses:
        seen = named[guess.stretch]
        if summary.wrong in typical(seen) and not akin(seen, stretch):
            name = authored(seen.name)
            return replace(summary, advice=Message(HeadlineCode.MAY_BE, stretch=name, id=seen.id))
    return summary


def _upright(poses: Sequence[Pose | None]) -> bool:
    """Whether the shoulders are above the hips in half of the poses, or there is none."""
    trunks = [one.middle("shoulder") - one.middle("hip") for one in poses if one is not None]
    up = sum(-t.imag >= abs(t) * math.cos(math.radians(UPRIGHT_DEG)) for t in trunks)
    return 2 * up >= len(trunks)


def upside_down(recording: Recording) -> bool:
    """Return whether the shoulders are below the hips in half of the clip: nobody stretches so."""
    trunks = [one.middle("shoulder") - one.middle("hip") for one in recording.poses if one]
    down = sum(t.imag >= abs(t) * math.cos(math.radians(UPRIGHT_DEG)) for t in trunks)
    return bool(trunks) and 2 * down >= len(trunks)


def _sightings(recording: Recording, quarters: int) -> Sightings:
    """Return every frame that recognition looks at, turned, without what is read of outlines."""
    indices, times_s, poses, last = [], [], LongList[Pose | None](), -STEP_S
    for frame, pose in zip(recording.measurements, recording.poses, strict=True):
        if frame.time_s - last >= STEP_S - 1e-6:
            indices.append(frame.index)
            times_s.append(last := frame.time_s)
            poses.append(None if pose is None else turned_pose(pose, quarters))
    return Sightings(tuple(indices), tuple(times_s), poses)


def turned_pose(pose: Pose, quarters: int) -> Pose:
    """Return the pose in the picture turned to the left.

    Args:
        pose: Without its silhouette, which is dropped.
        quarters: Quarter turns.
    """
    for _ in range(quarters % 4):
        pixels, world, engines = pose.pixels.copy(), pose.world.copy(), pose.engines
        pixels[:, 0], pixels[:, 1] = pose.pixels[:, 1], pose.width - pose.pixels[:, 0]
        world[:, 0], world[:, 1] = pose.world[:, 1], -pose.world[:, 0]
        if engines is not None:
            before, engines = engines, engines.copy()
            engines[..., 0], engines[..., 1] = before[..., 1], pose.width - before[..., 0]
        pose = replace(
            pose, pixels=pixels, world=world, engines=engines, silhouette=None,
            width=pose.height, height=pose.width,
        )  # fmt: skip
    return pose
