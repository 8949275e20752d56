"""The page Review."""

from __future__ import annotations

import streamlit as st


def page() -> None:
    """Draw the page."""
    st.title("Review")
    st.caption("Clips that you recorded, judged in peace.")
