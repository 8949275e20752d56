"""The phone's page: one document with its style and script inside, and the policy that fits it."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from formcheck.words import speaking
from formcheck.words.browser import page_words, script_words

_HERE: Final = Path(__file__).parent


@cache
def page(language: str) -> str:
    """Return the page in a language, by its code; whole: it loads nothing."""
    text, style, script = _parts(language)
    return text.replace("/*style*/", style).replace("/*script*/", script)


@cache
def policy(language: str) -> str:
    """Return its Content-Security-Policy: this style, this script, and requests to its own host."""
    _, style, script = _parts(language)
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}",
            "img-src data:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _parts(language: str) -> tuple[str, str, str]:
    names = ("phone.html", "phone.css", "phone.js")
    text, style, script = ((_HERE / name).read_text(encoding="utf-8") for name in names)
    with speaking(language):
        return page_words(text.replace("@language@", language)), style, script_words(script)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
