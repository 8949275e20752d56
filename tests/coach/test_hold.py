from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.coach.clocks.hold import HoldClock
from formcheck.coach.clocks.hold_gate import Observer
from formcheck.coach.clocks.lost_time import Attempts
from formcheck.coach.frame.fault_phrases import CAME_OUT, MOVING, RECORDING_ENDED
from formcheck.coach.frame.judge import judge, judge_value, worked_side
from formcheck.coach.frame.report import Clock
from formcheck.codes.coach import CheckCode
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.message import Message
from formcheck.stretches.model.stretch import Stretch
from tests.coach.scripted import (
    GOOD,
    STANDING,
    Motion,
    Value,
    bundled,
    frames,
    hips,
    lunge,
    times,
)

TOO_SHALLOW = Message(CheckCode.FAULT, measure="hip", role="rear", end="low")


def run(
    motion: Motion,
    at: list[float],
    *,
    noise: float = 0.0,
    seed: int = 0,
    sigma: float = 3.0,
    stretch: Stretch | None = None,
) -> tuple[list[Clock], HoldClock]:
    """Return the clock of every frame, and the clock itself, finished."""
    stretch = stretch or lunge()
    clock = HoldClock(stretch)
    shown = []
    for m in frames(motion, at, noise=noise, seed=seed, sigma=sigma):
        shown.append(clock.update(m.time_s, results(stretch, m), None if m.person else "nobody"))
    clock.finish()
    return shown, clock


def results(stretch: Stretch, m: Measurements) -> list:  # type: ignore[type-arg]
    return [judge(check, m, worked_side(stretch, m)) for check in stretch.checks]


def held(clock: HoldClock) -> float:
    return sum(hold.seconds for hold in clock.holds)


def lost(clock: HoldClock) -> dict[str, float]:
    return {item.why: item.seconds for item in clock.lost}


def test_a_steady_hold_counts_from_its_first_frame() -> None:
    shown, clock = run(lambda t: GOOD, times(10))
    assert [c.state for c in shown[:15]] == ["waiting"] * 15
    assert (shown[15].state, shown[15].seconds) == ("running", pytest.approx(0.5))
    assert held(clock) == pytest.approx(10.0)
    assert clock.holds[0].start_s == 0.0
    assert clock.lost == ()


def test_the_target_is_reached_and_the_clock_goes_on() -> None:
    stretch = lunge(hold={"seconds": 5, "sets": 1})
    shown, clock = run(lambda t: GOOD, times(8), stretch=stretch)
    assert [c.state for c in shown if abs(c.seconds - 4.9) < 0.05] != ["done"]
    assert {c.state for c in shown if c.seconds >= 5.01} == {"done"}
    assert (shown[-1].completed, shown[-1].why) == (1, None)
    assert clock.holds[0].reached
    assert held(clock) == pytest.approx(8.0)


def test_after_the_target_nothing_is_waited_for() -> None:
    stretch = lunge(hold={"seconds": 5, "sets": 1})
    shown, _ = run(lambda t: GOOD if t < 7.0 else None, times(10), stretch=stretch)
    assert {clock.state for clock in shown[-60:]} == {"done", "waiting"}, "it never pauses"
    assert shown[-1].rests
    assert not shown[20].rests


def test_a_full_hold_ends_by_coming_out_of_it_and_not_by_a_fault() -> None:
    stretch = lunge(hold={"seconds": 5, "sets": 1})
    out = hips((0, 190), (7, 190), (9, 170), (12, 170))
    for seconds, why in ((12, CAME_OUT), (6, RECORDING_ENDED)):
        _, clock = run(out, times(seconds), stretch=stretch)
        assert [hold.ended_by for hold in clock.holds] == [why]


SLIP = hips((0, 190), (6, 190), (6.5, 170), (8, 170), (8.5, 190), (20, 190))


def test_good_seconds_of_a_set_add_up_through_a_slip() -> None:
    stretch = lunge(hold={"seconds": 14, "sets": 1})
    shown, clock = run(SLIP, times(20), stretch=stretch)
    seconds = [c.seconds for c in shown]
    assert seconds == sorted(seconds), "the ring never goes back within a set"
    first, second = clock.holds
    assert (first.reached, second.reached) == (False, True)
    assert shown[-1].seconds == pytest.approx(held(clock))
    assert shown[-1].longest_s == pytest.approx(second.seconds)
    reached = next(c.seconds for c in shown if c.state == "done")
    assert reached == pytest.approx(14.0, abs=0.05)
    assert shown[-1].completed == 1


