"""A session of the past, opened again: its recording judged, without the video."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.errors import InputError
from formcheck.session import judge_clip
from formcheck.store.history.history import History
from formcheck.store.history.session_entry import PastSession
from formcheck.store.recordings.recording import Recording, RecordingMeta
from formcheck.stretches.files.loading import load_overlay, load_stretch, overlay_files
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import Overlay, apply_overlay
from formcheck.words import tr

NEWEST: Final = 500
"""Number of sessions that are offered to be opened again, the newest."""


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
    reports: Sequence[FrameReport]
    recording: Recording


def open_session(
    history: History, session: PastSession, overlays: Sequence[Overlay] | None = None
) -> OpenedSession:
    """Open a session of the history.

    Args:
        history: Where it is kept.
        session: Which one.
        overlays: Changes of targets to judge by; by default those that it was judged by on its
            day, as they are now, less those that are no longer there.

    Raises:
        InputError: Its recording is missing or cannot be read.
        UsageError: Its stretch is no longer in the catalogue.
    """
    path = history.file(session)
    if path is None:
        raise InputError(
            tr(
                "expected the recording of the session of {when:%Y-%m-%d}, found no file; "
                "choose another session",
                when=session.when.astimezone(),
            )
        )
    recording = Recording.read(path)
    if overlays is None:
        known = overlay_files()
        overlays = [load_overlay(one) for one in recording.meta.overlays if one in known]
    stretch = _stretch(session, recording.meta, overlays)
    reports, summary = judge_clip(recording.measurements, stretch, session.side or "auto")
    return OpenedSession(session, stretch, summary, reports, recording)


def _stretch(session: PastSession, meta: RecordingMeta, overlays: Sequence[Overlay]) -> Stretch:
    """Return what was performed, as long or as often as it was asked for on that day."""
    variant = f":{meta.variant}" if meta.variant else ""
    stretch = load_stretch(session.stretch + variant)
    for overlay in overlays:
        stretch = apply_overlay(stretch, overlay)
    # As the live page does it: how long somebody wanted to hold is no change of targets.
    if session.target_s is not None and stretch.hold is not None:
        hold = stretch.hold.model_copy(update={"seconds": session.target_s})
        stretch = stretch.model_copy(update={"hold": hold})
    if session.target_reps is not None and stretch.reps is not None:
        reps = stretch.reps.model_copy(update={"count": session.target_reps})
        stretch = stretch.model_copy(update={"reps": reps})
    return stretch


def recorded(history: History, stretch: str | None = None) -> list[PastSession]:
    """Return the newest sessions whose recording is still there, the newest first.

    Args:
        history: Where they are kept.
        stretch: Those of one stretch alone.

    Returns:
        Those of the newest `NEWEST` that have a recording.
    """
    newest = history.sessions(stretch, limit=NEWEST)
    return [one for one in newest if history.file(one) is not None]
