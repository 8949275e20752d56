"""What the page Review asks where it is not sure which stretch a clip shows."""

from __future__ import annotations

import streamlit as st

from formcheck.store.pending.reviews import PendingReview, Reviews
from formcheck.ui.catalogue import catalogue
from formcheck.ui.widgets.plain import plain
from formcheck.wording import guess_words
from formcheck.words import say_sentence, tr


def show_unsure(reviews: Reviews, clips: list[PendingReview]) -> None:
    """Draw the clips that wait for an answer; one that is answered is judged at once.

    Args:
        reviews: Where they are kept.
        clips: They are measured already.
    """
    for clip in clips:
        with st.container(border=True):
            _ask(reviews, clip)


def _ask(reviews: Reviews, clip: PendingReview) -> None:
    known = {stretch.id: stretch for stretch in catalogue()}
    guesses = () if clip.recognition is None else clip.recognition.guesses
    names = [guess.stretch for guess in guesses if guess.stretch in known]
    words = {guess.stretch: guess_words(guess) for guess in guesses}
    st.markdown(tr("**{name}: it is not sure which stretch this is.**", name=plain(clip.name)))
    if clip.recognition is not None and clip.recognition.reason is not None:
        st.markdown(plain(say_sentence(clip.recognition.reason)))
    chosen = st.selectbox(
        tr("What did you do?"), [*names, *(one for one in known if one not in names)],
        format_func=lambda one: words.get(one, known[one].name), key=f"unsure-{clip.id}",
        help=tr("The most likely ones stand first. Nothing needs to be measured again."),
    )  # fmt: skip
    with st.container(horizontal=True):
        st.button(
            tr("Judge it as this"), type="primary", icon=":material/play_arrow:",
            key=f"judge-{clip.id}", on_click=reviews.answer, args=(clip, chosen),
        )  # fmt: skip
        st.button(
            tr("Leave it"), icon=":material/close:", key=f"leave-{clip.id}",
            on_click=reviews.remove, args=(clip,),
        )  # fmt: skip
