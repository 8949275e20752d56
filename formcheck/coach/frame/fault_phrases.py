"""Plain words for checks and what went wrong with them, made from a stretch's specification."""

from __future__ import annotations

from typing import Final

from formcheck.coach.frame.judge import parse
from formcheck.coach.watch.wrong_movement import WORDS
from formcheck.measure.model.registry import SPECS
from formcheck.measure.posture.positions import Position
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.stretch import Stretch

MOVING: Final = "you were still moving"
OUT_OF_SIGHT: Final = "you were out of sight for a moment"
NOT_IN_POSITION: Final = "you were not in position"
CAME_OUT: Final = "you came out of it"
RECORDING_ENDED: Final = "the recording ended"
NOBODY: Final = "nobody was in the picture"
LEG_UNCLEAR: Final = "it was not clear which leg works"
OTHER_LEG: Final = "it was the other leg's turn"

HIP_OR_BACK: Final = "Whether the bend came from the hip or the low back could not be measured"
"""Said whenever the pelvis could not be seen: arching looks like hip extension."""

HIP_FROM_BACK_MEASURES: Final = frozenset(spec.name for spec in SPECS if spec.silhouette)
"""Measures without which the trunk-thigh angle may come from the low back."""

_OPPOSITE: Final = {"rear": "front", "front": "rear", "bent": "straight", "straight": "bent"}

_JOINTS: Final = {
    "hip": "hip", "hip_joint": "hip joint", "knee": "knee", "elbow": "elbow",
    "shoulder": "arm", "thigh": "thigh", "shin": "shin", "trunk_shin": "trunk against the shin",
    "trunk_lean": "trunk", "trunk_pitch": "chest", "hips_rise": "hips", "pelvic_tilt": "pelvis",
    "pelvic_obliquity": "hips", "pelvic_rotation": "hips", "arm_lean": "arm",
    "arm_spread": "arm", "knee_height": "knee", "wrist_to_ankle": "hand",
    "ankle_to_knee": "ankle", "ankle_across": "foot", "hip_height": "hips",
    "knees_apart": "knees", "knees_over_feet": "knees", "chest_roll": "chest",
}  # fmt: skip

_FAULTS: Final = {
    ("hip", "low"): "{} was not open far enough",
    ("hip", "high"): "{} was opened too far",
    ("hip_joint", "low"): "{} was not open far enough",
    ("hip_joint", "high"): "{} was opened too far",
    ("knee", "low"): "{} was bent too much",
    ("knee", "high"): "{} was too straight",
    ("elbow", "low"): "{} was bent too much",
    ("elbow", "high"): "{} was too straight",
    ("shoulder", "low"): "{} was not raised far enough",
    ("shoulder", "high"): "{} was raised too far",
    ("trunk_lean", "low"): "you leaned back too far",
    ("trunk_lean", "high"): "you leaned forward too far",
    ("trunk_pitch", "low"): "{} was too low",
    ("trunk_pitch", "high"): "{} was too high",
    ("hips_rise", "low"): "{} were too low",
    ("hips_rise", "high"): "{} came up",
    ("pelvic_tilt", "low"): "{} was tucked too far",
    ("pelvic_tilt", "high"): "the low back was arched",
    ("pelvic_obliquity", "low"): "{} were not level",
    ("pelvic_obliquity", "high"): "{} were not level",
    ("pelvic_rotation", "low"): "{} were not square",
    ("pelvic_rotation", "high"): "{} were not square",
    ("arm_lean", "low"): "the hands were too far forward",
    ("arm_lean", "high"): "the hands were too far back",
    ("arm_spread", "low"): "{} was not out far enough",
    ("arm_spread", "high"): "{} was too high",
    ("knee_height", "low"): "{} was too low",
    ("knee_height", "high"): "{} was off the floor",
    ("wrist_to_ankle", "low"): "the hand was too near to the foot",
    ("wrist_to_ankle", "high"): "the hand did not reach far enough",
    ("ankle_to_knee", "low"): "the ankle was too near to the other knee",
    ("ankle_to_knee", "high"): "the ankle was not above the other knee",
    ("ankle_across", "low"): "{} did not come across",
    ("ankle_across", "high"): "{} went too far across",
    ("hip_height", "low"): "{} were too low",
    ("hip_height", "high"): "{} came up",
    ("knees_apart", "low"): "{} were too close together",
    ("knees_apart", "high"): "{} were too far apart",
    ("knees_over_feet", "low"): "{} fell inward",
    ("knees_over_feet", "high"): "{} were wider than the feet",
    ("chest_roll", "low"): "one shoulder came up",
    ("chest_roll", "high"): "one shoulder came up",
    ("thigh", "low"): "{} was too far forward",
    ("thigh", "high"): "{} was too far back",
    ("shin", "low"): "{} was too far forward",
    ("shin", "high"): "{} was too far back",
    ("trunk_shin", "low"): "the trunk was too upright for the shins",
    ("trunk_shin", "high"): "the trunk was too low for the shins",
}


