"""The page Stretch: live, in front of the camera."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from formcheck.ui.camera import camera
from formcheck.ui.catalogue import picture_of, picture_words
from formcheck.ui.live.live_sessions import ROOMS, Room
from formcheck.ui.live.plan import Plan
from formcheck.ui.pages.live.cards import show_cards
from formcheck.ui.pages.live.end_card import show_end_card
from formcheck.ui.pages.live.plan_form import choose_plan, remember_versions
from formcheck.ui.server.socket import PATH
from formcheck.ui.settings import load_settings
from formcheck.wording import camera_steps
from formcheck.words import language, mark, tr

HEED: Final = mark("What to watch for, and when to stop")
HINT: Final = mark(
    "Put the laptop two to three metres away, at the height of your hips. The camera's picture "
    "stays on this machine."
)


def page() -> None:
    """Draw the page."""
    st.title("formcheck")
    st.caption(tr("Stretch before the camera, and hear whether you do it right."))
    settings = load_settings()
    show_cards()
    # Start is seen without scrolling; how it went, and what can be chosen, stand below the camera.
    stage, card, form = st.container(), st.container(), st.container()
    with form:
        plan = choose_plan(settings)
        if settings.sensitive_back:
            words = mark(
                "Gentler targets are on, for a sore back: less depth, less arch, shorter holds."
            )
            st.info(tr(words), icon=":material/favorite:")
    room = _room(plan)
    with stage:
        st.markdown(tr("{plan}. Change it below the camera.", plan=_chosen(plan)))
        told = camera(room.token, PATH, _hint(plan))
    if told["renew"] and ROOMS.find(room.token) is None:
        st.session_state.pop("live_room", None)
        st.rerun()
    if told["finished"] == room.token:
        # The next start is a new beginning, with what was done still to be read.
        st.session_state["live_results"] = room.results
        st.session_state["live_meant"] = room.plan
        remember_versions(room.results)
        st.session_state.pop("live_room", None)
        st.rerun()
    with card:
        if room.results:
            show_end_card(room.results)  # still under way
        else:
            found = st.session_state.get("live_results", [])
            show_end_card(found, st.session_state.get("live_meant"))
    _show_steps(plan)


def _chosen(plan: Plan) -> str:
    """Return what Start begins, in a line."""
    lines = plan.outline()
    return lines[0] if len(lines) == 1 else f"**{tr(plan.name)}**"


def _room(plan: Plan) -> Room:
    """Return this page's room: the same as before unless something else was chosen."""
    room: Room | None = st.session_state.get("live_room")
    if room is None or room.plan != plan or ROOMS.find(room.token) is None:
        before = room
        room = ROOMS.open(plan)
        if before is not None and before.plan == plan:
            # The same plan after a long break: it goes on where it was.
            room.index, room.course = before.index, before.course
            room.results = list(before.results)
        st.session_state["live_room"] = room
    room.language = language()
    return room


def _hint(plan: Plan) -> str:
    """Say before the start what the stretch is, and where the camera goes."""
    stretches = {step.stretch.id: step.stretch for step in plan.steps}
    if len(stretches) > 1:
        return tr(HINT)
    (stretch,) = stretches.values()
    return f"{tr(stretch.summary)} {tr(HINT)}"


def _show_steps(plan: Plan) -> None:
    """Say what is done, and where the camera goes."""
    if len({step.stretch.id for step in plan.steps}) > 1:
        st.header(tr("In this order"))
        st.markdown("\n".join(f"{i}. {line}" for i, line in enumerate(plan.outline(), 1)))
        st.header(tr(HEED))
        for stretch in {step.stretch.id: step.stretch for step in plan.steps}.values():
            st.markdown(f"**{tr(stretch.name)}**\n\n{_bullets(stretch.safety)}")
        return
    stretch = plan.steps[0].stretch
    how, where = st.columns(2)
    with how:
        st.header(tr("How"))
        picture = picture_of(stretch)
        if picture is not None:
            st.image(str(picture), width="stretch", alt=picture_words(stretch))
        st.markdown("\n".join(f"{i}. {tr(line)}" for i, line in enumerate(stretch.steps, 1)))
    with where:
        st.header(tr(HEED))
        st.markdown(_bullets(stretch.safety))
        st.header(tr("The camera"))
        lines = (*camera_steps(stretch), tr("Others in the picture? Double-click on yourself."))
        st.markdown(_bullets(lines))
    for column, title, lines in (
        (how, tr("To make it easier"), stretch.easier), (where, tr("To make it harder"),
         stretch.harder)
    ):  # fmt: skip
        if lines:
            with column:
                st.header(title)
                st.markdown(_bullets(lines))


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {tr(line)}" for line in lines)
