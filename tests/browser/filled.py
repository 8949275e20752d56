"""A person's folder after eight weeks: what pages look like to someone who uses them."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from formcheck.calibrate import calibrate
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.pose.landmark import SIDES, Side
from formcheck.session import judge_clip
from formcheck.store.history.history import History
from formcheck.store.history.session_entry import Angle, PastSession, past_session
from formcheck.store.pending.reviews import Reviews, Wish
from formcheck.store.people.personal import keep_notice_read
from formcheck.store.people.profiles import list_profiles
from formcheck.store.recordings.recording import Recording
from formcheck.stretches.files.loading import load_stretch
from formcheck.tune.presets import Presets
from formcheck.tune.proposals.labels import Label, write_labels
from formcheck.tune.rejudge import change_targets
from formcheck.ui.reviewing.jobs import worker
from tests.conftest import STRETCH_OF, sample
from tests.store.factory import measurements, meta
from tests.ui.stored import mirrored

WEEKS = 8
RECORDED = 9
"""So many of the newest made-up sessions have their recording."""

_RATE = 10
_REVIEWED = (
    "prone-press-up",
    "squat-set",
    "half-kneeling-lunge-arched",
    "half-kneeling-lunge-good",
)


def fill(home: Path) -> None:
    """Fill a folder: eight weeks of made-up lunges, bridges and breathing, and four real reviews.

    Reviewing the samples takes some minutes; what is there already is not done again. The folder
    must be the one that `FORMCHECK_HOME` names.
    """
    history = History(home)
    if not history.sessions():
        keep_notice_read(home)
        _add_weeks(history)
    done = {session.clip for session in history.sessions()}
    for name in _REVIEWED:
        if sample(name).name in done:
            continue
        Reviews(history).add(sample(name), Wish(STRETCH_OF[name]))
    worker(history).wake()
    worker(history).wait()
    for one in Reviews(history).all():
        assert one.state == "done", one.why
        Reviews(history).remove(one)
    if "anna" not in list_profiles():
        calibrate(sample("calibration"), "anna")
        _add_presets(home)


def _add_weeks(history: History) -> None:
    chance = random.Random(7)
    now = datetime.now(UTC).replace(hour=17, minute=40)
    days = [day for day in range(7 * WEEKS, 0, -1) if day < 5 or chance.random() < 0.45]
    for number, day in enumerate(days):
        when = now - timedelta(days=day, minutes=chance.randrange(90))
        gain = 12.0 * number / len(days)
        recorded = number >= len(days) - RECORDED // 2
        for offset, side in enumerate(SIDES):
            hip = 179.0 + gain + chance.gauss(0, 1.5) - (2.0 if side == "left" else 0.0)
            _add_lunge(history, hip, side, when + timedelta(minutes=4 * offset), recorded)
        if number % 3 == 0:
            history.add(_bridge(when + timedelta(minutes=9), 168.0 + 0.6 * gain))
        if number % 4 == 1:
            history.add(_breathing(when + timedelta(minutes=13)))


def _frames(hip: float, seconds: float) -> Iterator[Measurements]:
    """Yield a lunge: tall, going into it, held with a little sway, and out of it again."""
    total = seconds + 8.0
    for i in range(int(total * _RATE)):
        time = i / _RATE
        into = min(1.0, max(0.0, (time - 2.0) / 2.0), max(0.0, (total - time) / 2.0))
        angle = 166.0 + (hip - 166.0) * into + 0.8 * math.sin(0.7 * time) + 0.3 * math.sin(5 * time)
        lean = 7.0 - 5.0 * into + 0.6 * math.sin(0.4 * time + 1)
        yield measurements(
            i, time,
            knee_left=Measurement.known(98.0 - 4.0 * into, 4.0),
            knee_right=Measurement.known(96.0 + 10.0 * into, 4.0),
            trunk_lean=Measurement.known(lean, 2.5),
            pelvic_tilt=Measurement.known(1.0 + 1.5 * math.sin(0.3 * time), 4.0),
            hip_joint_right=Measurement.known(angle - 1.0, 4.5),
            hip_right=Measurement.known(angle, 4.0),
        )  # fmt: skip


def _add_lunge(history: History, hip: float, side: Side, when: datetime, recorded: bool) -> None:
    stretch = load_stretch("half-kneeling-lunge")
    frames = list(_frames(hip, 34.0))
    if side == "left":
        frames = [mirrored(frame) for frame in frames]
    reports, summary = judge_clip(frames, stretch, side)
    session = past_session(stretch, summary, reports, origin="live", when=when, profile="anna")
    history.add(session, Recording.of(meta(), frames) if recorded else None)


def _bridge(when: datetime, hip: float) -> PastSession:
    return PastSession(
        when, "glute-bridge", "Glute bridge", "live", "good",
        duration_s=64.0, reps=10, target_reps=10, angles=(Angle("hip", None, hip, 5.0),),
    )  # fmt: skip


def _breathing(when: datetime) -> PastSession:
    return PastSession(
        when, "breathing", "Slow breathing", "live", "good",
        duration_s=300.0, good_s=300.0, target_s=300.0,
    )  # fmt: skip


def _add_presets(home: Path) -> None:
    shipped = load_stretch("half-kneeling-lunge")
    presets = Presets(home / "presets")
    presets.save("Mornings", shipped, change_targets(shipped, ["rear-hip.low=182"]))
    presets.save("Mornings", shipped, change_targets(shipped, ["rear-hip.low=183"]))
    history = History(home)
    lunges = [one for one in history.sessions(shipped.id) if history.file(one) is not None]
    for session in lunges[:3]:
        labels = [Label(start, start + 3.0, True) for start in (9.0, 15.0, 21.0)]
        labels += [Label(start, start + 0.9, False, "rear-hip") for start in (0.2, 1.2)]
        write_labels(history.folder / str(session.folder), labels)
