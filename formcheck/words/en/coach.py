"""What a coach says, in English."""

from __future__ import annotations

from typing import Final

from formcheck.codes.coach import (
    CheckCode,
    CueCode,
    DoneCode,
    HeadlineCode,
    MomentCode,
    RecognitionCode,
    ViewCode,
    ViewCostCode,
    WhyCode,
)
from formcheck.message import Argument, Message
from formcheck.words.template import Language, Words, half_sentence

TERMS: Final[dict[str, dict[str, str]]] = {
    "position": {
        "standing": "standing",
        "one leg behind": "standing with one leg behind you",
        "squat": "a squat",
        "hinge": "a bend at the hips",
        "lunge": "a lunge",
        "kneeling": "kneeling",
        "on the heels": "sitting on the heels",
        "all fours": "being on all fours",
        "prone": "lying face down",
        "press-up": "pressing the chest up from the floor",
        "supine": "lying on the back",
        "bridge": "a bridge",
        "sitting": "sitting",
        "plank": "a plank",
    },
    "view": {
        ViewCode.UNKNOWN: "from an unknown side",
        ViewCode.SIDE: "from the side",
        ViewCode.FRONT: "from the front",
        ViewCode.BACK: "from behind",
        ViewCode.FRONT_AT_AN_ANGLE: "at an angle from the front",
        ViewCode.BACK_AT_AN_ANGLE: "at an angle from behind",
        ViewCode.AT_AN_ANGLE: "at an angle",
    },
    "place": {"side": "your side", "front": "the front", "above": "above"},
    "camera_place": {"side": "at your side", "front": "in front of you"},
    "in_picture": {
        "left": "on the left",
        "middle": "in the middle",
        "right": "on the right",
    },
    "turned": {"1": "lie on its side", "2": "be upside down", "3": "lie on its side"},
    "only_place": {"front": "from the front", "there": "from there"},
    "shown": {
        "ankle": "feet",
        "heel": "feet",
        "foot_index": "feet",
        "knee": "knees",
        "hip": "hips",
        "shoulder": "shoulders",
        "elbow": "elbows",
        "wrist": "hands",
    },
    "leg_to_show": {
        "rear": "the leg behind you",
        "front": "your front leg",
        "bent": "your bent leg",
        "straight": "your straight leg",
        "lifted": "your lifted leg",
        "crossed": "your crossed leg",
        "near": "your near leg",
        "None": "the side you work",
    },
    "leg_position": {
        "rear": "{side} leg behind you",
        "front": "{side} leg in front",
        "bent": "{side} leg bent",
        "straight": "{side} leg straight",
        "lifted": "{side} leg lifted",
        "near": "{side} side to the camera",
    },
}
"""Short terms by table; see `formcheck.words.template.Language`."""


def _turn(message: Message, _: Language) -> str:
    what, degrees, to = (message.get(name) for name in ("what", "degrees", "to"))
    amount = "a quarter turn" if degrees is None else f"about {degrees:.0f} degrees"
    if message.get("lying"):
        return f"Turn your mat {amount}, so that your {what} faces the camera"
    way = "" if to is None else f" to your {to}"
    return f"Turn {amount}{way}, so that your {what} faces the camera"


def _come_out(message: Message, _: Language) -> str:
    seconds = _number(message.get("seconds"))
    whole = seconds >= 120 and seconds % 60 == 0
    length = f"{seconds / 60:.0f} minutes" if whole else f"{seconds:.0f} seconds"
    return f"That is {length}. Come out of it slowly."


def _leg_position(message: Message, language: Language) -> str:
    role, side = message.get("role"), language.term("side", message.get("side"))
    pattern = language.terms["leg_position"].get(str(role), "{side} side")
    return pattern.format(side=side)


def _change_legs(message: Message, language: Language) -> str:
    return f"Change legs: {_leg_position(message, language)}. Or stay, and this side counts"


def _next_time(message: Message, language: Language) -> str:
    cue = language.said(message.get("cue"))
    return cue if "next time" in cue.lower() else f"Next time, {cue[:1].lower()}{cue[1:]}"


