"""What a coach has to say, as codes; in brackets the arguments of the message."""

from __future__ import annotations

from enum import StrEnum


class WhyCode(StrEnum):
    """Why a frame could not be judged, or a clock stood still or ended."""

    MOVING = "moving"
    OUT_OF_SIGHT = "out_of_sight"
    TOO_FEW_PICTURES = "pictures_came_too_seldom"
    NOT_IN_POSITION = "not_in_position"
    CAME_OUT = "came_out"
    RECORDING_ENDED = "recording_ended"
    NOBODY_THERE = "nobody_there"
    CLIP_TOO_SHORT = "clip_too_short"  # (least, target), seconds; (least,) for repetitions
    SEEN_TOO_SHORT = "seen_too_short"  # the same
    LEG_UNCLEAR = "leg_unclear"
    OTHER_LEG = "other_leg"
    CHANGED_LEGS = "changed_legs"
    OTHER_VIEW = "other_view"  # (seen: a member of ViewCode)
    OTHER_MOVEMENT = "other_movement"  # (position)
    SECOND_VIEW_NOT_SEEN = "second_view_not_seen"  # (place)
    NEVER_COUNTED = "never_counted"
    CLIP_TURNED = "clip_turned"  # (quarters: 1 to 3)


class ViewCode(StrEnum):
    """From where the camera sees the person."""

    UNKNOWN = "unknown"
    SIDE = "side"
    FRONT = "front"
    BACK = "back"
    FRONT_AT_AN_ANGLE = "front_at_an_angle"
    BACK_AT_AN_ANGLE = "back_at_an_angle"
    AT_AN_ANGLE = "at_an_angle"


class ViewCostCode(StrEnum):
    """What it cost that the camera saw the person from elsewhere than the stretch asks for."""

    NOT_JUDGED = "view_not_judged"  # (seconds, turn: a cue)
    JUDGED_ASIDE = "view_judged_aside"  # (seconds, turn: a cue)
    MOMENT_ASIDE = "view_moment_aside"  # (turn: a cue)


class CueCode(StrEnum):
    """What to do now."""

    STEP_IN = "step_in"
    TOO_SLOW = "too_slow"
    STEP_INTO_PICTURE = "step_into_picture"
    SHOW_ALL_OF_YOU = "show_all_of_you"
    SHOW_WHICH_LEG = "show_which_leg"
    SHOW_ONE_SIDE = "show_one_side"
    TURN = "turn"  # (what, degrees or None for a quarter turn, to or None, lying)
    TURN_ROUND = "turn_round"  # (role)
    STEP_BACK = "step_back"  # (joint)
    COME_CLOSER = "come_closer"
    LEVEL_CAMERA = "level_camera"  # (degrees)
    BEGIN_IN_START_POSE = "begin_in_start_pose"
    GET_READY = "get_ready"
    BEGIN = "begin"
    HOLD_STILL = "hold_still"
    KEEP_BREATHING = "keep_breathing"
    HOLD_TUCKED = "hold_tucked"
    COME_OUT = "come_out"  # (seconds)
    STAY_FOR_SECOND_VIEW = "stay_for_second_view"
    GO_ON_FOR_SECOND_VIEW = "go_on_for_second_view"
    SECOND_VIEW_SEEN = "second_view_seen"
    LOOKS_LIKE = "looks_like"  # (position)
    CHOSE_ANOTHER = "chose_another"  # (position, stretch)
    CHANGE_LEGS = "change_legs"  # (role, side)
    LEG_POSITION = "leg_position"  # (role, side)
    REP_GOOD = "rep_good"  # (count, target)
    REP_COUNTED = "rep_counted"  # (count, target)
    GO_ALL_THE_WAY = "go_all_the_way"
    NEXT_TIME = "next_time"  # (cue)
    TO_BE_SAFE = "to_be_safe"  # (cue)
    NEARLY_THERE = "nearly_there"  # (cue)


