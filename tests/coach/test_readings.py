"""Tests: read three times, said with the error and the smallest real change, and never judged."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from formcheck.coach.frame.readings import TrialReading, mean
from formcheck.report.html import write_report
from formcheck.store.history.session_entry import past_session
from formcheck.store.recordings.recording import RecordingMeta
from formcheck.stretches.files.loading import load_stretch
from formcheck.words import say_sentence
from tests.coach.scripted import GOOD, Value, frames, perform, times

NAMES = ("thomas-test", "prone-extension-test", "half-kneeling-depth-test")
DEPTH = load_stretch("half-kneeling-depth-test")


def goes(t: float) -> Mapping[str, Value]:
    """Three goes of four seconds with five between, at 184, 186 and 188."""
    number, within = divmod(t, 9.0)
    deep = 2.0 <= within < 6.5
    hip = 184.0 + 2.0 * number if deep else 172.0
    return GOOD | {"hip": hip, "pelvic_tilt": -6.0 if deep else 8.0}


@pytest.mark.parametrize("name", NAMES)
def test_a_test_is_three_goes_a_side_without_a_target_for_what_is_read(name: str) -> None:
    stretch = load_stretch(name)
    assert stretch.kind == "test"
    assert (stretch.sides, stretch.hold and stretch.hold.sets) == ("each", 3)
    main = stretch.main_check
    assert main is not None
    assert not main.scored
    assert (main.low, main.high) == (None, None)
    assert stretch.clock_main == stretch.checks.index(main)


def test_each_go_is_read_and_their_mean_is_said_without_a_verdict(tmp_path) -> None:
    reports, summary = perform(DEPTH, frames(goes, times(27, 15.0)))
    assert [round(one.value) for one in summary.readings] == [184, 186, 188]
    found = mean(summary.readings)
    assert found is not None
    assert found.value == pytest.approx(186.0, abs=0.3)
    assert found.sigma == pytest.approx(3.0 / 3**0.5, abs=0.05)
    said = say_sentence(summary.headline)
    assert "3 times" in said
    assert "186 ± 2" in said
    assert "a change of 5 or more" in said, "1.96 * sqrt(2) * 1.73, rounded up"
    assert summary.advice is None
    page = tmp_path / "report.html"
    meta = RecordingMeta(clip="a.mp4", width=640, height=480)
    write_report(page, summary, reports, DEPTH, (), meta)
    text = page.read_text(encoding="utf-8")
    assert "Read, not judged" in text
    assert "What was read" in text


def test_a_go_in_which_the_tuck_goes_is_not_read() -> None:
    def arched(t: float) -> Mapping[str, Value]:
        return dict(goes(t)) | {"pelvic_tilt": 9.0}

    _, summary = perform(DEPTH, frames(arched, times(27, 15.0)))
    assert summary.readings == ()


def test_kneeling_tall_is_where_a_go_begins_and_is_not_read() -> None:
    def tall(t: float) -> Mapping[str, Value]:
        return GOOD | {"hip": 172.0, "pelvic_tilt": -6.0}

    reports, summary = perform(DEPTH, frames(tall, times(12, 15.0)))
    assert summary.readings == ()
    said = [say_sentence(report.cue.message) for report in reports if report.cue is not None]
    assert any("travel forward a little" in words for words in said)


def test_what_is_read_is_where_the_person_stops_and_not_the_way_there() -> None:
    def slowly(t: float) -> Mapping[str, Value]:
        # From 5 degrees past kneeling tall a slow way of 12 more, tucked throughout.
        hip = 172.0 if t < 2.0 else min(177.0 + 3.0 * max(0.0, t - 3.0), 189.0)
        return GOOD | {"hip": hip, "pelvic_tilt": -6.0}

    _, summary = perform(DEPTH, frames(slowly, times(14, 15.0)))
    assert [round(one.value) for one in summary.readings] == [189]


def test_a_go_is_unbroken_and_two_short_ones_are_none() -> None:
    def twice(t: float) -> Mapping[str, Value]:
        deep = 2.0 <= t < 4.2 or 6.0 <= t < 8.2
        return GOOD | {"hip": 186.0 if deep else 172.0, "pelvic_tilt": -6.0}

    reports, summary = perform(DEPTH, frames(twice, times(12, 15.0)))
    assert summary.readings == ()
    assert max(report.clock.seconds for report in reports if report.clock) < 3.0


def test_the_thomas_test_says_that_a_hand_takes_the_place_of_the_camera() -> None:
    """On the back the pelvis is never seen: required, it would keep the test from ever reading."""
    stretch = load_stretch("thomas-test")
    assert not stretch.check("pelvis-flat").needed
    for words in (stretch.summary, *stretch.steps[1:3], stretch.check("pelvis-flat").why):
        assert "hand" in words or "Feel" in words
    assert any("pelvis" in words for words in stretch.cannot_see)


def test_the_history_keeps_what_was_read() -> None:
    reports, summary = perform(DEPTH, frames(goes, times(9, 15.0)))
    session = past_session(DEPTH, summary, reports, origin="live")
    (angle,) = session.angles
    assert (angle.measure, round(angle.value)) == ("hip", 184)


def test_one_reading_is_not_averaged() -> None:
    assert mean([]) is None
    assert mean([TrialReading(180.0, 6.4)]) == TrialReading(180.0, 6.4)