def part(message: Message, language: Language) -> str:
    """Return the part of the body that a check looks at, such as `rear hip` or `trunk`."""
    measure, role = str(message.get("measure")), message.get("role")
    words = language.measure(measure)
    joint = measure.replace("_", " ") if words is None else words.part
    return joint if role is None else f"{role} {joint}"


def _fault(message: Message, language: Language) -> str:
    """Return what was wrong, as half a sentence: `the rear hip was not open far enough`."""
    words = language.measure(str(message.get("measure")))
    subject, end = f"the {part(message, language)}", message.get("end")
    if words is None:
        return f"{subject} was too {end}"
    return (words.low if end == "low" else words.high).format(subject)


def _not_tucked(message: Message, language: Language) -> str:
    return f"the {part(message, language)} was not tucked yet"


def _just_short(message: Message, language: Language) -> str:
    return f"the {part(message, language)} was just short of the target"


def _short_of_goal(message: Message, language: Language) -> str:
    return f"the {part(message, language)} was short of its goal"


def _no_fault_but_short(message: Message, language: Language) -> str:
    cue = message.get("cue")
    return "Short of its goal, and no fault." + (f" {language.said(cue)}" if cue else "")


def _tucked(message: Message, language: Language) -> str:
    words = f"{language.said(message.get('done'))}, {message.get('seconds')} s of it tucked"
    return f"{words}, at little depth: a full version" if message.get("shallow") else words


def _further(message: Message, language: Language) -> str:
    """Return a headline with the change from one's own start, the plain angle beside it."""
    done, change = (language.said(message.get(name)) for name in ("done", "change"))
    first = message.get("done")
    lost = isinstance(first, Message) and first.code == HeadlineCode.LOST
    joined = f"{done}; {change}" if lost else f"{done}, {change}"
    return f"{joined} ({message.get('value')} ± {message.get('error')})"


def _from_start(message: Message, _: Language) -> str:
    degrees = round(_number(message.get("degrees")))
    if degrees == 0:
        return "as far as where you started"
    unit = "degree" if abs(degrees) == 1 else "degrees"
    return f"{abs(degrees)} {unit} {'further' if degrees > 0 else 'less'} than where you started"


def _not_measured(message: Message, language: Language) -> str:
    return f"The {part(message, language)} could not be measured"


def _not_told(message: Message, language: Language) -> str:
    what, why = language.said(message.get("what")), message.get("why")
    return f"{what}: {half_sentence(language.said(why))}" if why is not None else what


def _on_target(message: Message, language: Language) -> str:
    near = message.code == CheckCode.NEAR_TARGET
    words = "On target as far as the measurement can tell" if near else "Inside the target"
    seen, also = message.get("seen"), message.get("and_also")
    if seen is not None:
        words += f", {language.said(seen)}"
    if message.get("without_back"):
        words += ", without what the low back adds"
    elif also is not None:
        words += f". {language.said(also)}"
    return words


def _camera(message: Message, language: Language) -> str:
    place = message.get("place")
    return "" if place is None else f"; put it {language.term('camera_place', place)}"


def _nothing_told(message: Message, language: Language) -> str:
    why = half_sentence(language.said(message.get("why")))
    return f"Can't tell: {why}{_camera(message, language)}"


def _rest_not_told(message: Message, language: Language) -> str:
    done, why = (language.said(message.get(name)) for name in ("done", "why"))
    mark = ";" if message.code == HeadlineCode.AND_REST_NOT_TOLD else ","
    camera = _camera(message, language)
    return f"{done}{mark} the rest can't be told: {half_sentence(why)}{camera}"


def _lost(message: Message, language: Language) -> str:
    done, why = (language.said(message.get(name)) for name in ("done", "why"))
    seconds = message.get("seconds")
    long = "most of the time" if seconds is None else f"for {seconds} s"
    return f"{done}: {half_sentence(why)} {long}"


