"""One number under one name: which of two measures of a hip is looked at does not flicker."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from formcheck.coach.frame.report import FrameReport
from formcheck.coach.watch.kept_measure import SWITCH_S, KeptMeasure
from formcheck.codes.coach import CueCode
from formcheck.measure.model.measurement import Measurement
from formcheck.message import Message
from formcheck.wording import value_name
from tests.coach.scripted import GOOD, bundled, frames, perform, times

LUNGE = bundled("half-kneeling-lunge")
NOTHING = Message(CueCode.SHOW_ALL_OF_YOU)
JOINT = ("hip_joint_left", Measurement.known(184.0, 4.0))
HIDDEN = ("hip_joint_left", Measurement.unknown(NOTHING))
PLAIN = ("hip_left", Measurement.known(190.0, 3.0))
NO_PLAIN = ("hip_left", Measurement.unknown(NOTHING))


def held(readable: Callable[[float], bool], seconds: float = 20.0) -> list[FrameReport]:
    """Perform a lunge whose pelvis can be read at some times and not at others."""

    def motion(time_s: float) -> dict[str, float | None]:
        known = readable(time_s)
        return GOOD | {
            "hip_joint": 184.0 if known else None,
            "pelvic_tilt": -6.0 if known else None,
        }

    return perform(LUNGE, frames(motion, times(seconds, 15.0)))[0]


def shown(reports: list[FrameReport]) -> list[tuple[str, float | None, float | None]]:
    """Return name, lower and upper end of what is drawn large, in each frame."""
    main = LUNGE.main_check
    assert main is not None
    results = [report.result(main) for report in reports]
    return [(one.measurement, one.low, one.high) for one in results if one is not None]


@pytest.mark.parametrize("every_s", [0.2, 0.5, 1.0, 2.0, 2.8])
def test_a_pelvis_that_comes_and_goes_does_not_change_what_is_shown(every_s: float) -> None:
    first = shown(held(lambda t: int(t / every_s) % 2 == 0))
    assert set(first) == {("hip_joint_left", 180.0, 195.0)}
    other = shown(held(lambda t: int(t / every_s) % 2 == 1))
    assert set(other) == {("hip_left", 185.0, 200.0)}


def test_the_number_does_not_jump_while_the_pelvis_is_hidden_for_a_moment() -> None:
    main = LUNGE.main_check
    assert main is not None
    results = [r.result(main) for r in held(lambda t: not 5.0 < t < 7.0)]
    values = [one.value for one in results if one is not None]
    sigmas = [one.sigma for one in results if one is not None]
    assert values == pytest.approx([184.0] * len(values))
    assert None not in sigmas
    assert max(abs(b - a) for a, b in pairwise(sigmas[: int(15 * 6.9)])) < 0.5  # type: ignore[operator]
    assert sigmas[int(15 * 6.8)] > sigmas[0], "less is known of it"  # type: ignore[operator]


def test_what_lasts_changes_once_and_all_of_it_together() -> None:
    found = shown(held(lambda t: t < 8.0))
    assert list(dict.fromkeys(found)) == [
        ("hip_joint_left", 180.0, 195.0), ("hip_left", 185.0, 200.0),
    ]  # fmt: skip
    changes = [i for i, (a, b) in enumerate(pairwise(found)) if a != b]
    assert len(changes) == 1
    assert changes[0] / 15.0 == pytest.approx(8.0 + SWITCH_S, abs=0.3)


def test_the_better_measure_is_taken_up_once_it_has_been_readable_for_a_while() -> None:
    kept = KeptMeasure()
    assert kept.see(0.0, PLAIN, HIDDEN).name == "hip_left"
    assert kept.see(0.5, PLAIN, JOINT).name == "hip_left"
    assert kept.see(0.5 + SWITCH_S, PLAIN, JOINT).name == "hip_joint_left"


def test_where_nothing_is_known_the_measure_stays() -> None:
    kept = KeptMeasure()
    assert kept.see(0.0, NO_PLAIN, HIDDEN).name == "hip_left"
    assert kept.see(1.0, PLAIN, JOINT).preferred
    for time_s in (2.0, 4.0, 9.0):
        seen = kept.see(time_s, NO_PLAIN, HIDDEN)
        assert (seen.name, seen.preferred, seen.measurement.value) == ("hip_joint_left", True, None)
    hidden = kept.hidden("hip_left", "hip_joint_left", NOTHING)
    assert (hidden.name, hidden.preferred) == ("hip_joint_left", True)


def test_the_other_leg_is_not_told_from_what_was_seen_of_this_one() -> None:
    kept = KeptMeasure()
    kept.see(0.0, PLAIN, JOINT)
    right = ("hip_joint_right", Measurement.unknown(NOTHING))
    seen = kept.see(0.1, ("hip_right", Measurement.known(170.0, 3.0)), right)
    assert seen.measurement.value is None


def test_two_measures_have_two_names() -> None:
    assert value_name("rear-hip", "hip_left") == "Rear hip"
    assert value_name("rear-hip", "hip_joint_left") == "Rear hip, joint alone"
    assert value_name("top-hip", "hip_left", judged=False) == "Hip"
