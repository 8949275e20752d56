"""The page Progress."""

from __future__ import annotations

import streamlit as st


def page() -> None:
    """Draw the page."""
    st.title("Progress")
    st.caption("What changed over the weeks.")
