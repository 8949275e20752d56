"""The live socket of a page whose camera is a phone: the coach never learns the difference."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import Any

import cv2
import pytest

from formcheck.store.history.history import History
from formcheck.ui.phone.certificate import Certificate
from formcheck.ui.phone.feed import Feed
from formcheck.ui.phone.pairing import Pairing
from formcheck.ui.phone.switch import Phone
from formcheck.ui.server import socket as module
from tests.ui.performer import ROOM
from tests.ui.phone.test_pairing import Clock
from tests.ui.test_socket import LIVELY, Engine, Place, frame, opened, wait_for

TURNED = [
    cv2.imencode(".jpg", cv2.rotate(cv2.add(ROOM, 3 * step), cv2.ROTATE_90_CLOCKWISE))[1].tobytes()
    for step in range(4)
]
"""What comes from a phone that was turned: a picture that is higher than wide."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def phone(clock: Clock) -> Phone:
    line = socket.socket()
    line.close()
    certificate = Certificate.__new__(Certificate)
    return Phone("192.168.1.20", 8502, line, certificate, Pairing(), Feed(clock))


@pytest.fixture
def place(phone: Phone) -> Iterator[Place]:
    Engine.opened.clear()
    found = Place(phone=phone)
    found.more = "&camera=phone"
    with found.client:
        yield found


def send(place: Place, phone: Phone, message: bytes) -> Any:
    """Let the phone's request come in, beside the page's socket."""
    assert place.client.portal is not None
    return place.client.portal.start_task_soon(phone.feed.take, message)


def answer(page: Any) -> tuple[bytes, dict[str, Any]]:
    """Return the picture that was looked at, and what is shown with it."""
    while "text" in (message := page.receive()):
        assert json.loads(message["text"])["state"] == "waiting"
    return message["bytes"], json.loads(page.receive_text())


def test_a_hold_goes_on_when_the_phone_is_turned_on_its_side(
    place: Place, phone: Phone, clock: Clock
) -> None:
    seen = []
    with place.connect() as page:
        opened(page)
        wait_for(lambda: phone.feed.wanted)
        page.send_text("start")
        for number in range(1, 300):
            turned = any(message.get("clock", {}).get("seconds", 0) >= 1.5 for message in seen)
            picture = (TURNED if turned else LIVELY)[number % 4]
            # Twenty a second; the phone counts from another time than this machine.
            clock.now = number / 20.0
            sent = send(place, phone, frame(number, 7000.0 + number / 20.0, picture))
            shown, message = answer(page)
            assert shown == picture, "the page shows what the coach looked at"
            assert sent.result(60) == message["n"] == number
            seen.append(message)
            if message["phase"] == "done":
                break
    assert seen[-1]["cue"] == {"text": "That is 3 seconds. Come out of it slowly.", "kind": "good"}
    (saved,) = History().sessions()
    assert saved.good_s == pytest.approx(3.0, abs=0.2)
    assert History().file(saved) is not None
    wait_for(lambda: not phone.feed.wanted)


def test_the_pages_own_pictures_are_not_looked_at(place: Place, phone: Phone) -> None:
    with place.connect() as page:
        opened(page)
        wait_for(lambda: phone.feed.wanted)
        page.send_bytes(frame(1, 1.0))
        send(place, phone, frame(9, 5.0))
        assert answer(page)[1]["n"] == 9


def test_a_page_is_told_what_is_missing(
    place: Place, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SILENT_S", 0.05)
    with place.connect() as page:
        opened(page)
        first = json.loads(page.receive_text())
        assert first["state"] == "waiting"
        assert first["why"].startswith("No phone is paired.")
        phone.pairing.redeem(phone.pairing.new_code().text, "192.168.1.23")
        while "Waiting for the phone" not in (told := json.loads(page.receive_text()))["why"]:
            assert told["state"] == "waiting"


def test_without_the_option_no_phone_is_a_camera() -> None:
    Engine.opened.clear()
    place = Place()
    place.more = "&camera=phone"
    with place.client, place.connect() as page:
        told = json.loads(page.receive_text())
        assert told["state"] == "failed"
        assert "started without --phone" in told["why"]
        assert page.receive()["code"] == module.LACKING
    assert Engine.opened == []
