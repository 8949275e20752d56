"""The app's own look, on top of the colours in `.streamlit/config.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

_CSS: Final = Path(__file__).with_name("style.css")


def apply_style() -> None:
    """Put the style sheet into the page; every page needs it once."""
    st.html(_CSS)
