"""Progress: which change is more than error, and left against right."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.measure.model.smallest_change import smallest_real_change
from formcheck.report.progress.progress import (
    points,
    symmetry,
    target_spans,
    usual_measure,
)
from formcheck.report.progress.progress_words import target_span_words
from formcheck.store.history.session_entry import Angle, PastSession
from formcheck.stretches.files.loading import shipped_version
from tests.store.test_history import done

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)


def on(*days_ago: int) -> list[PastSession]:
    return [done(when=NOON - timedelta(days=ago)) for ago in days_ago]


def reached(days_ago: int, side: str, value: float, sigma: float = 5.0) -> PastSession:
    angle = Angle("hip", side, value, sigma)  # type: ignore[arg-type]
    return replace(on(days_ago)[0], angles=(angle,))


def test_the_smallest_real_change_is_that_of_weir() -> None:
    assert smallest_real_change(5.0) == pytest.approx(13.859, abs=0.001)
    assert smallest_real_change(3.0, 4.0) == pytest.approx(9.8)
    with pytest.raises(ValueError, match="above 0"):
        smallest_real_change(0.0)


@given(st.floats(0.1, 30), st.floats(0.1, 30))
def test_a_second_error_never_makes_a_change_easier_to_see(one: float, other: float) -> None:
    assert smallest_real_change(one, other) >= 1.96 * max(one, other)
    assert smallest_real_change(one, other) == pytest.approx(smallest_real_change(other, one))


def test_a_hip_with_and_without_the_low_back_is_not_mixed() -> None:
    joint = replace(reached(2, "right", 170.0), angles=(Angle("hip_joint", "right", 170.0, 6.0),))
    history = [reached(9, "right", 190.0), reached(5, "right", 191.0), joint]
    assert usual_measure(history, "half-kneeling-lunge") == "hip"
    found = points(history, "half-kneeling-lunge", "hip")
    assert [point.value for point in found] == [190.0, 191.0]
    assert usual_measure(history, "squat") is None


def test_of_two_measures_that_are_as_frequent_the_newest_counts() -> None:
    joint = replace(reached(2, "right", 170.0), angles=(Angle("hip_joint", "right", 170.0, 6.0),))
    history = [reached(9, "right", 190.0), joint]
    for order in (history, history[::-1]):
        assert usual_measure(order, "half-kneeling-lunge") == "hip_joint"


EASIER = "half-kneeling-lunge:tuck-alone"


def version(days_ago: int, variant: str | None, value: float, *target: float) -> PastSession:
    angle = Angle("hip", "right", value, 5.0, *target)
    return replace(on(days_ago)[0], variant=variant, angles=(angle,))


def test_an_easier_version_is_not_mixed_with_the_usual_one() -> None:
    history = [version(4, None, 188.0, 185, 200), version(2, "tuck-alone", 168.0, 165, 200)]
    (usual,) = points(history, "half-kneeling-lunge", "hip")
    (easier,) = points(history, EASIER, "hip")
    assert (usual.value, usual.low) == (188.0, 185)
    assert (easier.value, easier.low) == (168.0, 165)
    assert usual_measure(history[:1], EASIER) is None


@pytest.mark.parametrize(
    ("reference", "measure", "low"),
    [
        ("half-kneeling-lunge", "hip", 185),
        ("half-kneeling-lunge", "hip_joint", 180),
        (EASIER, "hip", 165),
        (EASIER, "hip_joint", 160),
    ],
)
def test_an_old_session_has_the_target_of_its_version_and_measure(
    reference: str, measure: str, low: float
) -> None:
    variant = reference.partition(":")[2] or None
    old = replace(version(3, variant, 170.0), angles=(Angle(measure, "right", 170.0, 5.0),))
    (found,) = points([old], reference, measure, shipped_version(reference))
    assert found.low == low


def test_each_target_is_drawn_for_as_long_as_it_held() -> None:
    lunge = "half-kneeling-lunge"
    history = [
        version(8, None, 186, 185, 200), version(7, None, 186, 185, 200),
        version(5, None, 180, 175, 190), version(2, None, 188, 185, 200),
        version(1, None, 188, 185, 200),
    ]  # fmt: skip
    spans = target_spans(points(history, lunge, "hip"))
    ago = [((NOON - one.first).days, (NOON - one.last).days, one.low) for one in spans]
    assert ago == [(8, 5, 185), (5, 2, 175), (2, 1, 185)]
    assert target_span_words(spans, "hip") == [
        "185 to 200\N{DEGREE SIGN}",
        "175 to 190\N{DEGREE SIGN}",
    ]
    assert target_spans(points([version(1, None, 188)], lunge, "hip")) == []


def test_sides_are_compared_only_within_two_weeks() -> None:
    old = points([reached(20, "left", 180), reached(0, "right", 195)], "half-kneeling-lunge", "hip")
    assert symmetry(old) is None
    new = points([reached(2, "left", 180), reached(0, "right", 195)], "half-kneeling-lunge", "hip")
    found = symmetry(new)
    assert found is not None
    assert (found.value, found.real, found.pairs) == (15.0, True, 1)


def test_one_odd_pair_does_not_make_two_sides_unlike() -> None:
    odd = [reached(0, "left", 180), reached(0, "right", 197)]
    pairs = [reached(day, side, 185) for day in range(1, 6) for side in ("left", "right")]
    found = symmetry(points([*pairs, *odd], "half-kneeling-lunge", "hip"))
    assert found is not None
    assert (found.value, found.real, found.pairs) == (0.0, False, 6)
