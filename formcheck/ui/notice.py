"""The notice that is shown once, above whatever page opens first."""

from __future__ import annotations

import streamlit as st

from formcheck.store.personal import keep_notice_read, notice_read
from formcheck.stretches.text.medical_notice import NOTICE, WHOLE


def show_notice_once() -> None:
    """Draw the notice until the person has said that it was read."""
    if notice_read():
        return
    with st.container(border=True, key="notice"):
        st.markdown(f"**Before you begin.** {NOTICE}")
        with st.expander("When to stop, and when to ask a clinician first"):
            for words in WHOLE[1:]:
                st.markdown(words)
        st.button("I have read this", icon=":material/check:", on_click=keep_notice_read)
