"""Why the most likely stretch is not believed: what a clip does not show well enough.

Only a stretch against which there is no doubt is judged without asking.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final, get_args

from formcheck.codes.coach import RecognitionCode
from formcheck.measure.model.measurement import Measurements
from formcheck.measure.posture.positions import Position
from formcheck.message import Message, authored
from formcheck.recognise.frame_likelihood import passed
from formcheck.recognise.movement_likelihood import approached
from formcheck.stretches.model.stretch import Stretch

SURE: Final = 0.85
"""Confidence above which a clip is judged by its most likely stretch. None was wrong above it of
the clips on which it was chosen, and one in 32 of those filmed later (docs/recognition.md)."""

WAITING: Final = 0.15
"""Weight of a frame in which somebody stands, kneels or sits, against one in a position that
nobody waits in."""

IDLE: Final[frozenset[Position]] = frozenset({"standing", "sitting", "kneeling", "other"})

FAMILIAR: Final = 0.5
"""Least chance, over most of the movement, of the positions in which a stretch is done: below, it
is likelier that something else is done."""

SEEN: Final = 0.5
"""Least share of the frames with a person whose position must be known."""

FRONTAL: Final = 55.0
"""Median yaw off the side view, in degrees, above which the view is to blame."""

UNPLACED: Final = 80.0
"""Largest yaw, in degrees, at which the camera's place is known. Where the yaw may be this large,
and may be below `FRONTAL` as well, within `UNPLACED_SIGMAS` of its errors, the camera may look from
above: up in the picture may not be up in the room then, and no position is trusted."""

UNPLACED_SIGMAS: Final = 2.0


def doubt(
    best: Stretch, frames: Sequence[Measurements], position: Position | None, confidence: float
) -> Message | None:
    """Return why a clip is not judged by the most likely stretch, or None where it is.

    Args:
        best: The most likely stretch.
        frames: The frames that were looked at.
        position: That of most of the movement, or None.
        confidence: Of the stretch and its siblings together, 0 to 1.
    """
    name = authored(best.name)
    reason = _unclear(frames, position, confidence)
    if reason is not None:
        return reason
    if not approached(best, frames):
        return Message(RecognitionCode.NEVER_NEAR, stretch=name)
    if not _familiar(best, frames):
        return Message(RecognitionCode.UNFAMILIAR, stretch=name)
    if not _judged_from_here(best, frames):
        return Message(RecognitionCode.TOO_OBLIQUE)
    if not _near_leg_told(frames):
        return Message(RecognitionCode.NEAR_LEG_UNTOLD)
    return None


def unplaced(frames: Sequence[Measurements]) -> bool:
    """Return whether it is not even told that the camera stands at the side, or does not."""
    views = [frame.view for frame in frames if frame.view is not None]
    turns = [
        (abs(view.yaw_deg), UNPLACED_SIGMAS * view.yaw_sigma)
        for view in views
        if view.yaw_deg is not None and view.yaw_sigma is not None
    ]
    if not turns:
        return False
    least, most = median(turn - error for turn, error in turns), median(map(sum, turns))
    return most > UNPLACED and least < FRONTAL


def share_of(frame: Measurements) -> float:
    """Return how much a frame is part of the movement, 0 to 1: waiting hardly is."""
    if frame.posture is None:
        return 0.0
    idle = frame.posture.chance(*IDLE)
    return 1.0 - idle * (1.0 - WAITING)


def main_position(frames: Sequence[Measurements]) -> Position | None:
    """Return the position of most of the movement, if it is known."""
    totals: dict[Position, float] = {}
    for frame in frames:
        if frame.posture is not None:
            for position in get_args(Position):
                chance = frame.posture.chance(position)
                totals[position] = totals.get(position, 0.0) + chance * share_of(frame)
    best = max(totals, key=lambda position: totals[position])
    known = sum(total for position, total in totals.items() if position != "other")
    return best if best != "other" and known >= SEEN * sum(totals.values()) else None


def _familiar(stretch: Stretch, frames: Sequence[Measurements]) -> bool:
    """Whether the position in most of the movement is one in which the stretch is done.

    All stretches may be unlikely, and one of them the least so. What people do beside the catalogue
    is weighed among the positions, as `other`, and so is what fits nothing.
    """
    positions = passed(stretch)
    if not positions:
        return True
    pairs = [(share_of(f), f.posture.chance(*positions)) for f in frames if f.posture is not None]
    whole = sum(share for share, _ in pairs)
    return sum(share * chance for share, chance in pairs) >= FAMILIAR * whole


def _judged_from_here(stretch: Stretch, frames: Sequence[Measurements]) -> bool:
    """Whether the camera stands where the stretch is judged: a sure guess without is of no use."""
    if stretch.view.from_ != "side":
        return True
    turns = [
        abs(f.view.yaw_deg) for f in frames if f.view is not None and f.view.yaw_deg is not None
    ]
    return not turns or median(turns) <= stretch.view.judged_yaw


def _near_leg_told(frames: Sequence[Measurements]) -> bool:
    """Whether thigh and shin of the leg nearer to the camera are known in most of the movement.

    A position whose region asks for a leg that is not told is met by whatever that leg does.
    """
    told = whole = 0.0
    for frame in frames:
        near = None if frame.view is None else frame.view.near
        if near is not None:
            leg = [frame.values.get(f"{part}_{near}") for part in ("thigh", "shin")]
            share = share_of(frame)
            whole += share
            told += share * all(one is not None and one.value is not None for one in leg)
    return told >= SEEN * whole


def _unclear(
    frames: Sequence[Measurements], position: Position | None, confidence: float
) -> Message | None:
    if position is not None and confidence >= SURE:
        return None
    views = [frame.view for frame in frames if frame.view is not None]
    turns = [abs(view.yaw_deg) for view in views if view.yaw_deg is not None]
    if turns and median(turns) > FRONTAL:
        return Message(RecognitionCode.SEEN_FROM_FRONT)
    if unplaced(frames):
        return Message(RecognitionCode.VIEW_UNCLEAR)
    if 2 * sum(bool(view.cut_off) for view in views) > len(views):
        return Message(RecognitionCode.CUT_OFF)
    if position is None:
        return Message(RecognitionCode.NO_START)
    return Message(RecognitionCode.SEVERAL)
