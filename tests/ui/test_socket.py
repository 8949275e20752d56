"""The live socket, spoken to by hand: who may come in, what is refused, what comes back."""

from __future__ import annotations

import asyncio
import json
import struct
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import cv2
import pytest
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from formcheck.errors import MachineError
from formcheck.pose.estimator import PoseEstimator, ScriptedEstimator
from formcheck.pose.person import Box
from formcheck.store.history.history import History
from formcheck.stretches.files.loading import load_stretch
from formcheck.stretches.model.stretch import HoldTarget
from formcheck.ui.live import controller
from formcheck.ui.live.live_sessions import VALID_S, Room, Rooms
from formcheck.ui.live.plan import plan_of
from formcheck.ui.live.protocol import MOST_BYTES
from formcheck.ui.live.save_set import Done, Result
from formcheck.ui.phone.switch import Phone
from formcheck.ui.server import socket as module
from formcheck.ui.server.inbox import TOO_LARGE, UNSUPPORTED
from formcheck.ui.server.socket import PATH, LiveSocket, Work
from tests.ui.apart import run_apart
from tests.ui.performer import ROOM, lunge

STRETCH = load_stretch("half-kneeling-lunge").model_copy(
    update={"hold": HoldTarget(seconds=3.0, sets=1)}
)
ORIGIN = {"origin": "http://testserver"}
JPEG = cv2.imencode(".jpg", ROOM)[1].tobytes()
LIVELY = [cv2.imencode(".jpg", cv2.add(ROOM, 3 * step))[1].tobytes() for step in range(4)]
"""Pictures that differ a little, as a camera's do: one that stands still is a frozen camera."""


class Engine(ScriptedEstimator):
    """A scripted engine that remembers whether it was closed."""

    opened: list[Engine] = []  # noqa: RUF012 - emptied for each test

    def __init__(self) -> None:
        super().__init__(lambda _: lunge())
        self.closed = False
        self.looked: list[Box] = []
        self.opened.append(self)

    def restart(self, around: Box | None = None) -> None:
        if around is not None:
            self.looked.append(around)

    def close(self) -> None:
        self.closed = True


class Place:
    """A server with one room.

    Attributes:
        more: Further parameters of the socket's address.
    """

    more = ""

    def __init__(
        self, engine: Callable[[], PoseEstimator] = Engine, phone: Phone | None = None
    ) -> None:
        self.now = 0.0
        self.rooms = Rooms(lambda: self.now)
        self.live = LiveSocket(self.rooms, engine, lambda: phone)
        self.room: Room = self.rooms.open(plan_of(STRETCH, "right"))
        self.client = TestClient(Starlette(routes=[WebSocketRoute(PATH, self.live.serve)]))

    def connect(self, token: str | None = None, headers: dict[str, str] | None = None) -> Any:
        token = self.room.token if token is None else token
        return self.client.websocket_connect(
            f"{PATH}?token={token}{self.more}", headers=ORIGIN if headers is None else headers
        )


@pytest.fixture
def place() -> Iterator[Place]:
    Engine.opened.clear()
    found = Place()
    with found.client:
        yield found


def frame(number: int, time_s: float, jpeg: bytes = JPEG) -> bytes:
    return struct.pack("<Id", number, 1000.0 * time_s) + jpeg


def opened(socket: Any) -> None:
    assert json.loads(socket.receive_text())["state"] == "preparing"
    assert json.loads(socket.receive_text())["state"] == "open"


def wait_for(condition: Callable[[], bool], seconds: float = 90.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def refused(place: Place, *arguments: Any, **options: Any) -> int:
    with pytest.raises(WebSocketDisconnect) as caught, place.connect(*arguments, **options):
        pass
    return caught.value.code


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://testserver.evil.example", "null", ""]
)
def test_a_page_from_elsewhere_is_refused(place: Place, origin: str) -> None:
    assert refused(place, headers={"origin": origin}) == module.FORBIDDEN
    assert Engine.opened == []


def test_a_request_without_origin_is_refused(place: Place) -> None:
    assert refused(place, headers={}) == module.FORBIDDEN


@pytest.mark.parametrize("token", ["", "guess"])
def test_without_its_token_nobody_comes_in(place: Place, token: str) -> None:
    assert refused(place, token) == module.FORBIDDEN