def _but_fault(message: Message, language: Language) -> str:
    done, wrong = (language.said(message.get(name)) for name in ("done", "fault"))
    seen, reps = message.get("seen"), message.get("reps")
    if seen is not None:
        wrong = f"{language.said(seen)} {wrong}"
    if reps is not None:
        long = f"in {reps} of them"
    else:
        long = "most of the time" if message.get("mostly") else "part of the time"
    joined = ":" if message.get("nothing") else ", but"
    return f"{done}{joined} {wrong} {long}"


def _seconds(message: Message, _: Language) -> str:
    unbroken = message.get("unbroken")
    aside = "" if unbroken is None else f" ({unbroken} s without a break)"
    return f"{message.get('seconds')} s of {message.get('target'):g} s{aside}"


def _too_short(message: Message, language: Language) -> str:
    clip = message.code == WhyCode.CLIP_TOO_SHORT
    what = "the clip is too short" if clip else "you were in the picture too briefly"
    if message.get("target") is None:
        return f"{what} to judge a repetition; film a whole set"
    least, target = (
        language.figure(_number(message.get(name)), "g") for name in ("least", "target")
    )
    return f"{what} to judge a hold; it takes more than {least} s, and {target} s for a full one"


def _number(value: Argument) -> float:
    return value if isinstance(value, int | float) else 0.0


