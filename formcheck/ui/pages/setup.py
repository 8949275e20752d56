"""The page Set-up: what formcheck should know about you."""

from __future__ import annotations

import streamlit as st

from formcheck.coach.loading import load_overlay
from formcheck.resources import user_folder
from formcheck.ui.catalogue import SENSITIVE_BACK
from formcheck.ui.settings import change_settings, load_settings


def page() -> None:
    """Draw the page."""
    st.title("Set-up")
    _show_back()
    st.caption(f"What you choose here is kept in {user_folder()}, and nowhere else.")


def _show_back() -> None:
    """Ask about a sensitive back, and say what it changes."""
    overlay = load_overlay(SENSITIVE_BACK)
    settings = load_settings()
    with st.container(border=True):
        st.subheader("Your back")
        chosen = st.toggle("My low back is sensitive", settings.sensitive_back)
        if chosen != settings.sensitive_back:
            change_settings(sensitive_back=chosen)
        if overlay.summary is not None:
            st.markdown(overlay.summary)
        if overlay.why is not None:
            st.caption(overlay.why)