class CheckCode(StrEnum):
    """What is said of a check."""

    FAULT = "fault"  # (measure, role, end)
    HIPS_CAME_UP = "hips_came_up"  # (measure, role, end)
    SINCE_START = "since_start"
    FROM_START = "from_start"  # (degrees: further above 0)
    NOT_TUCKED = "not_tucked"  # (measure, role, end)
    SHORT_OF_GOAL = "short_of_goal"  # (measure, role)
    NO_FAULT_BUT_SHORT = "no_fault_but_short"  # (cue or None)
    JUST_SHORT = "just_short"  # (measure, role)
    SEEN_FROM = "seen_from"  # (place)
    HIP_OR_BACK = "hip_or_back"
    NOT_MEASURED = "not_measured"  # (measure, role)
    NOT_TOLD = "not_told"  # (what, why)
    FOR_INFORMATION = "for_information"
    ON_TARGET = "on_target"  # (seen, without_back, and_also)
    NEAR_TARGET = "near_target"  # (seen, without_back, and_also)


class HeadlineCode(StrEnum):
    """The verdict of a performance; `done` is one of `DoneCode`."""

    NOT_SCORED = "not_scored"  # (why)
    NOTHING_TOLD = "nothing_told"  # (why, place)
    TOO_FEW_PICTURES = "too_few_pictures"  # (rate, needed)
    FILM_FASTER = "film_faster"
    NO_REP_SEEN = "no_rep_seen"  # (done)
    NOT_IN_POSITION = "headline_not_in_position"  # (done, fault)
    NOT_HELD = "not_held"  # (done)
    ONLY_SECOND_FAULT = "only_second_fault"  # (place, fault)
    ONLY_SECOND = "only_second"  # (place)
    REST_NOT_TOLD = "rest_not_told"  # (done, why, place)
    AND_REST_NOT_TOLD = "and_rest_not_told"  # (done: a headline, why, place)
    LOST = "lost"  # (done, why, seconds or None for most of the time)
    TOO_SHALLOW = "too_shallow"  # (done, count)
    AND_TOO_SHALLOW = "and_too_shallow"  # (done: a headline, count)
    BUT_FAULT = "but_fault"  # (done, fault, seen, reps or None, mostly, nothing done or None)
    BUT_NOT_TOLD = "but_not_told"  # (done, what)
    AS_FAR_AS_TOLD = "as_far_as_told"  # (done)
    READ = "read"  # (goes, value, error, change: the smallest real one)
    READ_ONCE = "read_once"  # (value, error, change)
    TUCKED = "tucked"  # (done: a headline, seconds, shallow)
    FURTHER = "further"  # (done: a headline, change: from one's start, value, error)
    IN_GOOD_FORM = "in_good_form"  # (done)
    DONE = "done"  # (done)
    CHOOSE = "choose"  # (stretch, id)
    SHOWS_ANOTHER = "shows_another"  # (stretch, id)
    MAY_BE = "may_be"  # (stretch, id)
    CHOOSE_ANOTHER = "choose_another"
    LEGS_APART = "legs_apart"
    MOVE_CAMERA = "move_camera"  # (place)


class DoneCode(StrEnum):
    """How much of a performance was done."""

    SECONDS = "done_seconds"  # (seconds, target, unbroken or None)
    SETS = "done_sets"  # (seconds, sets, target)
    HELD = "done_held"  # (done)
    REPS = "done_reps"  # (count, target)


class MomentCode(StrEnum):
    """What is said of a still picture."""

    TAKES_A_CLIP = "takes_a_clip"
    NOT_ITS_END = "not_its_end"
    NO_TIME = "no_time"
    ALL_MET = "all_met"
    FAULT = "moment_fault"  # (fault)
    NOTHING_WRONG = "nothing_wrong"  # (what)


class RecognitionCode(StrEnum):
    """Why a stretch cannot be recognised, or how it was."""

    NOBODY_SEEN = "recognise_nobody"
    NEVER_NEAR = "recognise_never_near"  # (stretch)
    SEEN_FROM_FRONT = "recognise_seen_from_front"
    VIEW_UNCLEAR = "recognise_view_unclear"
    CUT_OFF = "recognise_cut_off"
    NO_START = "recognise_no_start"
    SEVERAL = "recognise_several"
    TURNED = "recognise_turned"  # (quarters: 1 to 3, stretch)
    MAY_BE_TURNED = "recognise_may_be_turned"  # (stretch)
    TOO_OBLIQUE = "recognise_too_oblique"
    HEAD_DOWN = "recognise_head_down"
    NEAR_LEG_UNTOLD = "recognise_near_leg_untold"
    UNFAMILIAR = "recognise_unfamiliar"  # (stretch)
    ASSUMED = "recognise_assumed"  # (stretch, other)