def test_an_expired_token_is_refused(place: Place) -> None:
    place.now = VALID_S + 1.0
    assert refused(place) == module.FORBIDDEN


def test_a_message_that_is_too_large_ends_the_connection(place: Place) -> None:
    with place.connect() as socket:
        opened(socket)
        socket.send_bytes(b"x" * (MOST_BYTES + 1))
        assert socket.receive()["code"] == TOO_LARGE


def test_an_unknown_command_ends_the_connection(place: Place) -> None:
    with place.connect() as socket:
        opened(socket)
        socket.send_text("rm -rf")
        assert socket.receive()["code"] == UNSUPPORTED


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"short",
        frame(1, 0.0, b"not a picture"),
        frame(1, 0.0, JPEG[: len(JPEG) // 10]),
        frame(1, float("nan")),
        frame(1, 0.0, cv2.imencode(".png", ROOM)[1].tobytes()),
    ],
)
def test_garbage_is_answered_and_survived(place: Place, garbage: bytes) -> None:
    with place.connect() as socket:
        opened(socket)
        socket.send_bytes(garbage)
        answer = json.loads(socket.receive_text())
        assert "bad" in answer or answer["n"] == 1  # a JPEG that is cut off may still be read
        socket.send_bytes(frame(2, 1.0))
        assert json.loads(socket.receive_text())["n"] == 2


def test_a_small_file_that_unpacks_to_a_huge_picture_is_not_unpacked(place: Place) -> None:
    # The size in the header says 65500 x 65500: some 12 gigabytes.
    start = JPEG.index(b"\xff\xc0") + 5
    huge = JPEG[:start] + struct.pack(">HH", 65500, 65500) + JPEG[start + 4 :]
    with place.connect() as socket:
        opened(socket)
        socket.send_bytes(frame(1, 0.0, huge))
        assert "4290250000 pixels" in json.loads(socket.receive_text())["bad"]


def test_garbage_without_end_ends_the_connection(place: Place) -> None:
    with place.connect() as socket:
        opened(socket)
        for _ in range(module.MOST_BAD - 1):
            socket.send_bytes(b"x")
            assert "bad" in json.loads(socket.receive_text())
        socket.send_bytes(b"x")
        assert socket.receive()["code"] == UNSUPPORTED


def test_a_frame_from_the_past_is_left_out(place: Place) -> None:
    with place.connect() as socket:
        opened(socket)
        socket.send_bytes(frame(1, 5.0))
        assert "phase" in json.loads(socket.receive_text())
        socket.send_bytes(frame(2, 5.0))
        assert json.loads(socket.receive_text()) == {"n": 2, "late": True}


def test_a_hold_is_led_to_its_end_and_kept_in_the_history(place: Place) -> None:
    seen = []
    with place.connect() as socket:
        opened(socket)
        socket.send_text("start")
        for number in range(1, 300):
            socket.send_bytes(frame(number, number / 20.0, LIVELY[number % len(LIVELY)]))
            seen.append(json.loads(socket.receive_text()))
            if seen[-1]["phase"] == "done":
                break
    assert [message["n"] for message in seen] == list(range(1, len(seen) + 1))
    assert seen[-1]["cue"] == {"text": "That is 3 seconds. Come out of it slowly.", "kind": "good"}
    working = [message for message in seen if "clock" in message]
    assert working[-1]["clock"]["state"] == "done"
    assert {"good", "wait"} & {m["cue"]["kind"] for m in working if m["cue"]}
    angle = working[-1]["angle"]
    assert angle["value"].endswith("\N{DEGREE SIGN}")
    assert angle["arc"]["low"] <= 0 <= angle["arc"]["high"]
    assert len(working[-1]["body"]) == 33
    (result,) = place.room.results
    assert result.trouble is None
    (saved,) = History().sessions()
    assert saved.good_s == pytest.approx(3.0, abs=0.2)
    assert History().file(saved) is not None


def test_the_engine_is_freed_when_the_browser_goes(place: Place) -> None:
    with place.connect() as socket:
        opened(socket)
        socket.send_bytes(frame(1, 0.0))
        socket.receive_text()
    (engine,) = Engine.opened
    wait_for(lambda: engine.closed and place.live.live == 0)
    assert place.room.holder is None


def threads() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name.startswith("live")]


