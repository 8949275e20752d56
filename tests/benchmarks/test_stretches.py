"""Scripted motions of every stretch: the truth they carry, and the pictures made of them.

Needs no body data and no graphics: the motions run on a stick figure.
"""

import math
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.render.skeleton import stick_figure
from benchmarks.render.truth import angles
from benchmarks.stretches.catalogue import CALIBRATION, MOTIONS
from benchmarks.stretches.ideal import certain
from benchmarks.stretches.motion import RANGE, Pace
from benchmarks.stretches.outcome import asked_of, at_fault, cued, exact_frames, excess
from benchmarks.stretches.schedule import from_two_sides, other_views, schedule, with_profile
from benchmarks.stretches.schedule import tests as scheduled_tests
from benchmarks.stretches.schedule import versions as scheduled_versions
from benchmarks.stretches.takes import GOOD, Take
from benchmarks.stretches.turning import TURN_S, TURNED, end_of_turn
from benchmarks.stretches.versions import TESTS, VERSIONS
from formcheck.coach.frame.readings import mean
from formcheck.resources import data_folder
from formcheck.session import judge_clip
from formcheck.stretches.files.loading import load_stretch, stretch_ids
from tests.spoken import words

FIGURE = stick_figure()
FPS = 4
SCORED = [name for name, motion in MOTIONS.items() if motion.faults]
FAULTS = [(name, fault.id) for name in SCORED for fault in MOTIONS[name].faults]
PICTURES = data_folder("poses") / "pictures"


def test_every_stretch_of_the_catalogue_has_a_motion():
    assert set(stretch_ids()) <= set(MOTIONS)


@pytest.mark.parametrize("name", MOTIONS)
def test_a_motion_has_an_exact_truth_in_all_its_variants(name):
    motion = MOTIONS[name]
    for fault in (None, *motion.faults):
        for pose in motion.ends(fault):
            truth = angles(motion.posed(FIGURE, "right", pose), FIGURE.skeleton)
            assert all(math.isfinite(value) for value in truth.values())


@pytest.mark.parametrize("name", MOTIONS)
def test_a_motion_starts_and_ends_in_its_start_pose(name):
    motion = MOTIONS[name]
    timeline = motion.timeline(None, Pace())
    assert timeline.keys[0].angles == timeline.keys[-1].angles == motion.start
    assert any(key.angles == motion.end for key in timeline.keys)


@pytest.mark.parametrize("name", MOTIONS)
def test_every_stretch_has_a_small_picture(name):
    path = PICTURES / f"{name}.webp"
    assert path.stat().st_size < 60_000
    with Image.open(path) as picture:
        assert picture.size == (964, 360)


def test_there_is_no_picture_of_nothing():
    assert {path.stem for path in Path(PICTURES).iterdir()} == set(MOTIONS)


@pytest.mark.parametrize(("number", "name"), list(enumerate(SCORED)))
def test_good_form_measured_exactly_brings_no_correction(number, name):
    take = Take(name, GOOD, "left" if number % 2 else "right", 1)
    stretch = load_stretch(name)
    reports, summary = judge_clip(certain(exact_frames(take, FIGURE, FPS)), stretch)
    assert cued(take, reports) == []
    if stretch.kind == "reps":
        assert len(summary.reps) == 2
        assert at_fault(summary, stretch) == []
    else:
        assert summary.held_s > 3.5


@pytest.mark.parametrize(("name", "fault"), FAULTS)
def test_a_fault_exceeds_twice_the_stated_error_and_is_told_before_anything_else(name, fault):
    take = Take(name, fault, "right", 1)
    stretch = load_stretch(name)
    frames = exact_frames(take, FIGURE, FPS)
    reports, summary = judge_clip(certain(frames), stretch)
    cues = cued(take, reports)
    rightly = set(MOTIONS[name].fault(fault).checks)
    assert rightly & {*cues, *at_fault(summary, stretch)}
    assert not cues or cues[0] in rightly
    over = excess(take, judge_clip(frames, stretch)[0])
    # A movement that is too small to be a repetition is told as that, whatever its error.
    assert over is None or over > 2.0 or RANGE in rightly


LATER = {**VERSIONS, **TESTS}
LATER_FAULTS = [(name, fault.id) for name, motion in LATER.items() for fault in motion.faults]


def test_every_version_of_every_stretch_has_a_motion_with_a_fault():
    known = {
        f"{one}:{version.id}" for one in stretch_ids() for version in load_stretch(one).variants
    }
    assert known == set(VERSIONS)
    assert set(TESTS) == {one for one in stretch_ids() if load_stretch(one).kind == "test"}
    assert all(motion.faults for motion in LATER.values())


@pytest.mark.parametrize(("number", "name"), list(enumerate(LATER)))
def test_good_form_of_a_version_measured_exactly_brings_no_correction(number, name):
    take = Take(name, GOOD, "left" if number % 2 else "right", 1)
    stretch = load_stretch(name)
    reports, summary = judge_clip(certain(exact_frames(take, FIGURE, FPS)), stretch)
    assert cued(take, reports) == []
    assert len(summary.reps) == 2 if stretch.kind == "reps" else summary.held_s > 3.5


