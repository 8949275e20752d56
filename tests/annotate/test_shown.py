"""What is drawn on pictures that were looked at, and on those between."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.annotate.shown import shown
from formcheck.capture.frame import Frame
from formcheck.pose.landmark import Landmark
from tests.people import PEOPLE

STANDING = PEOPLE["standing"].pose()
MOVED = replace(STANDING, pixels=STANDING.pixels + 8.0, unsure=frozenset({Landmark.LEFT_KNEE}))


def pictures(count):
    return [Frame(np.zeros((8, 8, 3), np.uint8), index, index / 24) for index in range(count)]


def drawn(count, looked, poses, scenes=()):
    return list(shown(pictures(count), looked, [row / 24 for row in looked], poses, scenes))


def test_where_every_picture_was_looked_at_each_has_its_own_pose():
    found = drawn(3, [0, 1, 2], [STANDING, None, MOVED])
    assert [one.row for one in found] == [0, 1, 2]
    assert [one.pose for one in found] == [STANDING, None, MOVED]
    assert all(one.looked_at for one in found)


def test_between_two_looks_the_body_is_on_its_way():
    found = drawn(3, [0, 2], [STANDING, MOVED])
    assert [(one.row, one.looked_at) for one in found] == [(0, True), (0, False), (1, True)]
    assert found[1].pose.pixels == pytest.approx(STANDING.pixels + 4.0)
    assert found[1].pose.unsure == MOVED.unsure


@pytest.mark.parametrize(
    ("count", "looked", "poses", "scenes"),
    [
        (3, [0, 2], [STANDING, MOVED], [1]),  # a cut
        (3, [0, 2], [STANDING, None], []),  # gone
        (5, [0, 4], [STANDING, MOVED], []),  # too long ago
    ],
)
def test_where_it_is_not_known_where_it_goes_the_body_stays(count, looked, poses, scenes):
    assert drawn(count, looked, poses, scenes)[1].pose is STANDING


def test_nobody_stays_nobody():
    assert drawn(3, [0, 2], [None, MOVED])[1].pose is None


@pytest.mark.parametrize(("count", "looked"), [(3, [0, 2, 4]), (4, [0, 2]), (3, [1, 2]), (1, [])])
def test_other_pictures_than_were_looked_at_are_refused(count, looked):
    with pytest.raises(ValueError, match="looked at"):
        drawn(count, looked, [STANDING] * len(looked))
