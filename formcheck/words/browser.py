"""The words of what runs in the browser: they stand in English in its pages and scripts."""

from __future__ import annotations

import html
import json
import re
from typing import Final

from formcheck.words import language, tr

_IN_PAGE: Final = re.compile(r"\[\[(.+?)\]\]")
_IN_SCRIPT: Final = re.compile(r"""\btr\(("(?:[^"\\]|\\.)*")\)""")
_LANGUAGE: Final = "@language@"


def page_words(text: str) -> str:
    """Return HTML with what stands between `[[` and `]]` in the language in use."""
    return _IN_PAGE.sub(lambda found: html.escape(tr(found[1])), text)


def script_words(text: str) -> str:
    """Return a script with its `tr("…")` in the language in use, and that one's code in it."""
    said = _IN_SCRIPT.sub(lambda found: json.dumps(tr(json.loads(found[1]))), text)
    return said.replace(_LANGUAGE, language().code)
