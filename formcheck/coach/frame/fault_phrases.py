"""What is said of checks and of what went wrong with them, from a stretch's specification."""

from __future__ import annotations

from typing import Final

from formcheck.codes.coach import CheckCode, CueCode, WhyCode
from formcheck.measure.model.registry import SPECS
from formcheck.measure.posture.positions import Position
from formcheck.message import Message, authored
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch

MOVING: Final = Message(WhyCode.MOVING)
OUT_OF_SIGHT: Final = Message(WhyCode.OUT_OF_SIGHT)
TOO_FEW_PICTURES: Final = Message(WhyCode.TOO_FEW_PICTURES)
NOT_IN_POSITION: Final = Message(WhyCode.NOT_IN_POSITION)
CAME_OUT: Final = Message(WhyCode.CAME_OUT)
RECORDING_ENDED: Final = Message(WhyCode.RECORDING_ENDED)
NOBODY: Final = Message(WhyCode.NOBODY_THERE)
LEG_UNCLEAR: Final = Message(WhyCode.LEG_UNCLEAR)
OTHER_LEG: Final = Message(WhyCode.OTHER_LEG)
CHANGED_LEGS: Final = Message(WhyCode.CHANGED_LEGS)

HIP_OR_BACK: Final = Message(CheckCode.HIP_OR_BACK)
"""Said whenever the pelvis could not be seen: arching looks like hip extension."""

HIP_FROM_BACK_MEASURES: Final = frozenset(spec.name for spec in SPECS if spec.silhouette)
"""Measures without which the trunk-thigh angle may come from the low back."""

_OPPOSITE: Final = {"rear": "front", "front": "rear", "bent": "straight", "straight": "bent"}


def part_role(stretch: Stretch, check: Check) -> str | None:
    """Return which of two parts of the body a check looks at, such as `rear`, or None."""
    role = check.target.role
    if role == "worked":
        role = stretch.worked_leg
    elif role == "other":
        role = _OPPOSITE.get(stretch.worked_leg or "", "other")
    return None if role == "near" else role


def fault(stretch: Stretch, check: Check, end: str) -> Message:
    """Return what was wrong.

    Args:
        stretch: The stretch, for the names of the legs.
        check: The check that failed.
        end: `low` or `high`: on which side of its band the value lay.
    """
    measure = check.target.name
    code = CheckCode.FAULT
    if measure == "trunk_pitch" and stretch.position == "supine" and end == "low":
        code = CheckCode.HIPS_CAME_UP  # lying on the back, the other end of a low trunk is high
    return Message(code, measure=measure, role=part_role(stretch, check), end=end)


def just_short(stretch: Stretch, check: Check) -> Message:
    """Return that a value missed the entry of its target by less than the error."""
    role = part_role(stretch, check)
    return Message(CheckCode.JUST_SHORT, measure=check.target.name, role=role)


def goal_missed(stretch: Stretch, check: Check) -> Message:
    """Return that a goal was not reached."""
    tuck = check.target.name == "pelvic_tilt"
    code = CheckCode.NOT_TUCKED if tuck else CheckCode.SHORT_OF_GOAL
    return Message(code, measure=check.target.name, role=part_role(stretch, check))


def looks_like(position: Position) -> Message:
    """Return what a position looks like."""
    return Message(CueCode.LOOKS_LIKE, position=position)


def other_movement(position: Position) -> Message:
    """Return why nothing was judged while another movement was done."""
    return Message(WhyCode.OTHER_MOVEMENT, position=position)


def instead(stretch: Stretch, position: Position) -> Message:
    """Return what to say to someone who does another movement than the chosen stretch."""
    return Message(CueCode.CHOSE_ANOTHER, position=position, stretch=authored(stretch.name))
