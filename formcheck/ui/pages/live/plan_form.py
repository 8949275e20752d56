"""What is to be done before the camera: the choices on the page Stretch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

import streamlit as st

from formcheck.errors import FormcheckError
from formcheck.store.people.profiles import list_profiles
from formcheck.stretches.files.loading import load_overlay
from formcheck.stretches.model.routine import Routine, sets
from formcheck.stretches.model.stretch import HoldTarget, Stretch
from formcheck.stretches.model.target_overlay import Overlay, apply_overlay, judged_with, variant_of
from formcheck.tune.plans import PersonalPlan, load_plan, plan_names
from formcheck.tune.presets import Presets
from formcheck.ui.catalogue import (
    SENSITIVE_BACK,
    offer_words,
    offered,
    routine_turns,
    routines,
    stretch_of,
)
from formcheck.ui.live.plan import Plan, SidesChoice, plan_of, plan_of_routine
from formcheck.ui.live.save_set import Result
from formcheck.ui.settings import AppSettings, change_settings, load_settings
from formcheck.ui.widgets.plain import plain
from formcheck.ui.widgets.remember import choose, number_box, select_box
from formcheck.words import mark, tr

FIRST: Final = "half-kneeling-lunge"
"""The stretch that is chosen when the page opens."""

SIDE_WIDTH: Final = 150
NUMBER_WIDTH: Final = 88
"""Pixels: the three choices fit beside each other on a phone."""

WIDE: Final = 330
"""The longest name of a stretch fits, and a phone is wide enough for it."""

_SIDES: Final[dict[SidesChoice, str]] = {
    "both": mark("Both, in turn"),
    "left": mark("Left"),
    "right": mark("Right"),
}
_USUAL: Final = mark("As usual")
_SHIPPED: Final = mark("As shipped")
_NOBODY: Final = mark("None")


def choose_plan(settings: AppSettings) -> Plan:
    """Ask what is to be done, and return it as a plan."""
    stretches = offered(settings.sensitive_back)
    played = routines(settings.sensitive_back)
    usual = name_of(FIRST, settings.sensitive_back)
    own = _own_plan(settings)
    offers = [*([] if own is None else [own[0]]), *stretches, *played]
    chosen = select_box(
        tr("What"), offers, usual if own is None else own[0], key=what_key(),
        format_func=lambda offer: _offer_words(offer, own, settings.sensitive_back),
    )  # fmt: skip
    if own is not None and chosen == own[0]:
        if own[1].note:
            st.caption(plain(own[1].note))
        _ask_profile(settings)
        return plan_of_routine(own[0], own[1].turns(), profile=_usable(settings.profile))
    if chosen in played:
        return _routine(played[chosen][0], settings)
    stretch = stretches[chosen]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        side = "both"
        if stretch.sides == "each":
            side = select_box(
                tr("Side"), list(_SIDES), "both", key="live_side", format_func=_side_words,
                width=SIDE_WIDTH,
            )  # fmt: skip
        stretch = _ask_way(stretch, settings.sensitive_back)
        stretch, preset = _ask_targets(stretch)
        stretch = _ask_length(stretch, preset)
        key = f"sets_{stretch.id}{preset}"
        count = number_box(tr("Sets"), 1, 10, sets(stretch), key=key, width=NUMBER_WIDTH)
        profile = _ask_profile(settings)
    _ask_back(settings)
    sides: SidesChoice = "left" if side == "left" else "right" if side == "right" else "both"
    return plan_of(stretch, sides, count, profile=profile)


def _offer_words(offer: str, own: tuple[str, PersonalPlan] | None, sensitive_back: bool) -> str:
    """Return what can be chosen, in the language in use: the choice itself is kept in English."""
    if own is not None and offer == own[0]:
        return tr("Plan of {name}", name=own[1].name)
    return offer_words(offer, sensitive_back)


def what_key() -> str:
    """Return the key of the box that says what is done.

    A profile with a plan has one of its own, so that whoever chooses the profile has the plan.
    """
    profile = load_settings().profile
    return "live_what" if _planned(profile) is None else f"live_what_{profile}"


def _planned(profile: str | None) -> str | None:
    """Return the profile where it has a plan, otherwise None."""
    return profile if profile is not None and profile.casefold() in plan_names() else None


def _own_plan(settings: AppSettings) -> tuple[str, PersonalPlan] | None:
    """Return the plan of the profile that is chosen, under the name by which it is offered."""
    try:
        found = load_plan(settings.profile)
    except FormcheckError as error:
        st.warning(plain(str(error)))
        return None
    return None if found is None else (f"Plan of {found.name}", found)


def _usable(profile: str | None) -> str | None:
    """Return a profile where it has a neutral: a plan may have come without one."""
    return profile if profile in list_profiles() else None


def name_of(choice: str, sensitive_back: bool) -> str:
    """Return the name under which a stretch or routine is offered, by its id."""
    for name, stretch in offered(sensitive_back).items():
        if stretch.id == choice:
            return name
    for name, (routine, _) in routines(sensitive_back).items():
        if routine.id == choice:
            return name
    raise KeyError(choice)


def put_choice(choice: str) -> None:
    """Choose a stretch or routine by its id, by the names of the present settings."""
    st.session_state[what_key()] = name_of(choice, load_settings().sensitive_back)


def _side_words(side: str) -> str:
    return tr(next(words for one, words in _SIDES.items() if one == side))


def _ask_back(settings: AppSettings) -> None:
    """Ask whether the back is sore; it is the same choice as under Set-up."""

    def change() -> None:
        chosen = st.session_state[what_key()]
        name = {offer: one.id for offer, one in offered(settings.sensitive_back).items()}
        name |= {offer: one.id for offer, (one, _) in routines(settings.sensitive_back).items()}
        change_settings(sensitive_back=st.session_state["live_back"])
        put_choice(name[chosen])

    st.session_state["live_back"] = settings.sensitive_back
    words = tr("My back is sore: gentler targets, shorter holds")
    st.toggle(words, key="live_back", on_change=change)


def _routine(routine: Routine, settings: AppSettings) -> Plan:
    """Ask what is done in a routine, where it leaves a choice."""
    st.caption(tr(routine.summary))
    swapped: set[int] = set()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for row, part in enumerate(routine.parts):
            if part.instead is None:
                continue
            pair = [stretch_of(part.stretch).name, stretch_of(part.instead).name]
            key = f"instead_{routine.id}_{row}"
            words = tr("Whichever you feel more")
            if select_box(words, pair, pair[0], key=key, width=WIDE, format_func=tr) == pair[1]:
                swapped.add(row)
        profile = _ask_profile(settings)
    if routine.overlay is None:
        _ask_back(settings)
    turns = routine_turns(routine, frozenset(swapped), settings.sensitive_back)
    return plan_of_routine(routine.name, turns, profile=profile)


def remember_versions(results: Sequence[Result]) -> None:
    """Let the easier version that somebody chose on the way stand there the next time.

    Args:
        results: The sets of a visit, in their order; the last one of a stretch decides.
    """
    for stretch in {one.step.stretch.id: one.step.stretch for one in results}.values():
        names = {one.id: one.name for one in stretch.easier_variants}
        chosen = names.get(variant_of(stretch) or "")
        if chosen is not None:
            choose(f"way_{stretch.id}", chosen, _USUAL)


def _ask_way(stretch: Stretch, sensitive_back: bool) -> Stretch:
    """Ask for a variant, where the stretch has any."""
    if not stretch.variants:
        return stretch
    ways = {_USUAL: "", **{one.name: one.id for one in stretch.variants}}
    way = ways[
        select_box(
            tr("Way"), list(ways), _USUAL, key=f"way_{stretch.id}", width=WIDE, format_func=tr
        )
    ]
    if not way:
        return stretch
    found = stretch_of(f"{stretch.id}:{way}")
    return apply_overlay(found, load_overlay(SENSITIVE_BACK)) if sensitive_back else found


def _ask_length(stretch: Stretch, preset: str) -> Stretch:
    """Ask for the seconds of a hold, or for the repetitions; a preset's own stand there first."""
    if stretch.reps is not None and stretch.kind == "reps":
        key = f"n_{stretch.id}{preset}"
        count = number_box(
            tr("Repetitions"), 1, 100, stretch.reps.count, key=key, width=NUMBER_WIDTH
        )
        reps = stretch.reps.model_copy(update={"count": count})
        return stretch.model_copy(update={"reps": reps})
    hold, key = stretch.hold or HoldTarget(), f"s_{stretch.id}{preset}"
    if judged_with(stretch):
        key += "_adapted"  # a sensitive back has a length of its own
    seconds = number_box(tr("Seconds"), 5, 600, int(hold.seconds), 5, key=key, width=NUMBER_WIDTH)
    return stretch.model_copy(update={"hold": hold.model_copy(update={"seconds": float(seconds)})})


