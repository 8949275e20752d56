"""What the page Stretch shows after a visit: one card, what was done, and where to go from here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from formcheck.store.history.database import database_url
from formcheck.ui.live.after import Achieved, achieved, kind_words, next_advice, still_open
from formcheck.ui.live.plan import Plan
from formcheck.ui.live.save_set import Result
from formcheck.ui.widgets.plain import plain
from formcheck.wording import seconds_words
from formcheck.words import mark, say, say_half, say_sentence, tr

PAGES: Final = "pages"
"""Where in the session's state the shell puts its pages, by their addresses."""

SAVED: Final = mark("Saved on this machine. You find it under Progress and Review.")
SAVED_SHARED: Final = mark("Saved in the shared history. You find it under Progress and Review.")
WAITS: Final = mark(
    "The shared history cannot be reached: what you did is kept on this machine, and is put in "
    "when it is back."
)


def show_end_card(results: Sequence[Result], plan: Plan | None = None) -> None:
    """Draw the card of what was done so far in this visit; nothing before the first set.

    Args:
        results: Every set, in its order.
        plan: What was meant to be done; None says nothing of what is missing.
    """
    if not results:
        return
    missing = None if plan is None else still_open(plan, results)
    with st.container(border=True, key="end-card"):
        st.header(tr("How it went"))
        st.markdown(f"**{kind_words(results)}**")
        if missing is not None:
            st.markdown(tr("Still open: {sets}.", sets=missing))
        advice = next_advice(results)
        if advice is not None:
            st.markdown(tr("Next time: {advice}", advice=say_sentence(advice)))
        for one in achieved(results):
            _show_stretch(one)
        for result in results:
            if result.trouble is not None:
                head = tr("It was not saved. ") if result.saved is None else ""
                st.warning(head + plain(result.trouble))
        for note in dict.fromkeys(note for result in results for note in result.notes):
            st.caption(say_sentence(note))
        _show_ways_on(results)


def _show_stretch(one: Achieved) -> None:
    st.markdown(f"**{tr(one.stretch.name)}**: {one.total}")
    lines = [words for words in (one.best, one.balance) if words is not None]
    if lines:
        st.markdown(" · ".join(lines))
    with st.expander(tr("Set by set")):
        for result in one.results:
            place = f"**{say(result.step.place)}.** " if result.step.place else ""
            st.markdown(f"{place}{say_sentence(result.summary.headline)}")
            for lost in result.summary.lost[:2]:
                if lost.seconds >= 1.0:
                    st.caption(
                        tr(
                            "{seconds} did not count: {why}",
                            seconds=seconds_words(lost.seconds),
                            why=say_half(lost.why),
                        )
                    )


def _show_ways_on(results: Sequence[Result]) -> None:
    saved = [one.saved for one in results if one.saved is not None]
    with st.container(horizontal=True):
        st.button(tr("Again"), icon=":material/replay:", key="end-again", on_click=_again)
        if saved:
            see = st.button(tr("See it"), icon=":material/timeline:", key="end-see")
            go_on = st.button(tr("Next: my progress"), icon=":material/monitoring:", key="end-next")
            if see:
                st.session_state["review-session"] = saved[-1].id
                _go("review")
            elif go_on:
                _go("progress")
    if any(one.id == 0 for one in saved):
        st.caption(tr(WAITS))
    elif saved:
        st.caption(tr(SAVED if database_url() is None else SAVED_SHARED))


def _again() -> None:
    """Begin anew with the same choices: the card goes, and Start is pressed before the camera."""
    st.session_state.pop("live_room", None)
    st.session_state.pop("live_results", None)
    st.session_state.pop("live_meant", None)


def _go(address: str) -> None:
    """Go to another page, by the pages that the shell has laid out."""
    page = st.session_state.get(PAGES, {}).get(address)
    if page is not None:
        st.switch_page(page)
