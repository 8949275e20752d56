"""The page Review: a clip goes in, its verdict comes out, along a time line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import streamlit as st

from formcheck.coach.loading import (
    list_stretches,
    load_overlay,
    load_stretch,
    overlay_files,
    stretch_ids,
)
from formcheck.coach.overlay import apply_overlay
from formcheck.coach.specification import Stretch
from formcheck.record.history import History
from formcheck.record.past import PastSession
from formcheck.record.wording import label, seconds_words
from formcheck.resources import data_folder
from formcheck.session import WorkedSide
from formcheck.tune.opened import recorded
from formcheck.ui.jobs import Order, ReviewJob, order_upload
from formcheck.ui.pages.reviewed import show_session
from formcheck.ui.parts import session_words

JOB: Final = "review-job"
CHOSEN: Final = "review-session"
SOURCE: Final = "review-source-kept"

FIRST: Final = "half-kneeling-lunge"
"""What is chosen at first: the stretch that most people come for."""

_KINDS: Final = ("mp4", "mov", "m4v", "mkv", "webm", "avi", "mpg", "mpeg", "3gp", "mts")
_SOURCES: Final = ("Your clips", "A sample", "An earlier session")
_SIDES: Final[dict[Any, str]] = {"auto": "Find out", "left": "Left", "right": "Right"}


def page() -> None:
    """Draw the page."""
    st.title("Review")
    job: ReviewJob | None = st.session_state.get(JOB)
    if job is not None:
        _watch(job)
        return
    history = History()
    sessions = recorded(history)
    # A widget forgets its value while a review runs in its place: it is kept beside it.
    source = st.segmented_control(
        "What to review", _SOURCES, default=st.session_state.get(SOURCE, _SOURCES[0]),
        required=True, key="review-source", label_visibility="collapsed",
    )  # fmt: skip
    st.session_state[SOURCE] = source
    if source == _SOURCES[0]:
        _ask_clips(history)
    elif source == _SOURCES[1]:
        _ask_sample(history)
    elif sessions:
        _ask_session(sessions)
    else:
        st.info("Nothing is kept yet. Review a clip or stretch live, and it will be here.")
    _show_failures()
    chosen = next((one for one in sessions if one.id == st.session_state.get(CHOSEN)), None)
    if chosen is not None:
        show_session(history, chosen, sessions)


def _ask_clips(history: History) -> None:
    files = st.file_uploader(
        "Drop one or more clips of one stretch here", type=list(_KINDS), accept_multiple_files=True,
        help="They stay on this machine. The whole body in the picture, filmed from the side.",
    )  # fmt: skip
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    known = {stretch.id: stretch for stretch in list_stretches()}
    with left:
        stretch = st.selectbox(
            "Stretch", known, index=list(known).index(FIRST), key="review-stretch",
            format_func=lambda one: known[one].name,
        )  # fmt: skip
    with middle:
        side = st.selectbox(
            "Worked side", list(_SIDES), format_func=_SIDES.__getitem__, key="review-side",
        )  # fmt: skip
    with right:
        targets = st.selectbox(
            "Targets", [None, *overlay_files()], format_func=_targets_words, key="review-targets",
            help="The shipped ones, those for a sensitive back, or a preset of your own.",
        )  # fmt: skip
    fast = st.toggle("Quick look", help="Half the time, a little less exact.")
    if st.button("Review", type="primary", icon=":material/play_arrow:", disabled=not files):
        orders = [order_upload(file.name, file) for file in files]
        chosen = known[stretch]
        if targets is not None:
            chosen = apply_overlay(chosen, load_overlay(targets))
        _start(orders, chosen, history, side, fast)


def _targets_words(overlay: str | None) -> str:
    return "As shipped" if overlay is None else label(overlay)


def _ask_sample(history: History) -> None:
    clips = samples()
    name = st.selectbox(
        "Sample", clips, format_func=lambda stem: stem.replace("-", " ").capitalize(),
        help="Rendered people whose angles are known exactly.",
    )  # fmt: skip
    if st.button("Review the sample", type="primary", icon=":material/play_arrow:"):
        path, stretch = clips[name]
        _start([Order(path, path.name)], load_stretch(stretch), history, "auto", False)


def samples() -> dict[str, tuple[Path, str]]:
    """Return the sample clips that show a stretch, each with the id of that stretch.

    A clip's name begins with the stretch's id; others, such as the one to calibrate from, are no
    stretches to be reviewed.
    """
    found = {}
    for path in sorted(data_folder("sample_videos").glob("*.mp4")):
        fitting = [one for one in stretch_ids() if path.stem.startswith(one)]
        if fitting:
            found[path.stem] = (path, max(fitting, key=len))
    return found


def _start(
    orders: list[Order], stretch: Stretch, history: History, side: WorkedSide, fast: bool
) -> None:
    st.session_state[JOB] = ReviewJob(orders, stretch, history, side=side, looks=1 if fast else 2)
    st.rerun()


@st.fragment(run_every=0.5)
def _watch(job: ReviewJob) -> None:
    """Draw how far a job is, until it has ended."""
    if job.done:
        del st.session_state[JOB]
        if job.sessions:
            st.session_state[CHOSEN] = job.sessions[-1].id
        st.session_state["review-failures"] = [(name, str(error)) for name, error in job.failures]
        job.wait()
        st.rerun()
    now = job.progress()
    left = "" if now.left_s is None else f", about {seconds_words(max(1.0, now.left_s))} left"
    stopping = job.stopped
    st.progress(now.share, "Stopping" if stopping else f"{now.doing}{left}")
    st.button("Cancel", icon=":material/close:", on_click=job.stop, disabled=stopping)
    st.caption("Every frame is looked at twice. You can go to other pages meanwhile.")


def _show_failures() -> None:
    for name, words in st.session_state.get("review-failures", ()):
        st.error(f"{name}: {words}", icon=":material/error:")


def _ask_session(sessions: list[PastSession]) -> None:
    numbers = {session.id: session for session in sessions}
    present = st.session_state.get(CHOSEN)
    index = list(numbers).index(present) if present in numbers else 0
    st.session_state[CHOSEN] = st.selectbox(
        "Session", numbers, index=index, format_func=lambda one: session_words(numbers[one])
    )