SENTENCES: Final[Words] = {
    WhyCode.MOVING: "you were still moving",
    WhyCode.OUT_OF_SIGHT: "you were out of sight for a moment",
    WhyCode.TOO_FEW_PICTURES: "too few pictures came from the camera",
    WhyCode.NOT_IN_POSITION: "you were not in position",
    WhyCode.CAME_OUT: "you came out of it",
    WhyCode.RECORDING_ENDED: "the recording was over",
    WhyCode.NOBODY_THERE: "nobody was seen",
    WhyCode.CLIP_TOO_SHORT: _too_short,
    WhyCode.SEEN_TOO_SHORT: _too_short,
    WhyCode.LEG_UNCLEAR: "it was not clear which leg works",
    WhyCode.OTHER_LEG: "it was the other leg's turn",
    WhyCode.CHANGED_LEGS: "you changed legs",
    WhyCode.OTHER_VIEW: "the camera saw you {seen:view}",
    WhyCode.OTHER_MOVEMENT: "it looked like {position:position}",
    WhyCode.SECOND_VIEW_NOT_SEEN: "The camera did not see you from {place:place}",
    WhyCode.CLIP_TURNED: "the clip seems to {quarters:turned}",
    WhyCode.NEVER_COUNTED: "There was no moment in which it counted",
    ViewCostCode.NOT_JUDGED: (
        "{seconds} s were not judged: you were turned too far away from the view that this "
        "stretch needs. {turn}"
    ),
    ViewCostCode.JUDGED_ASIDE: (
        "For {seconds} s the camera saw you at an angle: errors are wider there, and a value "
        "inside its target counts as good enough. {turn}"
    ),
    ViewCostCode.MOMENT_ASIDE: (
        "The camera sees you at an angle: errors are wider there, and a value inside its target "
        "counts as good enough. {turn}"
    ),
    CueCode.STEP_IN: "Step into the picture, so that the camera sees all of you",
    CueCode.TOO_SLOW: "Pictures come too slowly to count seconds. Close other programs",
    CueCode.STEP_INTO_PICTURE: "Step into the picture",
    CueCode.SHOW_ALL_OF_YOU: "Step back until all of you is in the picture",
    CueCode.SHOW_WHICH_LEG: "Get into position, so that it is clear which leg works",
    CueCode.SHOW_ONE_SIDE: "Turn so that one side faces the camera",
    CueCode.TURN: _turn,
    CueCode.TURN_ROUND: (
        "If you like, turn round, so that {role:leg_to_show} is nearer to the camera"
    ),
    CueCode.STEP_BACK: "Step back until your {joint:shown} show",
    CueCode.COME_CLOSER: "Come closer to the camera",
    CueCode.LEVEL_CAMERA: "The camera is tilted by about {degrees:.0f} degrees: level it",
    CueCode.BEGIN_IN_START_POSE: "Begin in the start pose",
    CueCode.GET_READY: "Get into position when you are ready",
    CueCode.BEGIN: "Begin when you are ready",
    CueCode.HOLD_STILL: "Hold still, the clock starts",
    CueCode.KEEP_BREATHING: "Good. Keep breathing and hold.",
    CueCode.HOLD_TUCKED: "Hold and breathe, with your tailbone tucked under",
    CueCode.COME_OUT: _come_out,
    CueCode.STAY_FOR_SECOND_VIEW: "Stay like this for a moment, the camera looks from here",
    CueCode.GO_ON_FOR_SECOND_VIEW: "Go on like this, the camera looks from here",
    CueCode.SECOND_VIEW_SEEN: "Thank you, that is seen. For another set, show your side again",
    CueCode.LOOKS_LIKE: "This looks like {position:position}",
    CueCode.CHOSE_ANOTHER: (
        "This looks like {position:position}, but you chose the {stretch:half}"
    ),
    CueCode.CHANGE_LEGS: _change_legs,
    CueCode.LEG_POSITION: _leg_position,
    CueCode.REP_GOOD: "Good. That is {count} of {target}.",
    CueCode.REP_COUNTED: "Counted. That is {count} of {target}.",
    CueCode.GO_ALL_THE_WAY: "Go all the way, as far as it is easy",
    CueCode.NEXT_TIME: _next_time,
    CueCode.TO_BE_SAFE: "{cue:end}, to be safe",
    CueCode.NEARLY_THERE: "Nearly there: {cue:small}",
    CheckCode.FAULT: _fault,
    CheckCode.HIPS_CAME_UP: "your hips came up",
    CheckCode.NOT_TUCKED: _not_tucked,
    CheckCode.JUST_SHORT: _just_short,
    CheckCode.SHORT_OF_GOAL: _short_of_goal,
    CheckCode.NO_FAULT_BUT_SHORT: _no_fault_but_short,
    CheckCode.SEEN_FROM: "seen from {place:place}",
    CheckCode.HIP_OR_BACK: (
        "Whether the bend came from the hip or the low back could not be measured"
    ),
    CheckCode.NOT_MEASURED: _not_measured,
    CheckCode.NOT_TOLD: _not_told,
    CheckCode.FROM_START: _from_start,
    CheckCode.SINCE_START: "from where you started",
    CheckCode.FOR_INFORMATION: "Shown for information",
    CheckCode.ON_TARGET: _on_target,
    CheckCode.NEAR_TARGET: _on_target,
    HeadlineCode.NOT_SCORED: "Not scored: {why:half}",
    HeadlineCode.NOTHING_TOLD: _nothing_told,
    HeadlineCode.TOO_FEW_PICTURES: (
        "Can't tell: {rate:.1f} pictures a second are too few to judge a hold, at least {needed} "
        "are needed"
    ),
    HeadlineCode.FILM_FASTER: (
        "Film with 15 pictures a second or more, and close other programs meanwhile"
    ),
    HeadlineCode.NO_REP_SEEN: "{done}: none was seen from start to end",
    HeadlineCode.NOT_IN_POSITION: "{done}: not in the position, {fault}",
    HeadlineCode.NOT_HELD: "{done}: the position was not held",
    HeadlineCode.ONLY_SECOND_FAULT: "Seen {place:only_place} only: {fault}",
    HeadlineCode.ONLY_SECOND: (
        "Seen {place:only_place} only: the rest needs the camera at your side"
    ),
    HeadlineCode.REST_NOT_TOLD: _rest_not_told,
    HeadlineCode.AND_REST_NOT_TOLD: _rest_not_told,
    HeadlineCode.LOST: _lost,
    HeadlineCode.TOO_SHALLOW: "{done}: {count} did not go far enough to count",
    HeadlineCode.AND_TOO_SHALLOW: "{done}; {count} more did not go far enough to count",
    HeadlineCode.BUT_FAULT: _but_fault,
    HeadlineCode.BUT_NOT_TOLD: "{done}; {what:half}",
    HeadlineCode.AS_FAR_AS_TOLD: "{done}, on target as far as the measurement can tell",
    HeadlineCode.READ: (
        "Read {goes} times, on average {value} \N{PLUS-MINUS SIGN} {error}. Only a change of "
        "{change} or more is real"
    ),
    HeadlineCode.READ_ONCE: (
        "Read once: {value} \N{PLUS-MINUS SIGN} {error}. Do three goes: of one alone only a "
        "change of {change} or more is real"
    ),
    HeadlineCode.TUCKED: _tucked,
    HeadlineCode.FURTHER: _further,
    HeadlineCode.IN_GOOD_FORM: "{done} in good form",
    HeadlineCode.DONE: "{done}",
    HeadlineCode.CHOOSE: "Choose {stretch} ({id}), or do the one that you chose",
    HeadlineCode.SHOWS_ANOTHER: (
        'This looks like "{stretch}" ({id}): choose that, or do the one that you chose'
    ),
    HeadlineCode.MAY_BE: (
        'If that is "{stretch}", choose it ({id}); otherwise do the one that you chose'
    ),
    HeadlineCode.CHOOSE_ANOTHER: "Choose the stretch that you do, or do the one that you chose",
    HeadlineCode.LEGS_APART: "Stay side-on to the camera, with one leg well away from the other",
    HeadlineCode.MOVE_CAMERA: "Put the camera {place:camera_place}",
    DoneCode.SECONDS: _seconds,
    DoneCode.SETS: "{seconds} s, {sets} sets of {target:g} s",
    DoneCode.HELD: "You held {done}",
    DoneCode.REPS: "{count} of {target} repetitions",
    MomentCode.TAKES_A_CLIP: "It is a change since the start pose, which takes a clip to see",
    MomentCode.NOT_ITS_END: (
        "The picture does not show the end of the movement at which it counts"
    ),
    MomentCode.NO_TIME: "How long it was held, and how steadily: one picture shows one moment",
    MomentCode.ALL_MET: "In this picture every target that was measured is met",
    MomentCode.FAULT: "In this picture {fault}",
    MomentCode.NOTHING_WRONG: "In this picture nothing is wrong; {what:half}",
    RecognitionCode.NOBODY_SEEN: "Nobody was seen: film one person whole, from the side",
    RecognitionCode.NEVER_NEAR: (
        'It looks most like "{stretch}", but it never came near the target of that'
    ),
    RecognitionCode.SEEN_FROM_FRONT: (
        "The camera saw you from the front or from behind: put it at your side"
    ),
    RecognitionCode.VIEW_UNCLEAR: (
        "It is not clear from where the camera saw you: put it at your side, at hip height"
    ),
    RecognitionCode.CUT_OFF: "Part of you was outside the picture: step back, or move the camera",
    RecognitionCode.NO_START: "No stretch begins in this position",
    RecognitionCode.SEVERAL: "Several stretches look like this",
    RecognitionCode.TURNED: (
        'The clip seems to {quarters:turned}: turned upright it shows "{stretch}". Turn it in a '
        "photo or video app, and review it again"
    ),
    RecognitionCode.MAY_BE_TURNED: (
        'If the clip lies on its side, it shows "{stretch}": turn it in a photo or video app then, '
        "and review it again"
    ),
    RecognitionCode.HEAD_DOWN: (
        "Your shoulders are below your hips in most of the clip: it may be turned. If it lies on "
        "its side or is upside down, turn it in a photo or video app, and review it again"
    ),
    RecognitionCode.NEAR_LEG_UNTOLD: (
        "The leg nearer to the camera could not be made out: close-fitting clothes and more "
        "light help"
    ),
    RecognitionCode.TOO_OBLIQUE: (
        "The camera saw you too far from the side for it to be judged: put it at your side"
    ),
    RecognitionCode.UNFAMILIAR: (
        'It looks most like "{stretch}", but the position does not fit that'
    ),
    RecognitionCode.ASSUMED: (
        'Judged as "{stretch}", the likelier of two that look alike. If it was "{other}", have it '
        "judged as that"
    ),
}
