"""What is said between and around the sets of a live session, in English."""

from __future__ import annotations

from typing import Final

from formcheck.codes.live import LiveCode
from formcheck.message import Message
from formcheck.words.template import Language, Words


def _get_into_position(message: Message, language: Language) -> str:
    return f"Get into position{_and(message, language)}"


def _next(message: Message, language: Language) -> str:
    return f"Next: {language.said(message.get('stretch'))}{_and(message, language)}"


def _and(message: Message, language: Language) -> str:
    position = message.get("position")
    return "" if position is None else f", {language.said(position)}"


def _goes_read(message: Message, _: Language) -> str:
    goes = message.get("goes")
    return f"{goes} go read" if goes == 1 else f"{goes} goes read"


def _side_read(message: Message, language: Language) -> str:
    """Return the mean of one side's goes: "Left 186° ± 4, mean of 3 goes; a change ..."."""
    side = str(language.term("side", message.get("side")))
    head = f"{side[:1].upper()}{side[1:]} {message.get('value')} {message.get('error')}"
    goes = message.get("goes")
    of = "one go" if goes == 1 else f"mean of {goes} goes"
    return f"{head}, {of}; only a change of {message.get('change')} or more is real."


def _all_right(message: Message, language: Language) -> str:
    words = f"All right, {language.said(message.get('position'))}"
    side = message.get("side")
    if side is None:
        return words
    return f"{words}. The {language.term('side', side)} side comes after"


def _place(message: Message, language: Language) -> str:
    side, sets = message.get("side"), message.get("sets")
    parts = [] if side is None else [language.term("side", side)]
    number = message.get("number")
    if isinstance(sets, int) and isinstance(number, int) and number > sets:
        parts.append("one more set")
    elif isinstance(sets, int) and sets > 1:
        parts.append(f"set {number} of {sets}")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


SENTENCES: Final[Words] = {
    LiveCode.CUT_OFF: "The set broke off, since formcheck was ended. What had counted is kept.",
    LiveCode.ALL_DONE: "All done. Well stretched.",
    LiveCode.ALL_DONE_COME_OUT: "All done. Come out of it slowly.",
    LiveCode.FINISHED: "Finished",
    LiveCode.PAUSED: "Paused",
    LiveCode.PAUSED_HOW_TO_GO_ON: (
        # What to touch comes first: on a phone there is no space bar.
        "Paused. To go on, touch Go on, raise a hand or press the space bar"
    ),
    LiveCode.PAUSED_NOBODY: "I paused, since nobody was in the picture",
    LiveCode.ALL_SEEN: "I can see all of you",
    LiveCode.ALL_SEEN_HOW_TO_BEGIN: "I can see all of you. Raise a hand or press the space bar",
    LiveCode.CAMERA_FROZEN: ("The camera's picture stands still. Unplug it, or choose another"),
    LiveCode.LET_ME_LOOK: "Let me have a look",
    LiveCode.GOING_ON: "Going on",
    LiveCode.GET_INTO_POSITION: _get_into_position,
    LiveCode.HOLD: "Hold",
    LiveCode.OWN_PACE: "Go on at your own pace",
    LiveCode.NEXT: _next,
    LiveCode.OTHER_SIDE: "Now the other side, {position}",
    LiveCode.REST_THEN: "Rest. Then {place:half}",
    LiveCode.REST: "Rest for a moment",
    LiveCode.REPS_DONE: "That is {count}. Well done.",
    LiveCode.SECONDS_DONE: "That is {seconds:.0f} seconds. Come out of it slowly.",
    LiveCode.TEN_SECONDS: "Ten seconds",
    LiveCode.HALF_WAY: "Half way",
    LiveCode.COUNT: "{left}",
    LiveCode.TO_GO_AND_HINT: "{left}{unit} to go. {hint:end}",
    LiveCode.PRESS_EASIER: "Press Make it easier, and your own range counts",
    LiveCode.EASIER_NOW: "All right, from here it counts. Hold it there",
    LiveCode.GOES_READ: _goes_read,
    LiveCode.SIDE_READ: _side_read,
    LiveCode.SIDES_ALIKE: (
        "Left and right differ by {apart}. That is within the error, which ends at {needed}."
    ),
    LiveCode.SIDE_MORE: (
        "Your {side:side} side read {apart} more. That is real: the error ends at {needed}."
    ),
    LiveCode.ALL_RIGHT: _all_right,
    LiveCode.PLACE: _place,
    LiveCode.PRESS_TO_BEGIN: "Press the space bar to begin",
    LiveCode.NEUTRAL_DONE: "Well done. That is your neutral.",
}
