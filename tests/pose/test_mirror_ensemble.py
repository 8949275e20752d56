"""Two looks at a picture, and legs that keep their names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.capture.frame import Frame
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.mirror import MIRROR_ORDER
from formcheck.pose.pose import Pose
from formcheck.pose.sides.identity import SideKeeper, keep_sides
from formcheck.pose.sides.mirror_ensemble import TwoLooks, exchange_legs, leg_distance, merge
from tests.skeleton import Person

LUNGE = Person(hip={"left": 85.0, "right": 192.0}, knee={"left": 95.0, "right": 100.0}).pose()


def same(a: Pose, b: Pose) -> bool:
    return bool(np.allclose(a.pixels, b.pixels) and np.allclose(a.world, b.world))


def moved(pose: Pose, by: float) -> Pose:
    return replace(pose, pixels=pose.pixels + by)


def frame(index: int) -> Frame:
    image = np.zeros((480, 640, 3), np.uint8)
    image[:, :10, 0] = 200  # a mark at the left edge tells the mirror image apart
    return Frame(image, index, index / 30)


def test_exchanging_the_legs_twice_changes_nothing_and_leaves_the_hips() -> None:
    once = exchange_legs(LUNGE)
    assert same(exchange_legs(once), LUNGE)
    assert np.array_equal(once.joint("knee", "left"), LUNGE.joint("knee", "right"))
    assert np.array_equal(once.joint("hip", "left"), LUNGE.joint("hip", "left"))


def test_the_mean_of_two_looks_does_not_depend_on_their_order() -> None:
    other = moved(LUNGE, 4.0)
    assert same(merge(LUNGE, other), merge(other, LUNGE))
    assert np.allclose(merge(LUNGE, other).pixels, LUNGE.pixels + 2.0)


def test_a_look_with_exchanged_legs_is_put_right_before_the_mean() -> None:
    # The exchanged look sees less depth between the legs, so the other one is believed.
    flat = replace(LUNGE, world=LUNGE.world * np.array([1.0, 1.0, 0.2]))
    for found in (merge(LUNGE, exchange_legs(flat)), merge(exchange_legs(flat), LUNGE)):
        assert np.allclose(found.pixels, LUNGE.pixels)


def test_of_two_looks_that_take_opposite_sides_for_the_left_one_counts_alone() -> None:
    turned = replace(
        LUNGE, pixels=LUNGE.pixels[MIRROR_ORDER] + 4.0, world=LUNGE.world[MIRROR_ORDER]
    )
    for found in (merge(LUNGE, turned), merge(turned, LUNGE)):
        assert same(found, LUNGE)


def test_two_looks_give_the_mirrored_pose_for_the_mirrored_picture() -> None:
    direct, mirrored = moved(LUNGE, 3.0), moved(LUNGE.mirrored(), -5.0)

    def script(seen: Frame) -> Pose:
        return direct if seen.image[0, 0, 0] == 200 else mirrored

    with TwoLooks(ScriptedEstimator(script), ScriptedEstimator(script)) as looks:
        straight = looks.estimate(frame(0))
        turned = replace(frame(1), image=np.ascontiguousarray(frame(1).image[:, ::-1]))
        mirror = looks.estimate(turned)
    assert straight is not None
    assert mirror is not None
    assert same(mirror, straight.mirrored())


@pytest.mark.parametrize("found_by", ["direct", "mirrored", "neither"])
def test_one_look_is_enough(found_by: str) -> None:
    direct = ScriptedEstimator([LUNGE if found_by == "direct" else None])
    mirror = ScriptedEstimator([LUNGE.mirrored() if found_by == "mirrored" else None])
    with TwoLooks(direct, mirror) as looks:
        found = looks.estimate(frame(0))
    assert (found is None) if found_by == "neither" else (found is not None and same(found, LUNGE))


def test_both_engines_are_closed() -> None:
    closed: list[str] = []

    class Engine(ScriptedEstimator):
        def close(self) -> None:
            closed.append("closed")

    with TwoLooks(Engine([]), Engine([])):
        pass
    assert closed == ["closed", "closed"]


def test_exchanges_in_single_frames_and_spells_are_repaired() -> None:
    poses: list[Pose | None] = [moved(LUNGE, 0.3 * row) for row in range(120)]
    truth = list(poses)
    for row in (10, 40, 41, 42, *range(70, 100)):
        pose = poses[row]
        assert pose is not None
        poses[row] = exchange_legs(pose)
    times = [row / 30 for row in range(120)]
    for found, right in zip(keep_sides(poses, times), truth, strict=True):
        assert found is not None
        assert right is not None
        assert same(found, right)


def test_a_wrong_first_frame_does_not_name_the_clip() -> None:
    poses: list[Pose | None] = [exchange_legs(LUNGE), *[LUNGE] * 30]
    found = keep_sides(poses, [row / 30 for row in range(31)])
    assert all(pose is not None and same(pose, LUNGE) for pose in found)


def test_after_a_gap_the_other_leg_may_be_in_front() -> None:
    keeper = SideKeeper()
    changed = Person(hip={"left": 192.0, "right": 85.0}, knee={"left": 100.0, "right": 95.0}).pose()
    for row in range(30):
        keeper.update(LUNGE, row / 30)
    after_gap = keeper.update(changed, 5.0)
    assert after_gap is not None
    assert same(after_gap, changed)
    assert keeper.update(None, 5.06) is None


def test_leg_distance_is_in_pixels() -> None:
    shift = np.array([3.0, 4.0])
    assert leg_distance(LUNGE, replace(LUNGE, pixels=LUNGE.pixels + shift)) == pytest.approx(5.0)
