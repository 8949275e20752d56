"""The page Set-up: what formcheck knows about you."""

from __future__ import annotations

import streamlit as st

from formcheck.resources import user_folder


def page() -> None:
    """Draw the page."""
    st.title("Set-up")
    st.caption(f"What is stored of yours lies in {user_folder()}, and nowhere else.")
