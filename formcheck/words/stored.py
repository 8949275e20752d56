"""Messages in files: older ones hold English sentences where newer ones hold codes."""

from __future__ import annotations

from functools import cache
from typing import Final

from formcheck.codes.coach import RecognitionCode, WhyCode
from formcheck.codes.measure import ReasonCode
from formcheck.message import Message, TextCode, from_text
from formcheck.words import ENGLISH, full_sentence, half_sentence, load_language

_EARLIER: Final[dict[str, str]] = {
    "nobody was in the picture": WhyCode.NOBODY_THERE,
    "the recording ended": WhyCode.RECORDING_ENDED,
    "not measured in this frame": ReasonCode.NOT_MEASURED,
    "your outline was not looked for in this frame": ReasonCode.NO_SILHOUETTE,
    "the hip joint's own share needs the pelvic tilt, which is not known here": (
        ReasonCode.HIP_JOINT_NEEDS_TILT
    ),
    "the position is none that a stretch begins with": RecognitionCode.NO_START,
}
"""What an earlier formcheck said and this one says otherwise."""


def read_message(text: str) -> Message:
    """Return the message that was stored as text.

    Args:
        text: What `to_text` wrote, or a sentence of an earlier formcheck.

    Returns:
        For a sentence the code that says just that, without arguments, or one of code `legacy`.
    """
    message = from_text(text)
    if message.code != TextCode.LEGACY:
        return message
    code = _codes().get(half_sentence(text))
    return message if code is None else Message(code)


@cache
def _codes() -> dict[str, str]:
    """Return the codes that need no arguments, by what they say."""
    sentences = load_language(ENGLISH).sentences
    return _EARLIER | {
        half_sentence(full_sentence(words)): code
        for code, words in sentences.items()
        if isinstance(words, str) and "{" not in words
    }
