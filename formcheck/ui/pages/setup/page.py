"""The page Set-up: your neutral, guided live, your back, and your language."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final

import streamlit as st

from formcheck.errors import FormcheckError
from formcheck.store.people.profiles import (
    Profile,
    checked_name,
    discard_profile,
    list_profiles,
    load_profile,
)
from formcheck.stretches.files.loading import load_overlay
from formcheck.ui.camera import camera
from formcheck.ui.catalogue import SENSITIVE_BACK
from formcheck.ui.live.live_sessions import ROOMS, Room
from formcheck.ui.live.neutral import Made, NeutralPlan
from formcheck.ui.server.socket import PATH
from formcheck.ui.settings import change_settings, load_settings
from formcheck.ui.widgets.deletion import ask_deletion, show_deleted
from formcheck.ui.widgets.plain import plain
from formcheck.ui.widgets.spoken import ask_language
from formcheck.words import date_words, language, mark, tr

NOBODY: Final = mark("Without a profile")

HINT: Final = mark(
    "Stand with one side to the camera, your whole body in the picture, in clothes that follow "
    "your back. Stand still for ten seconds, then tilt your pelvis slowly: tuck, arch, and back."
)


def page() -> None:
    """Draw the page."""
    st.title(tr("Set-up"))
    _show_neutral()
    _show_back()
    with st.container(border=True):
        ask_language()
    st.caption(
        tr("What you choose here is kept in your own folder on this machine; About says where.")
    )


def _show_neutral() -> None:
    """Choose a profile, and make one before the camera."""
    with st.container(border=True):
        st.header(tr("Your neutral"))
        st.markdown(
            tr(
                "Every body stands a little differently. Ten seconds of standing and one slow "
                "tilt of "
                "the pelvis show formcheck how you stand at ease. From then on it can tell your "
                "hip "
                "from your low back, and its errors are smaller."
            )
        )
        _choose_profile()
        with st.expander(tr("Make a profile, or make yours again")):
            _make_profile()


def _choose_profile() -> None:
    names = list_profiles()
    settings = load_settings()
    offered = [NOBODY, *names]
    current = settings.profile if settings.profile in names else None
    profile = None
    if names:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                tr("Profile"),
                offered,
                offered.index(current or NOBODY),
                width=280,
                format_func=lambda one: tr(NOBODY) if one == NOBODY else one,
            )
            profile = None if chosen == NOBODY else chosen
            if profile is not None and st.button(tr("Delete"), icon=":material/delete:"):
                ask_deletion(
                    tr("the profile {profile}", profile=profile), partial(_discard, profile),
                    f"delete-profile-{profile}",
                )  # fmt: skip
    if profile != settings.profile:
        change_settings(profile=profile)
    if profile is not None:
        st.caption(plain(_describe(load_profile(profile))))
    elif not names:
        st.caption(tr("There is no profile yet. Everything works without one, with wider errors."))
    show_deleted("profile")


def _discard(profile: str) -> None:
    if discard_profile(profile) is not None and load_settings().profile == profile:
        change_settings(profile=None)


def _describe(profile: Profile) -> str:
    """Say in a sentence what a profile holds."""
    baseline = profile.baseline
    words = [
        tr("Made on {day}, your left side to the camera.", day=_day(baseline.made))
        if baseline.near == "left"
        else tr("Made on {day}, your right side to the camera.", day=_day(baseline.made))
    ]
    if baseline.tilt_range is not None:
        low, high = baseline.tilt_range
        words.append(
            tr(
                "Your pelvis tilted by {low:.0f}° of tuck and {high:.0f}° of arch.",
                low=-low,
                high=high,
            )
        )
    else:
        words.append(tr("How far your pelvis tilts was not seen for certain."))
    if baseline.clothing < 0.5:
        words.append(tr("Your clothes hid much of your back; closer ones would help."))
    return " ".join(words)


def _day(made: str) -> str:
    try:
        local = datetime.fromisoformat(made).astimezone()
    except ValueError:  # a file written by hand: shown as it is
        return made[:10]
    return date_words(local, tr("d MMMM y"))


def _make_profile() -> None:
    asked = st.text_input(tr("Name of the profile"), tr("me"), max_chars=40, key="setup_name")
    try:
        name = checked_name(asked)
    except FormcheckError as error:
        st.warning(plain(str(error)))
        return
    room = _room(name)
    told = camera(room.token, PATH, tr(HINT), key="neutral")
    if told["renew"] and ROOMS.find(room.token) is None:
        st.session_state.pop("setup_room", None)
        st.rerun()
    if room.made and told["finished"] == room.token:
        _take_in(room.made[-1])
    elif room.made and room.made[-1].trouble is not None:
        st.warning(tr("There is no neutral yet: {name}", name=plain(room.made[-1].trouble)))


def _take_in(made: Made) -> None:
    """Use a profile that was just made."""
    st.session_state.pop("setup_room", None)
    if made.profile is not None:
        change_settings(profile=made.profile.name)
        st.toast(
            tr("{name} is made, and used from now on.", name=plain(made.profile.name)),
            icon=":material/check:",
        )
        st.rerun()
    elif made.trouble is not None:
        st.warning(tr("There is no neutral yet: {name}", name=plain(made.trouble)))


def _room(name: str) -> Room:
    plan = NeutralPlan(name)
    room: Room | None = st.session_state.get("setup_room")
    if room is None or room.plan != plan or ROOMS.find(room.token) is None:
        room = ROOMS.open(plan)
        st.session_state["setup_room"] = room
    room.language = language()
    return room


def _show_back() -> None:
    """Ask about a sensitive back, and say what it changes."""
    overlay = load_overlay(SENSITIVE_BACK)
    settings = load_settings()
    with st.container(border=True):
        st.header(tr("Your back"))
        chosen = st.toggle(tr("My low back is sensitive"), settings.sensitive_back)
        if chosen != settings.sensitive_back:
            change_settings(sensitive_back=chosen)
        if overlay.summary is not None:
            st.markdown(tr(overlay.summary))
        if overlay.why is not None:
            st.caption(tr(overlay.why))
