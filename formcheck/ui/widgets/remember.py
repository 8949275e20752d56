"""Widgets that stand where they were left, also after a reload and on another day."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

import streamlit as st

from formcheck.ui.settings import change_settings, load_settings


def select_box(label: str, options: Sequence[str], usual: str, *, key: str, **how: Any) -> str:
    """Draw a select box, at what was chosen last or at the usual choice.

    Args:
        label: Above the box.
        options: What can be chosen.
        usual: Chosen where nothing was chosen yet, or where that is offered no more.
        key: Of the widget and of the memory.
        how: More for `st.selectbox`.
    """
    _recall(key, options, usual)
    value = str(st.selectbox(label, options, key=key, **how))
    _keep(key, value, usual)
    return value


def number_box(
    label: str, least: int, most: int, usual: int, step: int = 1, *, key: str, **how: Any
) -> int:
    """Draw a box for a whole number, likewise."""
    _recall(key, range(least, most + 1), usual)
    value = int(st.number_input(label, least, most, step=step, key=key, **how))
    _keep(key, value, usual)
    return value


def choose(key: str, value: str, usual: str) -> None:
    """Let a select box stand at a value from the next run of the page on.

    Args:
        key: Of the widget and of the memory.
        value: The choice.
        usual: What the box shows where nothing was chosen.
    """
    _keep(key, value, usual)
    st.session_state.pop(key, None)


def _recall(key: str, allowed: Container[Any], usual: Any) -> None:
    present = st.session_state.get(key, load_settings().choices.get(key, usual))
    value = present if present in allowed else usual
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _keep(key: str, value: str | int, usual: str | int) -> None:
    """Write a choice down, unless it is the usual one anyway: looking leaves no trace."""
    choices = load_settings().choices
    if choices.get(key, usual) != value:
        change_settings(choices={**choices, key: value})
