"""Judging a kept session as another stretch: one that looks alike, and was meant."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from pydantic import TypeAdapter

from formcheck.coach.frame.summary_model import Guess
from formcheck.store.history.history import History
from formcheck.store.history.session_entry import PastSession, past_session
from formcheck.tune.opened import open_session
from formcheck.tune.rejudge import Rejudged, write_rejudged

REPORT: Final = "report.json"

_GUESSES: Final = TypeAdapter(tuple[Guess, ...])


def siblings_of(history: History, session: PastSession) -> tuple[Guess, ...]:
    """Return what a session may as well show, where its stretch was assumed as the likelier one.

    Args:
        history: Where it is kept.
        session: Which one; of one whose stretch was named, or whose report is gone, nothing.
    """
    path = history.file(session, REPORT)
    if path is None:
        return ()
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        recognised = document.get("recognised") or {}
        return _GUESSES.validate_python(recognised.get("siblings", []))
    except (OSError, ValueError, AttributeError):
        return ()  # an old or damaged report: nothing was assumed that could be told here


def judge_as(history: History, session: PastSession, stretch: str) -> PastSession:
    """Judge the recording of a session as another stretch, and keep that in its place.

    The session as it was goes where deleted ones go, from where it can come back for a day.

    Args:
        history: Where it is kept.
        session: Which one.
        stretch: The stretch that was done.

    Returns:
        The new session, at the time of the old one and without an annotated video, on which the
        targets of the other stretch are drawn.

    Raises:
        InputError: The recording cannot be read, or nothing can be written.
        UsageError: There is no such stretch.
    """
    meant = replace(session, stretch=stretch, target_s=None, target_reps=None)
    opened = open_session(history, meant)
    recording = replace(
        opened.recording,
        meta=replace(opened.recording.meta, stretch=stretch, side=opened.summary.side),
    )
    folder = history.new_folder(stretch, session.when)
    found = Rejudged(opened.stretch, opened.summary, opened.summary, opened.reports, recording)
    write_rejudged(found, folder)
    entry = past_session(
        opened.stretch, opened.summary, opened.reports, origin=session.origin, when=session.when,
        clip=session.clip, profile=session.profile, folder=folder.name,
    )  # fmt: skip
    kept = history.add(entry, recording)
    history.discard([session.id])
    return kept
