"""The page Stretch: live, in front of the camera."""

from __future__ import annotations

import streamlit as st

from formcheck.coach.loading import list_stretches


def page() -> None:
    """Draw the page."""
    st.title("Stretch")
    names = {stretch.name: stretch for stretch in list_stretches()}
    chosen = names[st.selectbox("What would you like to do?", names)]
    st.caption(chosen.summary)
