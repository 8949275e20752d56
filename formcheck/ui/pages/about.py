"""The page About: what formcheck is for, what it is not, and what stays where."""

from __future__ import annotations

import streamlit as st

from formcheck.record.wording import ASK_FIRST, EMERGENCY, NOTICE, STOP_SIGNS


def page() -> None:
    """Draw the page."""
    st.title("About")
    for words in (NOTICE, STOP_SIGNS, EMERGENCY, ASK_FIRST):
        st.write(words)
