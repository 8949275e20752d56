"""Where a person started: kneeling tall is no stretch, and the change from it is said alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.coach.summary.legs_worked import legs_worked, note_on_legs
from formcheck.codes.measure import NoteCode
from formcheck.pose.landmark import other
from formcheck.report.html import write_report
from formcheck.report.tables import summary_document
from formcheck.store.history.history import History
from formcheck.store.history.session_entry import past_session
from formcheck.store.recordings.recording import RecordingMeta
from formcheck.stretches.files.loading import load_overlay, load_stretch
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.model.target_overlay import apply_overlay, choose_variant
from formcheck.ui.live.protocol import _angle
from formcheck.ui.widgets.components import did_words
from tests.coach.scripted import GOOD, Value, frames, perform, times
from tests.spoken import sentence, words

LUNGE = load_stretch("half-kneeling-lunge")
TALL = {"hip": 184.0, "thigh_left": 2.0, "knee": 94.0, "pelvic_tilt": 0.0, "hip_joint": 184.0}
"""Kneeling tall, in a body whose hips read 7 degrees too open."""


def lunge(
    stretch: Stretch, forward: float, tilt: float | None, *, start: Mapping[str, Value] = TALL
) -> tuple[list[FrameReport], Summary]:
    """Three seconds tall, a second and a half of way, and ten seconds `forward` degrees deeper."""

    def motion(t: float) -> Mapping[str, Value]:
        share = min(1.0, max(0.0, (t - 3.0) / 1.5))
        hip = (start["hip"] or 0.0) + share * forward
        now = (start["pelvic_tilt"] or 0.0) + share * ((tilt or 0.0) - (start["pelvic_tilt"] or 0))
        known = None if tilt is None else now
        joint = None if tilt is None else hip - 0.7 * now
        return GOOD | start | {
            "hip": hip, "hip_joint": joint, "pelvic_tilt": known,
            "thigh_left": 2.0 + share * forward, "knee": 94.0 + share * forward,
        }  # fmt: skip

    return perform(stretch, frames(motion, times(14.5, 15.0), sigma=6.5))


def counted(reports: list[FrameReport], until: float = 99.0) -> float:
    return max(r.clock.seconds for r in reports if r.clock is not None and r.time_s <= until)


@pytest.mark.parametrize("hip", [184.0, 179.8], ids=["inside", "short by less than rounding"])
def test_kneeling_tall_without_the_tuck_counts_nothing_and_the_tuck_is_asked_for(
    hip: float,
) -> None:
    tall = dict(TALL) | {"hip": hip, "hip_joint": hip}
    reports, summary = lunge(LUNGE, 0.0, 0.0, start=tall)
    assert counted(reports) == 0.0
    assert summary.held_s == 0.0
    said = {words(r.cue.message) for r in reports if r.cue is not None and r.time_s > 2.0}
    assert LUNGE.check("tuck").cue_goal in said
    assert not any("travel forward" in one for one in said), "nobody is pushed deeper for it"


def test_depth_without_the_tuck_counts_once_it_is_further_than_kneeling_tall() -> None:
    reports, summary = lunge(LUNGE, 10.0, 0.0)
    assert counted(reports, until=3.0) == 0.0
    assert summary.held_s == pytest.approx(10.0, abs=1.0)


@pytest.mark.parametrize("thigh", [6.0, 8.0, 12.0])
def test_whoever_is_in_the_lunge_from_the_first_frame_has_shown_no_start(thigh: float) -> None:
    there = GOOD | dict(TALL) | {"hip": 187.0, "hip_joint": 187.0, "thigh_left": thigh}
    _, summary = perform(LUNGE, frames(lambda _: there, times(12.0, 15.0), sigma=6.5))
    assert summary.held_s > 8.0


def test_a_tuck_counts_without_a_move() -> None:
    reports, _ = lunge(LUNGE, 0.0, -7.0)
    assert counted(reports) > 9.0


def test_a_hold_that_began_with_the_tuck_survives_a_tuck_read_a_little_short() -> None:
    def motion(t: float) -> Mapping[str, Value]:
        tilt = 0.0 if t < 2.0 else (-5.0 if t < 5.0 else -1.5)
        return GOOD | dict(TALL) | {"pelvic_tilt": tilt}

    reports, _ = perform(LUNGE, frames(motion, times(12, 15.0), sigma=6.5))
    assert counted(reports) == pytest.approx(10.0, abs=0.5)


def test_what_cannot_be_told_of_the_pelvis_takes_no_seconds_away() -> None:
    _, summary = lunge(LUNGE, 4.0, None, start=dict(TALL) | {"hip": 186.0})
    assert summary.held_s > 9.0


@pytest.mark.parametrize(
    "stretch",
    [
        apply_overlay(LUNGE, load_overlay("sensitive-back")),
        choose_variant(LUNGE, "tuck-alone"),
    ],
    ids=["sensitive-back", "tuck-alone"],
)
def test_a_target_short_of_straight_asks_for_no_move(stretch: Stretch) -> None:
    reports, _ = lunge(stretch, 0.0, 0.0, start=dict(TALL) | {"hip": 178.0, "hip_joint": 178.0})
    assert counted(reports) > 9.0


def test_without_a_tall_second_at_first_there_is_no_start() -> None:
    def deep(t: float) -> Mapping[str, Value]:
        return GOOD | {"thigh_left": 20.0}

    reports, summary = perform(LUNGE, frames(deep, times(12, 15.0)))
    assert all(check.start is None for report in reports for check in report.checks)
    assert summary.further is None
    assert counted(reports) > 9.0


def test_the_change_is_one_number_live_in_words_in_files_and_in_the_history(tmp_path) -> None:
    reports, summary = lunge(LUNGE, 10.0, -5.0)
    assert summary.further == pytest.approx(13.5, abs=0.6), "10 of the thigh, and the tuck's share"
    further = round(summary.further or 0.0)
    said = f"{further} degrees further than where you started"
    assert said in sentence(summary.headline)
    assert "±" in sentence(summary.headline).partition(said)[2], "the angle itself beside it"

    last = reports[-1].result(LUNGE.check("rear-hip"))
    assert last is not None
    live = _angle(last, reports[-1], None)
    assert live["change"] == {"value": f"+{further}°", "words": "from where you started"}

    meta = RecordingMeta(clip="a.mp4", width=640, height=480)
    assert summary_document(summary, meta, reports)["hold"]["further"] == summary.further
    page = tmp_path / "report.html"
    write_report(page, summary, reports, LUNGE, (), meta)
    assert said in page.read_text(encoding="utf-8")

    session = past_session(LUNGE, summary, reports, origin="live")
    history = History(tmp_path / "history.sqlite")
    history.add(session)
    (back,) = history.sessions()
    assert back.further == pytest.approx(summary.further)
    assert said in did_words(back)


def test_a_hip_that_may_be_the_low_backs_is_not_called_further() -> None:
    _, summary = lunge(LUNGE, 10.0, None)
    assert summary.further is None
    assert "further" not in sentence(summary.headline)


def test_each_leg_has_a_start_of_its_own_and_never_that_of_the_front_hip() -> None:
    """A clip of both legs was once 86 degrees further: from the bent front hip of the first one."""

    def motion(t: float) -> Mapping[str, Value]:
        share = min(1.0, max(0.0, (t % 12.0 - 3.0) / 1.5))
        hip, tilt = 184.0 + 10.0 * share, -7.0 * share
        return GOOD | TALL | {
            "hip": hip, "hip_joint": hip - 0.7 * tilt, "pelvic_tilt": tilt, "front_hip": 92.0,
            "thigh_left": 2.0 + 10.0 * share, "thigh_right": 2.0 + 10.0 * share,
        }  # fmt: skip

    first = list(frames(motion, times(12.0, 15.0), sigma=6.5))
    second = list(frames(motion, times(12.0, 15.0), sigma=6.5, rear="right"))
    moved = [replace(m, index=m.index + len(first), time_s=m.time_s + 12.0) for m in second]

    reports, summary = perform(LUNGE, [*first, *moved])

    changes = [
        result.further
        for report in reports
        if (result := report.result(LUNGE.check("rear-hip"))) is not None
        and result.further is not None
    ]
    assert changes
    assert max(changes) < 20.0
    ended = [words(hold.ended_by) for hold in summary.holds]
    assert ended[0] in ("you changed legs", "you were not in position", "you were still moving")
    note = note_on_legs(reports, summary, LUNGE, None)
    assert note is not None
    assert note.code == NoteCode.BOTH_LEGS


def test_a_side_that_was_declared_against_what_is_seen_is_said() -> None:
    reports, summary = lunge(LUNGE, 10.0, -7.0)
    seen = max(legs_worked(reports, summary, LUNGE).items(), key=lambda one: one[1])[0]

    assert note_on_legs(reports, summary, LUNGE, seen) is None
    note = note_on_legs(reports, summary, LUNGE, other(seen))
    assert note is not None
    assert f"the camera saw the {seen} one work" in sentence(note)


def test_it_is_also_said_where_nothing_counted() -> None:
    reports, summary = lunge(LUNGE, 10.0, -7.0)
    stopped = [replace(report, clock=None) for report in reports]
    seen = max(legs_worked(reports, summary, LUNGE).items(), key=lambda one: one[1])[0]
    assert sum(legs_worked(stopped, summary, LUNGE).values()) == 0.0

    assert note_on_legs(stopped, summary, LUNGE, seen) is None
    note = note_on_legs(stopped, summary, LUNGE, other(seen))
    assert note is not None
    assert note.code == NoteCode.OTHER_SIDE
