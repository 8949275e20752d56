"""A stretch in words."""

import re

import pytest

from formcheck.stretches.files.loading import list_stretches, load_stretch
from formcheck.stretches.model.check import Check
from formcheck.stretches.model.measures import (
    MEASURE_ROLES,
    SIDED_MEASURES,
    WHOLE_MEASURES,
    Measure,
)
from formcheck.stretches.model.stretch import Stretch
from formcheck.stretches.text import medical_notice
from formcheck.stretches.text.description import describe
from formcheck.stretches.text.phrases import (
    camera_words,
    check_target_words,
    duration_words,
    leg_words,
    stretch_measure_words,
)
from formcheck.words import say, speaking


@pytest.fixture(scope="module")
def lunge() -> Stretch:
    return load_stretch("half-kneeling-lunge")


@pytest.mark.parametrize("stretch", list_stretches(), ids=lambda stretch: stretch.id)
def test_a_description_holds_everything_the_file_says(stretch):
    text = describe(stretch)
    for part in (
        stretch.name, stretch.summary, *stretch.steps, stretch.breathing or "", *stretch.easier,
        *stretch.harder, *stretch.safety, *stretch.cannot_see, *stretch.sources,
        medical_notice.NOTICE, medical_notice.ASK_FIRST, medical_notice.EMERGENCY,
    ):  # fmt: skip
        assert part in text
    for check in stretch.checks:
        assert say(check.reason) in text
        assert check_target_words(check) in text
    assert "None" not in text
    assert "[" not in text, "a measure's own name is no coach's word"
    assert "_" not in text


def test_a_target_towards_the_other_direction_turns_round():
    assert check_target_words(load_stretch("standing-pelvic-tilt").check("tuck")) == (
        "at least 5 degrees towards tucked; a fault only beyond 5 degrees towards arched"
    )
    assert (
        check_target_words(load_stretch("saddle").check("knees-down"))
        == "70 to 115 degrees forward"
    )


def test_repetitions_are_told_from_where_they_start():
    bridge = describe(load_stretch("glute-bridge"))
    assert "falls by 12 degrees from where you begin, and comes back to within 4" in bridge
    assert "goes from 160 to 120 degrees and back" in describe(load_stretch("squat"))


def test_targets_of_the_lunge_in_words(lunge):
    words = {check.id: check_target_words(check) for check in lunge.checks}
    assert words == {
        "tuck": "at least 3 degrees towards tucked; a fault only beyond 5 degrees towards arched",
        "front-knee": "at least 80 degrees",
        "trunk-lean": "5 degrees backward to 10 degrees forward",
        "rear-hip": "185 to 200 degrees",
        "hips-square": "within 15 degrees either way",
        "knee-on-floor": "at most 25 % of your trunk's length",
        "rear-knee": "90 to 120 degrees",
    }
    assert describe(lunge).index("Tilt of your pelvis") < describe(lunge).index("of the hip, the")


def test_percent_and_one_sided_leans():
    rise = load_stretch("prone-press-up").check("hips-down")
    assert check_target_words(rise) == "at most 8 % of your trunk's length"
    lean = Check(id="lean", measure="trunk_lean", low=5, high=20, why="Because.")
    assert check_target_words(lean) == "5 to 20 degrees forward"
    assert check_target_words(Check(id="none", measure="trunk_lean", why="Because.")) == "no target"


@pytest.mark.parametrize(
    ("worked_leg", "role", "words"),
    [
        ("rear", "worked", "the rear leg"),
        ("rear", "other", "the front leg"),
        ("bent", "other", "the straight leg"),
        ("lifted", "worked", "the lifted leg"),
        ("lifted", "other", "the other side"),
        ("near", "worked", "the worked side"),
        (None, "near", "the side nearer to the camera"),
        (None, "far", "the side away from the camera"),
        (None, "left", "the left side"),
    ],
)
def test_legs_in_words(lunge, worked_leg, role, words):
    assert leg_words(lunge.model_copy(update={"worked_leg": worked_leg}), role) == words


@pytest.mark.parametrize("name", ["elbow", "shoulder", "arm_lean", "arm_spread"])
def test_an_arm_is_on_a_legs_side_and_no_leg(lunge, name):
    words = {
        role: stretch_measure_words(lunge, Measure(name=name, role=role)) for role in MEASURE_ROLES
    }
    assert words["worked"].endswith(" on the rear leg's side")
    assert words["other"].endswith(" on the front leg's side")
    assert words["near"].endswith(" on the side nearer to the camera")
    assert words["left"].endswith(" on the left side")


