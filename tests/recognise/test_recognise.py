"""Which stretch a clip shows, from the specifications alone."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.coach.frame.summary_model import Recognition
from formcheck.codes.coach import RecognitionCode
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.recognise.doubt import SURE
from formcheck.recognise.recognise import evidence, recognise
from formcheck.session import measure_clip
from formcheck.stretches.files.loading import list_stretches, load_stretch
from formcheck.stretches.model.stretch import Stretch
from tests.coach.test_wrong_movement import LUNGE, STANDING, filmed, squats
from tests.people import PEOPLE, both
from tests.skeleton import Person
from tests.spoken import words

Part = tuple[float, Person]

DEEP_HINGE = Person(trunk_lean=75, hip=both(90), knee=both(155))
BRIDGE = Person(trunk_lean=-118, hip=both(178), knee=both(90))
HIPS_DOWN = Person(trunk_lean=-92, hip=both(132), knee=both(85))
TABLE = Person(hip={"left": 178, "right": 192}, knee={"left": 165, "right": 80})
LEG_LIFT = Person(
    trunk_lean=85, hip={"left": 95, "right": 185}, knee={"left": 90, "right": 172},
    shoulder=both(85),
)  # fmt: skip
REACH = replace(LUNGE, shoulder={"left": 40.0, "right": -25.0})
HEEL = Person(trunk_lean=90, hip=both(180), knee={"left": 178, "right": 45})

HELD = Person(trunk_lean=-92, hip={"left": 50, "right": 185}, knee={"left": 70, "right": 174})

CLIPS: dict[str, list[Part]] = {
    "half-kneeling-lunge": [(2.0, STANDING), (10.0, LUNGE), (2.0, STANDING)],
    "half-kneeling-reach-back": [(1.5, STANDING), (10.0, REACH)],
    "table-stretch": [(2.0, STANDING), (10.0, TABLE)],
    "squat": squats(4),
    "deadlift": [(1.0, STANDING), (1.2, DEEP_HINGE)] * 4 + [(1.0, STANDING)],
    "quadruped-leg-lift": [(2.0, PEOPLE["all fours"]), (8.0, LEG_LIFT)],
    "prone-press-up": [(3.0, PEOPLE["prone"]), (8.0, PEOPLE["press-up"])],
    "prone-quad-stretch": [(2.0, PEOPLE["prone"]), (8.0, HEEL)],
    "glute-bridge": [(1.5, HIPS_DOWN), (1.5, BRIDGE)] * 4,
    "saddle": [(8.0, PEOPLE["on the heels"])],
}


@pytest.fixture(scope="module")
def stretches() -> list[Stretch]:
    return list_stretches()


def measured(parts: Sequence[Part], *, mirrored: bool = False) -> list[Measurements]:
    return measure_clip(filmed(parts, mirrored=mirrored))


def best(recognition: Recognition) -> str:
    return recognition.guesses[0].stretch


@pytest.mark.parametrize("stretch", CLIPS)
def test_each_stretch_is_ranked_first_in_a_clip_of_it(
    stretch: str, stretches: list[Stretch]
) -> None:
    found = recognise(measured(CLIPS[stretch]), stretches)

    assert best(found) == stretch
    assert len(found.guesses) == 3
    confidences = [guess.confidence for guess in found.guesses]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) <= 1.0 + 1e-9


@pytest.mark.parametrize("stretch", ["half-kneeling-lunge", "squat", "prone-quad-stretch"])
def test_the_mirrored_clip_gives_the_same_answer(stretch: str, stretches: list[Stretch]) -> None:
    plain = recognise(measured(CLIPS[stretch]), stretches)
    mirrored = recognise(measured(CLIPS[stretch], mirrored=True), stretches)

    assert [g.stretch for g in mirrored.guesses][:1] == [g.stretch for g in plain.guesses][:1]
    assert mirrored.guesses[0].confidence == pytest.approx(plain.guesses[0].confidence, abs=0.02)


def test_a_clear_clip_is_sure_and_names_the_position(stretches: list[Stretch]) -> None:
    found = recognise(measured(CLIPS["squat"]), stretches)

    assert found.sure
    assert found.position == "squat"
    assert found.reason is None


def test_standing_before_and_after_does_not_make_it_a_standing_stretch(
    stretches: list[Stretch],
) -> None:
    found = recognise(measured([(12.0, STANDING), (8.0, LUNGE), (12.0, STANDING)]), stretches)

    assert best(found) == "half-kneeling-lunge"


def test_seen_from_the_front_it_is_not_sure_and_says_why(stretches: list[Stretch]) -> None:
    frontal = replace(LUNGE, yaw=85.0)

    found = recognise(measured([(8.0, frontal)]), stretches)

    assert not found.sure
    assert found.reason is not None
    assert "at your side" in words(found.reason)


def test_where_the_camera_stands_must_be_told_for_a_position_to_be_believed(
    stretches: list[Stretch],
) -> None:
    """As from above: the turn looks small and its error is large."""
    frames = [
        replace(frame, view=replace(frame.view, yaw_deg=30.0, yaw_sigma=28.0))
        for frame in measured(CLIPS["quadruped-leg-lift"])
        if frame.view is not None
    ]

    found = recognise(frames, stretches)

    assert not found.sure
    assert found.position is None
    assert found.reason is not None
    assert "not clear from where" in words(found.reason)


def test_a_stretch_to_whose_target_nobody_comes_near_is_not_sure(
    stretches: list[Stretch],
) -> None:
    """As a cat's back is, which no file knows: of the catalogue only the leg lift looks like it."""
    found = recognise(measured([(10.0, PEOPLE["all fours"])]), stretches)

    assert best(found) == "quadruped-leg-lift"
    assert not found.sure
    assert found.reason is not None
    assert found.reason.code is RecognitionCode.NEVER_NEAR


