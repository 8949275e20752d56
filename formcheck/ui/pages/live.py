"""The page Stretch: live, in front of the camera."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from formcheck.store.database import database_url
from formcheck.ui.camera import camera
from formcheck.ui.catalogue import picture_of, picture_words
from formcheck.ui.live.live_sessions import ROOMS, Room
from formcheck.ui.live.plan import Plan
from formcheck.ui.live.save_set import Result
from formcheck.ui.pages.cards import show_cards
from formcheck.ui.pages.plan_form import choose
from formcheck.ui.plain import plain
from formcheck.ui.settings import load_settings
from formcheck.ui.socket import PATH
from formcheck.wording import camera_words, seconds_words

HINT: Final = (
    "Put the laptop two to three metres away, at the height of your hips. The camera's picture "
    "stays on this machine."
)

SAVED: Final = "Saved on this machine. You find it under Progress and Review."
SAVED_SHARED: Final = "Saved in the shared history. You find it under Progress and Review."
WAITS: Final = (
    "The shared history cannot be reached: what you did is kept on this machine, and is put in "
    "when it is back."
)


def page() -> None:
    """Draw the page."""
    st.title("formcheck")
    st.caption("Stretch before the camera, and hear whether you do it right.")
    settings = load_settings()
    show_cards()
    plan = choose(settings)
    if settings.sensitive_back:
        st.info(
            "Gentler targets are on, for a sore back: less depth, less arch, shorter holds.",
            icon=":material/favorite:",
        )
    room = _room(plan)
    told = camera(room.token, PATH, _hint(plan))
    if told["renew"] and ROOMS.find(room.token) is None:
        st.session_state.pop("live_room", None)
        st.rerun()
    if told["finished"] == room.token:
        # The next start is a new beginning, with what was done still to be read.
        st.session_state["live_results"] = room.results
        st.session_state.pop("live_room", None)
        st.rerun()
    _show_results(room.results or st.session_state.get("live_results", []))
    _show_steps(plan)


def _room(plan: Plan) -> Room:
    """Return this page's room: the same as before unless something else was chosen."""
    room: Room | None = st.session_state.get("live_room")
    if room is None or room.plan != plan or ROOMS.find(room.token) is None:
        before = room
        room = ROOMS.open(plan)
        if before is not None and before.plan == plan:
            # The same plan after a long break: it goes on where it was.
            room.index, room.results = before.index, list(before.results)
        st.session_state["live_room"] = room
    return room


def _show_results(results: list[Result]) -> None:
    """Show the verdict of every set that was done."""
    if not results:
        return
    st.subheader("How it went")
    for result in results:
        with st.container(border=True):
            place = f" · {result.step.place}" if result.step.place else ""
            st.markdown(f"**{result.step.stretch.name}**{place}")
            st.markdown(result.summary.headline)
            if result.summary.advice is not None:
                st.markdown(f"Next time: {result.summary.advice}")
            for lost in result.summary.lost[:2]:
                if lost.seconds >= 1.0:
                    st.caption(f"{seconds_words(lost.seconds)} did not count: {lost.why}")
            if result.trouble is not None:
                head = "It was not saved. " if result.saved is None else ""
                st.warning(plain(head + result.trouble))
    for note in dict.fromkeys(note for result in results for note in result.notes):
        st.caption(f"{note}.")
    saved = [result.saved for result in results if result.saved is not None]
    if any(one.id == 0 for one in saved):
        st.caption(WAITS)
    elif saved:
        st.caption(SAVED if database_url() is None else SAVED_SHARED)


def _hint(plan: Plan) -> str:
    """Say before the start what the stretch is, and where the camera goes."""
    stretches = {step.stretch.id: step.stretch for step in plan.steps}
    if len(stretches) > 1:
        return HINT
    (stretch,) = stretches.values()
    return f"{stretch.summary} {HINT}"


def _show_steps(plan: Plan) -> None:
    """Say what is done, and where the camera goes."""
    if len({step.stretch.id for step in plan.steps}) > 1:
        st.subheader("In this order")
        st.markdown("\n".join(f"{i}. {line}" for i, line in enumerate(plan.outline(), 1)))
        return
    stretch = plan.steps[0].stretch
    how, where = st.columns(2)
    with how:
        st.subheader("How")
        picture = picture_of(stretch)
        if picture is not None:
            st.image(str(picture), width="stretch", alt=picture_words(stretch))
        st.markdown("\n".join(f"{i}. {line}" for i, line in enumerate(stretch.steps, 1)))
    with where:
        st.subheader("The camera")
        lines = (*camera_words(stretch), "Others in the picture? Double-click on yourself.")
        st.markdown(_bullets(lines))
    for column, title, lines in (
        (how, "To make it easier", stretch.easier), (where, "To make it harder", stretch.harder)
    ):  # fmt: skip
        if lines:
            with column:
                st.subheader(title)
                st.markdown(_bullets(lines))


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
