"""Tokens: unguessable, expiring, and one connection a room."""

from __future__ import annotations

from formcheck.stretches.files.loading import load_stretch
from formcheck.ui.live import live_sessions as module
from formcheck.ui.live.live_sessions import Rooms
from formcheck.ui.live.plan import plan_of

PLAN = plan_of(load_stretch("squat"))


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_token_opens_its_own_room_and_no_other() -> None:
    rooms = Rooms()
    one, other = rooms.open(PLAN), rooms.open(PLAN)
    assert rooms.find(one.token) is one
    assert one.token != other.token
    assert len(one.token) >= 32
    assert rooms.find("") is None


def test_a_token_expires_when_nobody_is_inside() -> None:
    clock = Clock()
    rooms = Rooms(clock)
    room = rooms.open(PLAN)
    clock.now = module.VALID_S - 1.0
    assert rooms.find(room.token) is room
    clock.now += module.VALID_S + 1.0
    assert rooms.find(room.token) is None


def test_a_token_lasts_while_somebody_is_inside() -> None:
    clock = Clock()
    rooms = Rooms(clock)
    room, holder = rooms.open(PLAN), object()
    rooms.enter(room, holder)
    clock.now = 10 * module.VALID_S
    assert rooms.find(room.token) is room
    rooms.leave(room, holder)
    clock.now += module.VALID_S + 1.0
    assert rooms.find(room.token) is None


def test_a_newer_connection_takes_the_place_of_the_older() -> None:
    rooms = Rooms()
    room, older, newer = rooms.open(PLAN), object(), object()
    rooms.enter(room, older)
    rooms.enter(room, newer)
    rooms.leave(room, older)
    assert room.holder is newer


def test_rooms_do_not_pile_up() -> None:
    rooms = Rooms()
    first = rooms.open(PLAN)
    for _ in range(module.MOST_ROOMS):
        rooms.open(PLAN)
    assert len(rooms) == module.MOST_ROOMS
    assert rooms.find(first.token) is None
