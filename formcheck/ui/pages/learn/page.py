"""The page Learn: every stretch with its picture, in words."""

from __future__ import annotations

from typing import Final

import streamlit as st

from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.text.description import describe
from formcheck.stretches.text.phrases import duration_words
from formcheck.ui.catalogue import catalogue, picture_of, picture_words
from formcheck.words import mark, tr

_KEY: Final = "stretch"
_ACROSS: Final = 3
_KINDS: Final = {
    "hold": (mark("Held"), mark("Stretches that are held still. Only seconds in good form count.")),
    "reps": (
        mark("Repeated"),
        mark("Exercises for the muscles on the other side: strength makes room."),
    ),
    "test": (
        mark("Tests"),
        mark("One angle, read three times a side, with its error. No verdict."),
    ),
    "timer": (mark("Guided by a clock"), mark("Release and breathing. Nothing is scored here.")),
}


def page() -> None:
    """Draw the page."""
    known = {stretch.id: stretch for stretch in catalogue()}
    chosen = known.get(st.query_params.get(_KEY, ""))
    if chosen is None:
        _show_all(list(known.values()))
    else:
        _show_one(chosen)


def _show_all(stretches: list[Stretch]) -> None:
    st.title(tr("Learn"))
    st.caption(tr("What you do, what is looked at and why, and what a camera cannot see."))
    for kind, (title, words) in _KINDS.items():
        st.header(tr(title))
        st.caption(tr(words))
        # Columns of their own for each row: a phone puts whole columns below each other.
        shown = [one for one in stretches if one.kind == kind]
        for first in range(0, len(shown), _ACROSS):
            row = shown[first : first + _ACROSS]
            for column, stretch in zip(st.columns(_ACROSS), row, strict=False):
                with column:
                    _show_card(stretch)


def _show_card(stretch: Stretch) -> None:
    with st.container(border=True):
        picture = picture_of(stretch)
        if picture is not None:
            st.image(str(picture), width="stretch", alt=picture_words(stretch))
        st.markdown(f"**{tr(stretch.name)}**")
        st.caption(duration_words(stretch).partition(". ")[0].removesuffix(".") + ".")
        st.button(
            tr("Open"), key=f"learn-{stretch.id}", icon=":material/menu_book:", on_click=_open,
            args=(stretch.id,), width="stretch",
        )  # fmt: skip


def _open(stretch_id: str | None) -> None:
    if stretch_id is None:
        st.query_params.clear()
    else:
        st.query_params[_KEY] = stretch_id


def _show_one(stretch: Stretch) -> None:
    st.button(tr("All stretches"), icon=":material/arrow_back:", on_click=_open, args=(None,))
    head, _, body = describe(stretch).partition("\n")
    st.title(head.removeprefix("# "))
    picture = picture_of(stretch)
    if picture is not None:
        st.image(str(picture), width="stretch", alt=picture_words(stretch))
    st.markdown(body)
