"""A course as data: start poses, second views, what is only shown, repetitions from the bottom."""

import math
from pathlib import Path

import pytest

from formcheck.coach.coach import Coach
from formcheck.coach.cues.candidates import LOOKING, SEEN
from formcheck.coach.frame.report import Cue
from formcheck.coach.second_view import ASK_S, PATIENCE_S
from formcheck.measure.model.measurement import Legs, Measurement, Measurements, View
from formcheck.message import authored
from formcheck.session import Sightings, judge_clip, measure_clip
from formcheck.stretches.files.loading import load_stretch, validate_file
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.text.description import describe
from tests.coach.scripted import squat, times
from tests.skeleton import Person
from tests.spoken import sentence, words

FILE = Path(__file__).parent / "files" / "standing-quad-stretch.yaml"

STANDING = {
    "knee_left": 175.0, "knee_right": 175.0, "hip_left": 181.0, "hip_right": 181.0,
    "trunk_lean": 1.0, "knees_apart": 40.0,
}  # fmt: skip
HELD = STANDING | {"knee_left": 45.0, "hip_left": 180.0}


def seen(time_s: float, values: dict[str, float], *, front: bool | float = False) -> Measurements:
    """Return a frame of somebody seen from the left, from the front, or so far on the way there."""
    view = View("front", 85.0, 5.0, None) if front else View("left", 3.0, 5.0, "left")
    if front not in (True, False):
        view = View("left", front, 5.0, "left")
    gap = values["knee_left"] - values["knee_right"]
    bent = None if abs(gap) < 15 or front else "right" if gap > 0 else "left"
    known = {
        name: Measurement.unknown(authored("Let the camera see your legs"))
        if math.isnan(value)
        else Measurement.known(value, 3.0)
        for name, value in values.items()
    }
    if front:
        known = {
            name: m if name.startswith("knees") else Measurement.unknown(authored("Turn side-on"))
            for name, m in known.items()
        }
    return Measurements(round(time_s * 1000), time_s, True, view, Legs(bent=bent), known)


def performed(stretch: Stretch, parts):
    """Return reports and summary of parts: (seconds, values, front)."""
    coach, reports, start = Coach(stretch), [], 0.0
    for duration, values, front in parts:
        for t in times(duration, 20.0)[1:]:
            reports.append(coach.update(seen(start + t, values, front=front)))
        start += duration
    return reports, coach.finish()


@pytest.fixture
def quad() -> Stretch:
    return load_stretch(FILE)


def test_a_stretch_nobody_has_seen_is_judged_from_its_file_alone(quad):
    assert validate_file(FILE) == []
    reports, summary = performed(quad, [(2, STANDING, False), (22, HELD, False)])
    assert summary.longest_s == pytest.approx(22.0, abs=0.7)
    assert summary.side == "left"
    assert summary.verdict == "good"
    assert {check.check: check.verdict for check in summary.checks} == {
        "trunk-still": "good",
        "bent-hip": "good",
        "bent-knee": "good",
        "knees-together": "can't tell",
        "standing-knee": "good",
    }
    texts = [words(report.cue.message) for report in reports if report.cue]
    assert texts[0] == "Hold on to something and take your ankle"
    assert any("face the camera" in text for text in texts), "the second view is asked for"
    assert "Draw your heel a little closer" not in texts