def _ask_targets(stretch: Stretch) -> tuple[Stretch, str]:
    """Ask for one of the person's own presets, where one says something of this stretch.

    Returns:
        The stretch with the preset's targets and seconds, and the preset's part of a widget's key.
    """
    kept = {one.name: one for one in _presets() if stretch.id in one.stretches}
    if not kept:
        return stretch, ""
    key = f"targets_{stretch.id}"
    name = select_box(
        tr("Targets"), [_SHIPPED, *kept], _SHIPPED, key=key, width=SIDE_WIDTH,
        format_func=lambda one: tr(kept[one].name if one in kept else one),
    )  # fmt: skip
    if name == _SHIPPED:
        return stretch, ""
    return apply_overlay(stretch, kept[name]), f"_{kept[name].id}"


def _presets() -> Iterator[Overlay]:
    presets = Presets()
    for preset in presets.ids():
        # One that was changed by hand and has faults is told on the page Tune.
        with suppress(FormcheckError):
            yield presets.get(preset)


def _ask_profile(settings: AppSettings) -> str | None:
    """Ask whose neutral is used, where there is one; it is the same choice as under Set-up."""
    names = list(dict.fromkeys([*list_profiles(), *plan_names()]))
    if not names:
        return None
    current = settings.profile if settings.profile in names else _NOBODY
    offers = [_NOBODY, *names]
    chosen = st.selectbox(
        tr("Profile"),
        offers,
        offers.index(current),
        width=SIDE_WIDTH,
        format_func=lambda one: tr(_NOBODY) if one == _NOBODY else one,
    )
    profile = None if chosen == _NOBODY else chosen
    if profile != settings.profile:
        change_settings(profile=profile)
        if _planned(profile) is not None:
            st.rerun()  # the plan of the profile is drawn above
    return _usable(profile)
