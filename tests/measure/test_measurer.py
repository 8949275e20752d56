"""What is remembered between frames: direction, and the hips' height when flat."""

from __future__ import annotations

import pytest

from formcheck.measure.measurer import Measurer
from formcheck.measure.model.measurement import Measurement, Measurements
from formcheck.pose.pose import Pose
from tests.skeleton import Person
from tests.spoken import words


def run(poses: list[Pose | None], rate: float = 30.0) -> list[Measurements]:
    measurer = Measurer()
    return [measurer.update(pose, row, row / rate) for row, pose in enumerate(poses)]


def test_nobody_gives_reasons() -> None:
    (frame,) = run([None])
    assert not frame.person
    assert frame.view is None
    assert "Nobody" in (words(frame.values["hip_left"].reason) or "")


def test_one_misread_frame_does_not_fold_the_hip() -> None:
    person = Person(hip={"left": 85.0, "right": 195.0}, knee={"left": 95.0, "right": 100.0})
    poses: list[Pose | None] = [person.pose()] * 40
    # All cues turned round, landmarks in place: what a front/back misreading looks like.
    poses[20] = person.pose()
    for frame in run(poses):
        assert frame.values["hip_right"].value == pytest.approx(195.0, abs=1e-6)
        assert frame.view is not None
        assert frame.view.facing == "right"


def prone(rise: float, pitch: float) -> Pose:
    """A person face down, hips lifted by `rise` degrees of the thighs, chest up by `pitch`."""
    return Person(
        trunk_lean=90.0 - pitch,
        hip={"left": 180.0 + pitch - rise, "right": 180.0 + pitch - rise},
        size=(900, 600), centre=(450.0, 300.0),
    ).pose()  # fmt: skip


def test_rise_is_measured_from_lying_flat() -> None:
    frames = run([prone(0.0, 0.0)] * 45 + [prone(0.0, 30.0)] * 10)
    assert frames[5].values["hips_rise"].value is None
    assert "Lie flat" in (words(frames[5].values["hips_rise"].reason) or "")
    assert frames[-1].values["hips_rise"].value == pytest.approx(0.0, abs=0.5)
    assert frames[-1].values["trunk_pitch"].value == pytest.approx(30.0, abs=1e-6)


def test_the_flat_reference_needs_lying_flat() -> None:
    frames = run([prone(0.0, 30.0)] * 60)
    assert frames[-1].values["hips_rise"].value is None


def test_measurement_refuses_half_truths() -> None:
    with pytest.raises(ValueError, match="neither"):
        Measurement(1.0, None, None)
    with pytest.raises(ValueError, match="beside a reason"):
        Measurement(1.0, 1.0, "because")
    with pytest.raises(ValueError, match="finite"):
        Measurement.known(float("nan"), 1.0)
    with pytest.raises(ValueError, match="sigma above 0"):
        Measurement.known(1.0, 0.0)
