"""The page Learn: every stretch in words."""

from __future__ import annotations

import streamlit as st

from formcheck.coach.loading import list_stretches
from formcheck.coach.wording import describe


def page() -> None:
    """Draw the page."""
    st.title("Learn")
    names = {stretch.name: stretch for stretch in list_stretches()}
    chosen = st.selectbox("Stretch", names)
    st.markdown(describe(names[chosen]))
