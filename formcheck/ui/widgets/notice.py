"""The notice that is shown once, above whatever page opens first."""

from __future__ import annotations

import streamlit as st

from formcheck.store.people.personal import keep_notice_read, notice_read
from formcheck.stretches.text.medical_notice import BEFORE_YOU_BEGIN, NOTICE, STOP_AT_ONCE
from formcheck.ui.settings import change_settings, load_settings
from formcheck.words import tr


def show_notice_once() -> None:
    """Draw the notice until the person has said that it was read."""
    if notice_read():
        return
    with st.container(border=True, key="notice"):
        st.markdown(tr("**Before you begin.** {notice}", notice=tr(NOTICE)))
        for words in STOP_AT_ONCE:
            st.markdown(tr(words))
        with st.expander(tr("When to ask a clinician first")):
            for words in BEFORE_YOU_BEGIN:
                st.markdown(tr(words))
        sore = st.toggle(
            tr("My low back is sore or sensitive: begin with gentler targets"),
            load_settings().sensitive_back, key="notice-back",
        )  # fmt: skip
        st.button(tr("I have read this"), icon=":material/check:", on_click=_read, args=(sore,))


def _read(sore: bool) -> None:
    keep_notice_read()
    if sore != load_settings().sensitive_back:
        change_settings(sensitive_back=sore)
