"""A session of the past, opened again: its recording judged, without the video."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.coach.loading import load_stretch
from formcheck.coach.report import FrameReport, Summary
from formcheck.coach.specification import Stretch
from formcheck.errors import InputError
from formcheck.record.history import History
from formcheck.record.past import PastSession
from formcheck.record.recording import Recording
from formcheck.session import judge_clip


@dataclass(frozen=True, slots=True, eq=False)
class OpenedSession:
    """A session with everything that can be said about it.

    Attributes:
        session: What the history keeps of it.
        stretch: What was performed, with the targets it is judged by now.
        summary: The verdict under these targets.
        reports: One for each frame.
        recording: What was measured.
    """

    session: PastSession
    stretch: Stretch
    summary: Summary
    reports: tuple[FrameReport, ...]
    recording: Recording


def open_session(
    history: History, session: PastSession, stretch: Stretch | None = None
) -> OpenedSession:
    """Open a session of the history.

    Args:
        history: Where it is kept.
        session: Which one.
        stretch: The targets to judge by; by default those of the catalogue.

    Raises:
        InputError: Its recording is missing or cannot be read.
        UsageError: Its stretch is no longer in the catalogue.
    """
    path = history.file(session)
    if path is None:
        raise InputError(
            f"expected the recording of the session of {session.when:%Y-%m-%d}, found no file; "
            "choose another session"
        )
    known = stretch or load_stretch(session.stretch)
    recording = Recording.read(path)
    reports, summary = judge_clip(recording.measurements, known, session.side or "auto")
    return OpenedSession(session, known, summary, tuple(reports), recording)


def recorded(history: History, stretch: str | None = None) -> list[PastSession]:
    """Return the sessions whose recording is still there, the newest first."""
    return [one for one in history.sessions(stretch) if history.file(one) is not None]
