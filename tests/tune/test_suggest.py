"""Targets from labelled spans: the trade-off in counts, and silence where there are too few."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.coach.frame.judge import judge_value
from formcheck.coach.frame.report import FrameReport
from formcheck.errors import InputError
from formcheck.measure.model.measurement import Measurement
from formcheck.stretches.model.check import Check
from formcheck.tune.proposals.labels import Label, add_label, read_labels, write_labels
from formcheck.tune.proposals.suggest import Suggestion, suggest
from formcheck.ui.pages.tune.labelling import trade_off
from tests.store.factory import frame, lunge

CHECK = lunge().check("rear-hip")
SIGMA = 5.6  # that of the factory's hips


def spans(
    good: Sequence[float], bad: Sequence[float]
) -> dict[str, tuple[list[FrameReport], list[Label]]]:
    """One recording in which each span of a second is held at one angle."""
    reports, labels = [], []
    for second, (value, well) in enumerate(
        [*((v, True) for v in good), *((v, False) for v in bad)]
    ):
        reports += [frame(0, second + tenth / 10, value) for tenth in range(9)]
        labels.append(Label(second, second + 0.85, well, None if well else "rear-hip"))
    return {"clip": (reports, labels)}


def only(found: list[Suggestion]) -> Suggestion:
    assert len(found) == 1
    return found[0]


def test_of_equal_targets_the_nearest_to_the_shipped_is_taken() -> None:
    """Everything from 185.5 to 207 separates these spans: no reason to ask for 196."""
    good = spans([201.4, 202, 203, 204, 205], [])["clip"]
    bad = spans([], [175, 176, 177, 178, 179.9])["clip"]
    found = only(suggest(CHECK, {"good": good, "bad": bad}))
    assert (found.end, found.current, found.good, found.bad) == ("low", 185.0, 5, 5)
    assert found.best is not None
    assert (found.best.missed, found.best.blamed) == (0, 0)
    assert (found.best.start, found.best.end) == pytest.approx((179.9 + SIGMA, 201.4 + SIGMA))
    assert found.best.value == 186.0


def test_the_shipped_target_stays_where_it_errs_as_little_as_any() -> None:
    found = only(suggest(CHECK, spans([192, 194, 195, 196, 198], [170, 172, 174, 175, 176])))
    assert found.best is not None
    assert found.now is not None
    assert found.best.value == found.now.value == 185.0


@given(
    st.lists(st.floats(150, 215), min_size=5, max_size=9),
    st.lists(st.floats(150, 215), min_size=5, max_size=9),
)
def test_the_steps_count_as_the_judge_does(good: list[float], bad: list[float]) -> None:
    """Whatever was labelled: the ranges have no gaps, and every target in one counts alike."""
    check = CHECK.model_copy(update={"high": None})
    for found in suggest(check, spans(good, bad)):
        ranges = [(one.start, one.end) for one in found.candidates]
        assert ranges[0][0] == -math.inf
        assert ranges[-1][1] == math.inf
        assert all(one[1] == two[0] for one, two in pairwise(ranges))
        for one in found.candidates:
            assert one.start < one.value < one.end
        fewest = min(one.missed + one.blamed for one in found.candidates)
        if found.best is not None:
            assert found.best.missed + found.best.blamed >= fewest


@given(
    st.lists(st.floats(150, 215), min_size=5, max_size=9),
    st.lists(st.floats(150, 215), min_size=5, max_size=9),
)
def test_a_suggested_band_is_at_least_twice_the_error_wide(
    good: list[float], bad: list[float]
) -> None:
    for found in suggest(CHECK, spans(good, bad)):
        if found.best is None:
            continue
        assert CHECK.low is not None
        assert CHECK.high is not None
        low = found.best.value if found.end == "low" else CHECK.low
        high = found.best.value if found.end == "high" else CHECK.high
        assert high - low >= 2 * SIGMA - 1e-9


def test_the_good_lunge_of_another_person_is_not_told_to_go_deeper() -> None:
    """One supple person labelled; somebody else holds a good lunge at 190."""
    first = spans([196, 198, 199, 201, 203], [176, 178, 179, 181, 182])
    found = only(suggest(CHECK, first))
    assert found.best is not None
    changed = CHECK.model_copy(update={"low": found.best.value})
    for angle in (190.0, 188.0, 195.0):
        result = judge_value(changed, "hip_right", Measurement.known(angle, SIGMA))
        assert result.verdict in ("good", "good enough")


def test_spans_of_one_recording_are_not_judged_by_each_other() -> None:
    clips = {
        name: spans([good] * 3, [bad] * 3)["clip"]
        for name, good, bad in (("one", 200.0, 180.0), ("two", 188.0, 170.0))
    }
    found = only(suggest(CHECK, clips))
    assert found.best is not None
    # 186 keeps both apart; chosen from the first alone it is 186 too, from the second 185.
    assert (found.best.missed, found.best.blamed) == (0, 0)
    assert found.held_out == (3, 0)
    single = only(suggest(CHECK, {"one": spans([200.0] * 6, [170.0] * 6)["clip"]}))
    assert single.held_out is None


def test_every_target_errs_where_the_groups_overlap() -> None:
    found = only(suggest(CHECK, spans([180, 184, 188, 190, 192, 194], [176, 178, 182, 185, 187])))
    assert found.best is not None
    assert found.now is not None
    assert found.best.missed + found.best.blamed > 0
    assert found.best.missed + found.best.blamed <= found.now.missed + found.now.blamed
    missed = [candidate.missed for candidate in found.candidates]
    blamed = [candidate.blamed for candidate in found.candidates]
    assert missed == sorted(missed, reverse=True)
    assert blamed == sorted(blamed)
    assert (missed[0], blamed[0]) == (5, 0)
    assert (missed[-1], blamed[-1]) == (0, 6)


def test_the_trade_off_is_drawn_with_corners_at_the_true_edges() -> None:
    found = only(suggest(CHECK, spans([200.0] * 5, [180.0] * 5)))
    corners = [(row["Target"], row["Spans"]) for row in trade_off(found) if "missed" in row["Kind"]]
    first, *middle, last = corners
    assert middle == [(180 + SIGMA, 5), (180 + SIGMA, 0), (200 + SIGMA, 0), (200 + SIGMA, 0)]
    assert (first[1], last[1]) == (5, 0)


def test_too_deep_is_the_other_end() -> None:
    found = suggest(CHECK, spans([188, 189, 190, 191, 192], [170, 215, 216, 218, 219, 220]))
    ends = {one.end: one for one in found}
    assert set(ends) == {"low", "high"}
    assert (ends["high"].bad, ends["low"].bad) == (5, 1)
    assert ends["high"].best is not None
    assert 192 - SIGMA < ends["high"].best.value < 215 - SIGMA
    assert ends["low"].best is None


@pytest.mark.parametrize(("good", "bad"), [(4, 9), (9, 4), (0, 5)])
def test_few_spans_suggest_nothing(good: int, bad: int) -> None:
    found = only(suggest(CHECK, spans([195.0] * good, [170.0] * bad)))
    assert not found.enough
    assert (found.best, found.held_out) == (None, None)
    assert (found.good, found.bad) == (good, bad)


def test_bad_spans_of_other_checks_and_unseen_ones_do_not_count() -> None:
    reports = [frame(0, t / 10, None) for t in range(20)]
    labels = [Label(0, 0.9, False, "rear-hip"), Label(1, 1.9, False, "arch")]
    known = spans([195] * 5, [170] * 5)
    found = only(suggest(CHECK, known | {"blind": (reports, labels)}))
    assert (found.good, found.bad, found.unseen) == (5, 5, 1)
    assert suggest(lunge().check("arch"), known) == []


def test_labels_are_kept_and_the_newer_wins(tmp_path: Path) -> None:
    assert read_labels(tmp_path) == ()
    labels = add_label((), Label(3.0, 5.0, True))
    labels = add_label(labels, Label(0.5, 2.0, False, "rear-hip"))
    write_labels(tmp_path, labels)
    assert read_labels(tmp_path) == (Label(0.5, 2.0, False, "rear-hip"), Label(3.0, 5.0, True))
    assert add_label(labels, Label(1.5, 4.0, True)) == (Label(1.5, 4.0, True),)
    (tmp_path / "labels.json").write_text('{"labels": [{"start_s": 3}]}')
    with pytest.raises(InputError, match="label anew"):
        read_labels(tmp_path)


@pytest.mark.parametrize("label", [(2.0, 2.0, True, None), (0.0, 1.0, False, None)])
def test_a_label_without_sense_is_refused(label: tuple[float, float, bool, str | None]) -> None:
    with pytest.raises(ValueError, match="expected a"):
        Label(*label)


def test_a_check_without_that_end_can_get_one() -> None:
    floor = CHECK.model_copy(update={"high": None})
    assert isinstance(floor, Check)
    found = suggest(floor, spans([188, 189, 190, 191, 192], [215, 216, 218, 219, 220]))
    assert [(one.end, one.current, one.now) for one in found] == [("high", None, None)]
    assert found[0].best is not None
