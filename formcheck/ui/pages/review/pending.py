"""Reviews under way on the page Review: how far they are, what became of them, and a way out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import streamlit as st

from formcheck.errors import FormcheckError
from formcheck.store.history.history import History
from formcheck.store.pending.reviews import PendingReview, Reviews, left_s
from formcheck.ui.pages.review.unsure import show_unsure
from formcheck.ui.reviewing.jobs import worker
from formcheck.ui.widgets.plain import plain
from formcheck.wording import seconds_words
from formcheck.words import mark, tr, tr_n

DRAWING: Final = 0.25
"""Time to draw the annotated video, as a share of the time to measure it; approximate."""

_OPEN: Final = ("waiting", "running")
_FAILED: Final = "reviews-failed"


_DOING: Final = {
    "Opening": mark("Opening"), "Measuring": mark("Measuring"), "Drawing": mark("Drawing"),
}  # fmt: skip
"""What a review is at, by its stage."""


def show_pending(history: History) -> int | None:
    """Draw the reviews that are under way or ask something, from whatever page or time they come.

    Args:
        history: Where they are kept.

    Returns:
        Number of a session that has just been finished, or None.
    """
    reviews = Reviews(history)
    pending = reviews.all()
    finished = _take_finished(reviews, pending)
    if any(one.state in _OPEN for one in pending):
        _watch(history, tuple(one.id for one in pending if one.state in _OPEN))
    show_unsure(reviews, [one for one in pending if one.state == "unsure"])
    return finished


def newly_failed(history: History) -> bool:
    """Return whether a review has failed since this page was drawn last.

    Args:
        history: Where they are kept.
    """
    failed = {one.id for one in Reviews(history).all() if one.state == "failed"}
    known = st.session_state.get(_FAILED, set())
    st.session_state[_FAILED] = failed
    return not failed <= known


def show_failed(history: History) -> None:
    """Draw what became of the clips that could not be reviewed, each until it is dismissed.

    Args:
        history: Where they are kept.
    """
    reviews = Reviews(history)
    for one in reviews.all():
        if one.state == "failed":
            with st.container(horizontal=True, vertical_alignment="center"):
                why = one.why or ""
                said = why if one.name in why else f"{one.name}: {why}"
                st.error(plain(said), icon=":material/error:")
                st.button(
                    tr("Dismiss"), key=f"dismiss-{one.id}", on_click=reviews.remove, args=(one,)
                )


def show_elsewhere(history: History) -> None:
    """Draw on another page how far the reviews are, with a way to stop them; nothing without any.

    The page around it is never drawn anew for it: a set before the camera would stand still.

    Args:
        history: Where they are kept.
    """
    with suppress(FormcheckError):  # the page itself says what is wrong with the history
        if any(one.state in _OPEN for one in Reviews(history).all()):
            _glance(history)


@st.fragment(run_every=1.0)
def _glance(history: History) -> None:
    try:
        pending = Reviews(history).all()
    except FormcheckError as error:  # the file is busy: looked at again in a moment
        st.caption(plain(str(error)))
        return
    present = [one for one in pending if one.state in _OPEN]
    if not present:
        st.caption(tr("The reviews are over. What they found is under Review."))
        return
    worker(history).wake()
    running = next((one for one in present if one.state == "running"), None)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(_share(running), plain(_words(running, present)))
        for one in present:
            st.button(
                tr("Stop") if len(present) == 1 else tr("Stop {name}", name=plain(one.name)),
                icon=":material/close:", key=f"stop-{one.id}",
                on_click=worker(history).cancel, args=(one,),
            )  # fmt: skip


def _take_finished(reviews: Reviews, pending: Sequence[PendingReview]) -> int | None:
    done = [one for one in pending if one.state == "done"]
    for one in done:
        reviews.remove(one)
    return done[-1].session if done else None


@st.fragment(run_every=0.5)
def _watch(history: History, ids: tuple[int, ...]) -> None:
    """Draw how far the reviews are, until one of them ends."""
    reviews = Reviews(history)
    try:
        present = [one for one in reviews.all() if one.state in _OPEN]
    except FormcheckError as error:  # the file is busy: looked at again in a moment
        st.caption(plain(str(error)))
        return
    if tuple(one.id for one in present) != ids:
        st.rerun()
    worker(history).wake()  # also takes up what a server that was killed has left
    running = next((one for one in present if one.state == "running"), None)
    st.progress(_share(running), plain(_words(running, present)))
    with st.container(horizontal=True):
        for one in present:
            st.button(
                tr("Cancel") if len(present) == 1 else tr("Cancel {name}", name=plain(one.name)),
                icon=":material/close:", key=f"cancel-{one.id}",
                on_click=worker(history).cancel, args=(one,),
            )  # fmt: skip
    st.caption(
        tr(
            "You can go to other pages, or close the browser: the reviews go on while formcheck "
            "runs, "
            "and are taken up again when it is started next."
        )
    )


def _share(running: PendingReview | None) -> float:
    stage = None if running is None else running.progress
    if stage is None or not stage.total:
        return 0.0
    share = min(1.0, stage.done / stage.total)
    whole = 1 + DRAWING
    return share / whole if stage.doing == "Measuring" else (1 + DRAWING * share) / whole


def _words(running: PendingReview | None, present: Sequence[PendingReview]) -> str:
    if running is None:
        return tr("Waiting")
    stage = running.progress
    doing = tr(_DOING["Opening" if stage is None else stage.doing])
    more = len(present) - 1
    rest = "" if not more else tr_n(", one more clip to come", ", {count} more clips to come", more)
    left = left_s(present, DRAWING)
    time_left = (
        ""
        if left is None
        else tr(", about {seconds} left in all", seconds=seconds_words(max(1.0, left)))
    )
    return tr(
        "{doing} {name}{rest}{left}", doing=doing, name=running.name, rest=rest, left=time_left
    )