def part(stretch: Stretch, check: Check) -> str:
    """Return the part of the body that a check looks at, such as `rear hip` or `trunk`."""
    target = parse(check.measure)
    joint = _JOINTS.get(target.name, target.name.replace("_", " "))
    role = target.role
    if role == "worked":
        role = stretch.worked_leg
    elif role == "other":
        role = _OPPOSITE.get(stretch.worked_leg or "", "other")
    return joint if role in (None, "near") else f"{role} {joint}"


def fault(stretch: Stretch, check: Check, end: str) -> str:
    """Return what was wrong, as half a sentence: `the rear hip was not open far enough`.

    Args:
        stretch: The stretch, for the names of the legs.
        check: The check that failed.
        end: `low` or `high`: on which side of its band the value lay.
    """
    subject = f"the {part(stretch, check)}"
    if check.target.name == "trunk_pitch" and stretch.position == "supine" and end == "low":
        return "your hips came up"  # lying on the back, what is high at the other end is the hips
    if check.target.name == "pelvic_tilt" and end == "high" and (check.high or 0.0) < 0:
        return f"{subject} was not tucked yet"  # where a tuck is asked for, neutral is no arch
    pattern = _FAULTS.get((parse(check.measure).name, end))
    return pattern.format(subject) if pattern is not None else f"{subject} was too {end}"


def just_short(stretch: Stretch, check: Check) -> str:
    """Return that a value missed the entry of its target by less than the error."""
    return f"the {part(stretch, check)} was just short of the target"


def goal_missed(stretch: Stretch, check: Check) -> str:
    """Return that a goal was not reached, as half a sentence: `the pelvis was not tucked yet`."""
    if parse(check.measure).name == "pelvic_tilt":
        return "the pelvis was not tucked yet"
    return f"the {part(stretch, check)} was short of its goal"


def looks_like(position: Position) -> str:
    """Return what a position looks like: `This looks like a squat`."""
    return f"This looks like {WORDS[position]}"


def other_movement(position: Position) -> str:
    """Return why nothing was judged, as half a sentence: `it looked like a squat`."""
    return f"it looked like {WORDS[position]}"


def instead(stretch: Stretch, position: Position) -> str:
    """Return what to say to someone who does another movement than the chosen stretch."""
    chosen = stretch.name[:1].lower() + stretch.name[1:]
    return f"{looks_like(position)}, but you chose the {chosen}"


def half_sentence(text: str) -> str:
    """Return a sentence as a part of another one: no capital at its start, no full stop."""
    return (text[:1].lower() + text[1:]).rstrip(".")


def sentence(text: str) -> str:
    """Return words as one sentence: a capital at its start and a full stop at its end."""
    full = text[:1].upper() + text[1:]
    return full if full.endswith((".", "!", "?")) else full + "."
