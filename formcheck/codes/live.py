"""What is said between and around the sets of a live session; in brackets the arguments."""

from __future__ import annotations

from enum import StrEnum


class LiveCode(StrEnum):
    """Words of the one who leads through a plan."""

    CUT_OFF = "live_cut_off"
    ALL_DONE = "live_all_done"
    ALL_DONE_COME_OUT = "live_all_done_come_out"
    FINISHED = "live_finished"
    PAUSED = "live_paused"
    PAUSED_HOW_TO_GO_ON = "live_paused_how_to_go_on"
    PAUSED_NOBODY = "live_paused_nobody"
    ALL_SEEN = "live_all_seen"
    ALL_SEEN_HOW_TO_BEGIN = "live_all_seen_how_to_begin"
    CAMERA_FROZEN = "live_camera_frozen"
    LET_ME_LOOK = "live_let_me_look"
    GOING_ON = "live_going_on"
    GET_INTO_POSITION = "live_get_into_position"  # (position or None)
    HOLD = "live_hold"
    OWN_PACE = "live_own_pace"
    NEXT = "live_next"  # (stretch, position or None)
    OTHER_SIDE = "live_other_side"  # (position)
    REST_THEN = "live_rest_then"  # (place)
    REST = "live_rest"
    REPS_DONE = "live_reps_done"  # (count)
    SECONDS_DONE = "live_seconds_done"  # (seconds)
    TEN_SECONDS = "live_ten_seconds"
    HALF_WAY = "live_half_way"
    COUNT = "live_count"  # (left)
    TO_GO_AND_HINT = "live_to_go_and_hint"  # (left, unit, hint)
    PRESS_EASIER = "live_press_easier"
    EASIER_NOW = "live_easier_now"
    GOES_READ = "live_goes_read"  # (goes)
    SIDE_READ = "live_side_read"  # (side, goes, value, error, change: the smallest real one)
    SIDES_ALIKE = "live_sides_alike"  # (apart, needed)
    SIDE_MORE = "live_side_more"  # (side, apart, needed)
    ALL_RIGHT = "live_all_right"  # (position, side that comes after, or None)
    PLACE = "live_place"  # (side or None, number, sets)
    PRESS_TO_BEGIN = "live_press_to_begin"
    NEUTRAL_DONE = "live_neutral_done"
