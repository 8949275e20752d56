"""What the page Review asks where it is not sure which stretch a clip shows."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from formcheck.stretches.model.stretch import Stretch
from formcheck.ui.catalogue import catalogue
from formcheck.ui.jobs import Unsure
from formcheck.wording import guess_words


def show_unsure(clips: list[Unsure]) -> Unsure | None:
    """Draw the clips that wait for an answer.

    Args:
        clips: They are measured already; those that are answered or left leave the list.

    Returns:
        The one that was just answered, with its stretch in the wish, or None.
    """
    for clip in list(clips):
        with st.container(border=True):
            answer = _ask(clip, clips)
        if answer is not None:
            clips.remove(clip)
            return replace(clip, wish=replace(clip.wish, stretch=answer))
    return None


def _ask(clip: Unsure, waiting: list[Unsure]) -> Stretch | None:
    known = {stretch.id: stretch for stretch in catalogue()}
    guesses = clip.recognition.guesses
    names = [guess.stretch for guess in guesses]
    words = {guess.stretch: guess_words(guess) for guess in guesses}
    st.markdown(f"**{clip.order.name}: it is not sure which stretch this is.**")
    if clip.recognition.reason is not None:
        st.markdown(f"{clip.recognition.reason}.")
    chosen = st.selectbox(
        "What did you do?", [*names, *(one for one in known if one not in names)],
        format_func=lambda one: words.get(one, known[one].name), key=f"unsure-{clip.order.clip}",
        help="The most likely ones stand first. Nothing needs to be measured again.",
    )  # fmt: skip

    def leave() -> None:
        clip.order.drop()
        waiting.remove(clip)

    with st.container(horizontal=True):
        judge = st.button(
            "Judge it as this", type="primary", icon=":material/play_arrow:",
            key=f"judge-{clip.order.clip}",
        )  # fmt: skip
        st.button("Leave it", icon=":material/close:", on_click=leave,
                  key=f"leave-{clip.order.clip}")  # fmt: skip
    return known[chosen] if judge else None
