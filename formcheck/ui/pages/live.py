"""The page Stretch: live, in front of the camera."""

from __future__ import annotations

from typing import Final

import streamlit as st

from formcheck.coach.routine import sets
from formcheck.coach.specification import HoldTarget, Stretch
from formcheck.record.wording import camera_words, seconds_words
from formcheck.ui.camera import camera
from formcheck.ui.catalogue import offered, routines
from formcheck.ui.live.keep import Result
from formcheck.ui.live.plan import Plan, SidesChoice, plan_of, plan_of_routine
from formcheck.ui.live.rooms import ROOMS, Room
from formcheck.ui.settings import Settings, load_settings
from formcheck.ui.socket import PATH

FIRST: Final = "half-kneeling-lunge"
"""The stretch that is chosen when the page opens."""

SIDE_WIDTH: Final = 150
NUMBER_WIDTH: Final = 88
"""Pixels: the three choices fit beside each other on a phone."""

HINT: Final = (
    "Put the laptop two to three metres away, at the height of your hips. The camera's picture "
    "stays on this machine."
)
_SIDES: Final[dict[SidesChoice, str]] = {
    "both": "Both, in turn",
    "left": "Left",
    "right": "Right",
}


def page() -> None:
    """Draw the page."""
    st.title("Stretch")
    settings = load_settings()
    plan = _choose(settings)
    room = _room(plan)
    told = camera(room.token, PATH, HINT)
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
    if settings.sensitive_back:
        st.caption("Targets are those for a sensitive back. You can change that under Set-up.")


def _choose(settings: Settings) -> Plan:
    """Ask what is to be done."""
    stretches = offered(settings.sensitive_back)
    played = routines(settings.sensitive_back)
    names = [*stretches, *played]
    usual = next(i for i, name in enumerate(names) if stretches[name].id == FIRST)
    chosen = st.selectbox("What", names, usual, key="live_what")
    if chosen in played:
        routine, turns = played[chosen]
        st.caption(routine.summary)
        return plan_of_routine(routine.name, turns, profile=settings.profile)
    stretch = stretches[chosen]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        side: SidesChoice = "both"
        if stretch.sides == "each":
            side = st.selectbox(
                "Side", list(_SIDES), format_func=_SIDES.__getitem__, width=SIDE_WIDTH
            )
        stretch = _ask_length(stretch)
        key = f"sets_{stretch.id}"
        count = st.number_input("Sets", 1, 10, sets(stretch), key=key, width=NUMBER_WIDTH)
    return plan_of(stretch, side, int(count), profile=settings.profile)


def _ask_length(stretch: Stretch) -> Stretch:
    """Ask for the seconds of a hold, or for the repetitions."""
    if stretch.reps is not None and stretch.kind == "reps":
        count = st.number_input(
            "Repetitions", 1, 100, stretch.reps.count, key=f"n_{stretch.id}", width=NUMBER_WIDTH
        )
        reps = stretch.reps.model_copy(update={"count": int(count)})
        return stretch.model_copy(update={"reps": reps})
    hold = stretch.hold or HoldTarget()
    seconds = st.number_input(
        "Seconds", 5, 600, int(hold.seconds), 5, key=f"s_{stretch.id}", width=NUMBER_WIDTH
    )
    return stretch.model_copy(update={"hold": hold.model_copy(update={"seconds": float(seconds)})})


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
                st.warning(f"It was not saved. {result.trouble}")
    if any(result.saved for result in results):
        st.caption("Saved on this machine. You find it under Progress and Review.")


def _show_steps(plan: Plan) -> None:
    """Say what is done, and where the camera goes."""
    stretches = {step.stretch.id: step.stretch for step in plan.steps}
    if len(stretches) > 1:
        st.subheader("In this order")
        names = [stretch.name for stretch in stretches.values()]
        st.markdown("\n".join(f"{i}. {name}" for i, name in enumerate(names, 1)))
        return
    stretch = plan.steps[0].stretch
    how, where = st.columns(2)
    with how:
        st.subheader("How")
        st.markdown("\n".join(f"{i}. {line}" for i, line in enumerate(stretch.steps, 1)))
    with where:
        st.subheader("The camera")
        lines = (*camera_words(stretch), "Others in the picture? Double-click on yourself.")
        st.markdown("\n".join(f"- {line}" for line in lines))
