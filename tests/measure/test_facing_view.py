"""The direction a person faces, held over time, and the camera's view."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.measure.view.facing import FacingTracker, facing_cues, facing_vote
from formcheck.measure.view.view import see, yaw, yaw_sigma
from tests.skeleton import Person

POSTURES = {
    "standing": Person(),
    "lunge": Person(hip={"left": 85.0, "right": 192.0}, knee={"left": 95.0, "right": 100.0}),
    "squat": Person(
        trunk_lean=35.0, hip={"left": 80.0, "right": 80.0}, knee={"left": 85.0, "right": 85.0}
    ),
    "prone": Person(trunk_lean=88.0),
    "supine": Person(trunk_lean=-88.0, hip={"left": 60.0, "right": 180.0}),
}


@pytest.mark.parametrize("posture", POSTURES)
@pytest.mark.parametrize("facing", ["left", "right"])
@pytest.mark.parametrize("yaw_deg", [-30.0, 0.0, 30.0])
def test_every_posture_faces_the_right_way(posture: str, facing: str, yaw_deg: float) -> None:
    known = POSTURES[posture]
    person = Person(known.trunk_lean, known.hip, known.knee, facing=facing, yaw=yaw_deg)
    pose = person.pose()
    vote = facing_vote(pose)
    assert (vote > 0.2) if facing == "right" else (vote < -0.2)
    assert facing_vote(pose.mirrored()) == pytest.approx(-vote, abs=1e-9)
    assert all(abs(cue) <= 1.0 + 1e-9 for cue in facing_cues(pose).values())


@pytest.mark.parametrize("yaw_deg", [-50.0, -20.0, 0.0, 15.0, 45.0, 70.0, 90.0])
@pytest.mark.parametrize("lean", [-90.0, 0.0, 40.0, 90.0])
@pytest.mark.parametrize("facing", ["left", "right"])
def test_yaw_is_the_turn_towards_the_camera(yaw_deg: float, lean: float, facing: str) -> None:
    pose = Person(yaw=yaw_deg, trunk_lean=lean, facing=facing).pose()
    assert yaw(pose) == pytest.approx(yaw_deg, abs=1e-6)


def test_lying_people_have_a_larger_error_of_yaw() -> None:
    sigmas = [yaw_sigma(Person(trunk_lean=lean).pose(), 35.0) for lean in (0.0, -88.0, 88.0)]
    assert sigmas[0] < sigmas[1] == sigmas[2]


def test_near_side_follows_from_the_direction() -> None:
    for facing, sign in (("right", 1), ("left", -1)):
        view = see(Person(facing=facing).pose(), sign)
        assert (view.facing, view.near, view.sign) == (facing, facing, sign)
    front = see(Person(yaw=80.0).pose(), 1)
    assert (front.facing, front.near, front.sign) == ("front", None, 0)
    assert see(Person(yaw=-80.0).pose(), 1).facing == "back"
    assert see(Person().pose(), 0).facing is None


def test_short_wrong_evidence_does_not_turn_a_settled_direction() -> None:
    tracker, time_s = FacingTracker(), 0.0
    for _ in range(60):
        time_s += 1 / 30
        assert tracker.update(0.9, time_s) == 1
    for _ in range(20):  # two thirds of a second of wrong votes
        time_s += 1 / 30
        assert tracker.update(-0.9, time_s) == 1


def test_lasting_evidence_turns_it() -> None:
    tracker = FacingTracker()
    for frame in range(60):
        tracker.update(0.9, frame / 30)
    seen = [tracker.update(-0.9, 2 + frame / 30) for frame in range(60)]
    assert seen[-1] == -1
    assert seen.count(1) / 30 == pytest.approx(1.0 / 0.9, abs=0.1)


def test_a_primed_tracker_is_right_from_the_first_frame() -> None:
    votes = [-0.3, -0.2] + [0.9] * 60
    times = [frame / 30 for frame in range(62)]
    plain, primed = FacingTracker(), FacingTracker()
    primed.prime(votes, times)
    assert plain.update(votes[0], 0.0) == -1
    assert all(primed.update(v, t) == 1 for v, t in zip(votes, times, strict=True))


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=80), st.floats(0.005, 0.5))
def test_the_tracker_is_mirror_symmetric(votes: list[float], step: float) -> None:
    one, two = FacingTracker(), FacingTracker()
    for row, vote in enumerate(votes):
        assert one.update(vote, row * step) == -two.update(-vote, row * step)


def test_the_view_tells_what_is_cut_off() -> None:
    assert see(Person().pose(), 1).cut_off == ()
    low = see(Person(centre=(320.0, 360.0)).pose(), 1)
    assert set(low.cut_off) == {"ankle_left", "ankle_right"}
    assert "shoulder_left" in see(Person(centre=(320.0, 60.0)).pose(), 1).cut_off


def test_a_joint_drawn_just_inside_the_edge_counts_as_cut_off() -> None:
    pose = Person().pose()
    lowest = max(pose.joint("ankle", side)[1] for side in ("left", "right"))
    # The estimator draws most of what it cannot see within one percent of the picture's edge.
    for gap, cut in ((0.005, {"ankle_left", "ankle_right"}), (0.02, set())):
        pixels = pose.pixels.copy()
        pixels[:, 1] += pose.height - gap * pose.width - lowest
        shifted = replace(pose, pixels=pixels)
        assert set(see(shifted, 1).cut_off) == cut


def test_size_and_distance_follow_the_scale() -> None:
    near, far = (see(Person(scale=scale).pose(), 1) for scale in (200.0, 100.0))
    assert near.fill is not None
    assert far.fill == pytest.approx(near.fill / 2)
    assert near.distance_m is not None
    assert far.distance_m == pytest.approx(2 * near.distance_m)
    # 320 pixels over the tangent of 32.5 degrees, and 200 pixels a metre.
    assert near.distance_m == pytest.approx(2.51, abs=0.01)
