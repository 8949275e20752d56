"""Second looks now and then, and what they add carried on in between."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.capture.frame import Frame
from formcheck.pose.engine.movenet import Keypoints
from formcheck.pose.engine.profiles import LIGHTNING, THUNDER
from formcheck.pose.engine.several_engines import SeveralEngines
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.factory import SECOND_LOOK_S
from formcheck.pose.landmark import KEYPOINTS, Landmark
from formcheck.pose.mirror import MIRROR_ORDER
from formcheck.pose.parts import trunk_length
from formcheck.pose.sides.carried import STIRRED_BY
from formcheck.pose.sides.mirror_ensemble import TwoLooks, exchange_legs, merge
from tests.skeleton import Person

RATE = 20
EVERY = round(SECOND_LOOK_S * RATE)
LUNGE = Person(hip={"left": 90, "right": 195}, knee={"left": 95, "right": 105}).pose()
FAR = 2 * STIRRED_BY * trunk_length(LUNGE)


def moved(pose, by):
    return replace(pose, pixels=pose.pixels + by)


def frames(count):
    image = np.zeros((LUNGE.height, LUNGE.width, 3), np.uint8)
    return [Frame(image, index, index / RATE) for index in range(count)]


def looks(first, second, count=3 * EVERY, restart=None):
    """Return what two looks make of each frame, and which frames got both."""
    both = []

    def mirrored(frame):
        both.append(frame.index)
        pose = second(frame.index)
        return None if pose is None else pose.mirrored()

    direct = ScriptedEstimator(lambda frame: first(frame.index))
    with TwoLooks(direct, ScriptedEstimator(mirrored), SECOND_LOOK_S) as estimator:
        found = []
        for frame in frames(count):
            if frame.index == restart:
                estimator.restart()
            found.append(estimator.estimate(frame))
    return found, both


def test_what_a_second_look_adds_is_carried_on():
    found, both = looks(lambda row: moved(LUNGE, row / 10), lambda _: moved(LUNGE, 4.0))
    assert both == [0, EVERY, 2 * EVERY]
    for row, pose in enumerate(found):
        last = row - row % EVERY
        meant = merge(moved(LUNGE, last / 10), moved(LUNGE, 4.0)).pixels + (row - last) / 10
        assert pose.pixels == pytest.approx(meant)


def test_who_moves_is_looked_at_twice():
    _, both = looks(lambda row: moved(LUNGE, row * FAR), lambda row: moved(LUNGE, row * FAR))
    assert both == list(range(3 * EVERY))


def test_looks_that_differ_by_much_go_on_until_they_agree():
    def second(row):
        return moved(LUNGE, 4 * FAR) if row < 3 else LUNGE

    _, both = looks(lambda _: LUNGE, second)
    assert both == [0, 1, 2, 3, 3 + EVERY, 3 + 2 * EVERY]


def test_exchanged_legs_are_not_carried_on():
    # Further apart in depth in the second look, so that its names are kept.
    world = LUNGE.world.copy()
    world[25::2, 2] += 0.3
    other = replace(exchange_legs(LUNGE), world=world)
    _, both = looks(lambda _: LUNGE, lambda _: other)
    assert both == list(range(3 * EVERY))


@pytest.mark.parametrize("lost", ["first", "second"])
def test_whoever_is_lost_is_looked_for_twice(lost):
    def seen(of, row):
        return None if of == lost and 2 <= row < 5 else LUNGE

    found, both = looks(lambda row: seen("first", row), lambda row: seen("second", row))
    assert all(found)
    assert both[:2] == ([0, 2] if lost == "first" else [0, EVERY])
    if lost == "first":
        assert both[:5] == [0, 2, 3, 4, 5]


def test_a_restart_forgets_what_was_carried():
    _, both = looks(lambda _: LUNGE, lambda _: LUNGE, restart=2)
    assert both[:2] == [0, 2]


def second_engine(keypoints, of, count=3 * EVERY):
    """Return what MoveNet's looks make of each frame, and which frames got both."""
    both = []

    class Second:
        profile = LIGHTNING

        def look(self, image, square, mirrored=False):
            row = int(image[0, 0, 0])
            if mirrored:
                both.append(row)
            return keypoints(row, mirrored)

    with SeveralEngines(
        ScriptedEstimator(lambda frame: of(frame.index)), Second(), 2, SECOND_LOOK_S
    ) as estimator:
        found = [
            estimator.estimate(replace(frame, image=np.full((9, 9, 3), frame.index, np.uint8)))
            for frame in frames(count)
        ]
    return found, both


