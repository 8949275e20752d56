"""Why something cannot be measured, and what is to know about the person's neutral, as codes."""

from __future__ import annotations

from enum import StrEnum


class ReasonCode(StrEnum):
    """Why a measurement has no value. In brackets the arguments of its message."""

    NOBODY = "nobody"
    NOT_MEASURED = "not_measured_here"
    OUTSIDE_PICTURE = "outside_picture"  # (joint, side)
    BOTH_OUTSIDE_PICTURE = "both_outside_picture"  # (joint)
    LEGS_MERGED = "legs_merged"  # (side, other)
    LEGS_CONTESTED = "legs_contested"
    SHOW_SIDE = "show_side"
    SHOW_FRONT = "show_front"
    FACING_UNDECIDED = "facing_undecided"
    JOINTS_ON_ONE_POINT = "joints_on_one_point"
    TRUNK_FORESHORTENED = "trunk_foreshortened"
    ARMS_NOT_SEEN = "arms_not_seen"
    FEET_TOO_CLOSE = "feet_too_close"
    NOT_LYING_FLAT = "not_lying_flat"
    LIE_FLAT_FIRST = "lie_flat_first"
    ENGINES_CONTRADICT = "engines_contradict"
    ERROR_TOO_LARGE = "error_too_large"
    NOT_YOUR_LIMB = "not_your_limb"  # (joint, side)
    LEG_BEHIND_LEG = "leg_behind_leg"  # (side, other)
    HIPS_LEVEL_UNKNOWN = "hips_level_unknown"
    HIPS_SQUARE_UNKNOWN = "hips_square_unknown"
    HIP_JOINT_NEEDS_TILT = "hip_joint_needs_tilt"
    HIP_OR_LOW_BACK = "hip_or_low_back"  # (because)
    NO_NEUTRAL = "no_neutral"
    NO_SILHOUETTE = "no_silhouette"
    TOO_SMALL = "too_small"
    OUTLINE_NOT_SEEN = "outline_not_seen"
    ARM_HIDES_BACK = "arm_hides_back"
    CLOTHES_HIDE_BACK = "clothes_hide_back"
    BACK_VIEW_TURNED = "back_view_turned"
    BACK_UNCLEAR = "back_unclear"
    BACK_ON_FLOOR = "back_on_floor"
    NEUTRAL_STALE = "neutral_stale"


class NoteCode(StrEnum):
    """What is to know about a recording: its neutral, who was judged, which legs worked."""

    PROVISIONAL_STANDING = "provisional_standing"
    PROVISIONAL_KNEELING = "provisional_kneeling"
    PROFILE_NEARER = "profile_nearer"
    PROFILE_FARTHER = "profile_farther"
    PROFILE_TURNED = "profile_turned"
    PROFILE_CLOTHES = "profile_clothes"
    FIRST_HALF_HOUR = "first_half_hour"
    ONE_OF_SEVERAL = "one_of_several"  # (place: left, middle or right)
    OTHER_SIDE = "other_side_worked"  # (told, seen: sides)
    BOTH_LEGS = "both_legs_worked"  # (left, right: seconds)


class CalibrationCode(StrEnum):
    """What the person does next while a profile is made, and why none was."""

    STEP_IN = "calibrate_step_in"
    STAND = "calibrate_stand"
    KEEP_STILL = "calibrate_keep_still"
    TUCK = "calibrate_tuck"
    ARCH = "calibrate_arch"
    RETURN = "calibrate_return"
    DONE = "calibrate_done"
    NOT_STILL = "calibrate_not_still"  # (asked, got, mostly)
