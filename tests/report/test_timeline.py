"""The time line: what was measured, judged and said, along time."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from formcheck.coach.frame.report import RepCount
from formcheck.measure.model.measurement import Measurement
from formcheck.report.timeline import MOST_POINTS, start_of, timeline
from formcheck.session import judge_clip
from formcheck.stretches.files.loading import load_stretch
from tests.store.factory import (
    frame,
    hold_summary,
    lunge,
    performance,
    reps_summary,
    squat,
    unknown_summary,
)
from tests.tune.test_compare import lunge as held


def test_a_hold_is_drawn_with_its_target_and_its_gap() -> None:
    line = timeline(hold_summary(), performance(), lunge())
    assert (line.check, line.low, line.high, line.unit) == ("rear-hip", 185.0, 200.0, "°")
    assert len(line.frames) == 400
    (angle,) = line.series
    hidden = [t for t, value in zip(line.times, angle.values, strict=True) if value is None]
    assert (hidden[0], hidden[-1]) == (33.0, 34.9)
    assert [(span.start_s, span.end_s, span.text) for span in line.holds] == [
        (9.0, 33.0, "held 24 s")
    ]
    assert [span.text for span in line.cues][:2] == [
        "Let your hips travel forward", "Turn so that your right side faces the camera",
    ]  # fmt: skip
    json.dumps(line.as_dict(), allow_nan=False)


def test_lanes_follow_each_other_without_a_gap() -> None:
    line = timeline(hold_summary(), performance(), lunge())
    assert [lane.check for lane in line.lanes] == ["arch", "rear-hip", "upright-trunk"]
    runs = line.lanes[1].runs
    assert runs[0].start_s == 0.0
    assert runs[-1].end_s == 39.9
    assert all(one.end_s == two.start_s for one, two in pairwise(runs))
    assert all(one.verdict != two.verdict for one, two in pairwise(runs))
    assert [run.verdict for run in runs if run.start_s <= 34 < run.end_s] == ["can't tell"]


def test_what_is_asked_for_at_the_bottom_is_judged_there_alone() -> None:
    ends: list[Any] = ["top"] * 10 + [None] * 5 + ["bottom"] * 10 + [None] * 5 + ["top"] * 10
    known = Measurement.known
    reports = [
        frame(i, i / 10, stretch=squat(), reps=RepCount(0, 5, end), knee_right=known(knee, 4.0))
        for i, end in enumerate(ends)
        for knee in [90.0 if end == "bottom" else 150.0]
    ]
    (lane,) = timeline(reps_summary(), reports, squat()).lanes
    assert [(run.start_s, run.end_s, run.verdict) for run in lane.runs] == [(1.5, 2.5, "good")]
    unseen = [frame(i, i / 10, stretch=squat(), reps=RepCount(0, 5, None)) for i in range(20)]
    (lane,) = timeline(reps_summary(), unseen, squat()).lanes
    assert [run.verdict for run in lane.runs] == ["can't tell"]


def test_the_other_side_is_added_where_it_is_asked_for() -> None:
    line = timeline(hold_summary(), performance(), lunge(), both_sides=True)
    assert [series.label for series in line.series] == ["Rear hip", "Other side"]
    assert set(line.series[1].values) == {95.0}
    whole = timeline(hold_summary(), performance(), lunge(), "upright-trunk", both_sides=True)
    assert len(whole.series) == 1
    with pytest.raises(KeyError):
        timeline(hold_summary(), performance(), lunge(), "knee")


def test_long_recordings_are_thinned_but_can_be_stepped_through() -> None:
    reports = [frame(i, i / 30, 190.0) for i in range(5000)]
    line = timeline(hold_summary(), reports, lunge())
    assert len(line.frames) == 5000
    assert MOST_POINTS / 2 < len(line.times) <= MOST_POINTS
    assert timeline(hold_summary(), [], lunge()).times == ()


def test_performances_are_aligned_where_they_begin() -> None:
    assert start_of(hold_summary(), performance()) == 9.0
    assert start_of(reps_summary(), performance(3)) == 1.0
    assert start_of(unknown_summary(), performance(3)) == 0.0
    numbers = [span.text for span in timeline(reps_summary(), performance(3), squat()).reps]
    assert numbers == ["1", "2", "3", "4"]


def test_the_band_that_is_drawn_is_the_one_by_which_was_judged() -> None:
    stretch = load_stretch("half-kneeling-lunge")
    frames = [
        replace(frame, values=frame.values | {"hip_joint_right": Measurement.known(188.0, 4.0)})
        for frame in held(190.0).measurements
    ]
    reports, summary = judge_clip(frames, stretch, "right")
    line = timeline(summary, reports, stretch)
    shown = next(one for one in summary.checks if one.check == "rear-hip")
    assert (line.low, line.high) == (shown.low, shown.high) == (180.0, 195.0)