def test_no_thread_stays_when_the_browser_goes(place: Place) -> None:
    for _ in range(2):
        with place.connect() as socket:
            opened(socket)
            socket.send_bytes(frame(1, 0.0))
            socket.receive_text()
            assert len(threads()) == 1
        wait_for(lambda: not threads())


def test_an_engine_that_comes_after_the_server_gave_up_is_freed() -> None:
    begun, go_on = threading.Event(), threading.Event()
    Engine.opened.clear()

    def slow() -> PoseEstimator:
        begun.set()
        assert go_on.wait(60.0)
        return Engine()

    live = Place(slow).live
    room = Rooms().open(plan_of(STRETCH, "right"))

    async def give_up() -> None:
        work = Work()
        task = asyncio.create_task(work.run(live._lead, room, work))
        while not begun.is_set():
            await asyncio.sleep(0.01)
        task.cancel()
        go_on.set()
        await work.end()

    run_apart(give_up())
    (engine,) = Engine.opened
    assert engine.closed
    wait_for(lambda: not threads())


def test_the_engine_is_freed_before_a_busy_history_is_waited_for(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    freed: list[bool] = []

    def busy(done: Done, *_: object) -> Result:
        freed.append(Engine.opened[0].closed)
        return Result(done.step, done.summary)

    monkeypatch.setattr(controller, "keep", busy)
    with place.connect() as socket:
        opened(socket)
        socket.send_text("start")
        for number in range(120):
            socket.send_bytes(frame(number, 0.1 * number, LIVELY[number % len(LIVELY)]))
            if json.loads(socket.receive_text())["phase"] == "work":
                break
    wait_for(lambda: freed == [True])


def test_sides_that_were_exchanged_stay_so_after_a_connection_that_broke(place: Place) -> None:
    plan = plan_of(STRETCH, "both")
    room = place.rooms.open(plan)
    room.index, room.course = 1, plan.with_side_taken(0)
    with place.connect(room.token) as socket:
        opened(socket)
        socket.send_bytes(frame(1, 0.0))
        assert json.loads(socket.receive_text())["place"] == "Left"
    assert room.course == plan.with_side_taken(0)


def test_who_comes_back_goes_on_with_the_same_set(place: Place) -> None:
    place.room.index = 0
    with place.connect() as socket:
        opened(socket)
        socket.send_text("skip")
        socket.send_bytes(frame(1, 0.0))
        assert json.loads(socket.receive_text())["phase"] == "done"
    with place.connect() as socket:
        socket.receive_text()
        assert json.loads(socket.receive_text())["step"] == 1


def test_what_the_machine_lacks_is_said(tmp_path: object) -> None:
    def lacking() -> PoseEstimator:
        raise MachineError("expected the system library libEGL.so, got none; install it")

    place = Place(lacking)
    with place.client, place.connect() as socket:
        socket.receive_text()
        answer = json.loads(socket.receive_text())
        assert answer == {"state": "failed", "why": str(MachineError(answer["why"]))}
        assert "libEGL" in answer["why"]
        assert socket.receive()["code"] == module.LACKING


def test_a_second_window_takes_over(place: Place) -> None:
    with place.connect() as first:
        opened(first)
        with place.connect() as second:
            opened(second)
            first.send_bytes(frame(1, 0.0))
            assert first.receive()["code"] == module.SUPERSEDED
            second.send_bytes(frame(1, 0.0))
            assert json.loads(second.receive_text())["n"] == 1


def test_pointing_at_somebody_makes_the_engine_look_there(place: Place) -> None:
    with place.connect() as socket:
        opened(socket)
        socket.send_text("at 0.250 0.5")
        socket.send_bytes(frame(1, 0.0))
        assert json.loads(socket.receive_text())["n"] == 1
    (box,) = Engine.opened[0].looked
    assert (box.left, box.right) == pytest.approx((0.05, 0.45))


@pytest.mark.parametrize(
    "text", ["at 7 0.5", "at 1.9 0.5", "at 0.5", "at nan 0.5", "at 0.5 0.5; rm"]
)
def test_pointing_outside_the_picture_ends_the_connection(place: Place, text: str) -> None:
    with place.connect() as socket:
        opened(socket)
        socket.send_text(text)
        assert socket.receive()["code"] == UNSUPPORTED


def test_only_a_few_cameras_at_a_time(place: Place) -> None:
    place.live.live = module.MOST_LIVE
    with place.connect() as socket:
        assert socket.receive()["code"] == module.FULL
