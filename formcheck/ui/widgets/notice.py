"""The notice that is shown once, above whatever page opens first."""

from __future__ import annotations

from typing import Final

import streamlit as st

from formcheck.store.people.personal import keep_notice_read, notice_read
from formcheck.stretches.text.medical_notice import BEFORE_YOU_BEGIN, NOTICE, STOP_AT_ONCE
from formcheck.ui.settings import change_settings, load_settings
from formcheck.words import tr

_BACK: Final = "notice-back"


def show_notice_once() -> None:
    """Draw the notice until the person has said that it was read."""
    # Its place stays when it goes: Streamlit knows what stands below by where it stands, and would
    # show it twice until it is drawn anew.
    place = st.empty()
    if notice_read():
        return
    with place.container(border=True, key="notice"):
        st.markdown(tr("**Before you begin.** {notice}", notice=tr(NOTICE)))
        for words in STOP_AT_ONCE:
            st.markdown(tr(words))
        with st.expander(tr("When to ask a clinician first")):
            for words in BEFORE_YOU_BEGIN:
                st.markdown(tr(words))
        # One choice wherever it is asked for: it holds at once, and not only once this is read.
        st.session_state[_BACK] = load_settings().sensitive_back
        words = tr("My low back is sore or sensitive: begin with gentler targets")
        st.toggle(words, key=_BACK, on_change=_back)
        st.button(tr("I have read this"), icon=":material/check:", on_click=keep_notice_read)


def _back() -> None:
    change_settings(sensitive_back=st.session_state[_BACK])
