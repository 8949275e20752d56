"""Exchanged legs, passers-by and cuts put into the sample clips: one person, legs kept apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.disturb import (
    SPELLS,
    Sprite,
    exchange,
    frames,
    joined,
    truth,
    with_exchanges,
    with_person,
)
from benchmarks.identity import misnamed, names_of_truth
from formcheck.capture.frame import Frame
from formcheck.pose.engine.mediapipe import MediaPipeEstimator
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.follow import Follower
from formcheck.pose.landmark import SIDES
from formcheck.pose.network import Layers
from formcheck.pose.parts import FEET, KNEES
from formcheck.pose.pose import Pose
from formcheck.pose.sides.identity import SideKeeper, keep_sides
from formcheck.pose.sides.leg_side_classifier import Namer, load_namer, side_features
from formcheck.review import Review
from tests.conftest import STRETCH_OF
from tests.skeleton import Person

pytestmark = pytest.mark.xdist_group("samples")

LUNGE = Person(hip={"left": 85.0, "right": 192.0}, knee={"left": 95.0, "right": 100.0})
MAIN = "half-kneeling-lunge-good"

Clip = tuple[list[float], list[Pose | None]]


@pytest.fixture(scope="module")
def clips(reviewed: Callable[[str], Review]) -> list[Clip]:
    """Return times and poses of the sample clips, with the legs named by the truth."""
    found = []
    for name in STRETCH_OF:
        recording = reviewed(name).recording
        poses = names_of_truth(name, list(recording.poses))
        found.append(([frame.time_s for frame in recording.measurements], poses))
    return found


@pytest.mark.parametrize("kind", SPELLS)
def test_of_a_thousand_frames_at_most_one_keeps_a_wrong_name(clips: list[Clip], kind: str) -> None:
    rng = np.random.default_rng(11)
    count = spoilt = live = recorded = 0
    for times, right in clips:
        poses = with_exchanges(right, kind, rng)
        keeper = SideKeeper(load_namer())
        named = [keeper.update(pose, at) for pose, at in zip(poses, times, strict=True)]
        count += len(right)
        spoilt += misnamed(poses, right)
        live += misnamed(named, right)
        recorded += misnamed(list(keep_sides(poses, times, load_namer())), right)
    assert spoilt >= 10
    assert live <= count / 1000
    assert recorded <= count / 1000


def test_hardly_any_leg_is_refused_where_nothing_is_wrong(clips: list[Clip]) -> None:
    for times, poses in clips:
        kept = [pose for pose in keep_sides(poses, times, load_namer()) if pose is not None]
        assert sum(bool(pose.unsure) for pose in kept) <= 0.02 * len(kept)


def test_the_naming_judges_the_mirrored_pose_alike() -> None:
    pose = LUNGE.pose()
    assert np.allclose(side_features(pose), side_features(pose.mirrored()))
    assert np.allclose(load_namer()(pose), load_namer()(pose.mirrored()))


def test_exchanged_parts_are_seen_in_a_single_pose() -> None:
    pose, namer = LUNGE.pose(), load_namer()
    assert (namer(pose) < 0).all()
    assert (namer(exchange(pose, [KNEES, FEET])) > 0).all()
    assert namer(exchange(pose, [KNEES]))[0] > 0


def _constant(namer: Namer, evidence: float) -> Layers:
    """Return layers that answer the same of every pose."""
    count = len(namer.mean)
    weights = np.zeros((1, 1, count, 2), dtype=np.float32)
    return ((weights, np.full((1, 1, 1, 2), evidence, dtype=np.float32)),)


def test_without_the_classifier_a_single_picture_keeps_the_names_of_the_engine() -> None:
    pose = exchange(LUNGE.pose(), [KNEES, FEET])
    (kept,), (told,) = keep_sides([pose], [0.0]), keep_sides([pose], [0.0], load_namer())
    assert kept is not None
    assert told is not None
    assert (kept.pixels == pose.pixels).all()
    assert kept.legs_named
    assert (told.pixels == LUNGE.pose().pixels).all()


def test_names_are_sure_only_where_something_tells_them() -> None:
    pose, namer = LUNGE.pose(), load_namer()
    for evidence, sure in ((-3.0, True), (-0.5, False), (0.0, False)):
        says = replace(namer, layers=_constant(namer, evidence))
        (found,) = keep_sides([pose], [0.0], says)
        assert found is not None
        assert found.legs_named is sure
        # Weak evidence that lasts is strong evidence.
        clip = list(keep_sides([pose] * 90, [row / 30 for row in range(90)], says))
        assert clip[45] is not None
        assert clip[45].legs_named is (evidence != 0.0)


@pytest.fixture(scope="module")
def passer_by() -> Sprite:
    """Return somebody cut out of another clip, without asking the engine for the silhouette."""
    (frame,) = frames("squat-set", 1)
    joints = np.concatenate([truth("squat-set", joint)[0] for joint in ("shoulder", "ankle")])
    left, right = int(joints[:, 0].min()) - 35, int(joints[:, 0].max()) + 35
    part = frame.image[60:455, left:right]
    return Sprite(part, np.ones(part.shape[:2], np.float32))


def test_a_slow_passer_by_does_not_take_the_engine_along(passer_by: Sprite) -> None:
    count = 96
    hips, shoulders = truth(MAIN, "hip"), truth(MAIN, "shoulder")
    trunk = float(np.linalg.norm((shoulders - hips).mean(axis=1), axis=1)[0])
    places = np.concatenate([np.full(30, -9999.0), np.linspace(420.0, -150.0, count - 30)])
    astray = nobody = 0
    with MediaPipeEstimator() as estimator:
        follower = Follower(estimator)
        for frame, left in zip(frames(MAIN, count), places, strict=True):
            pose = follower.see(with_person(frame, passer_by, left, 460.0)).pose
            if pose is None:
                nobody += 1
                continue
            found = np.mean([pose.joint("hip", side) for side in SIDES], axis=0)
            astray += bool(np.linalg.norm(found - hips[frame.index].mean(axis=0)) > 0.5 * trunk)
    # While the person is covered there is nothing to see.
    assert astray <= 8
    assert nobody <= 12


def test_whoever_walks_away_from_their_place_is_followed() -> None:
    def script(frame: Frame) -> Pose:
        centre = 200.0 + 150.0 * min(max(frame.time_s - 2.0, 0.0), 1.5)
        return replace(LUNGE, centre=(centre, 240.0)).pose()

    follower = Follower(ScriptedEstimator(script))
    blank = np.zeros((480, 640, 3), np.uint8)
    for row in range(150):
        sighting = follower.see(Frame(blank, row, row / 30))
        assert sighting.pose is not None
        assert not sighting.afresh


def test_after_hard_cuts_the_new_scene_is_seen_at_once() -> None:
    names = (MAIN, "squat-set", "prone-press-up", "half-kneeling-lunge-arched")
    places = {name: truth(name, "hip") for name in names}
    afresh = []
    with MediaPipeEstimator() as estimator:
        follower = Follower(estimator)
        for frame, name, row in joined(names, 8):
            sighting = follower.see(frame)
            if sighting.afresh:
                afresh.append(frame.index)
            assert sighting.pose is not None
            hips = np.mean([sighting.pose.joint("hip", side) for side in SIDES], axis=0)
            assert np.linalg.norm(hips - places[name][row].mean(axis=0)) < 50.0
    assert afresh == [8, 16, 24]
