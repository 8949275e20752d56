"""The frame that all pages stand in: navigation, style, and what to say when something fails."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from formcheck.errors import FormcheckError
from formcheck.ui.own_history import own_history
from formcheck.ui.pages.about.page import page as about
from formcheck.ui.pages.learn.page import page as learn
from formcheck.ui.pages.live.end_card import PAGES
from formcheck.ui.pages.live.page import page as live
from formcheck.ui.pages.progress.page import page as progress
from formcheck.ui.pages.review.page import page as review
from formcheck.ui.pages.review.pending import show_elsewhere
from formcheck.ui.pages.setup.page import page as setup
from formcheck.ui.pages.tune.page import page as tune
from formcheck.ui.phone.panel import show_phone
from formcheck.ui.widgets.notice import show_notice_once
from formcheck.ui.widgets.plain import plain
from formcheck.ui.widgets.spoken import follow_session
from formcheck.ui.widgets.style import apply_style
from formcheck.words import mark, tr

MAIN: Final = Path(__file__).parent / "entry" / "main.py"
"""The script of every page. In a folder of its own: of each file in a folder `pages` beside it
Streamlit would make a page too, and open `/review` as that file alone."""

_PAGES: Final[tuple[tuple[str, str, str, Callable[[], None]], ...]] = (
    ("live", mark("Stretch"), "self_improvement", live),
    ("review", mark("Review"), "movie", review),
    ("progress", mark("Progress"), "monitoring", progress),
    ("tune", mark("Tune"), "tune", tune),
    ("learn", mark("Learn"), "menu_book", learn),
    ("setup", mark("Set-up"), "accessibility_new", setup),
    ("about", mark("About"), "shield_person", about),
)
"""Address, title, icon and function of each page, in the order of the navigation."""


def pages() -> list[StreamlitPage]:
    """Return the pages in the order of the navigation; the first one opens."""
    return [
        st.Page(
            function,
            title=tr(title),
            icon=f":material/{icon}:",
            url_path=address,
            default=function is live,
        )
        for address, title, icon, function in _PAGES
    ]


def draw_app() -> None:
    """Draw the frame, and in it the page that was asked for."""
    # A picture of our own: for a Material icon browsers would ask Google's server.
    follow_session()
    st.set_page_config(page_title="formcheck", page_icon=_icon(), layout="wide")
    apply_style()
    offered = pages()
    st.session_state[PAGES] = {page.url_path: page for page in offered}
    chosen = st.navigation(offered, position="top")
    show_notice_once()
    show_phone()
    if chosen.url_path != "review":
        show_elsewhere(own_history())
    chosen.run()


@cache
def _icon() -> str:
    return Path(__file__).with_name("icon.svg").read_text(encoding="utf-8").strip()


def on_script_error(error: Exception) -> bool:
    """Say in one sentence what went wrong; a user never sees a traceback.

    Args:
        error: What a page did not expect.

    Returns:
        True: Streamlit need not show it too.
    """
    if isinstance(error, FormcheckError):
        st.error(plain(str(error)))
        return True
    if os.environ.get("FORMCHECK_DEBUG"):
        traceback.print_exception(error)
    st.error(
        tr(
            "A fault of formcheck's own: {kind}: {what}. Nothing was "
            "changed. "
            "Reload the page; set FORMCHECK_DEBUG=1 and start again to see where it happens.",
            kind=type(error).__name__,
            what=plain(str(error)),
        )
    )
    return True
