"""What the parts of a changed target are called: the same in every language but for its words."""

from __future__ import annotations

from typing import Final

from formcheck.message import Argument, Message
from formcheck.words import mark
from formcheck.words.template import Language

ENDS: Final = {"top": mark("{joint} at the top"), "bottom": mark("{joint} at the bottom")}
"""What a check at one end of a repetition is called, by that end."""

_SECTIONS: Final = ("hold", "reps", "view")
"""Targets that belong to no check; their words say what they are without a name before them."""


def check_name(check_id: str, language: Language) -> str:
    """Return a check's id as a person reads it: `rear-hip` is "Rear hip".

    The end of a repetition at which it is judged is named behind the joint: `top-hip` is "Hip at
    the top", and no upper hip.

    Args:
        check_id: Id of the check.
        language: In which it is said.
    """
    end, _, joint = check_id.partition("-")
    if end in ENDS and joint:
        template = language.label(ENDS[end])
        return language.fill(template, {"joint": check_name(joint, language)})
    return language.label(check_id.replace("-", " ").capitalize())


def changed_target(message: Message, language: Language) -> tuple[str, str, str]:
    """Return which target changed, what it is now and what it was, in words.

    Args:
        message: A `ChangeCode.INSTEAD`.
        language: In which it is said; its table `target` has the words for the keys of a file.

    Returns:
        Such as "rear hip, lower limit", "188" and "185".
    """
    where, key = str(message.get("where")), str(message.get("key"))
    value, old = (_value(message.get(name), language) for name in ("value", "old"))
    if where in _SECTIONS:
        return language.term("target", f"{where}.{key}"), value, old
    name = check_name(where, language)
    name = name[:1].lower() + name[1:] if language.lowers else name
    return f"{name}, {language.term('target', key)}", value, old


def _value(value: Argument, language: Language) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return language.figure(value, "g")
    return language.term("switch", value)