def keypoints_of(pose, by=0.0):
    return Keypoints(pose.pixels[KEYPOINTS,] + by, np.ones(17))


def test_what_the_second_engines_other_look_adds_is_carried_on():
    found, both = second_engine(
        lambda _, mirrored: keypoints_of(LUNGE, 6.0 if mirrored else 2.0), lambda _: LUNGE
    )
    assert both == [0, EVERY, 2 * EVERY]
    for pose in found:
        assert pose.engines == pytest.approx(found[0].engines)
        assert pose.agreement == pytest.approx(found[0].agreement)


def test_contested_names_get_both_looks_of_the_second_engine():
    turned = moved(LUNGE, 0.0).reordered(MIRROR_ORDER)
    _, both = second_engine(
        lambda _, mirrored: keypoints_of(turned if mirrored else LUNGE), lambda _: LUNGE
    )
    assert both == list(range(3 * EVERY))


def test_who_moves_gets_both_looks_of_the_second_engine():
    _, both = second_engine(
        lambda row, _: keypoints_of(LUNGE, row * FAR), lambda row: moved(LUNGE, row * FAR)
    )
    assert both == list(range(3 * EVERY))


def test_who_is_found_again_gets_both_looks_of_the_second_engine():
    _, both = second_engine(lambda *_: keypoints_of(LUNGE), lambda row: None if row == 1 else LUNGE)
    assert both[:2] == [0, 2]


def third_engine(of, seconds, contested=()):
    """Return what three engines make of each frame, and which frames the third one looked at."""
    looked = []

    class Second:
        profile = LIGHTNING

        def look(self, image, square, mirrored=False):
            row = int(image[0, 0, 0])
            pose = of(row).reordered(MIRROR_ORDER) if row in contested else of(row)
            return keypoints_of(pose)

    class Third:
        profile = THUNDER

        def look(self, image, square, mirrored=False):
            assert not mirrored
            looked.append(int(image[0, 0, 0]))
            return keypoints_of(of(looked[-1]), 3.0)

    first = ScriptedEstimator(lambda frame: of(frame.index))
    with SeveralEngines(first, Second(), 2, SECOND_LOOK_S, Third()) as estimator:
        found = [
            estimator.estimate(replace(frame, image=np.full((9, 9, 3), frame.index, np.uint8)))
            for frame in frames(round(seconds * RATE))
        ]
    return found, looked


def test_what_the_third_engine_says_is_carried_on_and_moves_with_the_person():
    found, looked = third_engine(lambda row: moved(LUNGE, row / 10), 3 * SECOND_LOOK_S)
    assert looked == [0, EVERY, 2 * EVERY]
    for row, pose in enumerate(found):
        knee = pose.engines[:, Landmark.LEFT_KNEE] - LUNGE.pixels[Landmark.LEFT_KNEE]
        assert knee == pytest.approx(np.array([[0.0], [0.0], [3.0]]) + np.full((3, 2), row / 10))


def test_the_third_engine_looks_no_more_often_at_who_moves():
    _, looked = third_engine(lambda row: moved(LUNGE, row * FAR), 3 * SECOND_LOOK_S)
    assert looked == [0, EVERY, 2 * EVERY]


def test_the_third_engine_looks_as_soon_as_the_others_name_the_legs_otherwise():
    _, looked = third_engine(lambda _: LUNGE, 2 * SECOND_LOOK_S, contested=(2, 3))
    assert looked[:3] == [0, 2, 4]


def test_of_a_single_picture_the_second_and_the_third_engine_see_the_mirror_image():
    asked = []

    class Net:
        def __init__(self, name):
            self.name, self.profile = name, LIGHTNING if name == 2 else THUNDER

        def look(self, image, square, mirrored=False):
            asked.append((self.name, mirrored))
            return keypoints_of(LUNGE)

    with SeveralEngines(ScriptedEstimator([LUNGE] * 2), Net(2), 2, third=Net(3)) as estimator:
        for frame in frames(2):
            assert estimator.estimate(frame).engines.shape == (3, 33, 2)
    assert asked == 2 * [(2, False), (2, True), (3, False), (3, True)]
