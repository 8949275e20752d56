"""What the page Review shows of one session: verdict, time line, checks, comparison, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import streamlit as st

from formcheck.codes.coach import RecognitionCode
from formcheck.errors import FormcheckError
from formcheck.message import Message, authored
from formcheck.report.timeline import start_of, timeline
from formcheck.store.history.history import RECORDING, History
from formcheck.store.history.session_entry import PastSession
from formcheck.store.pending.uploads import scratch
from formcheck.store.recordings.recording import read_meta, remarks_on
from formcheck.stretches.files.loading import load_overlay, overlay_files
from formcheck.tune.judge_as import judge_as, siblings_of
from formcheck.tune.opened import OpenedSession, open_session
from formcheck.tune.pair import pairs
from formcheck.tune.rejudge import Rejudged, write_rejudged
from formcheck.ui.widgets.components import (
    SHIPPED,
    like_words,
    show_checks,
    show_pairs,
    show_verdict,
    targets_words,
    when_words,
)
from formcheck.ui.widgets.deletion import ask_deletion
from formcheck.ui.widgets.plain import plain
from formcheck.ui.widgets.timeline import VIDEO, Track, show_timeline
from formcheck.wording import label, seconds_words, verdict_words, worked_leg_words
from formcheck.words import mark, say_half, say_sentence, small, tr

CHOSEN: Final = "review-session"
"""Where the number of the session that is shown is kept."""

_DOWNLOADS: Final = (
    ("report.html", mark("Report"), "description", "text/html"),
    (VIDEO, mark("Video"), "movie", "video/mp4"),
    ("frames.csv", "CSV", "table", "text/csv"),
    ("report.json", "JSON", "data_object", "application/json"),
    (RECORDING, "Parquet", "database", "application/vnd.apache.parquet"),
)


Targets = tuple[tuple[str, int], ...]
"""The overlays that judge, each with the age of its file: presets change."""


@st.cache_resource(max_entries=12, show_spinner=False)
def _open(home: str, session_id: int, targets: Targets) -> OpenedSession:
    history = History(Path(home))
    overlays = [load_overlay(name) for name, _ in targets]
    return open_session(history, history.get(session_id), overlays)


def _stamped(names: Iterable[str]) -> Targets:
    known = overlay_files()
    return tuple((name, known[name].stat().st_mtime_ns) for name in names if name in known)


def show_session(history: History, session: PastSession, sessions: list[PastSession]) -> None:
    """Draw one session.

    Args:
        history: Where it is kept.
        session: Which one.
        sessions: All that can be compared with it, the newest first.
    """
    verdict, player = st.columns([5, 7], gap="large")  # beside each other: both are seen at once
    wide = st.container()
    targets, check, other, both = _ask(history, session, sessions)
    opened = _open(str(history.home), session.id, targets)
    with verdict:
        _show_verdict(history, opened)
    tracks, against = [_track(history, opened, check, both)], None
    if other is not None:
        against = _open(str(history.home), other.id, targets)
        tracks.append(_track(history, against, check, False))
    with player if against is None else wide:
        show_timeline(tracks, f"time-line-{session.id}-{other.id if other else 0}")
        if session.origin == "live":
            st.caption(
                tr("No picture is kept of what you do before the camera: the time line is all.")
            )
    if against is not None:
        _show_difference(opened, against)
    st.header(tr("What was checked"))
    show_checks(opened.summary.checks)
    st.caption(tr("± is how far a number may be off; the page About says more."))
    _show_rest(opened)
    _offer_files(history, opened)


def _ask(
    history: History, session: PastSession, sessions: list[PastSession]
) -> tuple[Targets, str | None, PastSession | None, bool]:
    """Ask by which targets, along which angle and beside what a session is looked at."""
    first, second, third = st.columns([2, 2, 3], vertical_alignment="top")
    with first:
        targets = _ask_targets(history, session)
    opened = _open(str(history.home), session.id, targets)
    with second:
        check = _ask_check(opened)
    with third:
        other = _ask_other(session, sessions)
    sided = check is not None and bool(opened.stretch.check(check).target.role)
    return targets, check, other, other is None and sided and _ask_both()


def _show_verdict(history: History, opened: OpenedSession) -> None:
    session = opened.session
    side = "" if session.side is None else f", {small(worked_leg_words(session.side))}"
    st.header(plain(f"{tr(session.name)}{side}"))
    st.caption(plain(f"{session.clip or tr('Live')} · {when_words(session)}"))
    show_verdict(opened.summary)
    _offer_siblings(history, session)
    for line in remarks_on(opened.recording.meta):
        st.info(plain(line), icon=":material/info:")
    if opened.summary.verdict != session.verdict:
        st.caption(
            tr(
                "On that day the verdict was “{verdict}”. It is judged anew "
                "by the targets chosen here.",
                verdict=verdict_words(session.verdict),
            )
        )


def _offer_siblings(history: History, session: PastSession) -> None:
    """Offer the other of two stretches that look alike, where the likelier one was assumed."""
    for guess in siblings_of(history, session):
        said = Message(
            RecognitionCode.ASSUMED, stretch=authored(session.name), other=authored(guess.name)
        )
        st.info(plain(say_sentence(said)), icon=":material/help:")
        st.button(
            plain(tr("It was: {name}", name=tr(guess.name))), icon=":material/swap_horiz:",
            key=f"sibling-{session.id}-{guess.stretch}",
            on_click=_judge_as, args=(history, session, guess.stretch),
        )  # fmt: skip


def _judge_as(history: History, session: PastSession, stretch: str) -> None:
    try:
        st.session_state[CHOSEN] = judge_as(history, session, stretch).id
    except FormcheckError as error:
        st.error(plain(str(error)))


def _ask_targets(history: History, session: PastSession) -> Targets:
    """Ask by which targets a session is judged; at first by those of its day."""
    path = history.file(session)
    used = () if path is None else read_meta(path).overlays
    known = overlay_files()
    gone = [name for name in used if name not in known]
    if gone:
        st.caption(
            tr(
                "{name} is no longer there. The shipped targets stand in for it.",
                name=plain(label(gone[0])),
            )
        )
    usual = next((name for name in used if name in known), SHIPPED)
    offered = [SHIPPED, *known]
    chosen = st.selectbox(
        tr("Judged by"), offered, offered.index(usual), format_func=targets_words,
        key=f"review-targets-{session.id}",
        help=tr("Other targets judge the same recording at once. You make your own under Tune."),
    )  # fmt: skip
    return _stamped(used if chosen == usual else [chosen])


def _ask_other(session: PastSession, sessions: list[PastSession]) -> PastSession | None:
    """Ask for a second session of the same version; those of the other side stand first."""
    alike = [s for s in sessions if s.version == session.version and s.id != session.id]
    if not alike:
        return None
    alike.sort(key=lambda one: one.side == session.side)
    numbers = {one.id: one for one in alike}
    chosen = st.selectbox(
        tr("Side by side with"), [0, *numbers], key=f"review-other-{session.id}",
        format_func=lambda one: like_words(numbers[one]) if one else tr("Nothing"),
        help=tr("Another session, such as the other leg, aligned where the hold begins."),
    )  # fmt: skip
    return numbers.get(chosen)


def _ask_check(opened: OpenedSession) -> str | None:
    checks = [check.id for check in opened.stretch.checks]
    main = opened.stretch.main_check
    if main is None:
        return None
    return st.selectbox(
        tr("Angle on the time line"), checks, index=checks.index(main.id), format_func=label
    )


def _ask_both() -> bool:
    return st.toggle(
        tr("Left and right"), key="review-both", help=tr("Draw the other side's angle as well.")
    )


def _track(history: History, opened: OpenedSession, check: str | None, both: bool) -> Track:
    session = opened.session
    line = timeline(opened.summary, opened.reports, opened.stretch, check, both_sides=both)
    leg = session.side and worked_leg_words(session.side)
    name = " · ".join(filter(None, (leg, when_words(session))))
    return Track(name, line, history.file(session, VIDEO), start_of(opened.summary, opened.reports))


def _show_difference(first: OpenedSession, second: OpenedSession) -> None:
    st.header(tr("One against the other"))
    show_pairs(
        pairs(first.summary, second.summary),
        (_short(first.session, second.session), _short(second.session, first.session)),
    )


def _short(session: PastSession, other: PastSession) -> str:
    """Return what tells a session from the other one: its side, else its day."""
    if session.side and session.side != other.side:
        return worked_leg_words(session.side)
    return when_words(session)


def _show_rest(opened: OpenedSession) -> None:
    summary = opened.summary
    lines = [
        tr(
            "**Lost {seconds}:** {why}",
            seconds=seconds_words(lost.seconds),
            why=plain(say_half(lost.why)),
        )
        for lost in summary.lost
    ]
    lines += [tr("**Not seen:** {name}", name=plain(say_sentence(one))) for one in summary.unseen]
    if lines:
        with st.expander(tr("Seconds lost, and what the camera cannot tell")):
            st.markdown("\n".join(f"- {line}" for line in lines))


def _offer_files(history: History, opened: OpenedSession) -> None:
    session = opened.session
    begun = f"{session.stretch}-{session.when.astimezone():%Y%m%d-%H%M}"
    st.header(tr("Take it with you"))
    with st.container(horizontal=True):
        for name, words, icon, kind in _DOWNLOADS:
            content = _content(history, opened, name)
            if content is None:
                continue
            st.download_button(
                words, content, f"{begun}-{name}", kind,
                icon=f":material/{icon}:", key=f"download-{session.id}-{name}", on_click="ignore",
            )  # fmt: skip
    if st.button(tr("Delete this session"), icon=":material/delete:", key=f"ask-{session.id}"):
        ask_deletion(
            tr("this session, with its video, tables and recording"),
            lambda: history.discard([session.id]),
            f"delete-{session.id}",
        )


def _content(history: History, opened: OpenedSession, name: str) -> Callable[[], bytes] | None:
    """Return what gives a file when it is asked for: large videos are not read at every look."""
    path = history.file(opened.session, name)
    if path is not None:
        return path.read_bytes
    if name in (VIDEO, RECORDING):
        return None

    def write() -> bytes:
        found = Rejudged(
            opened.stretch, opened.summary, opened.summary, opened.reports, opened.recording
        )
        with scratch() as folder:
            return write_rejudged(found, folder)[name].read_bytes()

    return write
