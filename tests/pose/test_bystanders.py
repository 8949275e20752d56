"""Whoever is meant: others in the picture, and pointing at a person."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.capture.frame import Frame
from formcheck.codes.measure import NoteCode
from formcheck.errors import UsageError
from formcheck.message import Message
from formcheck.pose.bystanders import STAY_S
from formcheck.pose.engine.movenet import Keypoints
from formcheck.pose.engine.several_engines import SEEN, glimpsed, painted
from formcheck.pose.estimator import ScriptedEstimator
from formcheck.pose.follow import Follower
from formcheck.pose.landmark import KEYPOINTS
from formcheck.pose.person import Box, Glimpse, PersonChoice, body_middle
from formcheck.pose.pose import Pose
from formcheck.session import judged_of_several, observe
from tests.people import living
from tests.skeleton import Person

ROOM = np.full((480, 640, 3), 120, dtype=np.uint8)
RATE = 10.0
SMALL = Person(scale=70.0, centre=(110.0, 200.0))
USER = Person(scale=200.0, centre=(430.0, 240.0))


class Scene(ScriptedEstimator):
    """Two people: the engine takes whom it is pointed at, and glances at the rest.

    Args:
        first: Where the first one is at a time.
        second: Where the second one is, or None while away.
    """

    def __init__(self, first, second) -> None:  # type: ignore[no-untyped-def]
        super().__init__(self._pose)
        self.first, self.second = first, second
        self.restarts: list[Box | None] = []

    def _pose(self, frame: Frame) -> Pose | None:
        both = [self.first(frame.time_s), self.second(frame.time_s)]
        people = [one.pose() for one in both if one is not None]
        around = self.restarts[-1] if self.restarts else None
        if around is None:
            return people[0] if people else None
        within = [pose for pose in people if _inside(pose, around)]
        return within[0] if within else None

    def restart(self, around: Box | None = None) -> None:
        self.restarts.append(around)

    def glance(self, frame: Frame, without: Box | None = None) -> Glimpse | None:
        for one in (self.second(frame.time_s), self.first(frame.time_s)):
            pose = None if one is None else one.pose()
            if pose is not None and not (without and _inside(pose, without)):
                return Glimpse(body_middle(pose), one.scale / 2, Box.around(pose))
        return None


def _inside(pose: Pose, box: Box) -> bool:
    middle = body_middle(pose)
    across, down = middle.real / pose.width, middle.imag / pose.height
    return box.left <= across <= box.right and box.top <= down <= box.bottom


def frames(seconds: float) -> list[Frame]:
    return [Frame(living(ROOM, i), i, i / RATE) for i in range(round(seconds * RATE))]


def comes(at_s: float, person: Person = USER):  # type: ignore[no-untyped-def]
    """Return somebody who walks in from the right at a time, and stays."""

    def where(time_s: float) -> Person | None:
        if time_s < at_s:
            return None
        x = max(person.centre[0], 600.0 - 120.0 * (time_s - at_s))
        return replace(person, centre=(x, person.centre[1]))

    return where


def followed(scene: Scene, seconds: float = 12.0, *, pointed: bool = False) -> list[float]:
    """Return how large the person is who is followed, a frame at a time; 0 for nobody."""
    follower = Follower(scene, pointed=pointed)
    seen = [follower.see(frame).pose for frame in frames(seconds)]
    return [0.0 if pose is None else float(np.ptp(pose.pixels[:, 1])) for pose in seen]


TALL = float(np.ptp(USER.pose().pixels[:, 1]))


def test_somebody_larger_who_comes_and_stays_is_followed_instead_of_a_still_picture() -> None:
    sizes = followed(Scene(lambda _: SMALL, comes(3.0)))
    assert max(sizes[:30]) < TALL / 2
    assert sizes[-1] == pytest.approx(TALL)
    assert sizes[round((3.0 + STAY_S + 1.5) * RATE)] == pytest.approx(TALL)


def test_whoever_moves_is_kept_though_somebody_larger_comes() -> None:
    def stretching(time_s: float) -> Person:
        return replace(SMALL, centre=(110.0 + 12.0 * time_s, 200.0))

    sizes = followed(Scene(stretching, comes(5.0)))
    assert max(sizes) < TALL / 2


def test_a_passer_by_and_a_companion_of_like_size_are_not_followed() -> None:
    def passing(time_s: float) -> Person | None:
        return comes(3.0)(time_s) if time_s < 3.0 + STAY_S - 0.6 else None

    assert max(followed(Scene(lambda _: SMALL, passing))) < TALL / 2
    alike = replace(USER, scale=SMALL.scale * 1.5)
    height = float(np.ptp(alike.pose().pixels[:, 1]))
    assert max(followed(Scene(lambda _: SMALL, comes(3.0, alike)))) < height * 0.99


def test_who_was_pointed_at_is_kept() -> None:
    assert max(followed(Scene(lambda _: SMALL, comes(3.0)), pointed=True)) < TALL / 2


def test_of_two_people_it_is_said_whom_the_verdict_is_of() -> None:
    seen = observe(frames(4.0), Scene(lambda _: SMALL, lambda _: USER), pointed=True)
    assert judged_of_several(seen) == Message(NoteCode.ONE_OF_SEVERAL, place="left")
    alone = observe(frames(4.0), Scene(lambda _: SMALL, lambda _: None))
    assert judged_of_several(alone) is None


def test_a_glance_sees_a_person_and_no_furniture() -> None:
    pose = USER.pose()
    sure = Keypoints(np.asarray(pose.pixels[KEYPOINTS,]), np.full(17, SEEN + 0.1))
    found = glimpsed(sure, 640, 480)
    assert found is not None
    assert found.place == pytest.approx(body_middle(pose), abs=1.0)
    assert _inside(pose, found.box)
    assert glimpsed(Keypoints(sure.pixels, np.full(17, SEEN - 0.1)), 640, 480) is None


def test_what_is_painted_over_is_grey_and_the_rest_stays() -> None:
    image = painted(ROOM, Box(0.5, 0.0, 1.0, 1.0))
    assert (image[:, 320:] == 128).all()
    assert (image[:, :320] == 120).all()
    assert (ROOM == 120).all()


@pytest.mark.parametrize(
    ("told", "who"),
    [("left", 0), ("right", 2), ("middle", 1), ("1", 0), ("2", 1), ("3", 2), ("0.8,0.5", 2)],
)
def test_a_person_is_named_by_place_also_in_the_mirror(told: str, who: int) -> None:
    row = [Person(scale=80.0, centre=(x, 240.0)).pose() for x in (100.0, 330.0, 540.0)]
    choice = PersonChoice.parse(told)
    assert choice.pick([row[2], row[0], row[1]]) is row[who]
    mirrored = [pose.mirrored() for pose in row]
    assert choice.mirrored().pick(mirrored) is mirrored[who]


def test_a_spot_means_only_who_is_there() -> None:
    choice = PersonChoice.parse("0.17,0.45")
    assert choice.fits(SMALL.pose())
    assert not choice.fits(USER.pose())
    assert choice.around is not None
    assert PersonChoice.parse("left").around is None


@pytest.mark.parametrize("told", ["", "behind", "0", "4", "1.5,0.5", "0.3", "nan,0.5", "0.3,x"])
def test_what_names_nobody_is_refused_in_one_sentence(told: str) -> None:
    with pytest.raises(UsageError, match="expected a person by left, middle, right"):
        PersonChoice.parse(told)
