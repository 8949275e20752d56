"""What is said of changed targets, in English."""

from __future__ import annotations

from typing import Final

from formcheck.codes.stretches import ChangeCode
from formcheck.message import Message
from formcheck.words.changed_targets import changed_target
from formcheck.words.template import Language, Words

TERMS: Final[dict[str, dict[str, str]]] = {
    "switch": {
        "None": "none",
        "True": "yes",
        "False": "no",
        "held": "while you hold",
        "bottom": "at the bottom",
        "top": "at the top",
        "always": "all the time",
    },
    "target": {
        "low": "lower limit",
        "high": "upper limit",
        "prefer_low": "lower limit without the low back",
        "prefer_high": "upper limit without the low back",
        "goal": "goal",
        "one_sided": "more asked only where it is surely missed",
        "at": "judged",
        "required": "needed for the clock",
        "scored": "scored",
        "hold.seconds": "seconds to hold",
        "hold.sets": "sets",
        "hold.rest": "seconds of rest",
        "reps.top": "upper end of a repetition",
        "reps.bottom": "lower end of a repetition",
        "reps.count": "repetitions",
        "reps.sets": "sets",
        "reps.rest": "seconds of rest",
        "view.max_yaw": "degrees that you may be turned away",
    },
}
"""What the keys of a stretch's targets are called, and the values that are no numbers."""


def _instead(message: Message, language: Language) -> str:
    what, value, old = changed_target(message, language)
    return f"{what}: {value} instead of {old}"


SENTENCES: Final[Words] = {ChangeCode.INSTEAD: _instead}
