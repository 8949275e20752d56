"""Why something cannot be measured, in English."""

from __future__ import annotations

from typing import Final

from formcheck.codes.measure import CalibrationCode, NoteCode, ReasonCode
from formcheck.message import Message
from formcheck.words.template import Language, Words

_REASONS: Final[Words] = {
    ReasonCode.NOBODY: "Nobody is in the picture: step in front of the camera",
    ReasonCode.NOT_MEASURED: "Not measured in this picture",
    ReasonCode.OUTSIDE_PICTURE: (
        "Your {side:side} {joint:joint} is outside the picture: step back or move the camera"
    ),
    ReasonCode.BOTH_OUTSIDE_PICTURE: (
        "Your {joint:joint}s are outside the picture: step back or move the camera"
    ),
    ReasonCode.LEGS_MERGED: (
        "Your {side:side} leg cannot be told from your {other:side}: show your side more squarely, "
        "one leg in front of the other"
    ),
    ReasonCode.LEGS_CONTESTED: (
        "Your left leg cannot be told from your right in this view: show your side squarely, or go "
        "by the rear and the front leg"
    ),
    ReasonCode.SHOW_SIDE: "Turn so that one side of your body faces the camera",
    ReasonCode.SHOW_FRONT: "Let the camera see you from the front, or from above when you lie",
    ReasonCode.FACING_UNDECIDED: (
        "It cannot be told which way you face: show your side to the camera"
    ),
    ReasonCode.JOINTS_ON_ONE_POINT: (
        "Two joints fall on one point in the picture: move closer to the camera"
    ),
    ReasonCode.TRUNK_FORESHORTENED: "Your trunk points at the camera: let it see more of you",
    ReasonCode.ARMS_NOT_SEEN: "Let the camera see your arms",
    ReasonCode.FEET_TOO_CLOSE: "Set your feet about as wide as your hips",
    ReasonCode.NOT_LYING_FLAT: (
        "Lie with your hips and knees on the floor, so that a rise can be seen"
    ),
    ReasonCode.LIE_FLAT_FIRST: "Lie flat and still for a second first, so that a rise can be seen",
    ReasonCode.ERROR_TOO_LARGE: (
        "It is not seen clearly enough: more light, close-fitting clothes and nothing in front of "
        "you help"
    ),
    ReasonCode.ENGINES_CONTRADICT: (
        "Two readings of this picture differ too much: more light, close-fitting clothes and "
        "nothing in front of you help"
    ),
    ReasonCode.NOT_YOUR_LIMB: (
        "Your {side:side} {joint:joint} seems to be seen on somebody or something else: let nobody "
        "stand or reach between you and the camera"
    ),
    ReasonCode.LEG_BEHIND_LEG: (
        "Your {side:side} leg is hardly told from your {other:side}, since they lie one behind the "
        "other: set one of them further forward or back"
    ),
    ReasonCode.HIPS_LEVEL_UNKNOWN: (
        "A camera cannot tell yet whether your hips are level: "
        "put your hands on your hip bones and look in a mirror"
    ),
    ReasonCode.HIPS_SQUARE_UNKNOWN: (
        "A camera cannot tell yet whether your hips are square: "
        "put your hands on your hip bones and point both straight ahead"
    ),
    ReasonCode.HIP_JOINT_NEEDS_TILT: (
        "How far the hip itself opened is only told with the tilt of the pelvis, which is not "
        "known here"
    ),
    ReasonCode.HIP_OR_LOW_BACK: "The hip cannot be told from the low back: {because:half}",
    ReasonCode.NO_NEUTRAL: (
        "Stand or kneel tall, still and side-on for a second, so that your own neutral is known; "
        "or make a profile"
    ),
    ReasonCode.NO_SILHOUETTE: "Your outline was not looked for in this picture",
    ReasonCode.TOO_SMALL: "You are too small in the picture: move closer to the camera",
    ReasonCode.OUTLINE_NOT_SEEN: (
        "Your outline cannot be told from the background: use more light, or clothes of another "
        "colour"
    ),
    ReasonCode.ARM_HIDES_BACK: (
        "An arm hides the small of your back: bring your hands to the front or let them hang"
    ),
    ReasonCode.CLOTHES_HIDE_BACK: (
        "Your clothes hide the small of your back: wear a close-fitting top, or tuck your shirt in"
    ),
    ReasonCode.BACK_VIEW_TURNED: (
        "Turn so that your side faces the camera squarely: the small of your back is not seen"
    ),
    ReasonCode.BACK_UNCLEAR: (
        "The small of your back is not seen clearly: stand side-on, close-fitting top, arms in "
        "front"
    ),
    ReasonCode.BACK_ON_FLOOR: (
        "Lying on your back, the floor hides the small of it: it cannot be told here"
    ),
    ReasonCode.NEUTRAL_STALE: (
        "Your neutral was taken from another distance or view: stand side-on for ten seconds again"
    ),
}


