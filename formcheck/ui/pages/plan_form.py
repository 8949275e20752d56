"""What is to be done before the camera: the choices on the page Stretch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import streamlit as st

from formcheck.errors import FormcheckError
from formcheck.store.profiles import list_profiles
from formcheck.stretches.files.loading import load_overlay
from formcheck.stretches.model.routine import Routine, sets
from formcheck.stretches.model.stretch import HoldTarget, Stretch
from formcheck.stretches.model.target_overlay import Overlay, apply_overlay
from formcheck.tune.presets import Presets
from formcheck.ui.catalogue import SENSITIVE_BACK, offered, routine_turns, routines, stretch_of
from formcheck.ui.live.plan import Plan, SidesChoice, plan_of, plan_of_routine
from formcheck.ui.settings import Settings, change_settings

FIRST: Final = "half-kneeling-lunge"
"""The stretch that is chosen when the page opens."""

SIDE_WIDTH: Final = 150
NUMBER_WIDTH: Final = 88
"""Pixels: the three choices fit beside each other on a phone."""

WIDE: Final = 330
"""The longest name of a stretch fits, and a phone is wide enough for it."""

_SIDES: Final[dict[SidesChoice, str]] = {
    "both": "Both, in turn",
    "left": "Left",
    "right": "Right",
}
_USUAL: Final = "As usual"
_SHIPPED: Final = "As shipped"
_NOBODY: Final = "None"


def choose(settings: Settings) -> Plan:
    """Ask what is to be done, and return it as a plan."""
    stretches = offered(settings.sensitive_back)
    played = routines(settings.sensitive_back)
    names = [*stretches, *played]
    usual = next(i for i, name in enumerate(names) if stretches[name].id == FIRST)
    chosen = st.selectbox("What", names, usual, key="live_what")
    if chosen in played:
        return _routine(played[chosen][0], settings)
    stretch = stretches[chosen]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        side: SidesChoice = "both"
        if stretch.sides == "each":
            side = st.selectbox(
                "Side", list(_SIDES), format_func=_SIDES.__getitem__, width=SIDE_WIDTH
            )
        stretch = _ask_way(stretch, settings.sensitive_back)
        stretch = _ask_length(stretch)
        key = f"sets_{stretch.id}"
        count = st.number_input("Sets", 1, 10, sets(stretch), key=key, width=NUMBER_WIDTH)
        stretch = _ask_targets(stretch)
        profile = _ask_profile(settings)
    return plan_of(stretch, side, int(count), profile=profile)


def _routine(routine: Routine, settings: Settings) -> Plan:
    """Ask what is done in a routine, where it leaves a choice."""
    st.caption(routine.summary)
    swapped: set[int] = set()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for row, part in enumerate(routine.parts):
            if part.instead is None:
                continue
            pair = [stretch_of(part.stretch).name, stretch_of(part.instead).name]
            key = f"instead_{routine.id}_{row}"
            if st.selectbox("Whichever you feel more", pair, key=key, width=WIDE) == pair[1]:
                swapped.add(row)
        profile = _ask_profile(settings)
    turns = routine_turns(routine, frozenset(swapped), settings.sensitive_back)
    return plan_of_routine(routine.name, turns, profile=profile)


def _ask_way(stretch: Stretch, sensitive_back: bool) -> Stretch:
    """Ask for a variant, where the stretch has any."""
    if not stretch.variants:
        return stretch
    ways = {_USUAL: "", **{one.name: one.id for one in stretch.variants}}
    way = ways[st.selectbox("Way", list(ways), key=f"way_{stretch.id}", width=WIDE)]
    if not way:
        return stretch
    found = stretch_of(f"{stretch.id}:{way}")
    return apply_overlay(found, load_overlay(SENSITIVE_BACK)) if sensitive_back else found


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


def _ask_targets(stretch: Stretch) -> Stretch:
    """Ask for one of the person's own presets, where one says something of this stretch."""
    kept = {one.name: one for one in _presets() if stretch.id in one.stretches}
    if not kept:
        return stretch
    key = f"targets_{stretch.id}"
    name = st.selectbox("Targets", [_SHIPPED, *kept], key=key, width=SIDE_WIDTH)
    hold, reps = stretch.hold, stretch.reps
    if name == _SHIPPED:
        return stretch
    # The seconds and repetitions asked for beside it stay.
    return apply_overlay(stretch, kept[name]).model_copy(update={"hold": hold, "reps": reps})


def _presets() -> Iterator[Overlay]:
    presets = Presets()
    for preset in presets.ids():
        # One that was changed by hand and has faults is told on the page Tune.
        with suppress(FormcheckError):
            yield presets.get(preset)


def _ask_profile(settings: Settings) -> str | None:
    """Ask whose neutral is used, where there is one; it is the same choice as under Set-up."""
    names = list_profiles()
    if not names:
        return None
    current = settings.profile if settings.profile in names else _NOBODY
    offers = [_NOBODY, *names]
    chosen = st.selectbox("Profile", offers, offers.index(current), width=SIDE_WIDTH)
    profile = None if chosen == _NOBODY else chosen
    if profile != settings.profile:
        change_settings(profile=profile)
    return profile
