"""The one page of the weeks so far, from what the history and its files hold."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from formcheck.capture.clip import Clip
from formcheck.errors import FormcheckError, InputError
from formcheck.report.key_moments import telling_moments
from formcheck.report.pdf.one_page import PICTURES, OnePage, page_of_history
from formcheck.store.history.diary import Diary
from formcheck.store.history.history import History
from formcheck.store.history.session_entry import PastSession
from formcheck.stretches.files.loading import shipped_version
from formcheck.tune.opened import OpenedSession, open_session
from formcheck.words import date_words, say_sentence, tr

if TYPE_CHECKING:
    from formcheck.report.html import Still


def usual_version(sessions: list[PastSession]) -> str:
    """Return the version of a stretch with most sessions, of several the most recent one.

    Raises:
        InputError: There are no sessions.
    """
    if not sessions:
        raise InputError(
            tr("expected sessions in the history, found none; stretch or review a clip first")
        )
    ids = [session.version for session in sessions]
    return max(dict.fromkeys(ids), key=ids.count)


def history_page(
    history: History,
    version: str | None = None,
    *,
    who: str | None = None,
    pain: bool = False,
    pictures: bool = False,
) -> OnePage:
    """Return the page of the weeks so far with one version of a stretch.

    Args:
        history: The person's sessions.
        version: `ID` or `ID:VARIANT`; by default the one with most sessions. Where a stretch was
            never done in the usual way, `ID` stands for the version that was done last.
        who: The person's name, or None for none.
        pain: Whether pain and notes of the diary are shown.
        pictures: Whether up to two pictures are shown, of the oldest and newest reviewed clip.

    Raises:
        InputError: There is no such session, or the history cannot be read.
    """
    sessions = history.sessions()
    chosen = _done(sessions, version) if version else usual_version(sessions)
    own = [session for session in sessions if session.version == chosen]
    newest = next((s for s in own if history.file(s) is not None), None)
    opened = None if newest is None else _opened(history, newest)
    change = None if opened is None else opened.summary.advice
    return page_of_history(
        sessions,
        chosen,
        targets=shipped_version(chosen),
        who=who,
        change=None if change is None else say_sentence(change),
        diary=Diary(history).entries() if pain else None,
        pictures=_pictures(history, own) if pictures else (),
    )


def _done(sessions: list[PastSession], wanted: str) -> str:
    """Return the version that is meant: the one of that name, else the newest of that stretch."""
    versions = [one.version for one in sessions if wanted in (one.version, one.stretch)]
    return wanted if wanted in versions or not versions else versions[0]


def _opened(history: History, session: PastSession) -> OpenedSession | None:
    """Return a session judged again, or None where its recording cannot be read."""
    with suppress(FormcheckError):
        return open_session(history, session)
    return None


def _pictures(history: History, own: list[PastSession]) -> list[Still]:
    filmed = [session for session in own if history.file(session, "annotated.mp4") is not None]
    ends = [filmed[-1], filmed[0]] if len(filmed) > 1 else filmed
    found = (_picture(history, session) for session in ends[:PICTURES])
    return [still for still in found if still is not None]


def _picture(history: History, session: PastSession) -> Still | None:
    """Return the most telling picture of a reviewed clip, or None where there is none."""
    from formcheck.report.html import Still  # deferred: it imports matplotlib

    opened, path = _opened(history, session), history.file(session, "annotated.mp4")
    if opened is None or path is None:
        return None
    moments = telling_moments(opened.summary, opened.reports)
    if not moments:
        return None
    time_s, caption = moments[len(moments) // 2]
    day = date_words(session.when.astimezone(), tr("d MMMM y"))
    with suppress(FormcheckError), Clip(path) as clip:
        for frame in clip:
            if frame.time_s >= time_s:
                return Still(time_s, f"{day}: {caption}", frame.image)
    return None
