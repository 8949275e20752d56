"""The page Review: a clip goes in, its verdict comes out, along a time line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from formcheck.resources import data_folder
from formcheck.store.history.history import History
from formcheck.store.history.session_entry import PastSession
from formcheck.store.pending.reviews import Reviews, Wish
from formcheck.store.people.profiles import list_profiles
from formcheck.stretches.files.loading import load_stretch, overlay_files, stretch_ids
from formcheck.tune.opened import recorded
from formcheck.ui.catalogue import SENSITIVE_BACK, catalogue
from formcheck.ui.own_history import own_history
from formcheck.ui.pages.review.pending import newly_failed, show_failed, show_pending
from formcheck.ui.pages.review.session_view import CHOSEN, show_session
from formcheck.ui.reviewing.jobs import worker
from formcheck.ui.settings import load_settings
from formcheck.ui.widgets.components import SHIPPED, session_words, targets_words
from formcheck.ui.widgets.deletion import show_deleted
from formcheck.words import mark, tr

SOURCE: Final = "review-source-kept"
_ROUND: Final = "review-round"

_KINDS: Final = ("mp4", "mov", "m4v", "mkv", "webm", "avi", "mpg", "mpeg", "3gp", "mts")
_SOURCES: Final = (mark("Your clips"), mark("A sample"), mark("An earlier session"))
_ANY: Final = ""
_NOBODY: Final = ""
_PEOPLE: Final = {
    "": mark("Whoever is largest"),
    "left": mark("The one on the left"),
    "middle": mark("The one in the middle"),
    "right": mark("The one on the right"),
}
"""Ways to point at a person, as `--person` has them."""

_SIDES: Final[dict[Any, str]] = {
    "auto": mark("Find out"), "left": mark("Left"), "right": mark("Right"),
}  # fmt: skip


def page() -> None:
    """Draw the page."""
    st.title(tr("Review"))
    history = own_history()
    finished = show_pending(history)
    if finished is not None:
        st.session_state[CHOSEN] = finished
    elif newly_failed(history):  # what went wrong has nothing to do with the session shown so far
        st.session_state.pop(CHOSEN, None)
    sessions = recorded(history)
    # A widget forgets its value on other pages: it is kept beside it.
    source = st.segmented_control(
        tr("What to review"), _SOURCES, format_func=tr,
        default=st.session_state.get(SOURCE, _SOURCES[0]),
        required=True, key="review-source", label_visibility="collapsed",
    )  # fmt: skip
    st.session_state[SOURCE] = source
    earlier = source == _SOURCES[2]
    if earlier and sessions:
        _ask_session(sessions)
    elif earlier:
        st.info(tr("Nothing is kept yet. Review a clip or stretch live, and it will be here."))
    chosen = next((one for one in sessions if one.id == st.session_state.get(CHOSEN)), None)
    if not earlier:
        if chosen is None:
            show_failed(history)
        with _asking(folded=chosen is not None):
            _ask_clips(history) if source == _SOURCES[0] else _ask_sample(history)
    if chosen is not None:
        show_session(history, chosen, sessions)
    if earlier or chosen is not None:  # below: it is not about the session that is looked at
        show_failed(history)
    show_deleted("sessions")


def _asking(*, folded: bool) -> DeltaGenerator:
    """Return the place for what is asked: out of the way once there is a verdict to read."""
    return st.expander(tr("Review another clip")) if folded else st.container()


_SHOWN: Final = {"prone-press-up": "prone-press-up:hold"}
"""Samples that show a variant of their stretch."""


def _ask_clips(history: History) -> None:
    files = st.file_uploader(
        tr("Drop one or more clips of yourself here"), type=list(_KINDS),
        accept_multiple_files=True,
        help=tr("They stay on this machine. The whole body in the picture, filmed from the side."),
        key=f"review-files-{st.session_state.get(_ROUND, 0)}",
    )  # fmt: skip
    wish = _ask_wish()
    if st.button(tr("Review"), type="primary", icon=":material/play_arrow:", disabled=not files):
        reviews = Reviews(history)
        for file in files:
            reviews.add_upload(file.name, file, wish)
        # The clips are taken: a second press must not review them again.
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        _start(history)


def _ask_wish() -> Wish:
    """Ask what the clips show and how they are judged; Set-up says what is chosen at first."""
    settings = load_settings()
    known = {stretch.id: stretch for stretch in catalogue()}
    overlays = [SHIPPED, *overlay_files()]
    profiles = [_NOBODY, *list_profiles()]
    usual = SENSITIVE_BACK if settings.sensitive_back else SHIPPED
    left, right = st.columns([2, 1])
    with left:
        stretch = st.selectbox(
            tr("Stretch"), [_ANY, *known], key="review-stretch",
            format_func=lambda one: tr(known[one].name) if one else tr("Find out from the clip"),
        )  # fmt: skip
    with right:
        side = st.selectbox(
            tr("Worked side"),
            list(_SIDES),
            format_func=lambda one: tr(_SIDES[one]),
            key="review-side",
        )
    left, right = st.columns([2, 1])
    with left:
        targets = st.selectbox(
            tr("Targets"), overlays, overlays.index(usual), format_func=targets_words,
            help=tr("The shipped ones, those for a sensitive back, or a preset of your own."),
        )  # fmt: skip
    profile = _NOBODY
    if len(profiles) > 1:
        with right:
            profile = st.selectbox(
                tr("Profile"), profiles,
                profiles.index(settings.profile) if settings.profile in profiles else 0,
                format_func=lambda one: one or tr("Without one"),
                help=tr("Whose neutral the pelvis is compared with. You make a profile under "
                        "Set-up."),
            )  # fmt: skip
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        person = st.selectbox(
            tr("Who"), list(_PEOPLE), format_func=lambda one: tr(_PEOPLE[one]), key="review-person",
            help=tr("Where several people, or a screen with people, are in the picture."),
        )  # fmt: skip
    with right:
        fast = st.toggle(
            tr("Quick look"),
            help=tr("Looks at fewer pictures, and once: quicker, a little less exact."),
        )
    return Wish(
        stretch or None, side, 1 if fast else 2, (targets,) if targets else (), profile or None,
        person or None,
    )  # fmt: skip


def _ask_sample(history: History) -> None:
    clips = samples()
    name = st.selectbox(
        tr("Sample"), clips, format_func=lambda stem: sample_words(stem, clips[stem][1]),
        help=tr("Rendered people whose angles are known exactly."),
    )  # fmt: skip
    if st.button(tr("Review the sample"), type="primary", icon=":material/play_arrow:"):
        path, stretch = clips[name]
        Reviews(history).add(path, Wish(stretch))
        _start(history)


def sample_words(stem: str, stretch: str) -> str:
    """Return what a sample shows: "Half-kneeling hip-flexor lunge, arched"."""
    plain_id = stretch.partition(":")[0]
    rest = stem.removeprefix(plain_id).strip("-").replace("-", " ")
    return ", ".join(filter(None, (load_stretch(plain_id).name, rest)))


def samples() -> dict[str, tuple[Path, str]]:
    """Return the sample clips that show a stretch, each with the id of that stretch.

    A clip's name begins with the stretch's id; others, such as the one to calibrate from, are no
    stretches to be reviewed.
    """
    found = {}
    for path in sorted(data_folder("sample_videos").glob("*.mp4")):
        fitting = [one for one in stretch_ids() if path.stem.startswith(one)]
        if fitting:
            shown = max(fitting, key=len)
            found[path.stem] = (path, _SHOWN.get(path.stem, shown))
    return found


def _start(history: History) -> None:
    st.session_state.pop(CHOSEN, None)  # no error of the new clips stands above an old session
    worker(history).wake()
    st.rerun()


def _ask_session(sessions: list[PastSession]) -> None:
    numbers = {session.id: session for session in sessions}
    present = st.session_state.get(CHOSEN)
    index = list(numbers).index(present) if present in numbers else 0
    st.session_state[CHOSEN] = st.selectbox(
        tr("Session"), numbers, index=index, format_func=lambda one: session_words(numbers[one])
    )
