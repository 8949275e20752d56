"""The reference of a start pose: what counts as having been seen before the stretch."""

from __future__ import annotations

import pytest

from formcheck.coach.watch.start_pose import StartReference
from formcheck.measure.model.measurement import Legs, Measurement, Measurements, View
from formcheck.stretches.files.loading import load_stretch

FOUR = load_stretch("figure-four")
LYING = FOUR.check("pelvis-flat")
VIEW = View("left", 0.0, 2.0, "left")


def lying(time_s: float, pitch: float = 4.0, knee: float = 90.0) -> Measurements:
    values = {
        "trunk_pitch": Measurement.known(pitch, 3.0),
        "knee_left": Measurement.known(knee, 5.0),
    }
    return Measurements(0, time_s, True, VIEW, Legs(), values)


def changed(reference: StartReference, pitch: float) -> float | None:
    return reference.change(LYING, Measurement.known(pitch, 3.0)).value


def test_a_change_is_told_once_the_start_pose_was_seen_for_long_enough() -> None:
    reference = StartReference(FOUR)
    for tenth in range(10):
        reference.update(lying(tenth / 10), None, holding=False)
    assert changed(reference, 9.0) is None
    reference.update(lying(1.0), None, holding=False)
    assert changed(reference, 9.0) == pytest.approx(5.0)


def test_a_hold_that_begins_during_the_start_pose_does_not_cut_it_short() -> None:
    reference = StartReference(FOUR)
    for tenth in range(11):
        reference.update(lying(tenth / 10), None, holding=tenth > 5)
    assert changed(reference, 9.0) == pytest.approx(5.0)


def test_no_start_pose_begins_during_a_hold() -> None:
    reference = StartReference(FOUR)
    reference.update(lying(0.0, pitch=40.0), None, holding=False)
    for tenth in range(1, 20):
        reference.update(lying(tenth / 10), None, holding=True)
    assert changed(reference, 9.0) is None


def test_a_start_pose_that_was_left_during_a_hold_is_not_taken_up_again() -> None:
    reference = StartReference(FOUR)
    reference.update(lying(0.0), None, holding=False)
    for tenth in range(1, 6):
        reference.update(lying(tenth / 10, pitch=40.0), None, holding=True)
    for tenth in range(6, 20):
        reference.update(lying(tenth / 10), None, holding=True)
    assert changed(reference, 9.0) is None


def test_a_change_of_the_trunk_is_surer_than_one_value_and_one_of_the_knee_less() -> None:
    trunk, knee = (
        load_stretch("standing-pelvic-tilt").check(name) for name in ("trunk-still", "knees-still")
    )
    reference = StartReference(load_stretch("standing-pelvic-tilt"))
    for tenth in range(40):
        values = {
            "trunk_lean": Measurement.known(2.0, 4.0),
            "knee_left": Measurement.known(175.0, 4.0),
            "hip_left": Measurement.known(180.0, 4.0),
        }
        frame = Measurements(0, tenth / 10, True, VIEW, Legs(), values)
        reference.update(frame, None, holding=False)
    found = [reference.change(check, Measurement.known(9.0, 4.0)) for check in (trunk, knee)]
    assert [change.sigma for change in found] == pytest.approx([3.0, 4.4])


def test_a_change_is_counted_from_the_leg_that_turns_out_to_work() -> None:
    stretch = load_stretch("prone-extension-test")
    reference, lifted = StartReference(stretch), stretch.check("lifted")
    values = {
        "trunk_pitch": Measurement.known(3.0, 3.0),
        "hip_left": Measurement.known(176.0, 4.0),
        "hip_right": Measurement.known(172.0, 4.0),
        "knee_left": Measurement.known(174.0, 4.0),
    }
    for tenth in range(12):  # both legs lie alike, so that none is the working one yet
        frame = Measurements(0, tenth / 10, True, VIEW, Legs(), values)
        reference.update(frame, None, holding=False)
    now = Measurement.known(188.0, 4.0)
    assert reference.change(lifted, now, "hip_right").value == pytest.approx(16.0)
    assert reference.change(lifted, now, "hip_left").value == pytest.approx(12.0)
    assert reference.change(lifted, now).value is None