@pytest.mark.parametrize(("name", "fault"), LATER_FAULTS)
def test_a_fault_of_a_version_is_told_before_anything_else(name, fault):
    take = Take(name, fault, "right", 1)
    stretch = load_stretch(name)
    frames = exact_frames(take, FIGURE, FPS)
    reports, summary = judge_clip(certain(frames), stretch)
    cues = cued(take, reports)
    rightly = set(LATER[name].fault(fault).checks)
    assert rightly & {*cues, *at_fault(summary, stretch)}
    assert not cues or cues[0] in rightly
    over = excess(take, judge_clip(frames, stretch)[0])
    assert over is None or over > 2.0 or RANGE in rightly
    assert stretch.kind != "test" or summary.readings == (), "with that fault nothing is read"


@pytest.mark.parametrize("name", TESTS)
def test_a_test_reads_the_angle_at_which_the_person_stops(name):
    take = Take(name, GOOD, "right", 1)
    summary = judge_clip(certain(exact_frames(take, FIGURE, FPS)), load_stretch(name))[1]
    found = mean(summary.readings)
    end = TESTS[name].end
    assert found is not None
    assert found.value == pytest.approx(end.get("rear_hip", end.get("hip")), abs=1.0)


def test_versions_and_tests_are_filmed_of_other_people_each_round():
    takes = [*scheduled_versions(3), *scheduled_tests(3)]
    assert len({take.id for take in takes}) == len(takes)
    for name in LATER:
        good = [take for take in takes if take.stretch == name and take.variant == GOOD]
        assert len({take.person() for take in good}) == 3


def test_a_schedule_films_every_variant_of_every_stretch_once_a_round():
    takes = list(schedule(2))
    assert len({take.id for take in takes}) == len(takes)
    for number in (0, 1):
        half = takes[number * len(takes) // 2 : (number + 1) * len(takes) // 2]
        assert {(take.stretch, take.variant) for take in half} >= {
            *FAULTS,
            *((name, GOOD) for name in SCORED),
        }


def test_each_set_is_filmed_of_other_people():
    sets = (
        schedule, other_views, with_profile, from_two_sides, scheduled_versions, scheduled_tests,
    )  # fmt: skip
    people = [{take.person() for take in takes(3)} for takes in sets]
    for number, some in enumerate(people):
        assert not some & set().union(*people[:number])


TWO_SIDES = {(t.stretch, t.variant): t for t in from_two_sides() if t.turning == "turn"}


@pytest.mark.parametrize("take", TWO_SIDES.values(), ids=["-".join(key) for key in TWO_SIDES])
def test_the_side_and_then_the_front_measured_exactly_blame_what_is_wrong_and_nothing_else(take):
    stretch = asked_of(take)
    frames = exact_frames(take, FIGURE, FPS)
    start = end_of_turn(take.timeline)
    seen = [(frame.time_s, frame.view.facing) for frame in frames]
    assert {facing for time_s, facing in seen if time_s >= start} == {"front"}
    assert {facing for time_s, facing in seen if time_s < start - TURN_S} == {take.facing}
    reports, summary = judge_clip(certain(frames), stretch)
    rightly = set() if take.fault is None else set(take.fault.checks)
    cues = cued(take, reports)
    assert set(at_fault(summary, stretch)) <= rightly
    assert set(cues) <= rightly
    assert bool(rightly) == bool(cues)
    asked = [
        r
        for r in reports
        if r.cue and stretch.looks_again and words(r.cue.message) == stretch.second_view.say
    ]
    reached = len(summary.reps) == 2 or (summary.longest_s or 0) > 3
    assert bool(asked) == (stretch.looks_again and reached)


def test_a_paused_recording_has_nothing_of_the_turn():
    takes = {take.turning: take for take in from_two_sides()}
    for turning, take in takes.items():
        on_the_way = [
            number
            for number in range(round(10 * take.timeline.duration_s))
            if 0.0 < take.timeline.at(number / 10)[1][TURNED] < 1.0
        ]
        assert bool(on_the_way) == (turning == "turn")


def test_whoever_is_filmed_for_a_profile_does_good_and_faulty_form_in_the_same_clothes():
    takes = list(with_profile(2))
    assert all(take.profile for take in takes)
    by_person = {take.person(): {t.variant for t in takes if t.person() == take.person()}
                 for take in takes}  # fmt: skip
    assert all(variants == {GOOD, "arching"} for variants in by_person.values())
    assert len(by_person) == len(takes) / 2


def test_the_profile_is_made_from_a_tuck_and_an_arch_after_standing():
    timeline = CALIBRATION.timeline(None, Pace())
    tilts = [timeline.at(number / 10)[1]["tilt"] for number in range(94)]
    assert max(map(abs, tilts[:32])) < 1.0
    assert min(tilts) < -11.0
    assert max(tilts) > 11.0
    assert tilts.index(min(tilts)) < tilts.index(max(tilts))


def test_what_was_never_filmed_comes_first_in_later_rounds():
    first, second = list(scheduled_versions(1)), list(scheduled_versions(2))
    later = second[len(first) :]
    assert later[0].variant != GOOD
    assert {(t.stretch, t.variant) for t in second} == {
        (name, variant)
        for name, motion in VERSIONS.items()
        for variant in (GOOD, *(fault.id for fault in motion.faults))
    }
