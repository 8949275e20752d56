from __future__ import annotations

import random

import pytest

from formcheck.coach.clocks.stillness import REST_SPEED, Stillness


def speed(values: list[tuple[float, float]]) -> float | None:
    still = Stillness()
    for time_s, angle in values:
        still.add(time_s, angle)
    still.measure()
    return still.speed


@pytest.mark.parametrize("fps", [10, 24, 30, 60, 120])
def test_an_even_motion_has_its_speed_at_any_rate(fps: int) -> None:
    assert speed([(i / fps, 180 + 12 * i / fps) for i in range(2 * fps)]) == pytest.approx(12)


def test_a_speed_needs_some_history() -> None:
    assert speed([(i / 30, 180.0) for i in range(12)]) is None
    assert speed([(i / 30, 180.0) for i in range(13)]) == 0


def test_the_seam_of_the_circle_is_no_motion() -> None:
    assert speed([(i / 30, (358 + 6 * i / 30) % 360) for i in range(30)]) == pytest.approx(6)


def test_wrong_frames_do_not_move_the_speed() -> None:
    values = [(i / 30, 260.0 if i % 5 == 0 else 190.0) for i in range(40)]
    assert speed(values) == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize(("fps", "share"), [(10, 0.96), (30, 0.99), (60, 0.99)])
def test_noise_of_a_degree_is_rest(fps: int, share: float) -> None:
    chance = random.Random(1)
    still, rest, known = Stillness(), 0, 0
    for i in range(2000):
        still.add(i / fps, 190 + chance.gauss(0, 1.0))
        still.measure()
        if still.speed is not None:
            known += 1
            rest += abs(still.speed) < REST_SPEED
    assert known > 1900
    assert rest / known > share


def test_rest_begins_between_frames() -> None:
    begin = []
    for fps in (10, 60):
        still = Stillness()
        for i in range(3 * fps):
            time_s = i / fps
            still.add(time_s, 180 + 15 * min(time_s, 1.0))
            still.measure()
        begin.append(still.rest_since)
    assert begin[0] == pytest.approx(begin[1], abs=0.08)


def test_clearing_forgets() -> None:
    still = Stillness()
    for i in range(30):
        still.add(i / 30, 190.0)
    still.measure()
    assert still.rest_since is not None
    still.clear()
    assert (still.speed, still.rest_since) == (None, None)
