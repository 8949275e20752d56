"""The tuck is the score: depth comes second, and is never a fault while the tuck holds."""

from __future__ import annotations

import html
from collections.abc import Mapping

import pytest

from formcheck.coach.frame.judge import judge_value
from formcheck.measure.model.measurement import Measurement
from formcheck.report.history_export import csv_text
from formcheck.report.html import write_report
from formcheck.report.tables import summary_document
from formcheck.store.history.history import History
from formcheck.store.history.session_entry import past_session
from formcheck.store.recordings.recording import RecordingMeta
from formcheck.stretches.files.loading import load_stretch, stretch_ids
from formcheck.ui.widgets.components import did_words
from tests.coach.scripted import GOOD, Value, frames, perform, times
from tests.spoken import sentence, words

LUNGE = load_stretch("half-kneeling-lunge")


def held(changes: Mapping[str, Value], seconds: float = 12.0, sigma: float = 3.0):
    values = GOOD | {"hip_joint": None} | changes
    return perform(LUNGE, frames(lambda t: values, times(seconds, 15.0), sigma=sigma))


def test_between_goal_and_limit_a_tilt_is_shown_and_no_fault() -> None:
    tuck = LUNGE.check("tuck")
    found = {
        tilt: judge_value(tuck, "pelvic_tilt", Measurement.known(tilt, 1.0))
        for tilt in (-6.0, 1.0, 9.0)
    }
    assert [found[t].verdict for t in found] == ["good", "good enough", "adjust"]
    assert [found[t].reached for t in found] == [True, False, False]
    assert [words(found[t].cue) for t in found] == [None, None, tuck.cue_high]


def test_a_correct_shallow_tuck_counts_as_tucked_and_shallow() -> None:
    reports, summary = held({"hip": 172.0, "pelvic_tilt": -7.0})
    assert summary.held_s == pytest.approx(12.0, abs=0.3)
    assert summary.tucked_s == pytest.approx(summary.held_s, abs=0.1)
    assert summary.shallow_s == pytest.approx(summary.held_s, abs=0.1)
    assert "tucked" in sentence(summary.headline)
    assert "0 s of" not in sentence(summary.headline)
    assert {words(r.cue.message) for r in reports if r.cue} & {
        LUNGE.check("rear-hip").cue_low
    } == set()
    rear = next(check for check in summary.checks if check.check == "rear-hip")
    assert rear.verdict != "adjust"


def test_depth_without_a_measured_tuck_counts_and_is_not_called_tucked() -> None:
    _, summary = held({"hip": 191.0, "pelvic_tilt": None})
    assert summary.held_s == pytest.approx(12.0, abs=0.3)
    assert (summary.tucked_s, summary.shallow_s) == (None, None)


def test_without_tuck_and_without_depth_nothing_counts() -> None:
    reports, summary = held({"hip": 172.0, "pelvic_tilt": 1.0})
    assert summary.held_s == 0.0
    said = [words(r.cue.message) for r in reports if r.cue]
    tuck = said.index(str(LUNGE.check("tuck").cue_goal))
    deeper = [i for i, text in enumerate(said) if "travel" in text]
    assert not deeper or tuck < deeper[0] or said[0] in said[deeper[0] :], "the tuck comes first"


def test_an_arch_stops_the_clock_however_deep() -> None:
    _, summary = held({"hip": 193.0, "pelvic_tilt": 14.0})
    assert summary.held_s == 0.0
    assert "arched" in sentence(summary.headline)


def test_the_goal_has_hysteresis() -> None:
    def motion(t: float) -> Mapping[str, Value]:
        wobble = -4.0 if int(2 * t) % 2 else -1.0
        return GOOD | {"hip": 172.0, "hip_joint": None, "pelvic_tilt": -5.0 if t < 2 else wobble}

    _, summary = perform(LUNGE, frames(motion, times(10, 15.0)))
    assert len(summary.holds) == 1
    assert summary.held_s == pytest.approx(10.0, abs=0.5)
    assert summary.tucked_s is not None
    assert 4.0 < summary.tucked_s < 8.0, "only what reached the goal is called tucked"


def test_the_hip_joint_has_a_band_of_its_own() -> None:
    rear = LUNGE.check("rear-hip").preferred
    assert (rear.measure, rear.low, rear.high) == ("hip_joint[worked]", 180, 195)
    _, summary = held({"hip": 189.0, "hip_joint": 182.0, "pelvic_tilt": -5.0})
    found = next(check for check in summary.checks if check.check == "rear-hip")
    assert (found.verdict, found.low, found.high) == ("good", 180, 195)


def test_a_conventional_deadlift_is_told_and_not_corrected() -> None:
    knee = load_stretch("deadlift").check("bottom-knee")
    found = {
        value: judge_value(knee, "knee_left", Measurement.known(value, 3.0))
        for value in (102.0, 128.0, 150.0)
    }
    assert [found[v].verdict for v in found] == ["good enough", "adjust", "good"]
    assert found[102.0].cue is None
    assert knee.also is not None
    assert "conventional" in knee.also.say


def test_history_exports_and_report_carry_the_tucked_seconds(tmp_path) -> None:
    reports, summary = held({"hip": 172.0, "pelvic_tilt": -7.0})
    session = past_session(LUNGE, summary, reports, origin="live")
    kept = History(tmp_path).add(session)
    (found,) = History(tmp_path).sessions()
    assert found.tucked_s == kept.tucked_s == summary.tucked_s
    assert "tucked" in did_words(found)
    assert "tucked_s" in csv_text([found])
    meta = RecordingMeta(clip="a.mp4", width=640, height=480)
    assert summary_document(summary, meta, reports)["hold"]["shallow_s"] > 10.0
    page = tmp_path / "report.html"
    write_report(page, summary, reports, LUNGE, (), meta)
    text = page.read_text(encoding="utf-8")
    assert "With the tuck" in text
    for line in LUNGE.safety:
        assert line in text, "no safety line is left out for resembling another"


@pytest.mark.parametrize("name", stretch_ids())
def test_a_report_shows_every_safety_line_whole(name: str, tmp_path) -> None:
    stretch = load_stretch(name)
    reports, summary = perform(stretch, frames(lambda t: None, times(1, 5.0)))
    page = tmp_path / "report.html"
    meta = RecordingMeta(clip="a.mp4", width=640, height=480)
    write_report(page, summary, reports, stretch, (), meta)
    text = html.unescape(page.read_text(encoding="utf-8"))
    assert [line for line in stretch.safety if line not in text] == []
