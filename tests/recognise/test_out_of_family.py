"""What people do beside the catalogue, and stretches that look alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.codes.coach import RecognitionCode
from formcheck.codes.measure import ReasonCode
from formcheck.measure.model.measurement import Measurement
from formcheck.measure.posture.contacts import contacts
from formcheck.message import Message
from formcheck.recognise.doubt import SURE
from formcheck.recognise.recognise import akin, recognise
from formcheck.session import measure_clip
from formcheck.stretches.files.loading import list_stretches, load_stretch
from formcheck.stretches.model.stretch import Stretch
from tests.coach.test_wrong_movement import filmed
from tests.people import PEOPLE, both
from tests.skeleton import Person

PLANK = Person(trunk_lean=70, hip=both(183), knee=both(178), shoulder=both(75))
LOCUST = Person(trunk_lean=68, hip=both(222), knee=both(178), shoulder=both(-12))
BOW = Person(trunk_lean=50, hip=both(240), knee=both(70), shoulder=both(-60))
DANCER = Person(
    trunk_lean=15,
    hip={"left": 165, "right": 225},
    knee={"left": 178, "right": 60},
    shoulder={"left": 120, "right": -45},
    elbow=both(178),
)
ONE_LEG_HINGE = Person(trunk_lean=70, hip={"left": 105, "right": 172}, knee=both(172))
CAMEL = Person(trunk_lean=-70, hip=both(205), knee=both(85), shoulder=both(-40))
FOLD = Person(trunk_lean=155, hip=both(30), knee=both(175), shoulder=both(160))
BOWED_SQUAT = Person(trunk_lean=62, hip=both(75), knee=both(95), shoulder=both(70))
PRESS_UP = Person(trunk_lean=45, hip=both(225), shoulder=both(80))


@pytest.fixture(scope="module")
def stretches() -> list[Stretch]:
    return list_stretches()


@pytest.mark.parametrize(
    "person", [PLANK, LOCUST, BOW, DANCER], ids=["plank", "locust", "bow", "dancer"]
)
@pytest.mark.parametrize("facing", ["left", "right"])
def test_what_no_stretch_is_is_never_sure(
    person: Person, facing: str, stretches: list[Stretch]
) -> None:
    found = recognise(measure_clip(filmed([(3.0, replace(person, facing=facing))])), stretches)
    assert not found.sure


@pytest.mark.parametrize(
    ("person", "stretch"),
    [
        (PRESS_UP, "prone-press-up"),
        (ONE_LEG_HINGE, "deadlift"),
        (FOLD, "deadlift"),
        (BOWED_SQUAT, "squat"),
        (CAMEL, "saddle"),
    ],
)
def test_what_rests_as_the_stretch_does_comes_first(
    person: Person, stretch: str, stretches: list[Stretch]
) -> None:
    found = recognise(measure_clip(filmed([(3.0, person)])), stretches)
    assert found.guesses[0].stretch == stretch


def test_hands_and_hips_tell_a_plank_from_a_press_up() -> None:
    plank, press_up = contacts(PLANK.pose()), contacts(PRESS_UP.pose())
    assert plank.hips is not None and press_up.hips is not None
    assert plank.hips > 0.43 > press_up.hips
    assert press_up.hand is not None and press_up.hand > 0.3
    assert contacts(PEOPLE["standing"].pose()).hand is None  # nobody upright lies along the floor
    mirrored = contacts(PLANK.pose().mirrored())
    assert mirrored.hand == pytest.approx(plank.hand)


def test_what_is_outside_the_picture_is_no_contact() -> None:
    whole = PLANK.pose()
    cut = replace(whole, outside=frozenset({"wrist_left", "wrist_right"}))
    assert contacts(cut).hand is None
    assert contacts(cut).grip is None
    assert contacts(cut).hips is not None


def test_siblings_count_together_and_the_likelier_is_assumed(stretches: list[Stretch]) -> None:
    down = Person(trunk_lean=-92, hip=both(132), knee=both(85))
    up = Person(trunk_lean=-116, hip=both(178), knee=both(104))  # the feet half-way between both
    found = recognise(measure_clip(filmed([(1.5, down), (1.5, up)] * 4)), stretches)
    first, second = found.guesses[:2]
    assert {first.stretch, second.stretch} == {"glute-bridge", "hamstring-bridge"}
    assert first.confidence < SURE <= first.confidence + second.confidence
    assert found.sure
    assert [guess.stretch for guess in found.siblings] == [second.stretch]


def test_a_first_guess_that_is_sure_alone_assumes_nothing(stretches: list[Stretch]) -> None:
    clip = [(2.0, PEOPLE["standing"]), (10.0, PEOPLE["lunge"])]
    found = recognise(measure_clip(filmed(clip)), stretches)
    assert found.sure
    assert found.siblings == () or found.guesses[0].confidence < SURE


@pytest.mark.parametrize(
    ("one", "another", "alike"),
    [
        ("glute-bridge", "hamstring-bridge", True),
        ("half-kneeling-lunge", "half-kneeling-reach-back", True),
        ("squat", "deadlift", False),
        ("half-kneeling-lunge", "table-stretch", False),
        ("standing-posture", "standing-pelvic-tilt", False),
        ("ball-release-back", "breathing", False),
    ],
)
def test_siblings_are_those_judged_alike(one: str, another: str, alike: bool) -> None:
    assert akin(load_stretch(one), load_stretch(another)) == alike
    assert akin(load_stretch(another), load_stretch(one)) == alike


def test_nothing_is_sure_from_where_it_is_not_judged(stretches: list[Stretch]) -> None:
    frames = measure_clip(filmed([(8.0, PEOPLE["lunge"])]))
    assert recognise(frames, stretches).sure
    oblique = [
        replace(frame, view=replace(frame.view, yaw_deg=50.0, yaw_sigma=5.0))
        for frame in frames
        if frame.view is not None
    ]
    found = recognise(oblique, stretches)
    assert not found.sure
    assert found.guesses[0].stretch == "half-kneeling-lunge"


def test_nothing_is_sure_while_the_near_leg_is_not_told(stretches: list[Stretch]) -> None:
    frames = measure_clip(filmed([(3.0, PRESS_UP)]))
    assert recognise(frames, stretches).sure
    untold = Measurement.unknown(Message(ReasonCode.ENGINES_CONTRADICT))
    hidden = [
        replace(frame, values={**frame.values, f"shin_{frame.view.near}": untold})
        for frame in frames
        if frame.view is not None
    ]
    found = recognise(hidden, stretches)
    assert found.guesses[0].stretch == "prone-press-up"
    assert found.reason == Message(RecognitionCode.NEAR_LEG_UNTOLD)
