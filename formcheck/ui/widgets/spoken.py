"""The language of a page: chosen in this browser's session, else the one that was chosen last."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from formcheck.ui.settings import change_settings, chosen_language
from formcheck.words import ask_for_language, language, languages, load_language, tr

_KEY: Final = "language"


def follow_session() -> None:
    """From now on every page speaks the language of its own session."""
    ask_for_language(session_language)


def session_language() -> str | None:
    """Return the language of the session for which this thread works, or None outside of pages."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    if _KEY not in st.session_state:
        st.session_state[_KEY] = chosen_language()
    found = st.session_state[_KEY]
    return found if isinstance(found, str) else None


def ask_language() -> None:
    """Draw the choice of a language; it holds for this session at once, and for later ones."""
    st.header(tr("Language"))
    codes = list(languages())
    shown = language().code if language().code in codes else codes[0]
    chosen = st.selectbox(
        "Language · Sprache · Idioma", codes, codes.index(shown), key="language-choice",
        format_func=lambda code: load_language(code).name, width=280,
    )  # fmt: skip
    if chosen != shown:
        change_settings(language=chosen)
        st.session_state[_KEY] = chosen
        st.rerun()
    if not language().reviewed:
        st.caption(
            tr(
                "These words were not yet read by a native speaker. What sounds wrong may be "
                "wrong: "
                "the English words count."
            )
        )
