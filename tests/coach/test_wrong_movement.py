"""Another movement than the chosen stretch: it is told, nothing of it is scored."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from formcheck.coach.frame.report import FrameReport
from formcheck.coach.frame.summary_model import Summary
from formcheck.coach.watch.wrong_movement import MovementWatch, WatchState
from formcheck.measure.model.measurement import Posture
from formcheck.pose.pose import Pose
from formcheck.session import Sightings, judge_clip, measure_clip
from formcheck.stretches.model.stretch import Stretch, ViewTarget
from tests.people import PEOPLE, both
from tests.skeleton import Person
from tests.spoken import half, sentence, words

from .scripted import bundled

FPS = 10

LUNGE = Person(trunk_lean=2, hip={"left": 88, "right": 192}, knee={"left": 95, "right": 108})
STANDING = PEOPLE["standing"]
SQUAT = PEOPLE["squat"]
SHALLOW = Person(trunk_lean=18, hip=both(130), knee=both(130))

Part = tuple[float, Person]


def filmed(parts: Sequence[Part], *, mirrored: bool = False) -> Sightings:
    """People one after the other, each for so many seconds; between two of them, half-way ones."""
    poses: list[Pose] = []
    for seconds, person in parts:
        poses += [person.pose()] * round(seconds * FPS)
    if mirrored:
        poses = [pose.mirrored() for pose in poses]
    times = tuple(i / FPS for i in range(len(poses)))
    return Sightings(tuple(range(len(poses))), times, tuple(poses))


def perform(
    stretch: Stretch, parts: Sequence[Part], *, mirrored: bool = False
) -> tuple[list[FrameReport], Summary]:
    return judge_clip(measure_clip(filmed(parts, mirrored=mirrored)), stretch)


def squats(count: int) -> list[Part]:
    return [(1.0, STANDING), (0.4, SHALLOW), (1.2, SQUAT), (0.4, SHALLOW)] * count + [(1, STANDING)]


@pytest.mark.parametrize("mirrored", [False, True])
def test_squats_under_the_lunge_are_told_and_not_scored(mirrored: bool) -> None:
    reports, summary = perform(bundled("half-kneeling-lunge"), squats(4), mirrored=mirrored)

    told = [r for r in reports if r.wrong == "squat"]
    assert told
    assert told[0].time_s < 7.0, "by the second or third squat"
    assert any(r.cue is not None and "looks like a squat" in words(r.cue.message) for r in told)
    assert all(check.verdict == "can't tell" for r in told for check in r.checks)
    assert summary.wrong == "squat"
    assert summary.verdict == "can't tell"
    assert "you chose the half-kneeling" in sentence(summary.headline)
    assert (summary.held_s, summary.holds) == (0, ())
    assert summary.checks == ()


def test_lunges_are_no_repetitions_of_a_squat() -> None:
    deep = replace(LUNGE, hip={"left": 85, "right": 175})
    parts = [(1.0, STANDING), (2.0, deep)] * 4 + [(1.0, STANDING)]

    reports, summary = perform(bundled("squat"), parts)

    assert reports[-1].reps is not None
    assert reports[-1].reps.count == 0
    assert summary.wrong == "lunge"
    assert summary.reps == ()


def test_the_hold_clock_stands_still_during_another_movement() -> None:
    parts = [(2.0, STANDING), (8.0, PEOPLE["bridge"])]

    reports, summary = perform(bundled("half-kneeling-lunge"), parts)

    assert all(r.clock is not None and r.clock.state == "waiting" for r in reports)
    assert any(
        r.clock is not None and half(r.clock.why) == "it looked like a bridge" for r in reports
    )
    assert summary.wrong == "bridge"


def test_back_in_the_right_position_the_clock_runs_again() -> None:
    parts = [*squats(3), (10.0, LUNGE)]

    reports, summary = perform(bundled("half-kneeling-lunge"), parts)

    assert any(r.wrong for r in reports)
    assert reports[-1].wrong is None
    assert summary.held_s > 5.0
    assert summary.wrong is None


def test_getting_in_and_out_over_all_fours_is_no_other_movement() -> None:
    parts = [
        (1.0, STANDING),
        (1.0, PEOPLE["hinge"]),  # to lay down the cushion
        (1.0, SQUAT),
        (2.5, PEOPLE["all fours"]),
        (12.0, LUNGE),
        (2.5, PEOPLE["all fours"]),
        (1.0, STANDING),
    ]

    reports, summary = perform(bundled("half-kneeling-lunge"), parts)

    assert not any(r.wrong for r in reports)
    assert summary.held_s > 8.0


@pytest.mark.parametrize("rest", ["supine", "prone", "sitting", "on the heels", "standing"])
def test_a_rest_after_the_stretch_is_no_other_movement(rest: str) -> None:
    parts = [(8.0, LUNGE), (25.0, PEOPLE[rest])]

    reports, summary = perform(bundled("half-kneeling-lunge"), parts)

    assert not any(r.wrong for r in reports)
    assert summary.wrong is None


def test_a_faulty_squat_stays_a_squat() -> None:
    bowed = Person(trunk_lean=60, hip=both(85), knee=both(125))
    parts = [(1.0, STANDING), (1.5, bowed)] * 4 + [(1.0, STANDING)]

    reports, summary = perform(bundled("squat"), parts)

    assert not any(r.wrong for r in reports)
    assert summary.wrong is None


def test_nobody_lying_down_is_refused_for_the_side_they_lie_on() -> None:
    """Face up and face down is now and then mistaken for each other for a whole clip."""
    reports, _ = perform(bundled("prone-press-up"), [(15.0, PEOPLE["supine"])])

    assert not any(r.wrong for r in reports)


def test_a_lunge_is_no_thomas_test() -> None:
    reports, _ = perform(bundled("thomas-test"), [(15.0, LUNGE)])

    assert "lunge" in {r.wrong for r in reports}


def test_seen_from_above_no_position_speaks_against_a_stretch() -> None:
    above = bundled("scorpion")
    side = above.model_copy(
        update={"view": ViewTarget.model_validate({"from": "side"}), "position": "standing"}
    )
    for stretch, told in ((above, False), (side, True)):
        reports, _ = perform(stretch, [(9, PEOPLE["all fours"])])
        assert any(report.wrong is not None for report in reports) is told


def test_a_stray_frame_changes_nothing() -> None:
    parts: list[Part] = [(0.9, LUNGE), (0.1, SQUAT)] * 20

    reports, _ = perform(bundled("half-kneeling-lunge"), parts)

    assert not any(r.wrong for r in reports)


def watched(stretch: Stretch) -> MovementWatch:
    """A watch that has told another movement."""
    watch = MovementWatch(stretch)
    for _ in range(50):
        watch.update(Posture({"squat": 1.0}), 0.1)
    assert watch.state is WatchState.WRONG
    return watch


@pytest.mark.parametrize("after", [None, Posture({"standing": 1.0})])
def test_another_movement_is_over_after_three_seconds_without_it(after: Posture | None) -> None:
    watch = watched(bundled("half-kneeling-lunge"))
    watch.update(after, 2.9)
    assert (watch.state, watch.wrong) == (WatchState.WRONG, "squat")
    watch.update(after, 0.2)
    assert (watch.state, watch.wrong) == (WatchState.RECOVERED, None)


def test_each_frame_of_another_movement_begins_the_calm_anew() -> None:
    watch = watched(bundled("half-kneeling-lunge"))
    for _ in range(5):
        watch.update(None, 2.0)
        watch.update(Posture({"squat": 1.0}), 0.1)
    assert watch.state is WatchState.WRONG


def test_half_a_second_of_the_right_position_is_enough() -> None:
    watch = watched(bundled("half-kneeling-lunge"))
    watch.update(Posture({"lunge": 1.0}), 0.4)
    assert watch.state is WatchState.WRONG
    watch.update(Posture({"lunge": 1.0}), 0.2)
    assert watch.state is WatchState.RECOVERED