@pytest.mark.parametrize("name", ["hip", "knee", "thigh", "knee_height", "ankle_to_knee"])
def test_a_leg_is_named_itself(lunge, name):
    assert stretch_measure_words(lunge, Measure(name=name, role="worked")).endswith(
        ", the rear leg"
    )


@pytest.mark.parametrize(
    ("stretch", "words"),
    [
        ("half-kneeling-reach-back", "Lean of the arm on the rear leg's side: at least 15 degrees"),
        ("foam-roller-knee-to-chest", "Angle of the shoulder on the straight leg's side: "),
        ("scorpion", "Spread of the arm on the other side: "),
        ("quadruped-leg-lift", "Lean of the arm on the side nearer to the camera: "),
    ],
)
def test_the_arms_of_the_catalogue_are_told_by_their_side(stretch, words):
    assert words in describe(load_stretch(stretch))


def test_every_measure_has_words(lunge):
    for name in SIDED_MEASURES:
        for role in MEASURE_ROLES:
            assert "_" not in stretch_measure_words(lunge, Measure(name=name, role=role))
    for name in WHOLE_MEASURES:
        assert stretch_measure_words(lunge, Measure(name=name)).startswith(
            ("Lean", "Rise", "Tilt", "Sl", "T", "Height", "Distance", "Roll")
        )


def test_how_long(lunge):
    assert duration_words(lunge).startswith("2 sets of 30 seconds on each side.")
    assert duration_words(load_stretch("squat")).startswith("2 sets of 10 repetitions.")
    timer = lunge.model_copy(
        update={
            "kind": "timer",
            "sides": "none",
            "hold": lunge.hold.model_copy(update={"seconds": 300.0, "sets": 1}),
        }
    )
    assert duration_words(timer) == "1 set of 5 minutes."
    assert duration_words(timer.model_copy(update={"hold": None})) == "As long as you like."


def test_where_the_camera_goes(lunge):
    assert "The rear leg is the one nearer to it" in camera_words(lunge)
    assert "beyond 30 degrees" in camera_words(lunge)
    assert "close to the floor" in camera_words(load_stretch("prone-press-up"))
    front = lunge.view.model_copy(update={"from_": "front"})
    assert "in front of you" in camera_words(lunge.model_copy(update={"view": front}))
    anywhere = lunge.view.model_copy(update={"from_": "any"})
    assert "wherever" in camera_words(lunge.model_copy(update={"view": anywhere}))


def test_a_stretch_without_checks_or_safety_words(lunge):
    bare = lunge.model_copy(update={"checks": (), "safety": (), "harder": (), "breathing": None})
    text = describe(bare)
    assert "No angle is scored" in text
    assert medical_notice.STOP_SIGNS in text
    assert "To make it harder" not in text
    assert "Breathing" not in text


@pytest.mark.parametrize("code", ["en", "de", "es"])
@pytest.mark.parametrize("stretch", list_stretches(), ids=lambda stretch: stretch.id)
def test_no_two_marks_follow_each_other(stretch: Stretch, code: str) -> None:
    with speaking(code):
        page = describe(stretch)
    assert not re.search(r"[,;:]\s*[.,;:](?!\d)", page)


@pytest.mark.parametrize(
    ("version", "gone"),
    [("squat:quarter", "thighs are level"), ("glute-bridge:half", "trunk and thighs are in line")],
)
def test_an_easier_version_does_not_ask_for_the_whole_way_too(version: str, gone: str) -> None:
    easier = load_stretch(version)
    assert gone in " ".join(load_stretch(version.partition(":")[0]).steps)
    assert gone not in " ".join(easier.steps)


def test_the_stop_signs_stand_once_beside_the_lines_of_a_stretch(lunge: Stretch) -> None:
    beside = medical_notice.notice_beside(lunge.safety)
    assert medical_notice.STOP_SIGNS not in beside
    assert set(beside) == {*medical_notice.WHOLE} - {medical_notice.STOP_SIGNS}
    assert medical_notice.notice_beside(["Never bounce."]) == medical_notice.WHOLE