def test_neighbours_share_the_belief_where_feet_and_height_stand_between_them(
    stretches: list[Stretch],
) -> None:
    down = Person(trunk_lean=-93, hip=both(142), knee=both(112))
    between = Person(trunk_lean=-102, hip=both(170), knee=both(112))
    found = recognise(measured([(1.5, down), (1.5, between)] * 4), stretches)

    assert {g.stretch for g in found.guesses[:2]} == {"glute-bridge", "hamstring-bridge"}
    assert found.guesses[0].confidence < SURE
    assert found.sure  # together
    assert len(found.siblings) == 1


def test_lying_still_is_no_certain_stretch(stretches: list[Stretch]) -> None:
    found = recognise(measured([(8.0, PEOPLE["supine"])]), stretches)

    assert not found.sure
    assert found.position == "supine"


def test_a_value_that_is_only_shown_speaks_for_no_stretch() -> None:
    standing = load_stretch("standing-posture")
    pelvis = standing.check("pelvis")
    assert pelvis.low is None
    assert pelvis.high is None
    frames = [
        replace(frame, values={**frame.values, "pelvic_tilt": Measurement.known(2.0, 4.0)})
        for frame in measured([(6.0, STANDING)])
    ]
    bare = standing.model_copy(
        update={"checks": tuple(check for check in standing.checks if check.id != "pelvis")}
    )

    assert evidence([standing], frames, frames) == pytest.approx(evidence([bare], frames, frames))


def test_a_band_that_is_only_shown_is_never_missed() -> None:
    """The arm overhead is asked for in one version of the stretch alone."""
    roller = load_stretch("foam-roller-knee-to-chest")
    assert not roller.check("arm-overhead").scored
    frames = [
        replace(frame, values={**frame.values, "shoulder_right": Measurement.known(20.0, 4.0)})
        for frame in measured([(6.0, HELD)])
    ]
    bare = roller.model_copy(
        update={"checks": tuple(c for c in roller.checks if c.id != "arm-overhead")}
    )

    assert evidence([roller], frames, frames) == pytest.approx(evidence([bare], frames, frames))


def test_two_targets_on_one_measure_speak_once() -> None:
    bridge = load_stretch("glute-bridge")
    frames = measured(CLIPS["glute-bridge"])
    top = bridge.check("top-hip")
    twice = bridge.model_copy(
        update={"checks": (*bridge.checks, top.model_copy(update={"id": "again"}))}
    )

    assert evidence([twice], frames, frames) == pytest.approx(evidence([bridge], frames, frames))


def test_nobody_is_told_as_such(stretches: list[Stretch]) -> None:
    frames = [replace(frame, person=False, posture=None) for frame in measured([(1.0, LUNGE)])]

    found = recognise(frames, stretches)

    assert found.guesses == ()
    assert found.reason is not None
    assert "Nobody" in words(found.reason)


def test_a_stretch_that_nobody_has_seen_is_found_from_its_file_alone() -> None:
    """A standing quad stretch: of the catalogue, only a foot on a low table looks like it."""
    folder = Path(__file__).parents[1] / "stretches" / "files"
    quad = load_stretch(folder / "standing-quad-stretch.yaml")
    person = Person(hip={"left": 178, "right": 178}, knee={"left": 174, "right": 40})

    found = recognise(measured([(2.0, STANDING), (8.0, person)]), [*list_stretches(), quad])

    assert {guess.stretch for guess in found.guesses[:2]} == {quad.id, "table-stretch"}
