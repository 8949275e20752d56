"""Messages in words, as people meet them, so that tests can be read aloud."""

from __future__ import annotations

from typing import Any

from formcheck.message import Message
from formcheck.words import say, say_half, say_sentence


def words(message: Any) -> Any:
    """Return a message in words; anything else as it is."""
    return say(message) if isinstance(message, Message) else message


def sentence(message: Any) -> Any:
    """Return a message as one sentence; anything else as it is."""
    return say_sentence(message) if isinstance(message, Message) else message


def half(message: Any) -> Any:
    """Return a message as a part of a sentence; anything else as it is."""
    return say_half(message) if isinstance(message, Message) else message