def test_leaving_the_picture_keeps_the_seconds() -> None:
    shown, clock = run(lambda t: None if 6 <= t < 12 else GOOD, times(20))
    assert len(clock.holds) == 2
    assert [c.seconds for c in shown] == sorted(c.seconds for c in shown)
    assert shown[-1].seconds == pytest.approx(held(clock)) == pytest.approx(14.0, abs=0.1)


def test_the_next_set_begins_at_nothing() -> None:
    stretch = lunge(hold={"seconds": 5, "sets": 2})
    shown, clock = run(lambda t: STANDING if 6 <= t < 9 else GOOD, times(16), stretch=stretch)
    assert [hold.reached for hold in clock.holds] == [True, True]
    assert shown[8 * 30].rests
    assert shown[8 * 30].seconds > 5.5
    again = next(c for c in shown[8 * 30 :] if c.state == "running")
    assert again.seconds < 1.0
    assert (shown[-1].completed, shown[-1].longest_s) == (2, pytest.approx(shown[-1].seconds))


def test_a_moving_hip_does_not_start_the_clock() -> None:
    shown, _ = run(hips((0, 186), (2, 199)), times(2))
    assert {c.state for c in shown} == {"waiting"}


def test_what_is_waited_for_does_not_blink_while_a_value_wobbles() -> None:
    """Who is at rest, and good for less than it takes to start, waits for what was wrong."""

    def wobbling(t: float) -> Mapping[str, Value]:
        return GOOD | {"hip": 190.0, "trunk_lean": 40.0 if t % 0.6 < 0.3 else 2.0}

    shown, _ = run(wobbling, times(6.0))
    whys = [clock.why for clock in shown if clock.state == "waiting"][30:]
    assert len(whys) > 100
    assert MOVING not in whys
    assert len(set(whys)) == 1


def test_slow_motion_inside_the_band_starts_it() -> None:
    _, clock = run(hips((0, 186), (4, 198)), times(4))
    assert held(clock) == pytest.approx(4.0, abs=0.02)


@pytest.mark.parametrize("noise", [0.5, 1.0])
@pytest.mark.parametrize("fps", [10, 30, 60])
def test_noise_does_not_keep_it_from_starting(noise: float, fps: float) -> None:
    for seed in range(20):
        _, clock = run(hips((0, 192)), times(10, fps), noise=noise, seed=seed)
        assert held(clock) == pytest.approx(10.0, abs=0.15)


def test_it_goes_on_in_the_widened_band_and_does_not_start_there() -> None:
    _, clock = run(hips((0, 181), (10, 181)), times(10))
    assert held(clock) == 0
    _, clock = run(hips((0, 190), (2, 190), (3, 181), (10, 181)), times(10))
    assert held(clock) == pytest.approx(10.0)


def test_leaving_the_widened_band_ends_it_at_the_edge() -> None:
    shown, clock = run(hips((0, 190), (4, 190), (6, 170), (10, 170)), times(10))
    (hold,) = clock.holds
    assert hold.end_s == pytest.approx(5.0)  # 180 degrees
    assert hold.seconds == pytest.approx(5.0)
    assert hold.ended_by == TOO_SHALLOW
    assert (shown[-1].state, shown[-1].seconds) == ("waiting", pytest.approx(5.0))
    assert shown[-1].why == TOO_SHALLOW


def test_depth_has_to_be_shown_and_everything_else_not_to_be_wrong() -> None:
    """At the entry of the main angle no error is granted, elsewhere it is."""
    for short_of in (178.0, 184.0):
        _, clock = run(hips((0, short_of)), times(5), sigma=8.0)
        assert held(clock) == 0.0
    for motion in (hips((0, 206)), lambda t: GOOD | {"trunk_lean": 16.0}):
        _, clock = run(motion, times(5), sigma=8.0)
        assert held(clock) == pytest.approx(5.0)


def test_where_everyone_begins_inside_the_band_there_is_no_depth_to_be_shown() -> None:
    rear, lean = lunge().check("rear-hip"), lunge().check("trunk-lean")
    assert not lean.has_depth
    assert rear.has_depth
    assert bundled("standing-pelvic-tilt").check("tuck").has_depth
    stretch = lunge(main="trunk-lean", checks=[lean.model_dump()])
    observer = Observer(stretch)
    result = judge_value(lean, "trunk_lean", Measurement.known(-6.5, 3.0))
    assert observer.look(0.0, [result]).fit, "6.5 degrees with an error of 3 may be 5"


