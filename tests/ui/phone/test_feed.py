"""From a phone to a live connection: the newest frame, in this machine's time."""

from __future__ import annotations

import asyncio
import struct
from dataclasses import dataclass, field

import pytest

from formcheck.ui.live.protocol import BadFrame, stamp
from formcheck.ui.phone import feed as module
from formcheck.ui.phone.feed import Feed
from tests.ui.apart import run_apart


@dataclass
class Sink:
    frame: bytes | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)


def message(number: int, time_ms: float, picture: bytes = b"jpeg") -> bytes:
    return struct.pack("<Id", number, time_ms) + picture


class Place:
    def __init__(self) -> None:
        self.now = 50.0
        self.feed = Feed(lambda: self.now)
        self.sink = Sink()

    async def send(self, number: int, time_ms: float) -> float:
        """Send a frame that is taken up at once, and return the time that the coach sees, in ms."""
        sending = asyncio.create_task(self.feed.take(message(number, time_ms)))
        await self.sink.changed.wait()
        self.sink.changed.clear()
        frame, self.sink.frame = self.sink.frame, None
        assert frame is not None
        self.feed.taken()
        assert await sending == number
        assert frame.endswith(b"jpeg")
        return stamp(frame)[1]


def test_nobody_gets_frames_that_nobody_asked_for() -> None:
    async def run() -> None:
        place = Place()
        assert not place.feed.wanted
        assert await place.feed.take(message(7, 0.0)) == 7
        place.feed.attach(place.sink)
        assert place.feed.wanted
        place.feed.detach(Sink())
        assert place.feed.wanted
        place.feed.detach(place.sink)
        assert not place.feed.wanted
        assert place.sink.frame is None

    run_apart(run())


def test_frames_come_in_this_machines_time_whatever_the_phone_thinks() -> None:
    async def run() -> None:
        place = Place()
        place.feed.attach(place.sink)
        assert await place.send(1, 1.7e12) == 50_000.0
        place.now += 0.1
        assert await place.send(2, 1.7e12 + 90.0) == 50_090.0
        # Its page was opened anew, and counts from 0; or somebody sets its clock.
        place.now += 5.0
        assert await place.send(1, 0.0) == 55_100.0
        place.now += 0.1
        assert await place.send(2, 100.0) == 55_200.0
        place.now += 0.1
        assert await place.send(3, 9e12) == 55_300.0

    run_apart(run())


def test_a_newer_frame_takes_the_place_of_one_that_nobody_took_up() -> None:
    async def run() -> None:
        place = Place()
        place.feed.attach(place.sink)
        first = asyncio.create_task(place.feed.take(message(1, 0.0)))
        await asyncio.sleep(0)
        second = asyncio.create_task(place.feed.take(message(2, 50.0)))
        assert await first == 1
        assert not second.done()
        assert place.sink.frame is not None
        assert stamp(place.sink.frame)[0] == 2
        place.feed.taken()
        assert await second == 2

    run_apart(run())


def test_a_phone_is_answered_also_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_S", 0.01)

    async def run() -> None:
        place = Place()
        place.feed.attach(place.sink)
        assert await place.feed.take(message(1, 0.0)) == 1

    run_apart(run())


def test_a_message_that_is_no_frame_is_refused() -> None:
    async def run() -> None:
        place = Place()
        place.feed.attach(place.sink)
        for wrong in (b"", b"short", message(1, float("nan")), message(1, -1.0)):
            with pytest.raises(BadFrame):
                await place.feed.take(wrong)
        assert place.sink.frame is None

    run_apart(run())
