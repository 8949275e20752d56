"""Sessions in a history, made without a camera or a model."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from formcheck.coach.loading import load_stretch
from formcheck.pose.landmark import Side
from formcheck.record.history import History
from formcheck.record.past import PastSession, past_session
from formcheck.session import judge_clip
from tests.tune.test_compare import lunge

NOW = datetime.now(UTC)


def keep(
    home: Path, hip: float, days_ago: float = 0.0, side: Side = "right", seconds: float = 8.0
) -> PastSession:
    """Add a lunge held still at one hip angle, with its recording."""
    history, stretch = History(home), load_stretch("half-kneeling-lunge")
    recording = lunge(hip, seconds)
    reports, summary = judge_clip(recording.measurements, stretch, side)
    when = NOW - timedelta(days=days_ago)
    session = past_session(stretch, summary, reports, origin="live", when=when)
    return history.add(session, recording)
