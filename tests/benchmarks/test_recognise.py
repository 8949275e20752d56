"""What counts as right where the recognition of positions is measured."""

from benchmarks.recognise.__main__ import answer
from benchmarks.recognise.labels import PHOTOS, is_at_its_end, right_positions
from formcheck.measure.measurement import Legs, Measurements, Posture


def truth(trunk: float, hip: float = 180.0, knee: float = 180.0) -> dict[str, float]:
    return {
        "trunk_lean": trunk, "hip_left": hip, "hip_right": hip, "knee_left": knee,
        "knee_right": knee,
    }  # fmt: skip


def test_postures_between_two_positions_may_be_called_either() -> None:
    assert right_positions("prone", "press-up", truth(50.0)) == {"press-up"}
    assert right_positions("prone", "press-up", truth(72.0)) == {"press-up", "prone"}
    assert right_positions("squat", "squat", truth(30.0, knee=80.0)) == {"squat"}
    assert right_positions("squat", "squat", truth(10.0, knee=160.0)) == {"standing", "squat"}
    assert not is_at_its_end("squat", truth(10.0, knee=160.0))


def test_an_unlikely_best_position_counts_as_not_told() -> None:
    posture = Posture({"lunge": 0.4, "squat": 0.35, "other": 0.25})
    frame = Measurements(0, 0.0, True, None, Legs(), {}, posture)

    told = answer(frame, "lunge", PHOTOS["lunge"])

    assert told.right
    assert told.word == "can't tell"