@pytest.mark.parametrize(
    ("form", "verdict", "advice"),
    [
        ({}, "good", None),
        ({"knee": 95.0}, "adjust", "Draw your heel a little closer."),
        ({"lean": 25.0}, "adjust", "Stand up tall again."),
    ],
)
def test_it_is_judged_from_landmarks_too(quad, form, verdict, advice):
    knee, lean = form.get("knee", 45.0), form.get("lean", 0.0)

    def at(time_s: float):
        way = min(1.0, max(0.0, time_s - 2.0))
        hips = {"left": 180.0 - lean * way, "right": 180.0 - lean * way + 4.0 * way}
        knees = {"left": 178.0, "right": 178.0 - (178.0 - knee) * way}
        return Person(trunk_lean=lean * way, hip=hips, knee=knees, size=(640, 640)).pose()

    at_s = tuple(times(26, 10.0))
    sightings = Sightings(tuple(range(len(at_s))), at_s, tuple(map(at, at_s)))
    _, summary = judge_clip(measure_clip(sightings), quad)
    assert (summary.verdict, sentence(summary.advice)) == (verdict, advice)
    assert summary.side == "right"
    assert (summary.longest_s > 20) == (verdict == "good")


@pytest.mark.parametrize(
    ("changes", "check", "cue"),
    [
        ({"knee_left": 80.0}, "bent-knee", "Draw your heel a little closer"),
        ({"hip_left": 155.0}, "bent-hip", "Let your knee point straight down"),
        ({"trunk_lean": 22.0}, "trunk-still", "Stand up tall again"),
        ({"trunk_lean": -20.0}, "trunk-still", "Keep your chest over your hips"),
    ],
)
def test_its_faults_are_named_first(quad, changes, check, cue):
    reports, summary = performed(quad, [(2, STANDING, False), (15, HELD | changes, False)])
    faults = [r.cue for r in reports if r.cue and r.cue.kind == "fault"]
    assert faults[0] == Cue(authored(cue), "fault", check)
    assert summary.verdict == "adjust"
    assert sentence(summary.advice) == f"{cue}."
    assert summary.held_s == 0


def test_changes_count_from_where_the_person_started(quad):
    leaning = {"trunk_lean": 14.0}
    start, held = STANDING | leaning, HELD | leaning
    _, summary = performed(quad, [(2, start, False), (12, held, False)])
    told = {check.check: check for check in summary.checks}["trunk-still"]
    assert told.verdict == "good", "14 degrees is how this person stands"
    assert told.value == pytest.approx(0.0, abs=0.01)


def test_without_the_start_pose_a_change_cannot_be_told(quad):
    _, summary = performed(quad, [(12, HELD, False)])
    told = {check.check: check for check in summary.checks}["trunk-still"]
    assert told.verdict == "can't tell"
    assert sentence(told.advice) == "Stand on both feet for a second first."
    assert summary.longest_s > 11, "the clock does not wait for it"


def test_the_first_moment_of_a_start_counts_and_a_new_start_counts_anew(quad):
    later = STANDING | {"trunk_lean": 9.0}
    held = HELD | {"trunk_lean": 9.0}
    reports, _ = performed(quad, [(1.5, STANDING, False), (3, later, False), (4, held, False)])
    assert reports[-1].checks[0].value == pytest.approx(8.0)
    reports, _ = performed(
        quad,
        [(1.5, STANDING, False), (3, HELD, False), (3, later, False), (4, held, False)],
    )
    assert reports[-1].checks[0].value == pytest.approx(0.0)


def test_a_short_look_from_the_front_tells_what_the_side_cannot(quad):
    wide = {"knees_apart": 75.0}
    parts = [(2, STANDING, False), (21, HELD | wide, False), (3, HELD | wide, True)]
    reports, summary = performed(quad, parts)
    side = [r.checks[3] for r in reports if r.measurements.view.near == "left"]
    assert {result.verdict for result in side} == {"can't tell"}
    assert words(side[-1].reason) == "Now face the camera for a moment, to look at your knees"
    assert summary.verdict == "adjust"
    assert sentence(summary.advice) == "Bring your knees side by side."
    assert "but seen from the front the knees were too far apart" in sentence(summary.headline)
    assert summary.longest_s > 20, "the look costs no seconds"
    good = performed(quad, [(2, STANDING, False), (21, HELD, False), (3, HELD, True)])
    assert LOOKING in [report.cue for report in good[0]]
    told = {c.check: c for c in good[1].checks}["knees-together"]
    assert (told.verdict, sentence(told.advice)) == (
        "good",
        "Inside the target, seen from the front.",
    )
    assert good[1].verdict == "good"


