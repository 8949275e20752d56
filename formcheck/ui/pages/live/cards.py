"""The four cards with which the page Stretch begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from formcheck.ui.catalogue import picture_of, picture_words, stretch_of
from formcheck.ui.pages.live.plan_form import FIRST, name_of, put_choice, what_key
from formcheck.ui.settings import change_settings, load_settings
from formcheck.words import mark, tr

WIDTH: Final = 156
"""Pixels: four beside each other on a laptop, two on a phone."""


@dataclass(frozen=True, slots=True)
class Card:
    """One way to begin.

    Attributes:
        id: Of its button.
        label: What it says.
        choice: Id of the routine or stretch that it chooses.
        picture: Id of the stretch whose picture it shows.
        sore: Whether it also asks for the gentler targets of a sensitive back.
    """

    id: str
    label: str
    choice: str
    picture: str
    sore: bool = False


CARDS: Final = (
    Card("daily", mark("Daily routine"), "daily-psoas", "half-kneeling-lunge"),
    Card("desk", mark("Desk break"), "desk-break", "table-stretch"),
    Card("back", mark("My back is sore"), "sensitive-back", "glute-bridge", sore=True),
    Card("one", mark("One stretch"), FIRST, "figure-four"),
)


def show_cards() -> None:
    """Draw the cards; a press chooses for the form below, which stays as it was left."""
    settings = load_settings()
    sore = settings.sensitive_back
    kept = settings.choices.get(what_key(), name_of(FIRST, sore))
    chosen = st.session_state.get(what_key(), kept)
    with st.container(horizontal=True, gap="small", key="cards"):
        for card in CARDS:
            present = chosen == name_of(card.choice, sore)
            with st.container(border=True, width=WIDTH, key=f"card-box-{card.id}"):
                picture = picture_of(stretch_of(card.picture))
                if picture is not None:
                    words = picture_words(stretch_of(card.picture))
                    st.image(str(picture), width="stretch", alt=words)
                st.button(
                    tr(card.label), key=f"card-{card.id}", width="stretch", on_click=_press,
                    args=(card,), type="primary" if present else "secondary",
                )  # fmt: skip


def _press(card: Card) -> None:
    if card.sore and not load_settings().sensitive_back:
        change_settings(sensitive_back=True)
    put_choice(card.choice)
