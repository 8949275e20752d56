"""The page Tune."""

from __future__ import annotations

import streamlit as st


def page() -> None:
    """Draw the page."""
    st.title("Tune")
    st.caption("Try other targets on what you recorded.")