def test_the_second_view_is_asked_for_a_while_and_then_let_be(quad):
    reports, _ = performed(quad, [(2, STANDING, False), (20 + ASK_S + 8, HELD, False)])
    asked = [r.time_s for r in reports if r.cue and "face the camera" in words(r.cue.message)]
    assert asked
    assert max(asked) - min(asked) < ASK_S + 2
    assert reports[-1].cue == Cue(authored("That is long enough. Set the foot down"), "good")


def test_who_turns_for_the_second_view_is_blamed_for_nothing_and_sent_nowhere_else(quad):
    out = STANDING | {"knee_left": 110.0, "hip_left": 150.0}
    parts = [
        (2, STANDING, False), (21, HELD, False), (2, out, False),
        (3, STANDING, 45.0), (3, HELD, True), (4, HELD, True),
    ]  # fmt: skip
    reports, summary = performed(quad, parts)
    later = [report for report in reports if report.time_s > 22.5]
    said = list(dict.fromkeys(report.cue for report in later if report.cue))
    assert said == [Cue(authored(quad.second_view.say), "view"), LOOKING, SEEN]
    asked = [words(report.cue.message) == quad.second_view.say for report in later if report.cue]
    assert asked == sorted(asked, reverse=True), "it is asked for once"
    assert [report.looks_again for report in later] == sorted(
        (report.looks_again for report in later), reverse=True
    )
    main = quad.main_check
    coming_out = [report.verdict(main) for report in later if 24.0 < report.time_s < 25.0]
    assert set(coming_out) == {None}, "a knee that straightens on the way out is no fault"
    assert summary.verdict == "good"
    assert summary.held_s == pytest.approx(21.0, abs=0.7)


def test_a_second_view_that_shows_nothing_says_why_and_is_not_over(quad):
    hidden = HELD | {"knees_apart": math.nan}
    parts = [(2, STANDING, False), (21, HELD, False), (5, hidden, True), (4, HELD, True)]
    reports, summary = performed(quad, parts)
    unseen = {report.cue for report in reports if 24.5 < report.time_s < 27.5}
    assert unseen == {Cue(authored("Let the camera see your legs"), "view", "knees-together")}
    assert all(report.looks_again for report in reports if 24.5 < report.time_s < 30.0)
    assert reports[-1].cue == SEEN
    told = {c.check: c for c in summary.checks}["knees-together"]
    assert told.verdict == "good", "what was seen for as long as it takes is told"


def test_who_cannot_be_seen_from_there_is_not_kept_for_ever(quad):
    hidden = HELD | {"knees_apart": math.nan}
    parts = [(2, STANDING, False), (21, HELD, False), (PATIENCE_S + 5, hidden, True)]
    reports, _ = performed(quad, parts)
    open_s = sum(report.looks_again for report in reports) / 20.0
    assert open_s == pytest.approx(PATIENCE_S, abs=1.0)


def test_coming_out_of_a_full_hold_is_no_fault(quad):
    stretch = quad.model_copy(update={"second_view": None, "checks": quad.checks[:3]})
    out = HELD | {"knee_left": 75.0}
    reports, _ = performed(stretch, [(2, STANDING, False), (21, HELD, False), (2, out, False)])
    late = {report.cue for report in reports if report.time_s > 23.5}
    assert late == {Cue(authored("That is long enough. Set the foot down"), "good")}


