"""What moves in a clip speaks for the stretches that ask for it, and against the others."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.recognise.movement_likelihood import (
    DONE,
    STAYED,
    TRIED,
    TRIED_OFTEN,
    WENT,
    WayIn,
    repeated,
)
from formcheck.recognise.recognise import recognise
from formcheck.session import measure_clip
from formcheck.stretches.files.loading import list_stretches
from formcheck.stretches.model.stretch import Stretch
from tests.coach.scripted import bundled
from tests.coach.test_wrong_movement import STANDING, Part, filmed
from tests.people import PEOPLE, both
from tests.skeleton import Person
from tests.spoken import words

SIGMA = 6.0
LYING = Person(trunk_lean=-93, hip=both(140), knee=both(90))
LOW = Person(trunk_lean=-101, hip=both(158), knee=both(90))
BOWED = Person(trunk_lean=40, hip=both(140), knee=both(172))


@pytest.fixture(scope="module")
def stretches() -> list[Stretch]:
    return list_stretches()


def clip(parts: Sequence[Part]) -> Sequence[Measurements]:
    return measure_clip(filmed(parts))


def with_tilt(frames: Sequence[Measurements], tilt: Callable[[float], float]) -> list[Measurements]:
    """The same clip with a pelvic tilt, a function of the time in seconds."""
    return [
        replace(
            frame,
            values={
                **frame.values,
                "pelvic_tilt": Measurement.known(tilt(frame.time_s), SIGMA),
            },
        )
        for frame in frames
    ]


def entered(stretch: Stretch, frames: Sequence[Measurements]) -> float:
    way = WayIn(stretch)
    for frame in frames:
        way.update(frame)
    return way.says


def tucked(time_s: float) -> float:
    return 0.0 if time_s < 2.0 else -11.0


def at_ease(time_s: float) -> float:
    return 1.0 if int(time_s) % 2 else -1.0


def test_a_pelvis_that_moves_is_a_pelvic_tilt_and_one_that_stays_is_not(
    stretches: list[Stretch],
) -> None:
    standing = clip([(8.0, STANDING)])

    moving = recognise(with_tilt(standing, tucked), stretches)
    still = recognise(with_tilt(standing, at_ease), stretches)

    assert moving.guesses[0].stretch == "standing-pelvic-tilt"
    assert moving.sure
    assert still.guesses[0].stretch == "standing-posture"
    assert still.sure


def test_where_the_pelvis_is_not_seen_neither_of_both_is_sure(stretches: list[Stretch]) -> None:
    found = recognise(clip([(8.0, STANDING)]), stretches)

    assert {g.stretch for g in found.guesses[:2]} == {"standing-posture", "standing-pelvic-tilt"}
    assert not found.sure
    assert words(found.reason) == "Several stretches look like this"


def test_the_way_from_the_start_pose_is_weighed_by_how_far_it_is() -> None:
    tilt = bundled("standing-pelvic-tilt")
    standing = clip([(8.0, STANDING)])

    assert entered(tilt, with_tilt(standing, tucked)) == pytest.approx(WENT)
    assert entered(tilt, with_tilt(standing, at_ease)) == pytest.approx(STAYED)
    half = entered(tilt, with_tilt(standing, lambda t: 0.5 * tucked(t)))
    assert STAYED < half < WENT
    assert entered(tilt, standing) == 0.0, "a pelvis that is not seen says nothing"


def test_a_bow_that_tips_the_pelvis_is_no_pelvic_tilt() -> None:
    frames = with_tilt(clip([(2.0, STANDING), (6.0, BOWED)]), tucked)

    assert entered(bundled("standing-pelvic-tilt"), frames) == 0.0


def test_the_way_of_the_bent_leg_begins_where_both_are_alike() -> None:
    heel = Person(trunk_lean=90, hip=both(180), knee={"left": 178, "right": 45})

    frames = clip([(2.0, PEOPLE["prone"]), (6.0, heel)])

    assert entered(bundled("prone-quad-stretch"), frames) == pytest.approx(WENT)


def test_repetitions_that_stay_too_low_are_tried_and_lying_still_is_not() -> None:
    bridge = bundled("glute-bridge")

    tried = repeated([bridge], clip([(1.5, LYING), (1.5, LOW)] * 4))[0]
    still = repeated([bridge], clip([(12.0, LYING)]))[0]

    assert still == DONE[0]
    assert tried > TRIED[1]


def test_a_low_bridge_is_a_bridge_and_no_rest_on_the_back(stretches: list[Stretch]) -> None:
    found = recognise(clip([(1.5, LYING), (1.5, LOW)] * 4), stretches)

    assert {g.stretch for g in found.guesses[:2]} == {"glute-bridge", "hamstring-bridge"}


def test_going_into_a_hold_and_out_of_it_says_less_than_repetitions() -> None:
    bridge = bundled("glute-bridge")

    once = repeated([bridge], clip([(2.0, LYING), (4.0, LOW), (2.0, LYING)]))[0]
    often = repeated([bridge], clip([(1.5, LYING), (1.5, LOW)] * 3 + [(1.5, LYING)]))[0]

    assert often - once == pytest.approx(TRIED_OFTEN - TRIED[1], abs=0.1)