def test_a_large_error_widens_no_entry() -> None:
    _, clock = run(hips((0, 190), (3, 190), (3.2, 178)), times(8), sigma=8.0)
    assert held(clock) == pytest.approx(3.2, abs=0.2)


@pytest.mark.parametrize("blink", [1, 2, 8])
def test_a_blink_ends_no_hold_and_does_not_count(blink: int) -> None:
    def motion(t: float) -> Mapping[str, Value]:
        return GOOD | {"hip": 120.0 if 3.0 <= t < 3.0 + (blink - 0.5) / 30 else 190.0}

    _, clock = run(motion, times(6))
    assert len(clock.holds) == 1
    assert 6.0 - (blink + 1) / 30 < held(clock) < 6.0 - (blink - 1) / 30


def test_bad_form_for_longer_than_a_blink_ends_it() -> None:
    _, clock = run(lambda t: GOOD | {"hip": 170.0 if 3.0 <= t < 3.4 else 190.0}, times(6))
    assert len(clock.holds) == 2
    assert clock.holds[0].end_s == pytest.approx(3.0, abs=1 / 30)
    assert clock.holds[1].start_s == pytest.approx(3.4, abs=1 / 30)


def unseen(value: str | None) -> Callable[[float], Mapping[str, Value] | None]:
    """Nobody, or one value hidden."""

    def motion(t: float) -> Mapping[str, Value] | None:
        return None if value is None else GOOD | {value: None}

    return motion


@pytest.mark.parametrize("value", [None, "hip", "trunk_lean"])
@pytest.mark.parametrize(
    ("seconds", "holds", "counted"), [(0.2, 1, 8.0), (1.2, 1, 6.8), (2.0, 2, 6.0)]
)
def test_loss_of_sight(value: str | None, seconds: float, holds: int, counted: float) -> None:
    hidden = unseen(value)
    shown, clock = run(lambda t: hidden(t) if 3.0 <= t < 3.0 + seconds else GOOD, times(8))
    assert len(clock.holds) == holds
    assert held(clock) == pytest.approx(counted, abs=0.07)
    paused = [c for c in shown if c.state == "paused"]
    assert bool(paused) == (seconds > 0.3)
    assert all(c.why is not None for c in paused)
    assert sum(lost(clock).values()) == pytest.approx(8.0 - counted, abs=0.07)


def test_a_check_that_is_not_required_may_be_out_of_sight() -> None:
    _, clock = run(lambda t: GOOD | {"pelvic_tilt": None}, times(5))
    assert held(clock) == pytest.approx(5.0)


@pytest.mark.parametrize(("gap", "holds", "counted"), [(0.25, 1, 8), (1.0, 1, 7), (2.0, 2, 6)])
def test_a_gap_in_the_timestamps_is_a_loss_of_sight(gap: float, holds: int, counted: int) -> None:
    at = [t for t in times(8) if not 3.0 + 1e-3 < t < 3.0 + gap - 1e-3]
    _, clock = run(lambda t: GOOD, at)
    assert len(clock.holds) == holds
    assert held(clock) == pytest.approx(counted, abs=0.05)


def test_a_timer_waits_for_who_is_out_of_sight() -> None:
    timer = lunge(kind="timer", checks=[], worked_leg=None, main=None)
    shown, clock = run(lambda t: None if 3 <= t < 8 else GOOD, times(10), stretch=timer)
    assert {c.state for c in shown[4 * 30 : 7 * 30]} == {"paused"}
    assert len(clock.holds) == 1
    assert held(clock) == pytest.approx(5.0, abs=0.1)


def test_frames_out_of_order_change_nothing() -> None:
    stretch, clock = lunge(), HoldClock(lunge())
    for m in frames(lambda t: GOOD, [0.0, 0.1, 0.2, 0.3, 0.3, 0.1, 0.4, 0.5, 0.2, 0.6]):
        shown = clock.update(m.time_s, results(stretch, m))
    assert shown.seconds == pytest.approx(0.6)


# ---- lost time


def test_time_too_shallow_before_the_start_is_lost() -> None:
    _, clock = run(hips((0, 178), (3, 178), (3.5, 190)), times(10))
    assert lost(clock)[TOO_SHALLOW] == pytest.approx(3.2, abs=0.2)
    assert held(clock) + sum(lost(clock).values()) == pytest.approx(10.0, abs=0.1)