def test_what_no_camera_can_tell_yet_is_said_once_and_no_view_is_asked_for(quad):
    squared = quad.check("knees-together").model_copy(update={"measure": "pelvic_rotation"})
    checks = tuple(squared if c.id == squared.id else c for c in quad.checks)
    stretch = quad.model_copy(update={"checks": checks})
    reports, summary = performed(stretch, [(2, STANDING, False), (24, HELD, False)])
    assert not any(
        report.cue and "face the camera" in words(report.cue.message) for report in reports
    )
    told = {check.check: check for check in summary.checks}["knees-together"]
    assert told.verdict == "can't tell"
    assert summary.unseen.count(told.advice) == 1
    assert "look in a mirror" in describe(stretch)


@pytest.mark.parametrize("name", ["half-kneeling-lunge", "table-stretch", "quadruped-leg-lift"])
def test_hips_that_no_camera_sees_send_nobody_round(name):
    stretch = load_stretch(name)
    assert stretch.check("hips-square").untold
    assert not stretch.looks_again
    assert describe(stretch).count("look in a mirror") == 1


def test_a_fault_that_matters_more_is_said_although_the_main_angle_went_out_of_sight(quad):
    hidden = {name: value for name, value in HELD.items() if name != "knee_left"}
    leaning = hidden | {"trunk_lean": 22.0, "knee_left": math.nan}
    parts = [(2, STANDING, False), (2, HELD | {"trunk_lean": 22.0}, False), (8, leaning, False)]
    reports, summary = performed(quad, parts)
    late = [r.cue for r in reports if r.time_s > 6 and r.cue]
    assert {cue.check for cue in late} == {"trunk-still"}
    assert summary.verdict == "adjust"
    assert sentence(summary.advice) == "Stand up tall again."
    assert "can't be told" in sentence(summary.headline)


def test_a_clip_from_the_second_view_alone_says_what_it_shows():
    stretch = load_stretch("squat")

    def at(time_s):
        caving = 55.0 if (time_s % 4) > 2.8 else 95.0
        known = {"knees_over_feet": Measurement.known(caving, 5.0)}
        view = View("front", 88.0, 5.0, None)
        return Measurements(0, time_s, True, view, Legs(), known)

    coach = Coach(stretch)
    reports = [coach.update(at(t)) for t in times(16, 20.0)]
    summary = coach.finish()
    assert summary.verdict == "adjust"
    assert sentence(summary.headline) == "Seen from the front only: the knees fell inward."
    caving = {check.check: check for check in summary.checks}["knees-caving"]
    assert caving.value == 55.0, "what was wrong at the bottom, and not how they stood in between"
    assert words(caving.seen_from) == "seen from the front"
    assert {check.seen_from for check in summary.checks if check is not caving} == {None}
    assert "Let your knees point over your toes" in {words(r.cue.message) for r in reports if r.cue}


def test_what_is_only_shown_changes_nothing(quad):
    odd = {"knee_right": 100.0}
    _, plain = performed(quad, [(2, STANDING, False), (22, HELD, False)])
    reports, shown = performed(quad, [(2, STANDING, False), (22, HELD | odd, False)])
    assert (shown.verdict, shown.longest_s) == (plain.verdict, plain.longest_s)
    last = {check.check: check for check in shown.checks}["standing-knee"]
    assert not last.scored
    assert sentence(last.advice) == "Shown for information."
    assert last.value == pytest.approx(100.0)
    banded = quad.model_copy(
        update={
            "checks": tuple(
                c.model_copy(update={"low": 170.0, "cue_low": "Straighten"})
                if c.id == "standing-knee"
                else c
                for c in quad.checks
            )
        }
    )
    reports, low = performed(banded, [(2, STANDING, False), (22, HELD | odd, False)])
    assert low.verdict == plain.verdict
    assert "Straighten" not in {words(r.cue.message) for r in reports if r.cue}


def bridge(**changes) -> Stretch:
    stretch = load_stretch("glute-bridge")
    return stretch.model_copy(update=changes)


