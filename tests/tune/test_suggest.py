"""Targets from labelled spans: the trade-off in counts, and silence where there are too few."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from formcheck.coach.check import Check
from formcheck.coach.report import FrameReport
from formcheck.errors import InputError
from formcheck.tune.labels import Label, add_label, read_labels, write_labels
from formcheck.tune.suggest import Suggestion, suggest
from tests.record.factory import frame, lunge

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


def test_a_target_between_two_clear_groups_errs_nowhere() -> None:
    found = only(suggest(CHECK, spans([192, 194, 195, 196, 198], [170, 172, 174, 175, 176])))
    assert (found.end, found.current, found.good, found.bad) == ("low", 185.0, 5, 5)
    assert found.best is not None
    assert (found.best.missed, found.best.blamed) == (0, 0)
    assert 176 + SIGMA < found.best.value < 192 + SIGMA
    assert found.held_out == (0, 0)


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
    assert found.held_out is not None
    assert sum(found.held_out) >= found.best.missed + found.best.blamed


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
