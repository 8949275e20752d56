"""What is said of changed targets, in English."""

from __future__ import annotations

from typing import Final

from formcheck.codes.stretches import ChangeCode
from formcheck.message import Message
from formcheck.words.template import Language, Words

TERMS: Final[dict[str, dict[str, str]]] = {
    "switch": {"None": "none", "True": "yes", "False": "no"},
}


def _instead(message: Message, language: Language) -> str:
    where = str(message.get("where")).replace("-", " ")
    value, old = (
        language.figure(found, "g")
        if isinstance(found := message.get(name), int | float) and not isinstance(found, bool)
        else language.term("switch", found)
        for name in ("value", "old")
    )
    return f"{where}: {message.get('key')} {value} instead of {old}"


SENTENCES: Final[Words] = {ChangeCode.INSTEAD: _instead}