def lifts(count: int, top: float = 180.0, knee: float = 85.0, rest: float = -4.0):
    def at(time_s: float) -> dict[str, float]:
        phase = min(time_s / 4.0, count) % 1.0
        hip = 130.0 + (top - 130.0) * math.sin(math.pi * phase) ** 2
        legs = {"hip_left": hip, "hip_right": hip, "knee_left": knee, "knee_right": knee}
        return legs | {"trunk_pitch": rest - 0.43 * (hip - 130.0)}

    return at


@pytest.mark.parametrize(
    ("top", "knee", "wrong", "advice"),
    [
        (179.0, 85.0, None, None),
        (204.0, 85.0, "arching", "Next time, stop when trunk and thighs are in line"),
        (164.0, 85.0, "top-hip", "Next time, squeeze your glutes and lift your hips a little"),
        (179.0, 120.0, "knee", "Next time, bring your feet a little closer"),
    ],
)
def test_a_bridge_starts_on_the_floor_and_every_lift_counts(top, knee, wrong, advice):
    coach, move = Coach(bridge()), lifts(5, top, knee)
    reports = [coach.update(seen(t, move(t))) for t in times(21, 20.0)]
    summary = coach.finish()
    assert len(summary.reps) == 5
    ends = [report.reps.end for report in reports if report.reps.end is not None]
    assert ends[0] == "bottom"
    assert "top" in ends
    for rep in summary.reps:
        assert rep.start_s < rep.bottom_s < rep.end_s
        bad = [result.check for result in rep.checks if result.verdict == "adjust"]
        assert bad[:1] == ([wrong] if wrong else [])
        assert all(r.value is not None for r in rep.checks)
    assert (sentence(summary.advice) or "").startswith(advice or "")


@pytest.mark.parametrize("rest", [6.0, 0.0, -9.0, -13.0])
def test_lifts_are_counted_from_where_this_body_rests(rest):
    coach, move = Coach(bridge()), lifts(5, rest=rest)
    reports = [coach.update(seen(t, move(t))) for t in times(21, 20.0)]
    assert len(coach.finish().reps) == 5
    assert reports[0].reps.end is None  # nobody knows yet how this person rests


def test_who_is_first_seen_at_the_top_of_a_lift_is_counted_from_the_next_one_on():
    coach, move = Coach(bridge()), lifts(5)
    for t in times(21, 20.0)[40:]:
        coach.update(seen(t, move(t)))
    assert len(coach.finish().reps) == 4


def test_a_low_bridge_that_was_taken_for_the_rest_is_found_out():
    """At 170 degrees it lies as flat as some people rest: below it there was a rest to come."""
    coach, move = Coach(bridge()), lifts(5, top=170.0, rest=4.0)
    for t in times(21, 20.0):
        coach.update(seen(t, move(t + 2.0 if t > 0.5 else 2.0)))
    assert len(coach.finish().reps) == 4


@pytest.mark.parametrize("speed", [8.0, 20.0, 60.0, 150.0])
def test_who_lies_down_first_is_counted_from_where_they_come_to_rest(speed):
    """Fast or slow: on the way down the trunk passes every slope that a rest could have."""
    coach, move = Coach(bridge()), lifts(5)
    rest = move(0.0)
    for t in times(40, 20.0):
        down = max(0.0, 80.0 - speed * t)
        lain = 80.0 / speed + 2.0
        pose = move(t - lain) if t > lain else rest | {"trunk_pitch": rest["trunk_pitch"] + down}
        coach.update(seen(t, pose))
    assert len(coach.finish().reps) == 5


def test_who_shifts_between_lifts_is_counted_from_the_new_rest():
    coach, first, then = Coach(bridge()), lifts(3), lifts(3, rest=-11.0)
    for t in times(33, 20.0):
        coach.update(seen(t, first(t) if t < 12.5 else then(max(0.0, t - 20.0))))
    assert len(coach.finish().reps) == 6