def _not_still(message: Message, language: Language) -> str:
    asked, got, mostly = (message.get(name) for name in ("asked", "got", "mostly"))
    hint = f" Mostly: {language.say(mostly)}." if isinstance(mostly, Message) else ""
    return (
        f"expected {asked:.0f} seconds of standing still and side-on, got {got:.0f}; stand still, "
        f"then tilt your pelvis once.{hint}"
    )


_PROVISIONAL: Final = (
    "Without a profile, the pelvis is compared with how you {} still at the start, and its "
    "error is wider; a profile of your own makes it surer"
)
_DISTANCE: Final = (
    "You are {} the camera than when the profile was made, or it is another camera: stand where "
    "you stood, or make the profile again"
)

_NOTES: Final[Words] = {
    NoteCode.PROVISIONAL_STANDING: _PROVISIONAL.format("stood"),
    NoteCode.PROVISIONAL_KNEELING: _PROVISIONAL.format("knelt"),
    NoteCode.PROFILE_NEARER: _DISTANCE.format("nearer to"),
    NoteCode.PROFILE_FARTHER: _DISTANCE.format("further from"),
    NoteCode.PROFILE_TURNED: (
        "The camera sees you from another angle than when the profile was made: stand as you "
        "stood, or make the profile again"
    ),
    NoteCode.PROFILE_CLOTHES: (
        "Your outline is another one than when the profile was made, as in other clothes: make "
        "the profile again"
    ),
    NoteCode.ONE_OF_SEVERAL: (
        "More than one person is in the picture: the one {place:in_picture} was judged. If another "
        "one is meant, say who"
    ),
    NoteCode.OTHER_SIDE: (
        "You named the {told:side} leg, but the camera saw the {seen:side} one work, and that one "
        "was judged. If it is right, name the {seen:side} leg and review the clip again"
    ),
    NoteCode.BOTH_LEGS: (
        "Both legs worked, one after the other: the left for {left} s and the right for {right} s. "
        "The verdict is of both together; for one of each, film each leg in a clip of its own"
    ),
    NoteCode.FIRST_HALF_HOUR: "Only the first half hour was recorded",
    CalibrationCode.STEP_IN: "Step in front of the camera, so that it sees all of you",
    CalibrationCode.STAND: "Stand upright with straight legs and let your arms hang",
    CalibrationCode.KEEP_STILL: "Stand still and breathe easily",
    CalibrationCode.TUCK: "Now tuck your tailbone under, slowly, as far as is easy",
    CalibrationCode.ARCH: "Now arch your low back, slowly, as far as is easy",
    CalibrationCode.RETURN: "Come back to how you stand at ease",
    CalibrationCode.DONE: "Done",
    CalibrationCode.NOT_STILL: _not_still,
}

SENTENCES: Final[Words] = _REASONS | _NOTES
