"""Sessions in a history, made without a camera or a model."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from formcheck.measure.model.measurement import Legs, Measurements
from formcheck.pose.landmark import Side
from formcheck.session import judge_clip
from formcheck.store.history.history import History
from formcheck.store.history.session_entry import PastSession, past_session
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import load_stretch
from tests.tune.test_compare import lunge

NOW = datetime.now(UTC)


def mirrored(frame: Measurements) -> Measurements:
    """Return the frame of a person whose left and right are exchanged, before a mirror."""
    ends = {"left": "right", "right": "left"}

    def other(name: str) -> str:
        head, _, end = name.rpartition("_")
        return f"{head}_{ends[end]}" if end in ends else name

    values = {other(name): value for name, value in frame.values.items()}
    assert frame.view is not None
    view = replace(frame.view, facing="left", near="left")
    return replace(frame, view=view, legs=Legs(rear="left", bent="right"), values=values)


def keep(
    home: Path,
    hip: float,
    days_ago: float = 0.0,
    side: Side = "right",
    seconds: float = 8.0,
    version: str = "half-kneeling-lunge",
) -> PastSession:
    """Add a lunge held still at one hip angle of that side, with its recording."""
    history, stretch = History(home), load_stretch(version)
    recording = lunge(hip, seconds)
    if side == "left":
        frames = [mirrored(frame) for frame in recording.measurements]
        recording = Recording.of(recording.meta, frames)
    reports, summary = judge_clip(recording.measurements, stretch, side)
    when = NOW - timedelta(days=days_ago)
    session = past_session(stretch, summary, reports, origin="live", when=when)
    return history.add(session, recording)