def test_who_waits_propped_on_the_elbows_and_then_rests_lying_is_counted():
    coach, move = Coach(bridge()), lifts(3)
    rest = move(0.0)
    for t in times(25, 20.0):
        coach.update(seen(t, rest | {"trunk_pitch": 14.0} if t < 3.0 else move(max(0.0, t - 11.0))))
    assert len(coach.finish().reps) == 3


def test_a_long_rest_before_the_first_lift_loses_no_lift():
    coach, move = Coach(bridge()), lifts(3)
    for t in times(23, 20.0):
        coach.update(seen(t, move(max(0.0, t - 9.0))))
    assert len(coach.finish().reps) == 3


def test_slow_lifts_with_a_breath_at_the_top_count():
    coach = Coach(bridge())
    for t in times(62, 20.0):
        phase = t % 15.0
        up = min(1.0, max(0.0, phase - 3.0) / 5.0, max(0.0, 15.0 - phase) / 4.0)
        legs = {
            "hip_left": 130 + 49 * up,
            "hip_right": 130 + 49 * up,
            "knee_left": 85.0,
            "knee_right": 85.0,
        }
        coach.update(seen(t, legs | {"trunk_pitch": 2.0 - 16.5 * up}))
    assert len(coach.finish().reps) == 4


def test_a_low_lift_did_not_go_far_enough():
    coach, move = Coach(bridge()), lifts(5, top=155.0)
    for t in times(21, 20.0):
        coach.update(seen(t, move(t)))
    summary = coach.finish()
    assert summary.reps == ()
    assert sentence(summary.headline) == "0 of 10 repetitions: 5 did not go far enough to count."


def test_a_deadlift_is_judged_at_both_ends():
    def at(time_s: float) -> dict[str, float]:
        phase = (time_s / 4.0) % 1.0
        bend = math.sin(math.pi * phase) ** 2
        hip, knee = 203.0 - 110.0 * bend, 176.0 - 21.0 * bend
        return {"hip_left": hip, "hip_right": hip, "knee_left": knee, "knee_right": knee}

    coach = Coach(load_stretch("deadlift"))
    for t in times(18, 20.0):
        coach.update(seen(t, at(t)))
    summary = coach.finish()
    assert len(summary.reps) == 4
    worst = {r.check: r.verdict for rep in summary.reps for r in rep.checks}
    assert worst == {
        "leaning-back": "adjust",
        "lock-out": "adjust",
        "bottom-knee": "good",
        "bottom-hip": "good",
    }
    assert sentence(summary.advice) == "Next time, finish tall, with your ribs over your hips."


def test_repetitions_from_the_top_are_as_before():
    assert squat().reps.starts == "top"


def test_the_description_speaks_of_the_course(quad):
    text = describe(quad)
    assert "changes by at most 10 degrees either way" in text
    assert "in the second view, afterwards" in text
    assert f"the coach says: *{quad.second_view.say}*. In a clip, film that last" in text
    assert "it is not scored" in text


def test_a_timer_runs_whatever_is_shown():
    stretch = load_stretch("ball-release-back")
    coach = Coach(stretch)
    view = View(None, None, None, None)
    for t in times(95, 5.0):
        coach.update(Measurements(0, t, True, view, Legs(), {}))
    summary = coach.finish()
    assert summary.longest_s > 90
    assert summary.verdict == "good"


def test_what_a_variant_does_stands_in_the_place_of_the_steps_that_it_replaces():
    plain = load_stretch("half-kneeling-reach-back")
    (version,) = [one for one in plain.variants if one.id == "no-reach"]
    assert version.replaces == (3, 4)
    steps = load_stretch("half-kneeling-reach-back:no-reach").steps
    assert steps == (*plain.steps[:2], version.say, plain.steps[4])
    beside = load_stretch("quadruped-leg-lift:bent-knee")
    whole = load_stretch("quadruped-leg-lift").steps
    assert beside.steps == (
        *whole,
        "Bend the knee of the lifted leg, as if to stand on the ceiling "
        "with the sole of that foot.",
    )
