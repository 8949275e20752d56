"""Messages in files: older ones hold English sentences where newer ones hold codes."""

from __future__ import annotations

from functools import cache

from formcheck.message import Message, TextCode, from_text
from formcheck.words import ENGLISH, full_sentence, half_sentence, load_language


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
    return {
        half_sentence(full_sentence(words)): code
        for code, words in sentences.items()
        if isinstance(words, str) and "{" not in words
    }