def test_standing_about_before_and_after_is_not_lost() -> None:
    def motion(t: float) -> Mapping[str, Value]:
        return GOOD if 5 <= t < 12 else STANDING

    _, clock = run(motion, times(20))
    assert held(clock) == pytest.approx(7.0, abs=0.1)
    assert sum(lost(clock).values()) < 0.1


def test_what_would_read_as_no_seconds_is_not_told_as_lost() -> None:
    attempts = Attempts()
    attempts.lose(2.0, TOO_SHALLOW)
    attempts.lose(0.03, MOVING)
    attempts.close()
    assert [item.why for item in attempts.lost()] == [TOO_SHALLOW]


def test_walking_past_the_right_angle_is_no_attempt() -> None:
    def motion(t: float) -> Mapping[str, Value]:
        return GOOD | {"hip": 120 + 30 * t}  # 120 to 240 degrees in 4 s

    _, clock = run(motion, times(4))
    assert (held(clock), clock.lost) == (0, ())


def test_after_the_target_only_a_new_attempt_can_lose_time() -> None:
    stretch = lunge(hold={"seconds": 3, "sets": 2})
    motion = hips((0, 190), (4, 190), (4.2, 178), (9, 178))
    _, clock = run(motion, times(9), stretch=stretch)
    assert clock.holds[0].reached
    assert sum(lost(clock).values()) < 0.5

    def twice(t: float) -> Mapping[str, Value]:
        return GOOD if t < 4 else STANDING if t < 7 else GOOD | {"hip": 178.0}

    _, clock = run(twice, times(12), stretch=stretch)
    assert lost(clock)[TOO_SHALLOW] == pytest.approx(5.0, abs=0.6)


def test_a_long_absence_is_a_rest_and_not_lost() -> None:
    _, clock = run(lambda t: None if 5 <= t < 17 else GOOD, times(22))
    assert sum(lost(clock).values()) < 0.1


# ---- properties

ANGLES = st.lists(st.tuples(st.floats(0.2, 3.0), st.floats(165, 215)), min_size=1, max_size=8)


def walk(steps: list[tuple[float, float]]) -> list[tuple[float, float | None]]:
    points: list[tuple[float, float | None]] = [(0.0, 190.0)]
    for seconds, angle in steps:
        points.append((points[-1][0] + seconds, angle))
    return points


@settings(max_examples=30, deadline=None)
@given(ANGLES, st.sampled_from([8, 10, 24, 30, 60]), st.floats(0, 0.8), st.floats(0, 0.3))
def test_it_never_counts_more_than_the_wall_or_the_widened_band(
    steps: list[tuple[float, float]], fps: int, jitter: float, drop: float
) -> None:
    points = walk(steps)
    motion = hips(*points)
    at = times(points[-1][0], fps, jitter=jitter, drop=drop, seed=len(steps))
    shown, clock = run(motion, at)
    for before, now in pairwise(zip(at, shown, strict=True)):
        if now[1].state in ("running", "done") and before[1].state == now[1].state:
            assert 0 <= now[1].seconds - before[1].seconds <= now[0] - before[0] + 1e-9
    inside = 0.0
    for start, end in pairwise(at):
        first, last = (float((motion(t) or {})["hip"] or 0) for t in (start, end))
        share = [180 <= first + (last - first) * (k + 0.5) / 40 <= 205 for k in range(40)]
        inside += sum(share) / 40 * (end - start)
    assert held(clock) <= min(at[-1] - at[0], inside + 0.05 * len(steps) / fps) + 1e-6
    for hold in clock.holds:
        assert hold.seconds <= hold.end_s - hold.start_s + 1e-6
    assert held(clock) + sum(lost(clock).values()) <= at[-1] - at[0] + 1e-6


MOTION = hips(
    (0, 176), (2, 176), (3.5, 190), (12, 190), (14, 174), (16, 174), (17, 188), (21, 188), (22, 174)
)
FINE = run(MOTION, times(22, 120))[1].holds


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from([10, 24, 30, 60]), st.floats(0, 0.6), st.floats(0, 0.15), st.integers(0, 999)
)
def test_seconds_do_not_depend_on_the_frame_rate(
    fps: int, jitter: float, drop: float, seed: int
) -> None:
    _, clock = run(MOTION, times(22, fps, jitter=jitter, drop=drop, seed=seed))
    assert len(clock.holds) == len(FINE) == 2
    for one, two in zip(clock.holds, FINE, strict=True):
        assert one.seconds == pytest.approx(two.seconds, abs=0.15)
