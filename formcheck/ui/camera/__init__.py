"""The camera's component: its page parts and scripts lie beside this file.

The scripts are plain functions that call each other; they are joined into the one module that
Streamlit takes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import streamlit as st

from formcheck.ui.phone.switch import phone
from formcheck.words import language
from formcheck.words.browser import page_words, script_words

_HERE: Final = Path(__file__).parent
_SCRIPTS: Final = ("drawing.js", "meter.js", "sound.js", "remote.js", "camera.js")


def camera(token: str, path: str, hint: str, key: str = "camera") -> dict[str, Any]:
    """Show the camera's stage, and return what it tells the page.

    Args:
        token: What lets the browser into its room.
        path: Address of the live socket on this server.
        hint: What to know before the start, in a sentence or two.
        key: Tells two stages apart.

    Returns:
        `finished`: the token of a plan that was done, once; `renew`: a number, once, where the
        token was refused.
    """
    html, css, js = _parts()
    # By its language: two sessions may speak different ones.
    name = f"formcheck_camera_{language().code}"
    stage = st.components.v2.component(name, html=page_words(html), css=css, js=script_words(js))
    told = stage(
        key=key,
        data={"token": token, "path": path, "hint": hint, "phone": _phone()},
        on_finished_change=_nothing,
        on_renew_change=_nothing,
    )
    return cast(dict[str, Any], told)


def _phone() -> dict[str, bool] | None:
    """Return what the stage has to know of a phone, or None where none may be the camera."""
    on = phone()
    return None if on is None else {"paired": on.pairing.paired() is not None}


def _nothing() -> None:
    """Do nothing: the page looks at the result, and a trigger needs a listener."""


@cache
def _parts() -> tuple[str, str, str]:
    texts = [(_HERE / name).read_text(encoding="utf-8") for name in ("camera.html", "camera.css")]
    script = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    return texts[0], texts[1], script
