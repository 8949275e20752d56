from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.coach.clocks.reps import RepCounter
from formcheck.coach.frame.judge import judge
from formcheck.coach.frame.report import RepCount
from formcheck.stretches.model.stretch import Stretch
from tests.coach.scripted import GOOD, Value, bundled, frames, lunge, squat, times
from tests.spoken import words


def run(
    angle: Callable[[float], float | None],
    at: list[float],
    *,
    noise: float = 0.0,
    seed: int = 0,
    stretch: Stretch | None = None,
) -> tuple[list[RepCount], RepCounter]:
    stretch = stretch or squat()
    counter, shown = RepCounter(stretch), []

    def motion(t: float) -> Mapping[str, Value]:
        return GOOD | {"knee": angle(t)}

    for m in frames(motion, at, noise=noise, seed=seed):
        results = [judge(check, m, "left") for check in stretch.checks]
        shown.append(counter.update(m.time_s, m.values["knee_left"].value, results))
    counter.finish()
    return shown, counter


def cycle(
    period: float, *, top: float = 175.0, bottom: float = 90.0, start: float = 0.0
) -> Callable[[float], float]:
    """A knee that bends once in each period, straight at its beginning."""
    return lambda t: (
        (top + bottom) / 2
        + (top - bottom) / 2 * math.cos(2 * math.pi * max(0.0, t - start) / period)
    )


@settings(max_examples=50, deadline=None)
@given(
    st.integers(1, 6),
    st.floats(1.6, 5.0),
    st.sampled_from([10, 24, 30, 60]),
    st.floats(0, 4.0),
    st.floats(0, 0.15),
    st.booleans(),
    st.integers(0, 999),
)
def test_counts_are_exact_under_noise(
    n: int, period: float, fps: int, noise: float, drop: float, upside_down: bool, seed: int
) -> None:
    down = cycle(period)
    stretch = squat()
    if upside_down:
        reps = {"measure": "knee[near]", "top": 200, "bottom": 240, "count": 5}
        stretch = squat(reps=reps)
    angle = (lambda t: 360 - down(t)) if upside_down else down
    at = times(n * period, fps, jitter=0.4, drop=drop, seed=seed)
    shown, counter = run(angle, at, noise=noise, seed=seed, stretch=stretch)
    assert counter.count == len(counter.reps) == n
    assert [c.count for c in shown] == sorted(c.count for c in shown)


def test_a_repetition_has_its_times() -> None:
    _, counter = run(cycle(4.0), times(8.0))
    first, second = counter.reps
    edge = math.acos((160 - 132.5) / 42.5) / (2 * math.pi) * 4.0
    assert first.start_s == pytest.approx(edge, abs=0.1)
    assert first.bottom_s == pytest.approx(2.0, abs=0.1)
    assert first.end_s == pytest.approx(4.0 - edge, abs=0.1)
    assert second.bottom_s == pytest.approx(6.0, abs=0.1)


def test_it_is_known_at_which_end_the_person_is() -> None:
    shown, _ = run(cycle(4.0), times(4.0))
    assert [shown[i].end for i in (5, 30, 62, 90, 119)] == ["top", None, "bottom", None, "top"]


def test_who_passes_through_an_end_is_not_there_yet() -> None:
    down = cycle(4.0)
    shown, _ = run(down, times(4.0))
    at = [times(4.0)[i] for i in (13, 46)]
    assert down(at[0]) > 160  # above the top's threshold, and on the way
    assert down(at[1]) < 110  # below the bottom's
    assert [shown[i].end for i in (13, 46)] == [None, None]


@pytest.mark.parametrize(("seconds", "count"), [(0.6, 0), (1.6, 1)])
def test_too_fast_is_no_repetition(seconds: float, count: int) -> None:
    def angle(t: float) -> float:
        return 90.0 if 2.0 <= t < 2.0 + seconds else 175.0

    assert run(angle, times(5))[1].count == count


def test_what_began_before_the_clip_or_is_not_finished_does_not_count() -> None:
    down = cycle(4.0)
    _, counter = run(lambda t: down(t + 2.0), times(8.0))  # starts and ends at the bottom
    assert (counter.count, len(counter.reps)) == (1, 1)


@pytest.mark.parametrize(("seconds", "count"), [(0.4, 2), (0.7, 1)])
def test_loss_of_sight_inside_a_repetition(seconds: float, count: int) -> None:
    down = cycle(4.0)
    _, counter = run(lambda t: None if 1.5 <= t < 1.5 + seconds else down(t), times(8.0))
    assert counter.count == count


def test_wrong_frames_count_nothing() -> None:
    down = cycle(4.0)

    def angle(t: float) -> float:
        spike = round(t * 30) % 25 == 3
        return 265.0 - down(t) if spike else down(t)

    assert run(angle, times(12.0))[1].count == 3


def test_bottom_and_top_are_judged_at_their_extremes() -> None:
    _, counter = run(cycle(4.0, bottom=115.0, top=172.0), times(8.0), noise=1.0)
    for rep in counter.reps:
        bottom, top = rep.checks
        assert (bottom.check, bottom.verdict) == ("bottom-knee", "adjust")
        assert words(bottom.cue) == "Sit down a little deeper"
        assert bottom.value == pytest.approx(115.5, abs=1.5)
        assert (top.check, top.verdict) == ("top-knee", "good")
        assert top.value == pytest.approx(171.5, abs=1.5)


def test_one_wrong_frame_at_the_bottom_does_not_change_its_value() -> None:
    down = cycle(4.0, bottom=100.0)
    _, counter = run(lambda t: 60.0 if abs(t - 2.0) < 0.01 else down(t), times(4.0))
    assert counter.reps[0].checks[0].value == pytest.approx(100.5, abs=1.0)


def test_a_check_without_values_at_the_bottom_can_not_be_told() -> None:
    counter = RepCounter(stretch := bundled("squat"))
    down = cycle(4.0)
    for m in frames(lambda t: GOOD | {"knee": down(t), "hip": None}, times(4.2)):
        results = [judge(check, m, "left") for check in stretch.checks]
        counter.update(m.time_s, m.values["knee_left"].value, results)
    counter.finish()
    verdicts = {result.check: result.verdict for result in counter.reps[0].checks}
    assert verdicts["bottom-hip"] == "can't tell"
    assert verdicts["bottom-knee"] == "good"


@pytest.mark.parametrize(("bottom", "partials"), [(130.0, 3), (150.0, 0)])
def test_turning_back_too_early_is_noticed(bottom: float, partials: int) -> None:
    _, counter = run(cycle(3.0, bottom=bottom), times(9.0), noise=0.5)
    assert (counter.count, len(counter.partials)) == (0, partials)


def test_where_sets_are_led_through_nothing_counts_after_the_last_repetition() -> None:
    stretch = squat(reps=squat().reps.model_copy(update={"count": 2}))  # type: ignore[union-attr]
    counter = RepCounter(stretch, one_set=True)
    down = cycle(3.0)
    for m in frames(lambda t: GOOD | {"knee": down(t)}, times(12.0)):
        results = [judge(check, m, "left") for check in stretch.checks]
        shown = counter.update(m.time_s, m.values["knee_left"].value, results)
    counter.finish()
    assert (shown.count, len(counter.reps), len(counter.partials)) == (2, 2, 0)


def test_a_hold_has_no_repetitions() -> None:
    with pytest.raises(ValueError, match="hold clock"):
        RepCounter(lunge())
