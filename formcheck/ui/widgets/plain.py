"""Text of people and files, shown as it is: Streamlit reads most of what it shows as Markdown."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = re.compile(r"([!-/:-@\[-`{-~])")
_JOINED: Final = re.compile(r"(?<=[:@/])(?=\S)|(?<=www)(?=\.)", re.IGNORECASE)
_JOINER: Final = "\N{WORD JOINER}"


def plain(text: str) -> str:
    r"""Return Markdown that shows a text as it is, whatever it holds.

    Names of clips, profiles and presets, notes, and the messages of errors, which quote names, are
    not ours: `![x](http://…)` in one of them would make the browser ask another machine for a
    picture. Every sign is escaped; behind `:`, `@` and `/` comes a word joiner, which is not seen,
    so that neither addresses become links nor `:smile:` a picture. Line ends become blanks.

    Args:
        text: Anything.
    """
    line = " ".join(text.split())
    return _SIGNS.sub(r"\\\1", _JOINED.sub(_JOINER, line))
